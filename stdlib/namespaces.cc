#include "stdlib/namespaces.h"

#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/isolate.h"
#include "runtime/namespace.h"
#include "runtime/shape.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"

namespace pyjit {

bool MakeNamespace(Thread* t, Dict* dict) {
  if (dict->flags & kDictNamespace) return true;
  // All cells and names first, so that failing halfway changes nothing.
  List* words = NewList(t);
  if (words == nullptr) return false;
  auto* entries = static_cast<ValueArray*>(dict->entries);
  for (int64_t i = 0; i < dict->used; ++i) {
    Value key = entries->items[kDictEntryWords * i + 1];
    if (key.is_null()) continue;
    if (!IsStr(key)) {
      RaiseText(t, Exc::kTypeError, "globals must have only string keys");
      return false;
    }
    Str* name = InternStr(t, key.as<Str>());
    if (name == nullptr || !ListAppend(t, words, name)) return false;
    Cell* cell = NewCell(t, entries->items[kDictEntryWords * i + 2]);
    if (cell == nullptr || !ListAppend(t, words, cell)) return false;
  }
  int64_t next = 0;
  for (int64_t i = 0; i < dict->used; ++i) {
    if (entries->items[kDictEntryWords * i + 1].is_null()) continue;
    entries->items[kDictEntryWords * i + 1] = ListGet(t, words, next++);
    entries->items[kDictEntryWords * i + 2] = ListGet(t, words, next++);
  }
  if (entries != nullptr) WriteBarrier(t, entries);
  dict->flags = static_cast<uint8_t>((dict->flags & ~kDictIntKeys) | kDictNamespace |
                                     kDictStrKeys);
  ++dict->version;
  return true;
}

}  // namespace pyjit
