// marshal: from values to bytes.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "runtime/class.h"
#include "runtime/code.h"
#include "runtime/code_version.h"
#include "runtime/error.h"
#include "runtime/types/bytes.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/set.h"
#include "runtime/types/str.h"
#include "stdlib/bytes_argument.h"
#include "stdlib/marshal_internal.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

constexpr int kMaxDepth = 2000;
constexpr uint8_t kFlagRef = 0x80;

// To be raised when the layout below, or what the compiler makes, changes.
constexpr uint32_t kLayoutVersion = 1;

}  // namespace

uint32_t MarshalCodeVersion() { return OpcodesVersion() * 31 + kLayoutVersion; }

void MarshalWriter::Varint(uint64_t n) {
  for (; n >= 0x80; n >>= 7) Byte(static_cast<uint8_t>(n | 0x80));
  Byte(static_cast<uint8_t>(n));
}

bool MarshalWriter::Unmarshallable() {
  RaiseText(t_, Exc::kValueError, "unmarshallable object");
  return false;
}

bool MarshalWriter::Size(int64_t n) {
  if (n > INT32_MAX) return Unmarshallable();
  Long(static_cast<uint32_t>(n));
  return true;
}

bool MarshalWriter::Write(Value v) {
  if (++depth_ > kMaxDepth) {
    RaiseText(t_, Exc::kValueError, "object too deeply nested to marshal");
    return false;
  }
  bool ok = true;
  Isolate* isolate = t_->isolate;
  if (v.is_null()) {
    Byte('0');
  } else if (v == isolate->none()) {
    Byte('N');
  } else if (v == isolate->true_value()) {
    Byte('T');
  } else if (v == isolate->false_value()) {
    Byte('F');
  } else if (v == isolate->ellipsis()) {
    Byte('.');
  } else if (v == Value(ExceptionClass(t_, Exc::kStopIteration))) {
    Byte('S');
  } else if (v == Value(ExceptionClass(t_, Exc::kAssertionError))) {
    Byte('E');  // what assert statements refer to; not in CPython's format
  } else if (v.is_small_int()) {
    ok = WriteInt(v, 0);
  } else if (version_ < 3) {
    ok = WriteObject(v, 0);
  } else {
    auto [entry, fresh] =
        numbers_.try_emplace(v.object(), static_cast<uint32_t>(numbers_.size()));
    if (fresh) {
      ok = WriteObject(v, kFlagRef);
    } else {
      Byte('r');
      Long(entry->second);
    }
  }
  --depth_;
  return ok;
}

bool MarshalWriter::WriteItems(const Value* items, int64_t n) {
  for (int64_t i = 0; i < n; ++i) {
    if (!Write(items[i])) return false;
  }
  return true;
}

bool MarshalWriter::WriteInt(Value v, uint8_t flag) {
  int64_t n;
  if (IntAsInt64(v, &n) && n >= INT32_MIN && n <= INT32_MAX) {
    Byte('i' | flag);
    Long(static_cast<uint32_t>(static_cast<int32_t>(n)));
    return true;
  }
  // Digits of 15 bits, as many as it takes, negated for negative numbers.
  const bool negative = IntSign(v) < 0;
  std::string hex = IntToText(v, 16);
  if (negative) hex.erase(0, 1);
  const int64_t bits = IntBitLength(v);
  const int64_t digits = (bits + 14) / 15;
  if (digits > INT32_MAX) return Unmarshallable();
  Byte('l' | flag);
  Long(static_cast<uint32_t>(static_cast<int32_t>(negative ? -digits : digits)));
  uint32_t pending = 0;
  int count = 0;
  int64_t written = 0;
  for (size_t i = hex.size(); i-- > 0;) {
    const char c = hex[i];
    const auto nibble = static_cast<uint32_t>(c <= '9' ? c - '0' : c - 'a' + 10);
    pending |= nibble << count;
    count += 4;
    while (count >= 15) {
      Short(pending & 0x7FFF);
      pending >>= 15;
      count -= 15;
      ++written;
    }
  }
  for (; written < digits; ++written) {
    Short(pending & 0x7FFF);
    pending >>= 15;
  }
  return true;
}

bool MarshalWriter::WriteStr(Str* s, uint8_t flag) {
  const bool interned = s->is_interned();
  if (version_ >= 4 && s->is_ascii()) {
    if (s->length < 256) {
      Byte((interned ? 'Z' : 'z') | flag);
      Byte(static_cast<uint8_t>(s->length));
    } else {
      Byte((interned ? 'A' : 'a') | flag);
      if (!Size(s->length)) return false;
    }
    Text(StrBytes1(s));
    return true;
  }
  const std::string utf8 = StrToUtf8(s);
  Byte((interned && version_ >= 1 ? 't' : 'u') | flag);
  if (!Size(static_cast<int64_t>(utf8.size()))) return false;
  Text(utf8);
  return true;
}

bool MarshalWriter::WriteDict(Dict* dict) {
  int64_t position = 0;
  Value key, value;
  while (DictNext(dict, &position, &key, &value)) {
    if (!Write(key) || !Write(value)) return false;
  }
  Byte('0');
  return true;
}

bool MarshalWriter::WriteSet(Set* set) {
  if (!Size(set->length)) return false;
  // In the order of their bytes, so that equal sets give equal code.
  std::vector<std::pair<std::string, Value>> items;
  int64_t position = 0;
  Value key;
  while (SetNext(set, &position, &key)) {
    std::string bytes;
    if (!MarshalWrite(t_, key, version_, &bytes)) return false;
    items.emplace_back(std::move(bytes), key);
  }
  std::sort(items.begin(), items.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& item : items) {
    if (!Write(item.second)) return false;
  }
  return true;
}

bool MarshalWriter::WriteCode(Code* code) {
  const CodeBlock& block = *code->block;
  Long(MarshalCodeVersion());
  for (uint64_t n : {uint64_t{block.register_count}, uint64_t{block.local_count},
                     uint64_t{block.first_cell}, uint64_t{block.first_pinned},
                     uint64_t{block.arg_count}, uint64_t{block.positional_only},
                     uint64_t{block.keyword_only}, static_cast<uint64_t>(block.flags),
                     uint64_t{block.attribute_hint}}) {
    Varint(n);
  }
  Signed(block.first_line);
  const std::vector<uint64_t> words = PristineInstructions(block);
  Varint(words.size());
  Text(absl::string_view(reinterpret_cast<const char*>(words.data()), words.size() * 8));
  Varint(block.exceptions.size());
  for (const ExceptionEntry& e : block.exceptions) {
    for (uint32_t n : {e.start, e.end, e.target, uint32_t{e.exc_reg}}) Varint(n);
  }
  Varint(block.positions.size());
  PositionEntry last = {0, block.first_line, 0, 0, 0};
  for (const PositionEntry& p : block.positions) {
    Varint(p.offset - last.offset);
    Signed(p.line - last.line);
    Signed(p.end_line - p.line);
    Signed(p.col);
    Signed(p.end_col);
    last = p;
  }
  Varint(block.merge_points.size());
  for (const MergePoint& point : block.merge_points) Varint(point.pc);
  Varint(block.pinned_constants.size());
  for (uint16_t n : block.pinned_constants) Varint(n);
  for (const std::vector<Str*>* names :
       {&block.names, &block.local_names, &block.cell_names, &block.free_names}) {
    Varint(names->size());
    for (Str* name : *names) {
      if (!Write(name)) return false;
    }
  }
  if (!Write(block.filename) || !Write(block.name) || !Write(block.qualname) ||
      !Write(block.doc)) {
    return false;
  }
  Varint(block.constants.size());
  return WriteItems(block.constants.data(), static_cast<int64_t>(block.constants.size()));
}

bool MarshalWriter::WriteObject(Value v, uint8_t flag) {
  Class* cls = ClassOf(t_, v);
  Isolate* isolate = t_->isolate;
  if (cls == isolate->str_class()) return WriteStr(v.as<Str>(), flag);
  if (cls == isolate->int_class()) return WriteInt(v, flag);
  if (cls == isolate->float_class()) {
    const double d = FloatValue(v);
    if (version_ > 1) {
      Byte('g' | flag);
      Text(absl::string_view(reinterpret_cast<const char*>(&d), 8));
    } else {
      const std::string text = FormatDouble(d, 'g', 17, 0);
      Byte('f' | flag);
      Byte(static_cast<uint8_t>(text.size()));
      Text(text);
    }
    return true;
  }
  if (cls == isolate->complex_class()) {
    auto* c = v.as<Complex>();
    if (version_ > 1) {
      Byte('y' | flag);
      Text(absl::string_view(reinterpret_cast<const char*>(&c->real), 8));
      Text(absl::string_view(reinterpret_cast<const char*>(&c->imag), 8));
    } else {
      Byte('x' | flag);
      for (double d : {c->real, c->imag}) {
        const std::string text = FormatDouble(d, 'g', 17, 0);
        Byte(static_cast<uint8_t>(text.size()));
        Text(text);
      }
    }
    return true;
  }
  if (cls == isolate->bytes_class()) {
    const absl::string_view bytes = BytesView(v.as<Bytes>());
    Byte('s' | flag);
    if (!Size(static_cast<int64_t>(bytes.size()))) return false;
    Text(bytes);
    return true;
  }
  if (cls == isolate->tuple_class()) {
    auto* tuple = v.as<Tuple>();
    if (version_ >= 4 && tuple->length < 256) {
      Byte(')' | flag);
      Byte(static_cast<uint8_t>(tuple->length));
    } else {
      Byte('(' | flag);
      if (!Size(tuple->length)) return false;
    }
    return WriteItems(tuple->items, tuple->length);
  }
  if (cls == isolate->list_class()) {
    auto* list = v.as<List>();
    Byte('[' | flag);
    if (!Size(list->length)) return false;
    for (int64_t i = 0; i < list->length; ++i) {
      Value item = ListGet(t_, list, i);
      if (item.is_null() || !Write(item)) return false;
    }
    return true;
  }
  if (cls == isolate->dict_class()) {
    Byte('{' | flag);
    return WriteDict(v.as<Dict>());
  }
  if (cls == isolate->set_class() || cls == isolate->frozenset_class()) {
    Byte((cls == isolate->set_class() ? '<' : '>') | flag);
    return WriteSet(v.as<Set>());
  }
  if (cls == isolate->code_class()) {
    Byte('c' | flag);
    return WriteCode(v.as<Code>());
  }
  if (cls == isolate->slice_class() && depth_ > 1) {
    // Only among a code's constants; not in CPython's format.
    auto* slice = v.as<Slice>();
    Byte(':' | flag);
    return Write(slice->start) && Write(slice->stop) && Write(slice->step);
  }
  BytesArgument bytes;
  if (bytes.Get(t_, v)) {
    Byte('s' | flag);
    if (!Size(static_cast<int64_t>(bytes.view().size()))) return false;
    Text(bytes.view());
    return true;
  }
  TakeException(t_);
  return Unmarshallable();
}

bool MarshalWrite(Thread* t, Value v, int version, std::string* out) {
  return MarshalWriter(t, version, out).Write(v);
}

}  // namespace pyjit
