#include "frontend/unicode_names.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace pyjit {
namespace {

#include "frontend/unicode_name_hashes.inc"

constexpr int kCodePointBits = 21;

uint64_t Hash(absl::string_view name) {
  uint64_t hash = 0xCBF29CE484222325;
  for (const char c : name) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  }
  return hash;
}

// "CJK UNIFIED IDEOGRAPH-4E00": the name says the code point.
bool LookUpIdeograph(absl::string_view digits, uint32_t* code_point) {
  if (digits.size() != 4 && digits.size() != 5) return false;
  uint32_t value = 0;
  for (const char c : digits) {
    if (!absl::ascii_isxdigit(static_cast<unsigned char>(c))) return false;
    value = value * 16 +
            static_cast<uint32_t>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
  }
  const auto within = [value](uint32_t first, uint32_t last) {
    return value >= first && value <= last;
  };
  if (!within(0x3400, 0x4DBF) && !within(0x4E00, 0x9FFF) &&
      !within(0x20000, 0x2A6DF) && !within(0x2A700, 0x2B738) &&
      !within(0x2B740, 0x2B81D) && !within(0x2B820, 0x2CEA1) &&
      !within(0x2CEB0, 0x2EBE0) && !within(0x30000, 0x3134A)) {
    return false;
  }
  *code_point = value;
  return true;
}

// Index of the longest of `names` that `*text` begins with, which is removed.
template <size_t n>
uint32_t TakeJamo(const absl::string_view (&names)[n],
                  absl::string_view* text) {
  size_t best = n;
  for (size_t i = 0; i < n; ++i) {
    if (absl::StartsWith(*text, names[i]) &&
        (best == n || names[i].size() > names[best].size())) {
      best = i;
    }
  }
  if (best < n) text->remove_prefix(names[best].size());
  return static_cast<uint32_t>(best);
}

// "HANGUL SYLLABLE GAG": the name is put together from three sounds.
bool LookUpSyllable(absl::string_view sounds, uint32_t* code_point) {
  static constexpr absl::string_view kLeading[] = {
      "G",  "GG", "N", "D",  "DD", "R", "M", "B", "BB", "S",
      "SS", "",   "J", "JJ", "C",  "K", "T", "P", "H"};
  static constexpr absl::string_view kVowels[] = {
      "A",  "AE", "YA", "YAE", "EO", "E",  "YEO", "YE", "O",  "WA", "WAE",
      "OE", "YO", "U",  "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
  static constexpr absl::string_view kTrailing[] = {
      "",   "G",  "GG", "GS", "N",  "NJ", "NH", "D", "L",  "LG",
      "LM", "LB", "LS", "LT", "LP", "LH", "M",  "B", "BS", "S",
      "SS", "NG", "J",  "C",  "K",  "T",  "P",  "H"};
  const uint32_t leading = TakeJamo(kLeading, &sounds);
  const uint32_t vowel = TakeJamo(kVowels, &sounds);
  const uint32_t trailing = TakeJamo(kTrailing, &sounds);
  if (vowel == std::size(kVowels) || !sounds.empty()) return false;
  *code_point = 0xAC00 + (leading * 21 + vowel) * 28 + trailing;
  return true;
}

}  // namespace

bool LookUpUnicodeName(absl::string_view name, uint32_t* code_point) {
  const std::string upper = absl::AsciiStrToUpper(name);
  constexpr absl::string_view kIdeograph = "CJK UNIFIED IDEOGRAPH-";
  constexpr absl::string_view kSyllable = "HANGUL SYLLABLE ";
  const absl::string_view text = upper;
  if (absl::StartsWith(text, kIdeograph)) {
    return LookUpIdeograph(text.substr(kIdeograph.size()), code_point);
  }
  if (absl::StartsWith(text, kSyllable)) {
    return LookUpSyllable(text.substr(kSyllable.size()), code_point);
  }
  const uint64_t wanted = Hash(text) >> kCodePointBits;
  const uint64_t* at =
      std::lower_bound(std::begin(kNameHashes), std::end(kNameHashes), wanted,
                       [](uint64_t row, uint64_t hash) {
                         return (row >> kCodePointBits) < hash;
                       });
  if (at == std::end(kNameHashes) || (*at >> kCodePointBits) != wanted) {
    return false;
  }
  *code_point =
      static_cast<uint32_t>(*at & ((uint64_t{1} << kCodePointBits) - 1));
  return true;
}

}  // namespace pyjit
