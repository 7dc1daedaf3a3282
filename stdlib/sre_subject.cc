#include <algorithm>

#include "runtime/error.h"
#include "runtime/types/int.h"
#include "stdlib/sre.h"

namespace pyjit {

bool SreSubject::Open(Thread* t, const SrePattern* pattern, Value string) {
  string_ = string;
  const bool of_str = pattern != nullptr && IsStr(pattern->pattern);
  const bool of_bytes =
      pattern != nullptr && !of_str && HasBuffer(t, pattern->pattern);
  if (IsStr(string)) {
    if (of_bytes) {
      RaiseText(t, Exc::kTypeError,
                "cannot use a bytes pattern on a string-like object");
      return false;
    }
    auto* str = string.as<Str>();
    is_str_ = true;
    text_ = {str->data(), str->width(), str->length};
    return true;
  }
  if (IsBytes(string)) {
    text_ = {string.as<Bytes>()->data, 1, string.as<Bytes>()->length};
  } else if (HasBuffer(t, string)) {
    t_ = t;
    if (!GetBuffer(t, string, kBufferSimple, &view_)) return false;
    text_ = {view_.data, 1, view_.size};
  } else {
    Raise(t, Exc::kTypeError, "expected string or bytes-like object, got '%s'",
          ClassNameOf(t, string));
    return false;
  }
  if (of_str) {
    RaiseText(t, Exc::kTypeError,
              "cannot use a string pattern on a bytes-like object");
    return false;
  }
  return true;
}

Value SreSubject::Slice(Thread* t, int64_t start, int64_t stop) const {
  if (is_str_) return StrSlice(t, string_.as<Str>(), start, stop);
  if (IsBytes(string_) && start == 0 && stop == text_.length &&
      ClassOf(t, string_) == t->isolate->bytes_class()) {
    return string_;
  }
  return NewBytes(
      t, absl::string_view(static_cast<const char*>(text_.chars) + start,
                           static_cast<size_t>(stop - start)));
}

bool SreRange(Thread* t, const SreText& text, Value pos, Value endpos,
              SreRequest* request) {
  int64_t start = 0, end = text.length;
  if (!pos.is_null() && !IndexAsInt64(t, pos, &start)) return false;
  if (!endpos.is_null() && !IndexAsInt64(t, endpos, &end)) return false;
  request->start = std::clamp<int64_t>(start, 0, text.length);
  request->end = std::clamp<int64_t>(end, 0, text.length);
  return true;
}

}  // namespace pyjit
