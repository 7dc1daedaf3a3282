#ifndef RUNTIME_TYPES_MEMORYVIEW_INTERNAL_H_
#define RUNTIME_TYPES_MEMORYVIEW_INTERNAL_H_

#include "absl/types/span.h"
#include "runtime/native.h"
#include "runtime/types/memoryview.h"

// Shared by the memoryview*.cc files.

namespace pyjit {

// A view of the same memory, counted among the exports. Null with an exception pending.
MemoryView* CopyMemoryView(Thread* t, MemoryView* from);
// Room for shape and strides of another number of dimensions.
bool SetMemoryViewDims(Thread* t, MemoryView* view, int32_t ndim);
bool SetMemoryViewFormat(Thread* t, MemoryView* view, const char* format);
// False with ValueError pending if the view was released.
bool CheckMemoryView(Thread* t, const MemoryView* view);
// The view as C++ code sees it; nothing is taken.
BufferView BorrowBuffer(const MemoryView* view);
// Size in bytes from shape and item size.
void ComputeMemoryViewSize(MemoryView* view);
// NotImplementedError unless the view's items are of a native single-letter format.
bool CheckItemFormat(Thread* t, const MemoryView* view);
bool StoreMemoryItem(Thread* t, MemoryView* view, uint8_t* at, Value value);
Value LoadMemoryItem(Thread* t, const MemoryView* view, const uint8_t* at);

// Rows: memoryview_items.cc (subscripts), memoryview_methods.cc.
absl::Span<const NativeInfo> MemoryViewItemMethods();

}  // namespace pyjit

#endif  // RUNTIME_TYPES_MEMORYVIEW_INTERNAL_H_
