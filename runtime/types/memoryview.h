#ifndef RUNTIME_TYPES_MEMORYVIEW_H_
#define RUNTIME_TYPES_MEMORYVIEW_H_

#include <cstdint>

#include "runtime/buffer.h"
#include "runtime/objects.h"
#include "runtime/shape.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Python memoryview: a window on another object's memory, n-dimensional with
// strides. It counts itself among the exporter's exports until it is released
// or dies. Views of views lean on the exporter directly.

namespace pyjit {

struct MemoryView : Object {
  Value object;   // the exporter; null: none
  Value format;   // Bytes, zero-terminated
  Object* dims;   // RawArray: shape[ndim], then strides[ndim]
  Value memory;   // what `data` lies in, if not the exporter; kept while the view lives
  uint8_t* data;
  int64_t size;   // bytes: product of the shape times item_size
  int64_t item_size;
  ExportCount* count;  // the exporter's, held; may be null
  int64_t exports;     // buffers that C++ code holds on this view
  int64_t hash;        // 0: not computed
  int32_t ndim;
  bool readonly, released;
  char code;           // of a native single-letter format, else 0
  static const ExtensionInfo kExtension;

  int64_t* shape() const { return reinterpret_cast<int64_t*>(static_cast<RawArray*>(dims)->bytes); }
  int64_t* strides() const { return shape() + ndim; }
};

inline bool IsMemoryView(Value v) {
  return IsKind(v, Kind::kExtension) &&
         v.object()->shape()->extension == &MemoryView::kExtension;
}

// memoryview(v). TypeError if v has no buffer.
Value NewMemoryView(Thread* t, Value v);
// len(view), 0 once released; and item i of its first dimension, which must be one.
int64_t MemoryViewLength(const MemoryView* view);
Value MemoryViewItem(Thread* t, MemoryView* view, int64_t i);
// Gives the exporter's memory back. False with BufferError pending while it is used.
bool MemoryViewRelease(Thread* t, MemoryView* view);

bool InitMemoryViewType(Thread* t);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_MEMORYVIEW_H_
