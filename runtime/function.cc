#include "runtime/function.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "runtime/attributes.h"
#include "runtime/class.h"
#include "runtime/code.h"
#include "runtime/descriptors.h"
#include "runtime/error.h"
#include "runtime/exceptions.h"
#include "runtime/heap.h"
#include "runtime/namespace.h"
#include "runtime/native_signature.h"
#include "runtime/operators_internal.h"
#include "runtime/types/bytes.h"
#include "runtime/types/dict.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "runtime/watchpoint.h"

namespace pyjit {

Function* NewFunction(Thread* t, Code* code, Dict* globals, Value defaults, Value kw_defaults,
                      Value closure) {
  code = BindCodeToGlobals(t, code, globals);
  if (code == nullptr) return nullptr;
  Object* object = AllocateRaw(t, t->isolate->shape_of(Kind::kFunction), sizeof(Function));
  if (object == nullptr) return nullptr;
  auto* function = static_cast<Function*>(object);
  CodeBlock& block = *code->block;
  function->code = code;
  function->globals = globals;
  function->defaults = defaults;
  function->kw_defaults = kw_defaults;
  function->closure = closure;
  function->name = block.name;
  function->qualname = block.qualname;
  function->doc = block.doc;
  function->module = NamespaceGet(globals, t->isolate->names.dunder_name);
  return function;
}

void FunctionChanged(Function* function, const char* reason) {
  if (function->watchpoint != nullptr) function->watchpoint->Fire(reason);
}

namespace {

Value OrNone(Thread* t, Value v) { return v.is_null() ? t->isolate->none() : v; }
Value Done(Thread* t) { return t->isolate->none(); }
Value Text(Thread* t, absl::string_view text) { return NewStrUtf8(t, text); }

// --- function ---

template <Value Function::*kField>
Value GetField(Thread* t, Value* args, size_t, Value) {
  return OrNone(t, args[0].as<Function>()->*kField);
}
template <Value Function::*kField>
Value SetField(Thread* t, Value* args, size_t, Value) {
  StoreField(t, args[0].object(), &(args[0].as<Function>()->*kField), args[1]);
  return Done(t);
}
template <Value Function::*kField>
Value SetText(Thread* t, Value* args, size_t, Value) {
  if (!IsStr(args[1])) {
    return Raise(t, Exc::kTypeError, "%s must be set to a string object",
                 kField == &Function::name ? "__name__" : "__qualname__");
  }
  return SetField<kField>(t, args, 2, Value());
}

Value GetCode(Thread* t, Value* args, size_t, Value) { return args[0].as<Function>()->code; }
Value SetCode(Thread* t, Value* args, size_t, Value) {
  auto* f = args[0].as<Function>();
  if (!IsKind(args[1], Kind::kCode)) {
    return RaiseText(t, Exc::kTypeError, "__code__ must be set to a code object");
  }
  size_t wanted = args[1].as<Code>()->block->free_names.size();
  size_t have = IsKind(f->closure, Kind::kTuple)
                    ? static_cast<size_t>(f->closure.as<Tuple>()->length)
                    : 0;
  if (wanted != have) {
    return Raise(t, Exc::kValueError,
                 "%s() requires a code object with %d free vars, not %d",
                 IsStr(f->name) ? StrToUtf8(f->name.as<Str>()) : "", have, wanted);
  }
  Code* code = BindCodeToGlobals(t, args[1].as<Code>(), f->globals);
  if (code == nullptr) return Value();
  f->code = code;
  WriteBarrier(t, f);
  FunctionChanged(f, "__code__ replaced");
  return Done(t);
}

Value SetDefaults(Thread* t, Value* args, size_t, Value) {
  auto* f = args[0].as<Function>();
  Value v = args[1].is_null() || IsNone(t, args[1]) ? Value() : args[1];
  if (!v.is_null() && !IsKind(v, Kind::kTuple)) {
    return RaiseText(t, Exc::kTypeError, "__defaults__ must be set to a tuple object");
  }
  StoreField(t, f, &f->defaults, v);
  FunctionChanged(f, "__defaults__ replaced");
  return Done(t);
}
Value SetKwDefaults(Thread* t, Value* args, size_t, Value) {
  auto* f = args[0].as<Function>();
  Value v = args[1].is_null() || IsNone(t, args[1]) ? Value() : args[1];
  if (!v.is_null() && !IsKind(v, Kind::kDict)) {
    return RaiseText(t, Exc::kTypeError, "__kwdefaults__ must be set to a dict object");
  }
  StoreField(t, f, &f->kw_defaults, v);
  FunctionChanged(f, "__kwdefaults__ replaced");
  return Done(t);
}

// A dict that the function makes when it is first asked for.
Value LazyDict(Thread* t, Function* f, Value* field) {
  if (field->is_null()) {
    Dict* dict = NewDict(t);
    if (dict == nullptr) return Value();
    StoreField(t, f, field, dict);
  }
  return *field;
}
Value GetAnnotations(Thread* t, Value* args, size_t, Value) {
  return LazyDict(t, args[0].as<Function>(), &args[0].as<Function>()->annotations);
}
Value GetDict(Thread* t, Value* args, size_t, Value) {
  return LazyDict(t, args[0].as<Function>(), &args[0].as<Function>()->dict);
}
template <Value Function::*kField>
Value SetDictField(Thread* t, Value* args, size_t, Value) {
  if (!args[1].is_null() && !IsKind(args[1], Kind::kDict)) {
    return Raise(t, Exc::kTypeError, "%s must be set to a %s",
                 kField == &Function::dict ? "__dict__" : "__annotations__",
                 kField == &Function::dict ? "dictionary" : "dict object");
  }
  return SetField<kField>(t, args, 2, Value());
}

Value GetGlobals(Thread* t, Value* args, size_t, Value) {
  return args[0].as<Function>()->globals;
}

Value FunctionRepr(Thread* t, Value* args, size_t, Value) {
  auto* f = args[0].as<Function>();
  return Text(t, absl::StrFormat("<function %s at %#x>",
                                 IsStr(f->qualname) ? StrToUtf8(f->qualname.as<Str>()) : "?",
                                 args[0].bits()));
}

// function.__get__(instance, owner)
Value FunctionGet(Thread* t, Value* args, size_t, Value) {
  if (args[1].is_null() || IsNone(t, args[1])) return args[0];
  return NewBoundMethod(t, args[0], args[1]);
}
Value FunctionCall(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Call(t, args[0], args + 1, nargs - 1, kwnames);
}

constexpr GetSetInfo kFunctionFields[] = {
    {"__name__", GetField<&Function::name>, SetText<&Function::name>},
    {"__qualname__", GetField<&Function::qualname>, SetText<&Function::qualname>},
    {"__module__", GetField<&Function::module>, SetField<&Function::module>},
    {"__doc__", GetField<&Function::doc>, SetField<&Function::doc>},
    {"__code__", GetCode, SetCode},
    {"__defaults__", GetField<&Function::defaults>, SetDefaults},
    {"__kwdefaults__", GetField<&Function::kw_defaults>, SetKwDefaults},
    {"__closure__", GetField<&Function::closure>},
    {"__globals__", GetGlobals},
    {"__annotations__", GetAnnotations, SetDictField<&Function::annotations>},
    {"__dict__", GetDict, SetDictField<&Function::dict>},
};
constexpr NativeInfo kFunctionMethods[] = {
    {"__repr__", FunctionRepr, "($self, /)", kCollects, "Return repr(self)."},
    {"__get__", FunctionGet, "($self, instance, owner=None, /)", kCollects,
     "Return an attribute of instance, which is of type owner."},
    {"__call__", FunctionCall, nullptr, kAnything, "Call self as a function."},
};

// --- builtin functions and methods of builtin types ---

NativeFunction* Native(Value* args) { return args[0].as<NativeFunction>(); }

Value NativeName(Thread* t, Value* args, size_t, Value) { return Text(t, Native(args)->info->name); }
Value NativeQualname(Thread* t, Value* args, size_t, Value) {
  auto* f = Native(args);
  if (!IsKind(f->owner, Kind::kClass)) return Text(t, f->info->name);
  return Text(t, absl::StrCat(ClassName(f->owner.as<Class>()), ".", f->info->name));
}
Value NativeDoc(Thread* t, Value* args, size_t, Value) {
  const char* doc = Native(args)->info->doc;
  return doc == nullptr ? Done(t) : Text(t, doc);
}
Value NativeSelf(Thread* t, Value* args, size_t, Value) { return OrNone(t, Native(args)->self); }
Value NativeModule(Thread* t, Value* args, size_t, Value) {
  auto* f = Native(args);
  if (IsKind(f->self, Kind::kModule)) return OrNone(t, f->self.as<Module>()->name);
  return Done(t);
}
Value NativeObjClass(Thread* t, Value* args, size_t, Value) {
  return OrNone(t, Native(args)->owner);
}
Value NativeTextSignature(Thread* t, Value* args, size_t, Value) {
  const char* signature = Native(args)->info->signature;
  return signature == nullptr ? Done(t) : Text(t, signature);
}
Value NativeRepr(Thread* t, Value* args, size_t, Value) {
  auto* f = Native(args);
  if (IsKind(f->owner, Kind::kClass) && f->self.is_null()) {
    bool wrapper = absl::string_view(f->info->name).substr(0, 2) == "__";
    return Text(t, absl::StrFormat("<%s '%s' of '%s' objects>",
                                   wrapper ? "slot wrapper" : "method", f->info->name,
                                   ClassName(f->owner.as<Class>())));
  }
  if (!f->self.is_null() && !IsKind(f->self, Kind::kModule)) {
    return Text(t, absl::StrFormat("<built-in method %s of %s object at %#x>", f->info->name,
                                   TypeName(t, f->self), f->self.bits()));
  }
  return Text(t, absl::StrFormat("<built-in function %s>", f->info->name));
}
Value NativeGet(Thread* t, Value* args, size_t, Value) {
  auto* f = Native(args);
  if (args[1].is_null() || IsNone(t, args[1]) || !IsKind(f->owner, Kind::kClass)) return args[0];
  return NewBoundMethod(t, args[0], args[1]);
}
// Methods are bound anew at each access; those of one object are equal.
Value NativeEquals(Thread* t, Value* args, size_t, Value) {
  if (!IsKind(args[1], Kind::kNativeFunction)) return t->isolate->not_implemented();
  auto *a = Native(args), *b = Native(args + 1);
  const bool equal =
      a == b || (!a->self.is_null() && a->self == b->self && a->info == b->info);
  return equal ? t->isolate->true_value() : t->isolate->false_value();
}
constexpr GetSetInfo kNativeFields[] = {
    {"__name__", NativeName},         {"__qualname__", NativeQualname},
    {"__doc__", NativeDoc},           {"__self__", NativeSelf},
    {"__module__", NativeModule},     {"__text_signature__", NativeTextSignature},
};
constexpr GetSetInfo kMethodDescriptorFields[] = {
    {"__name__", NativeName},
    {"__qualname__", NativeQualname},
    {"__doc__", NativeDoc},
    {"__objclass__", NativeObjClass},
    {"__text_signature__", NativeTextSignature},
};
constexpr NativeInfo kNativeMethods[] = {
    {"__repr__", NativeRepr, "($self, /)", kCollects, "Return repr(self)."},
    {"__eq__", NativeEquals, "($self, value, /)", kPure, "Return self==value."},
    {"__call__", FunctionCall, nullptr, kAnything, "Call self as a function."},
};
constexpr NativeInfo kMethodDescriptorMethods[] = {
    {"__repr__", NativeRepr, "($self, /)", kCollects, "Return repr(self)."},
    {"__get__", NativeGet, "($self, instance, owner=None, /)", kCollects,
     "Return an attribute of instance, which is of type owner."},
    {"__call__", FunctionCall, nullptr, kAnything, "Call self as a function."},
};

// --- bound methods ---

Value MethodFunction(Thread* t, Value* args, size_t, Value) {
  return args[0].as<BoundMethod>()->function;
}
Value MethodSelf(Thread* t, Value* args, size_t, Value) { return args[0].as<BoundMethod>()->self; }
Value MethodRepr(Thread* t, Value* args, size_t, Value) {
  auto* method = args[0].as<BoundMethod>();
  if (IsKind(method->function, Kind::kNativeFunction)) {
    return Text(t, absl::StrFormat("<built-in method %s of %s object at %#x>",
                                   method->function.as<NativeFunction>()->info->name,
                                   TypeName(t, method->self), method->self.bits()));
  }
  Value name = method->function.is_object()
                   ? GetAttrOrNull(t, method->function, t->isolate->names.dunder_qualname)
                   : Value();
  if (name.is_null() && !t->exception.is_null()) return name;
  Value self = ToRepr(t, method->self);
  if (self.is_null()) return self;
  return Text(t, absl::StrCat("<bound method ", IsStr(name) ? StrToUtf8(name.as<Str>()) : "?",
                              " of ", StrToUtf8(self.as<Str>()), ">"));
}
// Everything else that is asked of a method is the function's.
Value MethodGetAttribute(Thread* t, Value* args, size_t, Value) {
  if (!IsStr(args[1])) {
    return Raise(t, Exc::kTypeError, "attribute name must be string, not '%s'",
                 TypeName(t, args[1]));
  }
  Str* name = args[1].as<Str>();
  Class* cls = ClassOf(t, args[0]);
  if (!LookupInClass(cls, name).is_null()) return GenericGetAttr(t, args[0], name);
  return GetAttr(t, args[0].as<BoundMethod>()->function, name);
}
template <Str* Isolate::Names::*kName>
Value MethodForward(Thread* t, Value* args, size_t, Value) {
  return GetAttr(t, args[0].as<BoundMethod>()->function, t->isolate->names.*kName);
}
Value MethodEquals(Thread* t, Value* args, size_t, Value) {
  if (!IsKind(args[1], Kind::kBoundMethod)) return t->isolate->not_implemented();
  auto* a = args[0].as<BoundMethod>();
  auto* b = args[1].as<BoundMethod>();
  if (a->self != b->self) return t->isolate->false_value();
  return Compare(t, CompareOp::kEq, a->function, b->function);
}
constexpr GetSetInfo kMethodFields[] = {
    {"__func__", MethodFunction},
    {"__self__", MethodSelf},
    {"__name__", MethodForward<&Isolate::Names::dunder_name>},
    {"__qualname__", MethodForward<&Isolate::Names::dunder_qualname>},
    {"__doc__", MethodForward<&Isolate::Names::dunder_doc>},
    {"__module__", MethodForward<&Isolate::Names::dunder_module>},
};
constexpr NativeInfo kMethodMethods[] = {
    {"__repr__", MethodRepr, "($self, /)", kAnything, "Return repr(self)."},
    {"__eq__", MethodEquals, "($self, value, /)", kAnything, "Return self==value."},
    {"__call__", FunctionCall, nullptr, kAnything, "Call self as a function."},
    {"__getattribute__", MethodGetAttribute, "($self, name, /)", kAnything,
     "Return getattr(self, name)."},
};

// --- code objects ---

CodeBlock& Block(Value* args) { return *args[0].as<Code>()->block; }

Value NameTuple(Thread* t, const std::vector<Str*>& names, size_t count) {
  Tuple* tuple = NewTuple(t, static_cast<int64_t>(count));
  if (tuple == nullptr) return Value();
  for (size_t i = 0; i < count; ++i) tuple->items[i] = names[i];
  return tuple;
}
Value CodeName(Thread* t, Value* args, size_t, Value) { return OrNone(t, Block(args).name); }
Value CodeQualname(Thread* t, Value* args, size_t, Value) {
  return OrNone(t, Block(args).qualname);
}
Value CodeFilename(Thread* t, Value* args, size_t, Value) {
  return OrNone(t, Block(args).filename);
}
Value CodeFirstLine(Thread* t, Value* args, size_t, Value) {
  return Value::SmallInt(Block(args).first_line);
}
Value CodeArgCount(Thread* t, Value* args, size_t, Value) {
  return Value::SmallInt(Block(args).arg_count);
}
Value CodePosOnly(Thread* t, Value* args, size_t, Value) {
  return Value::SmallInt(Block(args).positional_only);
}
Value CodeKwOnly(Thread* t, Value* args, size_t, Value) {
  return Value::SmallInt(Block(args).keyword_only);
}
Value CodeLocalCount(Thread* t, Value* args, size_t, Value) {
  return Value::SmallInt(static_cast<int64_t>(Block(args).local_names.size()));
}
// CPython's CO_ bits.
Value CodeFlagBits(Thread* t, Value* args, size_t, Value) {
  uint32_t flags = Block(args).flags;
  int64_t bits = 0;
  if (!(flags & (kCodeModule | kCodeClassBody))) bits |= 1 | 2;  // OPTIMIZED, NEWLOCALS
  if (flags & kCodeVarArgs) bits |= 4;
  if (flags & kCodeVarKeywords) bits |= 8;
  if (flags & kCodeNested) bits |= 16;
  if (flags & kCodeGenerator) bits |= 32;
  if (flags & kCodeCoroutine) bits |= 128;
  if (flags & kCodeIterableCoroutine) bits |= 256;
  if (flags & kCodeAsyncGenerator) bits |= 512;
  return Value::SmallInt(bits);
}
Value CodeVarNames(Thread* t, Value* args, size_t, Value) {
  return NameTuple(t, Block(args).local_names, Block(args).local_names.size());
}
Value CodeNames(Thread* t, Value* args, size_t, Value) {
  return NameTuple(t, Block(args).names, Block(args).names.size());
}
Value CodeCellVars(Thread* t, Value* args, size_t, Value) {
  return NameTuple(t, Block(args).cell_names, Block(args).cell_names.size());
}
Value CodeFreeVars(Thread* t, Value* args, size_t, Value) {
  return NameTuple(t, Block(args).free_names, Block(args).free_names.size());
}
Value CodeConsts(Thread* t, Value* args, size_t, Value) {
  auto& constants = Block(args).constants;
  return TupleFromArray(t, constants.data(), static_cast<int64_t>(constants.size()));
}
Value CodeStackSize(Thread* t, Value* args, size_t, Value) {
  return Value::SmallInt(Block(args).register_count);
}
Value CodeCode(Thread* t, Value* args, size_t, Value) {
  auto& words = Block(args).instructions;
  return NewBytes(t, absl::string_view(reinterpret_cast<const char*>(words.data()),
                                       words.size() * sizeof(words[0])));
}
Value CodeRepr(Thread* t, Value* args, size_t, Value) {
  CodeBlock& block = Block(args);
  return Text(t, absl::StrFormat("<code object %s at %#x, file \"%s\", line %d>",
                                 block.name ? StrToUtf8(block.name) : "?", args[0].bits(),
                                 block.filename ? StrToUtf8(block.filename) : "?",
                                 block.first_line));
}
constexpr GetSetInfo kCodeFields[] = {
    {"co_name", CodeName},           {"co_qualname", CodeQualname},
    {"co_filename", CodeFilename},   {"co_firstlineno", CodeFirstLine},
    {"co_argcount", CodeArgCount},   {"co_posonlyargcount", CodePosOnly},
    {"co_kwonlyargcount", CodeKwOnly}, {"co_nlocals", CodeLocalCount},
    {"co_flags", CodeFlagBits},      {"co_varnames", CodeVarNames},
    {"co_names", CodeNames},         {"co_cellvars", CodeCellVars},
    {"co_freevars", CodeFreeVars},   {"co_consts", CodeConsts},
    {"co_stacksize", CodeStackSize}, {"co_code", CodeCode},
};
constexpr NativeInfo kCodeMethods[] = {
    {"__repr__", CodeRepr, "($self, /)", kCollects, "Return repr(self)."},
};

// --- cells ---

Value CellContents(Thread* t, Value* args, size_t, Value) {
  Value v = args[0].as<Cell>()->value;
  return v.is_null() ? RaiseText(t, Exc::kValueError, "Cell is empty") : v;
}
Value SetCellContents(Thread* t, Value* args, size_t, Value) {
  SetCellValue(t, args[0].as<Cell>(), args[1]);
  return Done(t);
}
constexpr GetSetInfo kCellFields[] = {{"cell_contents", CellContents, SetCellContents}};

}  // namespace

bool InitFunctionType(Thread* t) {
  Isolate* isolate = t->isolate;
  auto add = [&](Class* cls, absl::Span<const GetSetInfo> fields,
                 absl::Span<const NativeInfo> methods) {
    return AddGetSets(t, cls, fields) && AddNatives(t, cls->dict, methods, cls);
  };
  return add(isolate->function_class(), kFunctionFields, kFunctionMethods) &&
         add(isolate->builtin_function_class(), kNativeFields, kNativeMethods) &&
         add(isolate->method_descriptor_class(), kMethodDescriptorFields,
             kMethodDescriptorMethods) &&
         add(isolate->method_class(), kMethodFields, kMethodMethods) &&
         add(isolate->code_class(), kCodeFields, kCodeMethods) &&
         AddGetSets(t, isolate->cell_class(), kCellFields);
}

}  // namespace pyjit
