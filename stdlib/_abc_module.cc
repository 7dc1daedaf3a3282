// _abc: what abc.ABCMeta is made of: get_cache_token, _abc_init, _abc_register,
// _abc_instancecheck, _abc_subclasscheck, _get_dump, _reset_registry, _reset_caches.
//
// A class of ABCMeta has in _abc_impl its registry of virtual subclasses and two
// caches of answers, sets of weak references. The negative answers hold until
// anything is registered anywhere, which the isolate's token counts.
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/set.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "runtime/types/weakref.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

struct AbcData : Object {
  Value registry, cache, negative_cache;  // Sets of weak references, or null: empty
  uint64_t negative_version;
  // Sizes at which the dead are thrown out.
  int64_t registry_limit, cache_limit, negative_limit;
};
constexpr ExtensionInfo kAbcData = {sizeof(AbcData), 3, nullptr};
constexpr int64_t kFirstLimit = 32;

Class* DataClass(Thread* t) {
  StdlibState* state = StdlibOf(t);
  if (state->abc_data_class.is_null()) {
    ClassOptions options;
    options.module = Intern(t, "_abc");
    options.extension = &kAbcData;
    Str* name = Intern(t, "_abc_data");
    if (name == nullptr || options.module.is_null()) return nullptr;
    Class* cls = NewNativeClass(t, name, t->isolate->object_class(), options);
    if (cls == nullptr) return nullptr;
    state->abc_data_class = cls;
  }
  return state->abc_data_class.as<Class>();
}

AbcData* DataOf(Thread* t, Value cls) {
  Str* name = Intern(t, "_abc_impl");
  Value data = name == nullptr ? Value() : GetAttr(t, cls, name);
  if (data.is_null()) return nullptr;
  if (Value(ClassOf(t, data)) != StdlibOf(t)->abc_data_class) {
    RaiseText(t, Exc::kTypeError, "_abc_impl is set to a wrong type");
    return nullptr;
  }
  return data.as<AbcData>();
}

// --- Sets of weak references ---

// 1, 0, -1.
int Holds(Thread* t, Value set, Value v) {
  if (set.is_null() || set.as<Set>()->length == 0 || !IsWeakrefable(t, v)) return 0;
  Value ref = NewWeakref(t, t->isolate->weakref_class(), v, Value());
  return ref.is_null() ? -1 : SetContains(t, set.as<Set>(), ref);
}

bool DropDead(Thread* t, Value* set, AbcData* holder) {
  List* items = NewListFrom(t, *set);
  Set* kept = items == nullptr ? nullptr : NewSet(t);
  if (kept == nullptr) return false;
  for (int64_t i = 0; i < items->length; ++i) {
    Value ref = ListGet(t, items, i);
    if (!WeakrefTarget(ref).is_null() && !SetAdd(t, kept, ref)) return false;
  }
  StoreField(t, holder, set, kept);
  return true;
}

bool Insert(Thread* t, AbcData* holder, Value* set, int64_t* limit, Value v) {
  if (set->is_null()) {
    Set* made = NewSet(t);
    if (made == nullptr) return false;
    StoreField(t, holder, set, made);
    *limit = kFirstLimit;
  }
  if (set->as<Set>()->length >= *limit) {
    if (!DropDead(t, set, holder)) return false;
    *limit = kFirstLimit + 2 * set->as<Set>()->length;
  }
  Value ref = NewWeakref(t, t->isolate->weakref_class(), v, Value());
  return !ref.is_null() && SetAdd(t, set->as<Set>(), ref);
}

// --- Abstract methods ---

// 1, 0, -1: v.__isabstractmethod__.
int IsAbstract(Thread* t, Value v) {
  Value flag = GetAttrOrNull(t, v, t->isolate->names.dunder_isabstractmethod);
  if (flag.is_null()) return t->exception.is_null() ? 0 : -1;
  return IsTrue(t, flag);
}

// The names a class leaves to its subclasses, as a frozenset.
Value AbstractNames(Thread* t, Value cls) {
  const Isolate::Names& names = t->isolate->names;
  Set* found = NewFrozenSet(t);
  if (found == nullptr) return Value();
  Value ns = GetAttr(t, cls, names.dunder_dict);
  Value items = ns.is_null() ? ns : CallMethod(t, ns, names.items, nullptr, 0);
  List* pairs = items.is_null() ? nullptr : NewListFrom(t, items);
  if (pairs == nullptr) return Value();
  for (int64_t i = 0; i < pairs->length; ++i) {
    auto* pair = ListGet(t, pairs, i).as<Tuple>();
    const int abstract = IsAbstract(t, pair->items[1]);
    if (abstract < 0 || (abstract > 0 && !SetAdd(t, found, pair->items[0]))) return Value();
  }
  Value bases = GetAttr(t, cls, names.dunder_bases);
  if (bases.is_null()) return bases;
  if (!IsKind(bases, Kind::kTuple)) {
    return RaiseText(t, Exc::kTypeError, "__bases__ is not tuple");
  }
  auto* tuple = bases.as<Tuple>();
  for (int64_t i = 0; i < tuple->length; ++i) {
    Value inherited = GetAttrOrNull(t, tuple->items[i], names.dunder_abstractmethods);
    if (inherited.is_null()) {
      if (!t->exception.is_null()) return Value();
      continue;
    }
    List* keys = NewListFrom(t, inherited);
    if (keys == nullptr) return Value();
    for (int64_t k = 0; k < keys->length; ++k) {
      Value key = ListGet(t, keys, k);
      if (!IsStr(key)) continue;
      Str* name = InternStr(t, key.as<Str>());
      Value value = name == nullptr ? Value() : GetAttrOrNull(t, cls, name);
      if (value.is_null()) {
        if (!t->exception.is_null()) return Value();
        continue;
      }
      const int abstract = IsAbstract(t, value);
      if (abstract < 0 || (abstract > 0 && !SetAdd(t, found, key))) return Value();
    }
  }
  return found;
}

// __abc_tpflags__ in a class body says which patterns its instances match.
bool TakePatternFlags(Thread* t, Value v) {
  constexpr int64_t kSequence = 1 << 5, kMapping = 1 << 6;
  if (!IsKind(v, Kind::kClass)) return true;
  auto* cls = v.as<Class>();
  Str* name = Intern(t, "__abc_tpflags__");
  if (name == nullptr) return false;
  Value flags = NamespaceGet(cls->dict, name);
  if (flags.is_null() || !flags.is_small_int()) return true;
  const int64_t bits = flags.small_int() & (kSequence | kMapping);
  if (bits == (kSequence | kMapping)) {
    RaiseText(t, Exc::kTypeError,
              "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING");
    return false;
  }
  if (bits != 0) {
    cls->traits &= static_cast<uint16_t>(~(kTraitSequence | kTraitMapping));
    cls->traits |= bits == kSequence ? kTraitSequence : kTraitMapping;
  }
  return SetClassAttribute(t, cls, name, Value());
}

Value AbcInit(Thread* t, Value* args, size_t, Value) {
  Class* data_class = DataClass(t);
  Value names = data_class == nullptr ? Value() : AbstractNames(t, args[0]);
  if (names.is_null() ||
      !SetAttr(t, args[0], t->isolate->names.dunder_abstractmethods, names)) {
    return Value();
  }
  Object* data = AllocateInstance(t, data_class);
  if (data == nullptr) return Value();
  static_cast<AbcData*>(data)->negative_version = StdlibOf(t)->abc_token;
  Str* name = Intern(t, "_abc_impl");
  if (name == nullptr || !SetAttr(t, args[0], name, data)) return Value();
  return TakePatternFlags(t, args[0]) ? NoneOf(t) : Value();
}

// --- Registration ---

// What a virtual subclass of a sequence or mapping becomes, with all below it.
bool SpreadPattern(Thread* t, Class* cls, uint16_t pattern) {
  constexpr uint16_t kBoth = kTraitSequence | kTraitMapping;
  if ((cls->flags & kClassBuiltin) || (cls->traits & kBoth) == pattern) return true;
  cls->traits = static_cast<uint16_t>((cls->traits & ~kBoth) | pattern);
  List* subclasses = LiveSubclasses(t, cls);
  if (subclasses == nullptr) return false;
  for (int64_t i = 0; i < subclasses->length; ++i) {
    if (!SpreadPattern(t, ListGet(t, subclasses, i).as<Class>(), pattern)) return false;
  }
  return true;
}

Value AbcRegister(Thread* t, Value* args, size_t, Value) {
  Value self = args[0], subclass = args[1];
  if (!IsKind(subclass, Kind::kClass)) {
    return RaiseText(t, Exc::kTypeError, "Can only register classes");
  }
  bool already;
  if (!IsSubclassOf(t, subclass, self, &already)) return Value();
  if (already) return subclass;
  // Not the other way round, or the check below would never end.
  if (!IsSubclassOf(t, self, subclass, &already)) return Value();
  if (already) {
    return RaiseText(t, Exc::kRuntimeError, "Refusing to create an inheritance cycle");
  }
  AbcData* data = DataOf(t, self);
  if (data == nullptr ||
      !Insert(t, data, &data->registry, &data->registry_limit, subclass)) {
    return Value();
  }
  ++StdlibOf(t)->abc_token;
  if (IsKind(self, Kind::kClass)) {
    const uint16_t pattern = self.as<Class>()->traits & (kTraitSequence | kTraitMapping);
    if (pattern != 0 && !SpreadPattern(t, subclass.as<Class>(), pattern)) return Value();
  }
  return subclass;
}

// --- Checks ---

Value AskSubclassCheck(Thread* t, Value self, Value subclass) {
  return CallMethod(t, self, t->isolate->names.dunder_subclasscheck, &subclass, 1);
}

Value AbcInstanceCheck(Thread* t, Value* args, size_t, Value) {
  Value self = args[0], instance = args[1];
  AbcData* data = DataOf(t, self);
  Value subclass =
      data == nullptr ? Value() : GetAttr(t, instance, t->isolate->names.dunder_class);
  if (subclass.is_null()) return subclass;
  const int cached = Holds(t, data->cache, subclass);
  if (cached != 0) return cached < 0 ? Value() : t->isolate->true_value();
  Value type = ClassOf(t, instance);
  if (type == subclass) {
    if (data->negative_version == StdlibOf(t)->abc_token) {
      const int refused = Holds(t, data->negative_cache, subclass);
      if (refused != 0) return refused < 0 ? Value() : t->isolate->false_value();
    }
    return AskSubclassCheck(t, self, subclass);
  }
  Value result = AskSubclassCheck(t, self, subclass);
  const int truth = result.is_null() ? -1 : IsTrue(t, result);
  if (truth != 0) return truth < 0 ? Value() : result;
  return AskSubclassCheck(t, self, type);
}

Value Remember(Thread* t, AbcData* data, bool answer, Value subclass) {
  const bool ok =
      answer ? Insert(t, data, &data->cache, &data->cache_limit, subclass)
             : Insert(t, data, &data->negative_cache, &data->negative_limit, subclass);
  return ok ? t->isolate->Bool(answer) : Value();
}

// 1 if subclass is one of a class in `classes` (weak references if `weak`), 0, -1.
int IsBelowAny(Thread* t, Value subclass, List* classes, bool weak) {
  for (int64_t i = 0; i < classes->length; ++i) {
    Value cls = ListGet(t, classes, i);
    if (weak) cls = WeakrefTarget(cls);
    if (cls.is_null()) continue;
    bool below;
    if (!IsSubclassOf(t, subclass, cls, &below)) return -1;
    if (below) return 1;
  }
  return 0;
}

Value AbcSubclassCheck(Thread* t, Value* args, size_t, Value) {
  Value self = args[0], subclass = args[1];
  if (!IsKind(subclass, Kind::kClass)) {
    return RaiseText(t, Exc::kTypeError, "issubclass() arg 1 must be a class");
  }
  AbcData* data = DataOf(t, self);
  if (data == nullptr) return Value();
  int known = Holds(t, data->cache, subclass);
  if (known != 0) return known < 0 ? Value() : t->isolate->true_value();
  if (data->negative_version != StdlibOf(t)->abc_token) {
    data->negative_cache = Value();
    data->negative_version = StdlibOf(t)->abc_token;
  } else {
    known = Holds(t, data->negative_cache, subclass);
    if (known != 0) return known < 0 ? Value() : t->isolate->false_value();
  }
  Str* hook = Intern(t, "__subclasshook__");
  Value answer = hook == nullptr ? Value() : CallMethod(t, self, hook, &subclass, 1);
  if (answer.is_null()) return answer;
  if (answer == t->isolate->true_value() || answer == t->isolate->false_value()) {
    return Remember(t, data, answer == t->isolate->true_value(), subclass);
  }
  if (answer != t->isolate->not_implemented()) {
    return RaiseText(t, Exc::kAssertionError,
                     "__subclasshook__ must return either False, True, or NotImplemented");
  }
  if (IsKind(self, Kind::kClass) && IsSubclass(subclass.as<Class>(), self.as<Class>())) {
    return Remember(t, data, true, subclass);
  }
  if (!data->registry.is_null()) {
    List* registered = NewListFrom(t, data->registry);
    const int below = registered == nullptr ? -1 : IsBelowAny(t, subclass, registered, true);
    if (below != 0) return below < 0 ? Value() : Remember(t, data, true, subclass);
  }
  Str* name = Intern(t, "__subclasses__");
  Value subclasses = name == nullptr ? Value() : CallMethod(t, self, name, nullptr, 0);
  if (subclasses.is_null()) return subclasses;
  if (!IsKind(subclasses, Kind::kList)) {
    return RaiseText(t, Exc::kTypeError, "__subclasses__() must return a list");
  }
  const int below = IsBelowAny(t, subclass, subclasses.as<List>(), false);
  return below < 0 ? Value() : Remember(t, data, below > 0, subclass);
}

// --- For debugging ---

Value CopyOf(Thread* t, Value set) {
  if (set.is_null()) return NewSet(t);
  return Call(t, t->isolate->set_class(), &set, 1, Value());
}

Value GetDump(Thread* t, Value* args, size_t, Value) {
  AbcData* data = DataOf(t, args[0]);
  Tuple* dump = data == nullptr ? nullptr : NewTuple(t, 4);
  if (dump == nullptr) return Value();
  int i = 0;
  for (Value set : {data->registry, data->cache, data->negative_cache}) {
    Value copy = CopyOf(t, set);
    if (copy.is_null()) return copy;
    StoreField(t, dump, &dump->items[i++], copy);
  }
  dump->items[i] = Value::SmallInt(static_cast<int64_t>(data->negative_version));
  return dump;
}

Value ResetRegistry(Thread* t, Value* args, size_t, Value) {
  AbcData* data = DataOf(t, args[0]);
  if (data == nullptr) return Value();
  data->registry = Value();
  return NoneOf(t);
}

Value ResetCaches(Thread* t, Value* args, size_t, Value) {
  AbcData* data = DataOf(t, args[0]);
  if (data == nullptr) return Value();
  data->cache = data->negative_cache = Value();
  return NoneOf(t);
}

Value GetCacheToken(Thread* t, Value*, size_t, Value) {
  return Value::SmallInt(static_cast<int64_t>(StdlibOf(t)->abc_token));
}

constexpr NativeInfo kRows[] = {
    {"get_cache_token", GetCacheToken, "($module, /)", kReadsHeap,
     "Returns the current ABC cache token."},
    {"_abc_init", AbcInit, "($module, self, /)", kAnything,
     "Internal ABC helper for class set-up. Should be never used outside abc module."},
    {"_abc_register", AbcRegister, "($module, self, subclass, /)", kAnything,
     "Internal ABC helper for subclasss registration. Should be never used outside abc module."},
    {"_abc_instancecheck", AbcInstanceCheck, "($module, self, instance, /)", kAnything,
     "Internal ABC helper for instance checks. Should be never used outside abc module."},
    {"_abc_subclasscheck", AbcSubclassCheck, "($module, self, subclass, /)", kAnything,
     "Internal ABC helper for subclasss checks. Should be never used outside abc module."},
    {"_get_dump", GetDump, "($module, self, /)", kAnything,
     "Internal ABC helper for cache and registry debugging."},
    {"_reset_registry", ResetRegistry, "($module, self, /)", kAnything,
     "Internal ABC helper to reset registry of a given class."},
    {"_reset_caches", ResetCaches, "($module, self, /)", kAnything,
     "Internal ABC helper to reset both caches of a given class."},
};

}  // namespace

bool Init_abcModule(Thread* t, Module* module) { return AddModuleNatives(t, module, kRows); }

}  // namespace pyjit
