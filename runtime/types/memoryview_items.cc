#include <cstring>
#include <string>

#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/isolate.h"
#include "runtime/operators.h"
#include "runtime/types/bytes.h"
#include "runtime/types/int.h"
#include "runtime/types/item_format.h"
#include "runtime/types/iterators.h"
#include "runtime/types/list.h"
#include "runtime/types/memoryview_internal.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/slice.h"
#include "runtime/types/tuple.h"

// Items of memoryviews: subscripts, comparison, tolist.

namespace pyjit {
namespace {

MemoryView* Self(Value* args) { return args[0].as<MemoryView>(); }

bool IsIndex(Thread* t, Value v) { return IsInt(v) || LookupSpecial(t, v, Slot::kIndex); }

bool IsTupleOf(Thread* t, Value key, bool (*holds)(Thread*, Value)) {
  if (!IsKind(key, Kind::kTuple)) return false;
  auto* tuple = key.as<Tuple>();
  for (int64_t i = 0; i < tuple->length; ++i) {
    if (!holds(t, tuple->items[i])) return false;
  }
  return true;
}
bool IsMultiIndex(Thread* t, Value key) { return IsTupleOf(t, key, IsIndex); }
bool IsMultiSlice(Thread* t, Value key) {
  return IsKind(key, Kind::kTuple) && key.as<Tuple>()->length != 0 &&
         IsTupleOf(t, key, [](Thread*, Value v) { return IsKind(v, Kind::kSlice); });
}

// Address of item i of a dimension; null with IndexError pending.
uint8_t* Advance(Thread* t, const MemoryView* view, uint8_t* p, int64_t i, int dim) {
  int64_t n = view->shape()[dim];
  if (i < 0) i += n;
  if (i < 0 || i >= n) {
    Raise(t, Exc::kIndexError, "index out of bounds on dimension %d", dim + 1);
    return nullptr;
  }
  return p + i * view->strides()[dim];
}

// The single item that an int (one dimension) or a tuple of ints stands for.
uint8_t* ItemAddress(Thread* t, MemoryView* view, Value key) {
  if (!IsKind(key, Kind::kTuple)) {
    int64_t i;
    if (!ValueAsIndex(t, key, nullptr, &i) || !CheckMemoryView(t, view)) return nullptr;
    return Advance(t, view, view->data, i, 0);
  }
  auto* tuple = key.as<Tuple>();
  if (tuple->length < view->ndim) {
    RaiseText(t, Exc::kNotImplementedError, "sub-views are not implemented");
    return nullptr;
  }
  if (tuple->length > view->ndim) {
    Raise(t, Exc::kTypeError, "cannot index %d-dimension view with %d-element tuple",
          view->ndim, tuple->length);
    return nullptr;
  }
  uint8_t* p = view->data;
  for (int d = 0; d < view->ndim && p != nullptr; ++d) {
    int64_t i;
    if (!ValueAsIndex(t, tuple->items[d], nullptr, &i) || !CheckMemoryView(t, view)) {
      return nullptr;
    }
    p = Advance(t, view, p, i, d);
  }
  return p;
}

Value GetItemRow(Thread* t, Value* args, size_t, Value) {
  MemoryView* view = Self(args);
  Value key = args[1];
  if (!CheckMemoryView(t, view)) return Value();
  bool ellipsis = key == t->isolate->ellipsis();
  if (view->ndim == 0) {
    if (IsKind(key, Kind::kTuple) && key.as<Tuple>()->length == 0) {
      return LoadMemoryItem(t, view, view->data);
    }
    if (ellipsis) return view;
    return RaiseText(t, Exc::kTypeError, "invalid indexing of 0-dim memory");
  }
  if (IsIndex(t, key)) {
    if (!CheckItemFormat(t, view)) return Value();
    if (view->ndim > 1) {
      return RaiseText(t, Exc::kNotImplementedError,
                       "multi-dimensional sub-views are not implemented");
    }
    uint8_t* at = ItemAddress(t, view, key);
    return at == nullptr ? Value() : LoadMemoryItem(t, view, at);
  }
  if (IsKind(key, Kind::kSlice)) {
    SliceBounds bounds;
    // First, as reading the slice may run Python code that releases the view.
    MemoryView* part = CopyMemoryView(t, view);
    if (part == nullptr || !SliceUnpack(t, key.as<Slice>(), &bounds)) return Value();
    SliceAdjust(part->shape()[0], &bounds);
    part->data += part->strides()[0] * bounds.start;
    part->shape()[0] = bounds.count;
    part->strides()[0] *= bounds.step;
    ComputeMemoryViewSize(part);
    return part;
  }
  if (IsMultiIndex(t, key)) {
    if (!CheckItemFormat(t, view)) return Value();
    uint8_t* at = ItemAddress(t, view, key);
    return at == nullptr ? Value() : LoadMemoryItem(t, view, at);
  }
  if (IsMultiSlice(t, key)) {
    return RaiseText(t, Exc::kNotImplementedError,
                     "multi-dimensional slicing is not implemented");
  }
  return RaiseText(t, Exc::kTypeError, "memoryview: invalid slice key");
}

absl::string_view PlainFormat(const char* format) {
  absl::string_view text(format);
  if (!text.empty() && text[0] == '@') text.remove_prefix(1);
  return text;
}

// view[slice] = source, one dimension.
bool AssignSlice(Thread* t, MemoryView* view, Slice* slice, Value source) {
  ScopedBuffer buffer(t);
  SliceBounds bounds;
  if (!buffer.Get(source, kBufferFull)) return false;
  if (!SliceUnpack(t, slice, &bounds) || !CheckMemoryView(t, view)) return false;
  SliceAdjust(view->shape()[0], &bounds);
  const BufferView& from = buffer.view();
  const char* own_format = reinterpret_cast<const char*>(view->format.as<Bytes>()->data);
  if (PlainFormat(from.Format()) != PlainFormat(own_format) ||
      from.item_size != view->item_size || from.ndim != 1 || from.Shape(0) != bounds.count) {
    RaiseText(t, Exc::kValueError,
              "memoryview assignment: lvalue and rvalue have different structures");
    return false;
  }
  auto size = static_cast<size_t>(view->item_size);
  uint8_t* to = view->data + view->strides()[0] * bounds.start;
  int64_t step = view->strides()[0] * bounds.step, stride = from.Stride(0);
  auto item = static_cast<int64_t>(size);
  if (step == item && stride == item) {
    if (from.size != 0) std::memmove(to, from.data, static_cast<size_t>(from.size));
    return true;
  }
  // The two may overlap: through a copy.
  std::string copy(static_cast<size_t>(from.size), '\0');
  CopyToContiguous(from, reinterpret_cast<uint8_t*>(copy.data()));
  for (int64_t i = 0; i < bounds.count; ++i) {
    std::memcpy(to + i * step, copy.data() + i * item, size);
  }
  return true;
}

bool Assign(Thread* t, MemoryView* view, Value key, Value value) {
  if (!CheckMemoryView(t, view) || !CheckItemFormat(t, view)) return false;
  if (view->readonly) {
    RaiseText(t, Exc::kTypeError, "cannot modify read-only memory");
    return false;
  }
  if (value.is_null()) {
    RaiseText(t, Exc::kTypeError, "cannot delete memory");
    return false;
  }
  if (view->ndim == 0) {
    if (key == t->isolate->ellipsis() ||
        (IsKind(key, Kind::kTuple) && key.as<Tuple>()->length == 0)) {
      return StoreMemoryItem(t, view, view->data, value);
    }
    RaiseText(t, Exc::kTypeError, "invalid indexing of 0-dim memory");
    return false;
  }
  if (IsIndex(t, key)) {
    if (view->ndim > 1) {
      RaiseText(t, Exc::kNotImplementedError, "sub-views are not implemented");
      return false;
    }
    uint8_t* at = ItemAddress(t, view, key);
    return at != nullptr && StoreMemoryItem(t, view, at, value);
  }
  if (IsKind(key, Kind::kSlice) && view->ndim == 1) {
    return AssignSlice(t, view, key.as<Slice>(), value);
  }
  if (IsMultiIndex(t, key)) {
    uint8_t* at = ItemAddress(t, view, key);
    return at != nullptr && StoreMemoryItem(t, view, at, value);
  }
  if (IsKind(key, Kind::kSlice) || IsMultiSlice(t, key)) {
    RaiseText(t, Exc::kNotImplementedError,
              "memoryview slice assignments are currently restricted to ndim = 1");
  } else {
    RaiseText(t, Exc::kTypeError, "memoryview: invalid slice key");
  }
  return false;
}

Value SetItemRow(Thread* t, Value* args, size_t, Value) {
  return Assign(t, Self(args), args[1], args[2]) ? t->isolate->none() : Value();
}
Value DelItemRow(Thread* t, Value* args, size_t, Value) {
  return Assign(t, Self(args), args[1], Value()) ? t->isolate->none() : Value();
}

Value LenRow(Thread* t, Value* args, size_t, Value) {
  MemoryView* view = Self(args);
  if (!CheckMemoryView(t, view)) return Value();
  return Value::SmallInt(view->ndim == 0 ? 1 : view->shape()[0]);
}

Value IterRow(Thread* t, Value* args, size_t, Value) {
  MemoryView* view = Self(args);
  if (!CheckMemoryView(t, view)) return Value();
  if (view->ndim == 0) {
    return RaiseText(t, Exc::kTypeError, "invalid indexing of 0-dim memory");
  }
  if (view->ndim != 1) {
    return RaiseText(t, Exc::kNotImplementedError,
                     "multi-dimensional sub-views are not implemented");
  }
  if (!CheckItemFormat(t, view)) return Value();
  return NewIterator(t, IteratorKind::kMemoryView, view);
}

Value ListOf(Thread* t, const MemoryView* view, const uint8_t* p, int dim) {
  if (dim == view->ndim) return LoadMemoryItem(t, view, p);
  List* list = NewList(t);
  if (list == nullptr) return Value();
  for (int64_t i = 0; i < view->shape()[dim]; ++i, p += view->strides()[dim]) {
    Value item = ListOf(t, view, p, dim + 1);
    if (!item || !ListAppend(t, list, item)) return Value();
  }
  return list;
}

Value ToListRow(Thread* t, Value* args, size_t, Value) {
  MemoryView* view = Self(args);
  if (!CheckMemoryView(t, view) || !CheckItemFormat(t, view)) return Value();
  return ListOf(t, view, view->data, 0);
}

bool IsFloatItem(char code) { return code == 'f' || code == 'd'; }

// Items of a format that only the struct module understands: equal if formats and
// bytes are.
bool CompareStructItems(const BufferView& a, const BufferView& b) {
  if (absl::string_view(a.Format()) != b.Format() || a.size != b.size) return false;
  std::string x(static_cast<size_t>(a.size), '\0'), y(static_cast<size_t>(b.size), '\0');
  CopyToContiguous(a, reinterpret_cast<uint8_t*>(x.data()));
  CopyToContiguous(b, reinterpret_cast<uint8_t*>(y.data()));
  return x == y;
}

// Items of two buffers of one shape. 1 equal, 0 not, -1 error.
int ItemsEqual(Thread* t, const BufferView& a, const BufferView& b, const uint8_t* p,
               const uint8_t* q, char code_a, char code_b, int dim) {
  if (dim == a.ndim) {
    bool plain = code_a == code_b && code_a != 'f' && code_a != 'd' && code_a != '?';
    if (plain) return std::memcmp(p, q, static_cast<size_t>(a.item_size)) == 0;
    Value x = LoadNativeItem(t, code_a, p);
    Value y = x ? LoadNativeItem(t, code_b, q) : Value();
    if (!y) return -1;
    if (IsFloatItem(code_a) || IsFloatItem(code_b)) {
      // By value: a NaN equals nothing, itself neither.
      Value r = Compare(t, CompareOp::kEq, x, y);
      return r ? IsTrue(t, r) : -1;
    }
    return CompareBool(t, CompareOp::kEq, x, y);
  }
  int64_t sa = a.Stride(dim), sb = b.Stride(dim);
  for (int64_t i = 0; i < a.Shape(dim); ++i, p += sa, q += sb) {
    int equal = ItemsEqual(t, a, b, p, q, code_a, code_b, dim + 1);
    if (equal != 1) return equal;
  }
  return 1;
}

// null with an exception pending, or NotImplemented, or a bool.
Value Equal(Thread* t, Value* args, bool negate) {
  MemoryView* view = Self(args);
  Isolate* isolate = t->isolate;
  Value other = args[1];
  auto answer = [&](bool equal) { return isolate->Bool(equal != negate); };
  if (view->released) return answer(other == args[0]);
  if (IsMemoryView(other) && other.as<MemoryView>()->released) return answer(other == args[0]);
  if (!HasBuffer(t, other)) return isolate->not_implemented();
  ScopedBuffer buffer(t);
  if (!buffer.Get(other, kBufferFull)) {
    t->exception = Value();
    return isolate->not_implemented();
  }
  const BufferView& b = buffer.view();
  BufferView a = BorrowBuffer(view);
  if (a.ndim != b.ndim) return answer(false);
  for (int i = 0; i < a.ndim; ++i) {
    if (a.Shape(i) != b.Shape(i)) return answer(false);
    if (a.Shape(i) == 0) break;
  }
  int64_t size;
  char code_a = view->code, code_b = NativeItemCode(b.Format(), &size);
  if (code_a == 0 || code_b == 0) {
    return answer(CompareStructItems(a, b));
  }
  ++view->exports;  // comparing floats runs no Python, but allocates
  int equal = ItemsEqual(t, a, b, a.data, b.data, code_a, code_b, 0);
  --view->exports;
  return equal < 0 ? Value() : answer(equal != 0);
}
Value EqRow(Thread* t, Value* args, size_t, Value) { return Equal(t, args, false); }
Value NeRow(Thread* t, Value* args, size_t, Value) { return Equal(t, args, true); }

constexpr NativeInfo kMethods[] = {
    {"__len__", LenRow, "($self, /)", kReadsHeap | kRaises, "Return len(self)."},
    {"__iter__", IterRow, "($self, /)", kReadsHeap | kAllocates | kEscapesArgs,
     "Implement iter(self)."},
    {"__getitem__", GetItemRow, "($self, key, /)", kAnything, "Return self[key]."},
    {"__setitem__", SetItemRow, "($self, key, value, /)", kAnything, "Set self[key] to value."},
    {"__delitem__", DelItemRow, "($self, key, /)", kAnything, "Delete self[key]."},
    {"__eq__", EqRow, "($self, value, /)", kAnything, "Return self==value."},
    {"__ne__", NeRow, "($self, value, /)", kAnything, "Return self!=value."},
    {"tolist", ToListRow, "($self, /)", kReadsHeap | kAllocates, "The items as a list."},
};

}  // namespace

absl::Span<const NativeInfo> MemoryViewItemMethods() { return kMethods; }

bool CheckItemFormat(Thread* t, const MemoryView* view) {
  if (view->code != 0) return true;
  Raise(t, Exc::kNotImplementedError, "memoryview: unsupported format %s",
        reinterpret_cast<const char*>(view->format.as<Bytes>()->data));
  return false;
}

Value LoadMemoryItem(Thread* t, const MemoryView* view, const uint8_t* at) {
  if (!CheckItemFormat(t, view)) return Value();
  return LoadNativeItem(t, view->code, at);
}

bool StoreMemoryItem(Thread* t, MemoryView* view, uint8_t* at, Value value) {
  uint8_t item[8];
  StoreResult result = StoreNativeItem(t, view->code, value, item);
  switch (result) {
    case StoreResult::kStored: break;
    case StoreResult::kRaised: return false;
    case StoreResult::kWrongType:
      Raise(t, Exc::kTypeError, "memoryview: invalid type for format '%c'", view->code);
      return false;
    case StoreResult::kOutOfRange:
      Raise(t, Exc::kValueError, "memoryview: invalid value for format '%c'", view->code);
      return false;
  }
  if (!CheckMemoryView(t, view)) return false;  // Python code may have released it
  std::memcpy(at, item, static_cast<size_t>(view->item_size));
  return true;
}

int64_t MemoryViewLength(const MemoryView* view) {
  return view->released ? 0 : view->ndim == 0 ? 1 : view->shape()[0];
}

Value MemoryViewItem(Thread* t, MemoryView* view, int64_t i) {
  return LoadMemoryItem(t, view, view->data + i * view->strides()[0]);
}

}  // namespace pyjit
