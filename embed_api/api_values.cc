// Values: handles, conversions, containers.
#include <string>

#include "embed_api/isolate.h"
#include "embed_api/text.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/types/bytes.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

pyjit_kind KindOf(Thread* t, Value v) {
  if (v == t->isolate->none()) return PYJIT_KIND_NONE;
  if (IsBool(v)) return PYJIT_KIND_BOOL;
  if (IsInt(v)) return PYJIT_KIND_INT;
  switch (v.object()->kind()) {
    case Kind::kFloat: return PYJIT_KIND_FLOAT;
    case Kind::kStr: return PYJIT_KIND_STR;
    case Kind::kBytes: return PYJIT_KIND_BYTES;
    case Kind::kList: return PYJIT_KIND_LIST;
    case Kind::kTuple: return PYJIT_KIND_TUPLE;
    case Kind::kDict: return PYJIT_KIND_DICT;
    case Kind::kFunction:
    case Kind::kNativeFunction:
    case Kind::kBoundMethod: return PYJIT_KIND_FUNCTION;
    default: return PYJIT_KIND_OTHER;
  }
}

// The common shape of most functions below: enter, look up one handle, make a value.
// make(t, value) gives the result or null with an exception pending.
template <typename Make>
pyjit_status Derive(pyjit_isolate* isolate, pyjit_value handle,
                    pyjit_value* result, Make make) {
  if (result != nullptr) *result = 0;
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  if (result == nullptr) return entry.BadArgument();
  const Value value = entry.Get(handle);
  if (value.is_null()) return entry.BadHandle();
  return entry.Give(make(entry.thread(), value), result);
}

template <typename Make>
pyjit_status MakeValue(pyjit_isolate* isolate, pyjit_value* result, Make make) {
  if (result != nullptr) *result = 0;
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  if (result == nullptr) return entry.BadArgument();
  return entry.Give(make(entry.thread()), result);
}

// A list, or a tuple, of the values of handles.
template <typename Make>
pyjit_status MakeSequence(pyjit_isolate* isolate, const pyjit_value* items,
                          size_t count, pyjit_value* result, Make make) {
  if (result != nullptr) *result = 0;
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  if (result == nullptr || (items == nullptr && count != 0)) {
    return entry.BadArgument();
  }
  ArgBuffer buffer;
  Value* values = buffer.Reserve(entry.thread(), count);
  if (values == nullptr) return entry.Raised();
  for (size_t i = 0; i < count; ++i) {
    values[i] = entry.Get(items[i]);
    if (values[i].is_null()) return entry.BadHandle();
  }
  return entry.Give(make(entry.thread(), values, static_cast<int64_t>(count)),
                    result);
}

}  // namespace
}  // namespace pyjit

using namespace pyjit;  // NOLINT: the C functions below are this room's border

pyjit_status pyjit_copy(pyjit_isolate* isolate, pyjit_value value,
                        pyjit_value* copy) {
  return Derive(isolate, value, copy, [](Thread*, Value v) { return v; });
}

pyjit_status pyjit_release(pyjit_isolate* isolate, pyjit_value value) {
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  return isolate->handles->Release(value) ? PYJIT_OK : entry.BadHandle();
}

pyjit_status pyjit_handle_count(pyjit_isolate* isolate, size_t* count) {
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  if (count == nullptr) return entry.BadArgument();
  // Without those of our own: __main__ and the last exception.
  *count = isolate->handles->count() - 1 - (isolate->error.exception != 0);
  return PYJIT_OK;
}

pyjit_status pyjit_kind_of(pyjit_isolate* isolate, pyjit_value value,
                           pyjit_kind* kind) {
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  if (kind == nullptr) return entry.BadArgument();
  const Value v = entry.Get(value);
  if (v.is_null()) return entry.BadHandle();
  *kind = KindOf(entry.thread(), v);
  return PYJIT_OK;
}

pyjit_status pyjit_from_none(pyjit_isolate* isolate, pyjit_value* value) {
  return MakeValue(isolate, value, [](Thread* t) { return t->isolate->none(); });
}

pyjit_status pyjit_from_bool(pyjit_isolate* isolate, int b, pyjit_value* value) {
  return MakeValue(isolate, value,
              [b](Thread* t) { return t->isolate->Bool(b != 0); });
}

pyjit_status pyjit_from_int64(pyjit_isolate* isolate, int64_t n,
                              pyjit_value* value) {
  return MakeValue(isolate, value, [n](Thread* t) { return IntFromInt64(t, n); });
}

pyjit_status pyjit_from_double(pyjit_isolate* isolate, double d,
                               pyjit_value* value) {
  return MakeValue(isolate, value, [d](Thread* t) { return NewFloat(t, d); });
}

pyjit_status pyjit_from_utf8(pyjit_isolate* isolate, const char* text,
                             size_t size, pyjit_value* value) {
  return MakeValue(isolate, value, [&](Thread* t) -> Value {
    if (text == nullptr) {
      return RaiseText(t, Exc::kValueError, "the text is a null pointer");
    }
    return NewStrUtf8(t, TextView(text, size));
  });
}

pyjit_status pyjit_from_bytes(pyjit_isolate* isolate, const void* data,
                              size_t size, pyjit_value* value) {
  return MakeValue(isolate, value, [&](Thread* t) -> Value {
    if (data == nullptr && size != 0) {
      return RaiseText(t, Exc::kValueError, "the data is a null pointer");
    }
    return NewBytes(
        t, absl::string_view(static_cast<const char*>(data), size));
  });
}

pyjit_status pyjit_to_int64(pyjit_isolate* isolate, pyjit_value value,
                            int64_t* n) {
  if (n != nullptr) *n = 0;
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  if (n == nullptr) return entry.BadArgument();
  const Value v = entry.Get(value);
  if (v.is_null()) return entry.BadHandle();
  if (!IsInt(v)) return entry.WrongType("not an int");
  if (!IntAsInt64(v, n)) return entry.WrongType("the int exceeds 64 bits");
  return PYJIT_OK;
}

pyjit_status pyjit_to_double(pyjit_isolate* isolate, pyjit_value value,
                             double* d) {
  if (d != nullptr) *d = 0;
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  if (d == nullptr) return entry.BadArgument();
  const Value v = entry.Get(value);
  if (v.is_null()) return entry.BadHandle();
  if (!NumberAsDouble(v, d)) return entry.WrongType("not a float or small int");
  return PYJIT_OK;
}

pyjit_status pyjit_to_utf8(pyjit_isolate* isolate, pyjit_value value,
                           const char** text, size_t* size) {
  if (text != nullptr) *text = "";
  if (size != nullptr) *size = 0;
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  if (text == nullptr) return entry.BadArgument();
  const Value v = entry.Get(value);
  if (v.is_null()) return entry.BadHandle();
  if (!IsStr(v)) return entry.WrongType("not a str");
  isolate->text = StrToUtf8(v.as<Str>());
  *text = isolate->text.c_str();
  if (size != nullptr) *size = isolate->text.size();
  return PYJIT_OK;
}

pyjit_status pyjit_to_bytes(pyjit_isolate* isolate, pyjit_value value,
                            const void** data, size_t* size) {
  if (data != nullptr) *data = "";
  if (size != nullptr) *size = 0;
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  if (data == nullptr || size == nullptr) return entry.BadArgument();
  const Value v = entry.Get(value);
  if (v.is_null()) return entry.BadHandle();
  if (!IsBytes(v)) return entry.WrongType("not a bytes object");
  // Immutable and nothing moves, but the handle may be released: a copy.
  isolate->text = std::string(BytesView(v.as<Bytes>()));
  *data = isolate->text.data();
  *size = isolate->text.size();
  return PYJIT_OK;
}

pyjit_status pyjit_truth(pyjit_isolate* isolate, pyjit_value value, int* b) {
  if (b != nullptr) *b = 0;
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  if (b == nullptr) return entry.BadArgument();
  const Value v = entry.Get(value);
  if (v.is_null()) return entry.BadHandle();
  const int truth = IsTrue(entry.thread(), v);
  if (truth < 0) return entry.Raised();
  *b = truth;
  return PYJIT_OK;
}

pyjit_status pyjit_str(pyjit_isolate* isolate, pyjit_value value,
                       pyjit_value* text) {
  return Derive(isolate, value, text, ToStr);
}

pyjit_status pyjit_repr(pyjit_isolate* isolate, pyjit_value value,
                        pyjit_value* text) {
  return Derive(isolate, value, text, ToRepr);
}

pyjit_status pyjit_list_new(pyjit_isolate* isolate, const pyjit_value* items,
                            size_t count, pyjit_value* list) {
  return MakeSequence(isolate, items, count, list, NewListOf);
}

pyjit_status pyjit_tuple_new(pyjit_isolate* isolate, const pyjit_value* items,
                             size_t count, pyjit_value* tuple) {
  return MakeSequence(isolate, items, count, tuple, TupleFromArray);
}

pyjit_status pyjit_dict_new(pyjit_isolate* isolate, pyjit_value* dict) {
  return MakeValue(isolate, dict, NewDict);
}

pyjit_status pyjit_list_append(pyjit_isolate* isolate, pyjit_value list,
                               pyjit_value item) {
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  const Value to = entry.Get(list), value = entry.Get(item);
  if (to.is_null() || value.is_null()) return entry.BadHandle();
  if (!IsKind(to, Kind::kList)) return entry.WrongType("not a list");
  if (!ListAppend(entry.thread(), to.as<List>(), value)) return entry.Raised();
  return PYJIT_OK;
}

pyjit_status pyjit_length(pyjit_isolate* isolate, pyjit_value value,
                          int64_t* length) {
  if (length != nullptr) *length = 0;
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  if (length == nullptr) return entry.BadArgument();
  const Value v = entry.Get(value);
  if (v.is_null()) return entry.BadHandle();
  const int64_t n = Length(entry.thread(), v);
  if (n < 0) return entry.Raised();
  *length = n;
  return PYJIT_OK;
}

pyjit_status pyjit_get_item(pyjit_isolate* isolate, pyjit_value container,
                            pyjit_value key, pyjit_value* item) {
  if (item != nullptr) *item = 0;
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  if (item == nullptr) return entry.BadArgument();
  const Value from = entry.Get(container), k = entry.Get(key);
  if (from.is_null() || k.is_null()) return entry.BadHandle();
  return entry.Give(GetItem(entry.thread(), from, k), item);
}

pyjit_status pyjit_set_item(pyjit_isolate* isolate, pyjit_value container,
                            pyjit_value key, pyjit_value item) {
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  const Value to = entry.Get(container), k = entry.Get(key),
              value = entry.Get(item);
  if (to.is_null() || k.is_null() || value.is_null()) return entry.BadHandle();
  if (!SetItem(entry.thread(), to, k, value)) return entry.Raised();
  return PYJIT_OK;
}

pyjit_status pyjit_get_index(pyjit_isolate* isolate, pyjit_value container,
                             int64_t index, pyjit_value* item) {
  return Derive(isolate, container, item, [index](Thread* t, Value v) {
    const Value key = IntFromInt64(t, index);
    return key.is_null() ? key : GetItem(t, v, key);
  });
}

pyjit_status pyjit_get_attr(pyjit_isolate* isolate, pyjit_value object,
                            const char* name, pyjit_value* value) {
  return Derive(isolate, object, value, [name](Thread* t, Value v) {
    Str* interned = Intern(t, name == nullptr ? "" : name);
    return interned == nullptr ? Value() : GetAttr(t, v, interned);
  });
}

pyjit_status pyjit_set_attr(pyjit_isolate* isolate, pyjit_value object,
                            const char* name, pyjit_value value) {
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  if (name == nullptr) return entry.BadArgument();
  const Value to = entry.Get(object), v = entry.Get(value);
  if (to.is_null() || v.is_null()) return entry.BadHandle();
  Thread* t = entry.thread();
  Str* interned = Intern(t, name);
  if (interned == nullptr || !SetAttr(t, to, interned, v)) return entry.Raised();
  return PYJIT_OK;
}

pyjit_status pyjit_iter(pyjit_isolate* isolate, pyjit_value value,
                        pyjit_value* iterator) {
  return Derive(isolate, value, iterator, GetIter);
}

pyjit_status pyjit_next(pyjit_isolate* isolate, pyjit_value iterator,
                        pyjit_value* item) {
  if (item != nullptr) *item = 0;
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  if (item == nullptr) return entry.BadArgument();
  const Value v = entry.Get(iterator);
  if (v.is_null()) return entry.BadHandle();
  const Value next = IterNext(entry.thread(), v);
  if (next.is_null() && !entry.thread()->exception) return PYJIT_OK;
  return entry.Give(next, item);
}
