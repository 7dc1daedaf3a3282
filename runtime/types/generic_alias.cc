// types.GenericAlias.
#include "runtime/types/generic_alias.h"

#include "runtime/attributes.h"
#include "runtime/attributes_internal.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/dir.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/operators_internal.h"
#include "runtime/recursion_guard.h"
#include "runtime/types/container_util.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/iterators_internal.h"
#include "runtime/types/list.h"
#include "runtime/types/pickling.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "runtime/types/union_type.h"

namespace pyjit {

const ExtensionInfo GenericAlias::kExtension = {sizeof(GenericAlias), 3, nullptr};

bool IsGenericAlias(Thread* t, Value v) {
  return v.is_object() && IsSubclass(ClassOf(t, v), t->isolate->generic_alias_class());
}

namespace {

// What an alias answers for itself; everything else is asked of its origin.
constexpr absl::string_view kOwnNames[] = {
    "__class__",       "__origin__",   "__args__",
    "__unpacked__",    "__parameters__", "__typing_unpacked_tuple_args__",
    "__mro_entries__", "__reduce_ex__", "__reduce__",
    "__copy__",        "__deepcopy__",
};

GenericAlias* Self(Value* args) { return args[0].as<GenericAlias>(); }

Value MakeAlias(Thread* t, Class* cls, Value origin, Value args, bool starred) {
  Tuple* tuple = IsKind(args, Kind::kTuple) ? args.as<Tuple>() : TupleFromArray(t, &args, 1);
  if (tuple == nullptr) return Value();
  auto* alias = AllocateOfClass<GenericAlias>(t, cls);
  if (alias == nullptr) return Value();
  alias->origin = origin;
  alias->args = tuple;
  alias->starred = starred;
  WriteBarrier(t, alias);
  return alias;
}

Value AliasNew(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!CheckNoKeywords(t, "GenericAlias", kwnames) ||
      !CheckArgCount(t, "GenericAlias", nargs - 1, 2, 2)) {
    return Value();
  }
  return MakeAlias(t, args[0].as<Class>(), args[1], args[2], false);
}

Tuple* Parameters(Thread* t, GenericAlias* alias) {
  if (alias->parameters.is_null()) {
    Tuple* found = CollectTypeParameters(t, alias->args.as<Tuple>());
    if (found == nullptr) return nullptr;
    StoreField(t, alias, &alias->parameters, found);
  }
  return alias->parameters.as<Tuple>();
}

Value AliasRepr(Thread* t, Value* args, size_t, Value) {
  RecursionGuard guard(t, " while getting the repr of an object");
  if (!guard.ok()) return Value();
  GenericAlias* alias = Self(args);
  StrBuilder text;
  if (alias->starred) text.AppendChar('*');
  if (!AppendTypeRepr(t, alias->origin, &text)) return Value();
  text.AppendChar('[');
  auto* items = alias->args.as<Tuple>();
  for (int64_t i = 0; i < items->length; ++i) {
    if (i != 0) text.AppendAscii(", ");
    if (!AppendTypeRepr(t, items->items[i], &text)) return Value();
  }
  if (items->length == 0) text.AppendAscii("()");
  text.AppendChar(']');
  return text.Finish(t);
}

Value AliasHash(Thread* t, Value* args, size_t, Value) {
  bool ok;
  const int64_t origin = Hash(t, Self(args)->origin, &ok);
  const int64_t rest = ok ? Hash(t, Self(args)->args, &ok) : 0;
  return ok ? IntFromInt64(t, origin ^ rest) : Value();
}

template <bool kEqual>
Value AliasCompare(Thread* t, Value* args, size_t, Value) {
  if (!IsGenericAlias(t, args[1])) return t->isolate->not_implemented();
  auto* a = Self(args);
  auto* b = args[1].as<GenericAlias>();
  int equal = a->starred == b->starred;
  if (equal == 1) equal = CompareBool(t, CompareOp::kEq, a->origin, b->origin);
  if (equal == 1) equal = CompareBool(t, CompareOp::kEq, a->args, b->args);
  return equal < 0 ? Value() : t->isolate->Bool((equal == 1) == kEqual);
}

Value AliasCall(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value alias = args[0];
  Value made = Call(t, Self(args)->origin, args + 1, nargs - 1, kwnames);
  if (made.is_null()) return made;
  Str* name = Intern(t, "__orig_class__");
  if (name == nullptr) return Value();
  if (!SetAttr(t, made, name, alias)) {
    // Not everything takes attributes.
    if (!PendingIs(t, Exc::kAttributeError) && !PendingIs(t, Exc::kTypeError)) return Value();
    t->exception = Value();
  }
  return made;
}

Value AliasGetAttribute(Thread* t, Value* args, size_t, Value) {
  if (!IsStr(args[1])) {
    return Raise(t, Exc::kTypeError, "attribute name must be string, not '%s'",
                 TypeName(t, args[1]));
  }
  Str* name = InternStr(t, args[1].as<Str>());
  if (name == nullptr) return Value();
  for (absl::string_view own : kOwnNames) {
    if (StrEqualsAscii(name, own)) return GenericGetAttr(t, args[0], name);
  }
  return GetAttr(t, Self(args)->origin, name);
}

Value AliasGetItem(Thread* t, Value* args, size_t, Value) {
  GenericAlias* alias = Self(args);
  Tuple* parameters = Parameters(t, alias);
  if (parameters == nullptr) return Value();
  Tuple* replaced =
      SubstituteTypeParameters(t, alias, alias->args.as<Tuple>(), parameters, args[1]);
  if (replaced == nullptr) return Value();
  return MakeAlias(t, t->isolate->generic_alias_class(), alias->origin, replaced,
                   alias->starred != 0);
}

// *list[int] in a subscript: one starred alias, from a tuple. `extra` of the iterator is the
// alias that was asked.
Value AliasIter(Thread* t, Value* args, size_t, Value) {
  Value starred = MakeAlias(t, t->isolate->generic_alias_class(), Self(args)->origin,
                            Self(args)->args, true);
  Tuple* one = starred.is_null() ? nullptr : TupleFromArray(t, &starred, 1);
  if (one == nullptr) return Value();
  Iterator* it =
      AllocateIterator(t, t->isolate->generic_alias_iterator_class(), IteratorKind::kTuple);
  if (it == nullptr) return Value();
  it->source = one;
  it->extra = args[0];
  return it;
}

Value AliasIteratorReduce(Thread* t, Value* args, size_t, Value) {
  auto* it = args[0].as<Iterator>();
  Value iter = BuiltinByName(t, "iter");
  const bool done = it->source.is_null() || it->position > 0;
  Value of = done ? Value(t->isolate->empty_tuple()) : it->extra;
  Tuple* arguments = iter.is_null() ? nullptr : TupleFromArray(t, &of, 1);
  return arguments == nullptr ? Value() : Value(TuplePack(t, iter, arguments));
}

Value AliasMroEntries(Thread* t, Value* args, size_t, Value) {
  return TupleFromArray(t, &Self(args)->origin, 1);
}

Value RefuseInstanceCheck(Thread* t, Value*, size_t, Value) {
  return RaiseText(t, Exc::kTypeError,
                   "isinstance() argument 2 cannot be a parameterized generic");
}
Value RefuseSubclassCheck(Thread* t, Value*, size_t, Value) {
  return RaiseText(t, Exc::kTypeError,
                   "issubclass() argument 2 cannot be a parameterized generic");
}

Value AliasReduce(Thread* t, Value* args, size_t, Value) {
  GenericAlias* alias = Self(args);
  Tuple* state = TuplePack(t, alias->origin, alias->args);
  if (state == nullptr) return Value();
  if (!alias->starred) return TuplePack(t, t->isolate->generic_alias_class(), state);
  // next(iter(alias without the star))
  Value plain = MakeAlias(t, t->isolate->generic_alias_class(), alias->origin, alias->args, false);
  Value iterator = plain.is_null() ? plain : AliasIter(t, &plain, 1, Value());
  Tuple* arguments = iterator.is_null() ? nullptr : TupleFromArray(t, &iterator, 1);
  if (arguments == nullptr) return Value();
  Value next = BuiltinByName(t, "next");
  return next.is_null() ? next : Value(TuplePack(t, next, arguments));
}

Value AliasOr(Thread* t, Value* args, size_t, Value) { return UnionOr(t, args[0], args[1]); }
Value AliasReflectedOr(Thread* t, Value* args, size_t, Value) {
  return UnionOr(t, args[1], args[0]);
}

Value AliasDir(Thread* t, Value* args, size_t, Value) {
  List* names = DirOf(t, Self(args)->origin);
  if (names == nullptr) return Value();
  for (absl::string_view own : kOwnNames) {
    Str* name = Intern(t, own);
    if (name == nullptr) return Value();
    bool there = false;
    for (int64_t i = 0; i < names->length; ++i) there |= ListGet(t, names, i) == Value(name);
    if (!there && !ListAppend(t, names, name)) return Value();
  }
  return names;
}

constexpr NativeInfo kRows[] = {
    {"__new__", AliasNew, nullptr, kAnything,
     "Create and return a new object.  See help(type) for accurate signature."},
    {"__repr__", AliasRepr, "($self, /)", kAnything, "Return repr(self)."},
    {"__hash__", AliasHash, "($self, /)", kAnything, "Return hash(self)."},
    {"__call__", AliasCall, nullptr, kAnything, "Call self as a function."},
    {"__getattribute__", AliasGetAttribute, "($self, name, /)", kAnything,
     "Return getattr(self, name)."},
    {"__eq__", AliasCompare<true>, "($self, value, /)", kAnything, "Return self==value."},
    {"__ne__", AliasCompare<false>, "($self, value, /)", kAnything, "Return self!=value."},
    {"__iter__", AliasIter, "($self, /)", kReadsHeap | kCollects, "Implement iter(self)."},
    {"__or__", AliasOr, "($self, value, /)", kAnything, "Return self|value."},
    {"__ror__", AliasReflectedOr, "($self, value, /)", kAnything, "Return value|self."},
    {"__getitem__", AliasGetItem, "($self, key, /)", kAnything, "Return self[key]."},
    {"__mro_entries__", AliasMroEntries, "($self, bases, /)", kReadsHeap | kCollects, nullptr},
    {"__instancecheck__", RefuseInstanceCheck, "($self, instance, /)", kRaises, nullptr},
    {"__subclasscheck__", RefuseSubclassCheck, "($self, subclass, /)", kRaises, nullptr},
    {"__reduce__", AliasReduce, "($self, /)", kReadsHeap | kCollects, nullptr},
    {"__dir__", AliasDir, "($self, /)", kAnything, nullptr},
};

constexpr NativeInfo kIteratorReduce[] = {
    {"__reduce__", AliasIteratorReduce, "($self, /)", kAnything,
     "Return state information for pickling."},
};

Value GetOrigin(Thread*, Value* args, size_t, Value) { return Self(args)->origin; }
Value GetArgs(Thread*, Value* args, size_t, Value) { return Self(args)->args; }
Value GetUnpacked(Thread* t, Value* args, size_t, Value) {
  return t->isolate->Bool(Self(args)->starred != 0);
}
Value GetParameters(Thread* t, Value* args, size_t, Value) { return Parameters(t, Self(args)); }
// The items of *tuple[int, str], else None.
Value GetUnpackedTupleArgs(Thread* t, Value* args, size_t, Value) {
  GenericAlias* alias = Self(args);
  return alias->starred && alias->origin == Value(t->isolate->tuple_class())
             ? alias->args
             : t->isolate->none();
}
constexpr GetSetInfo kGetSets[] = {
    {"__origin__", GetOrigin, nullptr, nullptr, true},
    {"__args__", GetArgs, nullptr, nullptr, true},
    {"__unpacked__", GetUnpacked, nullptr, nullptr, true},
    {"__parameters__", GetParameters, nullptr, "Type variables in the GenericAlias."},
    {"__typing_unpacked_tuple_args__", GetUnpackedTupleArgs},
};

}  // namespace

Value NewGenericAlias(Thread* t, Value origin, Value args) {
  return MakeAlias(t, t->isolate->generic_alias_class(), origin, args, false);
}

Value ClassGetItemAlias(Thread* t, Value* args, size_t, Value) {
  return NewGenericAlias(t, args[0], args[1]);
}

bool InitGenericAliasesType(Thread* t) {
  Class* cls = t->isolate->generic_alias_class();
  Str* module = Intern(t, "types");
  if (module == nullptr) return false;
  StoreField(t, cls, &cls->module, module);
  cls->construct = AliasNew;
  cls->traits |= kTraitWeakref;
  Class* iterator = t->isolate->generic_alias_iterator_class();
  return AddNatives(t, cls->dict, kRows, cls) && AddGetSets(t, cls, kGetSets) &&
         AddNatives(t, iterator->dict, kIteratorRows, iterator) &&
         AddNatives(t, iterator->dict, kIteratorReduce, iterator) &&
         InitUnionType(t);
}

}  // namespace pyjit
