#ifndef RUNTIME_UNICODE_DATA_H_
#define RUNTIME_UNICODE_DATA_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

// What the module unicodedata knows: Unicode 14, and 3.2 where `version` says
// so. Constant tables, no start-up cost, pure functions.

namespace pyjit {

enum class UnicodeVersion : uint8_t { k14, k3_2 };

struct UnicodeRecord {
  char category[3];
  char bidirectional[4];
  char east_asian_width[3];
  uint8_t combining;
  bool mirrored;
};
const UnicodeRecord& UnicodeRecordOf(UnicodeVersion version, uint32_t c);

struct UnicodeNumber {
  int decimal = -1, digit = -1;
  bool numeric = false;
  double value = 0;
};
UnicodeNumber UnicodeNumberOf(UnicodeVersion version, uint32_t c);

// "<compat> 0020 0308", empty if there is none (Hangul has none).
std::string UnicodeDecomposition(UnicodeVersion version, uint32_t c);

enum class UnicodeForm : uint8_t { kNfc, kNfd, kNfkc, kNfkd };
// The text in that form.
void UnicodeNormalize(UnicodeVersion version, UnicodeForm form,
                      std::vector<uint32_t>* text);

// False if it has no name.
bool UnicodeName(UnicodeVersion version, uint32_t c, std::string* name);
// The char, or with `sequences` chars, of a name or alias, in any case. False
// if there is none.
bool UnicodeLookup(absl::string_view name, bool sequences,
                   std::vector<uint32_t>* chars);

}  // namespace pyjit

#endif  // RUNTIME_UNICODE_DATA_H_
