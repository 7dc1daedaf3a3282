#include "runtime/warn.h"

#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/intern.h"
#include "runtime/isolate.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"
#include "runtime/types/str.h"

namespace pyjit {

bool Warn(Thread* t, Exc category, absl::string_view message, int stack_level) {
  if (t->isolate->import_name == nullptr) return true;
  Str* module_name = Intern(t, "_warnings");
  Str* name = module_name == nullptr ? nullptr : Intern(t, "warn");
  if (name == nullptr) return false;
  Value module = DictGetStr(t->isolate->modules(), module_name);
  if (module.is_null()) {
    module = t->isolate->import_name(t, module_name, t->isolate->none(), 0, nullptr);
  }
  Value function = module.is_null() ? module : GetAttr(t, module, name);
  Value text = function.is_null() ? function : Value(NewStrUtf8(t, message));
  return !text.is_null() &&
         !CallValues(t, function,
                     {text, ExceptionClass(t, category), Value::SmallInt(stack_level)})
              .is_null();
}

bool WarnOfSubclass(Thread* t, absl::string_view what, absl::string_view type_name, Value result) {
  return Warn(t, Exc::kDeprecationWarning,
              absl::StrFormat("%s returned non-%s (type %s).  The ability to return an instance of "
                              "a strict subclass of %s is deprecated, and may be removed in a "
                              "future version of Python.",
                              what, type_name, ClassNameOf(t, result), type_name),
              1);
}

}  // namespace pyjit
