// marshal: dump, dumps, load, loads, version. The format: marshal_internal.h.
#include <algorithm>
#include <string>

#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/types/bytes.h"
#include "runtime/types/int.h"
#include "stdlib/bytes_argument.h"
#include "stdlib/marshal_internal.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

constexpr int kVersion = 4;

Value Marshalled(Thread* t, Value v, Value version) {
  int64_t number = kVersion;
  std::string out;
  if (!version.is_null() && !IndexAsInt64(t, version, &number)) return Value();
  if (!MarshalWrite(t, v, static_cast<int>(std::min<int64_t>(number, kVersion)), &out)) {
    return Value();
  }
  return NewBytes(t, out);
}

Value Dumps(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Marshalled(t, args[0], args[1]);
}
Value Dump(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value bytes = Marshalled(t, args[0], args[2]);
  return bytes.is_null() ? bytes : CallMethod(t, args[1], t->isolate->names.write, &bytes, 1);
}
Value Loads(Thread* t, Value* args, size_t nargs, Value kwnames) {
  BytesArgument bytes;
  size_t used;
  if (!bytes.Get(t, args[0])) return Value();
  return MarshalRead(t, bytes.view(), &used);
}
// Reads what is there, and puts the file behind the value if it can be.
Value Load(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Str* read = Intern(t, "read");
  Str* seek = read == nullptr ? nullptr : Intern(t, "seek");
  if (seek == nullptr) return Value();
  Value data = CallMethod(t, args[0], read, nullptr, 0);
  if (data.is_null()) return data;
  if (!IsBytes(data)) {
    return Raise(t, Exc::kTypeError, "file.read() returned not bytes but %s",
                 ClassNameOf(t, data));
  }
  size_t used;
  Value v = MarshalRead(t, BytesView(data.as<Bytes>()), &used);
  if (v.is_null()) return v;
  const int64_t rest = data.as<Bytes>()->length - static_cast<int64_t>(used);
  if (rest > 0) {
    Value where[] = {Value::SmallInt(-rest), Value::SmallInt(1)};
    if (CallMethod(t, args[0], seek, where, 2).is_null()) return Value();
  }
  return v;
}

constexpr NativeInfo kRows[] = {
    {"dump", Dump, "(value, file, version=4, /)", kAnything, "Write the value on the open file."},
    {"dumps", Dumps, "(value, version=4, /)", kAnything,
     "Return the bytes object that would be written to a file by dump(value, file)."},
    {"load", Load, "(file, /)", kAnything, "Read one value from the open file and return it."},
    {"loads", Loads, "(bytes, /)", kAnything, "Convert the bytes-like object to a value."},
};

}  // namespace

bool InitMarshalModule(Thread* t, Module* module) {
  return AddModuleNatives(t, module, kRows) && SetModuleInt(t, module, "version", kVersion);
}

}  // namespace pyjit
