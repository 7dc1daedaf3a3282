#include "runtime/class.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bytecode/instruction.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/class_internal.h"
#include "runtime/code.h"
#include "runtime/descriptors.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/isolate.h"
#include "runtime/namespace.h"
#include "runtime/operators.h"
#include "runtime/shape.h"
#include "runtime/types/codecs.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {

namespace {

// Attribute slots of a class about which nothing is known yet.
constexpr uint16_t kUnknownInlineSlots = 4;

constexpr uint16_t kTraitPattern = kTraitSequence | kTraitMapping;
constexpr uint16_t kInheritedTraits =
    kTraitWeakref | kTraitPattern | kTraitHasMembers | kTraitDict;

bool IsVarKind(Kind kind) {
  switch (kind) {
#define PYJIT_KIND(name, type, sizing, doc) \
  case Kind::k##name:                       \
    return #sizing[0] == 'V';
#include "runtime/object_kinds.def"
#undef PYJIT_KIND
  }
  return false;
}

// Instances of subclasses of these keep their attributes elsewhere.
bool KindWithoutSlots(Kind kind) {
  return IsVarKind(kind) || kind == Kind::kClass || kind == Kind::kModule ||
         kind == Kind::kSingleton;
}

// How many attributes the __init__s of a class and its bases set on their first
// parameter: so the first instances have room for them, as later ones do.
uint16_t CountInitAttributes(Thread* t, const Class* cls) {
  std::vector<const Str*> names;
  const Tuple* mro = cls->mro.as<Tuple>();
  for (int64_t i = 0; i < mro->length; ++i) {
    const Class* base = mro->items[i].as<Class>();
    if (base->dict == nullptr) continue;
    const Value init = NamespaceGet(base->dict, t->isolate->names.special_Init);
    if (!IsKind(init, Kind::kFunction)) continue;
    const CodeBlock* block = init.as<Function>()->code->block;
    if (block == nullptr || block->arg_count == 0) continue;
    const std::vector<uint64_t>& code = block->instructions;
    for (size_t pc = 0; pc < code.size(); pc += WordsOf(OpOf(code[pc]))) {
      if (OpOf(code[pc]) != Op::kSTORE_ATTR || AOf(code[pc]) != 0) continue;
      names.push_back(block->names[COf(code[pc])]);
    }
  }
  std::sort(names.begin(), names.end());
  const auto end = std::unique(names.begin(), names.end());
  return static_cast<uint16_t>(
      std::min<ptrdiff_t>(end - names.begin(), kMaxInlineSlots));
}

// __name__ of the module whose code runs now, or null.
Value CallerModule(Thread* t) {
  for (Frame* frame = t->frame; frame != nullptr; frame = frame->prev) {
    Dict* globals = nullptr;
    if (IsKind(frame->callee, Kind::kFunction)) {
      globals = frame->callee.as<Function>()->globals;
    } else if (frame->code != nullptr && frame->code->block != nullptr) {
      globals = frame->code->block->globals;
    }
    if (globals != nullptr) return DictGetStr(globals, t->isolate->names.dunder_name);
  }
  return Value();
}

// Copies the class body's names into the new class, wrapping what is
// implicitly static or a class method.
bool CopyNamespace(Thread* t, Class* cls, Dict* ns) {
  const Isolate::Names& names = t->isolate->names;
  int64_t pos = 0;
  Value key, value;
  while (DictNext(ns, &pos, &key, &value)) {
    if (!IsStr(key)) continue;
    Str* name = InternStr(t, key.as<Str>());
    if (name == nullptr) return false;
    if (name == names.dunder_classcell) {
      if (!IsKind(value, Kind::kCell)) {
        Raise(t, Exc::kTypeError, "__classcell__ must be a nonlocal cell, not <class '%s'>",
              ClassDisplayName(ClassOf(t, value)));
        return false;
      }
      SetCellValue(t, value.as<Cell>(), cls);
      continue;
    }
    if (name == names.dunder_qualname) {
      if (!IsStr(value)) {
        Raise(t, Exc::kTypeError, "type __qualname__ must be a str, not %s",
              ClassNameOf(t, value));
        return false;
      }
      StoreField(t, cls, &cls->qualname, value);
      continue;
    }
    if (IsKind(value, Kind::kFunction)) {
      if (name == names.special_New) {
        value = NewMethodWrapper(t, false, value);
      } else if (name == names.special_InitSubclass ||
                 name == names.special_ClassGetItem) {
        value = NewMethodWrapper(t, true, value);
      }
      if (value.is_null()) return false;
    }
    if (!NamespaceSet(t, cls->dict, name, value)) return false;
  }
  return true;
}

bool FillModule(Thread* t, Class* cls) {
  const Isolate::Names& names = t->isolate->names;
  Value module = NamespaceGet(cls->dict, names.dunder_module);
  if (module.is_null()) {
    module = CallerModule(t);
    if (!module.is_null() && !NamespaceSet(t, cls->dict, names.dunder_module, module)) {
      return false;
    }
  }
  StoreField(t, cls, &cls->module, module);
  return true;
}

// Names and docs are kept as UTF-8 by CPython. False with UnicodeEncodeError pending: the
// text has lone surrogates.
bool IsUtf8Text(Thread* t, Str* text) {
  return text->is_ascii() || EncodeText(t, text, Encoding::kUtf8, CodecErrors::kStrict) != nullptr;
}

bool FillDocAndHash(Thread* t, Class* cls) {
  const Isolate::Names& names = t->isolate->names;
  Value doc = NamespaceGet(cls->dict, names.dunder_doc);
  if (doc.is_null()) {
    doc = t->isolate->none();
    if (!NamespaceSet(t, cls->dict, names.dunder_doc, doc)) return false;
  }
  if (IsStr(doc) && !IsUtf8Text(t, doc.as<Str>())) return false;
  StoreField(t, cls, &cls->doc, doc);
  // Own equality without a hash: not hashable.
  if (!NamespaceGet(cls->dict, names.special_Eq).is_null() &&
      NamespaceGet(cls->dict, names.special_Hash).is_null()) {
    return NamespaceSet(t, cls->dict, names.special_Hash, t->isolate->none());
  }
  return true;
}

// value.__set_name__(cls, name) for each value in the namespace.
bool CallSetNames(Thread* t, Class* cls) {
  Dict* dict = DictCopy(t, cls->dict);  // the calls may add names
  if (dict == nullptr) return false;
  int64_t pos = 0;
  Value key, value;
  while (DictNext(dict, &pos, &key, &value)) {
    if (!value.is_object()) continue;
    switch (value.object()->kind()) {
      case Kind::kFunction:
      case Kind::kStr:
      case Kind::kSingleton:
        continue;
      default:
        break;
    }
    Value method = LookupSpecial(t, value, Slot::kSetName);
    if (method.is_null()) continue;
    if (!CallSpecial(t, method, value, {cls, key}).is_null()) continue;
    Value cause = TakeException(t);
    if (!ExceptionMatches(t, cause, ExceptionClass(t, Exc::kException))) {
      t->exception = cause;
      return false;
    }
    Raise(t, Exc::kRuntimeError, "Error calling __set_name__ on '%s' instance %s in '%s'",
          ClassNameOf(t, value), StrToUtf8(StrRepr(t, key.as<Str>())), ClassName(cls));
    auto* exception = t->exception.as<Exception>();
    StoreField(t, exception, &exception->cause, cause);
    StoreField(t, exception, &exception->context, cause);
    exception->suppress_context = 1;
    return false;
  }
  return true;
}

// super(cls, cls).__init_subclass__(**kwargs)
bool CallInitSubclass(Thread* t, Class* cls, Value* kwargs, Value kwnames) {
  Str* name = t->isolate->names.special_InitSubclass;
  const bool has_kwargs = !kwnames.is_null() && kwnames.as<Tuple>()->length != 0;
  auto* mro = cls->mro.as<Tuple>();
  for (int64_t i = 1; i < mro->length; ++i) {
    Value found = NamespaceGet(mro->items[i].as<Class>()->dict, name);
    if (found.is_null()) continue;
    if (mro->items[i] == Value(t->isolate->object_class())) break;
    Value bound = BindAttribute(t, found, Value(), cls);
    if (IsKind(found, Kind::kFunction)) bound = NewBoundMethod(t, found, cls);
    if (bound.is_null()) return false;
    return !Call(t, bound, kwargs, 0, kwnames).is_null();
  }
  if (has_kwargs) {
    Raise(t, Exc::kTypeError, "%s.__init_subclass__() takes no keyword arguments",
          StrToUtf8(cls->qualname.as<Str>()));
    return false;
  }
  return true;
}

}  // namespace

Tuple* MroOf(Thread* t, Class* cls, Tuple* bases) {
  Class* metaclass = ClassOf(t, cls);
  if (metaclass == t->isolate->type_class()) return ComputeMro(t, cls, bases);
  Str* name = Intern(t, "mro");
  if (name == nullptr) return nullptr;
  Value method = LookupInClass(metaclass, name);
  if (method == LookupInClass(t->isolate->type_class(), name)) return ComputeMro(t, cls, bases);
  if (cls->mro.is_null()) {
    // What looks at the class meanwhile finds the usual one, though __mro__ does not show it.
    Tuple* usual = ComputeMro(t, cls, bases);
    if (usual == nullptr) return nullptr;
    StoreField(t, cls, &cls->mro, usual);
  }
  Value result = CallSpecial(t, method, cls, {});
  if (result.is_null()) return nullptr;
  Tuple* mro = NewTupleFrom(t, result);
  if (mro == nullptr) return nullptr;
  for (int64_t i = 0; i < mro->length; ++i) {
    if (!IsKind(mro->items[i], Kind::kClass)) {
      Raise(t, Exc::kTypeError, "mro() returned a non-class ('%s')",
            ClassNameOf(t, mro->items[i]));
      return nullptr;
    }
    // Code for instances of the one must not meet instances of the other.
    auto* base = mro->items[i].as<Class>();
    if (base != cls && base->instance_kind != Kind::kInstance &&
        base->instance_kind != cls->instance_kind) {
      Raise(t, Exc::kTypeError, "mro() returned base with unsuitable layout ('%s')",
            ClassName(base));
      return nullptr;
    }
  }
  return mro;
}

Class* AllocateClass(Thread* t, Class* metaclass, Str* name, Tuple* bases) {
  Object* object = AllocateInstance(t, metaclass);
  if (object == nullptr) return nullptr;
  auto* cls = static_cast<Class*>(object);
  cls->name = name;
  cls->qualname = name;
  cls->bases = bases;
  cls->native_size = sizeof(Object);
  Dict* dict = NewNamespace(t, cls);
  if (dict == nullptr) return nullptr;
  cls->dict = dict;
  WriteBarrier(t, cls);
  return cls;
}

Class* NewNativeClass(Thread* t, Str* name, Class* base, const ClassOptions& options) {
  Tuple* bases = NewTuple(t, 1);
  if (bases == nullptr) return nullptr;
  bases->items[0] = base;
  Class* metaclass =
      options.metaclass == nullptr ? t->isolate->type_class() : options.metaclass;
  Class* cls = AllocateClass(t, metaclass, name, bases);
  if (cls == nullptr) return nullptr;
  StoreField(t, cls, &cls->module, options.module);
  cls->instance_kind = options.kind;
  cls->native_size = options.native_size;
  cls->extension = options.extension != nullptr ? options.extension : base->extension;
  cls->buffer = options.buffer != nullptr ? options.buffer : base->buffer;
  if (cls->extension != nullptr) {
    cls->instance_kind = Kind::kExtension;
    cls->native_size = cls->extension->size;
  }
  cls->construct = base->construct;
  cls->flags = options.flags | kClassBuiltin;
  cls->traits = options.traits | (base->traits & kInheritedTraits);
  Tuple* mro = ComputeMro(t, cls, bases);
  if (mro == nullptr) return nullptr;
  StoreField(t, cls, &cls->mro, mro);
  if (!options.instance_slots) {
    cls->instance_root =
        NewPlainShape(t, cls, cls->instance_kind,
                      IsVarKind(cls->instance_kind) ? 0 : cls->native_size);
    if (cls->instance_root == nullptr) return nullptr;
  }
  if (!AddSubclass(t, base, cls)) return nullptr;
  cls->version = t->isolate->NewClassVersion();
  if (!t->isolate->booting() && !RefreshClass(t, cls)) return nullptr;
  return cls;
}

Class* NewClass(Thread* t, Class* metaclass, Value name, Tuple* bases, Dict* ns,
                Value* kwargs, Value kwnames) {
  Isolate* isolate = t->isolate;
  if (!IsStr(name)) {
    Raise(t, Exc::kTypeError, "type.__new__() argument 1 must be str, not %s",
          ArgumentClassName(t, name));
    return nullptr;
  }
  if (bases->length == 0) {
    bases = NewTuple(t, 1);
    if (bases == nullptr) return nullptr;
    bases->items[0] = isolate->object_class();
  }
  if (std::string text = StrToUtf8(name.as<Str>());
      text.find('\0') != std::string::npos) {
    RaiseText(t, Exc::kValueError, "type name must not contain null characters");
    return nullptr;
  }
  if (!IsUtf8Text(t, name.as<Str>())) return nullptr;
  Class* base = BestBase(t, bases);
  if (base == nullptr) return nullptr;
  Str* interned = InternStr(t, name.as<Str>());
  if (interned == nullptr) return nullptr;
  Class* cls = AllocateClass(t, metaclass, interned, bases);
  if (cls == nullptr) return nullptr;
  cls->instance_kind = base->instance_kind;
  cls->native_size = base->native_size;
  cls->extension = base->extension;
  cls->buffer = base->buffer;
  cls->construct = base->construct;
  cls->flags = kClassBaseable | (base->flags & kClassIsException);
  for (int64_t i = bases->length; i-- > 0;) {
    // The first base that is a sequence or a mapping decides.
    const uint16_t traits =
        bases->items[i].as<Class>()->traits & (kTraitPattern | kTraitHasMembers);
    if (traits & kTraitPattern) cls->traits &= static_cast<uint16_t>(~kTraitPattern);
    cls->traits |= traits;
  }
  for (int64_t i = 0; i < bases->length; ++i) {
    cls->inline_hint = std::max(cls->inline_hint, bases->items[i].as<Class>()->inline_hint);
  }
  // A metaclass's mro() already sees what the class body made.
  if (!CopyNamespace(t, cls, ns) || !FillModule(t, cls) || !ApplySlots(t, cls, base) ||
      !FillDocAndHash(t, cls)) {
    return nullptr;
  }
  cls->slots = base->slots;  // for a metaclass's mro(), which may use the class
  WriteBarrier(t, cls);
  Tuple* mro = MroOf(t, cls, bases);
  if (mro == nullptr) return nullptr;
  StoreField(t, cls, &cls->mro, mro);
  if (cls->version != 0) {
    // mro() assigned __bases__, so the class is in their lists already.
    bases = cls->bases.as<Tuple>();
    for (int64_t i = 0; i < bases->length; ++i) {
      RemoveSubclass(t, bases->items[i].as<Class>(), cls);
    }
  }
  cls->version = isolate->NewClassVersion();
  if (!RefreshClass(t, cls)) return nullptr;
  for (int64_t i = 0; i < bases->length; ++i) {
    if (!AddSubclass(t, bases->items[i].as<Class>(), cls)) return nullptr;
  }
  if (!CallSetNames(t, cls) || !CallInitSubclass(t, cls, kwargs, kwnames)) return nullptr;
  return cls;
}

// --- Instances ---

Shape* InstanceRoot(Thread* t, Class* cls) {
  if (cls->instance_root != nullptr) return cls->instance_root;
  const Kind kind = cls->instance_kind;
  if (KindWithoutSlots(kind)) {
    cls->instance_root =
        NewPlainShape(t, cls, kind, IsVarKind(kind) ? 0 : cls->native_size);
    return cls->instance_root;
  }
  uint16_t capacity = cls->inline_hint;
  if (kind == Kind::kInstance && !(cls->flags & kClassNoDict)) {
    capacity = std::max(capacity, CountInitAttributes(t, cls));
    if (capacity == 0) capacity = kUnknownInlineSlots;
  }
  if (capacity > kMaxInlineSlots) capacity = kMaxInlineSlots;
  // A slot more where rounding to 16 bytes would leave it unused.
  const uint32_t slots_offset = ((cls->native_size + 7) & ~7u) + 8;
  if ((slots_offset + 8u * capacity) % 16 != 0 && capacity < kMaxInlineSlots) ++capacity;
  cls->instance_root = NewRootShape(t, cls, kind, cls->native_size, capacity);
  return cls->instance_root;
}

Object* AllocateInstance(Thread* t, Class* cls) {
  Shape* shape = InstanceRoot(t, cls);
  if (shape == nullptr) return nullptr;
  Object* object = AllocateRaw(t, shape, shape->instance_size);
  if (object == nullptr) return nullptr;
  if (cls->flags & kClassHasFinalizer) t->heap->RegisterFinalizer(object);
  return object;
}

Value ConstructBare(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return AllocateInstance(t, args[0].as<Class>());
}

void LearnInlineHint(Thread* t, Class* cls, uint32_t slots_needed) {
  const uint32_t hint = std::min<uint32_t>(slots_needed + 1, kMaxInlineSlots);
  if (hint <= cls->inline_hint) return;
  cls->inline_hint = static_cast<uint16_t>(hint);
  if (cls->flags & kClassBuiltin) return;  // its root is known to C++ code
  if (cls->instance_root != nullptr &&
      cls->instance_root->inline_capacity < hint) {
    cls->instance_root = nullptr;
  }
}

// --- Names ---

std::string ClassName(const Class* cls) {
  std::string name = StrToUtf8(cls->name.as<Str>());
  if (!(cls->flags & kClassBuiltin) || !IsKind(cls->module, Kind::kStr)) return name;
  // Types written in C have a dotted name, and messages show it.
  std::string module = StrToUtf8(cls->module.as<Str>());
  return module == "builtins" ? name : absl::StrCat(module, ".", name);
}

std::string ClassNameOf(Thread* t, Value v) { return ClassName(ClassOf(t, v)); }

std::string ClassDisplayName(Class* cls) {
  std::string qualname = StrToUtf8(cls->qualname.as<Str>());
  if (!IsKind(cls->module, Kind::kStr)) return qualname;
  std::string module = StrToUtf8(cls->module.as<Str>());
  if (module == "builtins") return qualname;
  return absl::StrCat(module, ".", qualname);
}

}  // namespace pyjit
