#ifndef JIT_CODE_GENERATOR_H_
#define JIT_CODE_GENERATOR_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "ir/graph.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// The border between the core and libpyjit_codegen.so (design D14): plain
// structs and one abstract class, no LLVM types, no Abseil containers.

namespace pyjit::jit {

// What a compiled graph is: runs with the root frame's registers, returns the
// index of the snapshot it left through, having stored the raw words of
// ExitValues(graph, snapshot) into Thread::exit_values[0...]; or kReturned with
// the result in exit_values[0].
using EntryFn = uint64_t (*)(Thread* t, Value* regs);
inline constexpr uint64_t kReturned = ~uint64_t{0};
// Bytes of native stack that must be left where machine code is entered.
inline constexpr int64_t kNativeReserve = 16 << 10;

// The distinct refs of a snapshot that are not constants, in ascending order: what an exit
// stores.
std::vector<ir::Ref> ExitValues(const ir::Graph& graph,
                                const ir::Snapshot& snapshot);

// How the frames stand during a call that may run Python.
struct CallFrames {
  // Where an exception that the call raises leaves to. kNone: there is none, and nobody who
  // looks at frames sees those that are inlined there.
  ir::SnapshotId snapshot = ir::kNone;
  std::vector<ir::Ref> values;  // ExitValues of the snapshot
};
// Of the call that may run Python and is nodes[at] of its block.
CallFrames FramesDuringCall(const ir::Graph& graph, const std::vector<ir::Ref>& nodes,
                            size_t at);

// TraceCall::where of a call from machine code, whose words of ExitValues stand behind the
// TraceCall: the snapshot, and below it how many of its inlined frames Thread::depth counts.
// A small snapshot makes an immediate of 32 bits.
inline constexpr int kCountedFramesBits = 16;
// TraceCall::where: there is no such snapshot; the evaluator knows which.
inline constexpr uint64_t kNowhere = ~uint64_t{0}, kWhereEvaluatorIs = ~uint64_t{1};

// Facts of the runtime that lowering needs; filled by the core.
struct CodegenEnvironment {
  // Address of each helper, indexed by ir::HelperId.
  std::vector<uintptr_t> helpers;
  // void f(Thread*, Object*): barrier slow path; Object* f(Thread*, size_t): allocation slow path
  // (zeroed, header not set); Value f(Thread*, int64_t): int beyond 63 bits;
  // Value f(Thread*, Value callee, Value* args, size_t n): call_value;
  // Value f(Thread*, Value native, Value* args, size_t n): call_native;
  // Value f(Thread*, Value* regs, uint64_t exit): a self call that did not simply return.
  uintptr_t barrier_slow, barrier_elem_slow, allocate_slow, box_big_int, call_value, call_native,
      leave_self_call;
  uint32_t float_shape_word;
  uint64_t true_word, false_word, none_word;
};

// Code that begins at a function's ENTER may call that function: it pushes the frame above
// Thread::stack_top and calls its own beginning.
struct SelfCall {
  std::vector<uint64_t> functions;  // words of the graph's Functions with this code; else empty
  uint64_t code = 0, first_pc = 0;  // Frame::code and Frame::pc
  uint32_t parameters = 0;          // that a call must have
  uint32_t cleared = 0;             // registers [parameters, cleared) start as null
  uint32_t stack_words = 0;         // from r[0] on that the frame and those inlined need
};

struct CodegenRequest {
  const ir::Graph* graph = nullptr;  // optimised and verified
  std::string symbol;                // unique, shown by perf and gdb
  const CodegenEnvironment* environment = nullptr;
  const volatile uint8_t* valid_flag = nullptr;  // guard_valid: exits when 0
  SelfCall self_call;
  // Code soon instead of good code: no LLVM passes, fast instruction selection
  // and register allocation.
  bool quick = false;
  bool want_llvm_text = false, want_assembly = false;
};

// Machine pc offset -> Graph::positions row, ascending; valid up to the next.
struct PcPosition {
  uint32_t offset;
  uint32_t position;
};

struct CodegenResult {
  bool ok = false;
  std::string error;
  EntryFn entry = nullptr;
  uintptr_t code_start = 0;
  size_t code_size = 0;
  std::vector<PcPosition> positions;
  uint64_t handle = 0;  // for Release
  std::string llvm_text, assembly;
  double lower_ms = 0, passes_ms = 0, codegen_ms = 0;
};

// One per isolate. Two threads may compile at the same time if one wants quick
// code and the other does not; Release may come from a third.
class CodeGenerator {
 public:
  virtual ~CodeGenerator() = default;
  virtual CodegenResult Compile(const CodegenRequest& request) = 0;
  // Frees the machine code; nobody may be running it.
  virtual void Release(uint64_t handle) = 0;
  virtual uint64_t code_bytes() const = 0;
};

// Exported by libpyjit_codegen.so under this name.
inline constexpr char kNewCodeGeneratorSymbol[] = "pyjit_new_code_generator";
using NewCodeGeneratorFn = CodeGenerator* (*)(std::string* error);

}  // namespace pyjit::jit

#endif  // JIT_CODE_GENERATOR_H_
