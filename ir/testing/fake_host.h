#ifndef IR_TESTING_FAKE_HOST_H_
#define IR_TESTING_FAKE_HOST_H_

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "ir/evaluator.h"
#include "ir/graph.h"
#include "ir/word.h"

namespace pyjit::ir {

// A simulated world for running graphs in tests. Shapes are known by their id
// (shape#1 is Float), objects by name. Each access is checked: it must be
// aligned and within one object, else the run fails.
//
// Two graphs mean the same if runs of both in equal hosts give equal Observe()
// texts: outcome, frames as the interpreter would get them, everything that can
// be reached from the entry's registers, and the calls made on the way. Addresses
// do not show, so objects may be made in another order or not at all.
class FakeHost : public EvalHost {
 public:
  static constexpr uint32_t kFloatShape = 1;   // Float: f64 at 8
  static constexpr uint32_t kBigIntShape = 2;  // two words, 128-bit two's complement
  static constexpr uint32_t kNamedShape = 3;   // None, True, classes: by name

  using Helper = std::function<Word(FakeHost&, absl::Span<const Word>)>;

  FakeHost();

  // Setting up.
  void SetRegister(uint32_t number, Word word) { registers_[number] = word; }
  Word NewObject(uint32_t shape_id, int64_t bytes);
  Word Named(absl::string_view name);  // finds or makes
  void BindObject(absl::string_view name, Word word);
  // Replaces what a helper does. By default the helpers on numbers compute, and the
  // others and native functions give a small number that depends on their
  // arguments' contents, and (if they may write) change raw fields of all that can be reached.
  void SetHelper(HelperId id, Helper helper);
  // The poll word is set at the n-th poll (from 0) and stays so; validity likewise.
  void SetPollAt(uint64_t n) { poll_at_ = n; }
  void SetInvalidAt(uint64_t n) { invalid_at_ = n; }
  // The n-th guard (from 0) whose snapshot has its innermost frame at `pc` leaves,
  // whatever its condition says.
  void SetForcedExit(uint32_t pc, uint64_t n) {
    forced_pc_ = pc;
    forced_at_ = n;
  }
  // Each n-th call of a helper or function that may raise gives the null word. 0: none.
  void SetRaiseEach(uint64_t n) { raise_each_ = n; }

  // Looking at the outcome. Makes the virtual objects of the exit.
  std::string Observe(const Graph& graph, const Evaluator& evaluator,
                      const EvalResult& result);
  // Runs and observes; failures are text as well.
  std::string RunAndObserve(const Graph& graph, uint64_t max_steps = 1 << 20);
  // A value with all it refers to.
  std::string Describe(Word word);
  const std::vector<std::string>& log() const { return log_; }
  uint64_t allocations() const { return allocations_; }  // by the graph
  uint64_t polls() const { return polls_; }              // that the graph made
  double FloatValue(Word word) { return DoubleOf(Read(word + kFloatValueOffset, MemType::kF64)); }

  // EvalHost.
  Word Read(Word address, MemType mem) override;
  void Write(Word address, MemType mem, Word value) override;
  Word Allocate(const ShapeRow& shape, int64_t bytes) override;
  Word BoxInt(int64_t n) override;
  Word BoxFloat(double d) override;
  Word BoxBool(bool b) override { return Named(b ? "True" : "False"); }
  Word CallHelper(uint32_t id, absl::Span<const Word> args) override;
  Word CallNative(const ObjectRow& function, absl::Span<const Word> args) override;
  Word CallValue(Word callee, absl::Span<const Word> args) override;
  bool PollIsSet() override { return polls_++ >= poll_at_; }
  bool CodeIsValid() override { return valid_checks_++ < invalid_at_; }
  bool ForcesExit(const Snapshot& snapshot) override {
    return snapshot.frames.back().pc == forced_pc_ && forced_checks_++ == forced_at_;
  }
  Word ReadRegister(uint32_t number) override;
  Word ThreadWord() override { return thread_; }
  Word ShapeWord(const ShapeRow& row) override { return WordOfShape(row.id); }
  Word ObjectWord(const ObjectRow& row) override { return Named(row.name); }

 private:
  class Describer;
  struct FakeObject {
    Word address;
    std::vector<uint8_t> bytes;
    std::vector<MemType> kinds;  // per word, as last written
    std::string name;            // named objects
  };

  static Word WordOfShape(uint32_t id) { return 0x1000 + 16 * Word{id}; }
  FakeObject* Find(Word address);
  Word BoxBig(__int128 n);
  __int128 IntValue(Word word);
  std::string DescribeAll(absl::Span<const Word> words);
  uint64_t ShallowHash(absl::string_view name, absl::Span<const Word> args);
  uint64_t Opaque(absl::string_view name, absl::Span<const Word> args, bool logged,
              bool writes);
  Word TaggedResult(uint64_t hash, bool raises);
  void ChangeReachable(absl::Span<const Word> roots);
  Word Resolve(const Graph& graph, const Evaluator& evaluator, Ref ref,
               const std::vector<Word>& virtuals);
  Word Raw(const Evaluator& evaluator, Ref ref, const std::vector<Word>& virtuals);

  std::vector<FakeObject> objects_;  // ascending addresses
  Word next_address_ = 0x100000;
  std::map<std::string, Word> named_;
  std::map<uint32_t, Word> registers_;
  std::map<uint32_t, Helper> helpers_;
  std::vector<std::string> log_;
  Word thread_ = 0;
  uint64_t allocations_ = 0, polls_ = 0, valid_checks_ = 0, raising_calls_ = 0;
  uint64_t poll_at_ = UINT64_MAX, invalid_at_ = UINT64_MAX, raise_each_ = 0;
  uint64_t forced_at_ = UINT64_MAX, forced_checks_ = 0;
  uint32_t forced_pc_ = kNone;
};

}  // namespace pyjit::ir

#endif  // IR_TESTING_FAKE_HOST_H_
