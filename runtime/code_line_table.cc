#include "runtime/code_line_table.h"

#include <algorithm>

namespace pyjit {
namespace {

constexpr int kShortForms = 10, kOneLine = 10, kNoColumn = 13, kLongForm = 14, kNoPosition = 15;
constexpr int kMostUnits = 8;

// Six bits per byte, the lowest first, with a bit for "more".
void PutVarint(uint32_t n, std::string* out) {
  for (; n >= 64; n >>= 6) out->push_back(static_cast<char>(0x40 | (n & 0x3F)));
  out->push_back(static_cast<char>(n));
}
void PutSignedVarint(int32_t n, std::string* out) {
  PutVarint(n < 0 ? (static_cast<uint32_t>(-n) << 1) | 1 : static_cast<uint32_t>(n) << 1, out);
}

// Bytes of a table, with zeros behind its end.
class Reader {
 public:
  explicit Reader(absl::string_view table) : table_(table) {}
  bool done() const { return at_ >= table_.size(); }
  int Byte() { return done() ? 0 : static_cast<unsigned char>(table_[at_++]); }
  uint32_t Varint() {
    uint32_t n = 0;
    for (int shift = 0;; shift += 6) {
      const int byte = Byte();
      if (shift < 30) n |= static_cast<uint32_t>(byte & 0x3F) << shift;
      if ((byte & 0x40) == 0) return n;
    }
  }
  int32_t SignedVarint() {
    const uint32_t n = Varint();
    const auto half = static_cast<int32_t>(n >> 1);
    return (n & 1) != 0 ? -half : half;
  }

 private:
  absl::string_view table_;
  size_t at_ = 0;
};

// What follows the first byte of an entry of the given form; *line is the one before.
PositionEntry ReadEntry(Reader* in, int form, int32_t* line) {
  PositionEntry entry = {0, 0, 0, -1, -1};
  if (form == kNoPosition) return entry;
  int32_t lines = 0;
  if (form == kLongForm) {
    *line += in->SignedVarint();
    lines = static_cast<int32_t>(in->Varint());
    entry.col = static_cast<int32_t>(in->Varint()) - 1;
    entry.end_col = static_cast<int32_t>(in->Varint()) - 1;
  } else if (form == kNoColumn) {
    *line += in->SignedVarint();
  } else if (form >= kOneLine) {
    *line += form - kOneLine;
    entry.col = in->Byte();
    entry.end_col = in->Byte();
  } else {
    static_assert(kShortForms == kOneLine);
    const int byte = in->Byte();
    entry.col = form * 8 + (byte >> 4);
    entry.end_col = entry.col + (byte & 15);
  }
  entry.line = *line;
  entry.end_line = *line + lines;
  return entry;
}

}  // namespace

std::string EncodeLineTable(const CodeBlock& block) {
  std::string out;
  int32_t line = block.first_line;
  const auto size = static_cast<int64_t>(block.instructions.size());
  for (size_t i = 0; i < block.positions.size(); ++i) {
    const PositionEntry& p = block.positions[i];
    const int64_t end = i + 1 < block.positions.size() ? block.positions[i + 1].offset : size;
    for (int64_t n = (end - p.offset) * kUnitsPerWord; n > 0; n -= kMostUnits) {
      const auto units = static_cast<int>(std::min<int64_t>(n, kMostUnits));
      const int form = p.line > 0 ? kLongForm : kNoPosition;
      out.push_back(static_cast<char>(0x80 | (form << 3) | (units - 1)));
      if (p.line <= 0) continue;
      PutSignedVarint(p.line - line, &out);
      PutVarint(static_cast<uint32_t>(std::max(p.end_line - p.line, 0)), &out);
      PutVarint(static_cast<uint32_t>(p.col + 1), &out);
      PutVarint(static_cast<uint32_t>(p.end_col + 1), &out);
      line = p.line;
    }
  }
  return out;
}

std::vector<PositionEntry> DecodeLineTable(absl::string_view table, int32_t first_line,
                                           size_t words) {
  std::vector<PositionEntry> entries;
  if (table.empty()) return entries;
  const auto total = static_cast<int64_t>(words) * kUnitsPerWord;
  auto add = [&](PositionEntry entry, int64_t unit) {
    // Entries are for whole words here: the first that begins in a word counts for it.
    entry.offset = static_cast<uint32_t>((unit + kUnitsPerWord - 1) / kUnitsPerWord);
    if (entry.offset >= words) return;
    if (!entries.empty() && entries.back().offset == entry.offset) entries.pop_back();
    entries.push_back(entry);
  };
  Reader in(table);
  int64_t unit = 0;
  int32_t line = first_line;
  while (!in.done() && unit < total) {
    const int head = in.Byte();
    if ((head & 0x80) == 0) break;
    add(ReadEntry(&in, (head >> 3) & 15, &line), unit);
    unit += (head & 7) + 1;
  }
  if (unit < total) add({0, 0, 0, -1, -1}, unit);
  return entries;
}

}  // namespace pyjit
