#include "frontend/normalization.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <tuple>
#include <utility>
#include <vector>

#include "frontend/unicode.h"

// Unicode's algorithm: take all characters apart, put combining marks into
// their order, put together what makes one character.

namespace pyjit {
namespace {

struct Decomposition {
  uint32_t code_point;
  uint16_t first_part;
  uint16_t part_count;
};

struct CombiningRange {
  uint32_t first;
  uint32_t last;
  uint8_t combining_class;
};

struct Composition {
  uint32_t first;
  uint32_t second;
  uint32_t composed;
};

#include "frontend/normalization_tables.inc"

// Syllables of Hangul are numbered by their two or three sounds.
constexpr uint32_t kSyllables = 0xAC00;
constexpr uint32_t kLeading = 0x1100, kLeadingCount = 19;
constexpr uint32_t kVowels = 0x1161, kVowelCount = 21;
constexpr uint32_t kTrailing = 0x11A7, kTrailingCount = 28;  // the first is none
constexpr uint32_t kSyllableCount = kLeadingCount * kVowelCount * kTrailingCount;

uint8_t CombiningClass(uint32_t c) {
  const CombiningRange* at = std::lower_bound(
      std::begin(kCombiningRanges), std::end(kCombiningRanges), c,
      [](const CombiningRange& range, uint32_t v) { return range.last < v; });
  return at != std::end(kCombiningRanges) && at->first <= c
             ? at->combining_class
             : 0;
}

void AppendParts(uint32_t c, std::vector<uint32_t>* out) {
  const Decomposition* at = std::lower_bound(
      std::begin(kDecompositions), std::end(kDecompositions), c,
      [](const Decomposition& row, uint32_t v) { return row.code_point < v; });
  if (at == std::end(kDecompositions) || at->code_point != c) {
    // A syllable stays whole: its parts would only be put together again.
    out->push_back(c);
    return;
  }
  const uint32_t* parts = kParts + at->first_part;
  out->insert(out->end(), parts, parts + at->part_count);
}

// Sorts each run of combining marks by class, equal ones as they stand.
void Reorder(std::vector<uint32_t>* text) {
  for (size_t i = 0; i < text->size();) {
    size_t end = i;
    while (end < text->size() && CombiningClass((*text)[end]) != 0) ++end;
    std::stable_sort(text->begin() + i, text->begin() + end,
                     [](uint32_t a, uint32_t b) {
                       return CombiningClass(a) < CombiningClass(b);
                     });
    i = end + 1;
  }
}

// The character that the two make, or 0.
uint32_t Compose(uint32_t first, uint32_t second) {
  if (first - kLeading < kLeadingCount && second - kVowels < kVowelCount) {
    return kSyllables + ((first - kLeading) * kVowelCount + (second - kVowels)) *
                            kTrailingCount;
  }
  if (first - kSyllables < kSyllableCount &&
      (first - kSyllables) % kTrailingCount == 0 && second > kTrailing &&
      second - kTrailing < kTrailingCount) {
    return first + (second - kTrailing);
  }
  const auto pair = std::make_pair(first, second);
  const Composition* at = std::lower_bound(
      std::begin(kCompositions), std::end(kCompositions), pair,
      [](const Composition& row, const std::pair<uint32_t, uint32_t>& v) {
        return std::tie(row.first, row.second) < std::tie(v.first, v.second);
      });
  return at != std::end(kCompositions) && at->first == first &&
                 at->second == second
             ? at->composed
             : 0;
}

void ComposeAll(std::vector<uint32_t>* text) {
  size_t kept = 0;
  size_t starter = text->size();  // where the last one stands, if any
  int last_class = -1;            // of what was kept behind it
  for (const uint32_t c : *text) {
    const int own_class = CombiningClass(c);
    // A mark of the same or a higher class in between blocks the way.
    if (starter < kept && (last_class < own_class || starter + 1 == kept)) {
      const uint32_t composed = Compose((*text)[starter], c);
      if (composed != 0) {
        (*text)[starter] = composed;
        continue;
      }
    }
    if (own_class == 0) starter = kept;
    last_class = own_class == 0 ? -1 : own_class;
    (*text)[kept++] = c;
  }
  text->resize(kept);
}

}  // namespace

std::string NormalizeIdentifier(absl::string_view text) {
  std::vector<uint32_t> characters;
  for (size_t at = 0; at < text.size();) {
    AppendParts(DecodeUtf8(text, &at), &characters);
  }
  Reorder(&characters);
  ComposeAll(&characters);
  std::string out;
  for (const uint32_t c : characters) AppendUtf8(c, &out);
  return out;
}

}  // namespace pyjit
