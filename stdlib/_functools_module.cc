// _functools: partial (functools_partial.cc), _lru_cache_wrapper (functools_lru_cache.cc),
// and here reduce and cmp_to_key.
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/types/container_util.h"
#include "stdlib/functools_internal.h"
#include "stdlib/native_class.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

// reduce(function, iterable[, initial])
Value Reduce(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value function = args[0];
  Value iterator = GetIter(t, args[1]);
  if (iterator.is_null()) {
    if (PendingIs(t, Exc::kTypeError)) {
      TakeException(t);
      return RaiseText(t, Exc::kTypeError, "reduce() arg 2 must support iteration");
    }
    return iterator;
  }
  Value result = args[2];
  for (;;) {
    Value item = IterNext(t, iterator);
    if (item.is_null()) {
      if (!t->exception.is_null()) return item;
      break;
    }
    if (result.is_null()) {
      result = item;
      continue;
    }
    Value words[2] = {result, item};
    result = Call(t, function, words, 2, Value());
    if (result.is_null()) return result;
  }
  if (!result.is_null()) return result;
  return RaiseText(t, Exc::kTypeError, "reduce() of empty iterable with no initial value");
}

// --- cmp_to_key ---

struct KeyWrapper : Object {
  Value compare;
  Value object;  // null: the function that makes keys
};
Value MakeKey(Thread* t, Object* self, Value* args, size_t nargs, Value kwnames);
constexpr ExtensionInfo kKey = {sizeof(KeyWrapper), 2, nullptr, nullptr, MakeKey};

KeyWrapper* NewKey(Thread* t, Value compare, Value object) {
  auto* key = NewExtension<KeyWrapper>(t, ClassOfStdlib(t, StdlibClass::kKeyWrapper));
  if (key == nullptr) return nullptr;
  key->compare = compare;
  key->object = object;
  return key;
}

Value MakeKey(Thread* t, Object* self, Value* args, size_t nargs, Value kwnames) {
  static constexpr const char* kNames[] = {"obj"};
  Value object;
  // There is no class before the arguments: none of them is skipped.
  if (nargs == 1 && kwnames.is_null()) {
    object = args[0];
  } else {
    ArgBuffer buffer;
    const size_t nkw = kwnames.is_null() ? 0 : static_cast<size_t>(kwnames.as<Tuple>()->length);
    Value* all = buffer.Reserve(t, nargs + nkw + 1);
    if (all == nullptr) return Value();
    for (size_t i = 0; i < nargs + nkw; ++i) all[i + 1] = args[i];
    if (!BindConstructor(t, "K", all, nargs + 1, kwnames, kNames, 1, 1, &object)) return Value();
  }
  return NewKey(t, static_cast<KeyWrapper*>(self)->compare, object);
}

template <CompareOp kOp>
Value CompareKeys(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!IsKind(args[1], Kind::kExtension) || args[1].object()->shape()->extension != &kKey) {
    return RaiseText(t, Exc::kTypeError, "other argument must be K instance");
  }
  auto* x = args[0].as<KeyWrapper>();
  auto* y = args[1].as<KeyWrapper>();
  if (x->object.is_null() || y->object.is_null()) {
    return RaiseText(t, Exc::kAttributeError, "object");
  }
  Value words[2] = {x->object, y->object};
  Value order = Call(t, x->compare, words, 2, Value());
  return order.is_null() ? order : Compare(t, kOp, order, Value::SmallInt(0));
}

Value GetObject(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value object = args[0].as<KeyWrapper>()->object;
  return object.is_null() ? RaiseText(t, Exc::kAttributeError, "obj") : object;
}
Value SetObject(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* key = args[0].as<KeyWrapper>();
  StoreField(t, key, &key->object, args[1]);
  return NoneOf(t);
}

constexpr NativeInfo kKeyRows[] = {
    {"__call__", ExtensionCall, nullptr, kAnything, "Call self as a function."},
    {"__lt__", CompareKeys<CompareOp::kLt>, "($self, value, /)", kAnything, "Return self<value."},
    {"__le__", CompareKeys<CompareOp::kLe>, "($self, value, /)", kAnything, "Return self<=value."},
    {"__gt__", CompareKeys<CompareOp::kGt>, "($self, value, /)", kAnything, "Return self>value."},
    {"__ge__", CompareKeys<CompareOp::kGe>, "($self, value, /)", kAnything, "Return self>=value."},
    {"__eq__", CompareKeys<CompareOp::kEq>, "($self, value, /)", kAnything, "Return self==value."},
    {"__ne__", CompareKeys<CompareOp::kNe>, "($self, value, /)", kAnything, "Return self!=value."},
};
constexpr GetSetInfo kKeyAttributes[] = {
    {"obj", GetObject, SetObject, "Value wrapped by a key function.", true},
};

Value CmpToKey(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return NewKey(t, args[0], Value());
}

constexpr NativeInfo kRows[] = {
    {"reduce", Reduce, "(function, iterable, initial=<unrepresentable>, /)", kAnything,
     "reduce(function, iterable[, initial]) -> value\n\n"
     "Apply a function of two arguments cumulatively to the items of a sequence\n"
     "or iterable, from left to right, so as to reduce the iterable to a single\n"
     "value.  For example, reduce(lambda x, y: x+y, [1, 2, 3, 4, 5]) calculates\n"
     "((((1+2)+3)+4)+5).  If initial is present, it is placed before the items\n"
     "of the iterable in the calculation, and serves as a default when the\n"
     "iterable is empty."},
    {"cmp_to_key", CmpToKey, "(mycmp)", kReadsHeap | kCollects | kRaises | kEscapesArgs,
     "Convert a cmp= function into a key= function."},
};

}  // namespace

bool InitFunctoolsModule(Thread* t, Module* module) {
  NativeClassRow key = {"functools", "KeyWrapper", &kKey, nullptr, kKeyRows, kKeyAttributes};
  key.unhashable = true;
  return SetModuleText(t, module, "__doc__", "Tools that operate on functions.") &&
         InitPartial(t, module) && InitLruCache(t, module) &&
         KeepClass(t, StdlibClass::kKeyWrapper, DefineClass(t, key)) &&
         AddModuleNatives(t, module, kRows);
}

}  // namespace pyjit
