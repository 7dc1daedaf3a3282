#include "frontend/symbol_table.h"

#include <string>

#include "frontend/normalization.h"

namespace pyjit {
namespace {

struct Reserved {
  absl::string_view text;
  TokenKind kind;
};

constexpr Reserved kReserved[] = {
    {"_", TokenKind::kName},
    {"match", TokenKind::kName},
    {"case", TokenKind::kName},
#define PYJIT_KEYWORD(Name, text) {text, TokenKind::k##Name},
#include "frontend/tokens.def"
};

uint32_t Hash(absl::string_view text) {
  uint32_t hash = 2166136261u ^ static_cast<uint32_t>(text.size());
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  }
  return hash ^ (hash >> 15);
}

}  // namespace

SymbolTable::SymbolTable(Arena* arena) : arena_(arena), slots_(256) {
  symbols_.reserve(128);
  for (const Reserved& word : kReserved) Add(word.text, word.kind);
}

uint32_t SymbolTable::Add(absl::string_view text, TokenKind kind) {
  const uint32_t hash = Hash(text);
  const uint32_t mask = static_cast<uint32_t>(slots_.size()) - 1;
  uint32_t at = hash & mask;
  while (slots_[at].index_plus_one != 0) at = (at + 1) & mask;
  symbols_.push_back({text, kind});
  slots_[at] = {hash, static_cast<uint32_t>(symbols_.size())};
  return static_cast<uint32_t>(symbols_.size()) - 1;
}

uint32_t SymbolTable::Intern(absl::string_view text) {
  const uint32_t hash = Hash(text);
  const uint32_t mask = static_cast<uint32_t>(slots_.size()) - 1;
  uint32_t at = hash & mask;
  while (slots_[at].index_plus_one != 0) {
    if (slots_[at].hash == hash &&
        symbols_[slots_[at].index_plus_one - 1].text == text) {
      return slots_[at].index_plus_one - 1;
    }
    at = (at + 1) & mask;
  }
  symbols_.push_back({arena_->CopyString(text), TokenKind::kName});
  slots_[at] = {hash, static_cast<uint32_t>(symbols_.size())};
  const uint32_t index = static_cast<uint32_t>(symbols_.size()) - 1;
  if (symbols_.size() * 2 > slots_.size()) Grow();
  return index;
}

uint32_t SymbolTable::InternNormalized(absl::string_view text) {
  const std::string normal = NormalizeIdentifier(text);
  const uint32_t index = Intern(normal);
  if (index > kCase && symbols_[index].kind == TokenKind::kName) return index;
  // Beside the keyword, and not found by look-ups.
  symbols_.push_back({arena_->CopyString(normal), TokenKind::kName});
  return static_cast<uint32_t>(symbols_.size()) - 1;
}

void SymbolTable::Grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  const uint32_t mask = static_cast<uint32_t>(slots_.size()) - 1;
  for (const Slot& slot : old) {
    if (slot.index_plus_one == 0) continue;
    uint32_t at = slot.hash & mask;
    while (slots_[at].index_plus_one != 0) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

}  // namespace pyjit
