#include "runtime/types/bytes.h"

#include <algorithm>
#include <cstring>

#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/length_hint.h"
#include "runtime/operators.h"
#include "runtime/operators_internal.h"
#include "runtime/types/bytes_internal.h"
#include "runtime/types/codecs.h"
#include "runtime/types/container_util.h"
#include "runtime/types/int.h"
#include "runtime/types/iterators.h"
#include "runtime/types/list.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/slice.h"
#include "runtime/types/str.h"
#include "runtime/types/str_builder.h"
#include "runtime/types/tuple.h"

// bytes: making, the operations that dispatch uses, and special methods.

namespace pyjit {
namespace {

constexpr size_t kHeader = sizeof(Bytes) - 8;

Bytes* AllocateBytes(Thread* t, const Shape* shape, int64_t length) {
  if (length > (int64_t{1} << 47)) {
    RaiseMemoryError(t);
    return nullptr;
  }
  Object* object = AllocateRaw(
      t, shape, std::max(kHeader + static_cast<size_t>(length), sizeof(Bytes)));
  if (object == nullptr) return nullptr;
  auto* b = static_cast<Bytes*>(object);
  b->length = length;
  return b;
}

}  // namespace

Bytes* NewBytesUninitialised(Thread* t, int64_t length) {
  return AllocateBytes(t, t->isolate->shape_of(Kind::kBytes), length);
}

Bytes* NewBytes(Thread* t, absl::string_view contents) {
  Bytes* b = NewBytesUninitialised(t, static_cast<int64_t>(contents.size()));
  // An empty view may have no address at all.
  if (b != nullptr && !contents.empty()) {
    std::memcpy(b->data, contents.data(), contents.size());
  }
  return b;
}

Value BytesToExact(Thread* t, Bytes* b) {
  if (b->shape() == t->isolate->shape_of(Kind::kBytes)) return b;
  Bytes* copy = NewBytesUninitialised(t, b->length);
  if (copy != nullptr) std::memcpy(copy->data, b->data, static_cast<size_t>(b->length));
  return copy;
}

Value BytesLikeUninitialised(Thread* t, Value self, int64_t length, uint8_t** data) {
  if (IsBytes(self)) {
    Bytes* b = NewBytesUninitialised(t, length);
    if (b != nullptr) *data = b->data;
    return b;
  }
  ByteArray* a = NewByteArray(t, "");
  if (a == nullptr || !ByteArrayResize(t, a, length)) return Value();
  *data = a->data();
  return a;
}

Value BytesLike(Thread* t, Value self, absl::string_view contents) {
  if (IsBytes(self)) return NewBytes(t, contents);
  return NewByteArray(t, contents);
}

Value SelfOrCopy(Thread* t, Value self) {
  if (IsBytes(self)) return BytesToExact(t, self.as<Bytes>());
  return NewByteArray(t, ByteArrayView(self.as<ByteArray>()));
}

bool ReadSelfRange(Thread* t, Value* args, Value start, Value end, int64_t* from,
                   int64_t* to) {
  *from = 0;
  *to = INT64_MAX;
  if (!IsAbsent(t, start) && !ValueAsClampedIndex(t, start, from, true)) return false;
  if (!IsAbsent(t, end) && !ValueAsClampedIndex(t, end, to, true)) return false;
  auto length = static_cast<int64_t>(SelfView(args).size());
  if (*to > length) *to = length;
  if (*to < 0) *to = std::max<int64_t>(0, *to + length);
  if (*from < 0) *from = std::max<int64_t>(0, *from + length);
  return true;
}

int BytesCompare(const Bytes* a, const Bytes* b) {
  int order = BytesView(a).compare(BytesView(b));
  return order < 0 ? -1 : order > 0;
}

uint64_t BytesHash(Bytes* b) {
  if (b->hash == 0) b->hash = HashBytes(b->data, static_cast<size_t>(b->length));
  return b->hash;
}

Value BytesIndex(Thread* t, Bytes* b, int64_t i) {
  if (i < 0) i += b->length;
  if (i < 0 || i >= b->length) {
    return RaiseText(t, Exc::kIndexError, "index out of range");
  }
  return Value::SmallInt(b->data[i]);
}

Value BytesGetItem(Thread* t, Bytes* b, Value key) {
  if (key.is_small_int()) return BytesIndex(t, b, key.small_int());
  if (IsKind(key, Kind::kSlice)) {
    SliceBounds bounds;
    if (!SliceIndices(t, key.as<Slice>(), b->length, &bounds)) return Value();
    if (bounds.step == 1) {
      return NewBytes(t, BytesView(b).substr(static_cast<size_t>(bounds.start),
                                             static_cast<size_t>(bounds.count)));
    }
    Bytes* out = NewBytesUninitialised(t, bounds.count);
    if (out == nullptr) return Value();
    int64_t at = bounds.start;
    for (int64_t i = 0; i < bounds.count; ++i, at += bounds.step) out->data[i] = b->data[at];
    return out;
  }
  int64_t i;
  if (!ValueAsIndex(t, key, "byte indices must be integers or slices, not %s", &i)) {
    return Value();
  }
  return BytesIndex(t, b, i);
}

Bytes* BytesConcat(Thread* t, Bytes* a, Bytes* b) {
  Bytes* out = NewBytesUninitialised(t, a->length + b->length);
  if (out == nullptr) return nullptr;
  std::memcpy(out->data, a->data, static_cast<size_t>(a->length));
  std::memcpy(out->data + a->length, b->data, static_cast<size_t>(b->length));
  return out;
}

Bytes* BytesRepeat(Thread* t, Bytes* b, int64_t n) {
  if (n == 1 && HasExactKind(t, b, Kind::kBytes)) return b;
  if (n < 0) n = 0;
  int64_t length;
  if (__builtin_mul_overflow(b->length, n, &length)) {
    RaiseText(t, Exc::kOverflowError, "repeated bytes are too long");
    return nullptr;
  }
  Bytes* out = NewBytesUninitialised(t, length);
  if (out == nullptr || length == 0) return out;
  auto unit = static_cast<size_t>(b->length), total = static_cast<size_t>(length);
  std::memcpy(out->data, b->data, unit);
  for (size_t done = unit; done < total;) {
    size_t more = std::min(done, total - done);
    std::memcpy(out->data + done, out->data, more);
    done += more;
  }
  return out;
}

Str* BytesRepr(Thread* t, const Bytes* b) {
  absl::string_view view = BytesView(b);
  bool twice = view.find('\'') != view.npos && view.find('"') == view.npos;
  char quote = twice ? '"' : '\'';
  StrBuilder out;
  out.Reserve(b->length + 3);
  out.AppendChar('b');
  out.AppendChar(static_cast<uint32_t>(quote));
  for (char signed_char : view) {
    auto c = static_cast<uint8_t>(signed_char);
    if (c == static_cast<uint8_t>(quote) || c == '\\') {
      out.AppendChar('\\');
      out.AppendChar(c);
    } else if (c == '\t') {
      out.AppendAscii("\\t");
    } else if (c == '\n') {
      out.AppendAscii("\\n");
    } else if (c == '\r') {
      out.AppendAscii("\\r");
    } else if (c < ' ' || c >= 0x7F) {
      out.AppendAscii("\\x");
      out.AppendChar(static_cast<uint32_t>("0123456789abcdef"[c >> 4]));
      out.AppendChar(static_cast<uint32_t>("0123456789abcdef"[c & 15]));
    } else {
      out.AppendChar(c);
    }
  }
  out.AppendChar(static_cast<uint32_t>(quote));
  return out.Finish(t);
}

int BytesContains(Thread* t, Bytes* b, Value item) {
  if (!HasBuffer(t, item) && (IsInt(item) || LookupSpecial(t, item, Slot::kIndex))) {
    int64_t byte;
    if (!IndexAsInt64(t, item, &byte, /*clip=*/true)) return -1;
    if (byte < 0 || byte > 255) {
      RaiseText(t, Exc::kValueError, "byte must be in range(0, 256)");
      return -1;
    }
    return std::memchr(b->data, static_cast<int>(byte), static_cast<size_t>(b->length)) !=
           nullptr;
  }
  BytesOperand sub(t);
  if (!sub.Read(item)) return -1;
  return BytesView(b).find(sub.view()) != absl::string_view::npos;
}

bool ReadBytesCount(Thread* t, Value v, int64_t* n) {
  if (!IsInt(v) && LookupSpecial(t, v, Slot::kIndex).is_null()) return false;
  if (!IndexAsInt64(t, v, n)) {
    if (PendingIs(t, Exc::kTypeError)) TakeException(t);
    return false;
  }
  if (*n >= 0) return true;
  RaiseText(t, Exc::kValueError, "negative count");
  return false;
}

bool AppendBytesOf(Thread* t, Value v, const char* name, std::string* out) {
  if (HasBuffer(t, v)) {
    ScopedBuffer buffer(t);
    if (!buffer.Get(v, kBufferFull & ~kBufferFormat)) return false;
    size_t old = out->size();
    out->resize(old + static_cast<size_t>(buffer.size()));
    CopyToContiguous(buffer.view(), reinterpret_cast<uint8_t*>(out->data() + old));
    return true;
  }
  Value iterator = IsStr(v) ? Value() : GetIter(t, v);
  if (!iterator) {
    if (t->exception && !PendingIs(t, Exc::kTypeError)) return false;
    t->exception = Value();
    Raise(t, Exc::kTypeError, "cannot convert '%s' object to %s", ClassNameOf(t, v), name);
    return false;
  }
  // The hint itself is of no use here, but to fail with; bytearray() does not ask.
  if (name[4] == 's' && LengthHint(t, v, 0) < 0) return false;
  while (Value item = IterNext(t, iterator)) {
    int64_t byte;
    if (!IndexAsInt64(t, item, &byte, /*clip=*/true)) return false;
    if (byte < 0 || byte > 255) {
      Raise(t, Exc::kValueError, "%s must be in range(0, 256)",
            name[4] == 's' ? "bytes" : "byte");
      return false;
    }
    out->push_back(static_cast<char>(byte));
  }
  return t->exception.is_null();
}

Bytes* BytesFromObject(Thread* t, Value v) {
  if (IsBytes(v)) return BytesToExact(t, v.as<Bytes>()).as<Bytes>();
  std::string out;
  return AppendBytesOf(t, v, "bytes", &out) ? NewBytes(t, out) : nullptr;
}

namespace {

// bytes(source, encoding, errors); any may be null.
Value BytesFromArguments(Thread* t, Value source, Value encoding, Value errors) {
  if (source.is_null()) {
    if (encoding || errors) {
      return RaiseText(t, Exc::kTypeError, encoding
                                               ? "encoding without a string argument"
                                               : "errors without a string argument");
    }
    return NewBytes(t, "");
  }
  if (encoding && IsStr(source)) return EncodeNamed(t, source.as<Str>(), encoding, errors);
  if (encoding || errors) {
    return RaiseText(t, Exc::kTypeError, IsStr(source) ? "string argument without an encoding"
                                         : encoding    ? "encoding without a string argument"
                                                       : "errors without a string argument");
  }
  if (HasExactKind(t, source, Kind::kBytes)) return source;
  if (Value method = LookupSpecial(t, source, Slot::kBytes)) {
    Value result = CallSpecial(t, method, source, {});
    if (!result || IsBytes(result)) return result;
    return Raise(t, Exc::kTypeError, "__bytes__ returned non-bytes (type %s)",
                 ClassNameOf(t, result));
  }
  if (IsStr(source)) {
    return RaiseText(t, Exc::kTypeError, "string argument without an encoding");
  }
  int64_t n;
  if (ReadBytesCount(t, source, &n)) {
    Bytes* zeros = NewBytesUninitialised(t, n);
    if (zeros != nullptr) std::memset(zeros->data, 0, static_cast<size_t>(n));
    return zeros;
  }
  return t->exception.is_null() ? Value(BytesFromObject(t, source)) : Value();
}

template <CompareOp op>
Value CompareRow(Thread* t, Value* args, size_t, Value) {
  if (!IsBytes(args[1])) return t->isolate->not_implemented();
  return t->isolate->Bool(
      OrderHolds<op>(BytesCompare(args[0].as<Bytes>(), args[1].as<Bytes>())));
}
Value HashRow(Thread* t, Value* args, size_t, Value) {
  return IntFromInt64(t, static_cast<int64_t>(BytesHash(args[0].as<Bytes>())));
}
Value ReprRow(Thread* t, Value* args, size_t, Value) {
  return BytesRepr(t, args[0].as<Bytes>());
}
Value LenRow(Thread* t, Value* args, size_t, Value) {
  return Value::SmallInt(args[0].as<Bytes>()->length);
}
Value AddRow(Thread* t, Value* args, size_t, Value) {
  if (!IsBytes(args[1])) {
    if (HasBuffer(t, args[1])) {
      BytesOperand other(t);
      if (!other.Read(args[1])) return Value();
      absl::string_view a = SelfView(args), b = other.view();
      Bytes* out = NewBytesUninitialised(t, static_cast<int64_t>(a.size() + b.size()));
      if (out == nullptr) return Value();
      std::memcpy(out->data, a.data(), a.size());
      if (!b.empty()) std::memcpy(out->data + a.size(), b.data(), b.size());
      return out;
    }
    // The numbers know nothing of bytes.
    if (IsOverride(LookupSpecial(t, args[1], Slot::kRAdd))) {
      return t->isolate->not_implemented();
    }
    return Raise(t, Exc::kTypeError, "can't concat %s to bytes", ClassNameOf(t, args[1]));
  }
  return BytesConcat(t, args[0].as<Bytes>(), args[1].as<Bytes>());
}
Value MulRow(Thread* t, Value* args, size_t, Value) {
  int64_t n;
  if (!IndexAsInt64(t, args[1], &n)) return Value();
  return BytesRepeat(t, args[0].as<Bytes>(), n);
}
Value ModRow(Thread* t, Value* args, size_t, Value) {
  return BytesPercent(t, args[0].as<Bytes>(), args[1]);
}
Value RModRow(Thread* t, Value* args, size_t, Value) {
  if (!IsBytes(args[1])) return t->isolate->not_implemented();
  return BytesPercent(t, args[1].as<Bytes>(), args[0]);
}
Value ContainsRow(Thread* t, Value* args, size_t, Value) {
  int found = BytesContains(t, args[0].as<Bytes>(), args[1]);
  return found < 0 ? Value() : t->isolate->Bool(found != 0);
}
Value GetItemRow(Thread* t, Value* args, size_t, Value) {
  return BytesGetItem(t, args[0].as<Bytes>(), args[1]);
}
Value IterRow(Thread* t, Value* args, size_t, Value) {
  return NewIterator(t, IteratorKind::kBytes, args[0]);
}
Value BytesRow(Thread* t, Value* args, size_t, Value) {
  return BytesToExact(t, args[0].as<Bytes>());
}
Value GetNewArgsRow(Thread* t, Value* args, size_t, Value) {
  Value b = BytesToExact(t, args[0].as<Bytes>());
  return b ? Value(TupleFromArray(t, &b, 1)) : Value();
}
constexpr char kUnary[] = "($self, /)";
constexpr char kBinary[] = "($self, value, /)";

constexpr NativeInfo kMethods[] = {
    {"__new__", ConstructBytes, nullptr, kAnything,
     "bytes(count), bytes(iterable_of_ints) or bytes(text, encoding)"},
    {"__repr__", ReprRow, kUnary, kAllocates, "Return repr(self)."},
    {"__str__", ReprRow, kUnary, kAllocates, "Return str(self)."},
    {"__bytes__", BytesRow, kUnary, kAllocates, "bytes(self)"},
    {"__hash__", HashRow, kUnary, kAllocates, "Return hash(self)."},
    {"__lt__", CompareRow<CompareOp::kLt>, kBinary, kPure, "Return self<value."},
    {"__le__", CompareRow<CompareOp::kLe>, kBinary, kPure, "Return self<=value."},
    {"__eq__", CompareRow<CompareOp::kEq>, kBinary, kPure, "Return self==value."},
    {"__ne__", CompareRow<CompareOp::kNe>, kBinary, kPure, "Return self!=value."},
    {"__gt__", CompareRow<CompareOp::kGt>, kBinary, kPure, "Return self>value."},
    {"__ge__", CompareRow<CompareOp::kGe>, kBinary, kPure, "Return self>=value."},
    {"__iter__", IterRow, kUnary, kAllocates, "Implement iter(self)."},
    {"__len__", LenRow, kUnary, kPure, "Return len(self)."},
    {"__getitem__", GetItemRow, "($self, key, /)", kAnything, "Return self[key]."},
    {"__add__", AddRow, kBinary, kAllocates, "Return self+value."},
    {"__mul__", MulRow, kBinary, kAnything, "Return self*value."},
    {"__rmul__", MulRow, kBinary, kAnything, "Return value*self."},
    {"__mod__", ModRow, kBinary, kAnything, "Return self%value."},
    {"__rmod__", RModRow, kBinary, kAnything, "Return value%self."},
    {"__contains__", ContainsRow, "($self, key, /)", kAnything, "Return key in self."},
    {"__getnewargs__", GetNewArgsRow, kUnary, kAllocates, nullptr},
};

}  // namespace

bool BindBytesArguments(Thread* t, const char* name, Value* args, size_t nargs, Value kwnames,
                        Value bound[3]) {
  static constexpr const char* kNames[] = {"source", "encoding", "errors"};
  int64_t keywords = kwnames ? kwnames.as<Tuple>()->length : 0;
  if (nargs - 1 + static_cast<size_t>(keywords) > 3) {
    Raise(t, Exc::kTypeError, "%s() takes at most 3 arguments (%d given)", name,
          nargs - 1 + static_cast<size_t>(keywords));
    return false;
  }
  for (size_t i = 1; i < nargs; ++i) bound[i - 1] = args[i];
  for (int64_t i = 0; i < keywords; ++i) {
    const auto* keyword = kwnames.as<Tuple>()->items[i].as<Str>();
    int k = 0;
    while (k < 3 && !StrEqualsAscii(keyword, kNames[k])) ++k;
    if (k == 3) {
      Raise(t, Exc::kTypeError, "'%s' is an invalid keyword argument for %s()",
            StrToUtf8(keyword), name);
      return false;
    }
    if (bound[k]) {
      Raise(t, Exc::kTypeError, "argument for %s() given by name ('%s') and position (%d)",
            name, kNames[k], k + 1);
      return false;
    }
    bound[k] = args[nargs + static_cast<size_t>(i)];
  }
  for (int k = 1; k < 3; ++k) {
    if (!bound[k] || IsStr(bound[k])) continue;
    Raise(t, Exc::kTypeError, "%s() argument '%s' must be str, not %s", name, kNames[k],
          ArgumentClassName(t, bound[k]));
    return false;
  }
  return true;
}

Value ConstructBytes(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* cls = args[0].as<Class>();
  Value bound[3];
  if (!BindBytesArguments(t, "bytes", args, nargs, kwnames, bound)) return Value();
  Value result = BytesFromArguments(t, bound[0], bound[1], bound[2]);
  if (!result || cls == t->isolate->bytes_class()) return result;
  auto* made = result.as<Bytes>();
  Bytes* object = AllocateBytes(t, InstanceRoot(t, cls), made->length);
  if (object == nullptr) return Value();
  std::memcpy(object->data, made->data, static_cast<size_t>(made->length));
  if (cls->flags & kClassHasFinalizer) t->heap->RegisterFinalizer(object);
  return object;
}

namespace {

bool GetBytesBuffer(Thread* t, Value self, int flags, BufferView* view) {
  auto* b = self.as<Bytes>();
  return FillBuffer(t, self, b->data, b->length, /*readonly=*/true, flags, view);
}
constexpr BufferProcs kBytesBuffer = {&GetBytesBuffer, nullptr};

}  // namespace

bool InitBytesType(Thread* t) {
  Class* cls = t->isolate->bytes_class();
  cls->buffer = &kBytesBuffer;
  cls->construct = &ConstructBytes;
  return AddNatives(t, cls->dict, kMethods, cls) &&
         AddNatives(t, cls->dict, BytesFindMethods(false), cls) &&
         AddNatives(t, cls->dict, BytesTextMethods(false), cls);
}

}  // namespace pyjit
