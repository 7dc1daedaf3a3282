#ifndef STDLIB_SRE_TRANSLATE_H_
#define STDLIB_SRE_TRANSLATE_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "stdlib/sre_tree.h"

namespace pyjit {

// A pattern in PCRE2's language, pure ASCII, for texts of one width without
// UTF. Options that go with it: newline is LF, ALT_CIRCUMFLEX; for width 1 the
// char tables named here; for wider ones UCP.
struct SrePcreText {
  bool ok =
      false;  // false: PCRE2 has no words for it, or might mean something else
  bool latin1_tables =
      true;  // \w, \b and case as str has them below 256, else ASCII's
  std::string text;
};

// Chars that are not their own lower case, with it: sorted by the lower case.
using SreCaseTable = std::vector<std::pair<uint32_t, uint32_t>>;
SreCaseTable SreMakeCaseTable();

SrePcreText SreTranslate(const SreTree& tree, int width,
                         const SreCaseTable& cases);

// The groups in the order in which they close, if a match always closes them in
// this order; then the last index is that of the last one that took part. Else
// empty.
std::vector<uint32_t> SreClosingOrder(const SreTree& tree);

}  // namespace pyjit

#endif  // STDLIB_SRE_TRANSLATE_H_
