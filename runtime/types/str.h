#ifndef RUNTIME_TYPES_STR_H_
#define RUNTIME_TYPES_STR_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "runtime/objects.h"
#include "runtime/shape.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Python strings: PEP 393 layout in runtime/objects.h. Every string has the
// narrowest width that holds its chars, and kStrAscii exactly when all are
// ASCII, so equal strings have equal width and bytes. Instances of subclasses
// are Str objects with another shape; results are always exact strs.
//
// Functions with a Thread may collect and fail with null (MemoryError) or as
// said; none runs Python unless it says so. Functions without one do neither.

namespace pyjit {

inline bool IsStr(Value v) { return IsKind(v, Kind::kStr); }  // subclasses too

// --- Making strings ---

// Uninitialised chars, width 1, 2 or 4. The caller fills them and vouches for
// the invariant above: for width 1 set kStrAscii by `ascii` or
// StrSetAsciiFlag afterwards, wider ones need a char that wants the width.
Str* NewStr(Thread* t, int width, int64_t length, bool ascii = false);
void StrSetAsciiFlag(Str* s);  // looks at the chars of a width 1 string
// For a string just made: its chars, to be written.
inline void* StrMutableData(Str* s) { return const_cast<void*>(s->data()); }
// From UTF-8. Surrogates in three bytes are accepted (see StrToUtf8); other
// invalid bytes become U+FFFD.
Str* NewStrUtf8(Thread* t, absl::string_view text);
// Copies n chars of the given width, narrowing if they allow it.
Str* StrFromChars(Thread* t, int width, const void* chars, int64_t n);
Str* StrFromLatin1(Thread* t, absl::string_view bytes);
Str* StrFromChar(Thread* t, uint32_t c);
// str itself for exact strings, else a copy without the subclass.
Str* StrToExact(Thread* t, Str* s);

// --- Reading ---

inline uint32_t StrCharAt(const Str* s, int64_t i) {
  const void* data = s->data();
  switch (s->flags & kStrWidthMask) {
    case kStrWidth1: return static_cast<const uint8_t*>(data)[i];
    case kStrWidth2: return static_cast<const uint16_t*>(data)[i];
    default: return static_cast<const uint32_t*>(data)[i];
  }
}
// UTF-8; lone surrogates become three bytes each (as "surrogatepass").
std::string StrToUtf8(const Str* s);
void StrAppendUtf8(const Str* s, std::string* out);
// The chars of a width 1 string as bytes (for ASCII strings: their text).
// Valid while the string is alive.
inline absl::string_view StrBytes1(const Str* s) {
  return absl::string_view(static_cast<const char*>(s->data()),
                           static_cast<size_t>(s->length));
}
inline bool StrEqualsAscii(const Str* s, absl::string_view text) {
  return s->is_ascii() && StrBytes1(s) == text;
}

// Whether two strs are equal: 1, 0, or -1 if their chars decide (StrCharsEqual).
inline __attribute__((always_inline)) int StrEqualsAtOnce(const Str* a, const Str* b) {
  if (a == b) return 1;
  if (a->length != b->length || (a->flags & b->flags & kStrInterned)) return 0;
  return -1;
}
bool StrCharsEqual(const Str* a, const Str* b);  // of equal length
inline bool StrEquals(const Str* a, const Str* b) {
  const int quick = StrEqualsAtOnce(a, b);
  return quick < 0 ? StrCharsEqual(a, b) : quick != 0;
}
int StrCompare(const Str* a, const Str* b);  // -1, 0, 1 by code points
// The order of strs that begin with different chars of the first 256: below or above 0.
// 0: it takes more to tell. Without a call.
inline __attribute__((always_inline)) int StrOrderOfFirsts(const Str* a, const Str* b) {
  if (((a->flags | b->flags) & kStrExternal) != 0 || a->width() != 1 || b->width() != 1 ||
      a->length == 0 || b->length == 0) {
    return 0;
  }
  return int{a->chars[0]} - int{b->chars[0]};
}
// StrCompare for those that mostly begin with different chars.
inline int StrOrder(const Str* a, const Str* b) {
  const int order = StrOrderOfFirsts(a, b);
  return order != 0 ? order : StrCompare(a, b);
}
uint64_t StrHashSlow(Str* s);
// Cached in the string, unless it is 0 (that of the empty string). Never -1.
inline uint64_t StrHash(Str* s) { return s->hash != 0 ? s->hash : StrHashSlow(s); }
// The hash function itself: runtime/types/hash_bytes.h.
uint64_t HashBytes(const void* data, size_t size);

// --- Operations ---

// s[i], counting from the end if negative. IndexError.
Value StrIndex(Thread* t, Str* s, int64_t i);
// s[key] for an int or slice key. May run Python (__index__).
Value StrGetItem(Thread* t, Str* s, Value key);
// chars [start, stop), 0 <= start <= stop <= length.
Str* StrSlice(Thread* t, Str* s, int64_t start, int64_t stop);
// count chars from start in steps.
Str* StrSliceStep(Thread* t, Str* s, int64_t start, int64_t step, int64_t count);
// a + b. Amortised linear for a growing left operand (shared buffers).
Str* StrConcat(Thread* t, Str* a, Str* b);
Str* StrRepeat(Thread* t, Str* s, int64_t n);
// sep.join(items). TypeError "sequence item 0: expected str instance, int found".
Str* StrJoin(Thread* t, Str* sep, Value* items, int64_t n);

// First or last occurrence in [start, end), -1 if none; overlapping not counted.
int64_t StrFind(const Str* s, const Str* sub, int64_t start, int64_t end);
int64_t StrRFind(const Str* s, const Str* sub, int64_t start, int64_t end);
int64_t StrCount(const Str* s, const Str* sub, int64_t start, int64_t end,
                 int64_t max_count = INT64_MAX);
inline bool StrContains(const Str* s, const Str* sub) {
  return StrFind(s, sub, 0, s->length) >= 0;
}
bool StrMatchesAt(const Str* s, const Str* sub, int64_t at);
Str* StrReplace(Thread* t, Str* s, Str* from, Str* to, int64_t max_count);
// Lists of strs. sep null: runs of whitespace. max_split < 0: no limit.
Value StrSplit(Thread* t, Str* s, Str* sep, int64_t max_split);
Value StrRSplit(Thread* t, Str* s, Str* sep, int64_t max_split);
Value StrSplitLines(Thread* t, Str* s, bool keep_ends);
enum StripSides { kStripLeft = 1, kStripRight = 2, kStripBoth = 3 };
Str* StrStrip(Thread* t, Str* s, Str* chars, int sides);  // chars null: whitespace

Str* StrLower(Thread* t, Str* s);
Str* StrUpper(Thread* t, Str* s);
Str* StrTitle(Thread* t, Str* s);
Str* StrCapitalize(Thread* t, Str* s);
Str* StrSwapCase(Thread* t, Str* s);
Str* StrCaseFold(Thread* t, Str* s);

Str* StrRepr(Thread* t, Str* s);
Str* StrAscii(Thread* t, Str* repr);  // ascii(): escapes what is not ASCII in a repr

// fmt % args, and fmt.format(*args, **kwargs) (kwargs: Dict or null; mapping
// for format_map). Run Python.
Value StrPercent(Thread* t, Str* format, Value args);
Value StrFormat(Thread* t, Str* format, Value* args, int64_t nargs, Value kwargs);

bool InitStrType(Thread* t);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_STR_H_
