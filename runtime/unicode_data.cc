#include "runtime/unicode_data.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace pyjit {
namespace {

using Record = UnicodeRecord;
struct Number {
  uint32_t code;
  int16_t value;  // index, or -1
  int8_t decimal, digit;
};
struct Decomposition {
  uint32_t code;
  uint16_t first;
  uint8_t tag, count;
};
struct Correction {
  uint32_t code, target;
};
struct Composition {
  uint32_t first, second, code;
};
struct CodeRange {
  uint32_t first, last;
};
struct NameRun {  // `count` chars from `code` on have the names from `name` on
  uint32_t code;
  uint16_t name, count;
};
struct Alias {
  const char* name;
  uint16_t first, count;
};

#include "runtime/unicode_data.inc"

constexpr uint32_t kLimit = 0x110000;
constexpr uint32_t kHangulFirst = 0xAC00, kHangulCount = 11172;
constexpr uint32_t kInitialFirst = 0x1100, kVowelFirst = 0x1161,
                   kFinalFirst = 0x11A7;
constexpr uint32_t kInitials = 19, kVowels = 21, kFinals = 28;

template <typename Row>
const Row* FindCode(const Row* begin, const Row* end, uint32_t c) {
  const Row* row = std::lower_bound(
      begin, end, c, [](const Row& r, uint32_t code) { return r.code < code; });
  return row != end && row->code == c ? row : nullptr;
}

bool IsUnassigned(UnicodeVersion version, uint32_t c) {
  return std::strcmp(UnicodeRecordOf(version, c).category, "Cn") == 0;
}

const Decomposition* DecompositionOf(UnicodeVersion version, uint32_t c) {
  if (c < 0xA0) return nullptr;
  const auto* row =
      FindCode(std::begin(kDecompositions), std::end(kDecompositions), c);
  if (row != nullptr && version == UnicodeVersion::k3_2 &&
      IsUnassigned(version, c)) {
    return nullptr;
  }
  return row;
}

// --- Normal forms ---

class Normalizer {
 public:
  Normalizer(UnicodeVersion version, bool compatible)
      : version_(version), compatible_(compatible) {}

  // Full decomposition, in canonical order.
  void Decompose(const std::vector<uint32_t>& text) {
    for (uint32_t c : text) Add(c);
    auto starter = [this](uint32_t c) { return Combining(c) == 0; };
    for (auto at = out_.begin(); at != out_.end();) {
      at = std::find_if_not(at, out_.end(), starter);
      auto end = std::find_if(at, out_.end(), starter);
      std::stable_sort(at, end, [this](uint32_t a, uint32_t b) {
        return Combining(a) < Combining(b);
      });
      at = end;
    }
  }

  // Canonical composition of what Decompose made.
  void Compose() {
    std::vector<uint32_t> result;
    size_t starter = SIZE_MAX;  // in `result`
    int last_class = 0;  // of the char before, 0 right behind the starter
    for (uint32_t c : out_) {
      const int combining = Combining(c);
      if (starter != SIZE_MAX &&
          (last_class == 0 ? starter + 1 == result.size() || combining > 0
                           : last_class < combining)) {
        if (uint32_t composed = Pair(result[starter], c); composed != 0) {
          result[starter] = composed;
          continue;
        }
      }
      if (combining == 0) starter = result.size();
      last_class = combining;
      result.push_back(c);
    }
    out_ = std::move(result);
  }
  std::vector<uint32_t>& text() { return out_; }

 private:
  // As Unicode 14 has it: CPython orders by that for 3.2, too.
  int Combining(uint32_t c) const {
    return c < 0x300 ? 0 : UnicodeRecordOf(UnicodeVersion::k14, c).combining;
  }

  void Add(uint32_t c) {
    if (version_ == UnicodeVersion::k3_2) {
      const auto* old =
          FindCode(std::begin(kOldCorrections), std::end(kOldCorrections), c);
      if (old != nullptr) {
        Add(old->target);
        return;
      }
    }
    if (c - kHangulFirst < kHangulCount) {
      const uint32_t n = c - kHangulFirst;
      out_.push_back(kInitialFirst + n / (kVowels * kFinals));
      out_.push_back(kVowelFirst + n % (kVowels * kFinals) / kFinals);
      if (n % kFinals != 0) out_.push_back(kFinalFirst + n % kFinals);
      return;
    }
    const Decomposition* row = DecompositionOf(version_, c);
    if (row == nullptr || (row->tag != 0 && !compatible_)) {
      out_.push_back(c);
      return;
    }
    for (int i = 0; i < row->count; ++i) Add(kDecomposed[row->first + i]);
  }

  static uint32_t Pair(uint32_t first, uint32_t second) {
    if (first - kInitialFirst < kInitials && second - kVowelFirst < kVowels) {
      return kHangulFirst +
             ((first - kInitialFirst) * kVowels + second - kVowelFirst) *
                 kFinals;
    }
    if (first - kHangulFirst < kHangulCount &&
        (first - kHangulFirst) % kFinals == 0 && second > kFinalFirst &&
        second < kFinalFirst + kFinals) {
      return first + second - kFinalFirst;
    }
    const auto key = std::make_pair(first, second);
    const auto* row = std::lower_bound(
        std::begin(kCompositions), std::end(kCompositions), key,
        [](const Composition& r, const std::pair<uint32_t, uint32_t>& k) {
          return std::make_pair(r.first, r.second) < k;
        });
    if (row == std::end(kCompositions) || row->first != first ||
        row->second != second)
      return 0;
    return row->code;
  }

  const UnicodeVersion version_;
  const bool compatible_;
  std::vector<uint32_t> out_;
};

// --- Names ---

constexpr char kHangulPrefix[] = "HANGUL SYLLABLE ";
constexpr char kIdeographPrefix[] = "CJK UNIFIED IDEOGRAPH-";

bool IsIdeograph(uint32_t c) {
  return std::any_of(
      std::begin(kIdeographs), std::end(kIdeographs),
      [c](const CodeRange& r) { return r.first <= c && c <= r.last; });
}

std::string NameText(size_t name) {
  const uint16_t* word = kNameWords + kNamePlaces[name / 16];
  for (size_t skip = name % 16; skip > 0; ++word) {
    if (*word & 0x8000) --skip;
  }
  std::string text;
  for (;; ++word) {
    const size_t id = *word & 0x7FFF;
    text.append(kWordText + kWordOffsets[id],
                kWordOffsets[id + 1] - kWordOffsets[id]);
    if (*word & 0x8000) return text;
    text += ' ';
  }
}

uint32_t CodeOfName(size_t name) {
  const auto* run =
      std::upper_bound(std::begin(kNameRuns), std::end(kNameRuns), name,
                       [](size_t n, const NameRun& r) { return n < r.name; });
  --run;
  return run->code + static_cast<uint32_t>(name - run->name);
}

// The longest of `texts` that `name` begins with, cut from it; its index or -1.
template <size_t kSize>
int CutJamo(const char* const (&texts)[kSize], absl::string_view* name) {
  int best = -1;
  size_t length = 0;
  for (size_t i = 0; i < kSize; ++i) {
    const absl::string_view text = texts[i];
    if (name->substr(0, text.size()) == text &&
        (best < 0 || text.size() > length)) {
      best = static_cast<int>(i);
      length = text.size();
    }
  }
  if (best >= 0) name->remove_prefix(length);
  return best;
}

bool LookupHangul(absl::string_view rest, uint32_t* c) {
  const int initial = CutJamo(kHangulInitials, &rest);
  const int vowel = initial < 0 ? -1 : CutJamo(kHangulVowels, &rest);
  const int last = vowel < 0 ? -1 : CutJamo(kHangulFinals, &rest);
  if (last < 0 || !rest.empty()) return false;
  *c = kHangulFirst +
       (static_cast<uint32_t>(initial) * kVowels +
        static_cast<uint32_t>(vowel)) *
           kFinals +
       static_cast<uint32_t>(last);
  return true;
}

bool LookupIdeograph(absl::string_view digits, uint32_t* c) {
  if (digits.size() != 4 && digits.size() != 5) return false;
  uint32_t code = 0;
  for (char d : digits) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(d)) &&
        (d < 'A' || d > 'F'))
      return false;
    code = code * 16 + static_cast<uint32_t>(d <= '9' ? d - '0' : d - 'A' + 10);
  }
  *c = code;
  return IsIdeograph(code);
}

}  // namespace

const UnicodeRecord& UnicodeRecordOf(UnicodeVersion version, uint32_t c) {
  if (c >= kLimit) c = kLimit - 1;
  const uint32_t low = c & ((1u << kShift) - 1);
  if (version == UnicodeVersion::k14) {
    return kNewRecords[kNewBlocks[(uint32_t{kNewIndex[c >> kShift]} << kShift) +
                                  low]];
  }
  return kOldRecords[kOldBlocks[(uint32_t{kOldIndex[c >> kShift]} << kShift) +
                                low]];
}

UnicodeNumber UnicodeNumberOf(UnicodeVersion version, uint32_t c) {
  const bool old = version == UnicodeVersion::k3_2;
  const Number* row =
      old ? FindCode(std::begin(kOldNumbers), std::end(kOldNumbers), c)
          : FindCode(std::begin(kNewNumbers), std::end(kNewNumbers), c);
  UnicodeNumber number;
  if (row == nullptr) return number;
  number.decimal = row->decimal;
  number.digit = row->digit;
  number.numeric = row->value >= 0;
  if (number.numeric)
    number.value = old ? kOldValues[row->value] : kNewValues[row->value];
  return number;
}

std::string UnicodeDecomposition(UnicodeVersion version, uint32_t c) {
  const Decomposition* row = DecompositionOf(version, c);
  if (row == nullptr) return "";
  std::string text = kTags[row->tag];
  for (int i = 0; i < row->count; ++i) {
    absl::StrAppendFormat(&text, "%s%04X", text.empty() ? "" : " ",
                          kDecomposed[row->first + i]);
  }
  return text;
}

void UnicodeNormalize(UnicodeVersion version, UnicodeForm form,
                      std::vector<uint32_t>* text) {
  Normalizer normalizer(
      version, form == UnicodeForm::kNfkc || form == UnicodeForm::kNfkd);
  normalizer.Decompose(*text);
  if (form == UnicodeForm::kNfc || form == UnicodeForm::kNfkc)
    normalizer.Compose();
  *text = std::move(normalizer.text());
}

bool UnicodeName(UnicodeVersion version, uint32_t c, std::string* name) {
  if (version == UnicodeVersion::k3_2 && IsUnassigned(version, c)) return false;
  if (c - kHangulFirst < kHangulCount) {
    const uint32_t n = c - kHangulFirst;
    *name =
        absl::StrCat(kHangulPrefix, kHangulInitials[n / (kVowels * kFinals)],
                     kHangulVowels[n % (kVowels * kFinals) / kFinals],
                     kHangulFinals[n % kFinals]);
    return true;
  }
  if (IsIdeograph(c)) {
    *name = absl::StrFormat("%s%X", kIdeographPrefix, c);
    return true;
  }
  const auto* run = std::upper_bound(
      std::begin(kNameRuns), std::end(kNameRuns), c,
      [](uint32_t code, const NameRun& r) { return code < r.code; });
  if (run == std::begin(kNameRuns)) return false;
  --run;
  if (c - run->code >= run->count) return false;
  *name = NameText(run->name + (c - run->code));
  return true;
}

bool UnicodeLookup(absl::string_view name, bool sequences,
                   std::vector<uint32_t>* chars) {
  uint32_t c;
  chars->clear();
  if (absl::string_view rest = name;
      rest.substr(0, sizeof(kHangulPrefix) - 1) == kHangulPrefix) {
    rest.remove_prefix(sizeof(kHangulPrefix) - 1);
    if (!LookupHangul(rest, &c)) return false;
    chars->push_back(c);
    return true;
  }
  if (absl::string_view rest = name;
      rest.substr(0, sizeof(kIdeographPrefix) - 1) == kIdeographPrefix) {
    rest.remove_prefix(sizeof(kIdeographPrefix) - 1);
    if (!LookupIdeograph(rest, &c)) return false;
    chars->push_back(c);
    return true;
  }
  const std::string wanted = absl::AsciiStrToUpper(name);
  const auto* by_text = std::lower_bound(
      std::begin(kNamesByText), std::end(kNamesByText), wanted,
      [](uint16_t n, const std::string& text) { return NameText(n) < text; });
  if (by_text != std::end(kNamesByText) && NameText(*by_text) == wanted) {
    chars->push_back(CodeOfName(*by_text));
    return true;
  }
  const auto* alias = std::lower_bound(
      std::begin(kAliases), std::end(kAliases), wanted,
      [](const Alias& a, const std::string& text) { return a.name < text; });
  if (alias == std::end(kAliases) || alias->name != wanted) return false;
  if (alias->count > 1 && !sequences) return false;
  chars->assign(kAliasCodes + alias->first,
                kAliasCodes + alias->first + alias->count);
  return true;
}

}  // namespace pyjit
