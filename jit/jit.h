#ifndef JIT_JIT_H_
#define JIT_JIT_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "interp/interpreter.h"
#include "jit/abort_reasons.h"
#include "jit/knobs.h"
#include "runtime/isolate.h"

namespace pyjit::jit {

struct JitOptions {
  Knobs knobs;
  std::string log_file;   // --jit-log: one line per event; empty: none
  std::string dump_file;  // --jit-dump: where; empty: none
  std::vector<std::string> dump;  // of: ir, passes, llvm, asm, exits
  std::string codegen_library;    // path of libpyjit_codegen.so; empty: looked for
};

struct JitStats {
  uint64_t recordings = 0, aborts = 0, side_traces = 0, compiles = 0,
           retirements = 0, enters = 0, exits = 0;
  double record_ms = 0, optimize_ms = 0, codegen_ms = 0;
  uint64_t code_bytes = 0;
  uint64_t abort_counts[static_cast<int>(Abort::kCount)] = {};
};

// The JIT of one isolate: implements the interpreter's TraceHooks and the
// profiler's CodeMap. Owned by whoever made the isolate; must be destroyed
// before it, when none of its code runs.
class Jit {
 public:
  virtual ~Jit() = default;
  // Waits until no compile is under way and installs what is ready.
  virtual void Drain() = 0;
  virtual JitStats stats() const = 0;
  // The table of abort reasons with counts, for the log's end.
  virtual std::string AbortTable() const = 0;
};

// Makes a JIT and connects it: sets state->hooks and code_map and reinstalls
// the interpreter. InvalidArgument if a log or dump file cannot be written.
absl::StatusOr<std::unique_ptr<Jit>> Attach(Isolate* isolate,
                                            InterpState* state,
                                            const JitOptions& options);

}  // namespace pyjit::jit

#endif  // JIT_JIT_H_
