#include "runtime/types/str.h"
#include "runtime/types/str_builder.h"
#include "runtime/types/str_internal.h"
#include "runtime/unicode_properties.h"

// repr(str) and ascii().

namespace pyjit {
namespace {

void AppendHex(uint32_t c, int digits, StrBuilder* out) {
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
    out->AppendChar(static_cast<uint32_t>("0123456789abcdef"[c >> shift & 15]));
  }
}

// \xNN, \uNNNN or \UNNNNNNNN, the shortest that fits.
void AppendEscape(uint32_t c, StrBuilder* out) {
  out->AppendChar('\\');
  if (c < 0x100) {
    out->AppendChar('x');
    AppendHex(c, 2, out);
  } else if (c < 0x10000) {
    out->AppendChar('u');
    AppendHex(c, 4, out);
  } else {
    out->AppendChar('U');
    AppendHex(c, 8, out);
  }
}

}  // namespace

Str* StrRepr(Thread* t, Str* s) {
  bool single = false, twice = false;
  for (int64_t i = 0; i < s->length; ++i) {
    uint32_t c = StrCharAt(s, i);
    single |= c == '\'';
    twice |= c == '"';
  }
  uint32_t quote = single && !twice ? '"' : '\'';
  StrBuilder out;
  out.Reserve(s->length + 2);
  out.AppendChar(quote);
  for (int64_t i = 0; i < s->length; ++i) {
    uint32_t c = StrCharAt(s, i);
    if (c == quote || c == '\\') {
      out.AppendChar('\\');
      out.AppendChar(c);
    } else if (c == '\n') {
      out.AppendAscii("\\n");
    } else if (c == '\r') {
      out.AppendAscii("\\r");
    } else if (c == '\t') {
      out.AppendAscii("\\t");
    } else if (IsUnicodePrintable(c)) {
      out.AppendChar(c);
    } else {
      AppendEscape(c, &out);
    }
  }
  out.AppendChar(quote);
  return out.Finish(t);
}

Str* StrAscii(Thread* t, Str* repr) {
  if (repr->is_ascii()) return StrToExact(t, repr);
  StrBuilder out;
  for (int64_t i = 0; i < repr->length; ++i) {
    uint32_t c = StrCharAt(repr, i);
    if (c < 128) {
      out.AppendChar(c);
    } else {
      AppendEscape(c, &out);
    }
  }
  return out.Finish(t);
}

}  // namespace pyjit
