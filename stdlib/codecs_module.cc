// _codecs: register, unregister, lookup, encode, decode, register_error,
// lookup_error, charmap_build, readbuffer_encode, and per encoding X_encode and
// X_decode (utf_8, utf_7, utf_16*, utf_32*, latin_1, ascii, charmap, escape,
// unicode_escape, raw_unicode_escape).
#include "runtime/types/codecs.h"

#include <string>

#include "runtime/buffer.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codec_registry.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "runtime/warn.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

bool TextArgument(Thread* t, Value v, const char* function, const char* parameter,
                  std::string* out) {
  if (v.is_null()) return true;
  if (!IsStr(v)) {
    Raise(t, Exc::kTypeError, "%s() argument %smust be str, not %s", function, parameter,
          ArgumentClassName(t, v));
    return false;
  }
  *out = StrToUtf8(v.as<Str>());
  if (out->find('\0') == std::string::npos) return true;
  RaiseText(t, Exc::kValueError, "embedded null character");
  return false;
}

Value Register(Thread* t, Value* args, size_t, Value) {
  return RegisterCodecSearch(t, args[0]) ? NoneOf(t) : Value();
}
Value Unregister(Thread* t, Value* args, size_t, Value) {
  return UnregisterCodecSearch(t, args[0]) ? NoneOf(t) : Value();
}
Value Lookup(Thread* t, Value* args, size_t, Value) {
  std::string name;
  return TextArgument(t, args[0], "lookup", "", &name) ? LookupCodec(t, name) : Value();
}
template <bool encode>
Value Convert(Thread* t, Value* args, size_t, Value) {
  constexpr const char* kName = encode ? "encode" : "decode";
  std::string encoding = "utf-8", errors;
  if (!TextArgument(t, args[1], kName, "'encoding' ", &encoding) ||
      !TextArgument(t, args[2], kName, "'errors' ", &errors)) {
    return Value();
  }
  return encode ? EncodeThroughRegistry(t, args[0], encoding, args[2])
                : DecodeThroughRegistry(t, args[0], encoding, args[2]);
}
Value RegisterError(Thread* t, Value* args, size_t, Value) {
  std::string name;
  if (!TextArgument(t, args[0], "register_error", "1 ", &name)) return Value();
  return RegisterErrorHandler(t, args[0].as<Str>(), args[1]) ? NoneOf(t) : Value();
}
Value LookupError(Thread* t, Value* args, size_t, Value) {
  std::string name;
  return TextArgument(t, args[0], "lookup_error", "", &name) ? LookupErrorHandler(t, name)
                                                             : Value();
}

// --- Decoders: (data, errors, ...) to (str, consumed) ---

// Bytes to decode; `text_too`: an ASCII str will do, as its own bytes.
class DecodeInput {
 public:
  explicit DecodeInput(Thread* t) : t_(t), buffer_(t) {}
  bool Read(Value data, Value errors, bool text_too = false) {
    if (!ReadErrorMode(t_, errors, &mode)) return false;
    if (text_too && IsStr(data)) {
      storage_ = StrToUtf8(data.as<Str>());
      bytes = storage_;
      return true;
    }
    if (!buffer_.Get(data)) return false;
    bytes = buffer_.bytes();
    return true;
  }
  absl::string_view bytes;
  ErrorMode mode;

 private:
  Thread* t_;
  ScopedBuffer buffer_;
  std::string storage_;
};

Value Pair(Thread* t, Value result, int64_t consumed) {
  return result ? Value(TuplePack(t, result, IntFromInt64(t, consumed))) : Value();
}

bool ReadFinal(Thread* t, Value v, bool standard, bool* final) {
  if (v.is_null()) {
    *final = standard;
    return true;
  }
  int truth = IsTrue(t, v);
  *final = truth > 0;
  return truth >= 0;
}

// Encodings that never wait for more bytes.
template <Encoding encoding>
Value DecodeWhole(Thread* t, Value* args, size_t, Value) {
  DecodeInput input(t);
  if (!input.Read(args[0], args[1])) return Value();
  return Pair(t, DecodeText(t, input.bytes, encoding, input.mode),
              static_cast<int64_t>(input.bytes.size()));
}

template <Encoding encoding>
Value DecodeStream(Thread* t, Value* args, size_t, Value) {
  DecodeInput input(t);
  DecodeProgress progress;
  if (!ReadFinal(t, args[2], false, &progress.final) || !input.Read(args[0], args[1])) {
    return Value();
  }
  Value text = DecodePiece(t, input.bytes, encoding, input.mode, &progress);
  return Pair(t, text, progress.consumed);
}

// (str, consumed, byteorder).
template <Encoding encoding>
Value DecodeEx(Thread* t, Value* args, size_t, Value) {
  DecodeInput input(t);
  DecodeProgress progress;
  int64_t order = 0;
  if (args[2] && !IntArgument(t, args[2], &order)) return Value();
  progress.byte_order = order < 0 ? -1 : order > 0;
  if (!ReadFinal(t, args[3], false, &progress.final) || !input.Read(args[0], args[1])) {
    return Value();
  }
  Value text = DecodePiece(t, input.bytes, encoding, input.mode, &progress);
  if (!text) return text;
  return TuplePack(t, text, IntFromInt64(t, progress.consumed),
                   Value::SmallInt(progress.byte_order));
}

using EscapeDecoder = Str* (*)(Thread*, absl::string_view, ErrorMode, bool, int64_t*);
template <EscapeDecoder decode, bool final_default, bool text_too>
Value DecodeWith(Thread* t, Value* args, size_t, Value) {
  DecodeInput input(t);
  bool final;
  if (!ReadFinal(t, args[2], final_default, &final) ||
      !input.Read(args[0], args[1], text_too)) {
    return Value();
  }
  int64_t consumed = 0;
  Value text = decode(t, input.bytes, input.mode, final, &consumed);
  return Pair(t, text, consumed);
}

Value CharmapDecode(Thread* t, Value* args, size_t, Value) {
  DecodeInput input(t);
  if (!input.Read(args[0], args[1])) return Value();
  Value mapping = args[2] ? args[2] : NoneOf(t);
  return Pair(t, DecodeCharmap(t, input.bytes, input.mode, mapping),
              static_cast<int64_t>(input.bytes.size()));
}

// String escapes of bytes literals. errors: strict, replace or ignore.
Value EscapeDecode(Thread* t, Value* args, size_t, Value) {
  DecodeInput input(t);
  if (!input.Read(args[0], args[1], true)) return Value();
  absl::string_view s = input.bytes;
  std::string out, warning;
  auto hex = [](char c) {
    return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
  };
  for (size_t i = 0; i < s.size();) {
    if (s[i] != '\\') {
      out.push_back(s[i++]);
      continue;
    }
    size_t start = i++;
    if (i == s.size()) return RaiseText(t, Exc::kValueError, "Trailing \\ in string");
    char c = s[i++];
    constexpr absl::string_view kLetters = "\\'\"abfnrtv";
    constexpr absl::string_view kChars = "\\'\"\a\b\f\n\r\t\v";
    size_t known = kLetters.find(c);
    if (c == '\n') {
    } else if (known != absl::string_view::npos) {
      out.push_back(kChars[known]);
    } else if (c >= '0' && c <= '7') {
      int value = c - '0';
      for (int n = 1; n < 3 && i < s.size() && s[i] >= '0' && s[i] <= '7'; ++n) {
        value = value * 8 + (s[i++] - '0');
      }
      if (value > 0xFF && warning.empty()) {
        warning = InvalidOctalEscape(static_cast<uint32_t>(value));
      }
      out.push_back(static_cast<char>(value));
    } else if (c == 'x') {
      if (i + 1 < s.size() && hex(s[i]) >= 0 && hex(s[i + 1]) >= 0) {
        out.push_back(static_cast<char>(hex(s[i]) * 16 + hex(s[i + 1])));
        i += 2;
        continue;
      }
      if (i < s.size() && hex(s[i]) >= 0) ++i;  // and the rest of a truncated escape
      switch (input.mode.kind) {
        case CodecErrors::kReplace: out.push_back('?'); break;
        case CodecErrors::kIgnore: break;
        case CodecErrors::kStrict:
          return Raise(t, Exc::kValueError, "invalid \\x escape at position %d", start);
        default:
          return Raise(t, Exc::kValueError, "decoding error; unknown error handling code: %s",
                       IsStr(args[1]) ? StrToUtf8(args[1].as<Str>()) : "");
      }
    } else {
      if (warning.empty()) warning = InvalidEscape(static_cast<uint8_t>(c));
      out.push_back('\\');
      out.push_back(c);
    }
  }
  if (!warning.empty() && !Warn(t, Exc::kDeprecationWarning, warning, 1)) return Value();
  return Pair(t, NewBytes(t, out), static_cast<int64_t>(s.size()));
}

// --- Encoders: (str, errors, ...) to (bytes, length) ---

bool ReadText(Thread* t, Value* args, const char* name, ErrorMode* mode) {
  if (!IsStr(args[0])) {
    Raise(t, Exc::kTypeError, "%s() argument 1 must be str, not %s", name,
          ArgumentClassName(t, args[0]));
    return false;
  }
  return ReadErrorMode(t, args[1], mode);
}

Value EncodePair(Thread* t, Value* args, Value bytes) {
  return Pair(t, bytes, args[0].as<Str>()->length);
}

template <Encoding encoding, const char* name>
Value Encode(Thread* t, Value* args, size_t, Value) {
  ErrorMode mode;
  if (!ReadText(t, args, name, &mode)) return Value();
  return EncodePair(t, args, EncodeText(t, args[0].as<Str>(), encoding, mode));
}

template <Encoding native, Encoding little, Encoding big, const char* name>
Value EncodeOrdered(Thread* t, Value* args, size_t, Value) {
  ErrorMode mode;
  int64_t order = 0;
  if (!ReadText(t, args, name, &mode)) return Value();
  if (args[2] && !IntArgument(t, args[2], &order)) return Value();
  Encoding encoding = order == 0 ? native : order < 0 ? little : big;
  return EncodePair(t, args, EncodeText(t, args[0].as<Str>(), encoding, mode));
}

using EscapeEncoder = Bytes* (*)(Thread*, const Str*);
template <EscapeEncoder encode, const char* name>
Value EncodeWith(Thread* t, Value* args, size_t, Value) {
  ErrorMode mode;
  if (!ReadText(t, args, name, &mode)) return Value();
  return EncodePair(t, args, encode(t, args[0].as<Str>()));
}

Value CharmapEncode(Thread* t, Value* args, size_t, Value) {
  ErrorMode mode;
  if (!ReadText(t, args, "charmap_encode", &mode)) return Value();
  Value mapping = args[2] ? args[2] : NoneOf(t);
  return EncodePair(t, args, EncodeCharmap(t, args[0].as<Str>(), mode, mapping));
}

Value EscapeEncode(Thread* t, Value* args, size_t, Value) {
  if (!IsBytes(args[0])) {
    return Raise(t, Exc::kTypeError, "escape_encode() argument 1 must be bytes, not %s",
                 ArgumentClassName(t, args[0]));
  }
  auto* bytes = args[0].as<Bytes>();
  std::string out;
  for (char signed_char : BytesView(bytes)) {
    auto c = static_cast<uint8_t>(signed_char);
    if (c == '\'' || c == '\\') {
      out.push_back('\\');
      out.push_back(signed_char);
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c < ' ' || c >= 0x7F) {
      out += absl::StrFormat("\\x%02x", c);
    } else {
      out.push_back(signed_char);
    }
  }
  return Pair(t, NewBytes(t, out), bytes->length);
}

Value ReadBufferEncode(Thread* t, Value* args, size_t, Value) {
  DecodeInput input(t);
  if (!input.Read(args[0], args[1], true)) return Value();
  return Pair(t, NewBytes(t, input.bytes), static_cast<int64_t>(input.bytes.size()));
}

// The inverse of a decoding table of up to 256 chars.
Value CharmapBuild(Thread* t, Value* args, size_t, Value) {
  if (!IsStr(args[0])) {
    return Raise(t, Exc::kTypeError, "charmap_build() argument must be str, not %s",
                 ArgumentClassName(t, args[0]));
  }
  auto* table = args[0].as<Str>();
  if (table->length == 0) return RaiseText(t, Exc::kSystemError, "bad argument to internal function");
  Dict* dict = NewDict(t);
  if (dict == nullptr) return Value();
  for (int64_t i = 0; i < table->length && i < 256; ++i) {
    uint32_t c = StrCharAt(table, i);
    if (c == 0xFFFE) continue;
    if (!DictSet(t, dict, Value::SmallInt(static_cast<int64_t>(c)), Value::SmallInt(i))) return Value();
  }
  return dict;
}

constexpr char kDecode[] = "(data, errors=None, /)";
constexpr char kDecodeFinal[] = "(data, errors=None, final=False, /)";
constexpr char kDecodeWhole[] = "(data, errors=None, final=True, /)";
constexpr char kDecodeEx[] = "(data, errors=None, byteorder=0, final=False, /)";
constexpr char kEncode[] = "(str, errors=None, /)";
constexpr char kEncodeOrder[] = "(str, errors=None, byteorder=0, /)";

constexpr char kUtf8Name[] = "utf_8_encode", kAsciiName[] = "ascii_encode",
               kLatin1Name[] = "latin_1_encode", kUtf16Name[] = "utf_16_encode",
               kUtf16LeName[] = "utf_16_le_encode", kUtf16BeName[] = "utf_16_be_encode",
               kUtf32Name[] = "utf_32_encode", kUtf32LeName[] = "utf_32_le_encode",
               kUtf32BeName[] = "utf_32_be_encode", kUtf7Name[] = "utf_7_encode",
               kEscapeName[] = "unicode_escape_encode", kRawName[] = "raw_unicode_escape_encode";

constexpr NativeInfo kRows[] = {
    {"register", Register, "(search_function, /)", kAnything, "Register a codec search function."},
    {"unregister", Unregister, "(search_function, /)", kAnything,
     "Unregister a codec search function and clear the registry's cache."},
    {"lookup", Lookup, "(encoding, /)", kAnything, "Looks up a codec and returns a CodecInfo."},
    {"encode", Convert<true>, "(obj, encoding='utf-8', errors='strict')", kAnything,
     "Encodes obj using the codec registered for encoding."},
    {"decode", Convert<false>, "(obj, encoding='utf-8', errors='strict')", kAnything,
     "Decodes obj using the codec registered for encoding."},
    {"register_error", RegisterError, "(errors, handler, /)", kAnything,
     "Register the specified error handler under the name errors."},
    {"lookup_error", LookupError, "(name, /)", kAnything,
     "Return the error handler for the specified name."},
    {"utf_8_decode", DecodeStream<Encoding::kUtf8>, kDecodeFinal, kAnything, nullptr},
    {"utf_16_decode", DecodeStream<Encoding::kUtf16>, kDecodeFinal, kAnything, nullptr},
    {"utf_16_le_decode", DecodeStream<Encoding::kUtf16Le>, kDecodeFinal, kAnything, nullptr},
    {"utf_16_be_decode", DecodeStream<Encoding::kUtf16Be>, kDecodeFinal, kAnything, nullptr},
    {"utf_16_ex_decode", DecodeEx<Encoding::kUtf16>, kDecodeEx, kAnything, nullptr},
    {"utf_32_decode", DecodeStream<Encoding::kUtf32>, kDecodeFinal, kAnything, nullptr},
    {"utf_32_le_decode", DecodeStream<Encoding::kUtf32Le>, kDecodeFinal, kAnything, nullptr},
    {"utf_32_be_decode", DecodeStream<Encoding::kUtf32Be>, kDecodeFinal, kAnything, nullptr},
    {"utf_32_ex_decode", DecodeEx<Encoding::kUtf32>, kDecodeEx, kAnything, nullptr},
    {"utf_7_decode", DecodeWith<DecodeUtf7, false, false>, kDecodeFinal, kAnything, nullptr},
    {"ascii_decode", DecodeWhole<Encoding::kAscii>, kDecode, kAnything, nullptr},
    {"latin_1_decode", DecodeWhole<Encoding::kLatin1>, kDecode, kAnything, nullptr},
    {"unicode_escape_decode", DecodeWith<DecodeUnicodeEscape, true, true>, kDecodeWhole,
     kAnything, nullptr},
    {"raw_unicode_escape_decode", DecodeWith<DecodeRawUnicodeEscape, true, true>, kDecodeWhole,
     kAnything, nullptr},
    {"escape_decode", EscapeDecode, kDecode, kAnything, nullptr},
    {"charmap_decode", CharmapDecode, "(data, errors=None, mapping=None, /)", kAnything, nullptr},
    {"utf_8_encode", Encode<Encoding::kUtf8, kUtf8Name>, kEncode, kAnything, nullptr},
    {"utf_16_encode",
     EncodeOrdered<Encoding::kUtf16, Encoding::kUtf16Le, Encoding::kUtf16Be, kUtf16Name>,
     kEncodeOrder, kAnything, nullptr},
    {"utf_16_le_encode", Encode<Encoding::kUtf16Le, kUtf16LeName>, kEncode, kAnything, nullptr},
    {"utf_16_be_encode", Encode<Encoding::kUtf16Be, kUtf16BeName>, kEncode, kAnything, nullptr},
    {"utf_32_encode",
     EncodeOrdered<Encoding::kUtf32, Encoding::kUtf32Le, Encoding::kUtf32Be, kUtf32Name>,
     kEncodeOrder, kAnything, nullptr},
    {"utf_32_le_encode", Encode<Encoding::kUtf32Le, kUtf32LeName>, kEncode, kAnything, nullptr},
    {"utf_32_be_encode", Encode<Encoding::kUtf32Be, kUtf32BeName>, kEncode, kAnything, nullptr},
    {"utf_7_encode", EncodeWith<EncodeUtf7, kUtf7Name>, kEncode, kAnything, nullptr},
    {"ascii_encode", Encode<Encoding::kAscii, kAsciiName>, kEncode, kAnything, nullptr},
    {"latin_1_encode", Encode<Encoding::kLatin1, kLatin1Name>, kEncode, kAnything, nullptr},
    {"unicode_escape_encode", EncodeWith<EncodeUnicodeEscape, kEscapeName>, kEncode, kAnything,
     nullptr},
    {"raw_unicode_escape_encode", EncodeWith<EncodeRawUnicodeEscape, kRawName>, kEncode,
     kAnything, nullptr},
    {"escape_encode", EscapeEncode, "(data, errors=None, /)", kAnything, nullptr},
    {"charmap_encode", CharmapEncode, "(str, errors=None, mapping=None, /)", kAnything, nullptr},
    {"readbuffer_encode", ReadBufferEncode, kDecode, kAnything, nullptr},
    {"charmap_build", CharmapBuild, "(map, /)", kAnything, nullptr},
};

}  // namespace

bool InitCodecsModule(Thread* t, Module* module) { return AddModuleNatives(t, module, kRows); }

}  // namespace pyjit
