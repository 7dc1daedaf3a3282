// `type`: making classes from Python, and attributes of classes.
#include "absl/strings/str_cat.h"
#include "runtime/attributes.h"
#include "runtime/attributes_internal.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/class_internal.h"
#include "runtime/dir.h"
#include "runtime/error.h"
#include "runtime/exceptions.h"
#include "runtime/intern.h"
#include "runtime/isolate.h"
#include "runtime/namespace.h"
#include "runtime/native.h"
#include "runtime/operators.h"
#include "runtime/operators_internal.h"
#include "runtime/types/codecs.h"
#include "runtime/types/dict.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/list.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {

bool InitTypeType(Thread* t);

namespace {

// type.__new__(metaclass, name, bases, dict, **kwargs)
Value TypeNew(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* metaclass = args[0].as<Class>();
  if (nargs != 4) {
    return Raise(t, Exc::kTypeError, "type.__new__() takes exactly 3 arguments (%d given)",
                 nargs - 1);
  }
  if (!IsStr(args[1])) {
    return Raise(t, Exc::kTypeError, "type.__new__() argument 1 must be str, not %s",
                 ArgumentClassName(t, args[1]));
  }
  if (!IsKind(args[2], Kind::kTuple)) {
    return Raise(t, Exc::kTypeError, "type.__new__() argument 2 must be tuple, not %s",
                 ArgumentClassName(t, args[2]));
  }
  if (!IsKind(args[3], Kind::kDict)) {
    return Raise(t, Exc::kTypeError, "type.__new__() argument 3 must be dict, not %s",
                 ArgumentClassName(t, args[3]));
  }
  auto* bases = args[2].as<Tuple>();
  for (int64_t i = 0; i < bases->length; ++i) {
    Value base = bases->items[i];
    if (IsKind(base, Kind::kClass)) continue;
    Value entries = GetAttrOrNull(t, base, t->isolate->names.dunder_mro_entries);
    if (!t->exception.is_null()) return Value();
    if (!entries.is_null()) {
      return RaiseText(t, Exc::kTypeError,
                       "type() doesn't support MRO entry resolution; use types.new_class()");
    }
  }
  Class* winner = ComputeMetaclass(t, metaclass, bases);
  if (winner == nullptr) return Value();
  if (winner != metaclass) {
    Value make = ClassSlot(winner, Slot::kNew);
    Value function =
        IsKind(make, Kind::kMethodWrapper) ? make.as<MethodWrapper>()->function : make;
    if (IsOverride(function)) {
      ArgBuffer buffer;
      const size_t words =
          nargs + (kwnames.is_null() ? 0 : static_cast<size_t>(kwnames.as<Tuple>()->length));
      Value* all = buffer.Reserve(t, words);
      if (all == nullptr) return Value();
      for (size_t i = 0; i < words; ++i) all[i] = args[i];
      all[0] = winner;
      return Call(t, function, all, nargs, kwnames);
    }
    metaclass = winner;
  }
  return NewClass(t, metaclass, args[1], bases, args[3].as<Dict>(), args + 4, kwnames);
}

// Class::construct of type and of metaclasses.
Value ConstructType(Thread* t, Value* args, size_t nargs, Value kwnames) {
  const bool keywords = !kwnames.is_null() && kwnames.as<Tuple>()->length != 0;
  if (args[0] == Value(t->isolate->type_class())) {
    if (nargs == 2 && !keywords) return ClassOf(t, args[1]);
    if (nargs != 4) {
      return RaiseText(t, Exc::kTypeError, "type() takes 1 or 3 arguments");
    }
  }
  return TypeNew(t, args, nargs, kwnames);
}

// type.__init__(cls, name, bases, dict, **kwargs): all is done in __new__.
Value TypeInit(Thread* t, Value*, size_t nargs, Value) {
  if (nargs != 4 && nargs != 2) {
    return RaiseText(t, Exc::kTypeError, "type.__init__() takes 1 or 3 arguments");
  }
  return t->isolate->none();
}

Value TypeCall(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (nargs == 0 || !IsKind(args[0], Kind::kClass)) {
    return RaiseText(t, Exc::kTypeError,
                     "descriptor '__call__' for 'type' objects doesn't apply");
  }
  return CallClass(t, args[0].as<Class>(), args + 1, nargs - 1, kwnames);
}

Value TypeRepr(Thread* t, Value* args, size_t, Value) {
  return NewStrUtf8(
      t, absl::StrCat("<class '", ClassDisplayName(args[0].as<Class>()), "'>"));
}

Str* NameArgument(Thread* t, Value name) {
  if (IsStr(name)) return InternStr(t, name.as<Str>());
  Raise(t, Exc::kTypeError, "attribute name must be string, not '%s'", TypeName(t, name));
  return nullptr;
}

Value TypeGetAttribute(Thread* t, Value* args, size_t, Value) {
  Str* name = NameArgument(t, args[1]);
  return name == nullptr ? Value() : ClassGetAttr(t, args[0].as<Class>(), name);
}

Value TypeSetAttr(Thread* t, Value* args, size_t, Value) {
  Str* name = NameArgument(t, args[1]);
  if (name == nullptr) return Value();
  return ClassSetAttr(t, args[0].as<Class>(), name, args[2]) ? t->isolate->none() : Value();
}

Value TypeDelAttr(Thread* t, Value* args, size_t, Value) {
  Str* name = NameArgument(t, args[1]);
  if (name == nullptr) return Value();
  return ClassSetAttr(t, args[0].as<Class>(), name, Value()) ? t->isolate->none() : Value();
}

Value TypeMro(Thread* t, Value* args, size_t, Value) {
  auto* cls = args[0].as<Class>();
  Tuple* mro = ComputeMro(t, cls, cls->bases.as<Tuple>());
  return mro == nullptr ? Value() : NewListOf(t, mro->items, mro->length);
}

Value TypeSubclasses(Thread* t, Value* args, size_t, Value) {
  return LiveSubclasses(t, args[0].as<Class>());
}

// IsInstance() and IsSubclassOf() ask overrides of these first.
Value TypeInstanceCheck(Thread* t, Value* args, size_t, Value) {
  bool result;
  return IsInstanceByDefault(t, args[1], args[0], &result) ? t->isolate->Bool(result) : Value();
}

Value TypeSubclassCheck(Thread* t, Value* args, size_t, Value) {
  bool result;
  return IsSubclassByDefault(t, args[1], args[0], &result) ? t->isolate->Bool(result) : Value();
}

Value TypeOr(Thread* t, Value* args, size_t, Value) { return UnionOr(t, args[0], args[1]); }
Value TypeReflectedOr(Thread* t, Value* args, size_t, Value) {
  return UnionOr(t, args[1], args[0]);
}

Value TypePrepare(Thread* t, Value*, size_t, Value) { return NewDict(t); }

Value TypeDir(Thread* t, Value* args, size_t, Value) { return DefaultDir(t, args[0]); }

// --- Computed attributes ---

template <Value Class::*kField>
Value GetStrField(Thread* t, Value* args, size_t, Value) {
  return args[0].as<Class>()->*kField;
}

// For __name__ and __qualname__. False with TypeError pending.
bool CheckMutable(Thread* t, Class* cls, const char* name, Value value) {
  if ((cls->flags & kClassBuiltin) == 0 && !value.is_null()) return true;
  Raise(t, Exc::kTypeError, "cannot %s '%s' attribute of immutable type '%s'",
        value.is_null() && !(cls->flags & kClassBuiltin) ? "delete" : "set", name,
        ClassName(cls));
  return false;
}

template <Value Class::*kField>
Value SetStrField(Thread* t, Value* args, size_t, Value) {
  auto* cls = args[0].as<Class>();
  const char* name = kField == &Class::name ? "__name__" : "__qualname__";
  if (!CheckMutable(t, cls, name, args[1])) return Value();
  if (!IsStr(args[1])) {
    return Raise(t, Exc::kTypeError, "can only assign string to %s.%s, not '%s'",
                 ClassName(cls), name, TypeName(t, args[1]));
  }
  Str* text = InternStr(t, args[1].as<Str>());
  if (text == nullptr) return Value();
  if (kField == &Class::name) {
    if (StrToUtf8(text).find('\0') != std::string::npos) {
      return RaiseText(t, Exc::kValueError, "type name must not contain null characters");
    }
    if (!text->is_ascii() &&
        EncodeText(t, text, Encoding::kUtf8, CodecErrors::kStrict) == nullptr) {
      return Value();
    }
  }
  StoreField(t, cls, &(cls->*kField), text);
  return t->isolate->none();
}

Value GetModule(Thread* t, Value* args, size_t, Value) {
  auto* cls = args[0].as<Class>();
  if (cls->module.is_null()) {
    return RaiseAttributeError(t, cls, t->isolate->names.dunder_module, "__module__");
  }
  return cls->module;
}

template <Str* Isolate::Names::*kName>
Value SetNamespaceField(Thread* t, Value* args, size_t, Value) {
  auto* cls = args[0].as<Class>();
  Str* name = t->isolate->names.*kName;
  if (!CheckMutable(t, cls, StrToUtf8(name).c_str(), args[1])) return Value();
  return SetClassAttribute(t, cls, name, args[1]) ? t->isolate->none() : Value();
}

Value GetDoc(Thread* t, Value* args, size_t, Value) {
  auto* cls = args[0].as<Class>();
  Value doc = NamespaceGet(cls->dict, t->isolate->names.dunder_doc);
  if (doc.is_null()) return cls->doc.is_null() ? t->isolate->none() : cls->doc;
  // A class may define __doc__ as a descriptor for its instances.
  return BindAttribute(t, doc, Value(), cls);
}

Value GetBases(Thread* t, Value* args, size_t, Value) { return args[0].as<Class>()->bases; }

// By __bases__, which an assignment sets before it computes MROs.
bool DerivesByBases(Class* cls, Class* base) {
  if (cls == base) return true;
  auto* bases = cls->bases.as<Tuple>();
  for (int64_t i = 0; i < bases->length; ++i) {
    if (DerivesByBases(bases->items[i].as<Class>(), base)) return true;
  }
  return false;
}

// Classes whose instances hold no references: CPython frees those in another way.
bool IsPlainData(Thread* t, Class* cls) {
  Isolate* isolate = t->isolate;
  for (Class* plain : {isolate->object_class(), isolate->int_class(), isolate->bool_class(),
                       isolate->float_class(), isolate->str_class(), isolate->bytes_class(),
                       isolate->complex_class()}) {
    if (cls == plain) return true;
  }
  return false;
}

Value SetBasesAttribute(Thread* t, Value* args, size_t, Value) {
  auto* cls = args[0].as<Class>();
  if (!CheckMutable(t, cls, "__bases__", args[1])) return Value();
  if (!IsKind(args[1], Kind::kTuple)) {
    return Raise(t, Exc::kTypeError, "can only assign tuple to %s.__bases__, not %s",
                 ClassName(cls), TypeName(t, args[1]));
  }
  auto* bases = args[1].as<Tuple>();
  if (bases->length == 0) {
    return Raise(t, Exc::kTypeError,
                 "can only assign non-empty tuple to %s.__bases__, not ()", ClassName(cls));
  }
  for (int64_t i = 0; i < bases->length; ++i) {
    Value base = bases->items[i];
    if (!IsKind(base, Kind::kClass)) {
      return Raise(t, Exc::kTypeError, "%s.__bases__ must be tuple of classes, not '%s'",
                   ClassName(cls), TypeName(t, base));
    }
    if (IsSubclass(base.as<Class>(), cls) || DerivesByBases(base.as<Class>(), cls)) {
      return RaiseText(t, Exc::kTypeError, "a __bases__ item causes an inheritance cycle");
    }
  }
  Class* best = BestBase(t, bases);
  if (best == nullptr) return Value();
  Class* before = BestBase(t, cls->bases.as<Tuple>());
  if (before == nullptr) return Value();
  if (best != before && IsPlainData(t, best) != IsPlainData(t, before)) {
    return Raise(t, Exc::kTypeError, "__bases__ assignment: '%s' deallocator differs from '%s'",
                 ClassName(best), ClassName(before));
  }
  if (!SameLayout(t, before, best)) {
    return Raise(t, Exc::kTypeError,
                 "__bases__ assignment: '%s' object layout differs from '%s'",
                 ClassName(best), ClassName(before));
  }
  return SetBases(t, cls, bases) ? t->isolate->none() : Value();
}

Value GetBase(Thread* t, Value* args, size_t, Value) {
  auto* bases = args[0].as<Class>()->bases.as<Tuple>();
  if (bases->length == 0) return t->isolate->none();
  return BestBase(t, bases) == nullptr ? (t->exception = Value(), bases->items[0])
                                       : Value(BestBase(t, bases));
}

// None while the metaclass's mro() makes it.
Value GetMro(Thread* t, Value* args, size_t, Value) {
  auto* cls = args[0].as<Class>();
  return cls->version == 0 ? t->isolate->none() : cls->mro;
}

Value GetDict(Thread* t, Value* args, size_t, Value) {
  return NewMappingProxy(t, args[0].as<Class>()->dict);
}

Value GetAnnotations(Thread* t, Value* args, size_t, Value) {
  auto* cls = args[0].as<Class>();
  Str* name = t->isolate->names.dunder_annotations;
  Value own = NamespaceGet(cls->dict, name);
  if (!own.is_null()) return own;
  if (cls->flags & kClassBuiltin) {
    return RaiseNoAttribute(t, cls, name);
  }
  Dict* dict = NewDict(t);
  if (dict == nullptr || !SetClassAttribute(t, cls, name, dict)) return Value();
  return dict;
}

Value SetAnnotations(Thread* t, Value* args, size_t, Value) {
  auto* cls = args[0].as<Class>();
  Str* name = t->isolate->names.dunder_annotations;
  if (cls->flags & kClassBuiltin) {
    return Raise(t, Exc::kTypeError, "cannot set '__annotations__' attribute of immutable type '%s'",
                 ClassName(cls));
  }
  bool found = true;
  if (!SetClassAttribute(t, cls, name, args[1], &found)) return Value();
  if (args[1].is_null() && !found) {
    return RaiseText(t, Exc::kAttributeError, "__annotations__");
  }
  return t->isolate->none();
}

// Py_TPFLAGS_LONG_SUBCLASS and its like.
constexpr struct {
  Class* (Isolate::*cls)() const;
  int bit;
} kSubclassBits[] = {
    {&Isolate::int_class, 24},   {&Isolate::list_class, 25},  {&Isolate::tuple_class, 26},
    {&Isolate::bytes_class, 27}, {&Isolate::str_class, 28},   {&Isolate::dict_class, 29},
    {&Isolate::type_class, 31},
};

Value GetFlags(Thread* t, Value* args, size_t, Value) {
  constexpr int64_t kHeapType = 1 << 9, kBaseType = 1 << 10, kAbstract = 1 << 20,
                    kSequence = 1 << 5, kMapping = 1 << 6, kException = 1 << 30,
                    kImmutable = 1 << 8, kReady = 1 << 12;
  auto* cls = args[0].as<Class>();
  int64_t flags = kReady;
  flags |= cls->flags & kClassBuiltin ? kImmutable : kHeapType;
  if (cls->flags & kClassBaseable) flags |= kBaseType;
  if (cls->traits & kTraitAbstract) flags |= kAbstract;
  if (cls->traits & kTraitSequence) flags |= kSequence;
  if (cls->traits & kTraitMapping) flags |= kMapping;
  for (const auto& row : kSubclassBits) {
    if (IsSubclass(cls, (t->isolate->*row.cls)())) flags |= int64_t{1} << row.bit;
  }
  if (cls->flags & kClassIsException) flags |= kException;
  return Value::SmallInt(flags);
}

Value GetAbstractMethods(Thread* t, Value* args, size_t, Value) {
  auto* cls = args[0].as<Class>();
  Str* name = t->isolate->names.dunder_abstractmethods;
  Value names = cls == t->isolate->type_class() ? Value() : NamespaceGet(cls->dict, name);
  return names.is_null() ? RaiseAttributeError(t, cls, name, StrToUtf8(name)) : names;
}

Value SetAbstractMethods(Thread* t, Value* args, size_t, Value) {
  auto* cls = args[0].as<Class>();
  Str* name = t->isolate->names.dunder_abstractmethods;
  if (!CheckMutable(t, cls, "__abstractmethods__", t->isolate->none())) return Value();
  const int abstract = args[1].is_null() ? 0 : IsTrue(t, args[1]);
  bool found = true;
  if (abstract < 0 || !SetClassAttribute(t, cls, name, args[1], &found)) return Value();
  if (args[1].is_null() && !found) return RaiseAttributeError(t, cls, name, StrToUtf8(name));
  const uint16_t before = cls->traits;
  cls->traits &= static_cast<uint16_t>(~kTraitAbstract);
  if (abstract != 0) cls->traits |= kTraitAbstract;
  if (cls->traits != before && !ClassChanged(t, cls, "abstract methods changed")) return Value();
  return t->isolate->none();
}

// The same sizes as CPython has, where programs look at them: of a plain object, with
// what __slots__ and weak references add; of builtin types, those of ours.
int64_t BasicSize(Thread* t, Class* cls) {
  constexpr int64_t kPlainObject = 16, kWord = 8;
  auto* bases = cls->bases.as<Tuple>();
  if (bases->length == 0) return kPlainObject;
  Class* base = bases->length == 1 ? bases->items[0].as<Class>() : BestBase(t, bases);
  if (base == nullptr) {
    t->exception = Value();
    return cls->native_size;
  }
  if (cls->flags & kClassBuiltin) {
    return cls->native_size == sizeof(Object) ? BasicSize(t, base) : cls->native_size + kWord;
  }
  int64_t size = BasicSize(t, base) + kWord * CountOwnMembers(cls);
  if ((cls->traits & kTraitWeakref) && !(base->traits & kTraitWeakref)) size += kWord;
  return size;
}

int64_t ItemSize(const Class* cls) {
  switch (cls->instance_kind) {
    case Kind::kBigInt: return 4;
    case Kind::kBytes: return 1;
    case Kind::kTuple: return 8;
    case Kind::kClass: return 40;
    default: return 0;
  }
}

Value GetBasicSize(Thread* t, Value* args, size_t, Value) {
  return Value::SmallInt(BasicSize(t, args[0].as<Class>()));
}
Value GetItemSize(Thread* t, Value* args, size_t, Value) {
  return Value::SmallInt(ItemSize(args[0].as<Class>()));
}
// Negative, as for dicts that are not at a fixed place.
Value GetDictOffset(Thread* t, Value* args, size_t, Value) {
  auto* cls = args[0].as<Class>();
  if (!(cls->traits & kTraitDict)) return Value::SmallInt(0);
  const int64_t size = BasicSize(t, cls);
  if (cls->flags & kClassBuiltin) return Value::SmallInt(size - 8);
  return Value::SmallInt(ItemSize(cls) != 0 ? -8 : -(size + 24));
}
Value GetWeakrefOffset(Thread* t, Value* args, size_t, Value) {
  auto* cls = args[0].as<Class>();
  if (!(cls->traits & kTraitWeakref)) return Value::SmallInt(0);
  return Value::SmallInt(BasicSize(t, cls) - 8);
}
// How the builtin classes are called, as far as CPython says it (inspect.signature).
struct ClassSignature {
  Class* (Isolate::*cls)() const;
  const char* text;
};
constexpr ClassSignature kSignatures[] = {
    {&Isolate::object_class, "()"},
    {&Isolate::float_class, "(x=0, /)"},
    {&Isolate::complex_class, "(real=0, imag=0)"},
    {&Isolate::memoryview_class, "(object)"},
    {&Isolate::list_class, "(iterable=(), /)"},
    {&Isolate::tuple_class, "(iterable=(), /)"},
    {&Isolate::property_class, "(fget=None, fset=None, fdel=None, doc=None)"},
    {&Isolate::enumerate_class, "(iterable, start=0)"},
    {&Isolate::reversed_class, "(sequence, /)"},
};
Value GetTextSignature(Thread* t, Value* args, size_t, Value) {
  for (const ClassSignature& row : kSignatures) {
    if (args[0].as<Class>() == (t->isolate->*row.cls)()) return Intern(t, row.text);
  }
  return t->isolate->none();
}

Value TypeSizeof(Thread* t, Value* args, size_t, Value) {
  return Value::SmallInt(static_cast<int64_t>(sizeof(Class)));
}

constexpr NativeInfo kRows[] = {
    {"__new__", TypeNew, nullptr, kAnything,
     "Create and return a new object.  See help(type) for accurate signature."},
    {"__init__", TypeInit, nullptr, kRaises,
     "Initialize self.  See help(type(self)) for accurate signature."},
    {"__call__", TypeCall, nullptr, kAnything, "Call self as a function."},
    {"__repr__", TypeRepr, "($self, /)", kReadsHeap | kCollects, "Return repr(self)."},
    {"__getattribute__", TypeGetAttribute, "($self, name, /)", kAnything,
     "Return getattr(self, name)."},
    {"__setattr__", TypeSetAttr, "($self, name, value, /)", kAnything,
     "Implement setattr(self, name, value)."},
    {"__delattr__", TypeDelAttr, "($self, name, /)", kAnything,
     "Implement delattr(self, name)."},
    {"mro", TypeMro, "($self, /)", kReadsHeap | kCollects | kRaises,
     "Return a type's method resolution order."},
    {"__subclasses__", TypeSubclasses, "($self, /)", kReadsHeap | kCollects,
     "Return a list of immediate subclasses."},
    {"__or__", TypeOr, "($self, value, /)", kAnything, "Return self|value."},
    {"__ror__", TypeReflectedOr, "($self, value, /)", kAnything, "Return value|self."},
    {"__instancecheck__", TypeInstanceCheck, "($self, instance, /)", kAnything,
     "Check if an object is an instance."},
    {"__subclasscheck__", TypeSubclassCheck, "($self, subclass, /)", kAnything,
     "Check if a class is a subclass."},
    {"__prepare__", TypePrepare, "($cls, /, *args, **kwargs)", kCollects,
     "__prepare__() -> dict\nused for the class statement"},
    {"__dir__", TypeDir, "($self, /)", kReadsHeap | kCollects,
     "Specialized __dir__ implementation for types."},
    {"__sizeof__", TypeSizeof, "($self, /)", kReadsHeap,
     "Return memory consumption of the type object."},
};

constexpr GetSetInfo kGetSets[] = {
    {"__name__", GetStrField<&Class::name>, SetStrField<&Class::name>},
    {"__qualname__", GetStrField<&Class::qualname>, SetStrField<&Class::qualname>},
    {"__module__", GetModule, SetNamespaceField<&Isolate::Names::dunder_module>},
    {"__doc__", GetDoc, SetNamespaceField<&Isolate::Names::dunder_doc>},
    {"__bases__", GetBases, SetBasesAttribute},
    {"__base__", GetBase, nullptr, nullptr, true},
    {"__mro__", GetMro, nullptr, nullptr, true},
    {"__dict__", GetDict},
    {"__annotations__", GetAnnotations, SetAnnotations},
    {"__flags__", GetFlags, nullptr, nullptr, true},
    {"__abstractmethods__", GetAbstractMethods, SetAbstractMethods},
    {"__basicsize__", GetBasicSize, nullptr, nullptr, true},
    {"__itemsize__", GetItemSize, nullptr, nullptr, true},
    {"__dictoffset__", GetDictOffset, nullptr, nullptr, true},
    {"__weakrefoffset__", GetWeakrefOffset, nullptr, nullptr, true},
    {"__text_signature__", GetTextSignature},
};

}  // namespace

bool InitTypeType(Thread* t) {
  Class* cls = t->isolate->type_class();
  cls->construct = ConstructType;
  return AddNatives(t, cls->dict, kRows, cls) && AddGetSets(t, cls, kGetSets);
}

}  // namespace pyjit
