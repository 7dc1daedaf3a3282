// time: struct_time, gmtime, localtime, mktime, asctime, ctime, strftime, strptime,
// tzset and the time zone.
#include <climits>
#include <ctime>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/namespace.h"
#include "runtime/operators.h"
#include "runtime/types/codecs.h"
#include "runtime/types/float.h"
#include "runtime/types/tuple.h"
#include "stdlib/posix_support.h"
#include "stdlib/state.h"
#include "stdlib/struct_sequence.h"
#include "stdlib/time_internal.h"

namespace pyjit {
namespace {

Value StructTime(Thread* t, const struct tm& parts) {
  Value values[] = {IntFromInt64(t, int64_t{parts.tm_year} + 1900),
                    Value::SmallInt(parts.tm_mon + 1),
                    Value::SmallInt(parts.tm_mday),
                    Value::SmallInt(parts.tm_hour),
                    Value::SmallInt(parts.tm_min),
                    Value::SmallInt(parts.tm_sec),
                    Value::SmallInt((parts.tm_wday + 6) % 7),
                    Value::SmallInt(parts.tm_yday + 1),
                    Value::SmallInt(parts.tm_isdst),
                    NewStrUtf8(t, parts.tm_zone == nullptr ? "" : parts.tm_zone),
                    IntFromInt64(t, parts.tm_gmtoff)};
  return NewStruct(t, Kept(t, KeptClass::kStructTime), values);
}

// The seconds argument; absent or None: now.
bool ParseSeconds(Thread* t, Value v, time_t* out) {
  if (v.is_null() || v == NoneOf(t)) {
    if (!AllowClock(t)) return false;
    *out = time(nullptr);
    return true;
  }
  struct timespec when;
  if (!ParseTimestamp(t, v, false, &when)) return false;
  *out = when.tv_sec;
  return true;
}

bool Local(Thread* t, time_t when, struct tm* out) {
  errno = 0;
  if (localtime_r(&when, out) != nullptr) return true;
  if (errno == 0) errno = EINVAL;
  RaiseErrno(t);
  return false;
}

Value Gmtime(Thread* t, Value* args, size_t nargs, Value kwnames) {
  time_t when;
  struct tm parts;
  if (!ParseSeconds(t, args[0], &when)) return Value();
  errno = 0;
  if (gmtime_r(&when, &parts) == nullptr) {
    if (errno == 0) errno = EINVAL;
    return RaiseErrno(t);
  }
  return StructTime(t, parts);
}
Value Localtime(Thread* t, Value* args, size_t nargs, Value kwnames) {
  time_t when;
  struct tm parts;
  return ParseSeconds(t, args[0], &when) && Local(t, when, &parts) ? StructTime(t, parts)
                                                                   : Value();
}

// A time tuple. *zone keeps the text that tm_zone points to.
bool ParseParts(Thread* t, Value v, const char* function, struct tm* out, std::string* zone) {
  if (!IsKind(v, Kind::kTuple)) {
    RaiseText(t, Exc::kTypeError, "Tuple or struct_time argument required");
    return false;
  }
  auto* tuple = v.as<Tuple>();
  int n[9];
  if (tuple->length != 9) {
    Raise(t, Exc::kTypeError, "%s(): illegal time tuple argument", function);
    return false;
  }
  for (int i = 0; i < 9; ++i) {
    if (!ParseInt32(t, tuple->items[i], &n[i])) {
      if (PendingIs(t, Exc::kTypeError)) {
        TakeException(t);
        Raise(t, Exc::kTypeError, "%s(): illegal time tuple argument", function);
      }
      return false;
    }
  }
  if (n[0] < INT_MIN + 1900) {
    RaiseText(t, Exc::kOverflowError, "year out of range");
    return false;
  }
  *out = {};
  out->tm_year = n[0] - 1900;
  out->tm_mon = static_cast<int>(static_cast<unsigned>(n[1]) - 1);
  out->tm_mday = n[2];
  out->tm_hour = n[3];
  out->tm_min = n[4];
  out->tm_sec = n[5];
  out->tm_wday = static_cast<int>((static_cast<int64_t>(n[6]) + 1) % 7);
  out->tm_yday = static_cast<int>(static_cast<unsigned>(n[7]) - 1);
  out->tm_isdst = n[8];
  if (ClassOf(t, v) == Kept(t, KeptClass::kStructTime)) {
    Str* zone_name = Intern(t, "tm_zone");
    Str* offset_name = zone_name == nullptr ? nullptr : Intern(t, "tm_gmtoff");
    if (offset_name == nullptr) return false;
    Value text = GetAttr(t, v, zone_name);
    Value offset = text.is_null() ? text : GetAttr(t, v, offset_name);
    if (offset.is_null()) return false;
    if (IsStr(text)) {
      *zone = StrToUtf8(text.as<Str>());
      out->tm_zone = zone->c_str();
    }
    int64_t seconds;
    if (IsInt(offset) && IntAsInt64(offset, &seconds)) out->tm_gmtoff = seconds;
  }
  return true;
}

// As asctime and strftime want them: zeros become the first of a range.
bool CheckParts(Thread* t, struct tm* parts) {
  const char* problem = nullptr;
  if (parts->tm_mon == -1) parts->tm_mon = 0;
  if (parts->tm_mday == 0) parts->tm_mday = 1;
  if (parts->tm_yday == -1) parts->tm_yday = 0;
  if (parts->tm_mon < 0 || parts->tm_mon > 11) {
    problem = "month out of range";
  } else if (parts->tm_mday < 0 || parts->tm_mday > 31) {
    problem = "day of month out of range";
  } else if (parts->tm_hour < 0 || parts->tm_hour > 23) {
    problem = "hour out of range";
  } else if (parts->tm_min < 0 || parts->tm_min > 59) {
    problem = "minute out of range";
  } else if (parts->tm_sec < 0 || parts->tm_sec > 61) {
    problem = "seconds out of range";
  } else if (parts->tm_wday < 0) {
    problem = "day of week out of range";
  } else if (parts->tm_yday < 0 || parts->tm_yday > 365) {
    problem = "day of year out of range";
  }
  if (problem != nullptr) RaiseText(t, Exc::kValueError, problem);
  return problem == nullptr;
}

Value Mktime(Thread* t, Value* args, size_t nargs, Value kwnames) {
  struct tm parts;
  std::string zone;
  if (!ParseParts(t, args[0], "mktime", &parts, &zone)) return Value();
  parts.tm_wday = -1;  // stays so only if it fails: -1 is a time too
  const time_t when = mktime(&parts);
  if (when == -1 && parts.tm_wday == -1) {
    return RaiseText(t, Exc::kOverflowError, "mktime argument out of range");
  }
  return NewFloat(t, static_cast<double>(when));
}

Value Text(Thread* t, const struct tm& parts) {
  static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return NewStrUtf8(t, absl::StrFormat("%s %s%3d %02d:%02d:%02d %d", kDays[parts.tm_wday],
                                       kMonths[parts.tm_mon], parts.tm_mday, parts.tm_hour,
                                       parts.tm_min, parts.tm_sec, int64_t{parts.tm_year} + 1900));
}
Value Asctime(Thread* t, Value* args, size_t nargs, Value kwnames) {
  struct tm parts;
  std::string zone;
  if (args[0].is_null()) {
    return AllowClock(t) && Local(t, time(nullptr), &parts) ? Text(t, parts) : Value();
  }
  return ParseParts(t, args[0], "asctime", &parts, &zone) && CheckParts(t, &parts)
             ? Text(t, parts)
             : Value();
}
Value Ctime(Thread* t, Value* args, size_t nargs, Value kwnames) {
  time_t when;
  struct tm parts;
  return ParseSeconds(t, args[0], &when) && Local(t, when, &parts) ? Text(t, parts) : Value();
}

Value Strftime(Thread* t, Value* args, size_t nargs, Value kwnames) {
  struct tm parts;
  std::string zone;
  if (!IsStr(args[0])) {
    return Raise(t, Exc::kTypeError, "strftime() argument 1 must be str, not %s",
                 ClassNameOf(t, args[0]));
  }
  if (args[1].is_null()) {
    if (!AllowClock(t) || !Local(t, time(nullptr), &parts)) return Value();
  } else if (!ParseParts(t, args[1], "strftime", &parts, &zone) || !CheckParts(t, &parts)) {
    return Value();
  }
  parts.tm_isdst = parts.tm_isdst < -1 ? -1 : parts.tm_isdst > 1 ? 1 : parts.tm_isdst;
  Bytes* encoded = EncodeText(t, args[0].as<Str>(), Encoding::kUtf8, CodecErrors::kStrict);
  if (encoded == nullptr) return Value();
  const std::string format(BytesView(encoded));
  if (format.find('\0') != std::string::npos) {
    return RaiseText(t, Exc::kValueError, "embedded null character");
  }
  // An empty result looks like a lack of room: it gets some, and is then believed.
  std::vector<char> buffer(1024);
  for (;;) {
    const size_t n = strftime(buffer.data(), buffer.size(), format.c_str(), &parts);
    if (n > 0 || buffer.size() >= 256 * format.size()) {
      return DecodeFs(t, absl::string_view(buffer.data(), n));
    }
    buffer.resize(buffer.size() * 2);
  }
}

// _strptime._strptime_time, written in Python.
Value Strptime(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Str* module_name = Intern(t, "_strptime");
  Value module = module_name == nullptr ? Value() : ImportModule(t, module_name);
  Str* name = module.is_null() ? nullptr : Intern(t, "_strptime_time");
  Value function = name == nullptr ? Value() : GetAttr(t, module, name);
  return function.is_null() ? function : Call(t, function, args, nargs, kwnames);
}

bool AddZone(Thread* t, Module* module) {
  tzset();
  Value name = DecodeFs(t, tzname[0]);
  Value summer = name.is_null() ? name : Value(DecodeFs(t, tzname[1]));
  if (summer.is_null()) return false;
  // Offsets in winter and summer of this year, whichever hemisphere.
  struct tm parts;
  constexpr time_t kYear = (365 * 24 + 6) * 3600;
  const time_t now = t->isolate->options().allow_clock ? time(nullptr) : 0;
  const time_t start = now / kYear * kYear;
  long january = -timezone, july = january;
  if (localtime_r(&start, &parts) != nullptr) {
    january = parts.tm_gmtoff;
    name = DecodeFs(t, parts.tm_zone == nullptr ? "   " : parts.tm_zone);
  }
  const time_t middle = start + kYear / 2;
  if (localtime_r(&middle, &parts) != nullptr) {
    july = parts.tm_gmtoff;
    summer = DecodeFs(t, parts.tm_zone == nullptr ? "   " : parts.tm_zone);
  }
  if (january > july) {
    std::swap(name, summer);
    std::swap(january, july);
  }
  return SetModuleInt(t, module, "timezone", -january) &&
         SetModuleInt(t, module, "altzone", -july) &&
         SetModuleInt(t, module, "daylight", january != july) &&
         SetModuleValue(t, module, "tzname", TuplePack(t, name, summer));
}
Value Tzset(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Str* name = Intern(t, "time");
  Value module = name == nullptr ? Value() : ImportModule(t, name);
  if (module.is_null()) return module;
  return !IsKind(module, Kind::kModule) || AddZone(t, module.as<Module>()) ? NoneOf(t) : Value();
}

constexpr NativeInfo kRows[] = {
    {"gmtime", Gmtime, "(seconds=None, /)", kAnything,
     "Convert seconds since the Epoch to a time tuple expressing UTC (a.k.a. GMT)."},
    {"localtime", Localtime, "(seconds=None, /)", kAnything,
     "Convert seconds since the Epoch to a time tuple expressing local time."},
    {"mktime", Mktime, "(tuple, /)", kAnything,
     "Convert a time tuple in local time to seconds since the Epoch."},
    {"asctime", Asctime, "(tuple=<unrepresentable>, /)", kAnything,
     "Convert a time tuple to a string, e.g. 'Sat Jun 06 16:26:11 1998'."},
    {"ctime", Ctime, "(seconds=None, /)", kAnything,
     "Convert a time in seconds since the Epoch to a string in local time."},
    {"strftime", Strftime, "(format, tuple=<unrepresentable>, /)", kAnything,
     "Convert a time tuple to a string according to a format specification."},
    {"strptime", Strptime, nullptr, kAnything,
     "strptime(string, format) -> struct_time\n\n"
     "Parse a string to a time tuple according to a format specification."},
    {"tzset", Tzset, "()", kAnything, "Initialize, or reinitialize, the local timezone."},
};

}  // namespace

bool AddTimeCalendar(Thread* t, Module* module) {
  static constexpr const char* kFields[] = {"tm_year", "tm_mon",  "tm_mday",  "tm_hour",
                                            "tm_min",  "tm_sec",  "tm_wday",  "tm_yday",
                                            "tm_isdst", "tm_zone", "tm_gmtoff"};
  Class* cls = NewStructClass(
      t, "time", "struct_time", kFields,
      {.visible = 9,
       .doc = "The time value as returned by gmtime(), localtime(), and strptime(), and\n"
              " accepted by asctime(), mktime() and strftime()."});
  return Keep(t, KeptClass::kStructTime, cls) && SetModuleValue(t, module, "struct_time", cls) &&
         SetModuleInt(t, module, "_STRUCT_TM_ITEMS", 11) && AddModuleNatives(t, module, kRows) &&
         AddZone(t, module);
}

}  // namespace pyjit
