#include <algorithm>
#include <cstring>
#include <string>

#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/length_hint.h"
#include "runtime/operators.h"
#include "runtime/types/bytes_internal.h"
#include "runtime/types/codecs.h"
#include "runtime/types/container_util.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/iterators.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/pickling.h"
#include "runtime/types/slice.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

// Methods that bytearray has and bytes has not, and its special methods.

namespace pyjit {

const BufferProcs* ByteArrayBufferProcs();  // bytearray.cc

namespace {

ByteArray* Self(Value* args) { return args[0].as<ByteArray>(); }

// A byte to be stored. May run Python.
bool ReadByte(Thread* t, Value v, uint8_t* out) {
  int64_t byte;
  if (!IsInt(v) && LookupSpecial(t, v, Slot::kIndex).is_null()) {
    Raise(t, Exc::kTypeError, "'%s' object cannot be interpreted as an integer",
          ClassNameOf(t, v));
    return false;
  }
  if (!IndexAsInt64(t, v, &byte, /*clip=*/true)) return false;
  if (byte < 0 || byte > 255) {
    RaiseText(t, Exc::kValueError, "byte must be in range(0, 256)");
    return false;
  }
  *out = static_cast<uint8_t>(byte);
  return true;
}

// bytearray(iterable): byte by byte, as the iterator may look at what is there already.
Value FillFromItems(Thread* t, ByteArray* a, Value source) {
  if (!ByteArrayResize(t, a, 0)) return Value();
  Value iterator = GetIter(t, source);
  if (!iterator) {
    if (!PendingIs(t, Exc::kTypeError)) return Value();
    TakeException(t);
    return Raise(t, Exc::kTypeError, "cannot convert '%s' object to bytearray",
                 ClassNameOf(t, source));
  }
  while (Value item = IterNext(t, iterator)) {
    uint8_t byte;
    if (!ReadByte(t, item, &byte) || !ByteArrayResize(t, a, a->length + 1)) return Value();
    a->data()[a->length - 1] = byte;
  }
  return t->exception.is_null() ? t->isolate->none() : Value();
}

Value InitRow(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value bound[3];
  if (!BindBytesArguments(t, "bytearray", args, nargs, kwnames, bound)) return Value();
  Value source = bound[0], encoding = bound[1], errors = bound[2];
  ByteArray* a = Self(args);
  std::string contents;
  if (source.is_null() || !IsStr(source)) {
    if (encoding || errors) {
      return RaiseText(t, Exc::kTypeError, encoding ? "encoding without a string argument"
                                                    : "errors without a string argument");
    }
  }
  if (source.is_null()) {
  } else if (IsStr(source)) {
    if (encoding.is_null()) {
      return RaiseText(t, Exc::kTypeError, "string argument without an encoding");
    }
    Bytes* encoded = EncodeNamed(t, source.as<Str>(), encoding, errors);
    if (encoded == nullptr) return Value();
    return ByteArrayReplace(t, a, 0, a->length, BytesView(encoded)) ? t->isolate->none()
                                                                    : Value();
  } else {
    int64_t n;
    if (ReadBytesCount(t, source, &n)) {
      if (!ByteArrayResize(t, a, 0) || !ByteArrayResize(t, a, n)) return Value();
      return t->isolate->none();
    }
    if (!t->exception.is_null()) return Value();
    const bool known = HasBuffer(t, source) || HasExactKind(t, source, Kind::kList) ||
                       HasExactKind(t, source, Kind::kTuple);
    if (!known) return FillFromItems(t, a, source);
    if (!AppendBytesOf(t, source, "bytearray", &contents)) return Value();
  }
  return ByteArrayReplace(t, a, 0, a->length, contents) ? t->isolate->none() : Value();
}

Value ReprRow(Thread* t, Value* args, size_t, Value) {
  Bytes* contents = NewBytes(t, SelfView(args));
  Str* inner = contents == nullptr ? nullptr : BytesRepr(t, contents);
  if (inner == nullptr) return Value();
  return NewStrUtf8(t, absl::StrFormat("%s(%s)", ClassNameOf(t, args[0]), StrToUtf8(inner)));
}

Value LenRow(Thread*, Value* args, size_t, Value) {
  return Value::SmallInt(Self(args)->length);
}
Value IterRow(Thread* t, Value* args, size_t, Value) {
  return NewIterator(t, IteratorKind::kByteArray, args[0]);
}

template <CompareOp op>
Value CompareRow(Thread* t, Value* args, size_t, Value) {
  if (!HasBuffer(t, args[1])) return t->isolate->not_implemented();
  BytesOperand other(t);
  if (!other.Read(args[1])) {
    t->exception = Value();
    return t->isolate->not_implemented();
  }
  return t->isolate->Bool(OrderHolds<op>(SelfView(args).compare(other.view())));
}

Value GetItemRow(Thread* t, Value* args, size_t, Value) {
  ByteArray* a = Self(args);
  if (IsKind(args[1], Kind::kSlice)) {
    SliceBounds bounds;
    if (!SliceUnpack(t, args[1].as<Slice>(), &bounds)) return Value();
    SliceAdjust(a->length, &bounds);
    if (bounds.step == 1) {
      return NewByteArray(t, ByteArrayView(a).substr(static_cast<size_t>(bounds.start),
                                                     static_cast<size_t>(bounds.count)));
    }
    uint8_t* data;
    Value out = BytesLikeUninitialised(t, a, bounds.count, &data);
    if (!out) return out;
    int64_t at = bounds.start;
    for (int64_t i = 0; i < bounds.count; ++i, at += bounds.step) data[i] = a->data()[at];
    return out;
  }
  int64_t i;
  if (args[1].is_small_int()) {
    i = args[1].small_int();
  } else if (!ValueAsIndex(t, args[1], "bytearray indices must be integers or slices, not %s",
                           &i)) {
    return Value();
  }
  if (i < 0) i += a->length;
  if (i < 0 || i >= a->length) {
    return RaiseText(t, Exc::kIndexError, "bytearray index out of range");
  }
  return Value::SmallInt(a->data()[i]);
}

// a[slice] = contents, whose memory is not a's.
bool AssignSlice(Thread* t, ByteArray* a, SliceBounds bounds, absl::string_view contents,
                 bool deleting) {
  SliceAdjust(a->length, &bounds);
  int64_t start = bounds.start, step = bounds.step, count = bounds.count;
  if (step == 1) return ByteArrayReplace(t, a, start, start + count, contents);
  if (!deleting && static_cast<int64_t>(contents.size()) != count) {
    if (contents.empty()) {
      deleting = true;
    } else {
      Raise(t, Exc::kValueError,
            "attempt to assign bytes of size %d to extended slice of size %d", contents.size(),
            count);
      return false;
    }
  }
  if (!deleting) {
    for (int64_t i = 0; i < count; ++i) {
      a->data()[start + i * step] = static_cast<uint8_t>(contents[static_cast<size_t>(i)]);
    }
    return true;
  }
  if (count == 0) return true;
  if (!CheckResizable(t, a->exports)) return false;
  if (step < 0) {
    start += (count - 1) * step;
    step = -step;
  }
  uint8_t* data = a->data();
  int64_t to = start;
  for (int64_t i = start; i < a->length; ++i) {
    bool gone = (i - start) % step == 0 && (i - start) / step < count;
    if (!gone) data[to++] = data[i];
  }
  return ByteArrayResize(t, a, to);
}

// Item or slice assignment; value null deletes.
bool Assign(Thread* t, ByteArray* a, Value key, Value value) {
  if (IsKind(key, Kind::kSlice)) {
    SliceBounds bounds;
    if (!SliceUnpack(t, key.as<Slice>(), &bounds)) return false;
    if (value.is_null()) return AssignSlice(t, a, bounds, "", true);
    std::string contents;
    if (!HasBuffer(t, value)) {
      if (IsStr(value) || IsInt(value) || IsFloat(value) ||
          LookupSpecial(t, value, Slot::kIndex)) {
        RaiseText(t, Exc::kTypeError,
                  "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
        return false;
      }
    } else if (IsBytes(value)) {
      return AssignSlice(t, a, bounds, BytesView(value.as<Bytes>()), false);
    }
    return AppendBytesOf(t, value, "bytearray", &contents) &&
           AssignSlice(t, a, bounds, contents, false);
  }
  int64_t i;
  if (!ValueAsIndex(t, key, "bytearray indices must be integers or slices, not %s", &i)) {
    return false;
  }
  uint8_t byte = 0;
  bool negative = i < 0;
  if (negative) i += a->length;
  if (i < 0 || i >= a->length) {
    RaiseText(t, Exc::kIndexError, "bytearray index out of range");
    return false;
  }
  if (value.is_null()) return ByteArrayReplace(t, a, i, i + 1, "");
  if (!ReadByte(t, value, &byte)) return false;
  if (i >= a->length) {  // __index__ took bytes away
    RaiseText(t, Exc::kIndexError, "bytearray index out of range");
    return false;
  }
  a->data()[i] = byte;
  return true;
}

Value SetItemRow(Thread* t, Value* args, size_t, Value) {
  return Assign(t, Self(args), args[1], args[2]) ? t->isolate->none() : Value();
}
Value DelItemRow(Thread* t, Value* args, size_t, Value) {
  return Assign(t, Self(args), args[1], Value()) ? t->isolate->none() : Value();
}

Value AddRow(Thread* t, Value* args, size_t, Value) {
  if (!HasBuffer(t, args[1])) {
    return Raise(t, Exc::kTypeError, "can't concat %s to %s", ClassNameOf(t, args[1]),
                 ClassNameOf(t, args[0]));
  }
  BytesOperand other(t);
  if (!other.Read(args[1])) return Value();
  absl::string_view a = SelfView(args), b = other.view();
  uint8_t* data;
  Value out = BytesLikeUninitialised(t, args[0], static_cast<int64_t>(a.size() + b.size()), &data);
  if (!out) return out;
  if (!a.empty()) std::memcpy(data, a.data(), a.size());
  if (!b.empty()) std::memcpy(data + a.size(), b.data(), b.size());
  return out;
}

// a += bytes. Adding an array to itself copies first.
bool Extend(Thread* t, ByteArray* a, Value other) {
  if (other == Value(a)) {
    std::string copy(ByteArrayView(a));
    return ByteArrayReplace(t, a, a->length, a->length, copy);
  }
  BytesOperand bytes(t);
  return bytes.Read(other) && ByteArrayReplace(t, a, a->length, a->length, bytes.view());
}

Value IAddRow(Thread* t, Value* args, size_t, Value) {
  if (!HasBuffer(t, args[1])) {
    return Raise(t, Exc::kTypeError, "can't concat %s to %s", ClassNameOf(t, args[1]),
                 ClassNameOf(t, args[0]));
  }
  if (args[0] == args[1] && Self(args)->length != 0) {
    // Its own memory is looked at while it grows, as CPython has it.
    return RaiseText(t, Exc::kBufferError,
                     "Existing exports of data: object cannot be re-sized");
  }
  return Extend(t, Self(args), args[1]) ? args[0] : Value();
}

bool RepeatInto(Thread* t, absl::string_view unit, uint8_t* out, int64_t n) {
  for (int64_t i = 0; i < n; ++i) {
    std::memcpy(out, unit.data(), unit.size());
    out += unit.size();
  }
  return true;
}

bool ReadTimes(Thread* t, Value* args, int64_t* n, int64_t* total) {
  if (!IndexAsInt64(t, args[1], n)) return false;
  if (*n < 0) *n = 0;
  if (__builtin_mul_overflow(Self(args)->length, *n, total) || *total > (int64_t{1} << 46)) {
    RaiseMemoryError(t);
    return false;
  }
  return true;
}

Value MulRow(Thread* t, Value* args, size_t, Value) {
  int64_t n, total;
  if (!ReadTimes(t, args, &n, &total)) return Value();
  uint8_t* data;
  Value out = BytesLikeUninitialised(t, args[0], total, &data);
  if (out && total != 0) RepeatInto(t, SelfView(args), data, n);
  return out;
}
Value IMulRow(Thread* t, Value* args, size_t, Value) {
  int64_t n, total;
  if (!ReadTimes(t, args, &n, &total)) return Value();
  ByteArray* a = Self(args);
  int64_t unit = a->length;
  if (!ByteArrayResize(t, a, total)) return Value();
  if (unit != 0 && n > 1) {
    RepeatInto(t, ByteArrayView(a).substr(0, static_cast<size_t>(unit)), a->data() + unit, n - 1);
  }
  return a;
}

Value ModRow(Thread* t, Value* args, size_t, Value) {
  Bytes* format = NewBytes(t, SelfView(args));
  Value result = format == nullptr ? Value() : BytesPercent(t, format, args[1]);
  return result ? Value(NewByteArray(t, BytesView(result.as<Bytes>()))) : result;
}
Value RModRow(Thread* t, Value*, size_t, Value) { return t->isolate->not_implemented(); }

Value ContainsRow(Thread* t, Value* args, size_t, Value) {
  Bytes* self = NewBytes(t, SelfView(args));
  int found = self == nullptr ? -1 : BytesContains(t, self, args[1]);
  return found < 0 ? Value() : t->isolate->Bool(found != 0);
}

Value AppendRow(Thread* t, Value* args, size_t, Value) {
  uint8_t byte;
  if (!ReadByte(t, args[1], &byte)) return Value();
  ByteArray* a = Self(args);
  char c = static_cast<char>(byte);
  return ByteArrayReplace(t, a, a->length, a->length, absl::string_view(&c, 1))
             ? t->isolate->none()
             : Value();
}

Value ExtendRow(Thread* t, Value* args, size_t, Value) {
  ByteArray* a = Self(args);
  if (HasBuffer(t, args[1])) return Extend(t, a, args[1]) ? t->isolate->none() : Value();
  Value iterator = GetIter(t, args[1]);
  if (!iterator) {
    if (!PendingIs(t, Exc::kTypeError)) return Value();
    t->exception = Value();
    return Raise(t, Exc::kTypeError, "can't extend bytearray with %s", ClassNameOf(t, args[1]));
  }
  // The hint itself is of no use here, but to fail with.
  if (LengthHint(t, args[1], 0) < 0) return Value();
  std::string more;
  while (Value item = IterNext(t, iterator)) {
    uint8_t byte;
    if (!ReadByte(t, item, &byte)) return Value();
    more.push_back(static_cast<char>(byte));
  }
  if (t->exception) return Value();
  return ByteArrayReplace(t, a, a->length, a->length, more) ? t->isolate->none() : Value();
}

Value InsertRow(Thread* t, Value* args, size_t, Value) {
  int64_t i;
  uint8_t byte;
  if (!SizeArgument(t, args[1], &i) || !ReadByte(t, args[2], &byte)) return Value();
  ByteArray* a = Self(args);
  if (i < 0) i = std::max<int64_t>(0, i + a->length);
  i = std::min(i, a->length);
  char c = static_cast<char>(byte);
  return ByteArrayReplace(t, a, i, i, absl::string_view(&c, 1)) ? t->isolate->none() : Value();
}

Value PopRow(Thread* t, Value* args, size_t, Value) {
  int64_t i = -1;
  if (args[1] && !SizeArgument(t, args[1], &i)) return Value();
  ByteArray* a = Self(args);
  if (a->length == 0) return RaiseText(t, Exc::kIndexError, "pop from empty bytearray");
  if (i < 0) i += a->length;
  if (i < 0 || i >= a->length) return RaiseText(t, Exc::kIndexError, "pop index out of range");
  uint8_t byte = a->data()[i];
  return ByteArrayReplace(t, a, i, i + 1, "") ? Value::SmallInt(byte) : Value();
}

Value RemoveRow(Thread* t, Value* args, size_t, Value) {
  uint8_t byte;
  if (!ReadByte(t, args[1], &byte)) return Value();
  size_t at = SelfView(args).find(static_cast<char>(byte));
  if (at == absl::string_view::npos) {
    return RaiseText(t, Exc::kValueError, "value not found in bytearray");
  }
  auto i = static_cast<int64_t>(at);
  return ByteArrayReplace(t, Self(args), i, i + 1, "") ? t->isolate->none() : Value();
}

Value ReverseRow(Thread* t, Value* args, size_t, Value) {
  ByteArray* a = Self(args);
  std::reverse(a->data(), a->data() + a->length);
  return t->isolate->none();
}
Value ClearRow(Thread* t, Value* args, size_t, Value) {
  return ByteArrayResize(t, Self(args), 0) ? t->isolate->none() : Value();
}
Value CopyRow(Thread* t, Value* args, size_t, Value) {
  return NewByteArray(t, SelfView(args));
}
Value AllocRow(Thread*, Value* args, size_t, Value) {
  auto* storage = static_cast<RawArray*>(Self(args)->storage);
  return Value::SmallInt(storage == nullptr ? 0 : storage->capacity + 1);
}

// (cls, (latin-1 text, 'latin-1'), __dict__); protocol 3 on: (cls, (bytes,), ...).
Value Reduce(Thread* t, Value self, bool as_text) {
  absl::string_view contents = ByteArrayView(self.as<ByteArray>());
  Tuple* arguments;
  if (contents.empty()) {
    arguments = NewTuple(t, 0);
  } else if (as_text) {
    Value text = StrFromLatin1(t, contents);
    Value name = text ? Value(NewStrUtf8(t, "latin-1")) : text;
    arguments = name ? TuplePack(t, text, name) : nullptr;
  } else {
    Value bytes = NewBytes(t, contents);
    arguments = bytes ? TupleFromArray(t, &bytes, 1) : nullptr;
  }
  if (arguments == nullptr) return Value();
  Value state = PicklingState(t, self);
  return state ? Value(TuplePack(t, ClassOf(t, self), arguments, state)) : state;
}
Value ReduceRow(Thread* t, Value* args, size_t, Value) { return Reduce(t, args[0], true); }
Value ReduceExRow(Thread* t, Value* args, size_t, Value) {
  int64_t protocol = 0;
  if (args[1] && !IndexAsInt64(t, args[1], &protocol)) return Value();
  return Reduce(t, args[0], protocol < 3);
}
Value SizeOfRow(Thread*, Value* args, size_t, Value) {
  auto* storage = static_cast<RawArray*>(Self(args)->storage);
  int64_t size = sizeof(ByteArray) + (storage == nullptr ? 0 : storage->capacity + 1);
  return Value::SmallInt(size);
}

constexpr char kUnary[] = "($self, /)";
constexpr char kBinary[] = "($self, value, /)";
constexpr uint32_t kReads = kReadsHeap | kAllocates;

constexpr NativeInfo kMethods[] = {
    {"__new__", ConstructBare, nullptr, kAnything, nullptr},
    {"__init__", InitRow, nullptr, kAnything,
     "bytearray(count), bytearray(iterable_of_ints) or bytearray(text, encoding)"},
    {"__repr__", ReprRow, kUnary, kReads, "Return repr(self)."},
    {"__str__", ReprRow, kUnary, kReads, "Return str(self)."},
    {"__lt__", CompareRow<CompareOp::kLt>, kBinary, kReads, "Return self<value."},
    {"__le__", CompareRow<CompareOp::kLe>, kBinary, kReads, "Return self<=value."},
    {"__eq__", CompareRow<CompareOp::kEq>, kBinary, kReads, "Return self==value."},
    {"__ne__", CompareRow<CompareOp::kNe>, kBinary, kReads, "Return self!=value."},
    {"__gt__", CompareRow<CompareOp::kGt>, kBinary, kReads, "Return self>value."},
    {"__ge__", CompareRow<CompareOp::kGe>, kBinary, kReads, "Return self>=value."},
    {"__iter__", IterRow, kUnary, kAllocates | kEscapesArgs, "Implement iter(self)."},
    {"__len__", LenRow, kUnary, kReadsHeap, "Return len(self)."},
    {"__getitem__", GetItemRow, "($self, key, /)", kAnything, "Return self[key]."},
    {"__setitem__", SetItemRow, "($self, key, value, /)", kAnything, "Set self[key] to value."},
    {"__delitem__", DelItemRow, "($self, key, /)", kAnything, "Delete self[key]."},
    {"__add__", AddRow, kBinary, kReads, "Return self+value."},
    {"__iadd__", IAddRow, kBinary, kAnything, "Implement self+=value."},
    {"__mul__", MulRow, kBinary, kAnything, "Return self*value."},
    {"__rmul__", MulRow, kBinary, kAnything, "Return value*self."},
    {"__imul__", IMulRow, kBinary, kAnything, "Implement self*=value."},
    {"__mod__", ModRow, kBinary, kAnything, "Return self%value."},
    {"__rmod__", RModRow, kBinary, kAnything, "Return value%self."},
    {"__contains__", ContainsRow, "($self, key, /)", kAnything, "Return key in self."},
    {"__alloc__", AllocRow, kUnary, kReadsHeap, "Bytes that are allocated."},
    {"__reduce__", ReduceRow, kUnary, kAnything, "For pickle."},
    {"__reduce_ex__", ReduceExRow, "($self, proto=0, /)", kAnything, "For pickle."},
    {"__sizeof__", SizeOfRow, kUnary, kReadsHeap, "Size in memory, in bytes."},
    {"append", AppendRow, "($self, item, /)", kAnything, "Adds a byte at the end."},
    {"extend", ExtendRow, "($self, iterable_of_ints, /)", kAnything,
     "Adds all items at the end."},
    {"insert", InsertRow, "($self, index, item, /)", kAnything, "Adds a byte before index."},
    {"pop", PopRow, "($self, index=-1, /)", kAnything, "Removes a byte and returns it."},
    {"remove", RemoveRow, "($self, value, /)", kAnything, "Removes the first such byte."},
    {"reverse", ReverseRow, kUnary, kReadsHeap | kWritesHeap, "Reverses the bytes in place."},
    {"clear", ClearRow, kUnary, kAnything, "Removes all bytes."},
    {"copy", CopyRow, kUnary, kReads, "A copy."},
};

}  // namespace

bool InitByteArrayType(Thread* t) {
  Class* cls = t->isolate->bytearray_class();
  cls->construct = &ConstructBare;
  cls->buffer = ByteArrayBufferProcs();
  return AddNatives(t, cls->dict, kMethods, cls) &&
         AddNatives(t, cls->dict, BytesFindMethods(true), cls) &&
         AddNatives(t, cls->dict, BytesTextMethods(true), cls) && MakeUnhashable(t, cls);
}

}  // namespace pyjit
