#ifndef RUNTIME_MEMBERS_H_
#define RUNTIME_MEMBERS_H_

#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Members: what __slots__ defines. A member's value lies in an attribute slot of the
// object, under a key of its own: a string that is not interned, so that no
// attribute, and no member of another class, has the same. An object without
// attribute slots, or in dictionary mode, has them in Heap::SideMembers. So they
// never show up in __dict__. Nothing here runs Python; functions may collect.

namespace pyjit {

// A key that reads as `name`; lives as long as the isolate, as shapes do.
Str* NewMemberKey(Thread* t, const Str* name);
inline bool IsMemberKey(const Str* key) { return !key->is_interned(); }

// Null without an exception: not set.
Value GetMember(Thread* t, Object* object, Str* key);
bool SetMember(Thread* t, Object* object, Str* key, Value value);
bool DeleteMember(Thread* t, Object* object, Str* key, bool* found);

// For objects whose members are in Heap::SideMembers.
Value GetSideMember(Thread* t, Object* object, Str* key);
bool SetSideMember(Thread* t, Object* object, Str* key, Value value);
bool DeleteSideMember(Thread* t, Object* object, Str* key, bool* found);

}  // namespace pyjit

#endif  // RUNTIME_MEMBERS_H_
