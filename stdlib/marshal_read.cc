// marshal: from bytes to values.
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "runtime/class.h"
#include "runtime/code.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/set.h"
#include "runtime/types/slice.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "stdlib/marshal_internal.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

constexpr int kMaxDepth = 2000;

// Names of a code object: they have to be strings.
bool ReadNames(MarshalReader* reader, std::vector<Str*>* out) {
  size_t n;
  if (!reader->Count(&n)) return false;
  out->reserve(n);
  for (size_t i = 0; i < n; ++i) {
    Value name = reader->Read();
    if (name.is_null()) return false;
    if (!IsStr(name)) return reader->Bad("name");
    Str* interned = InternStr(reader->thread(), name.as<Str>());
    if (interned == nullptr) return false;
    out->push_back(interned);
  }
  return true;
}

bool ReadName(MarshalReader* reader, Str** out) {
  Value name = reader->Read();
  if (name.is_null()) return false;
  if (!IsStr(name)) return reader->Bad("name");
  *out = InternStr(reader->thread(), name.as<Str>());
  return *out != nullptr;
}

bool ReadNumbers(MarshalReader* reader, CodeBlock* block) {
  uint64_t n[9];
  for (uint64_t& number : n) {
    if (!reader->Varint(&number)) return false;
  }
  block->register_count = static_cast<uint16_t>(n[0]);
  block->local_count = static_cast<uint16_t>(n[1]);
  block->first_cell = static_cast<uint16_t>(n[2]);
  block->first_pinned = static_cast<uint16_t>(n[3]);
  block->arg_count = static_cast<uint16_t>(n[4]);
  block->positional_only = static_cast<uint16_t>(n[5]);
  block->keyword_only = static_cast<uint16_t>(n[6]);
  block->flags = static_cast<uint32_t>(n[7]);
  block->attribute_hint = static_cast<uint16_t>(n[8]);
  int64_t first_line;
  if (!reader->Signed(&first_line)) return false;
  block->first_line = static_cast<int32_t>(first_line);
  return true;
}

bool ReadTables(MarshalReader* reader, CodeBlock* block) {
  uint64_t count;
  const char* words;
  if (!reader->Varint(&count)) return false;
  if (count > SIZE_MAX / 8) return reader->Bad("code");
  if (!reader->Take(count * 8, &words)) return false;
  block->instructions.resize(count);
  if (count > 0) std::memcpy(block->instructions.data(), words, count * 8);
  size_t n;
  if (!reader->Count(&n)) return false;
  block->exceptions.reserve(n);
  for (size_t i = 0; i < n; ++i) {
    uint64_t e[4];
    for (uint64_t& number : e) {
      if (!reader->Varint(&number)) return false;
    }
    block->exceptions.push_back({static_cast<uint32_t>(e[0]), static_cast<uint32_t>(e[1]),
                                 static_cast<uint32_t>(e[2]), static_cast<uint16_t>(e[3])});
  }
  if (!reader->Count(&n)) return false;
  block->positions.reserve(n);
  PositionEntry last = {0, block->first_line, 0, 0, 0};
  for (size_t i = 0; i < n; ++i) {
    uint64_t offset;
    int64_t p[4];
    if (!reader->Varint(&offset)) return false;
    for (int64_t& number : p) {
      if (!reader->Signed(&number)) return false;
    }
    PositionEntry entry;
    entry.offset = last.offset + static_cast<uint32_t>(offset);
    entry.line = last.line + static_cast<int32_t>(p[0]);
    entry.end_line = entry.line + static_cast<int32_t>(p[1]);
    entry.col = static_cast<int32_t>(p[2]);
    entry.end_col = static_cast<int32_t>(p[3]);
    block->positions.push_back(entry);
    last = entry;
  }
  if (!reader->Count(&n)) return false;
  for (size_t i = 0; i < n; ++i) {
    uint64_t pc;
    if (!reader->Varint(&pc)) return false;
    MergePoint point;
    point.pc = static_cast<uint32_t>(pc);
    block->merge_points.push_back(point);
  }
  if (!reader->Count(&n)) return false;
  for (size_t i = 0; i < n; ++i) {
    uint64_t constant;
    if (!reader->Varint(&constant)) return false;
    block->pinned_constants.push_back(static_cast<uint16_t>(constant));
  }
  return true;
}

}  // namespace

MarshalReader::MarshalReader(Thread* t, absl::string_view bytes, Str* filename)
    : t_(t), bytes_(bytes), filename_(filename), refs_(NewList(t)) {}

bool MarshalReader::Bad(const char* what) {
  if (t_->exception.is_null()) {
    Raise(t_, Exc::kValueError, "bad marshal data (%s)", what);
  }
  return false;
}

bool MarshalReader::Take(size_t n, const char** out) {
  if (n > bytes_.size() - position_) {
    RaiseText(t_, Exc::kEOFError, "marshal data too short");
    return false;
  }
  *out = bytes_.data() + position_;
  position_ += n;
  return true;
}
bool MarshalReader::Byte(uint8_t* out) {
  const char* at;
  if (!Take(1, &at)) return false;
  *out = static_cast<uint8_t>(*at);
  return true;
}
bool MarshalReader::Short(uint16_t* out) {
  const char* at;
  if (!Take(2, &at)) return false;
  std::memcpy(out, at, 2);
  return true;
}
bool MarshalReader::Long(uint32_t* out) {
  const char* at;
  if (!Take(4, &at)) return false;
  std::memcpy(out, at, 4);
  return true;
}
bool MarshalReader::Varint(uint64_t* out) {
  *out = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    uint8_t b;
    if (!Byte(&b)) return false;
    *out |= static_cast<uint64_t>(b & 0x7F) << shift;
    if (!(b & 0x80)) return true;
  }
  return Bad("number");
}
bool MarshalReader::Signed(int64_t* out) {
  uint64_t n;
  if (!Varint(&n)) return false;
  *out = static_cast<int64_t>(n >> 1) ^ -static_cast<int64_t>(n & 1);
  return true;
}
bool MarshalReader::Count(size_t* out) {
  uint64_t n;
  if (!Varint(&n)) return false;
  if (n > bytes_.size() - position_) {
    RaiseText(t_, Exc::kEOFError, "marshal data too short");
    return false;
  }
  *out = n;
  return true;
}

bool MarshalReader::Note(int64_t ref, Value v) {
  return ref < 0 || ListSet(t_, refs_, ref, v);
}

Value MarshalReader::Read() {
  Value v = ReadObject();
  if (v.is_null() && t_->exception.is_null()) {
    return RaiseText(t_, Exc::kTypeError, "NULL object in marshal data for object");
  }
  return v;
}

Value MarshalReader::ReadObject() {
  if (refs_ == nullptr) return Value();
  if (position_ >= bytes_.size()) {
    return RaiseText(t_, Exc::kEOFError, "EOF read where object expected");
  }
  uint8_t kind;
  if (!Byte(&kind)) return Value();
  if (++depth_ > kMaxDepth) {
    --depth_;
    return RaiseText(t_, Exc::kValueError, "recursion limit exceeded");
  }
  int64_t ref = -1;
  if (kind & 0x80) {
    kind &= 0x7F;
    // Its number is taken now; what refers to it before it is complete is in error,
    // but for containers, which are there from the start.
    ref = refs_->length;
    if (!ListAppend(t_, refs_, NoneOf(t_))) return Value();
  }
  Value v = ReadKind(kind, ref);
  --depth_;
  if (v.is_null() || !Note(ref, v)) return Value();
  return v;
}

Value MarshalReader::ReadKind(uint8_t kind, int64_t ref) {
  Isolate* isolate = t_->isolate;
  const char* at;
  uint32_t size = 0;
  uint8_t small;
  switch (kind) {
    case '0': return Value();
    case 'N': return isolate->none();
    case 'T': return isolate->true_value();
    case 'F': return isolate->false_value();
    case '.': return isolate->ellipsis();
    case 'S': return ExceptionClass(t_, Exc::kStopIteration);
    case 'E': return ExceptionClass(t_, Exc::kAssertionError);
    case 'i':
      if (!Long(&size)) return Value();
      return IntFromInt64(t_, static_cast<int32_t>(size));
    case 'I': {
      if (!Take(8, &at)) return Value();
      int64_t n;
      std::memcpy(&n, at, 8);
      return IntFromInt64(t_, n);
    }
    case 'l': return ReadInt();
    case 'g': {
      double d;
      if (!Take(8, &at)) return Value();
      std::memcpy(&d, at, 8);
      return NewFloat(t_, d);
    }
    case 'f':
    case 'x': {
      double d[2];
      for (int i = 0; i < (kind == 'f' ? 1 : 2); ++i) {
        if (!Byte(&small) || !Take(small, &at)) return Value();
        if (!ParseDouble(absl::string_view(at, small), &d[i])) {
          Bad("float");
          return Value();
        }
      }
      if (kind == 'f') return NewFloat(t_, d[0]);
      Object* object = AllocateInstance(t_, isolate->complex_class());
      if (object == nullptr) return Value();
      static_cast<Complex*>(object)->real = d[0];
      static_cast<Complex*>(object)->imag = d[1];
      return object;
    }
    case 'y': {
      if (!Take(16, &at)) return Value();
      Object* object = AllocateInstance(t_, isolate->complex_class());
      if (object == nullptr) return Value();
      std::memcpy(&static_cast<Complex*>(object)->real, at, 8);
      std::memcpy(&static_cast<Complex*>(object)->imag, at + 8, 8);
      return object;
    }
    case 's':
      if (!Long(&size)) return Value();
      if (size > INT32_MAX) return Bad("bytes object size out of range"), Value();
      if (!Take(size, &at)) return Value();
      return NewBytes(t_, absl::string_view(at, size));
    case 'z':
    case 'Z':
      if (!Byte(&small) || !Take(small, &at)) return Value();
      if (kind == 'Z') return Intern(t_, absl::string_view(at, small));
      return StrFromLatin1(t_, absl::string_view(at, small));
    case 'a':
    case 'A':
    case 'u':
    case 't': {
      if (!Long(&size)) return Value();
      if (size > INT32_MAX) return Bad("string size out of range"), Value();
      if (!Take(size, &at)) return Value();
      const absl::string_view bytes(at, size);
      Str* s = kind == 'a' || kind == 'A'
                   ? StrFromLatin1(t_, bytes)
                   : DecodeText(t_, bytes, Encoding::kUtf8, CodecErrors::kSurrogatePass);
      if (s == nullptr || kind == 'a' || kind == 'u') return s;
      return InternStr(t_, s);
    }
    case ')':
      return Byte(&small) ? ReadSequence(small, false, ref) : Value();
    case '(':
    case '[':
      if (!Long(&size)) return Value();
      if (size > INT32_MAX) {
        Bad(kind == '(' ? "tuple size out of range" : "list size out of range");
        return Value();
      }
      return ReadSequence(size, kind == '[', ref);
    case '{': return ReadDict(ref);
    case '<':
    case '>': return ReadSet(kind == '>', ref);
    case 'r': {
      if (!Long(&size)) return Value();
      if (size >= static_cast<uint64_t>(refs_->length)) return Bad("invalid reference"), Value();
      return ListGet(t_, refs_, size);
    }
    case ':': {
      Value start = Read();
      Value stop = start.is_null() ? start : Read();
      Value step = stop.is_null() ? stop : Read();
      return step.is_null() ? step : Value(NewSlice(t_, start, stop, step));
    }
    case 'c': return ReadCode(ref);
    default: return Bad("unknown type code"), Value();
  }
}

Value MarshalReader::ReadInt() {
  uint32_t raw;
  if (!Long(&raw)) return Value();
  const auto count = static_cast<int32_t>(raw);
  if (count == INT32_MIN) return Bad("long size out of range"), Value();
  const auto digits = static_cast<size_t>(count < 0 ? -count : count);
  const char* at;
  if (!Take(digits * 2, &at)) return Value();
  std::vector<uint64_t> limbs(digits * 15 / 64 + 2);
  for (size_t i = 0; i < digits; ++i) {
    uint16_t digit;
    std::memcpy(&digit, at + i * 2, 2);
    if (digit > 0x7FFF) return Bad("digit out of range in long"), Value();
    if (i + 1 == digits && digit == 0) {
      return Bad("unnormalized long data"), Value();
    }
    const size_t bit = i * 15;
    limbs[bit / 64] |= static_cast<uint64_t>(digit) << (bit % 64);
    if (bit % 64 > 49) limbs[bit / 64 + 1] |= static_cast<uint64_t>(digit) >> (64 - bit % 64);
  }
  return IntFromLimbs(t_, limbs.data(), static_cast<int64_t>(limbs.size()), count < 0);
}

Value MarshalReader::ReadSequence(int64_t n, bool list, int64_t ref) {
  // Each item takes at least a byte: a lie about n allocates nothing.
  if (static_cast<uint64_t>(n) > bytes_.size() - position_) {
    return RaiseText(t_, Exc::kEOFError, "EOF read where object expected");
  }
  if (list) {
    List* out = NewList(t_);
    if (out == nullptr || !Note(ref, out)) return Value();
    for (int64_t i = 0; i < n; ++i) {
      Value item = ReadObject();
      if (item.is_null()) {
        return t_->exception.is_null()
                   ? RaiseText(t_, Exc::kTypeError, "NULL object in marshal data for list")
                   : Value();
      }
      if (!ListAppend(t_, out, item)) return Value();
    }
    return out;
  }
  Tuple* out = NewTuple(t_, n);
  if (out == nullptr) return Value();
  // Filled with None first: a reference may show it before it is complete.
  for (int64_t i = 0; i < n; ++i) out->items[i] = NoneOf(t_);
  if (!Note(ref, out)) return Value();
  for (int64_t i = 0; i < n; ++i) {
    Value item = ReadObject();
    if (item.is_null()) {
      return t_->exception.is_null()
                 ? RaiseText(t_, Exc::kTypeError, "NULL object in marshal data for tuple")
                 : Value();
    }
    StoreField(t_, out, &out->items[i], item);
  }
  return out;
}

Value MarshalReader::ReadDict(int64_t ref) {
  Dict* dict = NewDict(t_);
  if (dict == nullptr || !Note(ref, dict)) return Value();
  for (;;) {
    Value key = ReadObject();
    if (key.is_null()) break;
    Value value = ReadObject();
    if (value.is_null()) break;
    if (!DictSet(t_, dict, key, value)) return Value();
  }
  return t_->exception.is_null() ? Value(dict) : Value();
}

Value MarshalReader::ReadSet(bool frozen, int64_t ref) {
  uint32_t n;
  if (!Long(&n)) return Value();
  if (n > INT32_MAX) return Bad("set size out of range"), Value();
  Set* set = frozen ? NewFrozenSet(t_) : NewSet(t_);
  if (set == nullptr || (!frozen && !Note(ref, set))) return Value();
  for (uint32_t i = 0; i < n; ++i) {
    Value item = ReadObject();
    if (item.is_null()) {
      return t_->exception.is_null()
                 ? RaiseText(t_, Exc::kTypeError, "NULL object in marshal data for set")
                 : Value();
    }
    if (!SetAdd(t_, set, item)) return Value();
  }
  return set;
}

Value MarshalReader::ReadCode(int64_t ref) {
  uint32_t version;
  if (!Long(&version)) return Value();
  if (version != MarshalCodeVersion()) return Bad("code of another version"), Value();
  // The object comes first: its block is traced through it from then on.
  Code* code = NewCode(t_, std::make_unique<CodeBlock>());
  if (code == nullptr) return Value();
  CodeBlock* block = code->block;
  block->id = t_->isolate->NewCodeId();
  block->doc = NoneOf(t_);
  if (!ReadNumbers(this, block) || !ReadTables(this, block)) return Value();
  for (std::vector<Str*>* names :
       {&block->names, &block->local_names, &block->cell_names, &block->free_names}) {
    if (!ReadNames(this, names)) return Value();
  }
  if (!ReadName(this, &block->filename) || !ReadName(this, &block->name) ||
      !ReadName(this, &block->qualname)) {
    return Value();
  }
  if (filename_ != nullptr) block->filename = filename_;
  Value doc = Read();
  if (doc.is_null()) return Value();
  block->doc = doc;
  WriteBarrier(t_, code);
  size_t n;
  if (!Count(&n)) return Value();
  block->constants.reserve(n);
  for (size_t i = 0; i < n; ++i) {
    Value constant = ReadObject();
    if (constant.is_null() && !t_->exception.is_null()) return Value();
    block->constants.push_back(constant);
    WriteBarrier(t_, code);
  }
  return code;
}

Value MarshalRead(Thread* t, absl::string_view bytes, size_t* used, Str* filename) {
  MarshalReader reader(t, bytes, filename);
  Value v = reader.Read();
  *used = reader.used();
  return v;
}

}  // namespace pyjit
