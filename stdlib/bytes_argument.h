#ifndef STDLIB_BYTES_ARGUMENT_H_
#define STDLIB_BYTES_ARGUMENT_H_

#include "absl/strings/string_view.h"
#include "runtime/class.h"
#include "runtime/buffer.h"
#include "runtime/error.h"
#include "runtime/types/bytes.h"

namespace pyjit {

// What a function that takes a bytes-like object reads. Lives on the C++ stack.
class BytesArgument {
 public:
  BytesArgument() = default;
  ~BytesArgument() {
    if (buffer_.owner) ReleaseBuffer(t_, &buffer_);
  }
  BytesArgument(const BytesArgument&) = delete;
  BytesArgument& operator=(const BytesArgument&) = delete;

  // False with TypeError pending. At most once.
  bool Get(Thread* t, Value v) {
    if (IsBytes(v)) {
      held_ = v;
      view_ = BytesView(v.as<Bytes>());
      return true;
    }
    t_ = t;
    if (!GetBuffer(t, v, kBufferSimple, &buffer_)) return false;
    view_ = buffer_.bytes();
    return true;
  }
  absl::string_view view() const { return view_; }

 private:
  Thread* t_ = nullptr;
  Value held_;
  BufferView buffer_;
  absl::string_view view_;
};

}  // namespace pyjit

#endif  // STDLIB_BYTES_ARGUMENT_H_
