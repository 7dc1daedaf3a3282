// Type variables in the arguments of generic aliases and unions: finding and
// replacing them, as PEP 585, 604 and 646 want it.
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/operators_internal.h"
#include "runtime/recursion_guard.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

// Attribute by text; null without an exception if absent.
Value Attribute(Thread* t, Value v, absl::string_view text) {
  Str* name = Intern(t, text);
  return name == nullptr ? Value() : GetAttrOrNull(t, v, name);
}

bool AppendOnce(Thread* t, List* list, Value v) {
  for (int64_t i = 0; i < list->length; ++i) {
    if (ListGet(t, list, i) == v) return true;
  }
  return ListAppend(t, list, v);
}

int64_t IndexOf(const Tuple* tuple, Value v) {
  for (int64_t i = 0; i < tuple->length; ++i) {
    if (tuple->items[i] == v) return i;
  }
  return -1;
}

// The subscript as a list of arguments; *tuple[int, str] counts as its items.
Tuple* UnpackItem(Thread* t, Value item) {
  Tuple* items = IsKind(item, Kind::kTuple) ? item.as<Tuple>() : TupleFromArray(t, &item, 1);
  List* out = items == nullptr ? nullptr : NewList(t);
  if (out == nullptr) return nullptr;
  for (int64_t i = 0; i < items->length; ++i) {
    Value v = items->items[i];
    Value inner;
    if (!IsKind(v, Kind::kClass)) {
      inner = Attribute(t, v, "__typing_unpacked_tuple_args__");
      if (!t->exception.is_null()) return nullptr;
    }
    if (IsKind(inner, Kind::kTuple)) {
      auto* args = inner.as<Tuple>();
      const bool open = args->length != 0 &&
                        args->items[args->length - 1] == t->isolate->ellipsis();
      if (!open) {
        if (!ListExtendItems(t, out, args->items, args->length)) return nullptr;
        continue;
      }
    }
    if (!ListAppend(t, out, v)) return nullptr;
  }
  return ListToTuple(t, out);
}

// obj[...] for an argument that has parameters of its own, else obj.
Value SubstituteInside(Thread* t, Value obj, Tuple* parameters, Tuple* items) {
  Value inner = Attribute(t, obj, "__parameters__");
  if (inner.is_null() && !t->exception.is_null()) return inner;
  if (!IsKind(inner, Kind::kTuple) || inner.as<Tuple>()->length == 0) return obj;
  auto* names = inner.as<Tuple>();
  List* out = NewList(t);
  if (out == nullptr) return Value();
  for (int64_t i = 0; i < names->length; ++i) {
    Value v = names->items[i];
    const int64_t index = IndexOf(parameters, v);
    if (index >= 0) {
      Value replacement = items->items[index];
      if (IsKind(replacement, Kind::kTuple) &&
          !LookupSpecial(t, v, Slot::kIter).is_null()) {  // a TypeVarTuple
        auto* many = replacement.as<Tuple>();
        if (!ListExtendItems(t, out, many->items, many->length)) return Value();
        continue;
      }
      v = replacement;
    }
    if (!ListAppend(t, out, v)) return Value();
  }
  Tuple* key = ListToTuple(t, out);
  return key == nullptr ? Value() : GetItem(t, obj, key);
}

}  // namespace

Tuple* CollectTypeParameters(Thread* t, Tuple* args) {
  List* out = NewList(t);
  if (out == nullptr) return nullptr;
  for (int64_t i = 0; i < args->length; ++i) {
    Value v = args->items[i];
    // The __parameters__ of a bare class are a descriptor's or someone else's.
    if (IsKind(v, Kind::kClass)) continue;
    Value substitute = Attribute(t, v, "__typing_subst__");
    if (!substitute.is_null()) {
      if (!AppendOnce(t, out, v)) return nullptr;
      continue;
    }
    Value inner = t->exception.is_null() ? Attribute(t, v, "__parameters__") : Value();
    if (!t->exception.is_null()) return nullptr;
    if (!IsKind(inner, Kind::kTuple)) continue;
    auto* names = inner.as<Tuple>();
    for (int64_t k = 0; k < names->length; ++k) {
      if (!AppendOnce(t, out, names->items[k])) return nullptr;
    }
  }
  return ListToTuple(t, out);
}

Tuple* SubstituteTypeParameters(Thread* t, Value self, Tuple* args, Tuple* parameters,
                                Value item) {
  RecursionGuard guard(t, "");
  if (!guard.ok()) return nullptr;
  if (parameters->length == 0) {
    Value repr = ToRepr(t, self);
    if (!repr.is_null()) {
      Raise(t, Exc::kTypeError, "%s is not a generic class", StrToUtf8(repr.as<Str>()));
    }
    return nullptr;
  }
  Tuple* items = UnpackItem(t, item);
  if (items == nullptr) return nullptr;
  for (int64_t i = 0; i < parameters->length; ++i) {
    Value prepare = Attribute(t, parameters->items[i], "__typing_prepare_subst__");
    if (prepare.is_null() && !t->exception.is_null()) return nullptr;
    if (prepare.is_null() || IsNone(t, prepare)) continue;
    Value prepared = CallValues(t, prepare, {self, items});
    if (prepared.is_null()) return nullptr;
    items = IsKind(prepared, Kind::kTuple) ? prepared.as<Tuple>()
                                           : TupleFromArray(t, &prepared, 1);
    if (items == nullptr) return nullptr;
  }
  if (items->length != parameters->length) {
    Value repr = ToRepr(t, self);
    if (repr.is_null()) return nullptr;
    Raise(t, Exc::kTypeError, "Too %s arguments for %s; actual %d, expected %d",
          items->length > parameters->length ? "many" : "few", StrToUtf8(repr.as<Str>()),
          items->length, parameters->length);
    return nullptr;
  }
  List* out = NewList(t);
  if (out == nullptr) return nullptr;
  for (int64_t i = 0; i < args->length; ++i) {
    Value arg = args->items[i];
    if (IsKind(arg, Kind::kClass)) {
      if (!ListAppend(t, out, arg)) return nullptr;
      continue;
    }
    Value unpack = Attribute(t, arg, "__typing_is_unpacked_typevartuple__");
    if (unpack.is_null() && !t->exception.is_null()) return nullptr;
    const int unpacked = unpack.is_null() ? 0 : IsTrue(t, unpack);
    if (unpacked < 0) return nullptr;
    Value substitute = Attribute(t, arg, "__typing_subst__");
    if (substitute.is_null() && !t->exception.is_null()) return nullptr;
    if (!substitute.is_null()) {
      const int64_t index = IndexOf(parameters, arg);
      Value given = index < 0 ? arg : items->items[index];
      arg = CallValues(t, substitute, {given});
    } else {
      arg = SubstituteInside(t, arg, parameters, items);
    }
    if (arg.is_null()) return nullptr;
    if (unpacked != 0) {
      if (!IsKind(arg, Kind::kTuple)) {
        Raise(t, Exc::kTypeError, "expected a tuple, not %s", TypeName(t, arg));
        return nullptr;
      }
      if (!ListExtendItems(t, out, arg.as<Tuple>()->items, arg.as<Tuple>()->length)) {
        return nullptr;
      }
    } else if (!ListAppend(t, out, arg)) {
      return nullptr;
    }
  }
  return ListToTuple(t, out);
}

bool AppendTypeRepr(Thread* t, Value v, StrBuilder* text) {
  if (v == t->isolate->ellipsis()) {
    text->AppendAscii("...");
    return true;
  }
  Value name, module;
  Value origin = Attribute(t, v, "__origin__");
  Value args = origin.is_null() ? Value() : Attribute(t, v, "__args__");
  if (args.is_null() && t->exception.is_null()) {
    name = GetAttrOrNull(t, v, t->isolate->names.dunder_qualname);
    if (!name.is_null()) module = GetAttrOrNull(t, v, t->isolate->names.dunder_module);
  }
  if (!t->exception.is_null()) return false;
  if (name.is_null() || module.is_null() || IsNone(t, module)) {
    Value repr = ToRepr(t, v);
    if (repr.is_null()) return false;
    text->Append(repr.as<Str>());
    return true;
  }
  Value name_text = ToStr(t, name);
  Value module_text = name_text.is_null() ? name_text : ToStr(t, module);
  if (module_text.is_null()) return false;
  if (!StrEqualsAscii(module_text.as<Str>(), "builtins")) {
    text->Append(module_text.as<Str>());
    text->AppendChar('.');
  }
  text->Append(name_text.as<Str>());
  return true;
}

}  // namespace pyjit
