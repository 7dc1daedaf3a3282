#ifndef PYJIT_FRONTEND_SYMBOL_TABLE_H_
#define PYJIT_FRONTEND_SYMBOL_TABLE_H_

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "base/arena.h"
#include "frontend/token.h"

namespace pyjit {

// Identifiers of one parse, each kept once. Reserved words are in it from the
// start, so that one look-up both interns a name and finds out whether it is a
// keyword.
class SymbolTable {
 public:
  struct Symbol {
    absl::string_view text;
    TokenKind kind;  // kName, or the keyword
  };

  // Soft keywords have fixed indices.
  static constexpr uint32_t kUnderscore = 0;
  static constexpr uint32_t kMatch = 1;
  static constexpr uint32_t kCase = 2;

  explicit SymbolTable(Arena* arena);

  // Index of `text`, which is copied when new.
  uint32_t Intern(absl::string_view text);

  // Index of the normal form of `text`, an identifier that is not pure ASCII.
  // Such a one is never a keyword, not even a soft one, whatever its form.
  uint32_t InternNormalized(absl::string_view text);

  const Symbol& operator[](uint32_t index) const { return symbols_[index]; }

 private:
  uint32_t Add(absl::string_view text, TokenKind kind);
  void Grow();

  struct Slot {
    uint32_t hash = 0;
    uint32_t index_plus_one = 0;
  };

  Arena* arena_;
  std::vector<Symbol> symbols_;
  std::vector<Slot> slots_;  // open addressing, a power of two
};

}  // namespace pyjit

#endif  // PYJIT_FRONTEND_SYMBOL_TABLE_H_
