#include "frontend/normalization.h"

#include <cstdint>
#include <string>
#include <vector>

#include "frontend/unicode.h"
#include "gtest/gtest.h"

namespace pyjit {
namespace {

// FNV-1a of texts with an end mark each: what the program of a test's comment
// prints, with this in front of it.
//   from unicodedata import normalize
//   mix = 0xCBF29CE484222325
//   def add(text):
//       global mix
//       for b in normalize("NFKC", text).encode() + b"\0":
//           mix = (mix ^ b) * 0x100000001B3 % 2**64
//   chars = [chr(c) for c in range(128, 0x110000) if ("a" + chr(c)).isidentifier()]
class Mix {
 public:
  void Add(const std::string& text) {
    for (const char c : text) Byte(static_cast<unsigned char>(c));
    Byte(0);
  }
  uint64_t value = 0xCBF29CE484222325;

 private:
  void Byte(uint64_t b) { value = (value ^ b) * 0x100000001B3; }
};

std::vector<std::string> IdentifierCharacters() {
  std::vector<std::string> out;
  for (uint32_t c = 128; c < 0x110000; ++c) {
    if (!IsIdentifierContinue(c)) continue;
    out.emplace_back();
    AppendUtf8(c, &out.back());
  }
  return out;
}

TEST(Normalization, OneCharacter) {
  EXPECT_EQ(NormalizeIdentifier("\xef\xac\x81t"), "fit");   // a ligature
  EXPECT_EQ(NormalizeIdentifier("e\xcc\x81"), "\xc3\xa9");  // e and an accent
  EXPECT_EQ(NormalizeIdentifier("\xc2\xb5"), "\xce\xbc");   // micro is mu
  EXPECT_EQ(NormalizeIdentifier("\xe2\x84\xab"), "\xc3\x85");
  EXPECT_EQ(NormalizeIdentifier("x\xe2\x82\x99"), "xn");
}

// for c in chars: add(c)
TEST(Normalization, EachCharacterAsInPython) {
  Mix mix;
  for (const std::string& c : IdentifierCharacters()) {
    mix.Add(NormalizeIdentifier(c));
  }
  EXPECT_EQ(mix.value, 15292351613469551323u);
}

// often = [*map(ord, "aeA"), ...]  # as below
// state = 1
// for i in range(200000):
//     text = ""
//     for k in range(4):
//         state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
//         n = state >> 33
//         text += (chr(often[n // 4 % len(often)]) if n % 4
//                  else chars[n // 4 % len(chars)])
//     add(text)
TEST(Normalization, SequencesAsInPython) {
  // Letters, vowels and finals of Hangul, and marks above and below.
  const std::vector<std::string> characters = IdentifierCharacters();
  std::vector<uint32_t> often = {'a', 'e', 'A', 0xC5, 0x1EA1, 0xAC00, 0xAC01,
                                 0x3B1, 0x1F00, 0x9C7, 0x1025, 0x3099, 0x304B};
  for (uint32_t c = 0x300; c < 0x34F; ++c) often.push_back(c);
  for (uint32_t c = 0x1100; c < 0x1113; ++c) often.push_back(c);
  for (uint32_t c = 0x1161; c < 0x1176; ++c) often.push_back(c);
  for (uint32_t c = 0x11A8; c < 0x11C3; ++c) often.push_back(c);
  Mix mix;
  uint64_t state = 1;
  for (int i = 0; i < 200000; ++i) {
    std::string text;
    for (int k = 0; k < 4; ++k) {
      state = state * 6364136223846793005 + 1442695040888963407;
      const uint64_t n = state >> 33;
      if (n % 4 == 0) {
        text += characters[n / 4 % characters.size()];
      } else {
        AppendUtf8(often[n / 4 % often.size()], &text);
      }
    }
    mix.Add(NormalizeIdentifier(text));
  }
  EXPECT_EQ(mix.value, 17244582798711911085u);
}

}  // namespace
}  // namespace pyjit
