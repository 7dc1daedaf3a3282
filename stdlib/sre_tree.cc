#include "stdlib/sre_tree.h"

namespace pyjit {
namespace {

// Parts in parts; what walks the tree later recurses as deep and does not ask
// for the stack.
constexpr int kMaxDepth = 400;

// Reads code from one position to another. Every jump is checked to stay within
// the enclosing part, so damaged code ends as kInvalid.
class Parser {
 public:
  Parser(SreTree* tree, const uint8_t* stack_floor)
      : tree_(*tree), code_(tree->code), floor_(stack_floor) {}

  SreParse Run() {
    const uint32_t size = static_cast<uint32_t>(code_.size());
    if (size == 0 || code_[size - 1] != Word(SreOp::kSuccess))
      return SreParse::kInvalid;
    uint32_t at = 0;
    if (code_[0] == Word(SreOp::kInfo)) {
      if (size < 3 || code_[1] < 4 || code_[1] > size - 2)
        return SreParse::kInvalid;
      at = 1 + code_[1];
    }
    tree_.root = Sequence(&at, size - 1);
    if (deep_) return SreParse::kTooDeep;
    return tree_.root >= 0 && at == size - 1 ? SreParse::kOk
                                             : SreParse::kInvalid;
  }

 private:
  static uint32_t Word(SreOp op) { return static_cast<uint32_t>(op); }

  int32_t Add(SreNode::Kind kind, uint32_t value = 0) {
    SreNode node;
    node.kind = kind;
    node.value = value;
    node.nullable = kind != SreNode::kTest && kind != SreNode::kFail;
    tree_.nodes.push_back(node);
    return static_cast<int32_t>(tree_.nodes.size()) - 1;
  }
  SreNode& At(int32_t index) { return tree_.nodes[static_cast<size_t>(index)]; }

  int32_t AddTest(SreCharTest::Kind kind, uint32_t value,
                  SreCase ignore = SreCase::kExact) {
    SreCharTest test;
    test.kind = kind;
    test.value = value;
    test.ignore = ignore;
    tree_.tests.push_back(test);
    return Add(SreNode::kTest, static_cast<uint32_t>(tree_.tests.size()) - 1);
  }

  // The end of the part whose length word is at `at`: at + *at, at least
  // `least` behind it and not behind `end`. 0 if it is not.
  uint32_t SkipTo(uint32_t at, uint32_t end, uint32_t least) {
    if (at >= end || code_[at] < least || code_[at] > end - at) return 0;
    return at + code_[at];
  }

  // A sequence from *at; *at becomes `end`, or the JUMP that ends it. -1:
  // invalid.
  int32_t Sequence(uint32_t* at, uint32_t end) {
    if (depth_ > kMaxDepth ||
        static_cast<uint8_t*>(__builtin_frame_address(0)) < floor_) {
      deep_ = true;
      return -1;
    }
    ++depth_;
    int32_t sequence = Add(SreNode::kSequence);
    int32_t last = -1;
    bool nullable = true, marks = false;
    while (*at < end && code_[*at] != Word(SreOp::kJump)) {
      int32_t node = Node(at, end);
      if (node < 0) return -1;
      nullable = nullable && At(node).nullable;
      marks = marks || At(node).has_marks || At(node).kind == SreNode::kMark;
      (last < 0 ? At(sequence).first : At(last).next) = node;
      last = node;
    }
    At(sequence).nullable = nullable;
    At(sequence).has_marks = marks;
    --depth_;
    return sequence;
  }

  // A part with one child that fills [at, end).
  int32_t Holder(SreNode::Kind kind, uint32_t at, uint32_t end, bool nullable) {
    int32_t body = Sequence(&at, end);
    if (body < 0 || at != end) return -1;
    int32_t node = Add(kind);
    At(node).first = body;
    At(node).nullable = nullable || At(body).nullable;
    At(node).has_marks = At(body).has_marks;
    return node;
  }

  int32_t Set(uint32_t* at, uint32_t end, SreCase ignore) {
    uint32_t stop = SkipTo(*at + 1, end, 2);
    if (stop == 0) return -1;
    const uint32_t* set = code_.data() + *at + 2;
    if (SreSetEnd(set, code_.data() + stop) != code_.data() + stop - 1)
      return -1;
    int32_t node = AddTest(SreCharTest::kSet, 0, ignore);
    tree_.tests.back().set_begin = *at + 2;
    tree_.tests.back().set_end = stop - 1;
    *at = stop;
    return node;
  }

  int32_t Repeat(uint32_t* at, uint32_t end, SreRepeat how, bool one) {
    const uint32_t skip = *at + 1;
    uint32_t stop = SkipTo(skip, end, 3);
    if (stop == 0) return -1;
    const uint32_t min = code_[skip + 1], max = code_[skip + 2];
    if (min > max) return -1;
    uint32_t body_end = one ? stop - 1 : stop;
    if (body_end < skip + 3 || body_end >= end) return -1;
    SreOp closing = static_cast<SreOp>(code_[body_end]);
    if (one || how == SreRepeat::kPossessive) {
      if (closing != SreOp::kSuccess) return -1;
    } else if (closing == SreOp::kMinUntil) {
      how = SreRepeat::kLazy;
    } else if (closing != SreOp::kMaxUntil) {
      return -1;
    }
    int32_t node = Holder(SreNode::kRepeat, skip + 3, body_end, min == 0);
    if (node < 0) return -1;
    At(node).repeat = how;
    At(node).min = min;
    At(node).max = max;
    *at = body_end + 1;
    return node;
  }

  int32_t Assert(uint32_t* at, uint32_t end, bool positive) {
    const uint32_t skip = *at + 1;
    uint32_t stop = SkipTo(skip, end, 3);
    if (stop == 0 || code_[stop - 1] != Word(SreOp::kSuccess)) return -1;
    const uint32_t back = code_[skip + 1];
    SreNode::Kind kind =
        back == 0 ? (positive ? SreNode::kLookAhead : SreNode::kNotLookAhead)
                  : (positive ? SreNode::kLookBehind : SreNode::kNotLookBehind);
    int32_t node = Holder(kind, skip + 2, stop - 1, true);
    if (node >= 0) At(node).value = back;
    *at = stop;
    return node;
  }

  int32_t Branch(uint32_t* at, uint32_t end) {
    int32_t branch = Add(SreNode::kBranch);
    int32_t last = -1;
    bool nullable = false, marks = false;
    uint32_t skip = *at + 1, target = 0;
    for (;;) {
      if (skip >= end) return -1;
      if (code_[skip] == 0) break;
      uint32_t next = SkipTo(skip, end, 3);
      if (next == 0 || code_[next - 2] != Word(SreOp::kJump)) return -1;
      uint32_t body = skip + 1;
      int32_t node = Sequence(&body, next - 2);
      if (node < 0 || body != next - 2) return -1;
      const uint32_t jump = next - 1 + code_[next - 1];
      if (target != 0 && jump != target) return -1;
      target = jump;
      nullable = nullable || At(node).nullable;
      marks = marks || At(node).has_marks;
      (last < 0 ? At(branch).first : At(last).next) = node;
      last = node;
      skip = next;
    }
    if (target != skip + 1) return -1;
    At(branch).nullable = nullable;
    At(branch).has_marks = marks;
    *at = target;
    return branch;
  }

  int32_t Conditional(uint32_t* at, uint32_t end) {
    if (end - *at < 3) return -1;
    const uint32_t group = code_[*at + 1];
    uint32_t body = *at + 3;
    // The length word counts from the word before it.
    uint32_t no = SkipTo(*at + 2, end + 1, 2);
    if (no == 0 || group >= tree_.groups) return -1;
    no -= 1;
    int32_t yes_part = Sequence(&body, no);
    if (yes_part < 0) return -1;
    int32_t no_part;
    if (body != no) {  // stopped at the JUMP over the other part
      if (body + 2 != no) return -1;
      uint32_t stop = SkipTo(body + 1, end, 1);
      if (stop == 0) return -1;
      no_part = Sequence(&no, stop);
      if (no_part < 0 || no != stop) return -1;
    } else {
      no_part = Add(SreNode::kSequence);
    }
    int32_t node = Add(SreNode::kConditional, group);
    At(node).first = yes_part;
    At(yes_part).next = no_part;
    At(node).nullable = At(yes_part).nullable || At(no_part).nullable;
    At(node).has_marks = At(yes_part).has_marks || At(no_part).has_marks;
    *at = no;
    return node;
  }

  // One operator from *at on, which moves behind it. -1: invalid.
  int32_t Node(uint32_t* at, uint32_t end) {
    const SreOp op = static_cast<SreOp>(code_[*at]);
    switch (op) {
      case SreOp::kFailure:
        ++*at;
        return Add(SreNode::kFail);
      case SreOp::kAny:
        ++*at;
        return AddTest(SreCharTest::kNotLinebreak, 0);
      case SreOp::kAnyAll:
        ++*at;
        return AddTest(SreCharTest::kAnyChar, 0);
      default:
        break;
    }
    if (end - *at < 2) return -1;
    const uint32_t arg = code_[*at + 1];
    switch (op) {
      case SreOp::kLiteral:
        *at += 2;
        return AddTest(SreCharTest::kLiteral, arg);
      case SreOp::kNotLiteral:
        *at += 2;
        return AddTest(SreCharTest::kNotLiteral, arg);
      case SreOp::kLiteralIgnore:
        *at += 2;
        return AddTest(SreCharTest::kLiteral, arg, SreCase::kAscii);
      case SreOp::kNotLiteralIgnore:
        *at += 2;
        return AddTest(SreCharTest::kNotLiteral, arg, SreCase::kAscii);
      case SreOp::kLiteralLocIgnore:
        *at += 2;
        return AddTest(SreCharTest::kLiteral, arg, SreCase::kLocale);
      case SreOp::kNotLiteralLocIgnore:
        *at += 2;
        return AddTest(SreCharTest::kNotLiteral, arg, SreCase::kLocale);
      case SreOp::kLiteralUniIgnore:
        *at += 2;
        return AddTest(SreCharTest::kLiteral, arg, SreCase::kUnicode);
      case SreOp::kNotLiteralUniIgnore:
        *at += 2;
        return AddTest(SreCharTest::kNotLiteral, arg, SreCase::kUnicode);
      case SreOp::kCategory:
        if (arg >= static_cast<uint32_t>(SreCategory::kCount)) return -1;
        *at += 2;
        return AddTest(SreCharTest::kCategory, arg);
      case SreOp::kIn:
        return Set(at, end, SreCase::kExact);
      case SreOp::kInIgnore:
        return Set(at, end, SreCase::kAscii);
      case SreOp::kInLocIgnore:
        return Set(at, end, SreCase::kLocale);
      case SreOp::kInUniIgnore:
        return Set(at, end, SreCase::kUnicode);
      case SreOp::kAt:
        if (arg >= static_cast<uint32_t>(SreAt::kCount)) return -1;
        *at += 2;
        return Add(SreNode::kAt, arg);
      case SreOp::kMark:
        if (arg / 2 >= tree_.groups) return -1;
        *at += 2;
        return Add(SreNode::kMark, arg);
      case SreOp::kGroupRef:
        return GroupRef(at, arg, SreCase::kExact);
      case SreOp::kGroupRefIgnore:
        return GroupRef(at, arg, SreCase::kAscii);
      case SreOp::kGroupRefLocIgnore:
        return GroupRef(at, arg, SreCase::kLocale);
      case SreOp::kGroupRefUniIgnore:
        return GroupRef(at, arg, SreCase::kUnicode);
      case SreOp::kGroupRefExists:
        return Conditional(at, end);
      case SreOp::kBranch:
        return Branch(at, end);
      case SreOp::kRepeat:
        return Repeat(at, end, SreRepeat::kGreedy, false);
      case SreOp::kPossessiveRepeat:
        return Repeat(at, end, SreRepeat::kPossessive, false);
      case SreOp::kRepeatOne:
        return Repeat(at, end, SreRepeat::kGreedy, true);
      case SreOp::kMinRepeatOne:
        return Repeat(at, end, SreRepeat::kLazy, true);
      case SreOp::kPossessiveRepeatOne:
        return Repeat(at, end, SreRepeat::kPossessive, true);
      case SreOp::kAssert:
        return Assert(at, end, true);
      case SreOp::kAssertNot:
        return Assert(at, end, false);
      case SreOp::kAtomicGroup: {
        uint32_t stop = SkipTo(*at + 1, end, 2);
        if (stop == 0 || code_[stop - 1] != Word(SreOp::kSuccess)) return -1;
        int32_t node = Holder(SreNode::kAtomic, *at + 2, stop - 1, false);
        *at = stop;
        return node;
      }
      default:
        return -1;
    }
  }

  int32_t GroupRef(uint32_t* at, uint32_t group, SreCase ignore) {
    if (group >= tree_.groups) return -1;
    *at += 2;
    int32_t node = Add(SreNode::kGroupRef, group);
    At(node).ignore = ignore;
    return node;
  }

  SreTree& tree_;
  const std::vector<uint32_t>& code_;
  const uint8_t* floor_;
  bool deep_ = false;
  int depth_ = 0;
};

}  // namespace

SreParse SreParseCode(SreTree* tree, const uint8_t* stack_floor) {
  return Parser(tree, stack_floor).Run();
}

}  // namespace pyjit
