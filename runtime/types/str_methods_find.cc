#include <algorithm>

#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/native_signature.h"
#include "runtime/operators.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/slice.h"
#include "runtime/types/str.h"
#include "runtime/types/str_internal.h"
#include "runtime/types/tuple.h"

// Methods of str that search, split and join.

namespace pyjit {

bool ReadRange(Thread* t, Value start, Value end, int64_t length, int64_t* from,
               int64_t* to) {
  *from = 0;
  *to = length;
  if (!IsAbsent(t, start) && !ValueAsClampedIndex(t, start, from, true)) return false;
  if (!IsAbsent(t, end) && !ValueAsClampedIndex(t, end, to, true)) return false;
  if (*to > length) *to = length;
  if (*to < 0) *to = std::max<int64_t>(0, *to + length);
  if (*from < 0) *from = std::max<int64_t>(0, *from + length);
  return true;
}

bool CheckStrArgument(Thread* t, Value v, const char* what) {
  if (IsStr(v)) [[likely]] return true;
  Raise(t, Exc::kTypeError, "%smust be str, not %s", what,
        what[0] == '\0' ? ClassNameOf(t, v) : ArgumentClassName(t, v));
  return false;
}

namespace {

Str* Self(Value* args) { return args[0].as<Str>(); }

using Search = int64_t (*)(const Str*, const Str*, int64_t, int64_t);

bool ReadSearch(Thread* t, Value* args, int64_t* from, int64_t* to) {
  return ReadRange(t, args[2], args[3], Self(args)->length, from, to) &&
         CheckStrArgument(t, args[1], "");
}
template <Search search>
Value FindRow(Thread* t, Value* args, size_t, Value) {
  int64_t from, to;
  if (!ReadSearch(t, args, &from, &to)) return Value();
  return Value::SmallInt(search(Self(args), args[1].as<Str>(), from, to));
}
template <Search search>
Value IndexRow(Thread* t, Value* args, size_t, Value) {
  int64_t from, to;
  if (!ReadSearch(t, args, &from, &to)) return Value();
  int64_t at = search(Self(args), args[1].as<Str>(), from, to);
  if (at < 0) return RaiseText(t, Exc::kValueError, "substring not found");
  return Value::SmallInt(at);
}
Value CountRow(Thread* t, Value* args, size_t, Value) {
  int64_t from, to;
  if (!ReadSearch(t, args, &from, &to)) return Value();
  return Value::SmallInt(StrCount(Self(args), args[1].as<Str>(), from, to));
}

bool MatchesEnd(const Str* s, const Str* sub, int64_t from, int64_t to, bool at_start) {
  if (to - sub->length < from) return false;
  return StrMatchesAt(s, sub, at_start ? from : to - sub->length);
}

template <bool at_start>
Value StartsWithRow(Thread* t, Value* args, size_t, Value) {
  constexpr const char* kName = at_start ? "startswith" : "endswith";
  int64_t from, to;
  const Str* s = Self(args);
  if (!ReadRange(t, args[2], args[3], s->length, &from, &to)) return Value();
  if (IsStr(args[1])) {
    return t->isolate->Bool(MatchesEnd(s, args[1].as<Str>(), from, to, at_start));
  }
  if (!IsKind(args[1], Kind::kTuple)) {
    return Raise(t, Exc::kTypeError, "%s first arg must be str or a tuple of str, not %s",
                 kName, ClassNameOf(t, args[1]));
  }
  const auto* choices = args[1].as<Tuple>();
  for (int64_t i = 0; i < choices->length; ++i) {
    if (!IsStr(choices->items[i])) {
      return Raise(t, Exc::kTypeError, "tuple for %s must only contain str, not %s", kName,
                   ClassNameOf(t, choices->items[i]));
    }
    if (MatchesEnd(s, choices->items[i].as<Str>(), from, to, at_start)) {
      return t->isolate->true_value();
    }
  }
  return t->isolate->false_value();
}

using SplitFn = Value (*)(Thread*, Str*, Str*, int64_t);
template <SplitFn split>
Value SplitRow(Thread* t, Value* args, size_t, Value) {
  int64_t max_split = -1;
  if (args[2] && !SizeArgument(t, args[2], &max_split)) return Value();
  if (IsAbsent(t, args[1])) return split(t, Self(args), nullptr, max_split);
  if (!IsStr(args[1])) {
    return Raise(t, Exc::kTypeError, "must be str or None, not %s",
                 ClassNameOf(t, args[1]));
  }
  return split(t, Self(args), args[1].as<Str>(), max_split);
}

Value SplitLinesRow(Thread* t, Value* args, size_t, Value) {
  int64_t keep = 0;
  if (args[1] && !IntArgument(t, args[1], &keep)) return Value();
  return StrSplitLines(t, Self(args), keep != 0);
}

Value PartitionAt(Thread* t, Value* args, bool from_right) {
  if (!CheckStrArgument(t, args[1], "")) return Value();
  Str* s = Self(args);
  auto* sep = args[1].as<Str>();
  if (sep->length == 0) return RaiseText(t, Exc::kValueError, "empty separator");
  int64_t at = from_right ? StrRFind(s, sep, 0, s->length) : StrFind(s, sep, 0, s->length);
  Value empty = t->isolate->empty_str();
  if (at < 0) {
    Value whole = s;  // as it is, also if its class is a subclass
    return from_right ? TuplePack(t, empty, empty, whole) : TuplePack(t, whole, empty, empty);
  }
  Str* before = StrSlice(t, s, 0, at);
  if (before == nullptr) return Value();
  Str* after = StrSlice(t, s, at + sep->length, s->length);
  return after == nullptr ? Value() : Value(TuplePack(t, before, sep, after));
}
Value PartitionRow(Thread* t, Value* args, size_t, Value) {
  return PartitionAt(t, args, false);
}
Value RPartitionRow(Thread* t, Value* args, size_t, Value) {
  return PartitionAt(t, args, true);
}

template <int sides>
Value StripRow(Thread* t, Value* args, size_t, Value) {
  constexpr const char* kName = sides == kStripBoth   ? "strip"
                                : sides == kStripLeft ? "lstrip"
                                                      : "rstrip";
  if (IsAbsent(t, args[1])) return StrStrip(t, Self(args), nullptr, sides);
  if (!IsStr(args[1])) {
    return Raise(t, Exc::kTypeError, "%s arg must be None or str", kName);
  }
  return StrStrip(t, Self(args), args[1].as<Str>(), sides);
}

Value ReplaceRow(Thread* t, Value* args, size_t, Value) {
  if (!CheckStrArgument(t, args[1], "replace() argument 1 ") ||
      !CheckStrArgument(t, args[2], "replace() argument 2 ")) {
    return Value();
  }
  int64_t count = -1;
  if (args[3] && !SizeArgument(t, args[3], &count)) return Value();
  return StrReplace(t, Self(args), args[1].as<Str>(), args[2].as<Str>(), count);
}

Value RemovePrefixRow(Thread* t, Value* args, size_t, Value) {
  if (!CheckStrArgument(t, args[1], "removeprefix() argument ")) return Value();
  Str* s = Self(args);
  auto* prefix = args[1].as<Str>();
  if (!StrMatchesAt(s, prefix, 0)) return StrToExact(t, s);
  return StrSlice(t, s, prefix->length, s->length);
}
Value RemoveSuffixRow(Thread* t, Value* args, size_t, Value) {
  if (!CheckStrArgument(t, args[1], "removesuffix() argument ")) return Value();
  Str* s = Self(args);
  auto* suffix = args[1].as<Str>();
  int64_t at = s->length - suffix->length;
  if (suffix->length == 0 || !StrMatchesAt(s, suffix, at)) return StrToExact(t, s);
  return StrSlice(t, s, 0, at);
}

Value JoinRow(Thread* t, Value* args, size_t, Value) {
  Value items = args[1];
  if (IsKind(items, Kind::kTuple)) {
    return StrJoin(t, Self(args), items.as<Tuple>()->items, items.as<Tuple>()->length);
  }
  List* list;
  if (IsKind(items, Kind::kList)) {
    list = items.as<List>();
  } else {
    if (LookupSpecial(t, items, Slot::kIter).is_null() &&
        LookupSpecial(t, items, Slot::kGetItem).is_null()) {
      return RaiseText(t, Exc::kTypeError, "can only join an iterable");
    }
    list = NewListFrom(t, items);
    if (list == nullptr) return Value();
  }
  if (list->length == 0) return t->isolate->empty_str();
  if (list->storage_kind() == ListStorage::kDouble) {
    return RaiseText(t, Exc::kTypeError,
                     "sequence item 0: expected str instance, float found");
  }
  return StrJoin(t, Self(args), static_cast<ValueArray*>(list->storage)->items,
                 list->length);
}

constexpr char kSearch[] = "($self, sub, start=None, end=None, /)";
constexpr char kSplit[] = "($self, /, sep=None, maxsplit=-1)";
constexpr char kSep[] = "($self, sep, /)";
constexpr char kStrip[] = "($self, chars=None, /)";

constexpr NativeInfo kMethods[] = {
    {"find", FindRow<StrFind>, kSearch, kAnything | kParsesTuple,
     "Where sub first occurs in self[start:end], or -1."},
    {"rfind", FindRow<StrRFind>, kSearch, kAnything | kParsesTuple,
     "Where sub last occurs in self[start:end], or -1."},
    {"index", IndexRow<StrFind>, kSearch, kAnything | kParsesTuple, "find() that raises ValueError."},
    {"rindex", IndexRow<StrRFind>, kSearch, kAnything | kParsesTuple, "rfind() that raises ValueError."},
    {"count", CountRow, kSearch, kAnything | kParsesTuple,
     "How often sub occurs in self[start:end] without overlap."},
    {"startswith", StartsWithRow<true>, "($self, prefix, start=None, end=None, /)",
     kAnything | kParsesTuple, "Whether self[start:end] begins with prefix, or one of a tuple."},
    {"endswith", StartsWithRow<false>, "($self, suffix, start=None, end=None, /)",
     kAnything | kParsesTuple, "Whether self[start:end] ends with suffix, or one of a tuple."},
    {"split", SplitRow<StrSplit>, kSplit, kAnything, "The parts between separators."},
    {"rsplit", SplitRow<StrRSplit>, kSplit, kAnything,
     "The parts between separators, split from the right."},
    {"splitlines", SplitLinesRow, "($self, /, keepends=False)", kAnything, "The lines."},
    {"partition", PartitionRow, kSep, kAllocates,
     "(before, sep, after) at the first sep, or (self, '', '')."},
    {"rpartition", RPartitionRow, kSep, kAllocates,
     "(before, sep, after) at the last sep, or ('', '', self)."},
    {"strip", StripRow<kStripBoth>, kStrip, kAllocates,
     "Without the chars (default: whitespace) at both ends."},
    {"lstrip", StripRow<kStripLeft>, kStrip, kAllocates, "strip() at the start."},
    {"rstrip", StripRow<kStripRight>, kStrip, kAllocates, "strip() at the end."},
    {"replace", ReplaceRow, "($self, old, new, count=-1, /)", kAnything,
     "The first count (default: all) occurrences of old replaced."},
    {"removeprefix", RemovePrefixRow, "($self, prefix, /)", kAllocates,
     "Without the prefix, if it is there."},
    {"removesuffix", RemoveSuffixRow, "($self, suffix, /)", kAllocates,
     "Without the suffix, if it is there."},
    {"join", JoinRow, "($self, iterable, /)", kAnything,
     "The strings of the iterable with self between them."},
};

}  // namespace

absl::Span<const NativeInfo> StrFindMethods() { return kMethods; }

}  // namespace pyjit
