#include "stdlib/struct_sequence.h"

#include <array>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "runtime/attributes.h"
#include "runtime/class.h"
#include "runtime/intern.h"
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

template <int kIndex>
Value GetField(Thread* t, Value* args, size_t, Value) {
  return args[0].as<Tuple>()->items[kIndex];
}
// Fields without an index: a tuple in the object's side dict.
constexpr char kHiddenKey[] = "hidden fields";
template <int kIndex>
Value GetHidden(Thread* t, Value* args, size_t, Value) {
  Dict* side = t->heap->SideDict(args[0].object());
  Str* key = side == nullptr ? nullptr : Intern(t, kHiddenKey);
  if (key == nullptr) return t->exception.is_null() ? NoneOf(t) : Value();
  Value hidden = DictGetStr(side, key);
  return IsKind(hidden, Kind::kTuple) ? hidden.as<Tuple>()->items[kIndex] : NoneOf(t);
}
template <size_t... kIndex>
constexpr std::array<NativeFn, sizeof...(kIndex)> Getters(std::index_sequence<kIndex...>) {
  return {GetField<kIndex>...};
}
template <size_t... kIndex>
constexpr std::array<NativeFn, sizeof...(kIndex)> HiddenGetters(
    std::index_sequence<kIndex...>) {
  return {GetHidden<kIndex>...};
}
constexpr auto kGetters = Getters(std::make_index_sequence<kMaxStructFields>());
constexpr auto kHiddenGetters = HiddenGetters(std::make_index_sequence<kMaxStructFields>());

// An int that the class's namespace has (n_fields and the like).
int64_t ClassInt(Thread* t, Class* cls, absl::string_view name) {
  Str* key = Intern(t, name);
  Value found = key == nullptr ? Value() : LookupInClass(cls, key);
  return found.is_small_int() ? found.small_int() : 0;
}

// Names in order, None for items that have none.
Tuple* FieldNames(Thread* t, Class* cls) {
  Str* key = Intern(t, "_fields_of_struct");
  Value found = key == nullptr ? Value() : LookupInClass(cls, key);
  return IsKind(found, Kind::kTuple) ? found.as<Tuple>() : nullptr;
}

// sys.version_info(major=3, ...)
Value StructRepr(Thread* t, Value* args, size_t, Value) {
  Class* cls = ClassOf(t, args[0]);
  std::string out = ClassDisplayName(cls) + "(";
  Tuple* names = FieldNames(t, cls);
  auto* tuple = args[0].as<Tuple>();
  int64_t named = 0;  // an item without a name is shown with the next one there is
  for (int64_t i = 0; i < tuple->length; ++i) {
    Value text = ToRepr(t, tuple->items[i]);
    if (text.is_null()) return text;
    if (i > 0) out += ", ";
    while (names != nullptr && named < names->length && !IsStr(names->items[named])) ++named;
    if (names != nullptr && named < names->length) {
      absl::StrAppend(&out, StrToUtf8(names->items[named++].as<Str>()), "=");
    }
    out += StrToUtf8(text.as<Str>());
  }
  return NewStrUtf8(t, out + ")");
}

// cls(sequence, dict={}): fields beyond the sequence come from the dict, or are None.
Value StructNew(Thread* t, Value* args, size_t, Value) {
  auto* cls = args[0].as<Class>();
  Tuple* given = nullptr;
  if (args[1].is_null()) {
    return RaiseText(t, Exc::kTypeError,
                     "structseq() missing required argument 'sequence' (pos 1)");
  }
  if (!IsKind(args[1], Kind::kTuple)) {
    Value iterator = GetIter(t, args[1]);
    if (iterator.is_null()) {
      if (!PendingIs(t, Exc::kTypeError)) return Value();
      TakeException(t);
      return RaiseText(t, Exc::kTypeError, "constructor requires a sequence");
    }
    given = NewTupleFrom(t, iterator);
  } else {
    given = args[1].as<Tuple>();
  }
  if (given == nullptr) return Value();
  Value extra = args[2];
  if (!extra.is_null() && !IsKind(extra, Kind::kDict)) {
    return Raise(t, Exc::kTypeError, "%s() takes a dict as second arg, if any",
                 ClassDisplayName(cls));
  }
  const int64_t most = ClassInt(t, cls, "n_fields");
  const int64_t least = ClassInt(t, cls, "n_sequence_fields");
  const int64_t n = given->length;
  const std::string name = ClassDisplayName(cls);
  if (most == least && n != most) {
    return Raise(t, Exc::kTypeError, "%s() takes a %d-sequence (%d-sequence given)", name,
                 least, n);
  }
  if (n < least) {
    return Raise(t, Exc::kTypeError, "%s() takes an at least %d-sequence (%d-sequence given)",
                 name, least, n);
  }
  if (n > most) {
    return Raise(t, Exc::kTypeError, "%s() takes an at most %d-sequence (%d-sequence given)",
                 name, most, n);
  }
  Tuple* names = FieldNames(t, cls);
  if (names == nullptr) return Value();
  Tuple* values = NewTuple(t, most);
  if (values == nullptr) return Value();
  for (int64_t i = 0; i < most; ++i) {
    Value value;
    if (i < n) {
      value = given->items[i];
    } else if (!extra.is_null() && IsStr(names->items[i])) {
      bool error = false;
      value = DictGet(t, extra.as<Dict>(), names->items[i], &error);
      if (error) return Value();
    }
    // The floats of os.stat_result default to its ints: unnamed items of that place.
    if (value.is_null() && i >= least && IsStr(names->items[i])) {
      const int64_t unnamed = ClassInt(t, cls, "n_unnamed_fields");
      if (i - least < unnamed) value = given->items[least - unnamed + (i - least)];
    }
    values->items[i] = value.is_null() ? NoneOf(t) : value;
    WriteBarrier(t, values);
  }
  return NewStruct(t, cls, absl::MakeConstSpan(values->items, static_cast<size_t>(most)));
}

Value StructNoNew(Thread* t, Value* args, size_t, Value) {
  return Raise(t, Exc::kTypeError, "cannot create '%s' instances",
               ClassDisplayName(args[0].as<Class>()));
}

// (cls, (items, {names without an index: values}))
Value StructReduce(Thread* t, Value* args, size_t, Value) {
  auto* self = args[0].as<Tuple>();
  Class* cls = ClassOf(t, args[0]);
  Tuple* items = TupleFromArray(t, self->items, self->length);
  Dict* extra = items == nullptr ? nullptr : NewDict(t);
  Tuple* names = extra == nullptr ? nullptr : FieldNames(t, cls);
  if (names == nullptr) return Value();
  for (int64_t i = self->length; i < names->length; ++i) {
    if (!IsStr(names->items[i])) continue;
    Value value = GetAttr(t, args[0], names->items[i].as<Str>());
    if (value.is_null() || !DictSet(t, extra, names->items[i], value)) return Value();
  }
  Tuple* call = TuplePack(t, items, extra);
  return call == nullptr ? Value() : Value(TuplePack(t, cls, call));
}

constexpr NativeInfo kMethods[] = {
    {"__repr__", StructRepr, "($self, /)", kReadsHeap | kCollects, "Return repr(self)."},
    {"__reduce__", StructReduce, "($self, /)", kReadsHeap | kCollects | kRaises, nullptr},
};
constexpr NativeInfo kNew[] = {
    {"__new__", StructNew, "(type, /, sequence=None, dict=None)", kAnything,
     "Create and return a new object."},
};
constexpr NativeInfo kNoNew[] = {
    {"__new__", StructNoNew, "(type, /, *args, **kwargs)", kRaises | kCollects,
     "Create and return a new object."},
};

}  // namespace

namespace {

// n_fields, __match_args__ and the like.
bool AddStructFacts(Thread* t, Class* cls, absl::Span<const char* const> fields,
                    size_t visible) {
  Tuple* names = NewTuple(t, static_cast<int64_t>(fields.size()));
  List* match = names == nullptr ? nullptr : NewList(t);
  if (match == nullptr) return false;
  int64_t unnamed = 0;
  for (size_t i = 0; i < fields.size(); ++i) {
    if (fields[i] == nullptr) {
      names->items[i] = NoneOf(t);
      ++unnamed;
      continue;
    }
    Str* name = Intern(t, fields[i]);
    if (name == nullptr) return false;
    names->items[i] = name;
    WriteBarrier(t, names);
    if (i < visible && !ListAppend(t, match, name)) return false;
  }
  auto set = [&](absl::string_view name, Value value) {
    Str* key = Intern(t, name);
    return key != nullptr && !value.is_null() && SetClassAttribute(t, cls, key, value);
  };
  return set("n_fields", Value::SmallInt(static_cast<int64_t>(fields.size()))) &&
         set("n_sequence_fields", Value::SmallInt(static_cast<int64_t>(visible))) &&
         set("n_unnamed_fields", Value::SmallInt(unnamed)) &&
         set("_fields_of_struct", names) && set("__match_args__", ListToTuple(t, match));
}

}  // namespace

Class* NewStructClass(Thread* t, absl::string_view module, absl::string_view name,
                      absl::Span<const char* const> fields, const StructOptions& how) {
  Isolate* isolate = t->isolate;
  ClassOptions options;
  options.kind = Kind::kTuple;
  options.native_size = isolate->tuple_class()->native_size;
  options.flags = kClassBuiltin;
  Str* text = Intern(t, name);
  if (text == nullptr) return nullptr;
  if (!module.empty()) {
    options.module = NewStrUtf8(t, module);
    if (options.module.is_null()) return nullptr;
  }
  Class* cls = NewNativeClass(t, text, isolate->tuple_class(), options);
  if (cls == nullptr || !AddNatives(t, cls->dict, kMethods, cls) ||
      !AddNatives(t, cls->dict, how.constructible ? kNew : kNoNew, cls)) {
    return nullptr;
  }
  cls->construct = ConstructByNew;
  if (how.doc != nullptr) {
    cls->doc = NewStrUtf8(t, how.doc);
    if (cls->doc.is_null()) return nullptr;
    WriteBarrier(t, cls);
  }
  const size_t visible = how.visible < 0 ? fields.size() : static_cast<size_t>(how.visible);
  auto& kept = StdlibOf(t)->struct_rows;
  kept.push_back(std::make_unique<GetSetInfo[]>(fields.size()));
  GetSetInfo* rows = kept.back().get();
  size_t count = 0;
  for (size_t i = 0; i < fields.size(); ++i) {
    if (fields[i] == nullptr) continue;
    rows[count].name = fields[i];
    rows[count].get = i < visible ? kGetters[i] : kHiddenGetters[i - visible];
    rows[count].member = true;
    ++count;
  }
  if (!AddGetSets(t, cls, absl::MakeConstSpan(rows, count)) ||
      !AddStructFacts(t, cls, fields, visible) || !RefreshClass(t, cls)) {
    return nullptr;
  }
  return cls;
}

Value NewStruct(Thread* t, Class* cls, absl::Span<const Value> values) {
  for (Value v : values) {
    if (v.is_null()) return v;
  }
  const int64_t visible = ClassInt(t, cls, "n_sequence_fields");
  const int64_t hidden = static_cast<int64_t>(values.size()) - visible;
  Tuple* tuple = NewTupleOfClass(t, cls, visible);
  if (tuple == nullptr) return Value();
  for (int64_t i = 0; i < visible; ++i) tuple->items[i] = values[static_cast<size_t>(i)];
  WriteBarrier(t, tuple);
  if (hidden > 0) {
    Tuple* rest = TupleFromArray(t, values.data() + visible, hidden);
    Dict* side = rest == nullptr ? nullptr : NewDict(t);
    Str* key = side == nullptr ? nullptr : Intern(t, kHiddenKey);
    if (key == nullptr || !DictSet(t, side, key, rest) ||
        !t->heap->SetSideDict(t, tuple, side)) {
      return Value();
    }
  }
  return tuple;
}

}  // namespace pyjit
