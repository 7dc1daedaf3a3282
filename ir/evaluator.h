#ifndef IR_EVALUATOR_H_
#define IR_EVALUATOR_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "ir/graph.h"
#include "ir/word.h"

namespace pyjit::ir {

// The world that a graph runs in: heap, frame, helpers. The jit room has one
// over the real heap, tests have ir/testing/fake_host.h. A method that cannot do
// what is asked calls Fail(); the evaluator then stops.
class EvalHost {
 public:
  virtual ~EvalHost() = default;

  // `address` is that of the field: object word plus offset. Values are raw: u8,
  // u16 and u32 zero-extended, doubles as bits.
  virtual Word Read(Word address, MemType mem) = 0;
  virtual void Write(Word address, MemType mem, Word value) = 0;
  // A fresh object with this header word, the rest zero. Must not fail but by Fail().
  virtual Word Allocate(const ShapeRow& shape, int64_t bytes) = 0;
  virtual Word BoxInt(int64_t n) = 0;  // beyond small ints only
  virtual Word BoxFloat(double d) = 0;
  virtual Word BoxBool(bool b) = 0;
  virtual void Barrier(Word object) {}
  virtual void BarrierElem(Word array, int64_t index) {}

  // Helper row `id` of helpers.def, operands as words of their types.
  virtual Word CallHelper(uint32_t id, absl::Span<const Word> args) = 0;
  virtual Word CallNative(const ObjectRow& function, absl::Span<const Word> args) = 0;
  virtual Word CallValue(Word callee, absl::Span<const Word> args) = 0;

  virtual bool PollIsSet() { return false; }   // poll
  virtual bool CodeIsValid() { return true; }  // guard_valid
  // Whether a guard that would go on leaves through its snapshot all the same:
  // for tests, an exit must be right wherever it is taken.
  virtual bool ForcesExit(const Snapshot& snapshot) { return false; }
  virtual Word ReadRegister(uint32_t number) = 0;
  virtual Word ThreadWord() { return 0; }
  // What rows of the graph's tables stand for: the u32 shape word, the Value.
  virtual Word ShapeWord(const ShapeRow& row) { return row.word; }
  virtual Word ObjectWord(const ObjectRow& row) { return row.word; }

  void Fail(std::string message) {
    if (!failed_) message_ = std::move(message);
    failed_ = true;
  }
  bool failed() const { return failed_; }
  const std::string& message() const { return message_; }

 private:
  bool failed_ = false;
  std::string message_;
};

struct EvalResult {
  bool returned = false;            // else left through `snapshot`
  Word value = kNullWord;           // of the return
  SnapshotId snapshot = kNone;
  Ref at = kNone;                   // the return, guard, poll or exit
  uint64_t steps = 0;               // nodes that ran
};

// Runs a graph, node by node. The graph must pass the verifier and stay as it
// is while this lives. Conditions that ops require (a divisor that is not zero)
// are checked and fail the run, so that a pass which breaks them is found out.
//
// Values may be the only references to heap objects: a host whose heap is
// collected registers words() as roots (scanned conservatively) for the
// evaluator's life.
class Evaluator {
 public:
  explicit Evaluator(const Graph& graph);

  // Starts at the entry. At most `max_steps` nodes run: ResourceExhausted if that
  // does not do. Internal for what host or ops refuse, with the printed node.
  absl::StatusOr<EvalResult> Run(EvalHost* host, uint64_t max_steps = 1 << 24);

  // All values by Ref, 0 where nothing ran; valid as long as the evaluator.
  absl::Span<const Word> words() const { return words_; }
  Word ValueOf(Ref ref) const { return words_[ref]; }
  // The node that runs, while a host's method does.
  Ref at() const { return at_; }

 private:
  absl::Status Error(Ref ref, absl::string_view message) const;
  // Computes nodes that neither end the block nor exit.
  Word Compute(const Node& node, EvalHost* host);
  void EnterBlock(const Target& target);

  const Graph& graph_;
  std::vector<Word> words_;
  std::vector<Word> args_;  // of calls and of blocks that are entered
  const char* undefined_ = nullptr;
  Ref at_ = kNone;
};

// What an exit must know: the values of all nodes that a snapshot names, with
// their types, by ascending Ref.
struct SnapshotValue {
  Ref ref;
  Type type;
  Word word;
};
std::vector<SnapshotValue> SnapshotValues(const Graph& graph,
                                          const Evaluator& evaluator,
                                          SnapshotId snapshot);

}  // namespace pyjit::ir

#endif  // IR_EVALUATOR_H_
