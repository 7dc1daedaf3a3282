#include "profiler/stack_walk.h"

#include "interp/interpreter.h"
#include "runtime/code.h"

namespace pyjit {
namespace {

// Inlined frames of one machine address.
constexpr int kMaxInlined = 64;
// Native frames looked at; deeper ones are the host's.
constexpr int kMaxNative = 4096;

class Walker {
 public:
  Walker(const Thread* t, const CodeMap* code_map, SampleFrame* frames,
         int capacity)
      : t_(t), code_map_(code_map), frames_(frames), capacity_(capacity) {
    next_ = Checked(t->frame);
  }

  int count() const { return count_; }

  // The running frame's pc is newer in a register than in the frame.
  void SetRunningPc(uintptr_t pc) {
    uint64_t index = 0;
    if (next_ != nullptr && IndexOf(next_->code, pc, &index)) {
      running_index_ = static_cast<int64_t>(index);
    }
  }

  void Native(uintptr_t pc, bool emit) {
    if (IsInterpreterAddress(pc)) {
      Activation();
    } else if (!MachineCode(pc) && emit) {
      Add(SampleFrame::Native(pc));
    }
  }

  // The rest: native frames could not be followed to their end.
  void Finish() {
    while (next_ != nullptr && count_ < capacity_) Activation();
  }

 private:
  void Add(SampleFrame frame) {
    if (count_ < capacity_) frames_[count_++] = frame;
  }

  // The frame if it lies on the VM stack, else null. Callers lie below.
  const Frame* Checked(const Frame* frame) const {
    const auto* words = reinterpret_cast<const Value*>(frame);
    if (words < t_->stack_base || words + kFrameHeaderWords > t_->stack_limit ||
        (reinterpret_cast<uintptr_t>(frame) & 7) != 0 ||
        frame->code == nullptr) {
      return nullptr;
    }
    return frame;
  }
  const Frame* Previous(const Frame* frame) const {
    const Frame* prev = frame->prev;
    return prev < frame ? Checked(prev) : nullptr;
  }

  static bool IndexOf(const Code* code, uintptr_t pc, uint64_t* index) {
    const auto& words = code->block->instructions;
    const auto start = reinterpret_cast<uintptr_t>(words.data());
    if (pc < start || pc >= start + words.size() * sizeof(uint64_t)) {
      return false;
    }
    *index = (pc - start) / sizeof(uint64_t);
    return true;
  }

  void VmFrame(const Frame* frame) {
    uint64_t index = 0;
    SampleFrameKind kind = SampleFrameKind::kInterpreted;
    if (compiled_index_ >= 0) {
      kind = SampleFrameKind::kCompiled;
      index = static_cast<uint64_t>(compiled_index_);
    } else if (running_index_ >= 0) {
      index = static_cast<uint64_t>(running_index_);
    } else {
      IndexOf(frame->code, reinterpret_cast<uintptr_t>(frame->pc), &index);
    }
    compiled_index_ = running_index_ = -1;
    Add(SampleFrame::Python(kind, frame->code, index));
  }

  // The VM frames of one activation of the interpreter.
  void Activation() {
    while (next_ != nullptr) {
      const Frame* frame = next_;
      VmFrame(frame);
      next_ = Previous(frame);
      if (frame->flags & kFrameEntry) break;
    }
  }

  // Is `code` running on top of the next activation, or of one below it?
  bool TopOfSomeActivation(const Code* code) const {
    bool top = true;
    int left = kMaxSampleFrames;
    for (const Frame* frame = next_; frame != nullptr && left-- > 0;
         frame = Previous(frame)) {
      if (top && frame->code == code) return true;
      top = frame->flags & kFrameEntry;
    }
    return false;
  }

  bool MachineCode(uintptr_t pc) {
    if (code_map_ == nullptr) return false;
    CodeMapFrame inlined[kMaxInlined];
    bool side_trace = false;
    const int n = code_map_->Lookup(pc, inlined, kMaxInlined, &side_trace);
    if (n <= 0) return false;
    const CodeMapFrame& root = inlined[n - 1];
    // A function without frame pointer may have hidden an activation above.
    const bool found = TopOfSomeActivation(root.code);
    while (found && next_ != nullptr && next_->code != root.code) Activation();
    for (int i = 0; i < n - 1; ++i) {
      Add(SampleFrame::Python(SampleFrameKind::kInlined, inlined[i].code,
                              inlined[i].pc));
    }
    if (found) {
      compiled_index_ = root.pc;
    } else {
      Add(SampleFrame::Python(SampleFrameKind::kCompiled, root.code, root.pc));
    }
    return true;
  }

  const Thread* t_;
  const CodeMap* code_map_;
  SampleFrame* frames_;
  const int capacity_;
  int count_ = 0;
  const Frame* next_;           // innermost VM frame not given yet
  int64_t running_index_ = -1;  // its instruction, if known better than it says
  int64_t compiled_index_ = -1;  // the same, and it runs as machine code
};

}  // namespace

// Other people's stack frames are read here.
__attribute__((no_sanitize("address", "thread"))) int WalkStack(
    const Thread* t, const CodeMap* code_map, const SampleRegisters& registers,
    bool native, SampleFrame* frames, int capacity) {
  Walker walker(t, code_map, frames, capacity);
  if (IsInterpreterAddress(registers.pc)) {
    walker.SetRunningPc(registers.bytecode_pc);
  }
  walker.Native(registers.pc, native);
  const auto high = reinterpret_cast<uintptr_t>(t->native_base);
  uintptr_t low = registers.stack, frame = registers.frame;
  for (int i = 0; i < kMaxNative && walker.count() < capacity; ++i) {
    if (frame < low || frame + 2 * sizeof(uintptr_t) > high ||
        (frame & 7) != 0) {
      break;
    }
    const auto* words = reinterpret_cast<const uintptr_t*>(frame);
    if (words[1] == 0) break;
    // A return address points behind the call, maybe into other code.
    walker.Native(words[1] - 1, native);
    low = frame + 1;  // callers lie above
    frame = words[0];
  }
  walker.Finish();
  return walker.count();
}

}  // namespace pyjit
