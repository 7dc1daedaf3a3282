#include "runtime/intern.h"

#include <bit>
#include <cstring>

#include "runtime/isolate.h"
#include "runtime/layout.h"
#include "runtime/types/str.h"

namespace pyjit {

namespace {

bool IsAscii(absl::string_view text) {
  size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    uint64_t word;
    memcpy(&word, text.data() + i, 8);
    if (word & 0x8080808080808080u) return false;
  }
  for (; i < text.size(); ++i) {
    if (static_cast<uint8_t>(text[i]) >= 0x80) return false;
  }
  return true;
}

// An ASCII string for the isolate's life. Null without an exception: no memory.
Str* NewImmortalStr(Thread* t, absl::string_view ascii, uint64_t hash) {
  Object* object = t->heap->AllocateImmortal(layout::kStrChars + ascii.size());
  if (object == nullptr) return nullptr;
  object->set_shape(t->isolate->shape_of(Kind::kStr));
  auto* str = static_cast<Str*>(object);
  str->length = static_cast<int64_t>(ascii.size());
  str->hash = hash;
  str->flags = kStrWidth1 | kStrAscii;
  if (!ascii.empty()) memcpy(str->chars, ascii.data(), ascii.size());
  return str;
}

}  // namespace

InternTable::InternTable(size_t expected)
    : capacity_(std::bit_ceil(2 * expected + 16)) {
  entries_ = std::make_unique<Str*[]>(capacity_);
}

void InternTable::VisitRoots(RootVisitor* visitor) {
  for (Str* str : mortal_) {
    Value v(str);
    visitor->Visit(&v);
  }
}

size_t InternTable::Find(uint64_t hash, const void* chars, int width,
                         int64_t length) const {
  size_t i = hash & (capacity_ - 1);
  for (; entries_[i] != nullptr; i = (i + 1) & (capacity_ - 1)) {
    const Str* entry = entries_[i];
    if (entry->hash == hash && entry->length == length && entry->width() == width &&
        (length == 0 ||
         memcmp(entry->data(), chars, static_cast<size_t>(width * length)) == 0)) {
      break;
    }
  }
  return i;
}

void InternTable::Add(size_t index, Str* str) {
  str->flags |= kStrInterned;
  entries_[index] = str;
  if (str->gc != kGcImmortal) mortal_.push_back(str);
  if (2 * ++size_ > capacity_) Grow();
}

void InternTable::Grow() {
  auto old = std::move(entries_);
  const size_t old_capacity = capacity_;
  capacity_ *= 2;
  entries_ = std::make_unique<Str*[]>(capacity_);
  for (size_t i = 0; i < old_capacity; ++i) {
    if (old[i] == nullptr) continue;
    size_t at = old[i]->hash & (capacity_ - 1);
    while (entries_[at] != nullptr) at = (at + 1) & (capacity_ - 1);
    entries_[at] = old[i];
  }
}

Str* Intern(Thread* t, absl::string_view utf8) {
  InternTable* table = t->isolate->interned();
  if (!IsAscii(utf8)) {
    Str* str = NewStrUtf8(t, utf8);
    return str == nullptr ? nullptr : InternStr(t, str);
  }
  const uint64_t hash = HashBytes(utf8.data(), utf8.size());
  const auto length = static_cast<int64_t>(utf8.size());
  size_t index = table->Find(hash, utf8.data(), 1, length);
  if (table->entries_[index] != nullptr) return table->entries_[index];
  Str* str = t->isolate->booting() ? NewImmortalStr(t, utf8, hash)
                                   : NewStrUtf8(t, utf8);
  if (str == nullptr) return nullptr;
  if (str->is_interned()) return str;  // the isolate's one-char strings
  str->hash = hash;
  table->Add(index, str);
  return str;
}

Str* InternStr(Thread* t, Str* str) {
  if (str->is_interned()) return str;
  InternTable* table = t->isolate->interned();
  const size_t index = table->Find(StrHash(str), str->data(), str->width(), str->length);
  if (table->entries_[index] != nullptr) return table->entries_[index];
  if (str->shape() != t->isolate->shape_of(Kind::kStr)) {
    str = StrToExact(t, str);
    if (str == nullptr) return nullptr;
    StrHash(str);
  }
  table->Add(index, str);
  return str;
}

Str* FindInterned(Isolate* isolate, const Str* str) {
  auto* s = const_cast<Str*>(str);  // only the cached hash may change
  if (s->is_interned()) return s;
  const InternTable* table = isolate->interned();
  return table->entries_[table->Find(StrHash(s), s->data(), s->width(), s->length)];
}

}  // namespace pyjit
