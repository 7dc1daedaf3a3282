#include "runtime/buffer.h"

#include <cstring>

#include "runtime/class.h"
#include "runtime/code.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/shape.h"
#include "runtime/types/dict.h"
#include "runtime/types/memoryview.h"

namespace pyjit {

int64_t BufferView::Stride(int i) const {
  if (strides != nullptr) return strides[i];
  int64_t stride = item_size;
  for (int k = ndim - 1; k > i; --k) stride *= Shape(k);
  return stride;
}

bool GetBuffer(Thread* t, Value v, int flags, BufferView* view) {
  const BufferProcs* procs = v.is_object() ? v.object()->shape()->cls->buffer : nullptr;
  if (procs == nullptr) {
    Raise(t, Exc::kTypeError, "a bytes-like object is required, not '%s'", ClassNameOf(t, v));
    return false;
  }
  *view = BufferView();
  if (!procs->get(t, v, flags, view)) {
    view->owner = Value();
    return false;
  }
  view->owner = v;
  return true;
}

void ReleaseBuffer(Thread* t, BufferView* view) {
  Value owner = view->owner;
  if (owner.is_null()) return;
  view->owner = Value();
  if (view->exports != nullptr) --view->exports->exports;
  const BufferProcs* procs = owner.object()->shape()->cls->buffer;
  if (procs != nullptr && procs->release != nullptr) procs->release(t, owner, view);
}

bool IsCContiguous(const BufferView& view) {
  if (view.strides == nullptr || view.size == 0) return true;
  int64_t expected = view.item_size;
  for (int i = view.ndim - 1; i >= 0; --i) {
    if (view.Shape(i) > 1 && view.strides[i] != expected) return false;
    expected *= view.Shape(i);
  }
  return true;
}

bool IsFContiguous(const BufferView& view) {
  if (view.size == 0 || view.ndim == 0) return true;
  if (view.strides == nullptr && view.ndim <= 1) return true;
  int64_t expected = view.item_size;
  for (int i = 0; i < view.ndim; ++i) {
    if (view.Shape(i) > 1 && view.Stride(i) != expected) return false;
    expected *= view.Shape(i);
  }
  return true;
}

void CopyToContiguous(const BufferView& view, uint8_t* out, char order) {
  if (view.size == 0) return;
  if (order == 'C' ? IsCContiguous(view) : IsFContiguous(view)) {
    std::memcpy(out, view.data, static_cast<size_t>(view.size));
    return;
  }
  int64_t index[kBufferMaxDims] = {};
  int64_t count = view.size / view.item_size;
  for (int64_t n = 0; n < count; ++n) {
    const uint8_t* from = view.data;
    for (int d = 0; d < view.ndim; ++d) from += index[d] * view.Stride(d);
    std::memcpy(out, from, static_cast<size_t>(view.item_size));
    out += view.item_size;
    if (order == 'C') {
      for (int d = view.ndim - 1; d >= 0; --d) {
        if (++index[d] < view.Shape(d)) break;
        index[d] = 0;
      }
    } else {
      for (int d = 0; d < view.ndim; ++d) {
        if (++index[d] < view.Shape(d)) break;
        index[d] = 0;
      }
    }
  }
}

bool FillBuffer(Thread* t, Value owner, void* data, int64_t size, bool readonly, int flags,
                BufferView* view) {
  if (readonly && (flags & kBufferWritable)) {
    RaiseText(t, Exc::kBufferError, "Object is not writable.");
    return false;
  }
  view->data = static_cast<uint8_t*>(data);
  view->size = size;
  view->readonly = readonly;
  view->owner = owner;
  return true;
}

namespace {

// Registers of running code may hold stale words, so the heap is asked what they are.
bool IsViewOf(Thread* t, Value v, const ExportCount* count) {
  if (!v.is_object() || t->heap->FindObject(v.object()) != v.object() || !IsMemoryView(v)) {
    return false;
  }
  return v.as<MemoryView>()->count == count;
}

bool AnyVariableHoldsView(Thread* t, const ExportCount* count) {
  Dict* last = nullptr;
  for (Frame* frame = t->frame; frame != nullptr; frame = frame->prev) {
    if (frame->code == nullptr || frame->code->block == nullptr) continue;
    const CodeBlock& block = *frame->code->block;
    for (size_t i = 0; i < block.local_names.size(); ++i) {
      if (IsViewOf(t, frame->regs()[i], count)) return true;
    }
    Dict* globals = IsKind(frame->callee, Kind::kFunction)
                        ? frame->callee.as<Function>()->globals
                        : block.globals;
    if (globals == nullptr || globals == last) continue;
    last = globals;
    int64_t position = 0;
    Value key, value;
    while (DictNext(globals, &position, &key, &value)) {
      if (IsViewOf(t, value, count)) return true;
    }
  }
  return false;
}

}  // namespace

bool CheckResizable(Thread* t, ExportCount* count, const char* message) {
  if (count == nullptr || (count->exports == 0 && count->views == 0)) return true;
  if (count->exports == 0 && !AnyVariableHoldsView(t, count)) return true;
  RaiseText(t, Exc::kBufferError, message);
  return false;
}

}  // namespace pyjit
