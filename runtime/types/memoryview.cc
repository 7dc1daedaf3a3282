#include "runtime/types/memoryview.h"

#include <algorithm>
#include <cstring>

#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/types/bytes.h"
#include "runtime/types/item_format.h"
#include "runtime/types/memoryview_internal.h"
#include "runtime/types/storage.h"

// memoryview: making, releasing, and its own buffer.

namespace pyjit {
namespace {

void DropCount(MemoryView* view) {
  if (view->count == nullptr) return;
  --view->count->views;
  ExportCount::Drop(view->count);
  view->count = nullptr;
}

void FinalizeMemoryView(Object* object) { DropCount(static_cast<MemoryView*>(object)); }

MemoryView* Allocate(Thread* t) {
  Object* object = AllocateInstance(t, t->isolate->memoryview_class());
  return static_cast<MemoryView*>(object);
}

bool GetMemoryViewBuffer(Thread* t, Value self, int flags, BufferView* out) {
  auto* view = self.as<MemoryView>();
  if (!CheckMemoryView(t, view)) return false;
  auto fail = [t](const char* message) {
    RaiseText(t, Exc::kBufferError, message);
    return false;
  };
  BufferView buffer = BorrowBuffer(view);
  auto asks = [flags](int what) { return (flags & what) == what; };
  if (asks(kBufferWritable) && view->readonly) {
    return fail("memoryview: underlying buffer is not writable");
  }
  bool c = IsCContiguous(buffer), f = IsFContiguous(buffer);
  if (asks(kBufferCContiguous) && !c) {
    return fail("memoryview: underlying buffer is not C-contiguous");
  }
  if (asks(kBufferFContiguous) && !f) {
    return fail("memoryview: underlying buffer is not Fortran contiguous");
  }
  if (asks(kBufferAnyContiguous) && !c && !f) {
    return fail("memoryview: underlying buffer is not contiguous");
  }
  if (!asks(kBufferStrides) && !c) {
    return fail("memoryview: underlying buffer is not C-contiguous");
  }
  *out = buffer;
  ++view->exports;
  return true;
}

void ReleaseMemoryViewBuffer(Thread*, Value self, BufferView*) {
  --self.as<MemoryView>()->exports;
}

constexpr BufferProcs kMemoryViewBuffer = {&GetMemoryViewBuffer, &ReleaseMemoryViewBuffer};

}  // namespace

const ExtensionInfo MemoryView::kExtension = {sizeof(MemoryView), 4, &FinalizeMemoryView};

const BufferProcs* MemoryViewBufferProcs() { return &kMemoryViewBuffer; }

BufferView BorrowBuffer(const MemoryView* view) {
  BufferView out;
  out.data = view->data;
  out.size = view->size;
  out.item_size = view->item_size;
  out.readonly = view->readonly;
  out.ndim = view->ndim;
  out.format = reinterpret_cast<const char*>(view->format.as<Bytes>()->data);
  out.shape = view->shape();
  out.strides = view->strides();
  return out;
}

bool CheckMemoryView(Thread* t, const MemoryView* view) {
  if (!view->released) return true;
  RaiseText(t, Exc::kValueError, "operation forbidden on released memoryview object");
  return false;
}

bool SetMemoryViewDims(Thread* t, MemoryView* view, int32_t ndim) {
  RawArray* dims = NewRawArray(t, 16 * std::max<int64_t>(1, ndim));
  if (dims == nullptr) return false;
  view->dims = dims;
  view->ndim = ndim;
  WriteBarrier(t, view);
  return true;
}

bool SetMemoryViewFormat(Thread* t, MemoryView* view, const char* format) {
  Bytes* text = NewBytes(t, absl::string_view(format, std::strlen(format) + 1));
  if (text == nullptr) return false;
  StoreField(t, view, &view->format, text);
  int64_t size;
  view->code = NativeItemCode(format, &size);
  return true;
}

void ComputeMemoryViewSize(MemoryView* view) {
  int64_t size = view->item_size;
  for (int i = 0; i < view->ndim; ++i) size *= view->shape()[i];
  view->size = size;
}

MemoryView* CopyMemoryView(Thread* t, MemoryView* from) {
  MemoryView* view = Allocate(t);
  if (view == nullptr || !SetMemoryViewDims(t, view, from->ndim)) return nullptr;
  std::memcpy(view->shape(), from->shape(), 16 * static_cast<size_t>(from->ndim));
  view->object = from->object;
  view->memory = from->memory;
  view->format = from->format;
  view->code = from->code;
  view->data = from->data;
  view->size = from->size;
  view->item_size = from->item_size;
  view->readonly = from->readonly;
  WriteBarrier(t, view);
  view->count = from->count;
  if (view->count != nullptr) {
    ++view->count->owners;
    ++view->count->views;
    t->heap->RegisterNative(view);
  }
  return view;
}

Value NewMemoryView(Thread* t, Value v) {
  if (IsMemoryView(v)) {
    return CheckMemoryView(t, v.as<MemoryView>()) ? Value(CopyMemoryView(t, v.as<MemoryView>()))
                                                  : Value();
  }
  if (!HasBuffer(t, v)) {
    return Raise(t, Exc::kTypeError, "memoryview: a bytes-like object is required, not '%s'",
                 ClassNameOf(t, v));
  }
  ScopedBuffer buffer(t);
  if (!buffer.Get(v, kBufferFull)) return Value();
  const BufferView& from = buffer.view();
  MemoryView* view = Allocate(t);
  if (view == nullptr || !SetMemoryViewDims(t, view, from.ndim) ||
      !SetMemoryViewFormat(t, view, from.Format())) {
    return Value();
  }
  for (int i = 0; i < from.ndim; ++i) {
    view->shape()[i] = from.Shape(i);
    view->strides()[i] = from.Stride(i);
  }
  view->data = from.data;
  view->size = from.size;
  view->item_size = from.item_size;
  view->readonly = from.readonly;
  StoreField(t, view, &view->object, v);
  StoreField(t, view, &view->memory, from.memory);
  view->count = from.exports;
  if (view->count != nullptr) {
    ++view->count->owners;
    ++view->count->views;
    t->heap->RegisterNative(view);
  }
  return view;
}

bool MemoryViewRelease(Thread* t, MemoryView* view) {
  if (view->released) return true;
  if (view->exports > 0) {
    Raise(t, Exc::kBufferError, "memoryview has %d exported buffer%s", view->exports,
          view->exports == 1 ? "" : "s");
    return false;
  }
  DropCount(view);
  view->released = true;
  view->object = view->memory = Value();
  return true;
}

}  // namespace pyjit
