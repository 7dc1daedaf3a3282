#ifndef INTERP_FAST_VALUES_H_
#define INTERP_FAST_VALUES_H_

#include <cstdint>

#include "interp/ops.h"
#include "runtime/heap.h"
#include "runtime/objects.h"
#include "runtime/shape.h"
#include "runtime/thread.h"
#include "runtime/types/str.h"

// Type tests and boxing that fast paths use: no calls, so that a body needs no
// stack frame. Allocation here fails by returning null without an exception; the
// slow path then does the whole operation again, and collects or raises.

namespace pyjit {

// The object's class is exactly the builtin one of this kind. `v` is no small int
// and not null.
PYJIT_INLINE bool HasExactShape(const Thread* t, Value v, Kind kind) {
  return v.object()->shape_word == t->exact_shapes[static_cast<int>(kind)];
}
PYJIT_INLINE bool IsExact(const Thread* t, Value v, Kind kind) {
  return !v.is_small_int() && HasExactShape(t, v, kind);
}
PYJIT_INLINE bool BothSmall(Value a, Value b) { return (a.bits() & b.bits() & 1) != 0; }
PYJIT_INLINE bool BothFloats(const Thread* t, Value a, Value b) {
  return ((a.bits() | b.bits()) & 1) == 0 && HasExactShape(t, a, Kind::kFloat) &&
         HasExactShape(t, b, Kind::kFloat);
}
// StrEqualsAtOnce, and -1 only if they begin alike.
PYJIT_INLINE int QuickStrEquals(const Str* a, const Str* b) {
  const int quick = StrEqualsAtOnce(a, b);
  if (quick >= 0) return quick;
  return ((a->flags | b->flags) & kStrExternal) == 0 && a->chars[0] != b->chars[0] ? 0 : -1;
}
// StrOrderOfFirsts, 0 also if the values are no exact strs.
PYJIT_INLINE int QuickStrOrder(const Thread* t, Value x, Value y) {
  if (!IsExact(t, x, Kind::kStr) || !IsExact(t, y, Kind::kStr)) return 0;
  return StrOrderOfFirsts(x.as<Str>(), y.as<Str>());
}
PYJIT_INLINE double RawDouble(Value v) { return v.as<Float>()->value; }

// A float or small int as a double.
PYJIT_INLINE bool FastDouble(const Thread* t, Value v, double* out) {
  if (v.is_small_int()) {
    *out = static_cast<double>(v.small_int());
    return true;
  }
  if (!HasExactShape(t, v, Kind::kFloat)) return false;
  *out = RawDouble(v);
  return true;
}

// A new float from the bump region, or null when that is used up.
PYJIT_INLINE Value BoxDouble(Thread* t, double d) {
  static_assert(sizeof(Float) == 16);
  uint8_t* place = t->alloc_ptr;
  if (static_cast<size_t>(t->alloc_limit - place) < sizeof(Float)) [[unlikely]] return Value();
  t->alloc_ptr = place + sizeof(Float);
  // Shape word; gc, flags and aux are 0 in a young object.
  *reinterpret_cast<uint64_t*>(place) = t->exact_shapes[static_cast<int>(Kind::kFloat)];
  auto* object = reinterpret_cast<Float*>(place);
  object->value = d;
  return object;
}

PYJIT_INLINE Value BoolValue(const Thread* t, bool b) {
  return b ? t->true_value : t->false_value;
}

// A small object from the bump region, zero but for its shape; null when used up.
PYJIT_INLINE Object* BumpObject(Thread* t, const Shape* shape, size_t bytes) {
  uint8_t* place = t->alloc_ptr;
  bytes = (bytes + 15) & ~size_t{15};
  if (static_cast<size_t>(t->alloc_limit - place) < bytes) [[unlikely]] return nullptr;
  t->alloc_ptr = place + bytes;
  auto* words = reinterpret_cast<uint64_t*>(place);
  for (size_t i = 0; i < bytes / 8; i += 2) {
    words[i] = 0;
    words[i + 1] = 0;
    __asm__ volatile("");  // a few words: no call of memset
  }
  auto* object = reinterpret_cast<Object*>(place);
  object->set_shape(shape);
  return object;
}

}  // namespace pyjit

#endif  // INTERP_FAST_VALUES_H_
