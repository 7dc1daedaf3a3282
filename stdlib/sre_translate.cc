#include "stdlib/sre_translate.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace pyjit {
namespace {

using Ranges =
    std::vector<std::pair<uint32_t, uint32_t>>;  // inclusive, ascending

constexpr uint32_t kMaxCount = 65535;  // of a PCRE2 quantifier
constexpr int kMaxDepth = 200;         // it nests no deeper than 250

// What U+0130 and such do is in SreUnicodeLower; above this no char has case.
constexpr uint32_t kCaseLimit = 0x1F000;

void AppendChar(std::string* out, uint32_t c) {
  if (c < 128 && SreIsAsciiWord(c)) {
    out->push_back(static_cast<char>(c));
  } else {
    absl::StrAppend(out, "\\x{", absl::Hex(c), "}");
  }
}
void AppendRange(std::string* out, uint32_t from, uint32_t to) {
  AppendChar(out, from);
  if (to == from) return;
  if (to > from + 1) out->push_back('-');
  AppendChar(out, to);
}

template <typename Test>
Ranges CollectRanges(uint32_t limit, Test test) {
  Ranges ranges;
  for (uint32_t c = 0; c < limit; ++c) {
    if (!test(c)) continue;
    if (!ranges.empty() && ranges.back().second + 1 == c) {
      ranges.back().second = c;
    } else {
      ranges.emplace_back(c, c);
    }
  }
  return ranges;
}
Ranges Complement(const Ranges& ranges, uint32_t max) {
  Ranges out;
  uint32_t next = 0;
  for (const auto& [from, to] : ranges) {
    if (from > next) out.emplace_back(next, from - 1);
    next = to + 1;
  }
  if (next <= max) out.emplace_back(next, max);
  return out;
}

class Translator {
 public:
  Translator(const SreTree& tree, int width, const SreCaseTable& cases)
      : tree_(tree),
        cases_(cases),
        width_(width),
        max_(width == 1   ? 0xFF
             : width == 2 ? 0xFFFF
                          : 0x10FFFF) {}

  SrePcreText Run() {
    SrePcreText result;
    bool ascii = false, unicode = false;
    for (const SreNode& node : tree_.nodes) LookAtWords(node, &ascii, &unicode);
    result.latin1_tables = latin1_ = unicode || !ascii;
    ok_ = Sequence(tree_.root) && next_group_ == tree_.groups;
    result.ok = ok_;
    result.text = std::move(out_);
    return result;
  }

 private:
  const SreNode& Node(int32_t index) const {
    return tree_.nodes[static_cast<size_t>(index)];
  }

  static void LookAtWords(const SreNode& node, bool* ascii, bool* unicode) {
    if (node.kind == SreNode::kAt) {
      switch (static_cast<SreAt>(node.value)) {
        case SreAt::kUniBoundary:
        case SreAt::kUniNonBoundary:
          *unicode = true;
          break;
        case SreAt::kBoundary:
        case SreAt::kNonBoundary:
        case SreAt::kLocBoundary:
        case SreAt::kLocNonBoundary:
          *ascii = true;
          break;
        default:
          break;
      }
    } else if (node.kind == SreNode::kGroupRef &&
               node.ignore != SreCase::kExact) {
      *(node.ignore == SreCase::kUnicode ? unicode : ascii) = true;
    }
  }

  // --- Tests of one char ---

  // The other case of c in the tables in use for width 1, or c.
  uint32_t Flip(uint32_t c) const {
    if ((c | 32) - 'a' < 26u && c < 128) return c ^ 32;
    if (latin1_ && c >= 0xC0 && c != 0xD7 && c != 0xF7 && c != 0xDF &&
        c != 0xFF)
      return c ^ 32;
    return c;
  }

  void AppendClass(const Ranges& ranges) {
    if (ranges.empty()) {
      out_ += "(?!)";
      return;
    }
    if (ranges.size() == 1 && ranges[0].first == 0 &&
        ranges[0].second == max_) {
      out_ += "(?s:.)";
      return;
    }
    if (ranges.size() == 1 && ranges[0].first == ranges[0].second) {
      AppendChar(&out_, ranges[0].first);
      return;
    }
    Ranges others = Complement(ranges, max_);
    if (others.size() == 1 &&
        others[0] == std::make_pair(uint32_t{'\n'}, uint32_t{'\n'})) {
      out_ += '.';
      return;
    }
    const bool negate = others.size() < ranges.size();
    out_ += negate ? "[^" : "[";
    for (const auto& [from, to] : negate ? others : ranges)
      AppendRange(&out_, from, to);
    out_ += ']';
  }

  void Test8(const SreCharTest& test) {
    auto has = [&](uint32_t c) { return test.Evaluate(tree_.code, c); };
    if (test.kind == SreCharTest::kLiteral && test.ignore == SreCase::kExact) {
      if (test.value > 0xFF) {
        out_ += "(?!)";
      } else {
        AppendChar(&out_, test.value);
      }
      return;
    }
    Ranges ranges = CollectRanges(256, has);
    if (ranges.size() == 2 && ranges[0].first == ranges[0].second &&
        ranges[1].first == ranges[1].second &&
        Flip(ranges[0].first) == ranges[1].first) {
      out_ += "(?i:";
      AppendChar(&out_, ranges[0].first);
      out_ += ')';
      return;
    }
    auto word = [&](uint32_t c) {
      return latin1_ ? SreIsUnicodeWord(c) : c < 128 && SreIsAsciiWord(c);
    };
    bool is_word = true, is_not_word = true;
    for (uint32_t c = 0; c < 256 && (is_word || is_not_word); ++c) {
      (has(c) == word(c) ? is_not_word : is_word) = false;
    }
    if (is_word || is_not_word) {
      out_ += is_word ? "\\w" : "\\W";
      return;
    }
    AppendClass(ranges);
  }

  void AppendRanges(const Ranges& ranges) {
    for (const auto& [from, to] : ranges)
      AppendRange(&out_, from, std::min(to, max_));
  }
  // One item of a class for wide texts, where \w and \d are Unicode's.
  void CategoryItem(SreCategory category) {
    switch (category) {
      case SreCategory::kUniDigit:
        out_ += "\\d";
        return;
      case SreCategory::kUniNotDigit:
        out_ += "\\D";
        return;
      case SreCategory::kUniWord:
        out_ += "\\w";
        return;
      case SreCategory::kUniNotWord:
        out_ += "\\W";
        return;
      default:
        break;
    }
    // The others change within the BMP's first part only.
    Ranges ranges = CollectRanges(
        0x3100, [&](uint32_t c) { return SreInCategory(category, c); });
    if (!ranges.empty() && ranges.back().second == 0x30FF)
      ranges.back().second = max_;
    AppendRanges(ranges);
  }
  bool SetItems(const uint32_t* at, const uint32_t* end) {
    while (at < end) {
      switch (static_cast<SreOp>(*at)) {
        case SreOp::kLiteral:
          if (at[1] <= max_) AppendChar(&out_, at[1]);
          at += 2;
          break;
        case SreOp::kRange:
          if (at[1] <= max_ && at[1] <= at[2]) {
            AppendRange(&out_, at[1], std::min(at[2], max_));
          }
          at += 3;
          break;
        case SreOp::kCategory:
          CategoryItem(static_cast<SreCategory>(at[1]));
          at += 2;
          break;
        case SreOp::kCharset: {
          const uint32_t* set = at;
          AppendRanges(CollectRanges(
              256, [&](uint32_t c) { return SreSetHas(set, set + 9, c); }));
          at += 9;
          break;
        }
        case SreOp::kBigCharset: {
          const uint32_t* set = at;
          at += 2 + 64 + 8 * at[1];
          AppendRanges(CollectRanges(
              0x10000, [&](uint32_t c) { return SreSetHas(set, at, c); }));
          break;
        }
        default:
          return false;  // RANGE_UNI_IGNORE; NEGATE comes first or not at all
      }
    }
    return true;
  }

  bool WideSet(const SreCharTest& test) {
    const uint32_t* at = tree_.code.data() + test.set_begin;
    const uint32_t* end = tree_.code.data() + test.set_end;
    const bool negate = at < end && static_cast<SreOp>(*at) == SreOp::kNegate;
    if (negate) ++at;
    const size_t start = out_.size();
    out_ += negate ? "[^" : "[";
    const size_t inside = out_.size();
    if (!SetItems(at, end)) return false;
    if (test.ignore != SreCase::kExact) {
      // The set is asked with lower case chars.
      for (const auto& [lower, c] : cases_) {
        if (test.ignore != SreCase::kUnicode && c >= 128) continue;
        const bool has = SreSetHas(at, end, c),
                   wanted = SreSetHas(at, end, lower);
        if (has && !wanted) return false;
        if (wanted && !has && c <= max_) AppendChar(&out_, c);
      }
    }
    if (out_.size() == inside) {
      out_.resize(start);
      out_ += negate ? "(?s:.)" : "(?!)";
    } else {
      out_ += ']';
    }
    return true;
  }

  bool TestWide(const SreCharTest& test) {
    switch (test.kind) {
      case SreCharTest::kAnyChar:
        out_ += "(?s:.)";
        return true;
      case SreCharTest::kNotLinebreak:
        out_ += '.';
        return true;
      case SreCharTest::kCategory:
        out_ += '[';
        CategoryItem(static_cast<SreCategory>(test.value));
        out_ += ']';
        return true;
      case SreCharTest::kSet:
        return test.ignore != SreCase::kLocale && WideSet(test);
      case SreCharTest::kLiteral:
      case SreCharTest::kNotLiteral: {
        if (test.ignore == SreCase::kLocale) return false;
        std::vector<uint32_t> chars;
        if (SreLower(test.ignore, test.value) == test.value)
          chars.push_back(test.value);
        if (test.ignore != SreCase::kExact) {
          auto first =
              std::lower_bound(cases_.begin(), cases_.end(),
                               std::make_pair(test.value, uint32_t{0}));
          for (; first != cases_.end() && first->first == test.value; ++first) {
            if (test.ignore == SreCase::kUnicode || first->second < 128) {
              chars.push_back(first->second);
            }
          }
        }
        std::erase_if(chars, [&](uint32_t c) { return c > max_; });
        std::sort(chars.begin(), chars.end());
        Ranges ranges;
        for (uint32_t c : chars) ranges.emplace_back(c, c);
        AppendClass(test.kind == SreCharTest::kLiteral
                        ? ranges
                        : Complement(ranges, max_));
        return true;
      }
    }
    return false;
  }

  // --- Structure ---

  bool At(SreAt at) {
    switch (at) {
      case SreAt::kBeginning:
      case SreAt::kBeginningString:
        out_ += "\\A";
        return true;
      case SreAt::kBeginningLine:
        out_ += "(?m:^)";
        return true;
      case SreAt::kEnd:
        out_ += "\\Z";
        return true;
      case SreAt::kEndLine:
        out_ += "(?m:$)";
        return true;
      case SreAt::kEndString:
        out_ += "\\z";
        return true;
      case SreAt::kUniBoundary:
        out_ += "\\b";
        return true;
      case SreAt::kUniNonBoundary:
        out_ += "\\B";
        return true;
      case SreAt::kBoundary:
      case SreAt::kLocBoundary:
        if (width_ == 1 && !latin1_) {
          out_ += "\\b";
        } else {
          out_ +=
              "(?:(?<=[0-9A-Za-z_])(?![0-9A-Za-z_])|(?<![0-9A-Za-z_])(?=[0-9A-"
              "Za-z_]))";
        }
        return true;
      case SreAt::kNonBoundary:
      case SreAt::kLocNonBoundary:
        if (width_ == 1 && !latin1_) {
          out_ += "\\B";
        } else {
          out_ +=
              "(?:(?<=[0-9A-Za-z_])(?=[0-9A-Za-z_])|(?<![0-9A-Za-z_])(?![0-9A-"
              "Za-z_]))";
        }
        return true;
      case SreAt::kCount:
        break;
    }
    return false;
  }

  bool Repeat(const SreNode& node) {
    const bool open_ended = node.max == kSreMaxRepeat;
    if (node.min > kMaxCount || (!open_ended && node.max > kMaxCount))
      return false;
    int32_t only = Node(node.first).first;
    const bool single =
        only >= 0 && Node(only).next < 0 && Node(only).kind == SreNode::kTest;
    // Where rounds may be empty the two disagree on when to stop.
    if (!single && Node(node.first).nullable && node.max > 1) return false;
    out_ += !single && node.repeat == SreRepeat::kPossessive ? "(?:(?>" : "(?:";
    if (!Sequence(node.first)) return false;
    out_ += !single && node.repeat == SreRepeat::kPossessive ? "))" : ")";
    if (node.min == 0 && open_ended) {
      out_ += '*';
    } else if (node.min == 1 && open_ended) {
      out_ += '+';
    } else if (node.min == 0 && node.max == 1) {
      out_ += '?';
    } else if (open_ended) {
      absl::StrAppend(&out_, "{", node.min, ",}");
    } else {
      absl::StrAppend(&out_, "{", node.min, ",", node.max, "}");
    }
    if (node.repeat == SreRepeat::kLazy) out_ += '?';
    if (node.repeat == SreRepeat::kPossessive) out_ += '+';
    // Runs after runs can take very long without anything that PCRE2 counts: a
    // callout lets us look at the poll word.
    if (single && open_ended && node.repeat != SreRepeat::kPossessive &&
        ++runs_ > 1) {
      out_ += "(?C)";
    }
    return true;
  }

  bool Wrapped(const char* open, int32_t body) {
    out_ += open;
    if (!Sequence(body)) return false;
    out_ += ')';
    return true;
  }

  bool Sequence(int32_t sequence) {
    if (++depth_ > kMaxDepth) return false;
    bool ok = SequenceItems(sequence);
    --depth_;
    return ok;
  }
  bool SequenceItems(int32_t sequence) {
    std::vector<uint32_t> open;  // groups that this sequence opened
    for (int32_t kid = Node(sequence).first; kid >= 0; kid = Node(kid).next) {
      const SreNode& node = Node(kid);
      if (node.kind == SreNode::kMark) {
        const uint32_t group = node.value / 2;
        if ((node.value & 1) == 0) {
          if (group != next_group_)
            return false;  // PCRE2 counts them as they open
          ++next_group_;
          open.push_back(group);
          out_ += '(';
        } else {
          if (open.empty() || open.back() != group) return false;
          open.pop_back();
          out_ += ')';
        }
      } else if (!Emit(node)) {
        return false;
      }
    }
    return open.empty();
  }

  bool Emit(const SreNode& node) {
    switch (node.kind) {
      case SreNode::kSequence:
      case SreNode::kMark:
        return false;
      case SreNode::kFail:
        out_ += "(?!)";
        return true;
      case SreNode::kTest: {
        const SreCharTest& test = tree_.tests[node.value];
        if (width_ > 1) return TestWide(test);
        Test8(test);
        return true;
      }
      case SreNode::kAt:
        return At(static_cast<SreAt>(node.value));
      case SreNode::kGroupRef: {
        const std::string ref = absl::StrCat("\\g{", node.value + 1, "}");
        if (node.ignore == SreCase::kExact) {
          out_ += ref;
          return true;
        }
        if (width_ > 1 || (node.ignore == SreCase::kUnicode) != latin1_)
          return false;
        absl::StrAppend(&out_, "(?i:", ref, ")");
        return true;
      }
      case SreNode::kConditional: {
        absl::StrAppend(&out_, "(?(", node.value + 1, ")");
        // An alternation inside would be taken for the other part.
        if (!Wrapped("(?:", node.first)) return false;
        out_ += '|';
        if (!Wrapped("(?:", Node(node.first).next)) return false;
        out_ += ')';
        return true;
      }
      case SreNode::kBranch: {
        out_ += "(?:";
        for (int32_t kid = node.first; kid >= 0; kid = Node(kid).next) {
          if (kid != node.first) out_ += '|';
          if (!Sequence(kid)) return false;
        }
        out_ += ')';
        return true;
      }
      case SreNode::kRepeat:
        return Repeat(node);
      case SreNode::kAtomic:
        return Wrapped("(?>", node.first);
      case SreNode::kLookAhead:
        return Wrapped("(?=", node.first);
      case SreNode::kNotLookAhead:
        return Wrapped("(?!", node.first);
      case SreNode::kLookBehind:
        return Wrapped("(?<=", node.first);
      case SreNode::kNotLookBehind:
        return Wrapped("(?<!", node.first);
    }
    return false;
  }

  const SreTree& tree_;
  const SreCaseTable& cases_;
  const int width_;
  const uint32_t max_;
  bool latin1_ = true;
  bool ok_ = true;
  uint32_t next_group_ = 0;
  int runs_ = 0;
  int depth_ = 0;
  std::string out_;
};

// False if a repeated part closes groups.
bool AppendClosing(const SreTree& tree, int32_t index,
                   std::vector<uint32_t>* out) {
  const SreNode& node = tree.nodes[static_cast<size_t>(index)];
  if (node.kind == SreNode::kMark) {
    if (node.value & 1) out->push_back(node.value / 2 + 1);
    return true;
  }
  if (node.kind == SreNode::kRepeat && node.max > 1 && node.has_marks)
    return false;
  for (int32_t kid = node.first; kid >= 0;
       kid = tree.nodes[static_cast<size_t>(kid)].next) {
    if (!AppendClosing(tree, kid, out)) return false;
  }
  return true;
}

}  // namespace

SreCaseTable SreMakeCaseTable() {
  SreCaseTable table;
  for (uint32_t c = 0; c < kCaseLimit; ++c) {
    uint32_t lower = SreUnicodeLower(c);
    if (lower != c) table.emplace_back(lower, c);
  }
  std::sort(table.begin(), table.end());
  return table;
}

SrePcreText SreTranslate(const SreTree& tree, int width,
                         const SreCaseTable& cases) {
  return Translator(tree, width, cases).Run();
}

std::vector<uint32_t> SreClosingOrder(const SreTree& tree) {
  std::vector<uint32_t> order;
  if (!AppendClosing(tree, tree.root, &order)) order.clear();
  return order;
}

}  // namespace pyjit
