#ifndef RUNTIME_TYPES_STR_SEARCH_H_
#define RUNTIME_TYPES_STR_SEARCH_H_

#include <cstdint>
#include <cstring>
#include <memory>
#include <new>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

// Searching chars of one width, in time linear in the text however the needle
// repeats itself: quick filters run first, and once they have been wrong too often
// an automaton goes on. Private to runtime/types.

namespace pyjit {

// The rest of a search, after Knuth, Morris and Pratt: where `needle(0..m)` begins in
// `text(from..n)`, or -1. Accessors, so that it runs backwards too.
template <typename Text, typename Needle>
int64_t FindByAutomaton(Text text, int64_t from, int64_t n, Needle needle,
                        int64_t m) {
  // fall[j]: how much of the needle's start still matches when char j does not.
  std::unique_ptr<int64_t[]> fall(new (std::nothrow)
                                      int64_t[static_cast<size_t>(m) + 1]);
  if (fall == nullptr) {  // no memory: slow, but right
    for (int64_t i = from; i + m <= n; ++i) {
      int64_t j = 0;
      while (j < m && text(i + j) == needle(j)) ++j;
      if (j == m) return i;
    }
    return -1;
  }
  fall[0] = -1;
  for (int64_t j = 1, k = 0; j < m; ++j, ++k) {
    fall[j] = needle(j) == needle(k) ? fall[k] : k;
    while (k >= 0 && needle(j) != needle(k)) k = fall[k];
  }
  int64_t j = 0;
  for (int64_t i = from; i < n; ++i) {
    while (j >= 0 && text(i) != needle(j)) j = fall[j];
    if (++j == m) return i - m + 1;
  }
  return -1;
}

#ifdef __SSE2__
inline __m128i SplatUnit(uint8_t c) {
  return _mm_set1_epi8(static_cast<char>(c));
}
inline __m128i SplatUnit(uint16_t c) {
  return _mm_set1_epi16(static_cast<int16_t>(c));
}
inline __m128i SplatUnit(uint32_t c) {
  return _mm_set1_epi32(static_cast<int32_t>(c));
}
template <typename Unit>
inline __m128i EqualUnits(const Unit* at, __m128i wanted) {
  const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  if constexpr (sizeof(Unit) == 1) return _mm_cmpeq_epi8(block, wanted);
  if constexpr (sizeof(Unit) == 2) return _mm_cmpeq_epi16(block, wanted);
  return _mm_cmpeq_epi32(block, wanted);
}
#endif

// Work that wrong candidates may cost before the automaton takes over.
inline int64_t SearchBudget(int64_t n) { return 4 * n + 512; }

// First match of needle[0..m) in text[0..n), or -1. m >= 2.
template <typename Unit>
int64_t FindUnits(const Unit* text, int64_t n, const Unit* needle, int64_t m) {
  const Unit first = needle[0], last = needle[m - 1];
  const size_t inner = static_cast<size_t>(m - 2) * sizeof(Unit);
  int64_t budget = SearchBudget(n);
  int64_t i = 0;
  auto go_on = [&](int64_t from) {
    return FindByAutomaton([=](int64_t k) { return text[k]; }, from, n,
                           [=](int64_t k) { return needle[k]; }, m);
  };
#ifdef __SSE2__
  constexpr int64_t kLanes = 16 / sizeof(Unit);
  const __m128i firsts = SplatUnit(first), lasts = SplatUnit(last);
  for (; i + m - 1 + kLanes <= n; i += kLanes) {
    const __m128i both = _mm_and_si128(EqualUnits(text + i, firsts),
                                       EqualUnits(text + i + m - 1, lasts));
    auto mask = static_cast<uint32_t>(_mm_movemask_epi8(both));
    while (mask != 0) {
      const int bit = __builtin_ctz(mask);
      const int64_t at = i + bit / static_cast<int>(sizeof(Unit));
      if (inner == 0 || std::memcmp(text + at + 1, needle + 1, inner) == 0) {
        return at;
      }
      budget -= 2 + m / 8;
      if (budget < 0) return go_on(at + 1);
      mask &= ~(((1u << sizeof(Unit)) - 1) << bit);
    }
  }
#endif
  for (; i + m <= n; ++i) {
    if (text[i] != first || text[i + m - 1] != last) continue;
    if (inner == 0 || std::memcmp(text + i + 1, needle + 1, inner) == 0) {
      return i;
    }
    budget -= 2 + m / 8;
    if (budget < 0) return go_on(i + 1);
  }
  return -1;
}

// Last match, or -1. m >= 1.
template <typename Unit>
int64_t FindUnitsFromRight(const Unit* text, int64_t n, const Unit* needle,
                           int64_t m) {
  const Unit first = needle[0];
  const size_t rest = static_cast<size_t>(m - 1) * sizeof(Unit);
  int64_t budget = SearchBudget(n);
  for (int64_t i = n - m; i >= 0; --i) {
    if constexpr (sizeof(Unit) == 1) {
      const void* hit = memrchr(text, first, static_cast<size_t>(i) + 1);
      if (hit == nullptr) return -1;
      i = static_cast<const Unit*>(hit) - text;
    } else if (text[i] != first) {
      continue;
    }
    if (rest == 0 || std::memcmp(text + i + 1, needle + 1, rest) == 0) return i;
    budget -= 2 + m / 8;
    if (budget < 0) {
      const int64_t end = i + m - 1;  // what is left: matches that begin before i
      const int64_t back = FindByAutomaton(
          [=](int64_t k) { return text[end - 1 - k]; }, 0, end,
          [=](int64_t k) { return needle[m - 1 - k]; }, m);
      return back < 0 ? -1 : end - back - m;
    }
  }
  return -1;
}

// How often c is in text[0..n).
template <typename Unit>
int64_t CountUnit(const Unit* text, int64_t n, Unit c) {
  int64_t count = 0;
  int64_t i = 0;
  // Blocks whose count fits a unit, so that it is counted in vectors of units.
  constexpr int64_t kBlock = 128;
  for (; i + kBlock <= n; i += kBlock) {
    Unit block = 0;
    for (int64_t k = 0; k < kBlock; ++k) {
      block = static_cast<Unit>(block + (text[i + k] == c));
    }
    count += block;
  }
  for (; i < n; ++i) count += text[i] == c;
  return count;
}

}  // namespace pyjit

#endif  // RUNTIME_TYPES_STR_SEARCH_H_
