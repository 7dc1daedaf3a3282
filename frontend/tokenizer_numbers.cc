#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "frontend/tokenizer_internal.h"

namespace pyjit::internal {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsRadixDigit(char c, int radix) {
  if (radix == 16) {
    const char lower = static_cast<char>(c | 0x20);
    return IsDigit(c) || (lower >= 'a' && lower <= 'f');
  }
  return c >= '0' && c < '0' + radix;
}

// Letters beyond ASCII do not count: `2` before a Greek letter is a number and
// a name.
bool ContinuesAsciiWord(char c) {
  const char lower = static_cast<char>(c | 0x20);
  return (lower >= 'a' && lower <= 'z') || IsDigit(c) || c == '_';
}

// A keyword that may stand directly behind a number, as in `1if x else y`.
bool StartsKeywordAfterNumber(const char* p) {
  const auto ends = [](const char* end) {
    return !ContinuesAsciiWord(*end) && static_cast<unsigned char>(*end) < 0x80;
  };
  switch (p[0]) {
    case 'a':
      return p[1] == 'n' && p[2] == 'd' && ends(p + 3);
    case 'e':
      return p[1] == 'l' && p[2] == 's' && p[3] == 'e' && ends(p + 4);
    case 'f':
      return p[1] == 'o' && p[2] == 'r' && ends(p + 3);
    case 'i':
      return p[1] == 'f' || p[1] == 'n' || p[1] == 's';
    case 'o':
      return p[1] == 'r' && ends(p + 2);
    case 'n':
      return p[1] == 'o' && p[2] == 't' && ends(p + 3);
    default:
      return false;
  }
}

}  // namespace

bool Tokenizer::CheckNumberEnd(const char* p, const char* name) {
  if (!ContinuesAsciiWord(*p) || StartsKeywordAfterNumber(p)) return true;
  Fail(p, absl::StrCat("invalid ", name, " literal"));
  return false;
}

// Digits with single underscores between them; `p` is behind the first digit.
const char* Tokenizer::ReadDecimalTail(const char* p) {
  while (true) {
    while (IsDigit(*p)) ++p;
    if (*p != '_') return p;
    ++p;
    if (!IsDigit(*p)) {
      Fail(p, "invalid decimal literal");
      return nullptr;
    }
  }
}

const char* Tokenizer::ReadRadix(const char* start, int radix,
                                 const char* name) {
  const char* p = start + 2;
  do {
    if (*p == '_') ++p;
    if (!IsRadixDigit(*p, radix)) {
      if (IsDigit(*p)) {
        Fail(p + 1,
             absl::StrFormat("invalid digit '%c' in %s literal", *p, name));
      } else {
        Fail(p, absl::StrCat("invalid ", name, " literal"));
      }
      return nullptr;
    }
    while (IsRadixDigit(*p, radix)) ++p;
  } while (*p == '_');
  if (IsDigit(*p)) {
    Fail(p + 1, absl::StrFormat("invalid digit '%c' in %s literal", *p, name));
    return nullptr;
  }
  if (!CheckNumberEnd(p, name)) return nullptr;
  Emit(TokenKind::kNumber, start, p);
  return p;
}

const char* Tokenizer::ReadNumber(const char* start) {
  const char* p = start;
  bool leading_zeros = false;
  const char* zeros_end = nullptr;
  if (*p == '0') {
    switch (p[1] | 0x20) {
      case 'x':
        return ReadRadix(start, 16, "hexadecimal");
      case 'o':
        return ReadRadix(start, 8, "octal");
      case 'b':
        return ReadRadix(start, 2, "binary");
    }
    ++p;
    while (true) {
      if (*p == '_') {
        ++p;
        if (!IsDigit(*p)) {
          Fail(p, "invalid decimal literal");
          return nullptr;
        }
      }
      if (*p != '0') break;
      ++p;
    }
    // One further, as the caret goes under the first digit after the zeros.
    zeros_end = p + 1;
    if (IsDigit(*p)) {
      leading_zeros = true;
      p = ReadDecimalTail(p);
    }
  } else if (*p != '.') {
    p = ReadDecimalTail(p);
  }
  if (p == nullptr) return nullptr;

  bool is_float = false;
  if (*p == '.') {
    is_float = true;
    ++p;
    if (IsDigit(*p)) {
      p = ReadDecimalTail(p);
      if (p == nullptr) return nullptr;
    }
  }
  if (*p == 'e' || *p == 'E') {
    const char* exponent = p + 1;
    if (*exponent == '+' || *exponent == '-') {
      ++exponent;
      if (!IsDigit(*exponent)) {
        Fail(exponent, "invalid decimal literal");
        return nullptr;
      }
    } else if (!IsDigit(*exponent)) {
      // Not an exponent: `1else` is a number and a keyword.
      if (!CheckNumberEnd(p, "decimal")) return nullptr;
      Emit(TokenKind::kNumber, start, p);
      return p;
    }
    is_float = true;
    p = ReadDecimalTail(exponent);
    if (p == nullptr) return nullptr;
  }
  if (*p == 'j' || *p == 'J') {
    ++p;
    if (!CheckNumberEnd(p, "imaginary")) return nullptr;
    Emit(TokenKind::kNumber, start, p);
    return p;
  }
  if (leading_zeros && !is_float) {
    Fail(p,
         "leading zeros in decimal integer literals are not permitted; use an "
         "0o prefix for octal integers",
         static_cast<int32_t>(start + 1 - line_start_),
         static_cast<int32_t>(zeros_end - line_start_));
    return nullptr;
  }
  if (!CheckNumberEnd(p, "decimal")) return nullptr;
  Emit(TokenKind::kNumber, start, p);
  return p;
}

}  // namespace pyjit::internal
