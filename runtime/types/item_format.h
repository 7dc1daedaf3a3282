#ifndef RUNTIME_TYPES_ITEM_FORMAT_H_
#define RUNTIME_TYPES_ITEM_FORMAT_H_

#include <cstdint>

#include "runtime/thread.h"
#include "runtime/value.h"

// Single items in native form, as memoryview and array hold them: one letter of
// the struct module ('b', 'i', 'd', ...) says what they are.

namespace pyjit {

// Bytes of one item; 0 for a letter that is none of cbBhHiIlLqQnNfd?P.
int64_t NativeItemSize(char code);
// The letter of a format "x" or "@x" of those, with its size; 0 otherwise.
char NativeItemCode(const char* format, int64_t* size);

// The item at p (any alignment) as Python sees it.
Value LoadNativeItem(Thread* t, char code, const uint8_t* p);

enum class StoreResult : uint8_t {
  kStored,
  kWrongType,   // no exception pending
  kOutOfRange,  // no exception pending
  kRaised,      // an exception of Python code
};
// Stores v at p. May run Python (__index__, __float__), before it looks at p.
StoreResult StoreNativeItem(Thread* t, char code, Value v, uint8_t* p);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_ITEM_FORMAT_H_
