// Backslash escapes, with Python's complaints about malformed ones.

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "frontend/string_literals.h"
#include "frontend/unicode.h"
#include "frontend/unicode_names.h"

namespace pyjit::internal {
namespace {

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  if (lower >= 'a' && lower <= 'f') return lower - 'a' + 10;
  return -1;
}

// Reads up to three octal digits from `*i` on.
uint32_t ReadOctal(absl::string_view text, size_t* i) {
  uint32_t value = 0;
  for (int n = 0; n < 3 && *i < text.size(); ++n, ++*i) {
    const char c = text[*i];
    if (c < '0' || c > '7') break;
    value = value * 8 + static_cast<uint32_t>(c - '0');
  }
  return value;
}

// The character a one-letter escape stands for, or 0.
char SimpleEscape(char c) {
  switch (c) {
    case '\\':
    case '\'':
    case '"':
      return c;
    case 'a':
      return '\a';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'v':
      return '\v';
    default:
      return 0;
  }
}

// Python decodes a text in which every character beyond ASCII has become an
// escape of ten bytes, and a backslash in front of one an escape of six; its
// messages count those bytes.
size_t CountedPosition(absl::string_view text, size_t pos) {
  const auto is_ascii = [&](size_t i) {
    return static_cast<unsigned char>(text[i]) < 0x80;
  };
  size_t counted = 0;
  for (size_t i = 0; i < pos; ++i) {
    if (text[i] == '\\') {
      const bool escapes = i + 1 < text.size() && is_ascii(i + 1);
      counted += escapes ? 1 : 6;
      if (escapes && i + 1 < pos) {
        ++i;
        ++counted;
      }
    } else if (is_ascii(i)) {
      ++counted;
    } else if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) {
      counted += 10;
    }
  }
  return counted;
}

std::string DecodeError(absl::string_view text, size_t begin, size_t end,
                        absl::string_view reason) {
  const size_t first = CountedPosition(text, begin);
  const size_t last = CountedPosition(text, end) - 1;
  if (first == last) {
    return absl::StrFormat(
        "(unicode error) 'unicodeescape' codec can't decode byte 0x%02x in "
        "position %d: %s",
        static_cast<unsigned char>(text[begin]), first, reason);
  }
  return absl::StrFormat(
      "(unicode error) 'unicodeescape' codec can't decode bytes in position "
      "%d-%d: %s",
      first, last, reason);
}

}  // namespace

bool DecodeStringEscapes(absl::string_view text, std::string* out,
                         std::string* message) {
  size_t i = 0;
  while (i < text.size()) {
    const size_t slash = text.find('\\', i);
    if (slash == absl::string_view::npos) {
      out->append(text.data() + i, text.size() - i);
      return true;
    }
    out->append(text.data() + i, slash - i);
    i = slash + 1;
    // In an f-string the text may end so, before a brace.
    if (i >= text.size()) {
      out->push_back('\\');
      return true;
    }
    const char c = text[i];
    if (const char simple = SimpleEscape(c)) {
      out->push_back(simple);
      ++i;
      continue;
    }
    if (c == '\n') {
      ++i;
      continue;
    }
    if (c >= '0' && c <= '7') {
      AppendUtf8(ReadOctal(text, &i), out);
      continue;
    }
    if (c == 'x' || c == 'u' || c == 'U') {
      const int wanted = c == 'x' ? 2 : c == 'u' ? 4 : 8;
      uint64_t value = 0;
      int digits = 0;
      for (++i; digits < wanted && i < text.size(); ++i, ++digits) {
        const int digit = HexValue(text[i]);
        if (digit < 0) break;
        value = value * 16 + static_cast<uint64_t>(digit);
      }
      if (digits < wanted) {
        *message = DecodeError(text, slash, i,
                               c == 'x'   ? "truncated \\xXX escape"
                               : c == 'u' ? "truncated \\uXXXX escape"
                                          : "truncated \\UXXXXXXXX escape");
        return false;
      }
      if (value > 0x10FFFF) {
        *message = DecodeError(text, slash, i, "illegal Unicode character");
        return false;
      }
      AppendUtf8(static_cast<uint32_t>(value), out);
      continue;
    }
    if (c == 'N') {
      ++i;
      absl::string_view reason = "malformed \\N character escape";
      if (i < text.size() && text[i] == '{') {
        const size_t close = text.find('}', i);
        if (close == absl::string_view::npos) {
          i = text.size();
        } else {
          const absl::string_view name = text.substr(i + 1, close - i - 1);
          i = name.empty() ? i + 1 : close + 1;
          if (!name.empty()) {
            uint32_t code_point = 0;
            if (LookUpUnicodeName(name, &code_point)) {
              AppendUtf8(code_point, out);
              continue;
            }
            reason = "unknown Unicode character name";
          }
        }
      }
      *message = DecodeError(text, slash, i, reason);
      return false;
    }
    // Not an escape: both characters stand for themselves.
    out->push_back('\\');
  }
  return true;
}

bool DecodeBytesEscapes(absl::string_view text, std::string* out,
                        std::string* message) {
  size_t i = 0;
  while (i < text.size()) {
    if (text[i] != '\\' || i + 1 >= text.size()) {
      out->push_back(text[i++]);
      continue;
    }
    const size_t slash = i++;
    const char c = text[i];
    if (const char simple = SimpleEscape(c)) {
      out->push_back(simple);
      ++i;
    } else if (c == '\n') {
      ++i;
    } else if (c >= '0' && c <= '7') {
      out->push_back(static_cast<char>(ReadOctal(text, &i)));
    } else if (c == 'x') {
      const int high = i + 1 < text.size() ? HexValue(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? HexValue(text[i + 2]) : -1;
      if (high < 0 || low < 0) {
        *message = absl::StrCat("(value error) invalid \\x escape at position ",
                                slash);
        return false;
      }
      out->push_back(static_cast<char>(high * 16 + low));
      i += 3;
    } else {
      out->push_back('\\');
    }
  }
  return true;
}

}  // namespace pyjit::internal
