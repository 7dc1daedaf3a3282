#ifndef STDLIB_ARRAY_INTERNAL_H_
#define STDLIB_ARRAY_INTERNAL_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "runtime/buffer.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/operators.h"
#include "runtime/types/codecs.h"
#include "runtime/types/item_format.h"
#include "stdlib/state.h"

// Shared by the array_*.cc files.

namespace pyjit {

struct ArrayType {
  char code;       // of the array module
  char item;       // of item_format.h
  int64_t size;
  const char* format;   // of its buffer
  const char* name;     // in messages about values out of range
  bool is_signed;
  int machine_format;   // in pickles; little endian
};
const ArrayType* FindArrayType(uint32_t code);  // null: none

struct Array : Object {
  Object* storage;  // RawArray, or null while empty
  int64_t length;   // items
  const ArrayType* type;
  ExportCount* exports;
  static const ExtensionInfo kExtension;

  uint8_t* data() const {
    return storage == nullptr ? nullptr : static_cast<RawArray*>(storage)->bytes;
  }
};
inline bool IsArray(Value v) {
  return IsKind(v, Kind::kExtension) && v.object()->shape()->extension == &Array::kExtension;
}

struct ArrayState final : RootProvider {
  void VisitRoots(RootVisitor* visitor) override {
    visitor->Visit(&array_class);
    visitor->Visit(&iterator_class);
  }
  Value array_class, iterator_class;
};
ArrayState* ArrayStateOf(Thread* t);

Array* NewArray(Thread* t, Class* cls, const ArrayType* type, int64_t length);  // zeros
bool ArrayResize(Thread* t, Array* a, int64_t length);
// Items [from, to) replaced by n items, which are not the array's own.
bool ArrayReplace(Thread* t, Array* a, int64_t from, int64_t to, const void* items, int64_t n);
Value ArrayItem(Thread* t, const Array* a, int64_t i);
bool ArrayPackItem(Thread* t, const ArrayType* type, Value v, uint8_t* p);  // may run Python
inline constexpr char kArrayExported[] = "cannot resize an array that is exporting buffers";
bool ArrayAppend(Thread* t, Array* a, Value v);
bool ArrayAppendBytes(Thread* t, Array* a, absl::string_view bytes);
bool ArrayAppendText(Thread* t, Array* a, const Str* text);
bool ArrayExtend(Thread* t, Array* a, Value source);

extern const ExtensionInfo kArrayIteratorLayout;
absl::Span<const NativeInfo> ArrayMethods();
absl::Span<const NativeInfo> ArrayIteratorMethods();
absl::Span<const GetSetInfo> ArrayAttributes();

}  // namespace pyjit

#endif  // STDLIB_ARRAY_INTERNAL_H_
