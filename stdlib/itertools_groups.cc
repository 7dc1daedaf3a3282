// itertools.groupby and the iterators over its groups.
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/namespace.h"
#include "runtime/operators.h"
#include "runtime/types/container_util.h"
#include "stdlib/itertools_internal.h"
#include "stdlib/native_class.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

struct GroupBy : Object {
  Value source;
  Value key_function;   // None: the item is its key
  Value target_key;     // key of the group given last, or null
  Value current_key;    // of current_value, or null
  Value current_value;  // not given yet, or null
  Value group;          // the iterator over the group given last: the only one that works
};
struct Grouper : Object {
  Value parent;
  Value target_key;
};

// Takes an item from the source. False: exhausted, or an exception is pending.
bool Step(Thread* t, GroupBy* it) {
  Value value = IterNext(t, it->source);
  if (value.is_null()) return false;
  Value key = value;
  if (it->key_function != NoneOf(t)) {
    Value word = value;
    key = Call(t, it->key_function, &word, 1, Value());
    if (key.is_null()) return false;
  }
  StoreField(t, it, &it->current_value, value);
  StoreField(t, it, &it->current_key, key);
  return true;
}

Value NextOfGrouper(Thread* t, Object* self) {
  auto* group = static_cast<Grouper*>(self);
  auto* it = group->parent.as<GroupBy>();
  if (it->group != Value(group)) return Value();
  if (it->current_value.is_null() && !Step(t, it)) return Value();
  const int equal = ItemEquals(t, group->target_key, it->current_key);
  if (equal <= 0) return Value();
  Value value = it->current_value;
  it->current_value = Value();
  return value;
}
constexpr ExtensionInfo kGrouper = {sizeof(Grouper), 2, nullptr, NextOfGrouper};

Value NewGrouper(Thread* t, GroupBy* it, Value key) {
  auto* group = NewExtension<Grouper>(t, ClassOfStdlib(t, StdlibClass::kGrouper));
  if (group == nullptr) return Value();
  group->parent = it;
  group->target_key = key;
  StoreField(t, it, &it->group, group);
  return group;
}

Value NextOfGroupBy(Thread* t, Object* self) {
  auto* it = static_cast<GroupBy*>(self);
  it->group = Value();
  // The rest of the group given last is passed over.
  for (;;) {
    if (!it->current_key.is_null()) {
      if (it->target_key.is_null()) break;
      const int equal = ItemEquals(t, it->target_key, it->current_key);
      if (equal < 0) return Value();
      if (equal == 0) break;
    }
    if (!Step(t, it)) return Value();
  }
  StoreField(t, it, &it->target_key, it->current_key);
  Value key = it->current_key;
  Value group = NewGrouper(t, it, it->target_key);
  return group.is_null() ? group : Value(TuplePack(t, key, group));
}
constexpr ExtensionInfo kGroupBy = {sizeof(GroupBy), 6, nullptr, NextOfGroupBy};

Value MakeGroupBy(Thread* t, Value* args, size_t nargs, Value kwnames) {
  static constexpr const char* kNames[] = {"iterable", "key"};
  Value bound[2];
  if (!BindConstructor(t, "groupby", args, nargs, kwnames, kNames, 2, 1, bound)) return Value();
  Value source = GetIter(t, bound[0]);
  auto* it = source.is_null() ? nullptr : NewExtension<GroupBy>(t, args[0].as<Class>());
  if (it == nullptr) return Value();
  it->source = source;
  it->key_function = bound[1].is_null() ? NoneOf(t) : bound[1];
  return it;
}

Value ReduceGroupBy(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* it = args[0].as<GroupBy>();
  Value init = TuplePack(t, it->source, it->key_function);
  if (it->target_key.is_null() || it->current_key.is_null() || it->current_value.is_null()) {
    return ReduceTo(t, ClassOf(t, args[0]), init);
  }
  Value state = TuplePack(t, it->current_value, it->target_key, it->current_key);
  return ReduceTo(t, ClassOf(t, args[0]), init, state);
}
Value SetStateOfGroupBy(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* it = args[0].as<GroupBy>();
  if (!IsKind(args[1], Kind::kTuple)) return RaiseText(t, Exc::kTypeError, "state is not a tuple");
  auto* state = args[1].as<Tuple>();
  if (state->length != 3) {
    return Raise(t, Exc::kTypeError, "function takes exactly 3 arguments (%d given)",
                 state->length);
  }
  StoreField(t, it, &it->current_value, state->items[0]);
  StoreField(t, it, &it->target_key, state->items[1]);
  StoreField(t, it, &it->current_key, state->items[2]);
  return NoneOf(t);
}

// _grouper(groupby, key)
Value MakeGrouper(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!CheckNoKeywords(t, "_grouper", kwnames) || !CheckArgCount(t, "_grouper", nargs - 1, 2, 2)) {
    return Value();
  }
  if (!IsKind(args[1], Kind::kExtension) ||
      args[1].object()->shape()->extension != &kGroupBy) {
    return Raise(t, Exc::kTypeError, "_grouper() argument 1 must be itertools.groupby, not %s",
                 ClassNameOf(t, args[1]));
  }
  return NewGrouper(t, args[1].as<GroupBy>(), args[2]);
}

Value ReduceGrouper(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* group = args[0].as<Grouper>();
  if (group->parent.as<GroupBy>()->group != args[0]) {  // as good as exhausted
    Str* name = Intern(t, "iter");
    Value iter = name == nullptr ? Value() : NamespaceGet(t->isolate->builtins(), name);
    Value empty = t->isolate->empty_tuple();
    return iter.is_null() ? iter : ReduceTo(t, iter, PackOne(t, empty));
  }
  return ReduceTo(t, ClassOf(t, args[0]), TuplePack(t, group->parent, group->target_key));
}

constexpr NativeInfo kGroupByRows[] = {
    {"__new__", MakeGroupBy, nullptr, kAnything, ""},
    {"__reduce__", ReduceGroupBy, "($self, /)", kReadsHeap | kCollects | kRaises,
     "Return state information for pickling."},
    {"__setstate__", SetStateOfGroupBy, "($self, state, /)", kAnything,
     "Set state information for unpickling."},
};
constexpr NativeInfo kGrouperRows[] = {
    {"__new__", MakeGrouper, nullptr, kAnything, ""},
    {"__reduce__", ReduceGrouper, "($self, /)", kReadsHeap | kCollects | kRaises,
     "Return state information for pickling."},
};

}  // namespace

bool InitItertoolsGroups(Thread* t, Module* module) {
  NativeClassRow groupby = {
      "itertools", "groupby", &kGroupBy, MakeGroupBy, kGroupByRows, {},
      "make an iterator that returns consecutive keys and groups from the iterable\n\n"
      "  iterable\n"
      "    Elements to divide into groups according to the key function.\n"
      "  key\n"
      "    A function for computing the group category for each element.\n"
      "    If the key function is not specified or is None, the element itself\n"
      "    is used for grouping.",
      kClassBaseable};
  return DefineModuleClass(t, module, groupby) &&
         KeepClass(t, StdlibClass::kGrouper,
                   DefineModuleClass(t, module, {"itertools", "_grouper", &kGrouper, MakeGrouper,
                                                 kGrouperRows}));
}

}  // namespace pyjit
