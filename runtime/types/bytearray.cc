#include "runtime/types/bytearray.h"

#include <cstring>

#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/types/bytes_internal.h"
#include "runtime/types/storage.h"

// bytearray: memory, and access to it for others.

namespace pyjit {
namespace {

void FinalizeByteArray(Object* object) {
  auto* a = static_cast<ByteArray*>(object);
  ExportCount::Drop(a->exports);
  a->exports = nullptr;
}

// Room for `length` bytes from `start` on; contents are kept.
bool Reserve(Thread* t, ByteArray* a, int64_t length) {
  auto* old = static_cast<RawArray*>(a->storage);
  if (old != nullptr && a->start + length <= old->capacity) return true;
  if (length < 0 || length > (int64_t{1} << 46)) {
    RaiseMemoryError(t);
    return false;
  }
  if (old != nullptr && length <= old->capacity && a->start >= old->capacity / 2) {
    // Half of it is free at the front.
    std::memmove(old->bytes, old->bytes + a->start, static_cast<size_t>(a->length));
    a->start = 0;
    return true;
  }
  // An exact fit for the first contents, slack once the array grows.
  int64_t capacity = a->length == 0 ? length : length + (length >> 3) + (length < 9 ? 3 : 6);
  RawArray* grown = NewRawArray(t, capacity);
  if (grown == nullptr) return false;
  if (a->length != 0) {
    std::memcpy(grown->bytes, a->data(), static_cast<size_t>(a->length));
  }
  a->storage = grown;
  a->start = 0;
  WriteBarrier(t, a);
  return true;
}

bool GetByteArrayBuffer(Thread* t, Value self, int flags, BufferView* view) {
  auto* a = self.as<ByteArray>();
  if (a->exports == nullptr) {
    a->exports = new ExportCount;
    t->heap->RegisterNative(a);
  }
  // An address even when there is nothing at it.
  static constexpr uint8_t kNothing[1] = {};
  void* data = a->length == 0 ? const_cast<uint8_t*>(kNothing) : a->data();
  if (!FillBuffer(t, self, data, a->length,
                  /*readonly=*/false, flags, view)) {
    return false;
  }
  if (a->storage != nullptr) view->memory = a->storage;
  view->exports = a->exports;
  ++a->exports->exports;
  return true;
}

constexpr BufferProcs kByteArrayBuffer = {&GetByteArrayBuffer, nullptr};

}  // namespace

const ExtensionInfo ByteArray::kExtension = {sizeof(ByteArray), 1, &FinalizeByteArray};

const BufferProcs* ByteArrayBufferProcs() { return &kByteArrayBuffer; }

ByteArray* NewByteArray(Thread* t, absl::string_view contents) {
  Object* object = AllocateInstance(t, t->isolate->bytearray_class());
  if (object == nullptr) return nullptr;
  auto* a = static_cast<ByteArray*>(object);
  return ByteArrayReplace(t, a, 0, 0, contents) ? a : nullptr;
}

bool ByteArrayResize(Thread* t, ByteArray* a, int64_t length) {
  if (length == a->length) return true;
  if (!CheckResizable(t, a->exports)) return false;
  if (length > a->length) {
    if (!Reserve(t, a, length)) return false;
    std::memset(a->data() + a->length, 0, static_cast<size_t>(length - a->length));
  } else if (length == 0) {
    a->storage = nullptr;
    a->start = 0;
  } else if (auto* storage = static_cast<RawArray*>(a->storage);
             storage->capacity > 1024 && length < storage->capacity / 4) {
    RawArray* less = NewRawArray(t, length);
    if (less == nullptr) return false;
    std::memcpy(less->bytes, a->data(), static_cast<size_t>(length));
    a->storage = less;
    a->start = 0;
    WriteBarrier(t, a);
  }
  a->length = length;
  return true;
}

bool ByteArrayReplace(Thread* t, ByteArray* a, int64_t from, int64_t to,
                      absl::string_view contents) {
  auto added = static_cast<int64_t>(contents.size());
  int64_t removed = to - from, length = a->length;
  if (added != removed) {
    if (!CheckResizable(t, a->exports)) return false;
    if (added < removed) {
      if (from == 0) {
        // The bytes before the rest are given up.
        a->start += removed - added;
        a->length -= removed - added;
      } else {
        std::memmove(a->data() + from + added, a->data() + to, static_cast<size_t>(length - to));
        if (!ByteArrayResize(t, a, length - removed + added)) return false;
      }
      if (a->length == 0) {
        a->storage = nullptr;
        a->start = 0;
      }
    } else {
      if (length > INT64_MAX / 2 - added) {
        RaiseMemoryError(t);
        return false;
      }
      if (!Reserve(t, a, length - removed + added)) return false;
      if (to < length) {
        std::memmove(a->data() + from + added, a->data() + to, static_cast<size_t>(length - to));
      }
      a->length = length - removed + added;
    }
  }
  if (added != 0) std::memcpy(a->data() + from, contents.data(), contents.size());
  return true;
}

}  // namespace pyjit
