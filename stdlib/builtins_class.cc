// __build_class__: what a class statement calls.
#include <string>

#include "interp/interpreter.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/namespace.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "stdlib/builtins.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

// The bases with __mro_entries__ of those that are no classes. Null with an
// exception pending. *changed tells whether __orig_bases__ is due.
Tuple* ResolveBases(Thread* t, Tuple* written, bool* changed) {
  *changed = false;
  List* resolved = nullptr;
  for (int64_t i = 0; i < written->length; ++i) {
    Value base = written->items[i];
    Value entries;
    if (!IsKind(base, Kind::kClass)) {
      Value method = base.is_object()
                         ? GetAttrOrNull(t, base, t->isolate->names.dunder_mro_entries)
                         : Value();
      if (method.is_null() && !t->exception.is_null()) return nullptr;
      if (!method.is_null()) {
        entries = CallValues(t, method, {written});
        if (entries.is_null()) return nullptr;
        if (!IsKind(entries, Kind::kTuple)) {
          RaiseText(t, Exc::kTypeError, "__mro_entries__ must return a tuple");
          return nullptr;
        }
      }
    }
    if (!entries.is_null() && resolved == nullptr) {
      *changed = true;
      resolved = NewListOf(t, written->items, i);
      if (resolved == nullptr) return nullptr;
    }
    if (!entries.is_null()) {
      auto* tuple = entries.as<Tuple>();
      if (!ListExtendItems(t, resolved, tuple->items, tuple->length)) return nullptr;
    } else if (resolved != nullptr && !ListAppend(t, resolved, base)) {
      return nullptr;
    }
  }
  return resolved == nullptr ? written : ListToTuple(t, resolved);
}

// The keywords of a class statement without `metaclass`, laid out as call words:
// `lead` words of room, then the values; their names in *names (null: none).
struct ClassKeywords {
  ArgBuffer buffer;
  Value* words = nullptr;
  size_t count = 0;
  Value names;
  Value metaclass;
};

bool SplitKeywords(Thread* t, Value* args, size_t nargs, Value kwnames, ClassKeywords* out) {
  constexpr size_t kLead = 2;
  size_t given = kwnames.is_null() ? 0 : static_cast<size_t>(kwnames.as<Tuple>()->length);
  out->words = out->buffer.Reserve(t, given + kLead);
  if (out->words == nullptr) return false;
  if (given == 0) return true;
  auto* names = kwnames.as<Tuple>();
  List* kept = NewList(t);
  if (kept == nullptr) return false;
  for (size_t k = 0; k < given; ++k) {
    Str* name = names->items[k].as<Str>();
    if (StrEquals(name, t->isolate->names.metaclass)) {
      out->metaclass = args[nargs + k];
      continue;
    }
    out->words[kLead + out->count++] = args[nargs + k];
    if (!ListAppend(t, kept, name)) return false;
  }
  if (out->count != 0) {
    Tuple* tuple = ListToTuple(t, kept);
    if (tuple == nullptr) return false;
    out->names = tuple;
  }
  return true;
}

// metaclass.__prepare__(name, bases, **keywords), or a fresh dict.
Value PrepareNamespace(Thread* t, Value metaclass, Value name, Tuple* bases,
                       ClassKeywords* keywords) {
  if (metaclass == Value(t->isolate->type_class())) return NewDict(t);
  Value prepare = GetAttrOrNull(t, metaclass, t->isolate->names.dunder_prepare);
  if (prepare.is_null()) return t->exception.is_null() ? Value(NewDict(t)) : Value();
  keywords->words[0] = name;
  keywords->words[1] = bases;
  Value ns = Call(t, prepare, keywords->words, 2, keywords->names);
  if (ns.is_null()) return ns;
  if (LookupSpecial(t, ns, Slot::kGetItem).is_null()) {
    return Raise(t, Exc::kTypeError, "%s.__prepare__() must return a mapping, not %s",
                 IsKind(metaclass, Kind::kClass) ? ClassName(metaclass.as<Class>())
                                                 : "<metaclass>",
                 ClassNameOf(t, ns));
  }
  return ns;
}

// __build_class__(func, name, /, *bases, metaclass=None, **kwds)
Value BuildClass(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (nargs < 2) {
    return RaiseText(t, Exc::kTypeError, "__build_class__: not enough arguments");
  }
  if (!IsKind(args[0], Kind::kFunction)) {
    return RaiseText(t, Exc::kTypeError, "__build_class__: func must be a function");
  }
  auto* body = args[0].as<Function>();
  Value name = args[1];
  if (!IsStr(name)) {
    return RaiseText(t, Exc::kTypeError, "__build_class__: name is not a string");
  }
  Tuple* written = TupleFromArray(t, args + 2, static_cast<int64_t>(nargs - 2));
  if (written == nullptr) return Value();
  bool changed;
  Tuple* bases = ResolveBases(t, written, &changed);
  if (bases == nullptr) return Value();
  ClassKeywords keywords;
  if (!SplitKeywords(t, args, nargs, kwnames, &keywords)) return Value();

  Value metaclass = keywords.metaclass;
  if (metaclass.is_null() || IsKind(metaclass, Kind::kClass)) {
    // The first base need not be a class: whatever made it makes this one too.
    Class* start = !metaclass.is_null()  ? metaclass.as<Class>()
                   : bases->length != 0 ? ClassOf(t, bases->items[0])
                                        : nullptr;
    Class* cls = ComputeMetaclass(t, start, bases);
    if (cls == nullptr) return Value();
    metaclass = cls;
  }
  Value ns = PrepareNamespace(t, metaclass, name, bases, &keywords);
  if (ns.is_null()) return ns;
  Value cell = RunClassBody(t, body, ns);
  if (cell.is_null()) return cell;
  if (changed) {
    Value key = NewStrUtf8(t, "__orig_bases__");
    if (key.is_null() || !SetItem(t, ns, key, written)) return Value();
  }

  Value made;
  if (metaclass == Value(t->isolate->type_class()) && IsKind(ns, Kind::kDict)) {
    Class* cls = NewClass(t, metaclass.as<Class>(), name, bases, ns.as<Dict>(),
                          keywords.words + 2, keywords.names);
    if (cls == nullptr) return Value();
    made = cls;
  } else {
    // metaclass(name, bases, namespace, **keywords)
    ArgBuffer buffer;
    Value* words = buffer.Reserve(t, keywords.count + 3);
    if (words == nullptr) return Value();
    words[0] = name;
    words[1] = bases;
    words[2] = ns;
    for (size_t i = 0; i < keywords.count; ++i) words[3 + i] = keywords.words[2 + i];
    made = Call(t, metaclass, words, 3, keywords.names);
    if (made.is_null()) return made;
  }
  // The compiler's __class__ cell must have been filled by type.__new__.
  if (IsKind(cell, Kind::kCell) && IsKind(made, Kind::kClass)) {
    auto* class_cell = cell.as<Cell>();
    if (class_cell->value.is_null()) {
      Value repr = ToRepr(t, made);
      if (repr.is_null()) return repr;
      return Raise(t, Exc::kRuntimeError,
                   "__class__ not set defining %s as %s. Was __classcell__ propagated to "
                   "type.__new__?",
                   StrToUtf8(StrRepr(t, name.as<Str>())), StrToUtf8(repr.as<Str>()));
    } else if (class_cell->value != made) {
      return Raise(t, Exc::kTypeError, "__class__ set to %s defining '%s' as %s",
                   StrToUtf8(ToRepr(t, class_cell->value).as<Str>()),
                   StrToUtf8(name.as<Str>()), StrToUtf8(ToRepr(t, made).as<Str>()));
    }
  }
  return made;
}

constexpr NativeInfo kRows[] = {
    {"__build_class__", BuildClass, nullptr, kAnything,
     "Internal helper function used by the class statement."},
};

}  // namespace

absl::Span<const NativeInfo> BuiltinsClass() { return kRows; }

}  // namespace pyjit
