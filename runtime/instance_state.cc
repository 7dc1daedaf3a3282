#include "runtime/instance_state.h"

#include "runtime/attributes.h"
#include "runtime/isolate.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"

namespace pyjit {

Value InstanceState(Thread* t, Value object) {
  List* names = OwnAttributeNames(t, object);
  if (names == nullptr) return Value();
  if (names->length == 0) return t->isolate->none();
  Dict* dict = NewDict(t);
  if (dict == nullptr) return Value();
  for (int64_t i = 0; i < names->length; ++i) {
    Value name = ListGet(t, names, i);
    Value value = GetOwnAttribute(t, object, name.as<Str>());
    if (value.is_null()) {
      if (!t->exception.is_null()) return value;
      continue;
    }
    if (!DictSet(t, dict, name, value)) return Value();
  }
  return dict;
}

}  // namespace pyjit
