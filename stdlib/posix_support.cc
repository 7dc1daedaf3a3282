#include "stdlib/posix_support.h"

#include <fcntl.h>

#include <climits>
#include <cmath>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/types/codecs.h"
#include "runtime/types/float.h"

namespace pyjit {
namespace {

bool Forbidden(Thread* t, const char* what) {
  Raise(t, Exc::kPermissionError, "the host does not allow %s", what);
  return false;
}

}  // namespace

bool AllowFiles(Thread* t) {
  return t->isolate->options().allow_files || Forbidden(t, "files");
}
bool AllowEnvironment(Thread* t) {
  return t->isolate->options().allow_environment || Forbidden(t, "its environment to be used");
}
bool AllowClock(Thread* t) {
  return t->isolate->options().allow_clock || Forbidden(t, "the clock to be read");
}
bool AllowProcesses(Thread* t) { return AllowFiles(t) && AllowEnvironment(t); }

Str* DecodeFs(Thread* t, absl::string_view bytes) {
  return DecodeText(t, bytes, Encoding::kUtf8, CodecErrors::kSurrogateEscape);
}
bool EncodeFs(Thread* t, const Str* text, std::string* out) {
  if (text->is_ascii()) {
    *out = std::string(StrBytes1(text));
    return true;
  }
  Bytes* bytes = EncodeText(t, text, Encoding::kUtf8, CodecErrors::kSurrogateEscape);
  if (bytes == nullptr) return false;
  *out = std::string(BytesView(bytes));
  return true;
}

Value FsPath(Thread* t, Value v) {
  if (IsStr(v) || IsBytes(v)) return v;
  Str* name = Intern(t, "__fspath__");
  if (name == nullptr) return Value();
  Value method = LookupInClass(ClassOf(t, v), name);
  if (method.is_null()) {
    return Raise(t, Exc::kTypeError, "expected str, bytes or os.PathLike object, not %s",
                 ClassNameOf(t, v));
  }
  Value result = CallSpecial(t, method, v, {});
  if (result.is_null() || IsStr(result) || IsBytes(result)) return result;
  return Raise(t, Exc::kTypeError, "expected %s.__fspath__() to return str or bytes, not %s",
               ClassNameOf(t, v), ClassNameOf(t, result));
}

bool ParsePath(Thread* t, Value v, const char* function, const char* argument, int flags,
               PathArg* out) {
  if (v.is_null() || (v == NoneOf(t) && (flags & kPathNone))) return true;
  out->given = v;
  Value path = v;
  if (!IsStr(v) && !IsBytes(v)) {
    Str* name = Intern(t, "__fspath__");
    Str* index = name == nullptr ? nullptr : Intern(t, "__index__");
    if (index == nullptr) return false;
    if (!LookupInClass(ClassOf(t, v), name).is_null()) {
      path = FsPath(t, v);
      if (path.is_null()) return false;
    } else if ((flags & kPathFd) &&
               (IsInt(v) || !LookupInClass(ClassOf(t, v), index).is_null())) {
      Value index = NumberIndex(t, v);
      int64_t fd;
      if (index.is_null()) return false;
      const bool fits = IntAsInt64(index, &fd);
      if (!fits || fd > INT_MAX || fd < INT_MIN) {
        Raise(t, Exc::kOverflowError, "fd is %s",
              IntSign(index) > 0 ? "greater than maximum" : "less than minimum");
        return false;
      }
      out->fd = static_cast<int>(fd);
      return true;
    } else {
      Raise(t, Exc::kTypeError, "%s: %s should be string, bytes%s, not %s", function, argument,
            (flags & kPathFd) && (flags & kPathNone) ? ", os.PathLike, integer or None"
            : (flags & kPathFd)                      ? ", os.PathLike or integer"
            : (flags & kPathNone)                    ? ", os.PathLike or None"
                                                     : " or os.PathLike",
            ClassNameOf(t, v));
      return false;
    }
  }
  if (IsBytes(path)) {
    out->text = std::string(BytesView(path.as<Bytes>()));
    out->is_bytes = true;
  } else if (!EncodeFs(t, path.as<Str>(), &out->text)) {
    return false;
  }
  if (out->text.find('\0') != std::string::npos) {
    if (out->is_bytes) {
      Raise(t, Exc::kValueError, "%s: embedded null character in %s", function, argument);
    } else {
      RaiseText(t, Exc::kValueError, "embedded null byte");
    }
    return false;
  }
  return true;
}

Value PathResult(Thread* t, const PathArg& like, absl::string_view text) {
  if (like.is_bytes) return NewBytes(t, text);
  return DecodeFs(t, text);
}

bool ParseInt64(Thread* t, Value v, int64_t* out) {
  Value index = NumberIndex(t, v);
  if (index.is_null()) return false;
  if (IntAsInt64(index, out)) return true;
  RaiseText(t, Exc::kOverflowError, "Python int too large to convert to C long");
  return false;
}

bool ParseInt32(Thread* t, Value v, int* out) {
  int64_t n;
  if (!ParseInt64(t, v, &n)) return false;
  if (n > INT_MAX) {
    RaiseText(t, Exc::kOverflowError, "signed integer is greater than maximum");
    return false;
  }
  if (n < INT_MIN) {
    RaiseText(t, Exc::kOverflowError, "signed integer is less than minimum");
    return false;
  }
  *out = static_cast<int>(n);
  return true;
}

bool ParseFd(Thread* t, Value v, int* out) { return ParseInt32(t, v, out); }

bool ParseFileno(Thread* t, Value v, int* out) {
  if (!IsInt(v)) {
    Str* name = Intern(t, "fileno");
    Value method = name == nullptr ? Value() : GetAttrOrNull(t, v, name);
    if (method.is_null()) {
      if (t->exception.is_null()) {
        RaiseText(t, Exc::kTypeError, "argument must be an int, or have a fileno() method.");
      }
      return false;
    }
    v = Call(t, method, nullptr, 0, Value());
    if (v.is_null()) return false;
    if (!IsInt(v)) {
      RaiseText(t, Exc::kTypeError, "fileno() returned a non-integer");
      return false;
    }
  }
  if (!ParseInt32(t, v, out)) return false;
  if (*out < 0) {
    Raise(t, Exc::kValueError, "file descriptor cannot be a negative integer (%d)", *out);
    return false;
  }
  return true;
}

bool ParseDirFd(Thread* t, Value v, int* out) {
  *out = AT_FDCWD;
  if (v.is_null() || v == NoneOf(t)) return true;
  if (!IsInt(v)) {
    Str* index = Intern(t, "__index__");
    if (index == nullptr) return false;
    if (LookupInClass(ClassOf(t, v), index).is_null()) {
      Raise(t, Exc::kTypeError, "argument should be integer or None, not %s", ClassNameOf(t, v));
      return false;
    }
  }
  return ParseInt32(t, v, out);
}

bool ParseId(Thread* t, Value v, const char* what, uint32_t* out) {
  Value index = NumberIndex(t, v);
  if (index.is_null()) {
    if (!PendingIs(t, Exc::kTypeError)) return false;
    TakeException(t);
    Raise(t, Exc::kTypeError, "%s should be integer, not %s", what, ClassNameOf(t, v));
    return false;
  }
  int64_t n;
  const bool fits = IntAsInt64(index, &n);
  if (fits ? n < -1 : IntSign(index) < 0) {
    Raise(t, Exc::kOverflowError, "%s is less than minimum", what);
    return false;
  }
  if (!fits || n > int64_t{UINT32_MAX}) {
    Raise(t, Exc::kOverflowError, "%s is greater than maximum", what);
    return false;
  }
  *out = static_cast<uint32_t>(n);
  return true;
}

int ParseFlag(Thread* t, Value v, bool otherwise) {
  return v.is_null() ? static_cast<int>(otherwise) : IsTrue(t, v);
}

bool ParseTimestamp(Thread* t, Value v, bool ns, struct timespec* out) {
  if (ns) {
    Value quotient, remainder;
    Value index = NumberIndex(t, v);
    if (index.is_null() ||
        !IntDivMod(t, index, Value::SmallInt(1000000000), &quotient, &remainder)) {
      return false;
    }
    int64_t seconds;
    if (!IntAsInt64(quotient, &seconds)) {
      RaiseText(t, Exc::kOverflowError, "timestamp out of range for platform time_t");
      return false;
    }
    out->tv_sec = seconds;
    out->tv_nsec = remainder.small_int();
    return true;
  }
  if (IsFloat(v)) {
    const double d = FloatValue(v);
    if (std::isnan(d)) {
      RaiseText(t, Exc::kValueError, "Invalid value NaN (not a number)");
      return false;
    }
    double whole = std::floor(d);
    if (!(whole >= -9223372036854775808.0 && whole < 9223372036854775808.0)) {
      RaiseText(t, Exc::kOverflowError, "timestamp out of range for platform time_t");
      return false;
    }
    // Rounded down, as CPython does for files and calendars.
    auto nanoseconds = static_cast<int64_t>(std::floor((d - whole) * 1e9));
    if (nanoseconds >= 1000000000) {
      nanoseconds -= 1000000000;
      whole += 1;
    }
    out->tv_sec = static_cast<time_t>(whole);
    out->tv_nsec = nanoseconds;
    return true;
  }
  Value index = NumberIndex(t, v);
  if (index.is_null()) return false;
  int64_t seconds;
  if (!IntAsInt64(index, &seconds)) {
    RaiseText(t, Exc::kOverflowError, "timestamp out of range for platform time_t");
    return false;
  }
  out->tv_sec = seconds;
  out->tv_nsec = 0;
  return true;
}

Value RaiseErrno(Thread* t) { return RaiseOsError(t, errno, Value()); }
Value RaiseErrno(Thread* t, const PathArg& path) { return RaiseOsError(t, errno, path.given); }
Value RaiseErrno(Thread* t, const PathArg& path, const PathArg& path2) {
  const int error = errno;
  Value message = NewStrUtf8(t, std::strerror(error));
  if (message.is_null()) return message;
  Value args[] = {ExceptionClass(t, Exc::kOSError), Value::SmallInt(error), message, path.given,
                  NoneOf(t), path2.given};
  Value exc = ConstructException(t, args, 6, Value());
  return exc.is_null() ? exc : RaiseValue(t, exc, Value());
}

}  // namespace pyjit
