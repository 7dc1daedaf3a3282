#ifndef STDLIB_BYTES_ARGUMENT_H_
#define STDLIB_BYTES_ARGUMENT_H_

#include "absl/strings/string_view.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/types/bytes.h"

namespace pyjit {

// What a function that takes a bytes-like object reads. Lives on the C++ stack.
class BytesArgument {
 public:
  // False with TypeError pending.
  bool Get(Thread* t, Value v) {
    if (!IsBytes(v)) {
      Raise(t, Exc::kTypeError, "a bytes-like object is required, not '%s'", ClassNameOf(t, v));
      return false;
    }
    held_ = v;
    view_ = BytesView(v.as<Bytes>());
    return true;
  }
  absl::string_view view() const { return view_; }

 private:
  Value held_;
  absl::string_view view_;
};

}  // namespace pyjit

#endif  // STDLIB_BYTES_ARGUMENT_H_
