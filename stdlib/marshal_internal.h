#ifndef STDLIB_MARSHAL_INTERNAL_H_
#define STDLIB_MARSHAL_INTERNAL_H_

#include <cstdint>
#include <string>
#include <unordered_map>

#include "absl/strings/string_view.h"
#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// marshal: values as bytes and back, in CPython's format (version 4) but for code
// objects, which are ours: their bytes only mean something to a build with the
// same opcodes (kCodeVersion).

namespace pyjit {

// Differs between builds whose code objects differ.
uint32_t MarshalCodeVersion();

// Appends v. False with ValueError pending ("unmarshallable object").
bool MarshalWrite(Thread* t, Value v, int version, std::string* out);

// Reads one value. Null with EOFError, ValueError or TypeError pending. *used: bytes
// read. May collect; runs Python only for odd keys of dicts and sets. `filename`, if
// given, is the file name of all code that is read.
Value MarshalRead(Thread* t, absl::string_view bytes, size_t* used, Str* filename = nullptr);

// --- Between the parts of the reader and the writer ---

class MarshalWriter {
 public:
  MarshalWriter(Thread* t, int version, std::string* out)
      : t_(t), version_(version), out_(out) {}
  bool Write(Value v);
  void Byte(uint8_t b) { out_->push_back(static_cast<char>(b)); }
  void Short(uint16_t n) {
    Byte(n & 0xFF);
    Byte(static_cast<uint8_t>(n >> 8));
  }
  void Long(uint32_t n) {
    Short(n & 0xFFFF);
    Short(static_cast<uint16_t>(n >> 16));
  }
  // Seven bits a byte, small numbers first.
  void Varint(uint64_t n);
  void Signed(int64_t n) { Varint((static_cast<uint64_t>(n) << 1) ^ static_cast<uint64_t>(n >> 63)); }
  void Text(absl::string_view text) { out_->append(text.data(), text.size()); }

 private:
  bool WriteObject(Value v, uint8_t flag);
  bool WriteItems(const Value* items, int64_t n);
  bool WriteInt(Value v, uint8_t flag);
  bool WriteStr(Str* s, uint8_t flag);
  bool WriteDict(Dict* dict);
  bool WriteSet(Set* set);
  bool WriteCode(Code* code);
  bool Size(int64_t n);
  bool Unmarshallable();

  Thread* const t_;
  const int version_;
  std::string* const out_;
  int depth_ = 0;
  // Objects written already, with their numbers; nothing moves or dies meanwhile.
  std::unordered_map<Object*, uint32_t> numbers_;
};

class MarshalReader {
 public:
  MarshalReader(Thread* t, absl::string_view bytes, Str* filename);
  Value Read();  // null: an exception is pending
  size_t used() const { return position_; }

  bool Take(size_t n, const char** out);
  bool Byte(uint8_t* out);
  bool Short(uint16_t* out);
  bool Long(uint32_t* out);
  bool Varint(uint64_t* out);
  bool Signed(int64_t* out);
  // A number of things that take at least a byte each.
  bool Count(size_t* out);
  bool Bad(const char* what);
  Thread* thread() const { return t_; }

 private:
  Value ReadObject();  // null without an exception: TYPE_NULL
  Value ReadKind(uint8_t kind, int64_t ref);
  Value ReadInt();
  Value ReadSequence(int64_t n, bool list, int64_t ref);
  Value ReadDict(int64_t ref);
  Value ReadSet(bool frozen, int64_t ref);
  Value ReadCode(int64_t ref);
  bool Note(int64_t ref, Value v);

  Thread* const t_;
  const absl::string_view bytes_;
  size_t position_ = 0;
  int depth_ = 0;
  Str* const filename_;  // interned, or null
  List* refs_;
};

}  // namespace pyjit

#endif  // STDLIB_MARSHAL_INTERNAL_H_
