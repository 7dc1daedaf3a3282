// Methods and attributes of array.array.
#include <algorithm>
#include <cstring>
#include <string>

#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/intern.h"
#include "runtime/types/bytearray.h"
#include "runtime/types/bytes.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/slice.h"
#include "runtime/types/str.h"
#include "runtime/types/str_builder.h"
#include "runtime/types/tuple.h"
#include "stdlib/array_internal.h"

namespace pyjit {
namespace {

Array* Self(Value* args) { return args[0].as<Array>(); }
Class* BaseClass(Thread* t) { return ArrayStateOf(t)->array_class.as<Class>(); }
size_t Bytes_(const Array* a, int64_t items) { return static_cast<size_t>(items * a->type->size); }
absl::string_view View(const Array* a) {
  return absl::string_view(reinterpret_cast<const char*>(a->data()), Bytes_(a, a->length));
}
Array* Copy(Thread* t, const Array* a, int64_t start, int64_t step, int64_t count) {
  Array* out = NewArray(t, BaseClass(t), a->type, count);
  if (out == nullptr || count == 0) return out;
  auto size = static_cast<size_t>(a->type->size);
  if (step == 1) {
    std::memcpy(out->data(), a->data() + start * a->type->size, Bytes_(a, count));
    return out;
  }
  for (int64_t i = 0; i < count; ++i) {
    std::memcpy(out->data() + i * a->type->size, a->data() + (start + i * step) * a->type->size,
                size);
  }
  return out;
}

// --- Items ---

Value Len(Thread*, Value* args, size_t, Value) { return Value::SmallInt(Self(args)->length); }

Value GetItemRow(Thread* t, Value* args, size_t, Value) {
  Array* a = Self(args);
  if (IsKind(args[1], Kind::kSlice)) {
    SliceBounds bounds;
    if (!SliceUnpack(t, args[1].as<Slice>(), &bounds)) return Value();
    SliceAdjust(a->length, &bounds);
    return Copy(t, a, bounds.start, bounds.step, bounds.count);
  }
  int64_t i;
  if (!ValueAsIndex(t, args[1], "array indices must be integers", &i)) return Value();
  if (i < 0) i += a->length;
  if (i < 0 || i >= a->length) return RaiseText(t, Exc::kIndexError, "array index out of range");
  return ArrayItem(t, a, i);
}

bool AssignSlice(Thread* t, Array* a, SliceBounds bounds, const Array* source) {
  std::string items;
  int64_t n = 0;
  if (source != nullptr) {
    items = std::string(View(source));  // may be the array itself
    n = source->length;
  }
  SliceAdjust(a->length, &bounds);
  int64_t size = a->type->size;
  if (bounds.step == 1) {
    return ArrayReplace(t, a, bounds.start, bounds.start + bounds.count, items.data(), n);
  }
  if (source != nullptr) {
    if (n != bounds.count) {
      Raise(t, Exc::kValueError, "attempt to assign array of size %d to extended slice of size %d",
            n, bounds.count);
      return false;
    }
    for (int64_t i = 0; i < n; ++i) {
      std::memcpy(a->data() + (bounds.start + i * bounds.step) * size, items.data() + i * size,
                  static_cast<size_t>(size));
    }
    return true;
  }
  if (bounds.count == 0) return true;
  if (!CheckResizable(t, a->exports, kArrayExported)) return false;
  int64_t start = bounds.start, step = bounds.step;
  if (step < 0) {
    start += (bounds.count - 1) * step;
    step = -step;
  }
  int64_t to = start;
  for (int64_t i = start; i < a->length; ++i) {
    if ((i - start) % step == 0 && (i - start) / step < bounds.count) continue;
    std::memmove(a->data() + to * size, a->data() + i * size, static_cast<size_t>(size));
    ++to;
  }
  return ArrayResize(t, a, to);
}

bool Assign(Thread* t, Array* a, Value key, Value value) {
  if (IsKind(key, Kind::kSlice)) {
    SliceBounds bounds;
    if (!SliceUnpack(t, key.as<Slice>(), &bounds)) return false;
    if (value.is_null()) return AssignSlice(t, a, bounds, nullptr);
    if (!IsArray(value)) {
      Raise(t, Exc::kTypeError, "can only assign array (not \"%s\") to array slice",
            ClassNameOf(t, value));
      return false;
    }
    if (value.as<Array>()->type != a->type) {
      RaiseText(t, Exc::kTypeError, "bad argument type for built-in operation");
      return false;
    }
    return AssignSlice(t, a, bounds, value.as<Array>());
  }
  int64_t i;
  if (!ValueAsIndex(t, key, "array indices must be integers", &i)) return false;
  if (i < 0) i += a->length;
  auto in_range = [&] {
    if (i >= 0 && i < a->length) return true;
    RaiseText(t, Exc::kIndexError, "array assignment index out of range");
    return false;
  };
  if (!in_range()) return false;
  if (value.is_null()) return ArrayReplace(t, a, i, i + 1, nullptr, 0);
  uint8_t item[8];
  if (!ArrayPackItem(t, a->type, value, item) || !in_range()) return false;
  std::memcpy(a->data() + i * a->type->size, item, static_cast<size_t>(a->type->size));
  return true;
}
Value SetItemRow(Thread* t, Value* args, size_t, Value) {
  return Assign(t, Self(args), args[1], args[2]) ? NoneOf(t) : Value();
}
Value DelItemRow(Thread* t, Value* args, size_t, Value) {
  return Assign(t, Self(args), args[1], Value()) ? NoneOf(t) : Value();
}

// --- Operators ---

Value AddRow(Thread* t, Value* args, size_t, Value) {
  Array* a = Self(args);
  if (!IsArray(args[1])) {
    return Raise(t, Exc::kTypeError, "can only append array (not \"%s\") to array",
                 ClassNameOf(t, args[1]));
  }
  auto* b = args[1].as<Array>();
  if (b->type != a->type) {
    return RaiseText(t, Exc::kTypeError, "bad argument type for built-in operation");
  }
  Array* out = Copy(t, a, 0, 1, a->length);
  if (out == nullptr) return Value();
  return ArrayReplace(t, out, a->length, a->length, b->data(), b->length) ? Value(out) : Value();
}
Value IAddRow(Thread* t, Value* args, size_t, Value) {
  if (!IsArray(args[1])) {
    return Raise(t, Exc::kTypeError, "can only extend with array (not \"%s\")",
                 ClassNameOf(t, args[1]));
  }
  return ArrayExtend(t, Self(args), args[1]) ? args[0] : Value();
}

bool ReadTimes(Thread* t, Value* args, int64_t* n, int64_t* total) {
  if (!IndexAsInt64(t, args[1], n)) return false;
  if (*n < 0) *n = 0;
  if (!__builtin_mul_overflow(Self(args)->length, *n, total) && *total < (int64_t{1} << 46)) {
    return true;
  }
  RaiseMemoryError(t);
  return false;
}
void Repeat(Array* a, int64_t unit, int64_t times) {
  for (int64_t i = 1; i < times; ++i) {
    std::memcpy(a->data() + i * unit * a->type->size, a->data(), Bytes_(a, unit));
  }
}
bool IsCountLike(Thread* t, Value v) { return IsInt(v) || LookupSpecial(t, v, Slot::kIndex); }
Value MultiplyError(Thread* t, Value v) {
  return Raise(t, Exc::kTypeError, "can't multiply sequence by non-int of type '%s'",
               ClassNameOf(t, v));
}
Value MulRow(Thread* t, Value* args, size_t, Value) {
  int64_t n, total;
  if (!IsCountLike(t, args[1])) return MultiplyError(t, args[1]);
  if (!ReadTimes(t, args, &n, &total)) return Value();
  Array* a = Self(args);
  Array* out = NewArray(t, BaseClass(t), a->type, total);
  if (out == nullptr || total == 0) return out;
  std::memcpy(out->data(), a->data(), Bytes_(a, a->length));
  Repeat(out, a->length, n);
  return out;
}
Value IMulRow(Thread* t, Value* args, size_t, Value) {
  int64_t n, total;
  if (!IsCountLike(t, args[1])) return MultiplyError(t, args[1]);
  if (!ReadTimes(t, args, &n, &total)) return Value();
  Array* a = Self(args);
  int64_t unit = a->length;
  if (!ArrayResize(t, a, total)) return Value();
  if (unit != 0) Repeat(a, unit, n);
  return a;
}

template <CompareOp op>
Value CompareRow(Thread* t, Value* args, size_t, Value) {
  if (!IsArray(args[1])) return t->isolate->not_implemented();
  Array* a = Self(args);
  auto* b = args[1].as<Array>();
  constexpr bool kEquality = op == CompareOp::kEq || op == CompareOp::kNe;
  if (kEquality && a->length != b->length) return t->isolate->Bool(op == CompareOp::kNe);
  for (int64_t i = 0; i < a->length && i < b->length; ++i) {
    Value x = ArrayItem(t, a, i);
    Value y = x ? ArrayItem(t, b, i) : x;
    if (!y) return y;
    Value same = Compare(t, CompareOp::kEq, x, y);  // a nan is not even itself
    const int equal = same ? IsTrue(t, same) : -1;
    if (equal < 0) return Value();
    if (equal > 0) continue;
    if (kEquality) return t->isolate->Bool(op == CompareOp::kNe);
    return Compare(t, op, x, y);
  }
  int order = a->length < b->length ? -1 : a->length > b->length;
  return t->isolate->Bool(OrderHolds<op>(order));
}

// Position of the first equal item in [start, stop): -1 none, -2 error.
int64_t FindItem(Thread* t, Array* a, Value v, int64_t start, int64_t stop) {
  for (int64_t i = start; i < stop && i < a->length; ++i) {
    Value item = ArrayItem(t, a, i);
    Value same = item ? Compare(t, CompareOp::kEq, item, v) : item;
    const int equal = same ? IsTrue(t, same) : -1;
    if (equal < 0) return -2;
    if (equal > 0) return i;
  }
  return -1;
}
Value ContainsRow(Thread* t, Value* args, size_t, Value) {
  int64_t at = FindItem(t, Self(args), args[1], 0, INT64_MAX);
  return at == -2 ? Value() : t->isolate->Bool(at >= 0);
}

// --- Methods ---

Value None(Thread* t, bool ok) { return ok ? NoneOf(t) : Value(); }

Value Append(Thread* t, Value* args, size_t, Value) {
  return None(t, ArrayAppend(t, Self(args), args[1]));
}
Value Extend(Thread* t, Value* args, size_t, Value) {
  return None(t, ArrayExtend(t, Self(args), args[1]));
}
Value Insert(Thread* t, Value* args, size_t, Value) {
  Array* a = Self(args);
  int64_t i;
  uint8_t item[8];
  if (!SizeArgument(t, args[1], &i) || !ArrayPackItem(t, a->type, args[2], item)) return Value();
  if (i < 0) i = std::max<int64_t>(0, i + a->length);
  i = std::min(i, a->length);
  return None(t, ArrayReplace(t, a, i, i, item, 1));
}
Value Pop(Thread* t, Value* args, size_t, Value) {
  Array* a = Self(args);
  int64_t i = -1;
  if (args[1] && !SizeArgument(t, args[1], &i)) return Value();
  if (a->length == 0) return RaiseText(t, Exc::kIndexError, "pop from empty array");
  if (i < 0) i += a->length;
  if (i < 0 || i >= a->length) return RaiseText(t, Exc::kIndexError, "pop index out of range");
  Value v = ArrayItem(t, a, i);
  return v && ArrayReplace(t, a, i, i + 1, nullptr, 0) ? v : Value();
}
Value Remove(Thread* t, Value* args, size_t, Value) {
  int64_t at = FindItem(t, Self(args), args[1], 0, INT64_MAX);
  if (at == -2) return Value();
  if (at == -1) return RaiseText(t, Exc::kValueError, "array.remove(x): x not in array");
  return None(t, at >= Self(args)->length || ArrayReplace(t, Self(args), at, at + 1, nullptr, 0));
}
Value Index(Thread* t, Value* args, size_t, Value) {
  Array* a = Self(args);
  int64_t start = 0, stop = INT64_MAX;
  if (args[2] && !ValueAsClampedIndex(t, args[2], &start)) return Value();
  if (args[3] && !ValueAsClampedIndex(t, args[3], &stop)) return Value();
  if (start < 0) start = std::max<int64_t>(0, start + a->length);
  if (stop < 0) stop = std::max<int64_t>(0, stop + a->length);
  int64_t at = FindItem(t, a, args[1], start, stop);
  if (at == -2) return Value();
  if (at == -1) return RaiseText(t, Exc::kValueError, "array.index(x): x not in array");
  return Value::SmallInt(at);
}
Value Count(Thread* t, Value* args, size_t, Value) {
  int64_t n = 0;
  for (int64_t at = 0;; ++at) {
    at = FindItem(t, Self(args), args[1], at, INT64_MAX);
    if (at == -2) return Value();
    if (at == -1) return Value::SmallInt(n);
    ++n;
  }
}
Value Reverse(Thread* t, Value* args, size_t, Value) {
  Array* a = Self(args);
  auto size = static_cast<size_t>(a->type->size);
  for (int64_t i = 0, j = a->length - 1; i < j; ++i, --j) {
    std::swap_ranges(a->data() + i * a->type->size, a->data() + i * a->type->size + size,
                     a->data() + j * a->type->size);
  }
  return NoneOf(t);
}
Value ByteSwap(Thread* t, Value* args, size_t, Value) {
  Array* a = Self(args);
  for (int64_t i = 0; i < a->length; ++i) {
    std::reverse(a->data() + i * a->type->size, a->data() + (i + 1) * a->type->size);
  }
  return NoneOf(t);
}
Value CopyRow(Thread* t, Value* args, size_t, Value) {
  return Copy(t, Self(args), 0, 1, Self(args)->length);
}
Value BufferInfo(Thread* t, Value* args, size_t, Value) {
  Value address = IntFromUint64(t, reinterpret_cast<uint64_t>(Self(args)->data()));
  return address ? Value(TuplePack(t, address, Value::SmallInt(Self(args)->length))) : address;
}

Value ToList(Thread* t, Value* args, size_t, Value) {
  Array* a = Self(args);
  List* list = NewList(t);
  for (int64_t i = 0; list != nullptr && i < a->length; ++i) {
    Value item = ArrayItem(t, a, i);
    if (!item || !ListAppend(t, list, item)) return Value();
  }
  return list;
}
Value FromList(Thread* t, Value* args, size_t, Value) {
  Array* a = Self(args);
  if (!IsKind(args[1], Kind::kList)) return RaiseText(t, Exc::kTypeError, "arg must be list");
  auto* list = args[1].as<List>();
  int64_t old = a->length, n = list->length;
  for (int64_t i = 0; i < n; ++i) {
    if (i >= list->length || list->length != n) {
      RaiseText(t, Exc::kRuntimeError, "list changed size during iteration");
    } else {
      Value item = ListGet(t, list, i);
      if (item && ArrayAppend(t, a, item)) continue;
    }
    // What was added is taken back.
    Value error = TakeException(t);
    ArrayResize(t, a, old);
    t->exception = error;
    return Value();
  }
  return NoneOf(t);
}
Value ToBytes(Thread* t, Value* args, size_t, Value) { return NewBytes(t, View(Self(args))); }
Value FromBytes(Thread* t, Value* args, size_t, Value) {
  ScopedBuffer buffer(t);
  if (!buffer.Get(args[1])) return Value();
  std::string copy(buffer.bytes());  // it may be the array's own memory
  buffer.Release();
  return None(t, ArrayAppendBytes(t, Self(args), copy));
}
bool CheckText(Thread* t, const Array* a, const char* name) {
  if (a->type->code == 'u') return true;
  Raise(t, Exc::kValueError, "%s() may only be called on unicode type arrays", name);
  return false;
}
Value ToUnicode(Thread* t, Value* args, size_t, Value) {
  Array* a = Self(args);
  if (!CheckText(t, a, "tounicode")) return Value();
  StrBuilder out;
  for (int64_t i = 0; i < a->length; ++i) {
    Value c = ArrayItem(t, a, i);
    if (!c) return c;
    out.Append(c.as<Str>());
  }
  return out.Finish(t);
}
Value FromUnicode(Thread* t, Value* args, size_t, Value) {
  if (!IsStr(args[1])) {
    return Raise(t, Exc::kTypeError, "fromunicode() argument must be str, not %s",
                 ArgumentClassName(t, args[1]));
  }
  if (!CheckText(t, Self(args), "fromunicode")) return Value();
  return None(t, ArrayAppendText(t, Self(args), args[1].as<Str>()));
}

Value CallNamed(Thread* t, Value object, const char* name, Value argument) {
  Str* key = Intern(t, name);
  return key == nullptr ? Value() : CallMethod(t, object, key, &argument, 1);
}
Value ToFile(Thread* t, Value* args, size_t, Value) {
  constexpr size_t kBlock = 64 << 10;
  Array* a = Self(args);
  for (size_t at = 0; at < Bytes_(a, a->length); at += kBlock) {
    Value block = NewBytes(t, View(a).substr(at, kBlock));
    if (!block || !CallNamed(t, args[1], "write", block)) return Value();
  }
  return NoneOf(t);
}
Value FromFile(Thread* t, Value* args, size_t, Value) {
  Array* a = Self(args);
  int64_t n, size;
  if (!SizeArgument(t, args[2], &n)) return Value();
  if (n < 0) return RaiseText(t, Exc::kValueError, "negative count");
  if (__builtin_mul_overflow(n, a->type->size, &size)) return RaiseMemoryError(t);
  Value wanted = IntFromInt64(t, size);
  Value data = wanted ? CallNamed(t, args[1], "read", wanted) : wanted;
  if (!data) return data;
  if (!IsBytes(data)) return RaiseText(t, Exc::kTypeError, "read() didn't return bytes");
  if (!ArrayAppendBytes(t, a, BytesView(data.as<Bytes>()))) return Value();
  if (data.as<Bytes>()->length != size) {
    return RaiseText(t, Exc::kEOFError, "read() didn't return enough bytes");
  }
  return NoneOf(t);
}

Value ReduceEx(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Array* a = Self(args);
  int64_t protocol;
  if (!IndexAsInt64(t, args[1], &protocol)) return Value();
  Dict* dict = GetObjectDict(t, a);
  if (t->exception) return Value();
  Value state = dict == nullptr ? NoneOf(t) : Value(dict);
  Value code = StrFromChar(t, static_cast<uint32_t>(a->type->code));
  if (!code) return code;
  if (protocol < 3) {
    Value list = ToList(t, args, nargs, kwnames);
    Value inner = list ? Value(TuplePack(t, code, list)) : list;
    return inner ? Value(TuplePack(t, ClassOf(t, a), inner, state)) : inner;
  }
  Str* module_name = Intern(t, "array");
  Value module = module_name == nullptr ? Value() : ImportModule(t, module_name);
  Str* key = module ? Intern(t, "_array_reconstructor") : nullptr;
  Value function = key == nullptr ? Value() : GetAttr(t, module, key);
  Value bytes = function ? Value(NewBytes(t, View(a))) : Value();
  if (!bytes) return bytes;
  Value inner[4] = {ClassOf(t, a), code, Value::SmallInt(a->type->machine_format), bytes};
  Value tuple = TupleFromArray(t, inner, 4);
  return tuple ? Value(TuplePack(t, function, tuple, state)) : tuple;
}
Value SizeOf(Thread*, Value* args, size_t, Value) {
  auto* storage = static_cast<RawArray*>(Self(args)->storage);
  return Value::SmallInt(static_cast<int64_t>(sizeof(Array)) +
                         (storage == nullptr ? 0 : storage->capacity));
}

Value Repr(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Array* a = Self(args);
  StrBuilder out;
  out.Append(ClassOf(t, a)->name.as<Str>());
  out.AppendAscii("('");
  out.AppendChar(static_cast<uint32_t>(a->type->code));
  out.AppendAscii("'");
  if (a->length != 0) {
    Value contents = a->type->code == 'u' ? ToUnicode(t, args, nargs, kwnames)
                                          : ToList(t, args, nargs, kwnames);
    Value text = contents ? ToRepr(t, contents) : contents;
    if (!text) return text;
    out.AppendAscii(", ");
    out.Append(text.as<Str>());
  }
  out.AppendChar(')');
  return out.Finish(t);
}

Value GetTypecode(Thread* t, Value* args, size_t, Value) {
  return StrFromChar(t, static_cast<uint32_t>(Self(args)->type->code));
}
Value GetItemSize(Thread*, Value* args, size_t, Value) {
  return Value::SmallInt(Self(args)->type->size);
}

// --- Iterator ---

struct ArrayIterator : Object {
  Value array;  // null once exhausted
  int64_t position;
};
Value Iter(Thread* t, Value* args, size_t, Value) {
  Object* object = AllocateInstance(t, ArrayStateOf(t)->iterator_class.as<Class>());
  if (object == nullptr) return Value();
  StoreField(t, object, &static_cast<ArrayIterator*>(object)->array, args[0]);
  return object;
}
Value IteratorSelf(Thread*, Value* args, size_t, Value) { return args[0]; }
Value IteratorNextRow(Thread* t, Value* args, size_t, Value) {
  auto* it = args[0].as<ArrayIterator>();
  if (!it->array) return RaiseStopIteration(t);
  auto* a = it->array.as<Array>();
  if (it->position < a->length) return ArrayItem(t, a, it->position++);
  it->array = Value();
  return RaiseStopIteration(t);
}
Value IteratorReduce(Thread* t, Value* args, size_t, Value) {
  auto* it = args[0].as<ArrayIterator>();
  Str* key = Intern(t, "iter");
  Value iter = key == nullptr ? Value() : NamespaceGet(t->isolate->builtins(), key);
  if (!iter) return iter;
  Value source = it->array ? it->array : Value(t->isolate->empty_tuple());
  Value inner = TupleFromArray(t, &source, 1);
  if (!inner) return inner;
  if (!it->array) return TuplePack(t, iter, inner);
  return TuplePack(t, iter, inner, Value::SmallInt(it->position));
}
Value IteratorSetState(Thread* t, Value* args, size_t, Value) {
  auto* it = args[0].as<ArrayIterator>();
  int64_t n;
  if (!SizeArgument(t, args[1], &n)) return Value();
  int64_t most = it->array ? it->array.as<Array>()->length : 0;
  it->position = std::min(std::max<int64_t>(n, 0), most);
  return NoneOf(t);
}

constexpr char kUnary[] = "($self, /)";
constexpr char kBinary[] = "($self, value, /)";
constexpr NativeInfo kMethods[] = {
    {"__repr__", Repr, kUnary, kReadsHeap | kAllocates, "Return repr(self)."},
    {"__len__", Len, kUnary, kReadsHeap, "Return len(self)."},
    {"__iter__", Iter, kUnary, kAllocates | kEscapesArgs, "Implement iter(self)."},
    {"__getitem__", GetItemRow, "($self, key, /)", kAnything, "Return self[key]."},
    {"__setitem__", SetItemRow, "($self, key, value, /)", kAnything, "Set self[key] to value."},
    {"__delitem__", DelItemRow, "($self, key, /)", kAnything, "Delete self[key]."},
    {"__add__", AddRow, kBinary, kReadsHeap | kAllocates, "Return self+value."},
    {"__iadd__", IAddRow, kBinary, kAnything, "Implement self+=value."},
    {"__mul__", MulRow, kBinary, kAnything, "Return self*value."},
    {"__rmul__", MulRow, kBinary, kAnything, "Return value*self."},
    {"__imul__", IMulRow, kBinary, kAnything, "Implement self*=value."},
    {"__contains__", ContainsRow, "($self, key, /)", kAnything, "Return key in self."},
    {"__lt__", CompareRow<CompareOp::kLt>, kBinary, kAnything, "Return self<value."},
    {"__le__", CompareRow<CompareOp::kLe>, kBinary, kAnything, "Return self<=value."},
    {"__eq__", CompareRow<CompareOp::kEq>, kBinary, kAnything, "Return self==value."},
    {"__ne__", CompareRow<CompareOp::kNe>, kBinary, kAnything, "Return self!=value."},
    {"__gt__", CompareRow<CompareOp::kGt>, kBinary, kAnything, "Return self>value."},
    {"__ge__", CompareRow<CompareOp::kGe>, kBinary, kAnything, "Return self>=value."},
    {"__copy__", CopyRow, kUnary, kReadsHeap | kAllocates, "A copy."},
    {"__deepcopy__", CopyRow, "($self, unused, /)", kReadsHeap | kAllocates, "A copy."},
    {"__reduce_ex__", ReduceEx, kBinary, kAnything, "For pickle."},
    {"__sizeof__", SizeOf, kUnary, kReadsHeap, "Size of the array in memory, in bytes."},
    {"append", Append, "($self, v, /)", kAnything, "Append new value v to the end."},
    {"extend", Extend, "($self, bb, /)", kAnything, "Append items to the end."},
    {"insert", Insert, "($self, i, v, /)", kAnything, "Insert v before position i."},
    {"pop", Pop, "($self, i=-1, /)", kAnything, "Return the i-th element and delete it."},
    {"remove", Remove, "($self, v, /)", kAnything, "Remove the first occurrence of v."},
    {"index", Index, "($self, v, start=0, stop=sys.maxsize, /)", kAnything,
     "Index of the first occurrence of v."},
    {"count", Count, "($self, v, /)", kAnything, "Number of occurrences of v."},
    {"reverse", Reverse, kUnary, kReadsHeap | kWritesHeap, "Reverse the order of the items."},
    {"byteswap", ByteSwap, kUnary, kReadsHeap | kWritesHeap, "Byteswap all items."},
    {"buffer_info", BufferInfo, kUnary, kReadsHeap | kAllocates, "(address, length)"},
    {"tolist", ToList, kUnary, kReadsHeap | kAllocates, "The items as a list."},
    {"fromlist", FromList, "($self, list, /)", kAnything, "Append items to array from list."},
    {"tobytes", ToBytes, kUnary, kReadsHeap | kAllocates, "The items' bytes."},
    {"frombytes", FromBytes, "($self, buffer, /)", kAnything, "Append items from bytes."},
    {"tounicode", ToUnicode, kUnary, kReadsHeap | kAllocates, "The characters as a str."},
    {"fromunicode", FromUnicode, "($self, ustr, /)", kAnything, "Append the str's characters."},
    {"tofile", ToFile, "($self, f, /)", kAnything, "Write all items to the file."},
    {"fromfile", FromFile, "($self, f, n, /)", kAnything, "Read n items from the file."},
};
constexpr GetSetInfo kAttributes[] = {
    {"typecode", GetTypecode, nullptr, "the typecode character used to create the array"},
    {"itemsize", GetItemSize, nullptr, "the size, in bytes, of one array item"},
};
constexpr NativeInfo kIteratorMethods[] = {
    {"__iter__", IteratorSelf, kUnary, kPure, nullptr},
    {"__next__", IteratorNextRow, kUnary, kAnything, nullptr},
    {"__reduce__", IteratorReduce, kUnary, kAnything, nullptr},
    {"__setstate__", IteratorSetState, "($self, state, /)", kAnything, nullptr},
};

}  // namespace

const ExtensionInfo kArrayIteratorLayout = {sizeof(ArrayIterator), 1, nullptr};
absl::Span<const NativeInfo> ArrayMethods() { return kMethods; }
absl::Span<const NativeInfo> ArrayIteratorMethods() { return kIteratorMethods; }
absl::Span<const GetSetInfo> ArrayAttributes() { return kAttributes; }

}  // namespace pyjit
