// pwd, grp: the system's users and groups.
#include <grp.h>
#include <pwd.h>

#include <string>
#include <vector>

#include "runtime/operators.h"
#include "runtime/types/list.h"
#include "stdlib/posix_support.h"
#include "stdlib/state.h"
#include "stdlib/struct_sequence.h"

namespace pyjit {
namespace {

Value Text(Thread* t, const char* text) {
  return text == nullptr ? NoneOf(t) : Value(DecodeFs(t, text));
}
bool AnyNull(const Value* values, int n) {
  for (int i = 0; i < n; ++i) {
    if (values[i].is_null()) return true;
  }
  return false;
}

Value UserValue(Thread* t, const struct passwd& user) {
  Value values[] = {Text(t, user.pw_name),   Text(t, user.pw_passwd),
                    Value::SmallInt(user.pw_uid), Value::SmallInt(user.pw_gid),
                    Text(t, user.pw_gecos),  Text(t, user.pw_dir),
                    Text(t, user.pw_shell)};
  return AnyNull(values, 7) ? Value() : NewStruct(t, Kept(t, KeptClass::kStructPasswd), values);
}
Value GroupValue(Thread* t, const struct group& group) {
  List* members = NewList(t);
  for (char** name = group.gr_mem; members != nullptr && name != nullptr && *name != nullptr;
       ++name) {
    Value text = Text(t, *name);
    if (text.is_null() || !ListAppend(t, members, text)) return Value();
  }
  Value values[] = {Text(t, group.gr_name), Text(t, group.gr_passwd),
                    Value::SmallInt(group.gr_gid), members};
  if (members == nullptr || AnyNull(values, 4)) return Value();
  return NewStruct(t, Kept(t, KeptClass::kStructGroup), values);
}

// A system's look-up that wants a buffer, which is made larger until it is enough. False
// with OSError pending; *found is null if there is nothing.
template <typename Entry, typename Look, typename Key>
bool LookUp(Thread* t, Look look, Key key, Entry* entry, Entry** found, std::string* buffer) {
  if (!AllowProcesses(t)) return false;
  buffer->resize(1024);
  for (;;) {
    int error;
    *found = nullptr;
    {
      BlockingCall blocking(t);
      error = look(key, entry, buffer->data(), buffer->size(), found);
    }
    if (error != ERANGE || buffer->size() > (1u << 24)) return true;
    buffer->resize(buffer->size() * 2);
  }
}

// The name that getpwnam() and getgrnam() get.
bool ParseName(Thread* t, Value v, const char* function, const char* quoted, std::string* out) {
  if (!IsStr(v)) {
    Raise(t, Exc::kTypeError, "%s() argument%s must be str, not %s", function, quoted,
          ClassNameOf(t, v));
    return false;
  }
  if (!EncodeFs(t, v.as<Str>(), out)) return false;
  if (out->find('\0') == std::string::npos) return true;
  RaiseText(t, Exc::kValueError, "embedded null byte");
  return false;
}
Value NotFound(Thread* t, const char* function, const char* what, Value v) {
  Value shown = ToRepr(t, v);
  if (shown.is_null()) return shown;
  return Raise(t, Exc::kKeyError, "%s(): %s not found: %s", function, what,
               StrToUtf8(shown.as<Str>()));
}
// False: an exception is pending, KeyError for what is no id of anything.
bool ParseIdentity(Thread* t, Value v, const char* function, const char* what, uint32_t* out) {
  if (ParseId(t, v, what, out)) return true;
  if (PendingIs(t, Exc::kOverflowError)) {
    TakeException(t);
    Raise(t, Exc::kKeyError, "%s(): %s not found", function, what);
  }
  return false;
}

// What pwd and grp differ in: the entry, its value, and the system's look-ups.
struct Users {
  using Entry = struct passwd;
  static constexpr const char *kByName = "getpwnam", *kById = "getpwuid", *kIdName = "uid";
  static constexpr const char* kQuoted = "";
  static constexpr auto Name = getpwnam_r;
  static constexpr auto Id = getpwuid_r;
  static constexpr auto ToValue = UserValue;
};
struct Groups {
  using Entry = struct group;
  static constexpr const char *kByName = "getgrnam", *kById = "getgrgid", *kIdName = "gid";
  static constexpr const char* kQuoted = " 'name'";
  static constexpr auto Name = getgrnam_r;
  static constexpr auto Id = getgrgid_r;
  static constexpr auto ToValue = GroupValue;
};

template <typename Table>
Value ByName(Thread* t, Value* args, size_t, Value) {
  std::string name, buffer;
  typename Table::Entry entry, *found;
  if (!ParseName(t, args[0], Table::kByName, Table::kQuoted, &name) ||
      !LookUp(t, Table::Name, name.c_str(), &entry, &found, &buffer)) {
    return Value();
  }
  return found == nullptr ? NotFound(t, Table::kByName, "name", args[0])
                          : Table::ToValue(t, *found);
}
template <typename Table>
Value ById(Thread* t, Value* args, size_t, Value) {
  uint32_t id;
  std::string buffer;
  typename Table::Entry entry, *found;
  if (!ParseIdentity(t, args[0], Table::kById, Table::kIdName, &id) ||
      !LookUp(t, Table::Id, id, &entry, &found, &buffer)) {
    return Value();
  }
  return found == nullptr ? NotFound(t, Table::kById, Table::kIdName, args[0])
                          : Table::ToValue(t, *found);
}

// The lists are walked without letting others run: the system has one position.
Value AllUsers(Thread* t, Value*, size_t, Value) {
  if (!AllowProcesses(t)) return Value();
  List* list = NewList(t);
  setpwent();
  while (struct passwd* user = list == nullptr ? nullptr : getpwent()) {
    Value v = UserValue(t, *user);
    if (v.is_null() || !ListAppend(t, list, v)) list = nullptr;
  }
  endpwent();
  return list;
}
Value AllGroups(Thread* t, Value*, size_t, Value) {
  if (!AllowProcesses(t)) return Value();
  List* list = NewList(t);
  setgrent();
  while (struct group* group = list == nullptr ? nullptr : getgrent()) {
    Value v = GroupValue(t, *group);
    if (v.is_null() || !ListAppend(t, list, v)) list = nullptr;
  }
  endgrent();
  return list;
}

constexpr NativeInfo kUserRows[] = {
    {"getpwnam", ByName<Users>, "($module, name, /)", kAnything,
     "Return the password database entry for the given user name."},
    {"getpwuid", ById<Users>, "($module, uidobj, /)", kAnything,
     "Return the password database entry for the given numeric user ID."},
    {"getpwall", AllUsers, "($module, /)", kAnything,
     "Return a list of all available password database entries, in arbitrary order."},
};
constexpr NativeInfo kGroupRows[] = {
    {"getgrnam", ByName<Groups>, "($module, /, name)", kAnything,
     "Return the group database entry for the given group name."},
    {"getgrgid", ById<Groups>, "($module, /, id)", kAnything,
     "Return the group database entry for the given numeric group ID."},
    {"getgrall", AllGroups, "($module, /)", kAnything,
     "Return a list of all available group entries, in arbitrary order."},
};

}  // namespace

bool InitPwdModule(Thread* t, Module* module) {
  static constexpr const char* kFields[] = {"pw_name",  "pw_passwd", "pw_uid",  "pw_gid",
                                            "pw_gecos", "pw_dir",    "pw_shell"};
  Class* cls = NewStructClass(t, "pwd", "struct_passwd", kFields);
  return Keep(t, KeptClass::kStructPasswd, cls) &&
         SetModuleValue(t, module, "struct_passwd", cls) && AddModuleNatives(t, module, kUserRows);
}

bool InitGrpModule(Thread* t, Module* module) {
  static constexpr const char* kFields[] = {"gr_name", "gr_passwd", "gr_gid", "gr_mem"};
  Class* cls = NewStructClass(t, "grp", "struct_group", kFields);
  return Keep(t, KeptClass::kStructGroup, cls) && SetModuleValue(t, module, "struct_group", cls) &&
         AddModuleNatives(t, module, kGroupRows);
}

}  // namespace pyjit
