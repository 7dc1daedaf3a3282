#include "runtime/types/str_format_parse.h"

#include "runtime/error.h"
#include "runtime/types/str.h"
#include "runtime/unicode_properties.h"

namespace pyjit {
namespace {

bool Fail(Thread* t, const char* message) {
  RaiseText(t, Exc::kValueError, message);
  return false;
}

// From behind '{' to behind its '}'.
bool ParseField(Thread* t, Str* text, int64_t end, int64_t* at,
                FormatField* field) {
  uint32_t c = 0;
  field->name.start = *at;
  bool done = false;
  while (!done && *at < end) {
    c = StrCharAt(text, (*at)++);
    switch (c) {
      case '{':
        return Fail(t, "unexpected '{' in field name");
      case '[':
        while (*at < end && StrCharAt(text, *at) != ']') ++*at;
        break;
      case '}':
      case ':':
      case '!':
        done = true;
        break;
      default:
        break;
    }
  }
  field->name.end = *at - 1;
  if (!done) return Fail(t, "expected '}' before end of string");
  if (c == '}') return true;
  if (c == '!') {
    if (*at >= end)
      return Fail(t, "end of string while looking for conversion specifier");
    field->conversion = StrCharAt(text, (*at)++);
    if (*at < end) {
      c = StrCharAt(text, (*at)++);
      if (c == '}') return true;
      if (c != ':') return Fail(t, "expected ':' after conversion specifier");
    }
  }
  field->spec.start = *at;
  for (int nesting = 1; *at < end;) {
    c = StrCharAt(text, (*at)++);
    if (c == '{') {
      field->spec_has_fields = true;
      ++nesting;
    } else if (c == '}' && --nesting == 0) {
      field->spec.end = *at - 1;
      return true;
    }
  }
  return Fail(t, "unmatched '{' in format spec");
}

}  // namespace

bool ParseFormatPiece(Thread* t, Str* text, int64_t end, int64_t* at,
                      FormatPiece* piece) {
  piece->literal.start = *at;
  piece->has_field = false;
  uint32_t c = 0;
  bool markup = false;
  while (*at < end) {
    c = StrCharAt(text, (*at)++);
    if (c == '{' || c == '}') {
      markup = true;
      break;
    }
  }
  piece->literal.end = *at;
  if (!markup) return true;
  const bool at_end = *at >= end;
  const bool doubled = !at_end && StrCharAt(text, *at) == c;
  if (c == '}' && !doubled)
    return Fail(t, "Single '}' encountered in format string");
  if (at_end) return Fail(t, "Single '{' encountered in format string");
  if (doubled) {
    ++*at;
    return true;
  }
  piece->literal.end = *at - 1;
  piece->has_field = true;
  piece->field = FormatField();
  return ParseField(t, text, end, at, &piece->field);
}

bool ReadFormatIndex(Thread* t, Str* text, StrRange range, int64_t* out) {
  *out = -1;
  if (range.empty()) return true;
  int64_t n = 0;
  for (int64_t i = range.start; i < range.end; ++i) {
    int digit = UnicodeDecimalValue(StrCharAt(text, i));
    if (digit < 0) return true;
    if (n > (INT64_MAX - digit) / 10) {
      return Fail(t, "Too many decimal digits in format string");
    }
    n = n * 10 + digit;
  }
  *out = n;
  return true;
}

int64_t FieldFirstEnd(Str* text, StrRange name) {
  int64_t at = name.start;
  while (at < name.end && StrCharAt(text, at) != '.' &&
         StrCharAt(text, at) != '[')
    ++at;
  return at;
}

bool ParseFieldPart(Thread* t, Str* text, int64_t end, int64_t* at,
                    FieldPart* part) {
  const uint32_t c = StrCharAt(text, (*at)++);
  part->is_attribute = c == '.';
  part->text.start = *at;
  if (c == '.') {
    *at = part->text.end = FieldFirstEnd(text, {*at, end});
  } else if (c == '[') {
    while (*at < end && StrCharAt(text, *at) != ']') ++*at;
    if (*at >= end) return Fail(t, "Missing ']' in format string");
    part->text.end = (*at)++;
  } else {
    return Fail(t, "Only '.' or '[' may follow ']' in format field specifier");
  }
  return part->text.empty() ? Fail(t, "Empty attribute in format string")
                            : true;
}

}  // namespace pyjit
