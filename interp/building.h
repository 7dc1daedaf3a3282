#ifndef INTERP_BUILDING_H_
#define INTERP_BUILDING_H_

#include <cstdint>

#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Displays and f-strings out of registers. All may collect; null or false with an
// exception pending. Those that hash, iterate or format run Python.

namespace pyjit {

Value BuildSet(Thread* t, const Value* items, int64_t n);
Value BuildDict(Thread* t, const Value* pairs, int64_t n);
// Concatenates n exact strings.
Value BuildString(Thread* t, Value* parts, int64_t n);
// {value!conversion:spec}: conversion 's', 'r', 'a' or 0; spec null for none.
Value FormatWithConversion(Thread* t, Value v, int conversion, Value spec);

// [*v]: TypeError "Value after * must be an iterable, not X".
bool ExtendDisplay(Thread* t, List* list, Value v);
// {**v}: TypeError "'X' object is not a mapping".
bool UpdateDictDisplay(Thread* t, Dict* dict, Value v);
// f(**v): the same as f's argument; a key that is there already is a TypeError
// that names the callee.
bool MergeKeywords(Thread* t, Value callee, Dict* dict, Value v);

}  // namespace pyjit

#endif  // INTERP_BUILDING_H_
