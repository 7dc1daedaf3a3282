#ifndef RUNTIME_TYPES_CONTAINER_UTIL_H_
#define RUNTIME_TYPES_CONTAINER_UTIL_H_

#include <cstdint>
#include <string>

#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/isolate.h"
#include "runtime/native.h"
#include "runtime/objects.h"
#include "runtime/operators.h"
#include "runtime/shape.h"
#include "runtime/types/float.h"
#include "runtime/types/str.h"

// Small things that the container types share. Private to runtime/types.

namespace pyjit {

// Effects of builtin rows, in the words that tables use.
inline constexpr uint32_t kEffectReads = kReadsHeap;
inline constexpr uint32_t kEffectReadsAllocates = kReadsHeap | kRaises | kCollects;
inline constexpr uint32_t kEffectReadsRaises = kReadsHeap | kRaises;
inline constexpr uint32_t kEffectWrites = kReadsHeap | kWritesHeap | kRaises;
inline constexpr uint32_t kEffectStores =
    kReadsHeap | kWritesHeap | kRaises | kCollects | kEscapesArgs;

inline bool HasExactKind(Thread* t, Value v, Kind kind) {
  return v.is_object() && v.object()->shape_word == t->exact_shapes[static_cast<int>(kind)];
}
inline bool IsExactFloat(Thread* t, Value v) {
  return HasExactKind(t, v, Kind::kFloat);
}
inline bool IsExactStr(Thread* t, Value v) {
  return HasExactKind(t, v, Kind::kStr);
}

// Little native stack is left: nested containers must stop recursing.
inline bool StackIsLow(Thread* t) {
  return static_cast<uint8_t*>(__builtin_frame_address(0)) < t->native_limit;
}

// Equality of small ints and of exact strs, which keys mostly are: 1, 0, or -1 if
// the values are of other kinds.
inline int ScalarEquals(Thread* t, Value a, Value b) {
  if (a == b) return 1;
  if (a.is_small_int()) return b.is_small_int() || IsExactStr(t, b) ? 0 : -1;
  if (IsExactStr(t, a)) {
    if (IsExactStr(t, b)) return StrEquals(a.as<Str>(), b.as<Str>()) ? 1 : 0;
    if (b.is_small_int()) return 0;
  }
  return -1;
}

// The same for exact tuples of such values, as keys are next.
int TupleOfScalarsEquals(Thread* t, const Tuple* a, const Tuple* b);

// item == key as containers ask it: identity first, then __eq__. 1, 0, -1.
// Runs Python only when one of them is no int, float or str.
inline int ItemEquals(Thread* t, Value a, Value b) {
  const int quick = ScalarEquals(t, a, b);
  if (quick >= 0) return quick;
  if (HasExactKind(t, a, Kind::kTuple) && HasExactKind(t, b, Kind::kTuple)) {
    const int equal = TupleOfScalarsEquals(t, a.as<Tuple>(), b.as<Tuple>());
    if (equal >= 0) return equal;
  }
  return CompareBool(t, CompareOp::kEq, a, b);
}

// Marks a container as being printed, for as long as the guard lives.
class ReprGuard {
 public:
  ReprGuard(Thread* t, Object* object) : t_(t), object_(object) {
    for (auto* g = static_cast<ReprGuard*>(t->repr_chain); g != nullptr;
         g = g->outer_) {
      if (g->object_ == object) recursive_ = true;
    }
    outer_ = static_cast<ReprGuard*>(t->repr_chain);
    depth_ = outer_ == nullptr ? 1 : outer_->depth_ + 1;
    t->repr_chain = this;
  }
  ~ReprGuard() { t_->repr_chain = outer_; }
  ReprGuard(const ReprGuard&) = delete;
  ReprGuard& operator=(const ReprGuard&) = delete;
  bool recursive() const { return recursive_; }
  // Nested deeper than Python calls may be: the caller fails with RaiseTooDeep.
  bool too_deep() const { return depth_ > t_->depth_limit; }
  Value RaiseTooDeep() const {
    return RaiseText(t_, Exc::kRecursionError,
                     "maximum recursion depth exceeded while getting the repr "
                     "of an object");
  }

 private:
  Thread* t_;
  Object* object_;
  ReprGuard* outer_;
  int64_t depth_;
  bool recursive_ = false;
};

// A fresh object of `cls`, whose kind is of fixed size. Null: MemoryError.
template <typename T>
T* AllocateOfClass(Thread* t, Class* cls) {
  return static_cast<T*>(AllocateInstance(t, cls));
}

// An empty dict of that class, which may be dict itself.
inline Dict* NewDictOfClass(Thread* t, Class* cls) {
  Dict* dict = AllocateOfClass<Dict>(t, cls);
  if (dict != nullptr) dict->flags = kDictStrKeys | kDictIntKeys;
  return dict;
}

// `TypeError: f expected at most n arguments, got k` for raw-convention rows
// (CPython's PyArg_UnpackTuple). False with the exception pending.
bool CheckArgCount(Thread* t, const char* name, size_t nargs, size_t min,
                   size_t max);
// `TypeError: f() takes no keyword arguments` unless kwnames is empty.
bool CheckNoKeywords(Thread* t, const char* name, Value kwnames);
// The same for __new__ of `cls` where a builtin's takes none: they are for the __init__ of
// a subclass if it has its own.
bool CheckNewKeywords(Thread* t, const Class* cls, const char* name, Value kwnames);
// `v` as the count or position of a method: OverflowError "Python int too large
// to convert to C ssize_t" beyond 64 bits. May run Python (__index__).
bool ArgAsSize(Thread* t, Value v, int64_t* out);
// Sets cls.__hash__ = None: instances are unhashable. While types are set up.
bool MakeUnhashable(Thread* t, Class* cls);

inline Value BoolOrNull(Thread* t, int truth) {
  return truth < 0 ? Value::Null() : t->isolate->Bool(truth != 0);
}

}  // namespace pyjit

#endif  // RUNTIME_TYPES_CONTAINER_UTIL_H_
