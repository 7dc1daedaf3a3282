#include "stdlib/warn.h"

#include "runtime/call.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/types/str.h"
#include "stdlib/import_internal.h"

namespace pyjit {

bool Warn(Thread* t, Exc category, absl::string_view message, int stack_level) {
  Str* module_name = Intern(t, "_warnings");
  Str* name = module_name == nullptr ? nullptr : Intern(t, "warn");
  Value module = name == nullptr ? Value() : LoadNative(t, module_name);
  Value function = module.is_null() ? module : GetAttr(t, module, name);
  Value text = function.is_null() ? function : Value(NewStrUtf8(t, message));
  return !text.is_null() &&
         !CallValues(t, function,
                     {text, ExceptionClass(t, category), Value::SmallInt(stack_level)})
              .is_null();
}

}  // namespace pyjit
