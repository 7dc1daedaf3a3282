// __reduce__ of methods, builtin functions, Ellipsis, NotImplemented and exceptions.
#include "runtime/attributes.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/isolate.h"
#include "runtime/native.h"
#include "runtime/operators_internal.h"
#include "runtime/types/dict.h"
#include "runtime/types/pickling.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

// getattr(object, name)
Value ReduceToGetAttr(Thread* t, Value object, Value name) {
  Value function = name.is_null() ? name : BuiltinByName(t, "getattr");
  Tuple* arguments = function.is_null() ? nullptr : TuplePack(t, object, name);
  return arguments == nullptr ? Value() : Value(TuplePack(t, function, arguments));
}

Value ReduceMethod(Thread* t, Value* args, size_t, Value) {
  auto* method = args[0].as<BoundMethod>();
  Value name = GetAttr(t, method->function, t->isolate->names.dunder_name);
  return ReduceToGetAttr(t, method->self, name);
}

// A function of a module is known by its name alone.
Value ReduceNative(Thread* t, Value* args, size_t, Value) {
  auto* function = args[0].as<NativeFunction>();
  Value name = NewStrUtf8(t, function->info->name);
  if (function->self.is_null() || IsKind(function->self, Kind::kModule)) return name;
  return ReduceToGetAttr(t, function->self, name);
}

Value ReduceMethodDescriptor(Thread* t, Value* args, size_t, Value) {
  auto* function = args[0].as<NativeFunction>();
  return ReduceToGetAttr(t, function->owner, NewStrUtf8(t, function->info->name));
}

Value ReduceEllipsis(Thread* t, Value*, size_t, Value) { return NewStrUtf8(t, "Ellipsis"); }
Value ReduceNotImplemented(Thread* t, Value*, size_t, Value) {
  return NewStrUtf8(t, "NotImplemented");
}

// --- Exceptions ---

// The object's own attributes; null without an exception: there are none.
Value OwnDict(Thread* t, Value self) {
  List* names = OwnAttributeNames(t, self);
  if (names == nullptr || names->length == 0) return Value();
  return GetObjectDict(t, self);
}

Value ReduceException(Thread* t, Value* args, size_t, Value) {
  auto* self = args[0].as<Exception>();
  Value cls = ClassOf(t, args[0]);
  Value dict = OwnDict(t, args[0]);
  if (!t->exception.is_null()) return Value();
  if (!self->notes.is_null()) {
    Dict* with_notes = dict.is_null() ? NewDict(t) : DictCopy(t, dict.as<Dict>());
    if (with_notes == nullptr ||
        !DictSet(t, with_notes, t->isolate->names.dunder_notes, self->notes)) {
      return Value();
    }
    dict = with_notes;
  }
  return dict.is_null() ? TuplePack(t, cls, self->args) : TuplePack(t, cls, self->args, dict);
}

Value SetExceptionState(Thread* t, Value* args, size_t, Value) {
  if (IsNone(t, args[1])) return t->isolate->none();
  if (!IsKind(args[1], Kind::kDict)) {
    return RaiseText(t, Exc::kTypeError, "state is not a dictionary");
  }
  Dict* state = DictCopy(t, args[1].as<Dict>());
  if (state == nullptr) return Value();
  int64_t pos = 0;
  Value key, value;
  while (DictNext(state, &pos, &key, &value)) {
    if (!IsStr(key)) {
      return Raise(t, Exc::kTypeError, "attribute name must be string, not '%s'",
                   TypeName(t, key));
    }
    Str* name = InternStr(t, key.as<Str>());
    if (name == nullptr || !SetAttr(t, args[0], name, value)) return Value();
  }
  return t->isolate->none();
}

// OSError(errno, strerror): args leave out the file names.
Value ReduceOsError(Thread* t, Value* args, size_t, Value) {
  auto* self = args[0].as<Exception>();
  Value all = self->args;
  Value filename, filename2;
  if (IsKind(self->extra, Kind::kTuple) && self->args.as<Tuple>()->length == 2) {
    filename = self->extra.as<Tuple>()->items[2];
    filename2 = self->extra.as<Tuple>()->items[3];
    const auto* given = self->args.as<Tuple>();
    if (!IsNone(t, filename2)) {
      Tuple* five = NewTuple(t, 5);
      if (five == nullptr) return Value();
      const Value parts[] = {given->items[0], given->items[1], filename, t->isolate->none(),
                             filename2};
      for (int i = 0; i < 5; ++i) five->items[i] = parts[i];
      all = five;
    } else if (!IsNone(t, filename)) {
      all = TuplePack(t, given->items[0], given->items[1], filename);
      if (all.is_null()) return all;
    }
  }
  Value dict = OwnDict(t, args[0]);
  if (!t->exception.is_null()) return Value();
  Value cls = ClassOf(t, args[0]);
  return dict.is_null() ? TuplePack(t, cls, all) : TuplePack(t, cls, all, dict);
}

// ImportError: name and path are no arguments.
Value ReduceImportError(Thread* t, Value* args, size_t, Value) {
  auto* self = args[0].as<Exception>();
  Value own = OwnDict(t, args[0]);
  if (!t->exception.is_null()) return Value();
  Dict* state = own.is_null() ? NewDict(t) : DictCopy(t, own.as<Dict>());
  if (state == nullptr) return Value();
  for (absl::string_view text : {"name", "path"}) {
    Str* name = Intern(t, text);
    Value value = name == nullptr ? Value() : GetAttrOrNull(t, args[0], name);
    if (value.is_null()) {
      if (!t->exception.is_null()) return Value();
      continue;
    }
    if (!IsNone(t, value) && !DictSet(t, state, name, value)) return Value();
  }
  Value cls = ClassOf(t, args[0]);
  if (DictLength(state) == 0) return TuplePack(t, cls, self->args);
  return TuplePack(t, cls, self->args, state);
}

#define PYJIT_REDUCE(name, function)                                                         \
  constexpr NativeInfo name[] = {{"__reduce__", function, "($self, /)", kAnything, "Helper for pickle."}}
PYJIT_REDUCE(kMethodRows, ReduceMethod);
PYJIT_REDUCE(kNativeRows, ReduceNative);
PYJIT_REDUCE(kDescriptorRows, ReduceMethodDescriptor);
PYJIT_REDUCE(kEllipsisRows, ReduceEllipsis);
PYJIT_REDUCE(kNotImplementedRows, ReduceNotImplemented);
PYJIT_REDUCE(kOsErrorRows, ReduceOsError);
PYJIT_REDUCE(kImportErrorRows, ReduceImportError);
#undef PYJIT_REDUCE
constexpr NativeInfo kExceptionRows[] = {
    {"__reduce__", ReduceException, "($self, /)", kAnything, "Helper for pickle."},
    {"__setstate__", SetExceptionState, "($self, state, /)", kAnything, nullptr},
};

}  // namespace

bool InitCallablePickling(Thread* t) {
  Isolate* i = t->isolate;
  auto add = [&](Class* cls, absl::Span<const NativeInfo> rows) {
    return AddNatives(t, cls->dict, rows, cls);
  };
  auto exception = [&](Exc exc) { return ExceptionClass(t, exc); };
  return add(i->method_class(), kMethodRows) && add(i->builtin_function_class(), kNativeRows) &&
         add(i->method_wrapper_class(), kNativeRows) &&
         add(i->method_descriptor_class(), kDescriptorRows) &&
         add(i->wrapper_descriptor_class(), kDescriptorRows) &&
         add(i->ellipsis_class(), kEllipsisRows) &&
         add(i->NotImplementedType_class(), kNotImplementedRows) &&
         add(exception(Exc::kBaseException), kExceptionRows) &&
         add(exception(Exc::kOSError), kOsErrorRows) &&
         add(exception(Exc::kImportError), kImportErrorRows);
}

}  // namespace pyjit
