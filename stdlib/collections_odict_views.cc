// The views and the iterator of OrderedDict. The iterator notices every change of
// keys and order, not only of the size.
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/namespace.h"
#include "runtime/operators_internal.h"
#include "runtime/types/container_util.h"
#include "runtime/types/dict.h"
#include "runtime/types/dict_internal.h"
#include "runtime/types/list.h"
#include "runtime/types/tuple.h"
#include "stdlib/collections_internal.h"
#include "stdlib/native_class.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

struct OrderedIterator : Object {
  Value dict;  // null once exhausted
  int64_t position;
  uint64_t version;
  int64_t size;
  DictViewKind what;
  bool reverse;
};

Value Next(Thread* t, Object* self) {
  auto* it = static_cast<OrderedIterator*>(self);
  if (it->dict.is_null()) return Value();
  auto* dict = it->dict.as<Dict>();
  if (dict->version != it->version || dict->length != it->size) {
    // What clear() does counts as a change of size only.
    const bool cleared = dict->entries == nullptr || dict->version == it->version;
    return RaiseText(t, Exc::kRuntimeError,
                     cleared ? "OrderedDict changed size during iteration"
                             : "OrderedDict mutated during iteration");
  }
  Value key, value;
  const bool more = it->reverse ? DictPrevious(dict, &it->position, &key, &value)
                                : DictNext(dict, &it->position, &key, &value);
  if (!more) {
    it->dict = Value();
    return Value();
  }
  if (it->what == DictViewKind::kKeys) return key;
  if (it->what == DictViewKind::kValues) return value;
  return TuplePack(t, key, value);
}

constexpr ExtensionInfo kIterator = {sizeof(OrderedIterator), 1, nullptr, Next};

Value NewIteratorOf(Thread* t, Dict* dict, DictViewKind what, bool reverse) {
  auto* it =
      NewExtension<OrderedIterator>(t, ClassOfStdlib(t, StdlibClass::kOrderedDictIterator));
  if (it == nullptr) return Value();
  it->dict = dict;
  it->position = reverse ? dict->used : DictFirst(dict);
  it->version = dict->version;
  it->size = dict->length;
  it->what = what;
  it->reverse = reverse;
  return it;
}

Value IteratorReduce(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* it = args[0].as<OrderedIterator>();
  List* rest = NewList(t);
  if (rest == nullptr) return Value();
  const int64_t position = it->position;
  const Value dict = it->dict;
  for (;;) {
    Value item = Next(t, it);
    if (item.is_null()) break;
    if (!ListAppend(t, rest, item)) return Value();
  }
  it->dict = dict;
  it->position = position;
  if (!t->exception.is_null()) return Value();
  Str* name = Intern(t, "iter");
  Value iter = name == nullptr ? Value() : NamespaceGet(t->isolate->builtins(), name);
  if (iter.is_null()) return iter;
  Value list = rest;
  Tuple* arguments = TupleFromArray(t, &list, 1);
  return arguments == nullptr ? Value() : Value(TuplePack(t, iter, arguments));
}

constexpr NativeInfo kIteratorRows[] = {
    {"__reduce__", IteratorReduce, "($self, /)", kAnything, "Return state information for pickling"},
};

// --- Views: dict's own, with another iterator ---

Value ViewIter(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* view = args[0].as<DictView>();
  return NewIteratorOf(t, view->dict, static_cast<DictViewKind>(view->flags), false);
}
Value ViewReversed(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* view = args[0].as<DictView>();
  return NewIteratorOf(t, view->dict, static_cast<DictViewKind>(view->flags), true);
}
constexpr uint32_t kAllocates = kReadsHeap | kRaises | kCollects;
constexpr NativeInfo kViewRows[] = {
    {"__iter__", ViewIter, "($self, /)", kAllocates | kOverrides, "Implement iter(self)."},
    {"__reversed__", ViewReversed, "($self, /)", kAllocates | kOverrides,
     "Return a reverse iterator."},
};

template <DictViewKind kWhat, StdlibClass kClass>
Value View(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* view = NewExtension<DictView>(t, ClassOfStdlib(t, kClass));
  if (view == nullptr) return Value();
  view->dict = args[0].as<Dict>();
  view->flags = static_cast<uint8_t>(kWhat);
  return view;
}
template <bool kReverse>
Value Iter(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return NewIteratorOf(t, args[0].as<Dict>(), DictViewKind::kKeys, kReverse);
}

// Further methods of OrderedDict itself.
constexpr NativeInfo kRows[] = {
    {"keys", View<DictViewKind::kKeys, StdlibClass::kOrderedDictKeys>, "($self, /)", kAllocates,
     "A set-like object providing a view on the keys"},
    {"values", View<DictViewKind::kValues, StdlibClass::kOrderedDictValues>, "($self, /)",
     kAllocates, "An object providing a view on the values"},
    {"items", View<DictViewKind::kItems, StdlibClass::kOrderedDictItems>, "($self, /)",
     kAllocates, "A set-like object providing a view on the items"},
    {"__iter__", Iter<false>, "($self, /)", kAllocates | kOverrides, "Implement iter(self)."},
    {"__reversed__", Iter<true>, "($self, /)", kAllocates | kOverrides,
     "od.__reversed__() <==> reversed(od)"},
};

Class* DefineView(Thread* t, const char* name, Class* base, bool unhashable) {
  NativeClassRow row = {"builtins", name, nullptr, nullptr, kViewRows};
  row.base = base;
  row.unhashable = unhashable;
  return DefineClass(t, row);
}

}  // namespace

bool InitOrderedDictViews(Thread* t, Module* module) {
  Isolate* isolate = t->isolate;
  Class* cls = ClassOfStdlib(t, StdlibClass::kOrderedDict);
  return KeepClass(t, StdlibClass::kOrderedDictIterator,
                   DefineClass(t, {"builtins", "odict_iterator", &kIterator, nullptr,
                                   kIteratorRows})) &&
         KeepClass(t, StdlibClass::kOrderedDictKeys,
                   DefineView(t, "odict_keys", isolate->dict_keys_class(), true)) &&
         KeepClass(t, StdlibClass::kOrderedDictValues,
                   DefineView(t, "odict_values", isolate->dict_values_class(), false)) &&
         KeepClass(t, StdlibClass::kOrderedDictItems,
                   DefineView(t, "odict_items", isolate->dict_items_class(), true)) &&
         AddNatives(t, cls->dict, kRows, cls) && RefreshClass(t, cls);
}

}  // namespace pyjit
