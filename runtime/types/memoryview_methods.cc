#include <cstring>
#include <string>

#include "absl/strings/str_format.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/operators.h"
#include "runtime/types/bytes_internal.h"
#include "runtime/types/int.h"
#include "runtime/types/item_format.h"
#include "runtime/types/list.h"
#include "runtime/types/memoryview_internal.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

// Methods and attributes of memoryview that are not about single items.

namespace pyjit {

const BufferProcs* MemoryViewBufferProcs();  // memoryview.cc

namespace {

MemoryView* Self(Value* args) { return args[0].as<MemoryView>(); }

Value ConstructMemoryView(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value object;
  int64_t keywords = kwnames ? kwnames.as<Tuple>()->length : 0;
  auto given = static_cast<int64_t>(nargs) - 1 + keywords;
  if (given > 1) {
    return Raise(t, Exc::kTypeError, "memoryview() takes at most 1 argument (%d given)", given);
  }
  if (nargs == 2) object = args[1];
  if (keywords == 1) {
    if (!StrEqualsAscii(kwnames.as<Tuple>()->items[0].as<Str>(), "object")) {
      return Raise(t, Exc::kTypeError, "'%s' is an invalid keyword argument for memoryview()",
                   StrToUtf8(kwnames.as<Tuple>()->items[0].as<Str>()));
    }
    object = args[nargs];
  }
  if (object.is_null()) {
    return RaiseText(t, Exc::kTypeError,
                     "memoryview() missing required argument 'object' (pos 1)");
  }
  return NewMemoryView(t, object);
}

Value ReprRow(Thread* t, Value* args, size_t, Value) {
  return NewStrUtf8(t, absl::StrFormat("<%s at 0x%x>",
                                       Self(args)->released ? "released memory" : "memory",
                                       args[0].bits()));
}

Value HashRow(Thread* t, Value* args, size_t, Value) {
  MemoryView* view = Self(args);
  if (view->hash != 0) return IntFromInt64(t, view->hash);
  if (!CheckMemoryView(t, view)) return Value();
  if (!view->readonly) {
    return RaiseText(t, Exc::kValueError, "cannot hash writable memoryview object");
  }
  if (view->code != 'B' && view->code != 'b' && view->code != 'c') {
    return RaiseText(t, Exc::kValueError,
                     "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
  }
  bool ok = true;
  if (view->object) Hash(t, view->object, &ok);
  if (!ok) return Value();
  std::string contents(static_cast<size_t>(view->size), '\0');
  CopyToContiguous(BorrowBuffer(view), reinterpret_cast<uint8_t*>(contents.data()));
  view->hash = static_cast<int64_t>(HashBytes(contents.data(), contents.size()));
  return IntFromInt64(t, view->hash);
}

Value ReleaseRow(Thread* t, Value* args, size_t, Value) {
  return MemoryViewRelease(t, Self(args)) ? t->isolate->none() : Value();
}
Value EnterRow(Thread* t, Value* args, size_t, Value) {
  return CheckMemoryView(t, Self(args)) ? args[0] : Value();
}

Value ToBytesRow(Thread* t, Value* args, size_t, Value) {
  MemoryView* view = Self(args);
  if (!CheckMemoryView(t, view)) return Value();
  char order = 'C';
  if (!IsAbsent(t, args[1])) {
    if (!IsStr(args[1])) {
      return Raise(t, Exc::kTypeError, "tobytes() argument 'order' must be str or None, not %s",
                   ClassNameOf(t, args[1]));
    }
    std::string text = StrToUtf8(args[1].as<Str>());
    if (text == "F") {
      order = 'F';
    } else if (text == "A") {
      BufferView own = BorrowBuffer(view);
      order = !IsCContiguous(own) && IsFContiguous(own) ? 'F' : 'C';
    } else if (text != "C") {
      return RaiseText(t, Exc::kValueError, "order must be 'C', 'F' or 'A'");
    }
  }
  Bytes* out = NewBytesUninitialised(t, view->size);
  if (out != nullptr) CopyToContiguous(BorrowBuffer(view), out->data, order);
  return out;
}

Value HexRow(Thread* t, Value* args, size_t, Value) {
  MemoryView* view = Self(args);
  int64_t group = 1;
  if (args[2] && !IntArgument(t, args[2], &group)) return Value();
  if (!CheckMemoryView(t, view)) return Value();
  std::string contents(static_cast<size_t>(view->size), '\0');
  CopyToContiguous(BorrowBuffer(view), reinterpret_cast<uint8_t*>(contents.data()));
  return BytesToHex(t, contents, args[1], group);
}

Value ToReadOnlyRow(Thread* t, Value* args, size_t, Value) {
  if (!CheckMemoryView(t, Self(args))) return Value();
  MemoryView* copy = CopyMemoryView(t, Self(args));
  if (copy != nullptr) copy->readonly = true;
  return copy;
}

bool IsByteCode(char code) { return code == 'B' || code == 'b' || code == 'c'; }

// Gives the one-dimensional view another item format.
bool CastItems(Thread* t, MemoryView* view, const char* format) {
  int64_t size = 0;
  char code = NativeItemCode(format, &size);
  const char* message = nullptr;
  Exc exc = Exc::kTypeError;
  if (view->code == 0) {
    exc = Exc::kValueError;
    message = "memoryview: source format must be a native single character format prefixed "
              "with an optional '@'";
  } else if (code == 0) {
    exc = Exc::kValueError;
    message = "memoryview: destination format must be a native single character format "
              "prefixed with an optional '@'";
  } else if (!IsByteCode(view->code) && !IsByteCode(code)) {
    message = "memoryview: cannot cast between two non-byte formats";
  } else if (view->size % size != 0) {
    message = "memoryview: length is not a multiple of itemsize";
  }
  if (message != nullptr) {
    RaiseText(t, exc, message);
    return false;
  }
  int64_t bytes = view->size;
  if (!SetMemoryViewFormat(t, view, format) || !SetMemoryViewDims(t, view, 1)) return false;
  view->item_size = size;
  view->shape()[0] = bytes / size;
  view->strides()[0] = size;
  return true;
}

// Gives the one-dimensional view a shape.
bool CastShape(Thread* t, MemoryView* view, const Value* items, int64_t n) {
  int64_t bytes = view->size, product = 1;
  int64_t shape[kBufferMaxDims];
  for (int64_t i = 0; i < n; ++i) {
    if (!IsInt(items[i])) {
      RaiseText(t, Exc::kTypeError, "memoryview.cast(): elements of shape must be integers");
      return false;
    }
    if (!IntAsInt64(items[i], &shape[i]) || shape[i] <= 0) {
      RaiseText(t, Exc::kValueError,
                "memoryview.cast(): elements of shape must be integers > 0");
      return false;
    }
    if (__builtin_mul_overflow(product, shape[i], &product)) {
      RaiseText(t, Exc::kValueError, "memoryview.cast(): product(shape) > SSIZE_MAX");
      return false;
    }
  }
  int64_t total;
  if (__builtin_mul_overflow(product, view->item_size, &total) || total != bytes) {
    RaiseText(t, Exc::kTypeError, "memoryview: product(shape) * itemsize != buffer size");
    return false;
  }
  if (!SetMemoryViewDims(t, view, static_cast<int32_t>(n))) return false;
  int64_t stride = view->item_size;
  for (int64_t i = n - 1; i >= 0; --i) {
    view->shape()[i] = shape[i];
    view->strides()[i] = stride;
    stride *= shape[i];
  }
  return true;
}

Value CastRow(Thread* t, Value* args, size_t, Value) {
  MemoryView* view = Self(args);
  if (!IsStr(args[1])) {
    return Raise(t, Exc::kTypeError, "cast() argument 'format' must be str, not %s",
                 ArgumentClassName(t, args[1]));
  }
  if (!CheckMemoryView(t, view)) return Value();
  if (!IsCContiguous(BorrowBuffer(view))) {
    return RaiseText(t, Exc::kTypeError,
                     "memoryview: casts are restricted to C-contiguous views");
  }
  bool shaped = !args[2].is_null();
  if (shaped || view->ndim != 1) {
    for (int i = 0; i < view->ndim; ++i) {
      if (view->shape()[i] == 0) {
        return RaiseText(t, Exc::kTypeError,
                         "memoryview: cannot cast view with zeros in shape or strides");
      }
    }
  }
  int64_t dims = 1;
  const Value* items = nullptr;
  if (shaped) {
    if (IsKind(args[2], Kind::kList)) args[2] = ListToTuple(t, args[2].as<List>());
    if (!args[2]) return Value();
    if (!IsKind(args[2], Kind::kTuple)) {
      return RaiseText(t, Exc::kTypeError, "shape must be a list or a tuple");
    }
    dims = args[2].as<Tuple>()->length;
    items = args[2].as<Tuple>()->items;
    if (dims > kBufferMaxDims) {
      return Raise(t, Exc::kValueError,
                   "memoryview: number of dimensions must not exceed %d", kBufferMaxDims);
    }
    if (view->ndim != 1 && dims != 1) {
      return RaiseText(t, Exc::kTypeError, "memoryview: cast must be 1D -> ND or ND -> 1D");
    }
  }
  MemoryView* cast = CopyMemoryView(t, view);
  if (cast == nullptr) return Value();
  if (!CastItems(t, cast, StrToUtf8(args[1].as<Str>()).c_str())) return Value();
  if (shaped && !CastShape(t, cast, items, dims)) return Value();
  return cast;
}

// --- Attributes ---

template <Value (*get)(Thread*, MemoryView*)>
Value Attribute(Thread* t, Value* args, size_t, Value) {
  return CheckMemoryView(t, Self(args)) ? get(t, Self(args)) : Value();
}
Value GetObject(Thread* t, MemoryView* view) {
  return view->object.is_null() ? t->isolate->none() : view->object;
}
Value GetNBytes(Thread*, MemoryView* view) { return Value::SmallInt(view->size); }
Value GetItemSize(Thread*, MemoryView* view) { return Value::SmallInt(view->item_size); }
Value GetNDim(Thread*, MemoryView* view) { return Value::SmallInt(view->ndim); }
Value GetReadOnly(Thread* t, MemoryView* view) { return t->isolate->Bool(view->readonly); }
Value GetFormat(Thread* t, MemoryView* view) {
  return NewStrUtf8(t, reinterpret_cast<const char*>(view->format.as<Bytes>()->data));
}
Value TupleOf(Thread* t, const int64_t* numbers, int n) {
  Tuple* tuple = NewTuple(t, n);
  for (int i = 0; tuple != nullptr && i < n; ++i) tuple->items[i] = IntFromInt64(t, numbers[i]);
  return tuple;
}
Value GetShape(Thread* t, MemoryView* view) { return TupleOf(t, view->shape(), view->ndim); }
Value GetStrides(Thread* t, MemoryView* view) { return TupleOf(t, view->strides(), view->ndim); }
Value GetSubOffsets(Thread* t, MemoryView*) { return t->isolate->empty_tuple(); }
Value GetCContiguous(Thread* t, MemoryView* view) {
  return t->isolate->Bool(IsCContiguous(BorrowBuffer(view)));
}
Value GetFContiguous(Thread* t, MemoryView* view) {
  return t->isolate->Bool(IsFContiguous(BorrowBuffer(view)));
}
Value GetContiguous(Thread* t, MemoryView* view) {
  BufferView own = BorrowBuffer(view);
  return t->isolate->Bool(IsCContiguous(own) || IsFContiguous(own));
}

constexpr GetSetInfo kAttributes[] = {
    {"obj", Attribute<GetObject>, nullptr, "The underlying object of the memoryview."},
    {"nbytes", Attribute<GetNBytes>, nullptr, "Bytes that tobytes() gives."},
    {"readonly", Attribute<GetReadOnly>, nullptr, "Whether the memory is read only."},
    {"itemsize", Attribute<GetItemSize>, nullptr, "Bytes of each item."},
    {"format", Attribute<GetFormat>, nullptr, "The items' format, in struct module style."},
    {"ndim", Attribute<GetNDim>, nullptr, "How many dimensions the memory has."},
    {"shape", Attribute<GetShape>, nullptr, "Items in each dimension."},
    {"strides", Attribute<GetStrides>, nullptr, "Bytes from item to item in each dimension."},
    {"suboffsets", Attribute<GetSubOffsets>, nullptr, "Used internally for PIL-style arrays."},
    {"c_contiguous", Attribute<GetCContiguous>, nullptr, "Whether it is C contiguous."},
    {"f_contiguous", Attribute<GetFContiguous>, nullptr, "Whether it is Fortran contiguous."},
    {"contiguous", Attribute<GetContiguous>, nullptr, "Whether it is contiguous."},
};

constexpr char kUnary[] = "($self, /)";
constexpr NativeInfo kMethods[] = {
    {"__new__", ConstructMemoryView, nullptr, kAnything, nullptr},
    {"__repr__", ReprRow, kUnary, kReadsHeap | kAllocates, "Return repr(self)."},
    {"__hash__", HashRow, kUnary, kAnything, "Return hash(self)."},
    {"__enter__", EnterRow, kUnary, kReadsHeap | kRaises, nullptr},
    {"__exit__", ReleaseRow, "($self, /, *exc_info)", kAnything, nullptr},
    {"release", ReleaseRow, kUnary, kAnything, "Gives the underlying memory back."},
    {"tobytes", ToBytesRow, "($self, /, order='C')", kReadsHeap | kAllocates,
     "The contents as bytes."},
    {"hex", HexRow, "($self, /, sep=<unrepresentable>, bytes_per_sep=1)", kAnything,
     "Two hexadecimal digits per byte, with a separator between groups of them.\n\n"
     ">>> memoryview(b'\\x01\\x0f\\xff').hex('-')\n'01-0f-ff'"},
    {"toreadonly", ToReadOnlyRow, kUnary, kAnything, "A readonly view of the same memory."},
    {"cast", CastRow, "($self, /, format, shape=<unrepresentable>)", kAnything,
     "A view with another item format or shape."},
};

}  // namespace

bool InitMemoryViewType(Thread* t) {
  Class* cls = t->isolate->memoryview_class();
  cls->construct = &ConstructMemoryView;
  cls->buffer = MemoryViewBufferProcs();
  return AddNatives(t, cls->dict, kMethods, cls) &&
         AddNatives(t, cls->dict, MemoryViewItemMethods(), cls) &&
         AddGetSets(t, cls, kAttributes);
}

}  // namespace pyjit
