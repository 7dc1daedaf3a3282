#ifndef RUNTIME_TYPES_BYTEARRAY_H_
#define RUNTIME_TYPES_BYTEARRAY_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "runtime/buffer.h"
#include "runtime/objects.h"
#include "runtime/shape.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Python bytearray: bytes [start, start + length) of a RawArray. Bytes deleted at
// the front only move `start`, so a bytearray serves as a queue. While exports
// are counted the storage stays where it is and the length does not change.

namespace pyjit {

struct ByteArray : Object {
  Object* storage;  // RawArray, or null while empty
  int64_t start;
  int64_t length;
  ExportCount* exports;  // made at the first export, owned
  static const ExtensionInfo kExtension;

  uint8_t* data() const {
    return storage == nullptr ? nullptr : static_cast<RawArray*>(storage)->bytes + start;
  }
};

inline bool IsByteArray(Value v) {
  return IsKind(v, Kind::kExtension) && v.object()->shape()->extension == &ByteArray::kExtension;
}
inline absl::string_view ByteArrayView(const ByteArray* a) {
  return absl::string_view(reinterpret_cast<const char*>(a->data()),
                           static_cast<size_t>(a->length));
}

ByteArray* NewByteArray(Thread* t, absl::string_view contents);
// New bytes are zero. False with BufferError or MemoryError pending.
bool ByteArrayResize(Thread* t, ByteArray* a, int64_t length);
// Replaces [from, to) by `contents`, which must not lie in the array itself.
bool ByteArrayReplace(Thread* t, ByteArray* a, int64_t from, int64_t to,
                      absl::string_view contents);

bool InitByteArrayType(Thread* t);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_BYTEARRAY_H_
