#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/isolate.h"
#include "runtime/operators.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codec_errors.h"
#include "runtime/types/codecs.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"
#include "runtime/types/utf8.h"

// Encoding to UTF-8, ASCII, Latin-1, UTF-16, UTF-32 and through character maps.

namespace pyjit {
namespace {

const char* NameOf(Encoding encoding) {
  switch (encoding) {
    case Encoding::kUtf8: case Encoding::kUtf8Sig: return "utf-8";
    case Encoding::kAscii: return "ascii";
    case Encoding::kLatin1: return "latin-1";
    case Encoding::kUtf16: return "utf-16";
    case Encoding::kUtf16Le: return "utf-16-le";
    case Encoding::kUtf16Be: return "utf-16-be";
    case Encoding::kUtf32: return "utf-32";
    case Encoding::kUtf32Le: return "utf-32-le";
    case Encoding::kUtf32Be: return "utf-32-be";
  }
}

// The loop that all encoders share. Derived gives:
//   int Put(uint32_t c): 1 written, 0 not encodable, -1 exception pending
//   int CanPut(uint32_t c): the same without writing
//   bool Takes(const Str* text): whether text from an error handler may be written
template <typename Derived>
class Encoder {
 public:
  Encoder(Thread* t, const Str* s, const char* encoding, ErrorMode errors, const char* reason,
          bool runs)
      : context_(t, s, encoding, errors), reason_(reason), runs_(runs) {}

  Bytes* Run() {
    const Str* s = context_.s;
    for (int64_t i = 0; i < s->length;) {
      int put = self()->Put(StrCharAt(s, i));
      if (put < 0) return nullptr;
      if (put > 0) {
        ++i;
        continue;
      }
      // A run of chars is one error, but UTF-16 and UTF-32 name each.
      int64_t end = i + 1;
      while (runs_ && end < s->length) {
        int can = self()->CanPut(StrCharAt(s, end));
        if (can < 0) return nullptr;
        if (can > 0) break;
        ++end;
      }
      int64_t next;
      Str* text;
      if (!context_.Bad(i, end, reason_, &next, &text)) return nullptr;
      if (text != nullptr && !PutAll(text, i, end)) return nullptr;
      i = next;
    }
    return NewBytes(context_.t, context_.out);
  }

 protected:
  EncodeContext context_;

 private:
  Derived* self() { return static_cast<Derived*>(this); }
  bool PutAll(const Str* text, int64_t start, int64_t end) {
    if (!self()->Takes(text)) return context_.Fail(start, end, reason_);
    for (int64_t k = 0; k < text->length; ++k) {
      int put = self()->Put(StrCharAt(text, k));
      if (put == 0) context_.Fail(start, end, reason_);
      if (put <= 0) return false;
    }
    return true;
  }

  const char* reason_;
  bool runs_;
};

class TextEncoder : public Encoder<TextEncoder> {
 public:
  TextEncoder(Thread* t, const Str* s, Encoding encoding, ErrorMode errors)
      : Encoder(t, s, NameOf(encoding), errors,
                encoding == Encoding::kAscii    ? "ordinal not in range(128)"
                : encoding == Encoding::kLatin1 ? "ordinal not in range(256)"
                                                : "surrogates not allowed",
                encoding <= Encoding::kLatin1),
        encoding_(encoding) {
    if (encoding >= Encoding::kUtf16) context_.unit = encoding >= Encoding::kUtf32 ? 4 : 2;
    if (encoding == Encoding::kUtf16 || encoding == Encoding::kUtf32 ||
        encoding == Encoding::kUtf8Sig) {
      Put(0xFEFF);
    }
  }

  // What can be said in ASCII: the others have no use for a handler's further chars.
  bool Takes(const Str* text) const {
    return encoding_ == Encoding::kAscii || encoding_ == Encoding::kLatin1 || text->is_ascii();
  }
  int CanPut(uint32_t c) const {
    switch (encoding_) {
      case Encoding::kAscii: return c < 0x80;
      case Encoding::kLatin1: return c < 0x100;
      default:
        return c < 0xD800 || c >= 0xE000 || context_.errors.kind == CodecErrors::kSurrogatePass;
    }
  }
  int Put(uint32_t c) {
    if (!CanPut(c)) return 0;
    switch (encoding_) {
      case Encoding::kAscii: case Encoding::kLatin1:
        context_.out.push_back(static_cast<char>(c));
        break;
      case Encoding::kUtf8: case Encoding::kUtf8Sig: AppendUtf8Char(c, &context_.out); break;
      case Encoding::kUtf16: case Encoding::kUtf16Le: case Encoding::kUtf16Be: {
        bool big = encoding_ == Encoding::kUtf16Be;
        if (c >= 0x10000) {
          PutUnit(0xD800 + ((c - 0x10000) >> 10), 2, big);
          c = 0xDC00 + (c & 0x3FF);
        }
        PutUnit(c, 2, big);
        break;
      }
      default: PutUnit(c, 4, encoding_ == Encoding::kUtf32Be); break;
    }
    return 1;
  }

 private:
  void PutUnit(uint32_t unit, int size, bool big) {
    for (int i = 0; i < size; ++i) {
      context_.out.push_back(static_cast<char>(unit >> (8 * (big ? size - 1 - i : i))));
    }
  }

  Encoding encoding_;
};

class CharmapEncoder : public Encoder<CharmapEncoder> {
 public:
  CharmapEncoder(Thread* t, const Str* s, ErrorMode errors, Value mapping)
      : Encoder(t, s, "charmap", errors, "character maps to <undefined>", true),
        mapping_(mapping) {
    context_.whole_runs = true;
  }

  bool Takes(const Str*) const { return true; }
  int CanPut(uint32_t c) {
    Value mapped;
    return Map(c, &mapped);
  }
  int Put(uint32_t c) {
    Value mapped;
    int found = Map(c, &mapped);
    if (found <= 0) return found;
    if (IsBytes(mapped)) {
      context_.out.append(std::string(BytesView(mapped.as<Bytes>())));
    } else {
      context_.out.push_back(static_cast<char>(mapped.small_int()));
    }
    return 1;
  }

 private:
  int Map(uint32_t c, Value* out) {
    Thread* t = context_.t;
    Value key = Value::SmallInt(static_cast<int64_t>(c));
    Value mapped = GetItem(t, mapping_, key);
    if (!mapped) {
      Value lookup_error = ExceptionClass(t, Exc::kLookupError);
      if (!ExceptionMatches(t, t->exception, lookup_error)) return -1;
      t->exception = Value();
      return 0;
    }
    if (mapped == t->isolate->none()) return 0;
    if (IsInt(mapped)) {
      int64_t byte;
      if (!IntAsInt64(mapped, &byte) || byte < 0 || byte > 255) {
        RaiseText(t, Exc::kTypeError, "character mapping must be in range(256)");
        return -1;
      }
      *out = Value::SmallInt(byte);
      return 1;
    }
    if (!IsBytes(mapped)) {
      Raise(t, Exc::kTypeError,
            "character mapping must return integer, bytes or None, not %s",
            ClassNameOf(t, mapped));
      return -1;
    }
    *out = mapped;
    return 1;
  }

  Value mapping_;
};

}  // namespace

Bytes* EncodeText(Thread* t, const Str* s, Encoding encoding, ErrorMode errors) {
  if (s->is_ascii() && (encoding == Encoding::kUtf8 || encoding == Encoding::kAscii ||
                        encoding == Encoding::kLatin1)) {
    return NewBytes(t, StrBytes1(s));
  }
  return TextEncoder(t, s, encoding, errors).Run();
}

Bytes* EncodeCharmap(Thread* t, const Str* s, ErrorMode errors, Value mapping) {
  if (mapping == t->isolate->none()) return EncodeText(t, s, Encoding::kLatin1, errors);
  return CharmapEncoder(t, s, errors, mapping).Run();
}

}  // namespace pyjit
