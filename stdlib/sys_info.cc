// Facts that sys tells: versions, limits of numbers, flags, the implementation.
#include <cfloat>
#include <climits>
#include <string>

#include "runtime/attributes.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/types/float.h"
#include "runtime/types/hash_bytes.h"
#include "runtime/types/int.h"
#include "runtime/types/simple_namespace.h"
#include "runtime/types/str.h"
#include "stdlib/state.h"
#include "stdlib/struct_sequence.h"
#include "stdlib/sys_internal.h"

namespace pyjit {
namespace {

#ifdef __clang__
#define PYJIT_COMPILER "Clang " __clang_version__
#else
#define PYJIT_COMPILER "GCC " __VERSION__
#endif
// As platform.python_build() and its like take it apart.
constexpr char kVersion[] = "3.11.2 (pyjit) [" PYJIT_COMPILER "]";
constexpr int64_t kHexVersion = 0x030b02f0;
constexpr char kCopyright[] =
    "Copyright (c) the pyjit developers.\nAll Rights Reserved.\n\n"
    "The library written in Python is Copyright (c) 2001-2023 Python Software Foundation.\n"
    "All Rights Reserved.";

const StructOptions kFixed = {.constructible = false};

Value Text(Thread* t, absl::string_view text) { return NewStrUtf8(t, text); }
Value Int(Thread* t, int64_t n) { return IntFromInt64(t, n); }

Value VersionInfo(Thread* t) {
  static constexpr const char* kFields[] = {"major", "minor", "micro", "releaselevel", "serial"};
  Class* cls = NewStructClass(t, "sys", "version_info", kFields, kFixed);
  if (cls == nullptr) return Value();
  Value values[] = {Int(t, 3), Int(t, 11), Int(t, 2), Text(t, "final"), Int(t, 0)};
  return NewStruct(t, cls, values);
}

Value FloatInfo(Thread* t) {
  static constexpr const char* kFields[] = {"max", "max_exp", "max_10_exp", "min", "min_exp",
                                            "min_10_exp", "dig", "mant_dig", "epsilon", "radix",
                                            "rounds"};
  Class* cls = NewStructClass(t, "sys", "float_info", kFields);
  if (cls == nullptr) return Value();
  Value values[] = {NewFloat(t, DBL_MAX), Int(t, DBL_MAX_EXP), Int(t, DBL_MAX_10_EXP),
                    NewFloat(t, DBL_MIN), Int(t, DBL_MIN_EXP), Int(t, DBL_MIN_10_EXP),
                    Int(t, DBL_DIG), Int(t, DBL_MANT_DIG), NewFloat(t, DBL_EPSILON),
                    Int(t, FLT_RADIX), Int(t, 1)};
  return NewStruct(t, cls, values);
}

Value IntInfo(Thread* t) {
  static constexpr const char* kFields[] = {"bits_per_digit", "sizeof_digit",
                                            "default_max_str_digits",
                                            "str_digits_check_threshold"};
  Class* cls = NewStructClass(t, "sys", "int_info", kFields);
  if (cls == nullptr) return Value();
  Value values[] = {Int(t, 64), Int(t, 8), Int(t, 4300), Int(t, 640)};
  return NewStruct(t, cls, values);
}

Value HashInfo(Thread* t) {
  static constexpr const char* kFields[] = {"width", "modulus", "inf", "nan", "imag",
                                            "algorithm", "hash_bits", "seed_bits", "cutoff"};
  Class* cls = NewStructClass(t, "sys", "hash_info", kFields);
  if (cls == nullptr) return Value();
  Value values[] = {Int(t, 64), Int(t, (int64_t{1} << 61) - 1), Int(t, 314159), Int(t, 0),
                    Int(t, 1000003), Text(t, "siphash13"), Int(t, 64), Int(t, 128), Int(t, 0)};
  return NewStruct(t, cls, values);
}

Value ThreadInfo(Thread* t) {
  static constexpr const char* kFields[] = {"name", "lock", "version"};
  Class* cls = NewStructClass(t, "sys", "thread_info", kFields);
  if (cls == nullptr) return Value();
  Value values[] = {Text(t, "pthread"), Text(t, "semaphore"), NoneOf(t)};
  return NewStruct(t, cls, values);
}

Value Flags(Thread* t) {
  static constexpr const char* kFields[] = {
      "debug",        "inspect",            "interactive",    "optimize",
      "dont_write_bytecode", "no_user_site", "no_site",       "ignore_environment",
      "verbose",      "bytes_warning",      "quiet",          "hash_randomization",
      "isolated",     "dev_mode",           "utf8_mode",      "warn_default_encoding",
      "safe_path",    "int_max_str_digits"};
  Class* cls = NewStructClass(t, "sys", "flags", kFields, kFixed);
  if (cls == nullptr) return Value();
  const SysFlags& flags = StdlibOf(t)->options.flags;
  Value values[] = {Int(t, flags.debug),
                    Int(t, flags.inspect),
                    Int(t, flags.interactive),
                    Int(t, flags.optimize),
                    Int(t, flags.dont_write_bytecode),
                    Int(t, flags.no_user_site),
                    Int(t, flags.no_site),
                    Int(t, flags.ignore_environment),
                    Int(t, flags.verbose),
                    Int(t, flags.bytes_warning),
                    Int(t, flags.quiet),
                    Int(t, flags.hash_randomization != 0 || HashesAreRandom()),
                    Int(t, flags.isolated),
                    t->isolate->Bool(flags.dev_mode),
                    Int(t, flags.utf8_mode),
                    Int(t, flags.warn_default_encoding),
                    t->isolate->Bool(flags.safe_path),
                    Int(t, t->isolate->int_max_str_digits)};
  return NewStruct(t, cls, values);
}

Value Implementation(Thread* t, Value version) {
  Value ns = NewSimpleNamespace(t);
  if (ns.is_null() || version.is_null()) return Value();
  auto set = [&](absl::string_view name, Value value) {
    Str* key = Intern(t, name);
    return key != nullptr && !value.is_null() && SetAttr(t, ns, key, value);
  };
  bool ok = set("name", Text(t, "pyjit")) && set("cache_tag", Text(t, "pyjit-311")) &&
            set("version", version) && set("hexversion", Int(t, kHexVersion)) &&
            set("_multiarch", Text(t, "x86_64-linux-gnu"));
  return ok ? ns : Value();
}

}  // namespace

bool AddSysFacts(Thread* t, Module* module) {
  Value version = VersionInfo(t);
  return SetModuleText(t, module, "version", kVersion) &&
         SetModuleValue(t, module, "version_info", version) &&
         SetModuleInt(t, module, "hexversion", kHexVersion) &&
         SetModuleInt(t, module, "api_version", 1013) &&
         SetModuleValue(t, module, "implementation", Implementation(t, version)) &&
         SetModuleValue(t, module, "float_info", FloatInfo(t)) &&
         SetModuleValue(t, module, "int_info", IntInfo(t)) &&
         SetModuleValue(t, module, "hash_info", HashInfo(t)) &&
         SetModuleValue(t, module, "thread_info", ThreadInfo(t)) &&
         SetModuleValue(t, module, "flags", Flags(t)) &&
         SetModuleText(t, module, "float_repr_style", "short") &&
         SetModuleText(t, module, "copyright", kCopyright) &&
         SetModuleText(t, module, "byteorder", "little") &&
         SetModuleText(t, module, "platform", "linux") &&
         SetModuleText(t, module, "platlibdir", "lib") &&
         SetModuleText(t, module, "abiflags", "") &&
         SetModuleText(t, module, "_framework", "") &&
         SetModuleValue(t, module, "_home", NoneOf(t)) &&
         SetModuleInt(t, module, "maxsize", INT64_MAX) &&
         SetModuleInt(t, module, "maxunicode", 0x10FFFF);
}

}  // namespace pyjit
