// types.UnionType, the type of int | str.
#include "runtime/types/union_type.h"

#include "runtime/attributes.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/operators_internal.h"
#include "runtime/recursion_guard.h"
#include "runtime/types/container_util.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/set.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {

const ExtensionInfo UnionType::kExtension = {sizeof(UnionType), 2, nullptr};

namespace {

UnionType* Self(Value* args) { return args[0].as<UnionType>(); }

bool IsUnion(Thread* t, Value v) {
  return v.is_object() && ClassOf(t, v) == t->isolate->union_type_class();
}

bool IsUnionable(Thread* t, Value v) {
  return IsNone(t, v) || IsKind(v, Kind::kClass) || IsUnion(t, v) || IsGenericAlias(t, v);
}

// Adds a member unless it is there: aliases compare, everything else by identity.
bool AddMember(Thread* t, List* members, Value v) {
  const bool alias = IsGenericAlias(t, v);
  for (int64_t i = 0; i < members->length; ++i) {
    Value other = ListGet(t, members, i);
    if (other == v) return true;
    if (!alias || !IsGenericAlias(t, other)) continue;
    const int equal = CompareBool(t, CompareOp::kEq, other, v);
    if (equal != 0) return equal > 0;
  }
  return ListAppend(t, members, v);
}

bool AddFlat(Thread* t, List* members, Value v) {
  if (!IsUnion(t, v)) {
    return AddMember(t, members, IsNone(t, v) ? Value(t->isolate->NoneType_class()) : v);
  }
  auto* args = v.as<UnionType>()->args.as<Tuple>();
  for (int64_t i = 0; i < args->length; ++i) {
    if (!AddMember(t, members, args->items[i])) return false;
  }
  return true;
}

Value UnionRepr(Thread* t, Value* args, size_t, Value) {
  RecursionGuard guard(t, " while getting the repr of an object");
  if (!guard.ok()) return Value();
  auto* members = Self(args)->args.as<Tuple>();
  StrBuilder text;
  for (int64_t i = 0; i < members->length; ++i) {
    if (i != 0) text.AppendAscii(" | ");
    if (members->items[i] == Value(t->isolate->NoneType_class())) {
      text.AppendAscii("None");
    } else if (!AppendTypeRepr(t, members->items[i], &text)) {
      return Value();
    }
  }
  return text.Finish(t);
}

Value MemberSet(Thread* t, Value v) {
  return Call(t, t->isolate->frozenset_class(), &v.as<UnionType>()->args, 1, Value());
}

Value UnionHash(Thread* t, Value* args, size_t, Value) {
  Value set = MemberSet(t, args[0]);
  bool ok = false;
  const int64_t hash = set.is_null() ? 0 : Hash(t, set, &ok);
  return ok ? IntFromInt64(t, hash) : Value();
}

template <CompareOp op>
Value UnionCompare(Thread* t, Value* args, size_t, Value) {
  if (!IsUnion(t, args[1])) return t->isolate->not_implemented();
  Value a = MemberSet(t, args[0]);
  Value b = a.is_null() ? a : MemberSet(t, args[1]);
  return b.is_null() ? b : Compare(t, op, a, b);
}

Value UnionOrMethod(Thread* t, Value* args, size_t, Value) {
  return UnionOr(t, args[0], args[1]);
}
Value UnionReflectedOr(Thread* t, Value* args, size_t, Value) {
  return UnionOr(t, args[1], args[0]);
}

Value RefuseGeneric(Thread* t, const char* function) {
  return Raise(t, Exc::kTypeError, "%s() argument 2 cannot be a parameterized generic",
               function);
}

Value UnionInstanceCheck(Thread* t, Value* args, size_t, Value) {
  auto* members = Self(args)->args.as<Tuple>();
  for (int64_t i = 0; i < members->length; ++i) {
    if (!IsKind(members->items[i], Kind::kClass)) return RefuseGeneric(t, "isinstance");
    bool result;
    if (!IsInstance(t, args[1], members->items[i], &result)) return Value();
    if (result) return t->isolate->true_value();
  }
  return t->isolate->false_value();
}

Value UnionSubclassCheck(Thread* t, Value* args, size_t, Value) {
  if (!IsKind(args[1], Kind::kClass)) {
    return RaiseText(t, Exc::kTypeError, "issubclass() arg 1 must be a class");
  }
  auto* members = Self(args)->args.as<Tuple>();
  for (int64_t i = 0; i < members->length; ++i) {
    if (!IsKind(members->items[i], Kind::kClass)) return RefuseGeneric(t, "issubclass");
    bool result;
    if (!IsSubclassOf(t, args[1], members->items[i], &result)) return Value();
    if (result) return t->isolate->true_value();
  }
  return t->isolate->false_value();
}

Tuple* Parameters(Thread* t, UnionType* self) {
  if (self->parameters.is_null()) {
    Tuple* found = CollectTypeParameters(t, self->args.as<Tuple>());
    if (found == nullptr) return nullptr;
    StoreField(t, self, &self->parameters, found);
  }
  return self->parameters.as<Tuple>();
}

Value UnionGetItem(Thread* t, Value* args, size_t, Value) {
  UnionType* self = Self(args);
  Tuple* parameters = Parameters(t, self);
  Tuple* replaced = parameters == nullptr
                        ? nullptr
                        : SubstituteTypeParameters(t, self, self->args.as<Tuple>(),
                                                   parameters, args[1]);
  if (replaced == nullptr) return Value();
  Value result = replaced->items[0];
  for (int64_t i = 1; i < replaced->length && !result.is_null(); ++i) {
    result = Binary(t, BinaryOp::kOr, result, replaced->items[i]);
  }
  return result;
}

// __module__ is the class's; nothing else is out of the ordinary.
Value UnionGetAttribute(Thread* t, Value* args, size_t, Value) {
  if (!IsStr(args[1])) {
    return Raise(t, Exc::kTypeError, "attribute name must be string, not '%s'",
                 TypeName(t, args[1]));
  }
  Str* name = InternStr(t, args[1].as<Str>());
  if (name == nullptr) return Value();
  if (name == t->isolate->names.dunder_module) return ClassOf(t, args[0])->module;
  return GenericGetAttr(t, args[0], name);
}

constexpr NativeInfo kRows[] = {
    {"__repr__", UnionRepr, "($self, /)", kAnything, "Return repr(self)."},
    {"__hash__", UnionHash, "($self, /)", kAnything, "Return hash(self)."},
    {"__getattribute__", UnionGetAttribute, "($self, name, /)", kAnything,
     "Return getattr(self, name)."},
    {"__eq__", UnionCompare<CompareOp::kEq>, "($self, value, /)", kAnything,
     "Return self==value."},
    {"__ne__", UnionCompare<CompareOp::kNe>, "($self, value, /)", kAnything,
     "Return self!=value."},
    {"__or__", UnionOrMethod, "($self, value, /)", kAnything, "Return self|value."},
    {"__ror__", UnionReflectedOr, "($self, value, /)", kAnything, "Return value|self."},
    {"__getitem__", UnionGetItem, "($self, key, /)", kAnything, "Return self[key]."},
    {"__instancecheck__", UnionInstanceCheck, "($self, instance, /)", kAnything, nullptr},
    {"__subclasscheck__", UnionSubclassCheck, "($self, subclass, /)", kAnything, nullptr},
};

Value GetArgs(Thread*, Value* args, size_t, Value) { return Self(args)->args; }
Value GetParameters(Thread* t, Value* args, size_t, Value) { return Parameters(t, Self(args)); }
constexpr GetSetInfo kGetSets[] = {
    {"__args__", GetArgs, nullptr, nullptr, true},
    {"__parameters__", GetParameters, nullptr, "Type variables in the types.UnionType."},
};

Value NoConstruct(Thread* t, Value*, size_t, Value) {
  return RaiseText(t, Exc::kTypeError, "cannot create 'types.UnionType' instances");
}

}  // namespace

Value UnionOr(Thread* t, Value a, Value b) {
  if (!IsUnionable(t, a) || !IsUnionable(t, b)) return t->isolate->not_implemented();
  List* members = NewList(t);
  if (members == nullptr || !AddFlat(t, members, a) || !AddFlat(t, members, b)) return Value();
  if (members->length == 1) return ListGet(t, members, 0);
  Tuple* args = ListToTuple(t, members);
  if (args == nullptr) return Value();
  auto* made = AllocateOfClass<UnionType>(t, t->isolate->union_type_class());
  if (made == nullptr) return Value();
  StoreField(t, made, &made->args, args);
  return made;
}

bool InitUnionType(Thread* t) {
  Class* cls = t->isolate->union_type_class();
  Str* module = Intern(t, "types");
  if (module == nullptr) return false;
  StoreField(t, cls, &cls->module, module);
  cls->construct = NoConstruct;
  cls->traits |= kTraitNoNew;
  return AddNatives(t, cls->dict, kRows, cls) && AddGetSets(t, cls, kGetSets);
}

}  // namespace pyjit
