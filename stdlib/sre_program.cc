// A pattern's tree as instructions of the backtracking matcher.
#include "stdlib/sre_matcher.h"

namespace pyjit {
namespace {

class Builder {
 public:
  explicit Builder(const SreTree& tree) : tree_(tree) {}

  SreProgram Run() {
    Emit(tree_.root);
    Add(SreInst::kMatch);
    return std::move(program_);
  }

 private:
  uint32_t Here() const { return static_cast<uint32_t>(program_.insts.size()); }
  uint32_t Add(SreInst::Op op, uint32_t a = 0, uint32_t b = 0, uint32_t c = 0) {
    SreInst inst;
    inst.op = op;
    inst.a = a;
    inst.b = b;
    inst.c = c;
    program_.insts.push_back(inst);
    return Here() - 1;
  }
  SreInst& At(uint32_t index) { return program_.insts[index]; }
  const SreNode& Node(int32_t index) const {
    return tree_.nodes[static_cast<size_t>(index)];
  }

  // The only node of a sequence if it tests one char, else null.
  const SreNode* SingleTest(int32_t sequence) const {
    int32_t only = Node(sequence).first;
    if (only < 0 || Node(only).next >= 0 || Node(only).kind != SreNode::kTest)
      return nullptr;
    return &Node(only);
  }

  void Repeat(const SreNode& node) {
    if (const SreNode* test = SingleTest(node.first); test != nullptr) {
      SreInst::Op op = node.repeat == SreRepeat::kGreedy ? SreInst::kGreedyRun
                       : node.repeat == SreRepeat::kLazy
                           ? SreInst::kLazyRun
                           : SreInst::kPossessiveRun;
      Add(op, test->value, node.min, node.max);
      return;
    }
    const bool possessive = node.repeat == SreRepeat::kPossessive;
    const uint32_t whole = program_.registers;
    if (possessive) {  // each round is atomic, and so is the loop
      program_.registers += 2;
      Add(SreInst::kAtomicStart, whole);
    }
    const uint32_t registers = program_.registers;
    program_.registers += 2;
    const uint32_t start = Add(SreInst::kLoopStart, registers);
    const uint32_t body = Here();
    if (possessive) Add(SreInst::kAtomicStart, whole + 1);
    Emit(node.first);
    if (possessive) Add(SreInst::kAtomicEnd, whole + 1);
    At(start).b = Here();
    const bool lazy = node.repeat == SreRepeat::kLazy;
    const uint32_t loop = Add(lazy ? SreInst::kLazyLoop : SreInst::kGreedyLoop,
                              registers, node.min, node.max);
    At(loop).d = body;
    if (lazy) {
      // kLazyLoop goes on behind this one.
      const uint32_t more =
          Add(SreInst::kLazyMore, registers, node.min, node.max);
      At(more).d = body;
    }
    if (possessive) Add(SreInst::kAtomicEnd, whole);
  }

  void Branch(const SreNode& node) {
    std::vector<uint32_t> jumps;
    for (int32_t kid = node.first; kid >= 0; kid = Node(kid).next) {
      if (Node(kid).next < 0) {
        Emit(kid);
        break;
      }
      const uint32_t split = Add(SreInst::kSplit);
      Emit(kid);
      jumps.push_back(Add(SreInst::kJump));
      At(split).a = Here();
    }
    if (node.first < 0) Add(SreInst::kFail);
    for (uint32_t jump : jumps) At(jump).a = Here();
  }

  void Emit(int32_t index) {
    const SreNode& node = Node(index);
    switch (node.kind) {
      case SreNode::kSequence:
        for (int32_t kid = node.first; kid >= 0; kid = Node(kid).next)
          Emit(kid);
        return;
      case SreNode::kFail:
        Add(SreInst::kFail);
        return;
      case SreNode::kTest: {
        const SreCharTest& test = tree_.tests[node.value];
        if (test.kind == SreCharTest::kLiteral &&
            test.ignore == SreCase::kExact) {
          Add(SreInst::kLiteral, test.value);
        } else {
          Add(SreInst::kTest, node.value);
        }
        return;
      }
      case SreNode::kAt:
        Add(SreInst::kAt, node.value);
        return;
      case SreNode::kMark:
        Add(SreInst::kMark, node.value);
        return;
      case SreNode::kGroupRef:
        Add(SreInst::kGroupRef, node.value, static_cast<uint32_t>(node.ignore));
        return;
      case SreNode::kConditional: {
        const uint32_t test = Add(SreInst::kIfGroup, node.value);
        Emit(node.first);
        const uint32_t jump = Add(SreInst::kJump);
        At(test).b = Here();
        Emit(Node(node.first).next);
        At(jump).a = Here();
        return;
      }
      case SreNode::kBranch:
        Branch(node);
        return;
      case SreNode::kRepeat:
        Repeat(node);
        return;
      case SreNode::kAtomic: {
        const uint32_t reg = program_.registers++;
        Add(SreInst::kAtomicStart, reg);
        Emit(node.first);
        Add(SreInst::kAtomicEnd, reg);
        return;
      }
      case SreNode::kLookAhead:
      case SreNode::kLookBehind: {
        const uint32_t reg = program_.registers;
        program_.registers += 2;  // stack height, position
        Add(SreInst::kLookStart, reg, node.value);
        Emit(node.first);
        Add(SreInst::kLookEnd, reg);
        return;
      }
      case SreNode::kNotLookAhead:
      case SreNode::kNotLookBehind: {
        const uint32_t reg = program_.registers++;
        const uint32_t start = Add(SreInst::kNotLookStart, reg, node.value);
        Emit(node.first);
        Add(SreInst::kNotLookEnd, reg);
        At(start).d = Here();
        return;
      }
    }
  }

  const SreTree& tree_;
  SreProgram program_;
};

}  // namespace

SreProgram SreMakeProgram(SreTree* tree) {
  for (SreCharTest& test : tree->tests) {
    if (test.kind != SreCharTest::kLiteral || test.ignore != SreCase::kExact) {
      test.FillLatin1(tree->code);
    }
  }
  for (SreCharTest& test : tree->tests) {
    if (test.kind == SreCharTest::kLiteral && test.ignore == SreCase::kExact &&
        test.value < 256) {
      test.latin1[test.value >> 6] |= uint64_t{1} << (test.value & 63);
    }
  }
  return Builder(*tree).Run();
}

}  // namespace pyjit
