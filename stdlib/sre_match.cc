// re.Match.
#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/int.h"
#include "runtime/types/storage.h"
#include "runtime/types/tuple.h"
#include "stdlib/sre.h"

namespace pyjit {
namespace {

const ExtensionInfo kMatchLayout = {sizeof(SreMatch), 4, nullptr};

SreMatch* Self(Value* args) { return args[0].as<SreMatch>(); }

Value GroupText(Thread* t, SreMatch* match, int64_t group, Value otherwise) {
  const int64_t start = match->marks()[2 * group],
                stop = match->marks()[2 * group + 1];
  if (start < 0) return otherwise;
  SreSubject subject;
  if (!subject.Open(t, nullptr, match->string)) return Value();
  // The text may have become shorter since (a bytearray).
  const int64_t length = subject.text().length;
  return subject.Slice(t, std::min(start, length), std::min(stop, length));
}

// Number of the group that `key` names or counts; -1 with IndexError pending.
int64_t GroupOf(Thread* t, SreMatch* match, Value key) {
  int64_t index = -1;
  if (key.is_null()) return 0;
  if (IsInt(key) || !LookupSpecial(t, key, Slot::kIndex).is_null()) {
    if (!IndexAsInt64(t, key, &index, true)) return -1;
  } else if (IsKind(match->pattern->groupindex, Kind::kDict)) {
    bool error = false;
    Value found =
        DictGet(t, match->pattern->groupindex.as<Dict>(), key, &error);
    if (error) return -1;
    if (!found.is_null() && IsInt(found)) {
      IntAsInt64(found, &index);
    }
  }
  if (index < 0 || index > match->pattern->groups) {
    RaiseText(t, Exc::kIndexError, "no such group");
    return -1;
  }
  return index;
}

Value Group(Thread* t, Value* args, size_t nargs, Value kwnames) {
  SreMatch* match = Self(args);
  if (!kwnames.is_null() && kwnames.as<Tuple>()->length > 0) {
    return RaiseText(t, Exc::kTypeError, "group() takes no keyword arguments");
  }
  if (nargs <= 2) {
    int64_t group = nargs == 1 ? 0 : GroupOf(t, match, args[1]);
    return group < 0 ? Value() : GroupText(t, match, group, NoneOf(t));
  }
  Tuple* result = NewTuple(t, static_cast<int64_t>(nargs) - 1);
  if (result == nullptr) return Value();
  for (size_t i = 1; i < nargs; ++i) {
    int64_t group = GroupOf(t, match, args[i]);
    Value text = group < 0 ? Value() : GroupText(t, match, group, NoneOf(t));
    if (text.is_null()) return text;
    StoreField(t, result, &result->items[i - 1], text);
  }
  return result;
}
Value GetItem(Thread* t, Value* args, size_t, Value) {
  int64_t group = GroupOf(t, Self(args), args[1]);
  return group < 0 ? Value() : GroupText(t, Self(args), group, NoneOf(t));
}

Value Groups(Thread* t, Value* args, size_t, Value) {
  SreMatch* match = Self(args);
  Value otherwise = args[1].is_null() ? NoneOf(t) : args[1];
  Tuple* result = NewTuple(t, match->pattern->groups);
  if (result == nullptr) return Value();
  for (int64_t i = 0; i < match->pattern->groups; ++i) {
    Value text = GroupText(t, match, i + 1, otherwise);
    if (text.is_null()) return text;
    StoreField(t, result, &result->items[i], text);
  }
  return result;
}

Value GroupDict(Thread* t, Value* args, size_t, Value) {
  SreMatch* match = Self(args);
  Value otherwise = args[1].is_null() ? NoneOf(t) : args[1];
  Dict* result = NewDict(t);
  if (result == nullptr || !IsKind(match->pattern->groupindex, Kind::kDict))
    return result;
  int64_t at = 0;
  Value name, number;
  while (DictNext(match->pattern->groupindex.as<Dict>(), &at, &name, &number)) {
    int64_t group = GroupOf(t, match, name);
    Value text = group < 0 ? Value() : GroupText(t, match, group, otherwise);
    if (text.is_null() || !DictSet(t, result, name, text)) return Value();
  }
  return result;
}

enum class Edge { kStart, kEnd, kSpan };
Value EdgeOf(Thread* t, SreMatch* match, int64_t group, Edge edge) {
  const int64_t start = match->marks()[2 * group],
                stop = match->marks()[2 * group + 1];
  if (edge == Edge::kStart) return IntFromInt64(t, start);
  if (edge == Edge::kEnd) return IntFromInt64(t, stop);
  return TuplePack(t, Value::SmallInt(start), Value::SmallInt(stop));
}
template <Edge kEdge>
Value EdgeRow(Thread* t, Value* args, size_t, Value) {
  int64_t group = GroupOf(t, Self(args), args[1]);
  return group < 0 ? Value() : EdgeOf(t, Self(args), group, kEdge);
}

Value Expand(Thread* t, Value* args, size_t, Value) {
  SreMatch* match = Self(args);
  Str* name = Intern(t, "re");
  Value module = name == nullptr ? Value() : ImportModule(t, name);
  Str* function = module.is_null() ? nullptr : Intern(t, "_expand");
  Value expand = function == nullptr ? Value() : GetAttr(t, module, function);
  return expand.is_null()
             ? expand
             : CallValues(t, expand, {match->pattern, match, args[1]});
}

Value ReturnSelf(Thread*, Value* args, size_t, Value) { return args[0]; }

Value Repr(Thread* t, Value* args, size_t, Value) {
  SreMatch* match = Self(args);
  Value text = GroupText(t, match, 0, NoneOf(t));
  Value repr = text.is_null() ? text : ToRepr(t, text);
  if (repr.is_null()) return repr;
  auto* str = repr.as<Str>();
  if (str->length > 50) {
    str = StrSlice(t, str, 0, 50);
    if (str == nullptr) return Value();
  }
  return NewStrUtf8(
      t, absl::StrCat("<", ClassDisplayName(ClassOf(t, args[0])),
                      " object; span=(", match->marks()[0], ", ",
                      match->marks()[1], "), match=", StrToUtf8(str), ">"));
}

// --- Attributes ---

// The matcher that knows the order in which groups closed runs again.
bool FindLastIndex(Thread* t, SreMatch* match) {
  if (match->last_index != kLastIndexUnknown) return true;
  SreSubject subject;
  if (!subject.Open(t, match->pattern, match->string)) return false;
  const int64_t start = match->marks()[0], stop = match->marks()[1];
  SreMarks marks(2 * static_cast<size_t>(match->pattern->groups + 1));
  SreRequest request;
  request.start = start;
  request.end = match->endpos;
  request.mode = SreMode::kMatch;
  int64_t last = -1;
  int found = SreExecExact(t, match->pattern, subject.text(), request,
                           marks.data(), &last);
  if (found > 0 &&
      marks[1] != stop) {  // it was a fullmatch, or not to be empty
    request.mode =
        stop == match->endpos ? SreMode::kFullMatch : SreMode::kMatch;
    request.must_advance = stop != match->endpos;
    found = SreExecExact(t, match->pattern, subject.text(), request,
                         marks.data(), &last);
  }
  if (found < 0) return false;
  match->last_index = found > 0 ? last : -1;
  return true;
}

Value GetString(Thread*, Value* args, size_t, Value) {
  return Self(args)->string;
}
Value GetRe(Thread*, Value* args, size_t, Value) { return Self(args)->pattern; }
Value GetPos(Thread* t, Value* args, size_t, Value) {
  return IntFromInt64(t, Self(args)->pos);
}
Value GetEndPos(Thread* t, Value* args, size_t, Value) {
  return IntFromInt64(t, Self(args)->endpos);
}
Value GetLastIndex(Thread* t, Value* args, size_t, Value) {
  if (!FindLastIndex(t, Self(args))) return Value();
  return Self(args)->last_index < 0 ? NoneOf(t)
                                    : Value::SmallInt(Self(args)->last_index);
}
Value GetLastGroup(Thread* t, Value* args, size_t, Value) {
  SreMatch* match = Self(args);
  if (!FindLastIndex(t, match)) return Value();
  Value names = match->pattern->indexgroup;
  if (match->last_index < 0 || !IsKind(names, Kind::kTuple) ||
      match->last_index >= names.as<Tuple>()->length) {
    return NoneOf(t);
  }
  return names.as<Tuple>()->items[match->last_index];
}
Value GetRegs(Thread* t, Value* args, size_t, Value) {
  SreMatch* match = Self(args);
  if (!match->regs.is_null()) return match->regs;
  Tuple* regs = NewTuple(t, match->pattern->groups + 1);
  if (regs == nullptr) return Value();
  for (int64_t i = 0; i <= match->pattern->groups; ++i) {
    Value span = EdgeOf(t, match, i, Edge::kSpan);
    if (span.is_null()) return span;
    StoreField(t, regs, &regs->items[i], span);
  }
  StoreField(t, match, &match->regs, regs);
  return regs;
}

constexpr uint32_t kMakes = kReadsHeap | kRaises | kCollects;
constexpr NativeInfo kRows[] = {
    {"group", Group, nullptr, kAnything,
     "group([group1, ...]) -> str or tuple.\n"
     "    Return subgroup(s) of the match by indices or names.\n"
     "    For 0 returns the entire match."},
    {"__getitem__", GetItem, "($self, key, /)", kAnything, "Return self[key]."},
    {"start", EdgeRow<Edge::kStart>, "($self, group=0, /)", kAnything,
     "Return index of the start of the substring matched by group."},
    {"end", EdgeRow<Edge::kEnd>, "($self, group=0, /)", kAnything,
     "Return index of the end of the substring matched by group."},
    {"span", EdgeRow<Edge::kSpan>, "($self, group=0, /)", kAnything,
     "For match object m, return the 2-tuple (m.start(group), m.end(group))."},
    {"groups", Groups, "($self, /, default=None)", kMakes | kEscapesArgs,
     "Return a tuple containing all the subgroups of the match, from 1.\n\n"
     "  default\n    Is used for groups that did not participate in the "
     "match."},
    {"groupdict", GroupDict, "($self, /, default=None)", kAnything,
     "Return a dictionary containing all the named subgroups of the match, "
     "keyed by the "
     "subgroup name.\n\n"
     "  default\n    Is used for groups that did not participate in the "
     "match."},
    {"expand", Expand, "($self, /, template)", kAnything,
     "Return the string obtained by doing backslash substitution on the string "
     "template, as "
     "done by the sub() method."},
    {"__class_getitem__", ClassGetItemAlias, "($cls, item, /)", kCollects,
     "See PEP 585"},
    {"__copy__", ReturnSelf, "($self, /)", kPure, nullptr},
    {"__deepcopy__", ReturnSelf, "($self, memo, /)", kPure, nullptr},
    {"__repr__", Repr, "($self, /)", kMakes, "Return repr(self)."},
};

constexpr GetSetInfo kFields[] = {
    {"string", GetString, nullptr, "The string passed to match() or search().",
     true},
    {"re", GetRe, nullptr, "The regular expression object.", true},
    {"pos", GetPos, nullptr,
     "The index into the string at which the RE engine started looking for a "
     "match.",
     true},
    {"endpos", GetEndPos, nullptr,
     "The index into the string beyond which the RE engine will not go.", true},
    {"lastindex", GetLastIndex, nullptr,
     "The integer index of the last matched capturing group."},
    {"lastgroup", GetLastGroup, nullptr,
     "The name of the last matched capturing group."},
    {"regs", GetRegs},
};

}  // namespace

Value SreNewMatch(Thread* t, SrePattern* pattern, Value string,
                  const SreRequest& range, int64_t pos, const SreMarks& marks,
                  int64_t last_index) {
  auto* match = static_cast<SreMatch*>(
      AllocateInstance(t, SreStateOf(t)->match_class.as<Class>()));
  if (match == nullptr) return Value();
  match->string = string;
  match->pattern = pattern;
  match->pos = pos;
  match->endpos = range.end;
  match->last_index = last_index;
  WriteBarrier(t, match);
  if (pattern->groups > SreMatch::kInlineGroups) {
    RawArray* array =
        NewRawArray(t, static_cast<int64_t>(marks.size() * sizeof(int64_t)));
    if (array == nullptr) return Value();
    match->spill = array;
    WriteBarrier(t, match);
  }
  std::copy(marks.begin(), marks.end(), match->marks());
  return match;
}

bool SreInitMatch(Thread* t, SreState* state) {
  state->match_class =
      SreNewClass(t, "re", "Match", &kMatchLayout, kRows, kFields);
  return !state->match_class.is_null();
}

}  // namespace pyjit
