#ifndef JIT_LOG_TABLES_H_
#define JIT_LOG_TABLES_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "jit/jit.h"
#include "jit/trace_cache/trace.h"

// The tables that end the JIT's log.

namespace pyjit::jit {

// An exit of a trace, how often it was taken and what it is.
struct ExitRow {
  uint64_t count;
  std::string text;
};
// Where the trace was left, and why it was not continued there.
void AddExitRows(const Trace& trace, std::vector<ExitRow>* rows);

// What was entered most often, and where it was left most often. `rows`: exits of traces that
// were released.
std::string ExitTable(const std::vector<std::unique_ptr<Trace>>& traces,
                      std::vector<ExitRow> rows);

// Why recordings ended without a result, and totals.
std::string AbortTable(const JitStats& stats);

}  // namespace pyjit::jit

#endif  // JIT_LOG_TABLES_H_
