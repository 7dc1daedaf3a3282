// What the interpreter tells the JIT, with hooks that only look.
#include <map>
#include <string>
#include <vector>

#include "bytecode/instruction.h"
#include "gtest/gtest.h"
#include "interp/testing/python.h"
#include "runtime/code.h"

namespace pyjit {
namespace {

// Records one pass through the first hot loop, as a recorder would.
class CountingHooks : public TraceHooks {
 public:
  void OnHot(Thread* t, Frame* frame, MergePoint* point) override {
    ++hot;
    if (!wants_recording) return;
    wants_recording = false;
    anchor = frame->pc;
    base = frame;
    StartRecording(t);
    recording_seen = IsRecording(t);
  }
  ResumePoint Enter(Thread* t, Frame* frame, MergePoint* point) override {
    ++entered;
    return on_enter != nullptr ? on_enter(t, frame, point) : ResumePoint();
  }
  bool Record(Thread* t, Frame* frame) override {
    EXPECT_EQ(frame, t->frame);
    if (frame->pc == anchor && frame == base && !pcs.empty()) return false;  // closed
    pcs.push_back(frame->pc);
    ++ops[InfoOf(OpOf(*frame->pc)).name];
    return static_cast<int>(pcs.size()) < limit;
  }
  bool RecordException(Thread* t, Frame* frame) override {
    ++exceptions;
    return keep_on_exception;
  }
  void OnPoll(Thread* t) override { ++polls; }
  uint32_t threshold() const override { return 10; }

  ResumePoint (*on_enter)(Thread*, Frame*, MergePoint*) = nullptr;
  bool wants_recording = true, recording_seen = false, keep_on_exception = false;
  int hot = 0, entered = 0, exceptions = 0, polls = 0, limit = 1000;
  const uint64_t* anchor = nullptr;
  Frame* base = nullptr;
  std::vector<const uint64_t*> pcs;
  std::map<std::string, int> ops;
};

TEST(Hooks, EachInstructionIsRecordedOnce) {
  CountingHooks hooks;
  PythonProgram p(&hooks);
  EXPECT_EQ(p.Run(R"(
def twice(x): return x + x
def run():
    total = 0
    i = 0
    while i < 30:
        total += twice(i)
        i += 1
    return total
result = run()
)"),
            "");
  EXPECT_EQ(p.Global("result"), "870");
  EXPECT_TRUE(hooks.recording_seen);
  EXPECT_FALSE(IsRecording(p.thread()));
  // One iteration, with the call in it.
  EXPECT_EQ(hooks.ops["LOOP"], 1);
  EXPECT_EQ(hooks.ops["ENTER"], 1);
  EXPECT_EQ(hooks.ops["CALL"], 1);
  EXPECT_EQ(hooks.ops["RETURN"], 1);
  EXPECT_EQ(hooks.ops["ADD"], 2);
  EXPECT_EQ(hooks.ops["ADD_I"], 1);
  EXPECT_EQ(hooks.ops["LOAD_GLOBAL"], 1);
  EXPECT_EQ(hooks.ops["JUMP_LT_I"], 1);
  EXPECT_EQ(*hooks.pcs.front(), *hooks.anchor);
  for (size_t i = 0; i < hooks.pcs.size(); ++i) {
    for (size_t k = 0; k < i; ++k) EXPECT_NE(hooks.pcs[i], hooks.pcs[k]);
  }
  EXPECT_GE(hooks.hot, 2);
}

TEST(Hooks, ExceptionsEndARecording) {
  CountingHooks hooks;
  PythonProgram p(&hooks);
  EXPECT_EQ(p.Run(R"(
def run():
    caught = 0
    for i in range(40):
        try:
            [][i]
        except IndexError:
            caught += 1
    return caught
result = run()
)"),
            "");
  EXPECT_EQ(p.Global("result"), "40");
  EXPECT_EQ(hooks.exceptions, 1);
  EXPECT_FALSE(IsRecording(p.thread()));
}

TEST(Hooks, RecordingEndsWithTheActivation) {
  CountingHooks hooks;
  hooks.limit = 1 << 30;
  PythonProgram p(&hooks);
  // The loop ends while it is recorded, in a function that C++ called.
  EXPECT_EQ(p.Run(R"(
def key(n):
    i = 0
    while i < 11: i += 1
    return -n
result = sorted([1, 2, 3], key=key)
def other():
    return [i for i in range(100)][-1]
more = other()
)"),
            "");
  EXPECT_EQ(p.Global("result"), "[3, 2, 1]");
  EXPECT_EQ(p.Global("more"), "99");
  EXPECT_FALSE(IsRecording(p.thread()));
}

TEST(Hooks, TracesAreEnteredAndResumed) {
  CountingHooks hooks;
  hooks.wants_recording = false;
  // "Machine code" for the loop: adds 100 to i (register of the first argument), goes on.
  hooks.on_enter = [](Thread* t, Frame* frame, MergePoint* point) {
    Value* n = &frame->regs()[0];
    *n = Value::SmallInt(n->small_int() + 100);
    ResumePoint resume;
    if (n->small_int() >= 1000) {
      resume.kind = Resume::kReturn;
      resume.value = Value::SmallInt(-1);
    }
    return resume;
  };
  PythonProgram p(&hooks);
  EXPECT_EQ(p.Run("def run(n):\n"
                  "    while n < 100000: n += 1\n"
                  "    return n\n"),
            "");
  CodeBlock* code = p.CodeOf("run");
  for (MergePoint& point : code->merge_points) {
    if (OpOf(code->instructions[point.pc]) != Op::kLOOP) continue;
    point.trace = &hooks;
    EnterAtEachPass(code, point);
  }
  EXPECT_EQ(p.Run("result = run(0)\n"), "");
  EXPECT_EQ(p.Global("result"), "-1");
  EXPECT_EQ(hooks.entered, 10);
  EXPECT_EQ(p.thread()->depth, 0);
}

TEST(Hooks, TraceThatRaises) {
  CountingHooks hooks;
  hooks.wants_recording = false;
  hooks.on_enter = [](Thread* t, Frame* frame, MergePoint* point) {
    t->exception = t->isolate->memory_error;
    ResumePoint resume;
    resume.kind = Resume::kException;
    return resume;
  };
  PythonProgram p(&hooks);
  EXPECT_EQ(p.Run("def run(n):\n"
                  "    try:\n"
                  "        while n < 10: n += 1\n"
                  "    except MemoryError: return 'caught'\n"),
            "");
  CodeBlock* code = p.CodeOf("run");
  for (MergePoint& point : code->merge_points) {
    if (OpOf(code->instructions[point.pc]) != Op::kLOOP) continue;
    point.trace = &hooks;
    EnterAtEachPass(code, point);
  }
  EXPECT_EQ(p.Run("result = run(0)\n"), "");
  EXPECT_EQ(p.Global("result"), "'caught'");
}

TEST(Hooks, PollReachesTheJit) {
  CountingHooks hooks;
  hooks.wants_recording = false;
  PythonProgram p(&hooks);
  p.thread()->poll.fetch_or(kPollJit);
  EXPECT_EQ(p.Run("for i in range(3): pass\n"), "");
  EXPECT_EQ(hooks.polls, 1);
}

}  // namespace
}  // namespace pyjit
