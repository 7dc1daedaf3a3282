// array: array (alias ArrayType), typecodes, _array_reconstructor. Arrays of numbers of one
// machine type each. Methods are in array_methods.cc.
#include "stdlib/array_internal.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "runtime/call.h"
#include "runtime/intern.h"
#include "runtime/types/bytearray.h"
#include "runtime/types/bytes.h"
#include "runtime/types/container_util.h"
#include "runtime/types/float.h"
#include "runtime/types/half_float.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/storage.h"
#include "runtime/types/str.h"
#include "runtime/types/str_builder.h"
#include "runtime/types/tuple.h"

namespace pyjit {

namespace {

void FinalizeArray(Object* object) {
  auto* a = static_cast<Array*>(object);
  ExportCount::Drop(a->exports);
  a->exports = nullptr;
}

bool GetArrayBuffer(Thread* t, Value self, int flags, BufferView* view) {
  auto* a = self.as<Array>();
  if (a->exports == nullptr) {
    a->exports = new ExportCount;
    t->heap->RegisterNative(a);
  }
  static constexpr uint8_t kNothing[8] = {};
  void* data = a->length == 0 ? const_cast<uint8_t*>(kNothing) : a->data();
  if (!FillBuffer(t, self, data, a->length * a->type->size, false, flags, view)) return false;
  if (a->storage != nullptr) view->memory = a->storage;
  view->item_size = a->type->size;
  view->format = a->type->format;
  view->exports = a->exports;
  ++a->exports->exports;
  return true;
}
constexpr BufferProcs kArrayBuffer = {&GetArrayBuffer, nullptr};

constexpr ArrayType kTypes[] = {
    {'b', 'b', 1, "b", "signed char", true, 1},
    {'B', 'B', 1, "B", "unsigned byte integer", false, 0},
    {'u', 'u', 4, "w", nullptr, false, 20},
    {'h', 'h', 2, "h", "signed short integer", true, 4},
    {'H', 'H', 2, "H", "unsigned short", false, 2},
    {'i', 'i', 4, "i", "signed integer", true, 8},
    {'I', 'I', 4, "I", "unsigned int", false, 6},
    {'l', 'l', 8, "l", nullptr, true, 12},
    {'L', 'L', 8, "L", nullptr, false, 10},
    {'q', 'q', 8, "q", nullptr, true, 12},
    {'Q', 'Q', 8, "Q", nullptr, false, 10},
    {'f', 'f', 4, "f", nullptr, false, 14},
    {'d', 'd', 8, "d", nullptr, false, 16},
};

}  // namespace

const ExtensionInfo Array::kExtension = {sizeof(Array), 1, &FinalizeArray};

const ArrayType* FindArrayType(uint32_t code) {
  for (const ArrayType& type : kTypes) {
    if (static_cast<uint32_t>(type.code) == code) return &type;
  }
  return nullptr;
}

ArrayState* ArrayStateOf(Thread* t) {
  return static_cast<ArrayState*>(StdlibOf(t)->arrays.get());
}

Array* NewArray(Thread* t, Class* cls, const ArrayType* type, int64_t length) {
  Object* object = AllocateInstance(t, cls);
  if (object == nullptr) return nullptr;
  auto* a = static_cast<Array*>(object);
  a->type = type;
  return ArrayResize(t, a, length) ? a : nullptr;
}

bool ArrayResize(Thread* t, Array* a, int64_t length) {
  if (length == a->length) return true;
  if (!CheckResizable(t, a->exports, kArrayExported)) return false;
  int64_t bytes;
  if (length < 0 || __builtin_mul_overflow(length, a->type->size, &bytes) ||
      bytes > (int64_t{1} << 46)) {
    RaiseMemoryError(t);
    return false;
  }
  auto* old = static_cast<RawArray*>(a->storage);
  int64_t used = a->length * a->type->size;
  if (length == 0) {
    a->storage = nullptr;
  } else if (old == nullptr || bytes > old->capacity || bytes < old->capacity / 4) {
    int64_t room = a->length == 0 || length < a->length ? bytes : bytes + (bytes >> 3) + 48;
    RawArray* fresh = NewRawArray(t, room);
    if (fresh == nullptr) return false;
    if (old != nullptr) {
      std::memcpy(fresh->bytes, old->bytes, static_cast<size_t>(std::min(used, bytes)));
    }
    a->storage = fresh;
    WriteBarrier(t, a);
  } else if (bytes > used) {
    std::memset(a->data() + used, 0, static_cast<size_t>(bytes - used));
  }
  a->length = length;
  return true;
}

bool ArrayReplace(Thread* t, Array* a, int64_t from, int64_t to, const void* items, int64_t n) {
  int64_t size = a->type->size, length = a->length, removed = to - from;
  auto bytes = [size](int64_t count) { return static_cast<size_t>(count * size); };
  if (n < removed) {
    if (!CheckResizable(t, a->exports, kArrayExported)) return false;
    std::memmove(a->data() + (from + n) * size, a->data() + to * size, bytes(length - to));
    if (!ArrayResize(t, a, length - removed + n)) return false;
  } else if (n > removed) {
    if (length > INT64_MAX / 2 - n) {
      RaiseMemoryError(t);
      return false;
    }
    if (!ArrayResize(t, a, length - removed + n)) return false;
    if (to < length) {
      std::memmove(a->data() + (from + n) * size, a->data() + to * size, bytes(length - to));
    }
  }
  if (n > 0) std::memcpy(a->data() + from * size, items, bytes(n));
  return true;
}

Value ArrayItem(Thread* t, const Array* a, int64_t i) {
  const uint8_t* p = a->data() + i * a->type->size;
  if (a->type->code != 'u') return LoadNativeItem(t, a->type->code, p);
  uint32_t c;
  std::memcpy(&c, p, 4);
  if (c > 0x10FFFF) {
    return Raise(t, Exc::kValueError, "character U+%x is not in range [U+0000; U+10ffff]", c);
  }
  return StrFromChar(t, c);
}

bool ArrayPackItem(Thread* t, const ArrayType* type, Value v, uint8_t* p) {
  char code = type->code;
  if (code == 'u') {
    if (!IsStr(v) || v.as<Str>()->length != 1) {
      RaiseText(t, Exc::kTypeError, "array item must be unicode character");
      return false;
    }
    uint32_t c = StrCharAt(v.as<Str>(), 0);
    std::memcpy(p, &c, 4);
    return true;
  }
  if (code == 'f' || code == 'd') {
    double d;
    if (!ArgumentAsDouble(t, v, &d)) return false;
    if (code == 'd') {
      std::memcpy(p, &d, 8);
    } else {
      auto f = static_cast<float>(d);
      std::memcpy(p, &f, 4);
    }
    return true;
  }
  v = NumberIndex(t, v);
  if (!v) return false;
  if (StoreNativeItem(t, code, v, p) == StoreResult::kStored) return true;
  bool negative = IntSign(v) < 0;
  int64_t n;
  bool fits = IntAsInt64(v, &n);
  const char* message;
  switch (code) {
    case 'l': message = "Python int too large to convert to C long"; break;
    case 'q': message = "int too big to convert"; break;
    case 'L':
      message = negative ? "can't convert negative value to unsigned int"
                         : "Python int too large to convert to C unsigned long";
      break;
    case 'Q':
      message = negative ? "can't convert negative int to unsigned" : "int too big to convert";
      break;
    case 'I':
      message = negative ? "can't convert negative value to unsigned int"
                         : fits || IntBitLength(v) <= 64
                             ? "unsigned int is greater than maximum"
                                : "Python int too large to convert to C unsigned long";
      break;
    default:
      if (!fits) {
        message = "Python int too large to convert to C long";
        break;
      }
      // Arguments are read as the next wider type, which has its own range.
      if (code == 'b' && n != static_cast<int16_t>(n)) {
        message = negative ? "signed short integer is less than minimum"
                           : "signed short integer is greater than maximum";
        break;
      }
      if (code == 'H' && n != static_cast<int32_t>(n)) {
        message = negative ? "signed integer is less than minimum"
                           : "signed integer is greater than maximum";
        break;
      }
      Raise(t, Exc::kOverflowError, "%s is %s", type->name,
            negative ? "less than minimum" : "greater than maximum");
      return false;
  }
  RaiseText(t, Exc::kOverflowError, message);
  return false;
}

bool ArrayAppend(Thread* t, Array* a, Value v) {
  uint8_t item[8];
  return ArrayPackItem(t, a->type, v, item) &&
         ArrayReplace(t, a, a->length, a->length, item, 1);
}

bool ArrayAppendBytes(Thread* t, Array* a, absl::string_view bytes) {
  auto n = static_cast<int64_t>(bytes.size());
  if (n % a->type->size != 0) {
    RaiseText(t, Exc::kValueError, "bytes length not a multiple of item size");
    return false;
  }
  return ArrayReplace(t, a, a->length, a->length, bytes.data(), n / a->type->size);
}

bool ArrayAppendText(Thread* t, Array* a, const Str* text) {
  std::u32string chars;
  for (int64_t i = 0; i < text->length; ++i) chars.push_back(StrCharAt(text, i));
  return ArrayReplace(t, a, a->length, a->length, chars.data(), text->length);
}

bool ArrayExtend(Thread* t, Array* a, Value source) {
  if (IsArray(source)) {
    auto* other = source.as<Array>();
    if (other->type != a->type) {
      RaiseText(t, Exc::kTypeError, "can only extend with array of same kind");
      return false;
    }
    std::string copy(reinterpret_cast<const char*>(other->data()),
                     static_cast<size_t>(other->length * other->type->size));
    return ArrayAppendBytes(t, a, copy);
  }
  Value iterator = GetIter(t, source);
  if (!iterator) return false;
  while (Value item = IterNext(t, iterator)) {
    if (!ArrayAppend(t, a, item)) return false;
  }
  return t->exception.is_null();
}

namespace {

// The typecode of a str of one char.
bool ReadTypecode(Thread* t, Value v, const ArrayType** out) {
  if (!IsStr(v) || v.as<Str>()->length != 1) {
    Raise(t, Exc::kTypeError, "array() argument 1 must be a unicode character, not %s",
          ArgumentClassName(t, v));
    return false;
  }
  *out = FindArrayType(StrCharAt(v.as<Str>(), 0));
  if (*out != nullptr) return true;
  RaiseText(t, Exc::kValueError,
            "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
  return false;
}

Value Construct(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* cls = args[0].as<Class>();
  bool own = cls == ArrayStateOf(t)->array_class.as<Class>();
  if (own && !kwnames.is_null() && kwnames.as<Tuple>()->length != 0) {
    return RaiseText(t, Exc::kTypeError, "array.array() takes no keyword arguments");
  }
  if (nargs < 2) {
    return RaiseText(t, Exc::kTypeError, "array() takes at least 1 argument (0 given)");
  }
  if (nargs > 3) {
    return Raise(t, Exc::kTypeError, "array() takes at most 2 arguments (%d given)", nargs - 1);
  }
  const ArrayType* type;
  if (!ReadTypecode(t, args[1], &type)) return Value();
  Value initial = nargs > 2 ? args[2] : Value();
  std::string code(1, type->code);
  if (initial && type->code != 'u') {
    if (IsStr(initial)) {
      return Raise(t, Exc::kTypeError,
                   "cannot use a str to initialize an array with typecode '%s'", code);
    }
    if (IsArray(initial) && initial.as<Array>()->type->code == 'u') {
      return Raise(t, Exc::kTypeError,
                   "cannot use a unicode array to initialize an array with typecode '%s'", code);
    }
  }
  Array* a = NewArray(t, cls, type, 0);
  if (a == nullptr || initial.is_null()) return a;
  bool ok;
  if (IsStr(initial)) {
    ok = ArrayAppendText(t, a, initial.as<Str>());
  } else if (IsBytes(initial) || IsByteArray(initial)) {
    ScopedBuffer buffer(t);
    ok = buffer.Get(initial) && ArrayAppendBytes(t, a, buffer.bytes());
  } else if (IsArray(initial) && initial.as<Array>()->type != type) {
    auto* other = initial.as<Array>();
    ok = true;
    for (int64_t i = 0; ok && i < other->length; ++i) {
      Value item = ArrayItem(t, other, i);
      ok = item && ArrayAppend(t, a, item);
    }
  } else {
    ok = ArrayExtend(t, a, initial);
  }
  return ok ? Value(a) : Value();
}
// --- Pickled arrays of any machine ---

Value Reconstruct(Thread* t, Value* args, size_t, Value) {
  if (!IsKind(args[0], Kind::kClass)) {
    return Raise(t, Exc::kTypeError, "first argument must be a type object, not %s",
                 ClassNameOf(t, args[0]));
  }
  auto* cls = args[0].as<Class>();
  if (!IsSubclass(cls, ArrayStateOf(t)->array_class.as<Class>())) {
    return Raise(t, Exc::kTypeError, "%s is not a subtype of array.array", ClassName(cls));
  }
  if (!IsStr(args[1]) || args[1].as<Str>()->length != 1) {
    return Raise(t, Exc::kTypeError,
                 "_array_reconstructor() argument 2 must be a unicode character, not %s",
                 ArgumentClassName(t, args[1]));
  }
  const ArrayType* type = FindArrayType(StrCharAt(args[1].as<Str>(), 0));
  if (type == nullptr) {
    return RaiseText(t, Exc::kValueError, "second argument must be a valid type code");
  }
  int64_t format;
  if (!IntArgument(t, args[2], &format)) return Value();
  if (format < 0 || format > 21) {
    return RaiseText(t, Exc::kValueError,
                     "third argument must be a valid machine format code.");
  }
  if (!IsBytes(args[3])) {
    return Raise(t, Exc::kTypeError, "fourth argument should be bytes, not %s",
                 ClassNameOf(t, args[3]));
  }
  absl::string_view bytes = BytesView(args[3].as<Bytes>());
  Array* a = NewArray(t, cls, type, 0);
  if (a == nullptr) return Value();
  bool text = format >= 18;
  if (text) {
    // 18, 19: UTF-16; 20, 21: UTF-32; odd: big endian.
    Encoding encoding = format == 18   ? Encoding::kUtf16Le
                        : format == 19 ? Encoding::kUtf16Be
                        : format == 20 ? Encoding::kUtf32Le
                                       : Encoding::kUtf32Be;
    Str* str = DecodeText(t, bytes, encoding, CodecErrors::kStrict);
    return str != nullptr && ArrayAppendText(t, a, str) ? Value(a) : Value();
  }
  static constexpr int kSizes[] = {1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 8, 8, 8, 8, 4, 4, 8, 8};
  auto size = static_cast<size_t>(kSizes[format]);
  bool big = format >= 2 && (format & 1) != 0;
  if (bytes.size() % size != 0) {
    return RaiseText(t, Exc::kValueError, "string length not a multiple of item size");
  }
  bool is_signed = format == 1 || format == 4 || format == 5 || format == 8 || format == 9 ||
                   format == 12 || format == 13;
  for (size_t at = 0; at < bytes.size(); at += size) {
    uint8_t item[8] = {};
    for (size_t i = 0; i < size; ++i) {
      item[i] = static_cast<uint8_t>(bytes[big ? at + size - 1 - i : at + i]);
    }
    char code = format >= 16 ? 'd'
                : format >= 14 ? 'f'
                : size == 1    ? (is_signed ? 'b' : 'B')
                : size == 2    ? (is_signed ? 'h' : 'H')
                : size == 4    ? (is_signed ? 'i' : 'I')
                               : (is_signed ? 'q' : 'Q');
    Value v = LoadNativeItem(t, code, item);
    if (!v || !ArrayAppend(t, a, v)) return Value();
  }
  return a;
}

constexpr NativeInfo kNew[] = {{"__new__", Construct, nullptr, kAnything, nullptr}};
constexpr NativeInfo kRows[] = {
    {"_array_reconstructor", Reconstruct, "(arraytype, typecode, mformat_code, items, /)",
     kAnything, "Internal. Used for pickling support."},
};

// collections.abc.MutableSequence.register(array)
bool RegisterSequence(Thread* t, Value cls) {
  Str* name = Intern(t, "_collections_abc");
  Value module = name == nullptr ? Value() : ImportModule(t, name);
  Str* key = module ? Intern(t, "MutableSequence") : nullptr;
  Value sequence = key == nullptr ? Value() : GetAttr(t, module, key);
  Str* method = sequence ? Intern(t, "register") : nullptr;
  return method != nullptr && !CallMethod(t, sequence, method, &cls, 1).is_null();
}

}  // namespace

bool InitArrayModule(Thread* t, Module* module) {
  auto state = std::make_shared<ArrayState>();
  StdlibOf(t)->arrays = state;
  t->heap->AddRootProvider(state.get());
  Str* name = Intern(t, "array");
  if (name == nullptr) return false;
  auto make = [&](const char* text, const ExtensionInfo* layout, uint8_t flags,
                  absl::Span<const NativeInfo> rows, absl::Span<const GetSetInfo> attributes) {
    Str* cls_name = Intern(t, text);
    if (cls_name == nullptr) return Value();
    ClassOptions options;
    options.module = name;
    options.extension = layout;
    options.flags = flags;
    options.buffer = layout == &Array::kExtension ? &kArrayBuffer : nullptr;
    Class* cls = NewNativeClass(t, cls_name, t->isolate->object_class(), options);
    bool ok = cls != nullptr && AddNatives(t, cls->dict, rows, cls) &&
              AddGetSets(t, cls, attributes);
    return ok ? Value(cls) : Value();
  };
  state->array_class = make("array", &Array::kExtension, kClassBaseable, ArrayMethods(),
                            ArrayAttributes());
  if (!state->array_class) return false;
  auto* cls = state->array_class.as<Class>();
  cls->construct = &Construct;
  cls->traits |= kTraitWeakref | kTraitSequence;
  if (!AddNatives(t, cls->dict, kNew, cls) || !MakeUnhashable(t, cls) || !RefreshClass(t, cls)) {
    return false;
  }
  state->iterator_class = make("arrayiterator", &kArrayIteratorLayout, 0, ArrayIteratorMethods(), {});
  return state->iterator_class && RefreshClass(t, state->iterator_class.as<Class>()) &&
         RegisterSequence(t, state->array_class) &&
         AddModuleNatives(t, module, kRows) &&
         SetModuleValue(t, module, "array", state->array_class) &&
         SetModuleValue(t, module, "ArrayType", state->array_class) &&
         SetModuleText(t, module, "typecodes", "bBuhHiIlLqQfd");
}

}  // namespace pyjit
