#ifndef STDLIB_SRE_TREE_H_
#define STDLIB_SRE_TREE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "stdlib/sre_chars.h"
#include "stdlib/sre_opcodes.h"

namespace pyjit {

enum class SreRepeat : uint8_t { kGreedy, kLazy, kPossessive };

// A pattern's code as a tree: what both engines are made from. Nodes refer to
// each other by index, children are a chain from `first` through `next`; -1
// ends it.
struct SreNode {
  enum Kind : uint8_t {
    kSequence,  // children one after the other
    kFail,      // never matches
    kTest,      // value: index of a SreCharTest
    kAt,        // value: SreAt
    kMark,  // value: mark number; even opens group value / 2 + 1, odd closes it
    kGroupRef,     // value: group number - 1; ignore: how case counts
    kConditional,  // value: group number - 1; first child if it matched, else
                   // second
    kBranch,       // children in order
    kRepeat,       // min, max, repeat; one child
    kAtomic,       // one child
    kLookAhead,
    kNotLookAhead,  // one child
    kLookBehind,
    kNotLookBehind,  // value: width of its one child
  };
  Kind kind;
  SreCase ignore = SreCase::kExact;
  SreRepeat repeat = SreRepeat::kGreedy;
  bool nullable = false;   // may match nothing
  bool has_marks = false;  // in it or below
  uint32_t value = 0;
  uint32_t min = 0, max = 0;
  int32_t first = -1, next = -1;
};

struct SreTree {
  std::vector<uint32_t> code;
  std::vector<SreNode> nodes;
  std::vector<SreCharTest> tests;
  int32_t root = -1;
  uint32_t groups = 0;
};

enum class SreParse { kOk, kInvalid, kTooDeep };
// Fills all but `code` and `groups` from them. kInvalid: no code that
// re._compiler makes. `stack_floor`: lowest address of the native stack to use.
SreParse SreParseCode(SreTree* tree, const uint8_t* stack_floor);

}  // namespace pyjit

#endif  // STDLIB_SRE_TREE_H_
