#include "runtime/members.h"

#include <cstring>

#include "runtime/attributes.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/layout.h"
#include "runtime/shape.h"
#include "runtime/types/dict.h"
#include "runtime/types/str.h"

namespace pyjit {

namespace {

// Keys of the side table are addresses, as two members may read alike.
Value KeyWord(const Str* key) {
  return Value::SmallInt(static_cast<int64_t>(reinterpret_cast<uintptr_t>(key) >> 4));
}

bool HasAttributeSlots(const Object* object) { return object->shape()->slots_offset != 0; }

}  // namespace

Str* NewMemberKey(Thread* t, const Str* name) {
  const size_t bytes =
      static_cast<size_t>(name->length) * static_cast<size_t>(name->width());
  Object* object = t->heap->AllocateImmortal(layout::kStrChars + bytes);
  if (object == nullptr) {
    RaiseMemoryError(t);
    return nullptr;
  }
  object->set_shape(t->isolate->shape_of(Kind::kStr));
  object->flags = name->flags & (kStrWidthMask | kStrAscii);
  auto* key = static_cast<Str*>(object);
  key->length = name->length;
  memcpy(key->chars, name->data(), bytes);
  return key;
}

Value GetMember(Thread* t, Object* object, Str* key) {
  return HasAttributeSlots(object) ? GetOwnAttribute(t, object, key)
                                   : GetSideMember(t, object, key);
}

bool SetMember(Thread* t, Object* object, Str* key, Value value) {
  return HasAttributeSlots(object) ? StoreAttributeSlot(t, object, key, value)
                                   : SetSideMember(t, object, key, value);
}

bool DeleteMember(Thread* t, Object* object, Str* key, bool* found) {
  return HasAttributeSlots(object) ? DeleteAttributeSlot(t, object, key, found)
                                   : DeleteSideMember(t, object, key, found);
}

Value GetSideMember(Thread* t, Object* object, Str* key) {
  if (!(object->aux & kAuxSideMembers)) return Value();
  Dict* dict = t->heap->SideMembers(object);
  bool error;
  return dict == nullptr ? Value() : DictGet(t, dict, KeyWord(key), &error);
}

bool SetSideMember(Thread* t, Object* object, Str* key, Value value) {
  Dict* dict = object->aux & kAuxSideMembers ? t->heap->SideMembers(object) : nullptr;
  if (dict == nullptr) {
    dict = NewDict(t);
    if (dict == nullptr || !t->heap->SetSideMembers(t, object, dict)) return false;
  }
  return DictSet(t, dict, KeyWord(key), value);
}

bool DeleteSideMember(Thread* t, Object* object, Str* key, bool* found) {
  *found = false;
  if (!(object->aux & kAuxSideMembers)) return true;
  Dict* dict = t->heap->SideMembers(object);
  const int deleted = dict == nullptr ? 0 : DictDelete(t, dict, KeyWord(key));
  *found = deleted > 0;
  return deleted >= 0;
}

}  // namespace pyjit
