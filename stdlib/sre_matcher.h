#ifndef STDLIB_SRE_MATCHER_H_
#define STDLIB_SRE_MATCHER_H_

#include <cstdint>
#include <vector>

#include "runtime/thread.h"
#include "stdlib/sre_tree.h"

// The engine that is always right: a backtracking matcher over instructions of
// our own, which polls and keeps its stack in malloc'ed memory. PCRE2
// (sre_pcre.h) is asked first where it means the same.

namespace pyjit {

// What a pattern is matched against. `chars` is alive and unchanged meanwhile.
struct SreText {
  const void* chars = nullptr;
  int width = 1;
  int64_t length = 0;
};

enum class SreMode : uint8_t { kSearch, kMatch, kFullMatch };

// Where a match is looked for: from `start` on, as if the text ended at `end`.
struct SreRequest {
  int64_t start = 0, end = 0;
  SreMode mode = SreMode::kSearch;
  bool must_advance = false;  // not an empty match at `start`
};

struct SreInst {
  enum Op : uint8_t {
    kLiteral,  // a: char
    kTest,     // a: test
    kAt,       // a: SreAt
    kMark,     // a: mark
    kSplit,    // go on; if that fails, from a
    kJump,     // a: target
    kGreedyRun,
    kLazyRun,
    kPossessiveRun,  // a: test, b: min, c: max
    kLoopStart,      // a: registers; jumps to b, the loop's end
    kGreedyLoop,
    kLazyLoop,  // a: registers, b: min, c: max, d: body; goes on behind
    kLazyMore,  // behind each kLazyLoop: one more round
    kAtomicStart,
    kAtomicEnd,  // a: register
    kLookStart,
    kLookEnd,  // a: register, b: width to step back
    kNotLookStart,
    kNotLookEnd,  // likewise; d: where to go on if the body fails
    kGroupRef,    // a: group, b: SreCase
    kIfGroup,     // a: group; not matched: jump to b
    kFail,
    kMatch,
  };
  Op op;
  uint32_t a = 0, b = 0, c = 0;
  uint32_t d = 0;
};

struct SreProgram {
  std::vector<SreInst> insts;
  uint32_t registers = 0;
};
// Also fills the tests' answers for Latin-1.
SreProgram SreMakeProgram(SreTree* tree);

// 1: matched, 0: not, -1: an exception is pending (limit, interrupt, no
// memory). marks: start and end of the whole match, then of each group, -1
// where unset. May run Python (polls).
int SreRunProgram(Thread* t, const SreTree& tree, const SreProgram& program,
                  const SreText& text, const SreRequest& request,
                  int64_t* marks, int64_t* last_index);

}  // namespace pyjit

#endif  // STDLIB_SRE_MATCHER_H_
