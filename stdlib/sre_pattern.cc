// re.Pattern: searching, splitting, replacing; what it says of itself.
#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/tuple.h"
#include "stdlib/sre.h"

namespace pyjit {
namespace {

void FinalizePattern(Object* object) {
  auto* pattern = static_cast<SrePattern*>(object);
  SreCompiled* compiled = pattern->compiled;
  if (compiled == nullptr) return;
  compiled->heap->ChargeExternal(-compiled->charged);
  delete compiled;
  pattern->compiled = nullptr;
}
const ExtensionInfo kPatternLayout = {sizeof(SrePattern), 3, FinalizePattern};

SrePattern* Self(Value* args) { return args[0].as<SrePattern>(); }

// match, fullmatch, search: (self, string, pos, endpos).
template <SreMode kMode>
Value FindOne(Thread* t, Value* args, size_t, Value) {
  SreSubject subject;
  SreRequest request;
  if (!subject.Open(t, Self(args), args[1]) ||
      !SreRange(t, subject.text(), args[2], args[3], &request)) {
    return Value();
  }
  request.mode = kMode;
  SreMarks marks;
  int64_t last_index;
  int found =
      SreExec(t, Self(args), subject.text(), request, &marks, &last_index);
  if (found < 0) return Value();
  if (found == 0) return NoneOf(t);
  return SreNewMatch(t, Self(args), args[1], request, request.start, marks,
                     last_index);
}

// Calls use(marks) for each match from request->start on, until it says false.
// False with an exception pending, or because `use` failed.
template <typename Use>
bool ForEachMatch(Thread* t, SrePattern* pattern, const SreSubject& subject,
                  SreRequest* request, int64_t limit, Use use) {
  SreMarks marks;
  for (int64_t n = 0; limit == 0 || n < limit; ++n) {
    int64_t last_index;
    int found =
        SreExec(t, pattern, subject.text(), *request, &marks, &last_index);
    if (found < 0) return false;
    if (found == 0) return true;
    if (!use(marks)) return false;
    request->start = marks[1];
    request->must_advance = marks[0] == marks[1];
  }
  return true;
}

Value GroupOrNone(Thread* t, const SreSubject& subject, const SreMarks& marks,
                  int64_t group, Value otherwise) {
  const auto at = static_cast<size_t>(2 * group);
  return marks[at] < 0 ? otherwise : subject.Slice(t, marks[at], marks[at + 1]);
}

Value FindAll(Thread* t, Value* args, size_t, Value) {
  SrePattern* pattern = Self(args);
  SreSubject subject;
  SreRequest request;
  if (!subject.Open(t, pattern, args[1]) ||
      !SreRange(t, subject.text(), args[2], args[3], &request)) {
    return Value();
  }
  List* list = NewList(t);
  Value empty = subject.Slice(t, 0, 0);
  if (list == nullptr || empty.is_null()) return Value();
  bool ok = ForEachMatch(
      t, pattern, subject, &request, 0, [&](const SreMarks& marks) {
        Value item;
        if (pattern->groups <= 1) {
          item = GroupOrNone(t, subject, marks, pattern->groups, empty);
        } else {
          Tuple* tuple = NewTuple(t, pattern->groups);
          if (tuple == nullptr) return false;
          for (int64_t i = 0; i < pattern->groups; ++i) {
            Value text = GroupOrNone(t, subject, marks, i + 1, empty);
            if (text.is_null()) return false;
            StoreField(t, tuple, &tuple->items[i], text);
          }
          item = tuple;
        }
        return !item.is_null() && ListAppend(t, list, item);
      });
  return ok ? Value(list) : Value();
}

Value Split(Thread* t, Value* args, size_t, Value) {
  SrePattern* pattern = Self(args);
  SreSubject subject;
  int64_t limit = 0;
  if (!args[2].is_null() && !IndexAsInt64(t, args[2], &limit)) return Value();
  if (!subject.Open(t, pattern, args[1])) return Value();
  SreRequest request;
  request.end = subject.text().length;
  List* list = NewList(t);
  if (list == nullptr) return Value();
  int64_t last = 0;
  auto append = [&](Value item) {
    return !item.is_null() && ListAppend(t, list, item);
  };
  bool ok =
      limit < 0 ||
      ForEachMatch(
          t, pattern, subject, &request, limit,
          [&](const SreMarks& marks) {
            if (!append(subject.Slice(t, last, marks[0]))) return false;
            for (int64_t i = 0; i < pattern->groups; ++i) {
              if (!append(GroupOrNone(t, subject, marks, i + 1, NoneOf(t))))
                return false;
            }
            last = marks[1];
            return true;
          });
  if (!ok || !append(subject.Slice(t, last, subject.text().length)))
    return Value();
  return list;
}

template <bool kWithCount>
Value Sub(Thread* t, Value* args, size_t, Value) {
  int64_t count = 0;
  if (!args[3].is_null() && !IndexAsInt64(t, args[3], &count)) return Value();
  if (count < 0) count = -1;
  return SreSubstitute(t, Self(args), args[1], args[2], count, kWithCount);
}

Value FindIter(Thread* t, Value* args, size_t, Value) {
  return SreNewScanner(t, Self(args), args[1], args[2], args[3],
                       SreStateOf(t)->iterator_class);
}
Value Scanner(Thread* t, Value* args, size_t, Value) {
  return SreNewScanner(t, Self(args), args[1], args[2], args[3],
                       SreStateOf(t)->scanner_class);
}

Value ReturnSelf(Thread*, Value* args, size_t, Value) { return args[0]; }

// re.compile('a+', re.IGNORECASE)
Value Repr(Thread* t, Value* args, size_t, Value) {
  static constexpr struct {
    const char* name;
    int64_t flag;
  } kNames[] = {
      {"re.TEMPLATE", kSreFlagTemplate}, {"re.IGNORECASE", kSreFlagIgnoreCase},
      {"re.LOCALE", kSreFlagLocale},     {"re.MULTILINE", kSreFlagMultiline},
      {"re.DOTALL", kSreFlagDotAll},     {"re.UNICODE", kSreFlagUnicode},
      {"re.VERBOSE", kSreFlagVerbose},   {"re.DEBUG", kSreFlagDebug},
      {"re.ASCII", kSreFlagAscii},
  };
  SrePattern* self = Self(args);
  int64_t flags = self->flags;
  constexpr int64_t kKinds = kSreFlagLocale | kSreFlagUnicode | kSreFlagAscii;
  if (!IsBytes(self->pattern) && (flags & kKinds) == kSreFlagUnicode) {
    flags &= ~int64_t{kSreFlagUnicode};  // it goes without saying
  }
  Value repr = ToRepr(t, self->pattern);
  if (repr.is_null()) return repr;
  auto* text = repr.as<Str>();
  if (text->length > 200) {
    text = StrSlice(t, text, 0, 200);
    if (text == nullptr) return Value();
  }
  std::string out = absl::StrCat("re.compile(", StrToUtf8(text));
  const char* separator = ", ";
  for (const auto& row : kNames) {
    if (!(flags & row.flag)) continue;
    absl::StrAppend(&out, separator, row.name);
    separator = "|";
    flags &= ~row.flag;
  }
  if (flags != 0) absl::StrAppend(&out, separator, "0x", absl::Hex(flags));
  return NewStrUtf8(t, out + ")");
}

Value Hash_(Thread* t, Value* args, size_t, Value) {
  SrePattern* self = Self(args);
  bool ok = true;
  auto hash = static_cast<uint64_t>(Hash(t, self->pattern, &ok));
  if (!ok) return Value();
  for (uint32_t word : self->compiled->tree.code) hash = hash * 1000003 + word;
  hash ^= static_cast<uint64_t>(self->flags) +
          (static_cast<uint64_t>(self->groups) << 32);
  return Value::SmallInt(static_cast<int64_t>(hash >> 3));
}

template <bool kEqual>
Value Compare_(Thread* t, Value* args, size_t, Value) {
  if (ClassOf(t, args[1]) != ClassOf(t, args[0]))
    return t->isolate->not_implemented();
  SrePattern* a = Self(args);
  auto* b = args[1].as<SrePattern>();
  if (a == b) return t->isolate->Bool(kEqual);
  int same = a->flags == b->flags &&
             IsBytes(a->pattern) == IsBytes(b->pattern) &&
             a->compiled->tree.code == b->compiled->tree.code;
  // Equal code may come from different texts, such as 'a' and '[a]'.
  if (same) same = CompareBool(t, CompareOp::kEq, a->pattern, b->pattern);
  return same < 0 ? Value() : t->isolate->Bool((same != 0) == kEqual);
}

Value GetPattern(Thread*, Value* args, size_t, Value) {
  return Self(args)->pattern;
}
Value GetFlags(Thread* t, Value* args, size_t, Value) {
  return IntFromInt64(t, Self(args)->flags);
}
Value GetGroups(Thread* t, Value* args, size_t, Value) {
  return IntFromInt64(t, Self(args)->groups);
}
Value GetGroupIndex(Thread* t, Value* args, size_t, Value) {
  Value index = Self(args)->groupindex;
  if (!IsKind(index, Kind::kDict)) return index;
  return NewMappingProxy(t, index.as<Dict>());
}

constexpr char kFindSignature[] =
    "($self, /, string, pos=0, endpos=sys.maxsize)";
constexpr NativeInfo kRows[] = {
    {"match", FindOne<SreMode::kMatch>, kFindSignature, kAnything,
     "Matches zero or more characters at the beginning of the string."},
    {"fullmatch", FindOne<SreMode::kFullMatch>, kFindSignature, kAnything,
     "Matches against all of the string."},
    {"search", FindOne<SreMode::kSearch>, kFindSignature, kAnything,
     "Scan through string looking for a match, and return a corresponding "
     "match object "
     "instance.\n\nReturn None if no position in the string matches."},
    {"sub", Sub<false>, "($self, /, repl, string, count=0)", kAnything,
     "Return the string obtained by replacing the leftmost non-overlapping "
     "occurrences of "
     "pattern in string by the replacement repl."},
    {"subn", Sub<true>, "($self, /, repl, string, count=0)", kAnything,
     "Return the tuple (new_string, number_of_subs_made) found by replacing "
     "the leftmost "
     "non-overlapping occurrences of pattern with the replacement repl."},
    {"findall", FindAll, kFindSignature, kAnything,
     "Return a list of all non-overlapping matches of pattern in string."},
    {"split", Split, "($self, /, string, maxsplit=0)", kAnything,
     "Split string by the occurrences of pattern."},
    {"finditer", FindIter, kFindSignature, kAnything,
     "Return an iterator over all non-overlapping matches for the RE pattern "
     "in string.\n\n"
     "For each match, the iterator returns a match object."},
    {"scanner", Scanner, kFindSignature, kAnything, nullptr},
    {"__class_getitem__", ClassGetItemAlias, "($cls, item, /)", kCollects,
     "See PEP 585"},
    {"__copy__", ReturnSelf, "($self, /)", kPure, nullptr},
    {"__deepcopy__", ReturnSelf, "($self, memo, /)", kPure, nullptr},
    {"__repr__", Repr, "($self, /)", kReadsHeap | kRaises | kCollects,
     "Return repr(self)."},
    {"__hash__", Hash_, "($self, /)", kReadsHeap | kRaises | kCollects,
     "Return hash(self)."},
    {"__eq__", Compare_<true>, "($self, value, /)", kAnything,
     "Return self==value."},
    {"__ne__", Compare_<false>, "($self, value, /)", kAnything,
     "Return self!=value."},
};

constexpr GetSetInfo kFields[] = {
    {"pattern", GetPattern, nullptr,
     "The pattern string from which the RE object was compiled.", true},
    {"flags", GetFlags, nullptr, "The regex matching flags.", true},
    {"groups", GetGroups, nullptr,
     "The number of capturing groups in the pattern.", true},
    {"groupindex", GetGroupIndex, nullptr,
     "A dictionary mapping group names to group numbers."},
};

}  // namespace

bool SreInitPattern(Thread* t, SreState* state) {
  state->pattern_class =
      SreNewClass(t, "re", "Pattern", &kPatternLayout, kRows, kFields);
  if (state->pattern_class.is_null()) return false;
  state->pattern_class.as<Class>()->traits |= kTraitWeakref;
  return true;
}

}  // namespace pyjit
