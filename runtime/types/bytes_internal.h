#ifndef RUNTIME_TYPES_BYTES_INTERNAL_H_
#define RUNTIME_TYPES_BYTES_INTERNAL_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "runtime/native.h"
#include "runtime/types/bytes.h"

// Shared by the bytes*.cc files.

namespace pyjit {

// bytes(...): Class::construct of bytes.
Value ConstructBytes(Thread* t, Value* args, size_t nargs, Value kwnames);

// TypeError "a bytes-like object is required, not 'X'" unless v is bytes.
bool ReadBytes(Thread* t, Value v, absl::string_view* out);

inline absl::string_view SelfView(Value* args) {
  return BytesView(args[0].as<Bytes>());
}
// The object itself if it is an exact bytes, else a copy.
Value BytesToExact(Thread* t, Bytes* b);

// Rows of methods: bytes_find.cc, bytes_text.cc.
absl::Span<const NativeInfo> BytesFindMethods();
absl::Span<const NativeInfo> BytesTextMethods();

}  // namespace pyjit

#endif  // RUNTIME_TYPES_BYTES_INTERNAL_H_
