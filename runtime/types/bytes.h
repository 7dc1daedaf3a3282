#ifndef RUNTIME_TYPES_BYTES_H_
#define RUNTIME_TYPES_BYTES_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "runtime/objects.h"
#include "runtime/shape.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Python bytes. Failing functions return null with an exception pending.

namespace pyjit {

inline bool IsBytes(Value v) { return IsKind(v, Kind::kBytes); }

Bytes* NewBytesUninitialised(Thread* t, int64_t length);
Bytes* NewBytes(Thread* t, absl::string_view contents);
// bytes(x) for a bytes object or an iterable of ints. May run Python. TypeError
// "cannot convert 'X' object to bytes".
Bytes* BytesFromObject(Thread* t, Value v);
inline absl::string_view BytesView(const Bytes* b) {
  return absl::string_view(reinterpret_cast<const char*>(b->data),
                           static_cast<size_t>(b->length));
}
inline bool BytesEquals(const Bytes* a, const Bytes* b) {
  return a == b || BytesView(a) == BytesView(b);
}
int BytesCompare(const Bytes* a, const Bytes* b);  // -1, 0, 1
uint64_t BytesHash(Bytes* b);                      // cached, unless it is 0
Value BytesIndex(Thread* t, Bytes* b, int64_t i);  // an int; IndexError
Value BytesGetItem(Thread* t, Bytes* b, Value key);  // int or slice; may run Python
Bytes* BytesConcat(Thread* t, Bytes* a, Bytes* b);
Bytes* BytesRepeat(Thread* t, Bytes* b, int64_t n);
Str* BytesRepr(Thread* t, const Bytes* b);
Value BytesPercent(Thread* t, Bytes* format, Value args);  // %; runs Python
// int item or bytes in b: 1, 0, -1 error.
int BytesContains(Thread* t, Bytes* b, Value item);

bool InitBytesType(Thread* t);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_BYTES_H_
