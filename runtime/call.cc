#include "runtime/call.h"

#include <cstring>
#include <string>

#include "absl/strings/str_cat.h"
#include "runtime/attributes.h"
#include "runtime/descriptors.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/native.h"
#include "runtime/operators_internal.h"
#include "runtime/recursion_guard.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/storage.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {

Value* ArgBuffer::Reserve(Thread* t, size_t n) {
  if (n <= kInline) return data_ = inline_;
  ValueArray* array = NewValueArray(t, static_cast<int64_t>(n));
  if (array == nullptr) return nullptr;
  spill_ = array;
  return data_ = array->items;
}

namespace {

size_t KeywordCount(Value kwnames) {
  return kwnames.is_null() ? 0 : static_cast<size_t>(kwnames.as<Tuple>()->length);
}

// callee(self, *args): copies the arguments behind `self`.
Value CallWithSelf(Thread* t, Value callee, Value self, Value* args, size_t nargs,
                   Value kwnames) {
  size_t words = nargs + KeywordCount(kwnames);
  ArgBuffer buffer;
  Value* all = buffer.Reserve(t, words + 1);
  if (all == nullptr) return Value();
  all[0] = self;
  if (words != 0) std::memcpy(static_cast<void*>(all + 1), args, words * sizeof(Value));
  return Call(t, callee, all, nargs + 1, kwnames);
}

Value NotCallable(Thread* t, Value callee) {
  return Raise(t, Exc::kTypeError, "'%s' object is not callable", TypeName(t, callee));
}

// Calls `method`, which is __call__ in the class of callee.
Value CallCallMethod(Thread* t, Value method, Value callee, Value* args, size_t nargs,
                     Value kwnames) {
  if (IsKind(method, Kind::kFunction)) {
    return CallWithSelf(t, method, callee, args, nargs, kwnames);
  }
  // Where A.__call__ is an A there is no end to this.
  RecursionGuard guard(t, " while calling a Python object");
  if (!guard.ok()) return Value();
  Value bound = BindAttribute(t, method, callee, ClassOf(t, callee));
  if (bound.is_null()) return bound;
  return Call(t, bound, args, nargs, kwnames);
}

}  // namespace

Value Call(Thread* t, Value callee, Value* args, size_t nargs, Value kwnames) {
  if (!callee.is_object()) return NotCallable(t, callee);
  if (NativeStackLow(t)) return RaiseRecursionError(t);
  switch (callee.object()->kind()) {
    case Kind::kFunction:
      return t->isolate->call_python(t, callee.as<Function>(), args, nargs, kwnames);
    case Kind::kNativeFunction:
      return CallNative(t, callee.as<NativeFunction>(), args, nargs, kwnames);
    case Kind::kBoundMethod: {
      auto* method = callee.as<BoundMethod>();
      return CallWithSelf(t, method->function, method->self, args, nargs, kwnames);
    }
    case Kind::kClass: {
      auto* cls = callee.as<Class>();
      Class* meta = ClassOf(t, callee);
      if (meta != t->isolate->type_class()) {
        Value method = SlotOf(meta, Slot::kCall);
        if (IsOverride(method)) return CallCallMethod(t, method, callee, args, nargs, kwnames);
      }
      return CallClass(t, cls, args, nargs, kwnames);
    }
    case Kind::kMethodWrapper:
      if (callee.object()->flags == 0) {  // a staticmethod object
        return Call(t, callee.as<MethodWrapper>()->function, args, nargs, kwnames);
      }
      return NotCallable(t, callee);
    case Kind::kExtension:
      if (auto* call = callee.object()->shape()->extension->call;
          call != nullptr && !IsOverride(SlotOf(ClassOf(t, callee), Slot::kCall))) {
        return call(t, callee.object(), args, nargs, kwnames);
      }
      break;
    default: break;
  }
  Value method = SlotOf(ClassOf(t, callee), Slot::kCall);
  if (method.is_null()) return NotCallable(t, callee);
  if (IsKind(method, Kind::kNativeFunction) && method.as<NativeFunction>()->self.is_null()) {
    return CallWithSelf(t, method, callee, args, nargs, kwnames);
  }
  return CallCallMethod(t, method, callee, args, nargs, kwnames);
}

Value CallValues(Thread* t, Value callee, std::initializer_list<Value> args) {
  Value words[kMaxDirectCallArgs];
  size_t n = 0;
  for (Value v : args) words[n++] = v;
  return Call(t, callee, words, n, Value());
}

Value CallSpecial(Thread* t, Value method, Value self, std::initializer_list<Value> args) {
  Value words[kMaxDirectCallArgs + 1];
  size_t n = 1;
  words[0] = self;
  for (Value v : args) words[n++] = v;
  switch (method.is_object() ? method.object()->kind() : Kind::kBigInt) {
    case Kind::kFunction: return Call(t, method, words, n, Value());
    case Kind::kNativeFunction:
      // One that has its own self already is an ordinary callable.
      if (method.as<NativeFunction>()->self.is_null()) return Call(t, method, words, n, Value());
      return Call(t, method, words + 1, n - 1, Value());
    case Kind::kMethodWrapper: {
      auto* wrapper = method.as<MethodWrapper>();
      if (wrapper->flags == 0) return Call(t, wrapper->function, words + 1, n - 1, Value());
      words[0] = ClassOf(t, self);
      return Call(t, wrapper->function, words, n, Value());
    }
    case Kind::kProperty: {
      Value callee = PropertyGet(t, method.as<Property>(), self);
      if (callee.is_null()) return callee;
      return Call(t, callee, words + 1, n - 1, Value());
    }
    default: break;
  }
  // Any other object in the class: bind it if it is a descriptor.
  Value get = SlotOf(ClassOf(t, method), Slot::kGet);
  if (!get.is_null()) {
    method = CallValues(t, get, {method, self, ClassOf(t, self)});
    if (method.is_null()) return method;
  }
  return Call(t, method, words + 1, n - 1, Value());
}

Value CallMethod(Thread* t, Value self, Str* name, Value* args, size_t nargs) {
  // Caches of look-ups know names by their address.
  if (!name->is_interned()) {
    name = InternStr(t, name);
    if (name == nullptr) return Value();
  }
  Class* cls = ClassOf(t, self);
  // The usual case avoids making a bound method.
  if (!(cls->flags & (kClassHasGetAttr | kClassHasDataDescr)) && !IsKind(self, Kind::kClass) &&
      !IsKind(self, Kind::kModule) && !IsKind(self, Kind::kInstance)) {
    Value function = LookupInClass(cls, name);
    if (IsKind(function, Kind::kFunction) ||
        (IsKind(function, Kind::kNativeFunction) &&
         function.as<NativeFunction>()->self.is_null())) {
      return CallWithSelf(t, function, self, args, nargs, Value());
    }
  }
  Value method = GetAttr(t, self, name);
  if (method.is_null()) return method;
  return Call(t, method, args, nargs, Value());
}

namespace {

// Appends the words of `keywords` to args as values and their names to a tuple.
// Null with an exception pending.
Tuple* KeywordNames(Thread* t, Value callee, Dict* keywords) {
  int64_t n = DictLength(keywords);
  Tuple* names = NewTuple(t, n);
  if (names == nullptr) return nullptr;
  int64_t pos = 0, i = 0;
  Value key, value;
  while (i < n && DictNext(keywords, &pos, &key, &value)) {
    if (!IsStr(key)) {
      RaiseText(t, Exc::kTypeError, "keywords must be strings");
      return nullptr;
    }
    names->items[i++] = key;
  }
  return names;
}

// keywords as an exact Dict: itself, or a copy of a mapping.
Dict* KeywordDict(Thread* t, Value callee, Value keywords) {
  if (IsKind(keywords, Kind::kDict)) return keywords.as<Dict>();
  Value keys = keywords.is_object() ? GetAttrOrNull(t, keywords, t->isolate->names.keys) : Value();
  if (keys.is_null()) {
    if (!t->exception.is_null()) return nullptr;
    Raise(t, Exc::kTypeError, "%s argument after ** must be a mapping, not %s",
          CallableText(t, callee), TypeName(t, keywords));
    return nullptr;
  }
  Dict* dict = NewDict(t);
  if (dict == nullptr || !DictUpdate(t, dict, keywords)) return nullptr;
  return dict;
}

}  // namespace

Value CallWithUnpacking(Thread* t, Value callee, Value positional, Value keywords) {
  Tuple* tuple;
  if (positional.is_null()) {
    tuple = t->isolate->empty_tuple();
  } else if (IsKind(positional, Kind::kTuple) &&
             !IsOverride(SlotOf(ClassOf(t, positional), Slot::kIter))) {
    tuple = positional.as<Tuple>();
  } else if (!IsIterable(t, positional) &&
             SlotOf(ClassOf(t, positional), Slot::kIter).is_null()) {
    return Raise(t, Exc::kTypeError, "%s argument after * must be an iterable, not %s",
                 CallableText(t, callee), TypeName(t, positional));
  } else {
    tuple = NewTupleFrom(t, positional);
    if (tuple == nullptr) return Value();
  }
  size_t nargs = static_cast<size_t>(tuple->length);
  Value kwnames;
  Dict* dict = nullptr;
  size_t nkw = 0;
  if (!keywords.is_null()) {
    dict = KeywordDict(t, callee, keywords);
    if (dict == nullptr) return Value();
    if (DictLength(dict) > 0) {
      Tuple* names = KeywordNames(t, callee, dict);
      if (names == nullptr) return Value();
      kwnames = names;
      nkw = static_cast<size_t>(names->length);
    }
  }
  ArgBuffer buffer;
  Value* args = buffer.Reserve(t, nargs + nkw);
  if (args == nullptr) return Value();
  std::memcpy(static_cast<void*>(args), tuple->items, nargs * sizeof(Value));
  if (nkw != 0) {
    int64_t pos = 0;
    size_t i = nargs;
    Value key, value;
    while (i < nargs + nkw && DictNext(dict, &pos, &key, &value)) args[i++] = value;
  }
  return Call(t, callee, args, nargs, kwnames);
}

std::string CallableText(Thread* t, Value callee) {
  auto text = [](Value v) { return IsStr(v) ? StrToUtf8(v.as<Str>()) : std::string(); };
  if (callee.is_object()) {
    switch (callee.object()->kind()) {
      case Kind::kFunction: {
        auto* f = callee.as<Function>();
        std::string module = text(f->module);
        std::string name = text(f->qualname);
        if (!module.empty() && module != "builtins") name = absl::StrCat(module, ".", name);
        return name + "()";
      }
      case Kind::kNativeFunction: {
        auto* f = callee.as<NativeFunction>();
        if (IsKind(f->owner, Kind::kClass)) {
          // Bound ones are named after the class of what they are bound to.
          Class* cls = f->self.is_null()               ? f->owner.as<Class>()
                       : IsKind(f->self, Kind::kClass) ? f->self.as<Class>()
                                                       : ClassOf(t, f->self);
          return absl::StrCat(text(cls->qualname), ".", f->info->name, "()");
        }
        if (IsKind(f->self, Kind::kModule)) {
          std::string module = text(f->self.as<Module>()->name);
          if (!module.empty() && module != "builtins") {
            return absl::StrCat(module, ".", f->info->name, "()");
          }
        }
        if (IsKind(f->self, Kind::kClass)) {
          return absl::StrCat(text(f->self.as<Class>()->qualname), ".", f->info->name, "()");
        }
        return absl::StrCat(f->info->name, "()");
      }
      case Kind::kBoundMethod: return CallableText(t, callee.as<BoundMethod>()->function);
      case Kind::kClass: {
        auto* cls = callee.as<Class>();
        std::string module = text(cls->module);
        std::string name = text(cls->qualname);
        if (!module.empty() && module != "builtins") name = absl::StrCat(module, ".", name);
        return name + "()";
      }
      default: break;
    }
  }
  // Anything else as str() shows it.
  Value shown = ToStr(t, callee);
  if (!shown.is_null()) return StrToUtf8(shown.as<Str>());
  t->exception = Value();
  return absl::StrCat(TypeName(t, callee), " object");
}

bool IsCallable(Thread* t, Value v) {
  if (!v.is_object()) return false;
  switch (v.object()->kind()) {
    case Kind::kFunction:
    case Kind::kNativeFunction:
    case Kind::kBoundMethod:
    case Kind::kClass: return true;
    case Kind::kMethodWrapper: return v.object()->flags == 0;
    default: return !SlotOf(ClassOf(t, v), Slot::kCall).is_null();
  }
}

}  // namespace pyjit
