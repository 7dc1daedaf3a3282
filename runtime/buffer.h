#ifndef RUNTIME_BUFFER_H_
#define RUNTIME_BUFFER_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "runtime/objects.h"
#include "runtime/shape.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// The buffer protocol (PEP 3118): access to the bytes inside bytes, bytearray,
// memoryview, array and others. A class takes part through Class::buffer.
//
// Whoever reads bytes from an argument uses ScopedBuffer; an exporter whose memory
// may move keeps an ExportCount and refuses to move while it is not zero.

namespace pyjit {

enum BufferFlags : int {
  kBufferSimple = 0,
  kBufferWritable = 1,
  kBufferFormat = 4,
  kBufferND = 8,
  kBufferStrides = 0x10 | kBufferND,
  kBufferCContiguous = 0x20 | kBufferStrides,
  kBufferFContiguous = 0x40 | kBufferStrides,
  kBufferAnyContiguous = 0x80 | kBufferStrides,
  kBufferFull = 0x100 | kBufferStrides | kBufferFormat,
};
inline constexpr int kBufferMaxDims = 64;

// How much of an exporter's memory is looked at. Outside the heap, shared by the
// exporter and its views, so that a view that dies unreleased can count itself
// out while the collector runs.
struct ExportCount {
  int64_t owners = 1;   // the exporter and the views that hold this
  int64_t exports = 0;  // buffers that C++ code holds
  int64_t views = 0;    // memoryviews that were not released and have not died
  static void Drop(ExportCount* count) {
    if (count != nullptr && --count->owners == 0) delete count;
  }
};

struct BufferView {
  uint8_t* data = nullptr;
  int64_t size = 0;       // bytes
  int64_t item_size = 1;
  bool readonly = true;
  int ndim = 1;
  const char* format = nullptr;     // null: "B"; owned by the exporter
  const int64_t* shape = nullptr;   // null: one dimension of size / item_size items
  const int64_t* strides = nullptr;  // null: C-contiguous
  Value owner;            // null: nothing was taken
  Value memory;           // the heap object that `data` lies in, if that is not the owner
  ExportCount* exports = nullptr;   // counted by the exporter's `get`; may be null

  int64_t Shape(int i) const { return shape != nullptr ? shape[i] : size / item_size; }
  int64_t Stride(int i) const;
  const char* Format() const { return format != nullptr ? format : "B"; }
  absl::string_view bytes() const {  // contiguous views only
    return absl::string_view(reinterpret_cast<const char*>(data), static_cast<size_t>(size));
  }
};

inline bool HasBuffer(Thread* t, Value v) {
  return v.is_object() && v.object()->shape()->cls->buffer != nullptr;
}

// Fills *view with the object's memory. False with BufferError pending, or TypeError
// "a bytes-like object is required, not 'X'". Pair it with ReleaseBuffer.
bool GetBuffer(Thread* t, Value v, int flags, BufferView* view);
void ReleaseBuffer(Thread* t, BufferView* view);

bool IsCContiguous(const BufferView& view);
bool IsFContiguous(const BufferView& view);
// Copies all items in C order (order 'C') or Fortran order ('F') to `out`, which
// has view.size bytes.
void CopyToContiguous(const BufferView& view, uint8_t* out, char order = 'C');
// Helper of exporters with plain memory: one dimension of bytes. Checks kBufferWritable.
bool FillBuffer(Thread* t, Value owner, void* data, int64_t size, bool readonly, int flags,
                BufferView* view);

// What changing an exporter's size asks first: true if nobody looks at its memory.
// Views nobody released count if a variable of running code or its module holds them: others
// are most likely garbage that was not collected yet, and look at the old memory, which they
// keep. False with BufferError(message) pending.
bool CheckResizable(Thread* t, ExportCount* count,
                    const char* message = "Existing exports of data: object cannot be re-sized");

// A view held for a C++ scope.
class ScopedBuffer {
 public:
  explicit ScopedBuffer(Thread* t) : t_(t) {}
  ~ScopedBuffer() { Release(); }
  ScopedBuffer(const ScopedBuffer&) = delete;
  ScopedBuffer& operator=(const ScopedBuffer&) = delete;

  bool Get(Value v, int flags = kBufferSimple) { return GetBuffer(t_, v, flags, &view_); }
  void Release() {
    if (view_.owner) ReleaseBuffer(t_, &view_);
  }
  absl::string_view bytes() const { return view_.bytes(); }
  uint8_t* data() const { return view_.data; }
  int64_t size() const { return view_.size; }
  const BufferView& view() const { return view_; }

 private:
  Thread* t_;
  BufferView view_;
};

}  // namespace pyjit

#endif  // RUNTIME_BUFFER_H_
