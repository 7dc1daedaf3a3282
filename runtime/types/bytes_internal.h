#ifndef RUNTIME_TYPES_BYTES_INTERNAL_H_
#define RUNTIME_TYPES_BYTES_INTERNAL_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "runtime/buffer.h"
#include "runtime/native.h"
#include "runtime/types/bytearray.h"
#include "runtime/types/bytes.h"

// Shared by the bytes*.cc and bytearray*.cc files.

namespace pyjit {

// bytes(...): Class::construct of bytes.
Value ConstructBytes(Thread* t, Value* args, size_t nargs, Value kwnames);

// Bytes of an argument: any object with a buffer, held while this lives. Reading
// runs no Python.
class BytesOperand {
 public:
  explicit BytesOperand(Thread* t) : buffer_(t) {}
  // TypeError "a bytes-like object is required, not 'X'" unless v has bytes.
  bool Read(Value v) {
    if (IsBytes(v)) [[likely]] {
      view_ = BytesView(v.as<Bytes>());
      return true;
    }
    if (!buffer_.Get(v)) return false;
    view_ = buffer_.bytes();
    return true;
  }
  absl::string_view view() const { return view_; }

 private:
  ScopedBuffer buffer_;
  absl::string_view view_;
};

// --- What methods of bytes and bytearray do with their receiver ---

inline absl::string_view SelfView(Value* args) {
  if (IsBytes(args[0])) [[likely]] return BytesView(args[0].as<Bytes>());
  return ByteArrayView(args[0].as<ByteArray>());
}
inline bool IsBytesOrByteArray(Value v) { return IsBytes(v) || IsByteArray(v); }
// bytes for a bytes receiver, a bytearray for a bytearray one.
Value BytesLike(Thread* t, Value self, absl::string_view contents);
Value BytesLikeUninitialised(Thread* t, Value self, int64_t length, uint8_t** data);
// The receiver itself if it is an exact bytes, else a copy.
Value SelfOrCopy(Thread* t, Value self);
// start and end arguments, None allowed, clamped to the receiver's length when
// they were read. May run Python.
bool ReadSelfRange(Thread* t, Value* args, Value start, Value end, int64_t* from,
                   int64_t* to);
// hex(): separator null is none.
Value BytesToHex(Thread* t, absl::string_view s, Value separator, int64_t group);
// The values that bytes(...) and bytearray(...) take, appended to *out; `name` is the
// class's. None of them a str. May run Python.
// `v` as the number of bytes to make. False: it is none (any TypeError of __index__ is
// forgotten: it may be iterable), or with another exception pending.
bool ReadBytesCount(Thread* t, Value v, int64_t* n);
bool AppendBytesOf(Thread* t, Value source, const char* name, std::string* out);
// Binds (source, encoding, errors) of bytes() and bytearray(). args[0] is not looked at.
bool BindBytesArguments(Thread* t, const char* name, Value* args, size_t nargs, Value kwnames,
                        Value bound[3]);

// The object itself if it is an exact bytes, else a copy.
Value BytesToExact(Thread* t, Bytes* b);

// Rows of methods: bytes_find.cc, bytes_text.cc.
absl::Span<const NativeInfo> BytesFindMethods(bool mutable_self);
absl::Span<const NativeInfo> BytesTextMethods(bool mutable_self);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_BYTES_INTERNAL_H_
