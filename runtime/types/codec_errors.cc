#include "runtime/types/codec_errors.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/heap.h"
#include "runtime/operators.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codec_registry.h"
#include "runtime/types/int.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

struct ModeRow {
  const char* name;
  CodecErrors kind;
};
constexpr ModeRow kModes[] = {
    {"strict", CodecErrors::kStrict},
    {"ignore", CodecErrors::kIgnore},
    {"replace", CodecErrors::kReplace},
    {"surrogateescape", CodecErrors::kSurrogateEscape},
    {"surrogatepass", CodecErrors::kSurrogatePass},
    {"backslashreplace", CodecErrors::kBackslashReplace},
    {"xmlcharrefreplace", CodecErrors::kXmlCharRefReplace},
};

// The pending exception's details, for the same exception at another place.
bool UpdateError(Thread* t, Value error, int64_t start, int64_t end, const char* reason) {
  auto* exc = error.as<Exception>();
  if (!IsKind(exc->extra, Kind::kTuple) || exc->extra.as<Tuple>()->length != 5) return false;
  Value fields[5];
  std::copy_n(exc->extra.as<Tuple>()->items, 5, fields);
  fields[2] = IntFromInt64(t, start);
  fields[3] = IntFromInt64(t, end);
  fields[4] = NewStrUtf8(t, reason);
  if (!fields[4]) return false;
  Tuple* tuple = TupleFromArray(t, fields, 5);
  if (tuple == nullptr) return false;
  StoreField(t, exc, &exc->extra, tuple);
  return true;
}

// Calls the registered handler. *replacement and *position as it answered;
// position counted from the end if negative.
bool AskHandler(Thread* t, const ErrorMode& mode, Value* handler, Value error, bool decoding,
                Value* replacement, int64_t* position) {
  if (handler->is_null()) {
    *handler = LookupErrorHandler(t, mode.kind == CodecErrors::kByName
                                         ? StrToUtf8(mode.name.as<Str>())
                                         : ErrorModeName(mode.kind));
    if (handler->is_null()) return false;
  }
  Value answer = CallValues(t, *handler, {error});
  if (!answer) return false;
  bool fits = IsKind(answer, Kind::kTuple) && answer.as<Tuple>()->length == 2;
  if (fits) {
    Value text = answer.as<Tuple>()->items[0];
    fits = (IsStr(text) || (!decoding && IsBytes(text))) && IsInt(answer.as<Tuple>()->items[1]);
  }
  if (!fits) {
    RaiseText(t, Exc::kTypeError,
              decoding ? "decoding error handler must return (str, int) tuple"
                       : "encoding error handler must return (str/bytes, int) tuple");
    return false;
  }
  *replacement = answer.as<Tuple>()->items[0];
  return IndexAsInt64(t, answer.as<Tuple>()->items[1], position);
}

bool CheckPosition(Thread* t, int64_t length, int64_t* position) {
  int64_t given = *position;
  if (*position < 0) *position += length;
  if (*position >= 0 && *position <= length) return true;
  Raise(t, Exc::kIndexError, "position %d from error handler out of bounds",
        given < 0 ? *position : given);
  return false;
}

}  // namespace

bool FindCodecErrors(absl::string_view name, CodecErrors* out) {
  for (const ModeRow& row : kModes) {
    if (name == row.name) {
      *out = row.kind;
      return true;
    }
  }
  return false;
}

const char* ErrorModeName(CodecErrors kind) {
  for (const ModeRow& row : kModes) {
    if (row.kind == kind) return row.name;
  }
  return "";
}

bool ReadErrorMode(Thread* t, Value errors, ErrorMode* out) {
  *out = ErrorMode();
  if (IsAbsent(t, errors)) return true;
  if (!IsStr(errors)) {
    Raise(t, Exc::kTypeError, "errors must be str or None, not %s", ClassNameOf(t, errors));
    return false;
  }
  if (!FindCodecErrors(StrToUtf8(errors.as<Str>()), &out->kind)) {
    out->kind = CodecErrors::kByName;
    out->name = errors;
  }
  return true;
}

Value NewUnicodeError(Thread* t, Exc exc, const char* encoding, Value object, int64_t start,
                      int64_t end, const char* reason) {
  Str* name = NewStrUtf8(t, encoding);
  Str* why = name == nullptr ? nullptr : NewStrUtf8(t, reason);
  if (why == nullptr || object.is_null()) return Value();
  Value args[5] = {name, object, IntFromInt64(t, start), IntFromInt64(t, end), why};
  return Call(t, ExceptionClass(t, exc), args, 5, Value());
}

void AppendBackslashEscape(uint32_t c, std::string* out) {
  *out += c < 0x100     ? absl::StrFormat("\\x%02x", c)
          : c < 0x10000 ? absl::StrFormat("\\u%04x", c)
                        : absl::StrFormat("\\U%08x", c);
}

// --- Decoding ---

bool DecodeContext::Bad(size_t start, size_t* stop, const char* reason) {
  size_t end = *stop;
  switch (errors.kind) {
    case CodecErrors::kIgnore: return true;
    case CodecErrors::kReplace: out.AppendChar(0xFFFD); return true;
    case CodecErrors::kSurrogateEscape: {
      size_t i = start;
      while (i < end && At(i) >= 0x80) out.AppendChar(0xDC00u + At(i++));
      if (i == start) break;  // ASCII is never escaped
      *stop = i;
      return true;
    }
    case CodecErrors::kBackslashReplace:
      for (size_t i = start; i < end; ++i) out.AppendAscii(absl::StrFormat("\\x%02x", At(i)));
      return true;
    case CodecErrors::kByName:
    case CodecErrors::kXmlCharRefReplace: return CallHandler(start, stop, reason);
    default: break;
  }
  Value error = NewUnicodeError(t, Exc::kUnicodeDecodeError, encoding, NewBytes(t, in),
                                static_cast<int64_t>(start), static_cast<int64_t>(end), reason);
  if (error) RaiseValue(t, error, Value());
  return false;
}

bool DecodeContext::CallHandler(size_t start, size_t* stop, const char* reason) {
  auto from = static_cast<int64_t>(start), to = static_cast<int64_t>(*stop);
  if (error_.is_null()) {
    object_ = NewBytes(t, in);
    if (!object_) return false;
    error_ = NewUnicodeError(t, Exc::kUnicodeDecodeError, encoding, object_, from, to, reason);
    if (!error_) return false;
  } else if (!UpdateError(t, error_, from, to, reason)) {
    return false;
  }
  Value replacement;
  int64_t position;
  if (!AskHandler(t, errors, &handler_, error_, true, &replacement, &position)) return false;
  // The handler may have put another object into the exception.
  Value extra = error_.as<Exception>()->extra;
  Value object = IsKind(extra, Kind::kTuple) && extra.as<Tuple>()->length == 5
                     ? extra.as<Tuple>()->items[1]
                     : object_;
  if (!IsBytes(object)) {
    RaiseText(t, Exc::kTypeError, "exception attribute 'object' must be bytes");
    return false;
  }
  object_ = object;
  in = BytesView(object.as<Bytes>());
  if (!CheckPosition(t, static_cast<int64_t>(in.size()), &position)) return false;
  out.Append(replacement.as<Str>());
  *stop = static_cast<size_t>(position);
  return true;
}

// --- Encoding ---

bool EncodeContext::Fail(int64_t start, int64_t end, const char* reason) {
  Value error = NewUnicodeError(t, Exc::kUnicodeEncodeError, encoding, s, start, end, reason);
  if (error) RaiseValue(t, error, Value());
  return false;
}

bool EncodeContext::Bad(int64_t start, int64_t end, const char* reason, int64_t* next,
                        Str** text) {
  std::string replacement;
  *text = nullptr;
  *next = end;
  switch (errors.kind) {
    case CodecErrors::kIgnore: return true;
    case CodecErrors::kReplace:
      replacement.assign(static_cast<size_t>(end - start), '?');
      break;
    case CodecErrors::kSurrogateEscape:
      if (unit != 1) return CallHandler(start, end, reason, next, text);
      for (int64_t i = start; i < end; ++i) {
        uint32_t c = StrCharAt(s, i);
        if (c < 0xDC80 || c > 0xDCFF) return Fail(whole_runs ? start : i, end, reason);
      }
      for (int64_t i = start; i < end; ++i) {
        out.push_back(static_cast<char>(StrCharAt(s, i) - 0xDC00));
      }
      return true;
    case CodecErrors::kBackslashReplace:
      for (int64_t i = start; i < end; ++i) AppendBackslashEscape(StrCharAt(s, i), &replacement);
      break;
    case CodecErrors::kXmlCharRefReplace:
      for (int64_t i = start; i < end; ++i) {
        replacement += absl::StrFormat("&#%d;", StrCharAt(s, i));
      }
      break;
    case CodecErrors::kByName: return CallHandler(start, end, reason, next, text);
    default: return Fail(start, end, reason);
  }
  *text = StrFromLatin1(t, replacement);
  return *text != nullptr;
}

bool EncodeContext::CallHandler(int64_t start, int64_t end, const char* reason, int64_t* next,
                                Str** text) {
  if (error_.is_null()) {
    error_ = NewUnicodeError(t, Exc::kUnicodeEncodeError, encoding, s, start, end, reason);
    if (!error_) return false;
  } else if (!UpdateError(t, error_, start, end, reason)) {
    return false;
  }
  Value replacement;
  if (!AskHandler(t, errors, &handler_, error_, false, &replacement, next) ||
      !CheckPosition(t, s->length, next)) {
    return false;
  }
  if (IsStr(replacement)) {
    *text = replacement.as<Str>();
    return true;
  }
  absl::string_view bytes = BytesView(replacement.as<Bytes>());
  if (bytes.size() % unit != 0) return Fail(start, end, reason);
  out.append(bytes.data(), bytes.size());
  return true;
}

}  // namespace pyjit
