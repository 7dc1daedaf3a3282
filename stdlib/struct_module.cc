// _struct: Struct, calcsize, pack, pack_into, unpack, unpack_from, iter_unpack,
// _clearcache, error.
//
// A format is compiled once, into rows of one code, one offset and how many items
// follow each other; a cache keeps the formats that functions were called with.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "runtime/buffer.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/types/bytearray.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/container_util.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/half_float.h"
#include "runtime/types/int.h"
#include "runtime/types/int_internal.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

struct Item {
  char code;
  int64_t size;    // bytes of one
  int64_t offset;  // of the first
  int64_t count;   // 1 for s and p, whose size is their length
};

struct Format {
  std::vector<Item> items;
  int64_t size = -1;   // bytes in all
  int64_t values = 0;  // items that pack() takes
  bool little = true;
  bool native = true;
};

struct StructObject : Object {
  Value format;  // Str
  Format* compiled;  // owned; null before __init__
};
void FinalizeStruct(Object* object) {
  auto* s = static_cast<StructObject*>(object);
  delete s->compiled;
  s->compiled = nullptr;
}
const ExtensionInfo kStructLayout = {sizeof(StructObject), 1, &FinalizeStruct};

struct UnpackIterator : Object {
  Value owner;   // the Struct; null once exhausted
  Value buffer;
  int64_t position;
};
const ExtensionInfo kIteratorLayout = {sizeof(UnpackIterator), 2, nullptr};

// The module's part of an isolate.
struct StructState final : RootProvider {
  void VisitRoots(RootVisitor* visitor) override {
    visitor->Visit(&struct_class);
    visitor->Visit(&iterator_class);
    visitor->Visit(&error);
    visitor->Visit(&cache);
  }
  Value struct_class, iterator_class, error, cache;
};
constexpr int64_t kCacheSize = 100;

StructState* StateOf(Thread* t) {
  return static_cast<StructState*>(StdlibOf(t)->structs.get());
}

template <typename... Args>
Value Fail(Thread* t, const absl::FormatSpec<Args...>& format, const Args&... args) {
  Str* text = NewStrUtf8(t, absl::StrFormat(format, args...));
  if (text == nullptr) return Value();
  Value arg = text;
  Value error = Call(t, StateOf(t)->error, &arg, 1, Value());
  return error ? RaiseValue(t, error, Value()) : error;
}

// --- Formats ---

// Size of one item, 0 if the letter means nothing here.
int64_t SizeOf(char code, bool native) {
  switch (code) {
    case 'x': case 'c': case 'b': case 'B': case '?': case 's': case 'p': return 1;
    case 'h': case 'H': case 'e': return 2;
    case 'i': case 'I': case 'f': return 4;
    case 'l': case 'L': return native ? 8 : 4;
    case 'q': case 'Q': case 'd': return 8;
    case 'n': case 'N': case 'P': return native ? 8 : 0;
    default: return 0;
  }
}

bool Compile(Thread* t, const std::string& text, Format* out) {
  bool native = true, aligned = true;
  size_t at = 0;
  out->little = true;
  if (!text.empty()) {
    switch (text[0]) {
      case '<': native = aligned = false; ++at; break;
      case '>': case '!': native = aligned = out->little = false; ++at; break;
      case '=': native = aligned = false; ++at; break;
      case '@': ++at; break;
      default: break;
    }
  }
  out->native = native;
  out->items.clear();
  out->values = 0;
  int64_t size = 0;
  auto too_long = [t] {
    Fail(t, "total struct size too long");
    return false;
  };
  while (at < text.size()) {
    char c = text[at++];
    if (c == ' ' || (c >= '\t' && c <= '\r')) continue;
    int64_t count = 1;
    if (c >= '0' && c <= '9') {
      count = c - '0';
      while (at < text.size() && text[at] >= '0' && text[at] <= '9') {
        if (__builtin_mul_overflow(count, int64_t{10}, &count) ||
            __builtin_add_overflow(count, int64_t{text[at] - '0'}, &count)) {
          return too_long();
        }
        ++at;
      }
      if (at == text.size()) {
        Fail(t, "repeat count given without format specifier");
        return false;
      }
      c = text[at++];
    }
    int64_t unit = SizeOf(c, native);
    if (unit == 0) {
      Fail(t, "bad char in struct format");
      return false;
    }
    if (aligned && unit > 1) {
      if (size > INT64_MAX - 8) return too_long();
      size = (size + unit - 1) / unit * unit;
    }
    int64_t bytes;
    if (__builtin_mul_overflow(unit, count, &bytes) || bytes > INT64_MAX - size) {
      return too_long();
    }
    if (c == 's' || c == 'p') {
      out->items.push_back({c, count, size, 1});
      ++out->values;
    } else if (c != 'x' && count != 0) {
      out->items.push_back({c, unit, size, count});
      out->values += count;
    }
    size += bytes;
  }
  out->size = size;
  return true;
}

// --- Items ---

uint64_t ReadUnsigned(const uint8_t* p, int64_t size, bool little) {
  uint64_t n = 0;
  for (int64_t i = 0; i < size; ++i) n = n << 8 | p[little ? size - 1 - i : i];
  return n;
}
void WriteUnsigned(uint64_t n, uint8_t* p, int64_t size, bool little) {
  for (int64_t i = 0; i < size; ++i) {
    p[little ? i : size - 1 - i] = static_cast<uint8_t>(n);
    n >>= 8;
  }
}

Value Load(Thread* t, const Item& item, const uint8_t* p, bool little) {
  switch (item.code) {
    case 'c':
    case 's':
      return NewBytes(t, absl::string_view(reinterpret_cast<const char*>(p),
                                           static_cast<size_t>(item.size)));
    case 'p': {
      int64_t n = item.size == 0 ? 0 : std::min<int64_t>(p[0], item.size - 1);
      return NewBytes(t, absl::string_view(reinterpret_cast<const char*>(p) + (n > 0),
                                           static_cast<size_t>(n)));
    }
    case '?': return t->isolate->Bool(*p != 0);
    case 'e': return NewFloat(t, HalfToDouble(static_cast<uint16_t>(ReadUnsigned(p, 2, little))));
    case 'f': {
      auto bits = static_cast<uint32_t>(ReadUnsigned(p, 4, little));
      float f;
      std::memcpy(&f, &bits, 4);
      return NewFloat(t, static_cast<double>(f));
    }
    case 'd': {
      uint64_t bits = ReadUnsigned(p, 8, little);
      double d;
      std::memcpy(&d, &bits, 8);
      return NewFloat(t, d);
    }
    case 'b': case 'h': case 'i': case 'l': case 'q': case 'n': {
      uint64_t n = ReadUnsigned(p, item.size, little);
      int shift = 64 - 8 * static_cast<int>(item.size);
      return IntFromInt64(t, static_cast<int64_t>(n << shift) >> shift);
    }
    default: return IntFromUint64(t, ReadUnsigned(p, item.size, little));
  }
}

// The int to be packed; struct.error if v is none.
Value PackInt(Thread* t, Value v) {
  if (IsInt(v)) return v;
  if (LookupSpecial(t, v, Slot::kIndex)) {
    Value n = NumberIndex(t, v);
    if (n || !PendingIs(t, Exc::kTypeError)) return n;
    t->exception = Value();
  }
  return Fail(t, "required argument is not an integer");
}

bool StoreInt(Thread* t, const Item& item, Value v, uint8_t* p, bool little) {
  v = PackInt(t, v);
  if (!v) return false;
  char c = item.code;
  bool small = c == 'b' || c == 'B' || c == 'h' || c == 'H';
  bool is_signed = c == 'b' || c == 'h' || c == 'i' || c == 'l' || c == 'q' || c == 'n';
  int64_t n = 0;
  uint64_t bits = 0;
  bool fits = IntAsInt64(v, &n);
  bits = static_cast<uint64_t>(n);
  if (c == 'P') {
    if (!fits) {
      IntView view(v);
      if (view.negative() || view.count() > 1) {
        Fail(t, "int too large to convert");
        return false;
      }
      bits = view.limbs()[0];
    }
    WriteUnsigned(bits, p, 8, little);
    return true;
  }
  if (!is_signed && !small) {
    if (fits) {
      fits = n >= 0;
    } else if (IntView view(v); !view.negative() && view.count() == 1) {
      bits = view.limbs()[0];
      fits = true;
    }
  }
  if (!fits) {
    Fail(t, "argument out of range");
    return false;
  }
  int width = 8 * static_cast<int>(item.size);
  if (width < 64) {
    int64_t low = is_signed ? -(int64_t{1} << (width - 1)) : 0;
    int64_t high = is_signed ? (int64_t{1} << (width - 1)) - 1 : (int64_t{1} << width) - 1;
    bool outside = is_signed || small ? n < low || n > high : bits > static_cast<uint64_t>(high);
    if (outside) {
      const char* name = c == 'b'   ? "byte"
                         : c == 'B' ? "ubyte"
                         : c == 'h' ? "short"
                         : c == 'H' ? "ushort"
                                    : nullptr;
      if (name != nullptr) {
        Fail(t, "%s format requires %d <= number <= %d", name, low, high);
      } else {
        Fail(t, "'%c' format requires %d <= number <= %d", c, low, high);
      }
      return false;
    }
  }
  WriteUnsigned(bits, p, item.size, little);
  return true;
}

bool StoreFloat(Thread* t, const Item& item, Value v, uint8_t* p, bool little, bool native) {
  double d;
  if (!ArgumentAsDouble(t, v, &d)) {
    if (!PendingIs(t, Exc::kTypeError)) return false;
    t->exception = Value();
    Fail(t, "required argument is not a float");
    return false;
  }
  if (item.code == 'd') {
    uint64_t bits;
    std::memcpy(&bits, &d, 8);
    WriteUnsigned(bits, p, 8, little);
    return true;
  }
  if (item.code == 'e') {
    uint16_t half;
    if (!DoubleToHalf(d, &half)) {
      RaiseText(t, Exc::kOverflowError, "float too large to pack with e format");
      return false;
    }
    WriteUnsigned(half, p, 2, little);
    return true;
  }
  auto f = static_cast<float>(d);
  if (std::isinf(f) && !std::isinf(d) && !native) {
    RaiseText(t, Exc::kOverflowError, "float too large to pack with f format");
    return false;
  }
  uint32_t bits;
  std::memcpy(&bits, &f, 4);
  WriteUnsigned(bits, p, 4, little);
  return true;
}

bool Store(Thread* t, const Item& item, Value v, uint8_t* p, bool little, bool native) {
  switch (item.code) {
    case 'c':
      if (!IsBytes(v) || v.as<Bytes>()->length != 1) {
        Fail(t, "char format requires a bytes object of length 1");
        return false;
      }
      *p = v.as<Bytes>()->data[0];
      return true;
    case 's':
    case 'p': {
      if (!IsBytes(v) && !IsByteArray(v)) {
        Fail(t, "argument for '%c' must be a bytes object", item.code);
        return false;
      }
      absl::string_view bytes =
          IsBytes(v) ? BytesView(v.as<Bytes>()) : ByteArrayView(v.as<ByteArray>());
      auto n = static_cast<int64_t>(bytes.size());
      if (item.code == 's') {
        n = std::min(n, item.size);
        if (n > 0) std::memcpy(p, bytes.data(), static_cast<size_t>(n));
      } else if (item.size > 0) {
        n = std::min(n, item.size - 1);
        if (n > 0) std::memcpy(p + 1, bytes.data(), static_cast<size_t>(n));
        p[0] = static_cast<uint8_t>(std::min<int64_t>(n, 255));
      }
      return true;
    }
    case '?': {
      int truth = IsTrue(t, v);
      *p = truth > 0;
      return truth >= 0;
    }
    case 'e': case 'f': case 'd': return StoreFloat(t, item, v, p, little, native);
    default: return StoreInt(t, item, v, p, little);
  }
}

// Packs into a buffer of the format's size, zeroed.
bool PackAll(Thread* t, const Format& f, const Value* values, uint8_t* out) {
  for (const Item& item : f.items) {
    uint8_t* p = out + item.offset;
    for (int64_t i = 0; i < item.count; ++i, p += item.size) {
      const Value v = *values++;
      if (Store(t, item, v, p, f.little, f.native)) continue;
      if (IsInt(v) && PendingIs(t, Exc::kOverflowError)) {
        TakeException(t);
        Fail(t, "int too large to convert");
      }
      return false;
    }
  }
  return true;
}

Value UnpackAll(Thread* t, const Format& f, const uint8_t* data) {
  Tuple* tuple = NewTuple(t, f.values);
  if (tuple == nullptr) return Value();
  int64_t n = 0;
  for (const Item& item : f.items) {
    const uint8_t* p = data + item.offset;
    for (int64_t i = 0; i < item.count; ++i, p += item.size) {
      Value v = Load(t, item, p, f.little);
      if (!v) return v;
      StoreField(t, tuple, &tuple->items[n++], v);
    }
  }
  return tuple;
}

// --- Struct objects ---

StructObject* Self(Value* args) { return args[0].as<StructObject>(); }

// The format as text; str or bytes.
bool ReadFormat(Thread* t, Value v, Value* text, std::string* chars) {
  if (IsStr(v)) {
    Bytes* ascii = EncodeText(t, v.as<Str>(), Encoding::kAscii, CodecErrors::kStrict);
    if (ascii == nullptr) return false;
    *chars = std::string(BytesView(ascii));
    *text = v;
  } else if (!IsBytes(v)) {
    Raise(t, Exc::kTypeError, "Struct() argument 1 must be a str or bytes object, not %s",
          ClassNameOf(t, v));
    return false;
  } else {
    *chars = std::string(BytesView(v.as<Bytes>()));
    *text = StrFromLatin1(t, *chars);
    if (text->is_null()) return false;
  }
  if (chars->find('\0') == std::string::npos) return true;
  Fail(t, "embedded null character");
  return false;
}

Value Construct(Thread* t, Value* args, size_t, Value) {
  Object* object = AllocateInstance(t, args[0].as<Class>());
  if (object != nullptr) t->heap->RegisterNative(object);
  return object;
}
Value Init(Thread* t, Value* args, size_t, Value) {
  Value text;
  std::string chars;
  if (!ReadFormat(t, args[1], &text, &chars)) return Value();
  auto* compiled = new Format;
  if (!Compile(t, chars, compiled)) {
    delete compiled;
    return Value();
  }
  StructObject* s = Self(args);
  delete s->compiled;
  s->compiled = compiled;
  StoreField(t, s, &s->format, text);
  return NoneOf(t);
}

const Format* Compiled(Thread* t, const StructObject* s) {
  if (s->compiled != nullptr) return s->compiled;
  RaiseText(t, Exc::kRuntimeError, "Struct object is not initialized");
  return nullptr;
}

// The cached Struct of a format.
StructObject* StructFor(Thread* t, Value format) {
  StructState* state = StateOf(t);
  if (IsStr(format) || IsBytes(format)) {
    bool error = false;
    Value known = DictGet(t, state->cache.as<Dict>(), format, &error);
    if (known) return known.as<StructObject>();
    if (error) return nullptr;
  }
  Value words[2] = {state->struct_class, format};
  Value made = Construct(t, words, 1, Value());
  if (!made) return nullptr;
  Value init[2] = {made, format};
  if (!Init(t, init, 2, Value())) return nullptr;
  if (state->cache.as<Dict>()->length >= kCacheSize) {
    Dict* fresh = NewDict(t);
    if (fresh == nullptr) return nullptr;
    state->cache = fresh;
  }
  return DictSet(t, state->cache.as<Dict>(), format, made) ? made.as<StructObject>() : nullptr;
}

Value Pack(Thread* t, const StructObject* s, const Value* values, int64_t n) {
  const Format* f = Compiled(t, s);
  if (f == nullptr) return Value();
  if (n != f->values) return Fail(t, "pack expected %d items for packing (got %d)", f->values, n);
  Bytes* out = NewBytesUninitialised(t, f->size);
  if (out == nullptr) return Value();
  std::memset(out->data, 0, static_cast<size_t>(f->size));
  return PackAll(t, *f, values, out->data) ? Value(out) : Value();
}

// Fits an offset to a buffer for an item of the format's size.
bool FitOffset(Thread* t, const char* name, const Format& f, int64_t length, int64_t* offset) {
  bool packing = name[0] == 'p';
  if (*offset < 0) {
    if (*offset + f.size > 0) {
      if (packing) {
        Fail(t, "no space to pack %d bytes at offset %d", f.size, *offset);
      } else {
        Fail(t, "not enough data to unpack %d bytes at offset %d", f.size, *offset);
      }
      return false;
    }
    if (*offset + length < 0) {
      Fail(t, "offset %d out of range for %d-byte buffer", *offset, length);
      return false;
    }
    *offset += length;
  }
  if (length - *offset >= f.size) return true;
  Fail(t, "%s requires a buffer of at least %d bytes for %spacking %d bytes at offset %d "
          "(actual buffer size is %d)",
       name, static_cast<uint64_t>(*offset) + static_cast<uint64_t>(f.size), packing ? "" : "un",
       f.size, *offset, length);
  return false;
}

// values: buffer, offset, items...
Value PackInto(Thread* t, const StructObject* s, const Value* values, int64_t n) {
  const Format* f = Compiled(t, s);
  if (f == nullptr) return Value();
  if (n < 1) return Fail(t, "pack_into expected buffer argument");
  if (n < 2) return Fail(t, "pack_into expected offset argument");
  if (n - 2 != f->values) {
    return Fail(t, "pack_into expected %d items for packing (got %d)", f->values, n - 2);
  }
  ScopedBuffer buffer(t);
  if (!HasBuffer(t, values[0]) || !buffer.Get(values[0], kBufferWritable)) {
    t->exception = Value();
    return Raise(t, Exc::kTypeError, "argument must be read-write bytes-like object, not %s",
                 ClassNameOf(t, values[0]));
  }
  int64_t offset;
  if (!SizeArgument(t, values[1], &offset) ||
      !FitOffset(t, "pack_into", *f, buffer.size(), &offset)) {
    return Value();
  }
  std::string packed(static_cast<size_t>(f->size), '\0');
  if (!PackAll(t, *f, values + 2, reinterpret_cast<uint8_t*>(packed.data()))) return Value();
  if (!packed.empty()) std::memcpy(buffer.data() + offset, packed.data(), packed.size());
  return NoneOf(t);
}

Value Unpack(Thread* t, const StructObject* s, Value data) {
  const Format* f = Compiled(t, s);
  ScopedBuffer buffer(t);
  if (f == nullptr || !buffer.Get(data)) return Value();
  if (buffer.size() != f->size) return Fail(t, "unpack requires a buffer of %d bytes", f->size);
  return UnpackAll(t, *f, buffer.data());
}

Value UnpackFrom(Thread* t, const StructObject* s, Value data, Value offset_value) {
  const Format* f = Compiled(t, s);
  ScopedBuffer buffer(t);
  int64_t offset = 0;
  if (f == nullptr || (offset_value && !SizeArgument(t, offset_value, &offset)) ||
      !buffer.Get(data) || !FitOffset(t, "unpack_from", *f, buffer.size(), &offset)) {
    return Value();
  }
  return UnpackAll(t, *f, buffer.data() + offset);
}

Value IterUnpack(Thread* t, StructObject* s, Value data) {
  const Format* f = Compiled(t, s);
  if (f == nullptr) return Value();
  if (f->size == 0) {
    return Fail(t, "cannot iteratively unpack with a struct of length 0");
  }
  ScopedBuffer buffer(t);
  if (!buffer.Get(data)) return Value();
  if (buffer.size() % f->size != 0) {
    return Fail(t, "iterative unpacking requires a buffer of a multiple of %d bytes", f->size);
  }
  Object* object = AllocateInstance(t, StateOf(t)->iterator_class.as<Class>());
  if (object == nullptr) return Value();
  auto* it = static_cast<UnpackIterator*>(object);
  StoreField(t, it, &it->owner, s);
  StoreField(t, it, &it->buffer, data);
  return it;
}

Value PackRow(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!CheckNoKeywords(t, "Struct.pack", kwnames)) return Value();
  return Pack(t, Self(args), args + 1, static_cast<int64_t>(nargs) - 1);
}
Value PackIntoRow(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!CheckNoKeywords(t, "Struct.pack_into", kwnames)) return Value();
  return PackInto(t, Self(args), args + 1, static_cast<int64_t>(nargs) - 1);
}
Value UnpackRow(Thread* t, Value* args, size_t, Value) { return Unpack(t, Self(args), args[1]); }
Value UnpackFromRow(Thread* t, Value* args, size_t, Value) {
  return UnpackFrom(t, Self(args), args[1], args[2]);
}
Value IterUnpackRow(Thread* t, Value* args, size_t, Value) {
  return IterUnpack(t, Self(args), args[1]);
}
Value SizeOfRow(Thread* t, Value* args, size_t, Value) {
  const Format* f = Self(args)->compiled;
  size_t rows = f == nullptr ? 0 : f->items.size() * sizeof(Item) + sizeof(Format);
  return IntFromUint64(t, sizeof(StructObject) + rows);
}
Value GetFormat(Thread* t, Value* args, size_t, Value) {
  return Compiled(t, Self(args)) == nullptr ? Value() : Self(args)->format;
}
Value GetSize(Thread* t, Value* args, size_t, Value) {
  const Format* f = Self(args)->compiled;
  return IntFromInt64(t, f == nullptr ? -1 : f->size);
}

constexpr NativeInfo kStructRows[] = {
    {"__new__", Construct, nullptr, kAnything, nullptr},
    {"__init__", Init, "($self, /, format)", kAnything, "Create a compiled struct object."},
    {"pack", PackRow, nullptr, kAnything, "S.pack(v1, v2, ...) -> bytes"},
    {"pack_into", PackIntoRow, nullptr, kAnything, "S.pack_into(buffer, offset, v1, v2, ...)"},
    {"unpack", UnpackRow, "($self, buffer, /)", kAnything, "The values as a tuple."},
    {"unpack_from", UnpackFromRow, "($self, /, buffer, offset=0)", kAnything,
     "The values at an offset as a tuple."},
    {"iter_unpack", IterUnpackRow, "($self, buffer, /)", kAnything,
     "An iterator yielding tuples."},
    {"__sizeof__", SizeOfRow, "($self, /)", kReadsHeap, "Size of the object in memory."},
};
constexpr GetSetInfo kStructAttributes[] = {
    {"format", GetFormat, nullptr, "struct format string"},
    {"size", GetSize, nullptr, "struct size in bytes"},
};

// --- The iterator ---

Value IteratorSelf(Thread*, Value* args, size_t, Value) { return args[0]; }
Value IteratorNextRow(Thread* t, Value* args, size_t, Value) {
  auto* it = args[0].as<UnpackIterator>();
  if (!it->owner) return RaiseStopIteration(t);
  const Format* f = it->owner.as<StructObject>()->compiled;
  ScopedBuffer buffer(t);
  if (!buffer.Get(it->buffer)) return Value();
  if (it->position > buffer.size() - f->size) {
    it->owner = it->buffer = Value();
    return RaiseStopIteration(t);
  }
  Value values = UnpackAll(t, *f, buffer.data() + it->position);
  it->position += f->size;
  return values;
}
Value IteratorHint(Thread* t, Value* args, size_t, Value) {
  auto* it = args[0].as<UnpackIterator>();
  if (!it->owner) return Value::SmallInt(0);
  ScopedBuffer buffer(t);
  if (!buffer.Get(it->buffer)) return Value();
  return IntFromInt64(t, (buffer.size() - it->position) /
                             it->owner.as<StructObject>()->compiled->size);
}
constexpr NativeInfo kIteratorMethods[] = {
    {"__iter__", IteratorSelf, "($self, /)", kPure, nullptr},
    {"__next__", IteratorNextRow, "($self, /)", kAnything, nullptr},
    {"__length_hint__", IteratorHint, "($self, /)", kAnything, nullptr},
};

// --- Functions ---

Value PackFunction(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!CheckNoKeywords(t, "_struct.pack", kwnames)) return Value();
  if (nargs == 0) return RaiseText(t, Exc::kTypeError, "missing format argument");
  StructObject* s = StructFor(t, args[0]);
  return s == nullptr ? Value() : Pack(t, s, args + 1, static_cast<int64_t>(nargs) - 1);
}
Value PackIntoFunction(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!CheckNoKeywords(t, "_struct.pack_into", kwnames)) return Value();
  if (nargs == 0) return RaiseText(t, Exc::kTypeError, "missing format argument");
  StructObject* s = StructFor(t, args[0]);
  return s == nullptr ? Value() : PackInto(t, s, args + 1, static_cast<int64_t>(nargs) - 1);
}
Value UnpackFunction(Thread* t, Value* args, size_t, Value) {
  StructObject* s = StructFor(t, args[0]);
  return s == nullptr ? Value() : Unpack(t, s, args[1]);
}
Value UnpackFromFunction(Thread* t, Value* args, size_t, Value) {
  StructObject* s = StructFor(t, args[0]);
  return s == nullptr ? Value() : UnpackFrom(t, s, args[1], args[2]);
}
Value IterUnpackFunction(Thread* t, Value* args, size_t, Value) {
  StructObject* s = StructFor(t, args[0]);
  return s == nullptr ? Value() : IterUnpack(t, s, args[1]);
}
Value CalcSize(Thread* t, Value* args, size_t, Value) {
  StructObject* s = StructFor(t, args[0]);
  return s == nullptr ? Value() : IntFromInt64(t, s->compiled->size);
}
Value ClearCache(Thread* t, Value*, size_t, Value) {
  Dict* fresh = NewDict(t);
  if (fresh == nullptr) return Value();
  StateOf(t)->cache = fresh;
  return NoneOf(t);
}

constexpr NativeInfo kRows[] = {
    {"pack", PackFunction, nullptr, kAnything, "pack(format, v1, v2, ...) -> bytes"},
    {"pack_into", PackIntoFunction, nullptr, kAnything,
     "pack_into(format, buffer, offset, v1, v2, ...)"},
    {"unpack", UnpackFunction, "(format, buffer, /)", kAnything, "The values as a tuple."},
    {"unpack_from", UnpackFromFunction, "(format, /, buffer, offset=0)", kAnything,
     "The values at an offset as a tuple."},
    {"iter_unpack", IterUnpackFunction, "(format, buffer, /)", kAnything,
     "An iterator yielding tuples."},
    {"calcsize", CalcSize, "(format, /)", kAnything, "Size in bytes of the struct."},
    {"_clearcache", ClearCache, "()", kAnything, "Clear the internal cache."},
};

Value MakeNativeClass(Thread* t, const char* name, const char* module, const ExtensionInfo* layout,
                      uint8_t flags, absl::Span<const NativeInfo> rows,
                      absl::Span<const GetSetInfo> attributes) {
  Str* text = Intern(t, name);
  Str* in = text == nullptr ? nullptr : Intern(t, module);
  if (in == nullptr) return Value();
  ClassOptions options;
  options.module = in;
  options.extension = layout;
  options.flags = flags;
  Class* cls = NewNativeClass(t, text, t->isolate->object_class(), options);
  if (cls == nullptr) return Value();
  return AddNatives(t, cls->dict, rows, cls) && AddGetSets(t, cls, attributes) &&
                 RefreshClass(t, cls)
             ? Value(cls)
             : Value();
}

}  // namespace

bool InitStructModule(Thread* t, Module* module) {
  auto state = std::make_shared<StructState>();
  StdlibOf(t)->structs = state;
  t->heap->AddRootProvider(state.get());
  state->cache = NewDict(t);
  state->struct_class = MakeNativeClass(t, "Struct", "_struct", &kStructLayout, kClassBaseable,
                                        kStructRows, kStructAttributes);
  if (!state->struct_class || !state->cache) return false;
  state->struct_class.as<Class>()->construct = &Construct;
  state->struct_class.as<Class>()->traits |= kTraitWeakref;
  state->iterator_class = MakeNativeClass(t, "unpack_iterator", "_struct", &kIteratorLayout, 0,
                                          kIteratorMethods, {});
  Tuple* bases = NewTuple(t, 1);
  Dict* ns = bases == nullptr ? nullptr : NewDict(t);
  Str* name = ns == nullptr ? nullptr : Intern(t, "error");
  Str* in = name == nullptr ? nullptr : Intern(t, "struct");
  if (in == nullptr || !state->iterator_class) return false;
  bases->items[0] = ExceptionClass(t, Exc::kException);
  if (!DictSet(t, ns, t->isolate->names.dunder_module, in)) return false;
  state->error = NewClass(t, t->isolate->type_class(), name, bases, ns, nullptr, Value());
  return state->error && AddModuleNatives(t, module, kRows) &&
         SetModuleValue(t, module, "Struct", state->struct_class) &&
         SetModuleValue(t, module, "error", state->error);
}

}  // namespace pyjit
