// itertools.product.
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/types/container_util.h"
#include "runtime/types/int.h"
#include "runtime/types/storage.h"
#include "stdlib/itertools_internal.h"
#include "stdlib/native_class.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

enum class State : uint8_t { kFresh, kRunning, kStopped };

struct Product : Object {
  Value pools;    // Tuple of Tuples
  Value indices;  // RawArray: an int64 per pool
  Value result;   // the Tuple given last
  State state;

  int64_t* positions() const {
    return reinterpret_cast<int64_t*>(indices.as<RawArray>()->bytes);
  }
};

// The Tuple that the positions say, where `changed` is the first that moved: what
// stands before it is as in the last result.
Value Select(Thread* t, Product* it, int64_t changed) {
  auto* pools = it->pools.as<Tuple>();
  Tuple* result = NewTuple(t, pools->length);
  if (result == nullptr) return Value();
  const int64_t* positions = it->positions();
  for (int64_t i = 0; i < pools->length; ++i) {
    result->items[i] = i < changed ? it->result.as<Tuple>()->items[i]
                                   : pools->items[i].as<Tuple>()->items[positions[i]];
  }
  WriteBarrier(t, result);
  StoreField(t, it, &it->result, result);
  return result;
}

Value NextOfProduct(Thread* t, Object* self) {
  auto* it = static_cast<Product*>(self);
  auto* pools = it->pools.as<Tuple>();
  switch (it->state) {
    case State::kStopped: return Value();
    case State::kFresh:
      for (int64_t i = 0; i < pools->length; ++i) {
        if (pools->items[i].as<Tuple>()->length == 0) {
          it->state = State::kStopped;
          return Value();
        }
      }
      it->state = State::kRunning;
      return Select(t, it, 0);
    case State::kRunning: break;
  }
  int64_t* positions = it->positions();
  for (int64_t i = pools->length - 1; i >= 0; --i) {
    if (++positions[i] < pools->items[i].as<Tuple>()->length) return Select(t, it, i);
    positions[i] = 0;
  }
  it->state = State::kStopped;
  it->result = Value();
  return Value();
}
constexpr ExtensionInfo kProduct = {sizeof(Product), 3, nullptr, NextOfProduct};

// product(*iterables, repeat=1)
Value MakeProduct(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int seen = 0;
  Value repeat_value = RawKeyword(args, nargs, kwnames, "repeat", &seen);
  static constexpr absl::string_view kNames[] = {"repeat"};
  if (!RejectKeywords(t, kwnames, "product", kNames)) return Value();
  int64_t repeat = 1;
  if (!repeat_value.is_null() && !ArgAsSize(t, repeat_value, &repeat)) return Value();
  if (repeat < 0) {
    return RaiseText(t, Exc::kValueError, "repeat argument cannot be negative");
  }
  const auto given = static_cast<int64_t>(nargs - 1);
  if (repeat > 0 && given > (INT64_MAX / 16) / repeat) {
    return RaiseText(t, Exc::kOverflowError, "repeat argument too large");
  }
  const int64_t n = given * repeat;
  Tuple* pools = NewTuple(t, n);
  RawArray* indices = pools == nullptr ? nullptr : NewRawArray(t, n * 8);
  if (indices == nullptr) return Value();
  for (int64_t i = 0; i < given && repeat > 0; ++i) {
    Tuple* pool = NewTupleFrom(t, args[1 + i]);
    if (pool == nullptr) return Value();
    StoreField(t, pools, &pools->items[i], pool);
  }
  for (int64_t i = given; i < n; ++i) StoreField(t, pools, &pools->items[i], pools->items[i - given]);
  auto* it = NewExtension<Product>(t, args[0].as<Class>());
  if (it == nullptr) return Value();
  it->pools = pools;
  it->indices = indices;
  return it;
}

Value Reduce(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* it = args[0].as<Product>();
  Class* cls = ClassOf(t, args[0]);
  if (it->state == State::kStopped) {
    Value empty = t->isolate->empty_tuple();
    return ReduceTo(t, cls, PackOne(t, empty));
  }
  if (it->state == State::kFresh) return ReduceTo(t, cls, it->pools);
  const int64_t n = it->pools.as<Tuple>()->length;
  Tuple* positions = NewTuple(t, n);
  if (positions == nullptr) return Value();
  for (int64_t i = 0; i < n; ++i) positions->items[i] = Value::SmallInt(it->positions()[i]);
  return ReduceTo(t, cls, it->pools, positions);
}

Value SetState(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* it = args[0].as<Product>();
  auto* pools = it->pools.as<Tuple>();
  if (!IsKind(args[1], Kind::kTuple) || args[1].as<Tuple>()->length != pools->length) {
    return RaiseText(t, Exc::kValueError, "invalid arguments");
  }
  for (int64_t i = 0; i < pools->length; ++i) {
    int64_t at;
    if (!ArgAsSize(t, args[1].as<Tuple>()->items[i], &at)) return Value();
    const int64_t size = pools->items[i].as<Tuple>()->length;
    if (size == 0) {
      it->state = State::kStopped;
      return NoneOf(t);
    }
    it->positions()[i] = at < 0 ? 0 : at > size - 1 ? size - 1 : at;
  }
  if (Select(t, it, 0).is_null()) return Value();
  it->state = State::kRunning;
  return NoneOf(t);
}

constexpr NativeInfo kRows[] = {
    {"__new__", MakeProduct, nullptr, kAnything, ""},
    {"__reduce__", Reduce, "($self, /)", kReadsHeap | kCollects | kRaises,
     "Return state information for pickling."},
    {"__setstate__", SetState, "($self, state, /)", kAnything,
     "Set state information for unpickling."},
};

}  // namespace

bool InitItertoolsProduct(Thread* t, Module* module) {
  NativeClassRow row = {
      "itertools", "product", &kProduct, MakeProduct, kRows, {},
      "product(*iterables, repeat=1) --> product object\n\n"
      "Cartesian product of input iterables.  Equivalent to nested for-loops.\n\n"
      "For example, product(A, B) returns the same as:  ((x,y) for x in A for y in B).\n"
      "The leftmost iterators are in the outermost for-loop, so the output tuples\n"
      "cycle in a manner similar to an odometer (with the rightmost element changing\n"
      "on every iteration).\n\n"
      "To compute the product of an iterable with itself, specify the number\n"
      "of repetitions with the optional repeat keyword argument. For example,\n"
      "product(A, repeat=4) means the same as product(A, A, A, A).",
      kClassBaseable};
  return DefineModuleClass(t, module, row);
}

}  // namespace pyjit
