#include "runtime/types/str.h"
#include "runtime/types/str_builder.h"
#include "runtime/types/str_internal.h"
#include "runtime/unicode_properties.h"

// Case conversions. ASCII text is converted byte by byte; other text by the full
// mappings, in which one char may become three.

namespace pyjit {
namespace {

uint8_t AsciiLower(uint8_t c) { return static_cast<uint8_t>(c - 'A' < 26u ? c + 32 : c); }
uint8_t AsciiUpper(uint8_t c) { return static_cast<uint8_t>(c - 'a' < 26u ? c - 32 : c); }

template <uint8_t (*kMap)(uint8_t)>
Str* MapAscii(Thread* t, const Str* s) {
  if (s->length == 0) return t->isolate->empty_str();
  Str* out = NewStr(t, 1, s->length, true);
  if (out == nullptr) return nullptr;
  auto* from = static_cast<const uint8_t*>(s->data());
  uint8_t* to = out->chars;
  for (int64_t i = 0; i < s->length; ++i) to[i] = kMap(from[i]);
  return out;
}

uint8_t AsciiSwap(uint8_t c) {
  return static_cast<uint8_t>((c | 32) - 'a' < 26 && (c | 32) >= 'a' ? c ^ 32 : c);
}

// The first letter of each word upper, all others lower.
Str* AsciiTitle(Thread* t, const Str* s) {
  Str* out = MapAscii<AsciiLower>(t, s);
  if (out == nullptr || s->length == 0) return out;
  bool in_word = false;
  uint8_t* chars = out->chars;
  for (int64_t i = 0; i < s->length; ++i) {
    const bool letter = chars[i] - 'a' < 26 && chars[i] >= 'a';
    if (letter && !in_word) chars[i] = static_cast<uint8_t>(chars[i] - 32);
    in_word = letter;
  }
  return out;
}

constexpr uint32_t kCapitalSigma = 0x3A3;
constexpr uint32_t kSmallSigma = 0x3C3;
constexpr uint32_t kFinalSigma = 0x3C2;

// A capital sigma at i ends a word: a cased char before it and none after,
// case-ignorable chars apart.
bool IsFinalSigma(const Str* s, int64_t i) {
  int64_t before = i - 1;
  while (before >= 0 && IsUnicodeCaseIgnorable(StrCharAt(s, before))) --before;
  if (before < 0 || !IsUnicodeCased(StrCharAt(s, before))) return false;
  int64_t after = i + 1;
  while (after < s->length && IsUnicodeCaseIgnorable(StrCharAt(s, after))) ++after;
  return after == s->length || !IsUnicodeCased(StrCharAt(s, after));
}

void AppendLower(const Str* s, int64_t i, StrBuilder* out) {
  uint32_t c = StrCharAt(s, i);
  if (c == kCapitalSigma) {
    out->AppendChar(IsFinalSigma(s, i) ? kFinalSigma : kSmallSigma);
    return;
  }
  uint32_t mapped[3];
  int n = UnicodeToLower(c, mapped);
  for (int k = 0; k < n; ++k) out->AppendChar(mapped[k]);
}

void AppendMapped(int (*map)(uint32_t, uint32_t*), uint32_t c, StrBuilder* out) {
  uint32_t mapped[3];
  int n = map(c, mapped);
  for (int k = 0; k < n; ++k) out->AppendChar(mapped[k]);
}

}  // namespace

Str* StrLower(Thread* t, Str* s) {
  if (s->is_ascii()) return MapAscii<AsciiLower>(t, s);
  StrBuilder out;
  for (int64_t i = 0; i < s->length; ++i) AppendLower(s, i, &out);
  return out.Finish(t);
}

Str* StrUpper(Thread* t, Str* s) {
  if (s->is_ascii()) return MapAscii<AsciiUpper>(t, s);
  StrBuilder out;
  for (int64_t i = 0; i < s->length; ++i) {
    AppendMapped(UnicodeToUpper, StrCharAt(s, i), &out);
  }
  return out.Finish(t);
}

Str* StrCaseFold(Thread* t, Str* s) {
  if (s->is_ascii()) return MapAscii<AsciiLower>(t, s);
  StrBuilder out;
  for (int64_t i = 0; i < s->length; ++i) {
    AppendMapped(UnicodeCaseFold, StrCharAt(s, i), &out);
  }
  return out.Finish(t);
}

Str* StrTitle(Thread* t, Str* s) {
  if (s->is_ascii()) return AsciiTitle(t, s);
  StrBuilder out;
  bool in_word = false;
  for (int64_t i = 0; i < s->length; ++i) {
    uint32_t c = StrCharAt(s, i);
    if (in_word) {
      AppendLower(s, i, &out);
    } else {
      AppendMapped(UnicodeToTitle, c, &out);
    }
    in_word = IsUnicodeCased(c);
  }
  return out.Finish(t);
}

Str* StrCapitalize(Thread* t, Str* s) {
  if (s->is_ascii()) {
    Str* out = MapAscii<AsciiLower>(t, s);
    if (out != nullptr && s->length > 0) out->chars[0] = AsciiUpper(out->chars[0]);
    return out;
  }
  StrBuilder out;
  for (int64_t i = 0; i < s->length; ++i) {
    if (i == 0) {
      AppendMapped(UnicodeToTitle, StrCharAt(s, 0), &out);
    } else {
      AppendLower(s, i, &out);
    }
  }
  return out.Finish(t);
}

Str* StrSwapCase(Thread* t, Str* s) {
  if (s->is_ascii()) return MapAscii<AsciiSwap>(t, s);
  StrBuilder out;
  for (int64_t i = 0; i < s->length; ++i) {
    uint32_t c = StrCharAt(s, i);
    if (IsUnicodeUpper(c)) {
      AppendLower(s, i, &out);
    } else if (IsUnicodeLower(c)) {
      AppendMapped(UnicodeToUpper, c, &out);
    } else {
      out.AppendChar(c);
    }
  }
  return out.Finish(t);
}

}  // namespace pyjit
