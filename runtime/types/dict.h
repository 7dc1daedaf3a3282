#ifndef RUNTIME_TYPES_DICT_H_
#define RUNTIME_TYPES_DICT_H_

#include <cstdint>

#include "runtime/objects.h"
#include "runtime/operators.h"
#include "runtime/shape.h"

// dict: insertion-ordered, compact entries with an index above kDictLinear.
//
// Every function here that speaks of values works on namespace dicts
// (kDictNamespace: each value is a Cell) through the cells: an unbound cell is
// an absent key, and length counts bound ones (DictLength). The Raw functions
// see the cells themselves; runtime/namespace.cc is their user.
//
// Keys that are exactly str, or small ints, are found without running Python;
// other keys may run __hash__ and __eq__. All may collect unless said
// otherwise. Failure: null, false or -1 with an exception pending.

namespace pyjit {

Dict* NewDict(Thread* t);
Dict* NewDictWithCapacity(Thread* t, int64_t entries);
// {key: value, ...} of n pairs, as a display. May run Python.
Dict* NewDictOfPairs(Thread* t, const Value* pairs, int64_t n);
// Live entries, without bound-less cells; never collects.
int64_t DictLength(Dict* dict);

// Null without a pending exception (*error false): no such key.
Value DictGet(Thread* t, Dict* dict, Value key, bool* error);
bool DictSet(Thread* t, Dict* dict, Value key, Value value);
int DictDelete(Thread* t, Dict* dict, Value key);    // 1, 0 absent, -1 error
int DictContains(Thread* t, Dict* dict, Value key);  // 1, 0, -1
// `key` interned (or any exact str whose hash is known). Never collects,
// never runs Python; keys of other classes with odd __eq__ are not asked.
Value DictGetStr(Dict* dict, Str* key);
// The stored word: in namespace dicts the Cell. Same promises.
Value DictGetStrRaw(Dict* dict, Str* key);
// Adds or replaces the stored word. No Python.
bool DictSetStrRaw(Thread* t, Dict* dict, Str* key, Value word);

// Steps through live entries in order: *pos starts at 0 and is opaque. False at
// the end. Never collects. The dict may be changed in between; values of
// existing keys safely, keys with the freedom of C++ (no error is raised).
bool DictNext(Dict* dict, int64_t* pos, Value* key, Value* value);
bool DictPrevious(Dict* dict, int64_t* pos, Value* key, Value* value);  // pos starts at dict->used

Dict* DictCopy(Thread* t, Dict* dict);  // a plain dict, also of a namespace
// dict.update(other): a mapping (keys() and []) or an iterable of pairs.
bool DictUpdate(Thread* t, Dict* dict, Value other);
bool DictMerge(Thread* t, Dict* dict, Dict* other);
void DictClear(Thread* t, Dict* dict);
// Removes and returns; null without exception if absent.
Value DictPop(Thread* t, Dict* dict, Value key, bool* error);
Value DictSetDefault(Thread* t, Dict* dict, Value key, Value value);
// Last entry removed; false without exception if empty.
bool DictPopItem(Thread* t, Dict* dict, Value* key, Value* value);

// dict[key] with __missing__ for subclasses and KeyError(key).
Value DictSubscript(Thread* t, Dict* dict, Value key);
// dict[key] = value; value null: del dict[key], KeyError(key) if absent.
bool DictAssignSubscript(Thread* t, Dict* dict, Value key, Value value);
int DictEquals(Thread* t, Dict* a, Dict* b);  // 1, 0, -1
Value DictRepr(Thread* t, Dict* dict);
List* DictKeysList(Thread* t, Dict* dict);
List* DictValuesList(Thread* t, Dict* dict);
List* DictItemsList(Thread* t, Dict* dict);

DictView* NewDictView(Thread* t, Dict* dict, DictViewKind kind);

// A read-only mapping that shows `dict` (a class's __dict__).
Value NewMappingProxy(Thread* t, Value mapping);

bool InitDictType(Thread* t);  // dict, its views and mappingproxy

}  // namespace pyjit

#endif  // RUNTIME_TYPES_DICT_H_
