#include "runtime/native_new.h"

#include <string>

#include "absl/strings/string_view.h"
#include "runtime/class_internal.h"
#include "runtime/error.h"
#include "runtime/isolate.h"
#include "runtime/operators.h"

namespace pyjit {

namespace {

// The function that `cls.__new__` is.
Value NewOf(Class* cls) {
  Value make = ClassSlot(cls, Slot::kNew);
  return IsKind(make, Kind::kMethodWrapper) ? make.as<MethodWrapper>()->function : make;
}

// The first class with the layout of `cls` that leaves making objects to a builtin __new__.
Class* StaticBase(Class* cls) {
  auto* mro = cls->mro.as<Tuple>();
  for (int64_t i = 0; i < mro->length; ++i) {
    auto* at = mro->items[i].as<Class>();
    if (SameNativeLayout(at, cls) && IsKind(NewOf(at), Kind::kNativeFunction)) return at;
  }
  return cls;
}

// CPython's tp_name: with the module for builtin classes alone.
std::string MessageName(Class* cls) {
  return (cls->flags & kClassBuiltin) != 0 ? ClassDisplayName(cls) : ClassName(cls);
}

}  // namespace

bool IsNew(const NativeFunction* function) {
  return IsKind(function->self, Kind::kClass) && function->owner.is_null() &&
         function->context == nullptr && absl::string_view(function->info->name) == "__new__";
}

bool IsGoodNew(const NativeFunction* function, const Value* args, size_t nargs) {
  if (nargs == 0 || !IsKind(args[0], Kind::kClass)) return false;
  auto* cls = args[0].as<Class>();
  auto* owner = function->self.as<Class>();
  if (cls == owner) return true;
  if (!IsSubclass(cls, owner) || !SameNativeLayout(cls, owner)) return false;
  Class* base = StaticBase(cls);
  return base == owner || NewOf(base) == Value(const_cast<NativeFunction*>(function));
}

bool CheckNew(Thread* t, const NativeFunction* function, const Value* args, size_t nargs) {
  if (IsGoodNew(function, args, nargs)) return true;
  auto* owner = function->self.as<Class>();
  const std::string name = ClassDisplayName(owner);
  if (nargs == 0) {
    Raise(t, Exc::kTypeError, "%s.__new__(): not enough arguments", name);
  } else if (!IsKind(args[0], Kind::kClass)) {
    Raise(t, Exc::kTypeError, "%s.__new__(X): X is not a type object (%s)", name,
          ClassNameOf(t, args[0]));
  } else {
    auto* cls = args[0].as<Class>();
    const std::string given = MessageName(cls);
    if (IsSubclass(cls, owner)) {
      Raise(t, Exc::kTypeError, "%s.__new__(%s) is not safe, use %s.__new__()", name, given,
            MessageName(StaticBase(cls)));
    } else {
      Raise(t, Exc::kTypeError, "%s.__new__(%s): %s is not a subtype of %s", name, given, given,
            name);
    }
  }
  return false;
}

}  // namespace pyjit
