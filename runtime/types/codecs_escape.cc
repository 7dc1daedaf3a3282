#include <string>

#include "absl/strings/str_format.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/isolate.h"
#include "runtime/operators.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codec_errors.h"
#include "runtime/types/codecs.h"
#include "runtime/types/str.h"
#include "runtime/types/utf8.h"
#include "runtime/warn.h"

// unicode_escape and raw_unicode_escape.

namespace pyjit {
namespace {

int HexDigit(uint8_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Reads up to `digits` hexadecimal digits at *at.
int ReadHex(const DecodeContext& context, size_t* at, int digits, uint32_t* c) {
  *c = 0;
  int n = 0;
  while (n < digits && *at < context.in.size()) {
    int digit = HexDigit(context.At(*at));
    if (digit < 0) break;
    *c = *c << 4 | static_cast<uint32_t>(digit);
    ++*at;
    ++n;
  }
  return n;
}

// unicodedata.lookup(name). 1 found, 0 not, -1 exception pending.
int LookupName(Thread* t, absl::string_view name, uint32_t* c) {
  Str* module_name = Intern(t, "unicodedata");
  Str* lookup = module_name == nullptr ? nullptr : Intern(t, "lookup");
  if (lookup == nullptr) return -1;
  Value module = t->isolate->import_name == nullptr
                     ? Value()
                     : t->isolate->import_name(t, module_name, Value(), 0, nullptr);
  Value function = module ? GetAttr(t, module, lookup) : Value();
  if (!function) {
    t->exception = Value();
    RaiseText(t, Exc::kUnicodeError,
              "\\N escapes not supported (can't load unicodedata module)");
    return -1;
  }
  Str* text = StrFromLatin1(t, name);
  if (text == nullptr) return -1;
  Value found = CallValues(t, function, {text});
  if (!found) {
    if (!PendingIs(t, Exc::kKeyError)) return -1;
    t->exception = Value();
    return 0;
  }
  if (!IsStr(found) || found.as<Str>()->length != 1) return 0;
  *c = StrCharAt(found.as<Str>(), 0);
  return 1;
}

// One escape of unicode_escape; the backslash is at `at`.
class EscapeReader {
 public:
  EscapeReader(DecodeContext* context, bool final) : context_(*context), final_(final) {}

  // What to warn of: the first escape that is none, though it was read as one. Or "".
  const std::string& warning() const { return warning_; }

  enum Result { kDone, kIncomplete, kFailed };
  Result Read(size_t* position) {
    size_t start = *position, at = start + 1;
    if (at >= context_.in.size()) {
      return Incomplete(start, at, position, "\\ at end of string");
    }
    uint8_t kind = context_.At(at++);
    switch (kind) {
      case '\n': break;
      case '\\': case '\'': case '"': context_.out.AppendChar(kind); break;
      case 'a': context_.out.AppendChar(7); break;
      case 'b': context_.out.AppendChar(8); break;
      case 't': context_.out.AppendChar(9); break;
      case 'n': context_.out.AppendChar(10); break;
      case 'v': context_.out.AppendChar(11); break;
      case 'f': context_.out.AppendChar(12); break;
      case 'r': context_.out.AppendChar(13); break;
      case 'x': return Hex(start, at, position, 2, "truncated \\xXX escape");
      case 'u': return Hex(start, at, position, 4, "truncated \\uXXXX escape");
      case 'U': return Hex(start, at, position, 8, "truncated \\UXXXXXXXX escape");
      case 'N': return Named(start, at, position);
      default:
        if (kind >= '0' && kind <= '7') {
          uint32_t c = kind - '0';
          for (int n = 1; n < 3 && at < context_.in.size(); ++n, ++at) {
            uint8_t digit = context_.At(at);
            if (digit < '0' || digit > '7') break;
            c = c * 8 + (digit - '0');
          }
          if (c > 0xFF && warning_.empty()) warning_ = InvalidOctalEscape(c);
          context_.out.AppendChar(c);
        } else {
          if (warning_.empty()) warning_ = InvalidEscape(kind);
          context_.out.AppendChar('\\');
          context_.out.AppendChar(kind);
        }
        break;
    }
    *position = at;
    return kDone;
  }

 private:
  Result Bad(size_t start, size_t end, size_t* position, const char* reason) {
    size_t next = end;
    if (!context_.Bad(start, &next, reason)) return kFailed;
    *position = next;
    return kDone;
  }
  Result Incomplete(size_t start, size_t end, size_t* position, const char* reason) {
    if (!final_) return kIncomplete;
    return Bad(start, end, position, reason);
  }
  Result Hex(size_t start, size_t at, size_t* position, int digits, const char* reason) {
    uint32_t c;
    int n = ReadHex(context_, &at, digits, &c);
    if (n < digits) {
      bool at_end = at == context_.in.size();
      return at_end ? Incomplete(start, at, position, reason) : Bad(start, at, position, reason);
    }
    if (c > 0x10FFFF) return Bad(start, at, position, "illegal Unicode character");
    context_.out.AppendChar(c);
    *position = at;
    return kDone;
  }
  Result Named(size_t start, size_t at, size_t* position) {
    constexpr char kMalformed[] = "malformed \\N character escape";
    if (at >= context_.in.size()) return Incomplete(start, at, position, kMalformed);
    if (context_.At(at) != '{') return Bad(start, at, position, kMalformed);
    size_t close = context_.in.find('}', at);
    if (close == absl::string_view::npos) {
      return Incomplete(start, context_.in.size(), position, kMalformed);
    }
    if (close == at + 1) return Bad(start, close, position, kMalformed);
    uint32_t c;
    int found = LookupName(context_.t, context_.in.substr(at + 1, close - at - 1), &c);
    if (found < 0) return kFailed;
    if (found == 0) return Bad(start, close + 1, position, "unknown Unicode character name");
    context_.out.AppendChar(c);
    *position = close + 1;
    return kDone;
  }

  DecodeContext& context_;
  bool final_;
  std::string warning_;
};

}  // namespace

std::string InvalidEscape(uint8_t c) {
  std::string text = "invalid escape sequence '\\";
  AppendUtf8Char(c, &text);
  return text + "'";
}
std::string InvalidOctalEscape(uint32_t value) {
  return absl::StrFormat("invalid octal escape sequence '\\%o'", value);
}

Str* DecodeUnicodeEscape(Thread* t, absl::string_view bytes, ErrorMode errors, bool final,
                         int64_t* consumed) {
  DecodeContext context(t, bytes, "unicodeescape", errors);
  EscapeReader reader(&context, final);
  size_t at = 0;
  while (at < context.in.size()) {
    if (context.At(at) != '\\') {
      context.out.AppendChar(context.At(at++));
      continue;
    }
    EscapeReader::Result result = reader.Read(&at);
    if (result == EscapeReader::kFailed) return nullptr;
    if (result == EscapeReader::kIncomplete) break;
  }
  if (!reader.warning().empty() && !Warn(t, Exc::kDeprecationWarning, reader.warning(), 1)) {
    return nullptr;
  }
  // `at` may count in what a handler gave to go on with.
  *consumed = static_cast<int64_t>(final ? bytes.size() : at);
  return context.out.Finish(t);
}

Bytes* EncodeUnicodeEscape(Thread* t, const Str* s) {
  std::string out;
  for (int64_t i = 0; i < s->length; ++i) {
    uint32_t c = StrCharAt(s, i);
    if (c == '\\') {
      out += "\\\\";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c >= ' ' && c < 0x7F) {
      out.push_back(static_cast<char>(c));
    } else {
      AppendBackslashEscape(c, &out);
    }
  }
  return NewBytes(t, out);
}

Str* DecodeRawUnicodeEscape(Thread* t, absl::string_view bytes, ErrorMode errors, bool final,
                            int64_t* consumed) {
  DecodeContext context(t, bytes, "rawunicodeescape", errors);
  size_t at = 0;
  while (at < context.in.size()) {
    uint8_t c = context.At(at);
    if (c != '\\') {
      context.out.AppendChar(c);
      ++at;
      continue;
    }
    if (at + 1 >= context.in.size()) {
      if (!final) break;
      context.out.AppendChar('\\');
      ++at;
      continue;
    }
    uint8_t kind = context.At(at + 1);
    if (kind != 'u' && kind != 'U') {
      context.out.AppendChar('\\');
      context.out.AppendChar(kind);
      at += 2;
      continue;
    }
    int digits = kind == 'u' ? 4 : 8;
    uint32_t code;
    size_t end = at + 2;
    int n = ReadHex(context, &end, digits, &code);
    const char* reason = nullptr;
    if (n < digits) {
      if (!final && end == context.in.size()) break;
      reason = kind == 'u' ? "truncated \\uXXXX escape" : "truncated \\UXXXXXXXX escape";
    } else if (code > 0x10FFFF) {
      reason = "\\Uxxxxxxxx out of range";
    }
    if (reason == nullptr) {
      context.out.AppendChar(code);
    } else if (!context.Bad(at, &end, reason)) {
      return nullptr;
    }
    at = end;
  }
  *consumed = static_cast<int64_t>(at);
  return context.out.Finish(t);
}

Bytes* EncodeRawUnicodeEscape(Thread* t, const Str* s) {
  std::string out;
  for (int64_t i = 0; i < s->length; ++i) {
    uint32_t c = StrCharAt(s, i);
    if (c < 0x100) {
      out.push_back(static_cast<char>(c));
    } else {
      AppendBackslashEscape(c, &out);
    }
  }
  return NewBytes(t, out);
}

}  // namespace pyjit
