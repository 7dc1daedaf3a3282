#include "runtime/patterns.h"

#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/isolate.h"
#include "runtime/operators.h"
#include "runtime/operators_internal.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/set.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

std::string ReprText(Thread* t, Value v) {
  Value repr = ToRepr(t, v);
  if (repr.is_null()) {
    t->exception = Value();
    return "?";
  }
  return StrToUtf8(repr.as<Str>());
}

// Classes whose instances are what their one positional pattern matches.
bool MatchesItself(Thread* t, Class* cls) {
  Isolate* i = t->isolate;
  for (Class* base : {i->int_class(), i->str_class(), i->float_class(), i->bytes_class(),
                      i->list_class(), i->tuple_class(), i->dict_class(), i->set_class(),
                      i->frozenset_class()}) {
    if (IsSubclass(cls, base)) return true;
  }
  auto* mro = cls->mro.as<Tuple>();
  for (int64_t k = 0; k < mro->length; ++k) {
    auto* base = mro->items[k].as<Class>();
    if ((base->flags & kClassBuiltin) && StrEqualsAscii(base->name.as<Str>(), "bytearray")) {
      return true;
    }
  }
  return false;
}

// The attribute `name` for the pattern `cls`, or null without an exception.
Value Attribute(Thread* t, Value subject, Class* cls, Value name, Set* seen) {
  int there = SetContains(t, seen, name);
  if (there < 0) return Value();
  if (there) {
    return Raise(t, Exc::kTypeError, "%s() got multiple sub-patterns for attribute %s",
                 ClassName(cls), ReprText(t, name));
  }
  if (!SetAdd(t, seen, name)) return Value();
  Str* text = InternStr(t, name.as<Str>());
  return text == nullptr ? Value() : GetAttrOrNull(t, subject, text);
}

}  // namespace

Value MatchKeys(Thread* t, Value subject, Tuple* keys) {
  if (keys->length == 0) return t->isolate->empty_tuple();
  Set* seen = NewSet(t);
  Str* name = Intern(t, "get");
  if (seen == nullptr || name == nullptr) return Value();
  Value get = GetAttr(t, subject, name);
  Value nothing = get.is_null() ? Value() : Value(AllocateInstance(t, t->isolate->object_class()));
  Tuple* values = nothing.is_null() ? nullptr : NewTuple(t, keys->length);
  if (values == nullptr) return Value();
  for (int64_t i = 0; i < keys->length; ++i) {
    Value key = keys->items[i];
    int there = SetContains(t, seen, key);
    if (there < 0) return Value();
    if (there) {
      return Raise(t, Exc::kValueError, "mapping pattern checks duplicate key (%s)",
                   ReprText(t, key));
    }
    if (!SetAdd(t, seen, key)) return Value();
    Value value = CallValues(t, get, {key, nothing});
    if (value.is_null()) return value;
    if (value == nothing) return t->none;
    StoreField(t, values, &values->items[i], value);
  }
  return values;
}

Value MatchRest(Thread* t, Value subject, Tuple* keys) {
  Value rest = CallValues(t, t->isolate->dict_class(), {subject});
  if (rest.is_null()) return rest;
  for (int64_t i = 0; i < keys->length; ++i) {
    if (!DelItem(t, rest, keys->items[i])) return Value();
  }
  return rest;
}

Value MatchClass(Thread* t, Value subject, Value what, int64_t positional, Tuple* names) {
  if (!IsKind(what, Kind::kClass)) {
    return RaiseText(t, Exc::kTypeError, "called match pattern must be a type");
  }
  bool is_instance = false;
  if (!IsInstance(t, subject, what, &is_instance)) return Value();
  if (!is_instance) return t->none;
  auto* cls = what.as<Class>();
  Tuple* values = NewTuple(t, positional + names->length);
  Set* seen = values == nullptr ? nullptr : NewSet(t);
  if (seen == nullptr) return Value();
  if (positional > 0) {
    Str* name = Intern(t, "__match_args__");
    if (name == nullptr) return Value();
    Value match_args = GetAttrOrNull(t, what, name);
    bool itself = false;
    if (match_args.is_null()) {
      if (!t->exception.is_null()) return Value();
      match_args = t->isolate->empty_tuple();
      itself = MatchesItself(t, cls);
    } else if (ClassOf(t, match_args) != t->isolate->tuple_class()) {
      return Raise(t, Exc::kTypeError, "%s.__match_args__ must be a tuple (got %s)",
                   ClassName(cls), ClassNameOf(t, match_args));
    }
    auto* list = match_args.as<Tuple>();
    int64_t allowed = itself ? 1 : list->length;
    if (allowed < positional) {
      return Raise(t, Exc::kTypeError, "%s() accepts %d positional sub-pattern%s (%d given)",
                   ClassName(cls), allowed, PluralS(allowed), positional);
    }
    for (int64_t i = 0; i < positional; ++i) {
      Value value = subject;
      if (!itself) {
        Value attribute = list->items[i];
        if (ClassOf(t, attribute) != t->isolate->str_class()) {
          return Raise(t, Exc::kTypeError, "__match_args__ elements must be strings (got %s)",
                       ClassNameOf(t, attribute));
        }
        value = Attribute(t, subject, cls, attribute, seen);
        if (value.is_null()) return t->exception.is_null() ? t->none : Value();
      }
      StoreField(t, values, &values->items[i], value);
    }
  }
  for (int64_t i = 0; i < names->length; ++i) {
    Value value = Attribute(t, subject, cls, names->items[i], seen);
    if (value.is_null()) return t->exception.is_null() ? t->none : Value();
    StoreField(t, values, &values->items[positional + i], value);
  }
  return values;
}

}  // namespace pyjit
