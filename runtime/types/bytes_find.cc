#include <algorithm>
#include <cstring>
#include <string>

#include "absl/strings/match.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/native_signature.h"
#include "runtime/operators.h"
#include "runtime/types/bytes_internal.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/str.h"
#include "runtime/types/str_internal.h"
#include "runtime/types/tuple.h"

// Methods of bytes and bytearray that search, split and join. Arguments are read
// before the receiver's bytes are looked at: reading may run Python.

namespace pyjit {
namespace {

constexpr size_t kNone = absl::string_view::npos;

bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

size_t FindFirst(absl::string_view s, absl::string_view sub) {
  if (sub.size() == 1) return s.find(sub[0]);
  if (sub.empty()) return 0;
  const void* at = memmem(s.data(), s.size(), sub.data(), sub.size());
  return at == nullptr ? kNone : static_cast<size_t>(static_cast<const char*>(at) - s.data());
}

// The needle: bytes, or an int as one byte in *byte.
bool ReadNeedle(Thread* t, Value v, BytesOperand* bytes, absl::string_view* out,
                char* byte) {
  if (HasBuffer(t, v)) {
    if (!bytes->Read(v)) return false;
    *out = bytes->view();
    return true;
  }
  if (!IsInt(v) && LookupSpecial(t, v, Slot::kIndex).is_null()) {
    Raise(t, Exc::kTypeError, "argument should be integer or bytes-like object, not '%s'",
          ClassNameOf(t, v));
    return false;
  }
  int64_t n;
  if (!IndexAsInt64(t, v, &n, /*clip=*/true)) return false;
  if (n < 0 || n > 255) {
    RaiseText(t, Exc::kValueError, "byte must be in range(0, 256)");
    return false;
  }
  *byte = static_cast<char>(n);
  *out = absl::string_view(byte, 1);
  return true;
}

enum class Want { kFirst, kLast, kCount };

// Position or count in self[start:end]; -1 not found, -2 error pending.
int64_t Search(Thread* t, Value* args, Want want) {
  BytesOperand bytes(t);
  absl::string_view sub;
  char byte;
  int64_t from, to;
  if (!ReadSelfRange(t, args, args[2], args[3], &from, &to) ||
      !ReadNeedle(t, args[1], &bytes, &sub, &byte)) {
    return -2;
  }
  absl::string_view s = SelfView(args);
  to = std::min(to, static_cast<int64_t>(s.size()));
  if (from > to) return want == Want::kCount ? 0 : -1;
  s = s.substr(static_cast<size_t>(from), static_cast<size_t>(to - from));
  if (want == Want::kCount) {
    if (sub.empty()) return static_cast<int64_t>(s.size()) + 1;
    int64_t count = 0;
    for (size_t at; (at = FindFirst(s, sub)) != kNone; ++count) s.remove_prefix(at + sub.size());
    return count;
  }
  size_t at = want == Want::kFirst ? FindFirst(s, sub) : s.rfind(sub);
  return at == kNone ? -1 : from + static_cast<int64_t>(at);
}

template <Want want, bool must_exist>
Value SearchRow(Thread* t, Value* args, size_t, Value) {
  int64_t n = Search(t, args, want);
  if (n == -2) return Value();
  if (n == -1 && must_exist) {
    return RaiseText(t, Exc::kValueError, "subsection not found");
  }
  return Value::SmallInt(n);
}

template <bool at_start>
Value StartsWithRow(Thread* t, Value* args, size_t, Value) {
  constexpr const char* kName = at_start ? "startswith" : "endswith";
  int64_t from, to;
  if (!ReadSelfRange(t, args, args[2], args[3], &from, &to)) return Value();
  absl::string_view s = SelfView(args);
  bool in_range = from <= to;
  if (in_range) s = s.substr(static_cast<size_t>(from), static_cast<size_t>(to - from));
  auto matches = [&](absl::string_view part) {
    return in_range && (at_start ? absl::StartsWith(s, part) : absl::EndsWith(s, part));
  };
  BytesOperand whole(t);
  if (HasBuffer(t, args[1])) {
    return whole.Read(args[1]) ? t->isolate->Bool(matches(whole.view())) : Value();
  }
  if (!IsKind(args[1], Kind::kTuple)) {
    return Raise(t, Exc::kTypeError,
                 "%s first arg must be bytes or a tuple of bytes, not %s", kName,
                 ClassNameOf(t, args[1]));
  }
  const auto* choices = args[1].as<Tuple>();
  for (int64_t i = 0; i < choices->length; ++i) {
    BytesOperand part(t);
    if (!part.Read(choices->items[i])) return Value();
    if (matches(part.view())) return t->isolate->true_value();
  }
  return t->isolate->false_value();
}

bool AppendPiece(Thread* t, Value self, List* list, absl::string_view piece) {
  Value b = BytesLike(t, self, piece);
  return b && ListAppend(t, list, b);
}

bool SplitSpaces(Thread* t, Value self, absl::string_view s, int64_t max_split, List* list) {
  for (int64_t splits = 0;; ++splits) {
    while (!s.empty() && IsSpace(s.front())) s.remove_prefix(1);
    if (s.empty()) return true;
    if (splits == max_split) return AppendPiece(t, self, list, s);
    size_t n = 0;
    while (n < s.size() && !IsSpace(s[n])) ++n;
    if (!AppendPiece(t, self, list, s.substr(0, n))) return false;
    s.remove_prefix(n);
  }
}
bool RSplitSpaces(Thread* t, Value self, absl::string_view s, int64_t max_split, List* list) {
  for (int64_t splits = 0;; ++splits) {
    while (!s.empty() && IsSpace(s.back())) s.remove_suffix(1);
    if (s.empty()) return true;
    if (splits == max_split) return AppendPiece(t, self, list, s);
    size_t n = s.size();
    while (n > 0 && !IsSpace(s[n - 1])) --n;
    if (!AppendPiece(t, self, list, s.substr(n))) return false;
    s = s.substr(0, n);
  }
}

template <bool from_right>
Value SplitRow(Thread* t, Value* args, size_t, Value) {
  int64_t max_split = -1;
  if (args[2] && !SizeArgument(t, args[2], &max_split)) return Value();
  if (max_split < 0) max_split = INT64_MAX;
  BytesOperand separator(t);
  bool spaces = IsAbsent(t, args[1]);
  if (!spaces && !separator.Read(args[1])) return Value();
  Value self = args[0];
  absl::string_view s = SelfView(args), sep = separator.view();
  if (!spaces && sep.empty()) return RaiseText(t, Exc::kValueError, "empty separator");
  List* list = NewList(t);
  if (list == nullptr) return Value();
  if (spaces) {
    bool ok = from_right ? RSplitSpaces(t, self, s, max_split, list)
                         : SplitSpaces(t, self, s, max_split, list);
    if (!ok) return Value();
  } else {
    for (int64_t splits = 0; splits < max_split; ++splits) {
      size_t at = from_right ? s.rfind(sep) : FindFirst(s, sep);
      if (at == kNone) break;
      if (!AppendPiece(t, self, list, from_right ? s.substr(at + sep.size()) : s.substr(0, at))) {
        return Value();
      }
      s = from_right ? s.substr(0, at) : s.substr(at + sep.size());
    }
    if (!AppendPiece(t, self, list, s)) return Value();
  }
  if (from_right) ListReverse(t, list);
  return list;
}

Value SplitLinesRow(Thread* t, Value* args, size_t, Value) {
  int64_t keep = 0;
  if (args[1] && !IntArgument(t, args[1], &keep)) return Value();
  Value self = args[0];
  absl::string_view s = SelfView(args);
  List* list = NewList(t);
  if (list == nullptr) return Value();
  while (!s.empty()) {
    size_t end = std::min(s.find_first_of("\r\n"), s.size());
    size_t next = end;
    if (next < s.size()) next += s.substr(next, 2) == "\r\n" ? 2 : 1;
    if (!AppendPiece(t, self, list, s.substr(0, keep != 0 ? next : end))) return Value();
    s.remove_prefix(next);
  }
  return list;
}

template <bool from_right>
Value PartitionRow(Thread* t, Value* args, size_t, Value) {
  BytesOperand separator(t);
  if (!separator.Read(args[1])) return Value();
  absl::string_view s = SelfView(args), sep = separator.view();
  if (sep.empty()) return RaiseText(t, Exc::kValueError, "empty separator");
  size_t at = from_right ? s.rfind(sep) : FindFirst(s, sep);
  absl::string_view parts[3] = {s, "", ""};
  if (at != kNone) {
    parts[0] = s.substr(0, at);
    parts[1] = sep;
    parts[2] = s.substr(at + sep.size());
  } else if (from_right) {
    std::swap(parts[0], parts[2]);
  }
  Value first = at == kNone && !from_right ? SelfOrCopy(t, args[0])
                                           : BytesLike(t, args[0], parts[0]);
  Value second = first ? BytesLike(t, args[0], parts[1]) : Value();
  Value third = second ? (at == kNone && from_right ? SelfOrCopy(t, args[0])
                                                    : BytesLike(t, args[0], parts[2]))
                       : Value();
  return third ? Value(TuplePack(t, first, second, third)) : Value();
}

Value ReplaceRow(Thread* t, Value* args, size_t, Value) {
  int64_t count = -1;
  BytesOperand old_bytes(t), new_bytes(t);
  if (!old_bytes.Read(args[1]) || !new_bytes.Read(args[2])) return Value();
  if (args[3] && !SizeArgument(t, args[3], &count)) return Value();
  if (count < 0) count = INT64_MAX;
  absl::string_view s = SelfView(args), from = old_bytes.view(), to = new_bytes.view();
  std::string out;
  if (from.empty()) {
    for (size_t i = 0; i <= s.size(); ++i) {
      if (count-- > 0) out.append(to.data(), to.size());
      if (i < s.size()) out.push_back(s[i]);
    }
    return BytesLike(t, args[0], out);
  }
  if (count > 0 && FindFirst(s, from) == kNone) return SelfOrCopy(t, args[0]);
  for (size_t at; count-- > 0 && (at = FindFirst(s, from)) != kNone;) {
    out.append(s.data(), at);
    out.append(to.data(), to.size());
    s.remove_prefix(at + from.size());
  }
  out.append(s.data(), s.size());
  return BytesLike(t, args[0], out);
}

Value JoinRow(Thread* t, Value* args, size_t, Value) {
  if (LookupSpecial(t, args[1], Slot::kIter).is_null() &&
      LookupSpecial(t, args[1], Slot::kGetItem).is_null()) {
    return RaiseText(t, Exc::kTypeError, "can only join an iterable");
  }
  List* items = IsKind(args[1], Kind::kList) ? args[1].as<List>() : NewListFrom(t, args[1]);
  if (items == nullptr) return Value();
  absl::string_view sep = SelfView(args);
  std::string out;
  for (int64_t i = 0; i < items->length; ++i) {
    Value item = ListGet(t, items, i);
    if (!item) return Value();
    BytesOperand part(t);
    if (!HasBuffer(t, item)) {
      return Raise(t, Exc::kTypeError,
                   "sequence item %d: expected a bytes-like object, %s found", i,
                   ClassNameOf(t, item));
    }
    if (!part.Read(item)) return Value();
    if (i != 0) out.append(sep.data(), sep.size());
    out.append(part.view().data(), part.view().size());
  }
  return BytesLike(t, args[0], out);
}

Value RemovePrefixRow(Thread* t, Value* args, size_t, Value) {
  BytesOperand argument(t);
  if (!argument.Read(args[1])) return Value();
  absl::string_view s = SelfView(args), prefix = argument.view();
  if (!absl::StartsWith(s, prefix)) return SelfOrCopy(t, args[0]);
  return BytesLike(t, args[0], s.substr(prefix.size()));
}
Value RemoveSuffixRow(Thread* t, Value* args, size_t, Value) {
  BytesOperand argument(t);
  if (!argument.Read(args[1])) return Value();
  absl::string_view s = SelfView(args), suffix = argument.view();
  if (!absl::EndsWith(s, suffix)) return SelfOrCopy(t, args[0]);
  return BytesLike(t, args[0], s.substr(0, s.size() - suffix.size()));
}

template <int sides>
Value StripRow(Thread* t, Value* args, size_t, Value) {
  BytesOperand argument(t);
  bool spaces = IsAbsent(t, args[1]);
  if (!spaces && !argument.Read(args[1])) return Value();
  absl::string_view s = SelfView(args), chars = spaces ? " \t\n\r\f\v" : argument.view();
  if ((sides & kStripLeft) != 0) {
    while (!s.empty() && chars.find(s.front()) != kNone) s.remove_prefix(1);
  }
  if ((sides & kStripRight) != 0) {
    while (!s.empty() && chars.find(s.back()) != kNone) s.remove_suffix(1);
  }
  if (s.size() == SelfView(args).size()) return SelfOrCopy(t, args[0]);
  return BytesLike(t, args[0], s);
}

constexpr char kSearch[] = "($self, sub, start=None, end=None, /)";
constexpr char kSplit[] = "($self, /, sep=None, maxsplit=-1)";
constexpr char kStrip[] = "($self, bytes=None, /)";

// bytearray's methods read what may change.
template <bool kMutable>
constexpr uint32_t Effects(uint32_t effects) {
  return kMutable && effects != kAnything ? effects | kReadsHeap : effects;
}

template <bool kMutable>
constexpr NativeInfo kMethods[] = {
    {"find", SearchRow<Want::kFirst, false>, kSearch, kAnything | kParsesTuple,
     "Where sub first occurs in self[start:end], or -1."},
    {"rfind", SearchRow<Want::kLast, false>, kSearch, kAnything | kParsesTuple,
     "Where sub last occurs in self[start:end], or -1."},
    {"index", SearchRow<Want::kFirst, true>, kSearch, kAnything | kParsesTuple,
     "find() that raises ValueError."},
    {"rindex", SearchRow<Want::kLast, true>, kSearch, kAnything | kParsesTuple,
     "rfind() that raises ValueError."},
    {"count", SearchRow<Want::kCount, false>, kSearch, kAnything | kParsesTuple,
     "How often sub occurs in self[start:end] without overlap."},
    {"startswith", StartsWithRow<true>, "($self, prefix, start=None, end=None, /)",
     kAnything | kParsesTuple, "Whether self[start:end] begins with prefix, or one of a tuple."},
    {"endswith", StartsWithRow<false>, "($self, suffix, start=None, end=None, /)",
     kAnything | kParsesTuple, "Whether self[start:end] ends with suffix, or one of a tuple."},
    {"split", SplitRow<false>, kSplit, kAnything, "The parts between separators."},
    {"rsplit", SplitRow<true>, kSplit, kAnything,
     "The parts between separators, split from the right."},
    {"splitlines", SplitLinesRow, "($self, /, keepends=False)", kAnything, "The lines."},
    {"partition", PartitionRow<false>, "($self, sep, /)", Effects<kMutable>(kAllocates),
     "(before, sep, after) at the first sep, or (self, b'', b'')."},
    {"rpartition", PartitionRow<true>, "($self, sep, /)", Effects<kMutable>(kAllocates),
     "(before, sep, after) at the last sep, or (b'', b'', self)."},
    {"replace", ReplaceRow, "($self, old, new, count=-1, /)", kAnything,
     "The first count (default: all) occurrences of old replaced."},
    {"join", JoinRow, "($self, iterable_of_bytes, /)", kAnything,
     "The items of the iterable with self between them."},
    {"removeprefix", RemovePrefixRow, "($self, prefix, /)", Effects<kMutable>(kAllocates),
     "Without the prefix, if it is there."},
    {"removesuffix", RemoveSuffixRow, "($self, suffix, /)", Effects<kMutable>(kAllocates),
     "Without the suffix, if it is there."},
    {"strip", StripRow<kStripBoth>, kStrip, Effects<kMutable>(kAllocates),
     "Without the bytes (default: whitespace) at both ends."},
    {"lstrip", StripRow<kStripLeft>, kStrip, Effects<kMutable>(kAllocates), "strip() at the start."},
    {"rstrip", StripRow<kStripRight>, kStrip, Effects<kMutable>(kAllocates), "strip() at the end."},
};

}  // namespace

absl::Span<const NativeInfo> BytesFindMethods(bool mutable_self) { 
  return mutable_self ? absl::Span<const NativeInfo>(kMethods<true>)
                      : absl::Span<const NativeInfo>(kMethods<false>);
}

}  // namespace pyjit
