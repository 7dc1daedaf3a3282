#include "profiler/stack_walk.h"

#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

#include "gtest/gtest.h"
#include "interp/interpreter.h"
#include "runtime/code.h"

namespace pyjit {
namespace {

// A VM stack, a native stack and code objects built by hand.
class StackWalkTest : public testing::Test {
 protected:
  StackWalkTest() : vm_(512), native_(128) {
    std::memset(static_cast<void*>(&thread_), 0, sizeof(thread_));
    thread_.stack_base = vm_.data();
    thread_.stack_limit = vm_.data() + vm_.size();
    thread_.native_base =
        reinterpret_cast<uint8_t*>(native_.data() + native_.size());
    registers_.stack = reinterpret_cast<uintptr_t>(native_.data());
    for (int i = 0; i < 4; ++i) {
      blocks_.push_back(std::make_unique<CodeBlock>());
      blocks_.back()->instructions.resize(16);
      codes_[i].block = blocks_.back().get();
    }
  }

  // Pushes a frame whose pc is at the instruction.
  Frame* Push(int code, int instruction, uint64_t flags = 0) {
    auto* frame = reinterpret_cast<Frame*>(vm_.data() + top_);
    top_ += kFrameHeaderWords + 4;
    frame->prev = thread_.frame;
    frame->code = &codes_[code];
    frame->pc = blocks_[static_cast<size_t>(code)]->instructions.data() + instruction;
    frame->flags = flags;
    thread_.frame = frame;
    return frame;
  }
  // A native frame that returns to `pc`; the next call is its caller's.
  void NativeFrame(uintptr_t pc) {
    if (native_top_ == 0) {
      registers_.stack = registers_.frame =
          reinterpret_cast<uintptr_t>(native_.data());
    } else {
      native_[native_top_ - 2] =
          reinterpret_cast<uintptr_t>(native_.data() + native_top_);
    }
    native_[native_top_] = 0;
    native_[native_top_ + 1] = pc + 1;
    native_top_ += 2;
  }
  std::vector<SampleFrame> Walk(const CodeMap* map = nullptr,
                                bool native = false) {
    SampleFrame frames[32];
    const int n = WalkStack(&thread_, map, registers_, native, frames, 32);
    return std::vector<SampleFrame>(frames, frames + n);
  }
  void Expect(const SampleFrame& frame, SampleFrameKind kind, int code,
              uint64_t position) {
    EXPECT_EQ(frame.kind(), kind);
    EXPECT_EQ(frame.code(), &codes_[code]);
    EXPECT_EQ(frame.position, position);
  }

  std::vector<Value> vm_;
  std::vector<uintptr_t> native_;
  size_t top_ = 0, native_top_ = 0;
  Thread thread_;
  SampleRegisters registers_;
  struct alignas(16) AlignedCode : Code {};
  AlignedCode codes_[4];
  std::vector<std::unique_ptr<CodeBlock>> blocks_;
};

// Machine code of codes_[2] inlined into codes_[1], at one address.
class OneRange final : public CodeMap {
 public:
  OneRange(uintptr_t address, const Code* inner, const Code* root)
      : address_(address), inner_(inner), root_(root) {}
  int Lookup(uintptr_t address, CodeMapFrame* frames, int, bool*) const override {
    if (address != address_) return 0;
    frames[0] = {inner_, 7};
    frames[1] = {root_, 9};
    return 2;
  }

 private:
  uintptr_t address_;
  const Code *inner_, *root_;
};

TEST_F(StackWalkTest, GivesTheFrameChainInnermostFirst) {
  Push(0, 3, kFrameEntry);
  Push(1, 5);
  const auto frames = Walk();
  ASSERT_EQ(frames.size(), 2u);
  Expect(frames[0], SampleFrameKind::kInterpreted, 1, 5);
  Expect(frames[1], SampleFrameKind::kInterpreted, 0, 3);
}

TEST_F(StackWalkTest, EmptyWithoutFrames) { EXPECT_TRUE(Walk().empty()); }

TEST_F(StackWalkTest, StopsAtAFrameOutsideTheStack) {
  Push(0, 1, kFrameEntry);
  Frame* top = Push(1, 2);
  top->prev = reinterpret_cast<Frame*>(uintptr_t{0x10});
  ASSERT_EQ(Walk().size(), 1u);
  top->prev = top;  // a cycle
  ASSERT_EQ(Walk().size(), 1u);
  thread_.frame = reinterpret_cast<Frame*>(uintptr_t{0x1001});
  EXPECT_TRUE(Walk().empty());
}

TEST_F(StackWalkTest, APcOutsideTheCodeIsTheFirstInstruction) {
  Push(0, 0, kFrameEntry)->pc = nullptr;
  const auto frames = Walk();
  ASSERT_EQ(frames.size(), 1u);
  EXPECT_EQ(frames[0].position, 0u);
}

TEST_F(StackWalkTest, MachineCodeStandsInForItsRootFrame) {
  Push(0, 3, kFrameEntry);
  Push(1, 5);
  registers_.pc = 0x5000;
  const OneRange map(0x5000, &codes_[2], &codes_[1]);
  const auto frames = Walk(&map);
  ASSERT_EQ(frames.size(), 3u);
  Expect(frames[0], SampleFrameKind::kInlined, 2, 7);
  Expect(frames[1], SampleFrameKind::kCompiled, 1, 9);
  Expect(frames[2], SampleFrameKind::kInterpreted, 0, 3);
}

TEST_F(StackWalkTest, PythonCalledFromMachineCodeComesAboveIt) {
  Push(0, 3, kFrameEntry);
  Push(1, 5);                // runs as machine code, which called a helper,
  Push(3, 2, kFrameEntry);   // which called Python
  registers_.pc = 0x100;
  NativeFrame(0x5000);
  const OneRange map(0x5000, &codes_[2], &codes_[1]);
  const auto frames = Walk(&map);
  ASSERT_EQ(frames.size(), 4u);
  Expect(frames[0], SampleFrameKind::kInterpreted, 3, 2);
  Expect(frames[1], SampleFrameKind::kInlined, 2, 7);
  Expect(frames[2], SampleFrameKind::kCompiled, 1, 9);
  Expect(frames[3], SampleFrameKind::kInterpreted, 0, 3);
}

TEST_F(StackWalkTest, NativeFramesInOrder) {
  Push(0, 3, kFrameEntry);
  registers_.pc = 0x100;
  NativeFrame(0x200);
  NativeFrame(0x300);
  const auto frames = Walk(nullptr, true);
  ASSERT_EQ(frames.size(), 4u);
  EXPECT_EQ(frames[0].position, 0x100u);
  EXPECT_EQ(frames[1].position, 0x200u);
  EXPECT_EQ(frames[2].position, 0x300u);
  EXPECT_EQ(frames[2].kind(), SampleFrameKind::kNative);
  Expect(frames[3], SampleFrameKind::kInterpreted, 0, 3);
}

TEST_F(StackWalkTest, ABrokenFramePointerEndsTheWalk) {
  registers_.pc = 0x100;
  NativeFrame(0x200);
  native_[0] = reinterpret_cast<uintptr_t>(native_.data());  // to itself
  EXPECT_EQ(Walk(nullptr, true).size(), 2u);
  native_[0] = 12345;
  EXPECT_EQ(Walk(nullptr, true).size(), 2u);
  registers_.frame = 1;
  EXPECT_EQ(Walk(nullptr, true).size(), 1u);
}

TEST_F(StackWalkTest, KeepsToTheCapacity) {
  Push(0, 0, kFrameEntry);
  for (int i = 0; i < 20; ++i) Push(1, i % 16);
  SampleFrame frames[8];
  EXPECT_EQ(WalkStack(&thread_, nullptr, registers_, false, frames, 8), 8);
}

}  // namespace
}  // namespace pyjit
