#include "jit/log_tables.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "jit/abort_reasons.h"
#include "runtime/types/str.h"

namespace pyjit::jit {

void AddExitRows(const Trace& trace, std::vector<ExitRow>* rows) {
  if (trace.unnamed_exits != 0) {
    rows->push_back({trace.unnamed_exits,
                     absl::StrCat("trace ", trace.id, " hoisted guards, ", trace.place)});
  }
  if (trace.looks != 0) {
    rows->push_back(
        {trace.looks, absl::StrCat("trace ", trace.id, " frames looked at, ", trace.place)});
  }
  for (uint32_t i = 0; i < trace.exit_totals.size(); ++i) {
    if (trace.exit_totals[i] == 0) continue;
    const ExitSite& site = trace.tree.exits[i];
    const ir::Graph& graph = trace.tree.graph;
    const ir::Snapshot& snapshot = graph.snapshots[site.snapshot];
    const ir::FrameState& inner = snapshot.frames.back();
    const auto* code = reinterpret_cast<const Code*>(graph.codes[inner.code].word);
    const CodeBlock& block = *code->block;
    const ir::Opcode op =
        site.guard == ir::kNone ? ir::Opcode::k_exit : graph.node(site.guard).op;
    rows->push_back(
        {trace.exit_totals[i],
         absl::StrFormat("trace %d exit %d, %s:%d %s, %s, %s%s%s, %d attempts failed",
                         trace.id, i, StrToUtf8(block.qualname), block.LineAt(inner.pc),
                         InfoOf(OpOf(block.instructions[inner.pc])).name, ir::RowOf(op).name,
                         snapshot.kind == ir::SnapshotKind::kRaise ? "raises " : "",
                         site.growable ? "may grow" : "does not grow",
                         site.grown ? ", grown" : "", trace.exit_aborts[i])});
  }
}

std::string ExitTable(const std::vector<std::unique_ptr<Trace>>& traces,
                      std::vector<ExitRow> rows) {
  constexpr size_t kRows = 20;
  for (const std::unique_ptr<Trace>& trace : traces) AddExitRows(*trace, &rows);
  std::stable_sort(rows.begin(), rows.end(),
                   [](const ExitRow& a, const ExitRow& b) { return a.count > b.count; });
  if (rows.size() > kRows) rows.resize(kRows);
  std::vector<const Trace*> entered;
  for (const std::unique_ptr<Trace>& trace : traces) {
    if (trace->ledger.enters != 0) entered.push_back(trace.get());
  }
  std::stable_sort(entered.begin(), entered.end(),
                   [](const Trace* a, const Trace* b) {
                     return a->ledger.enters > b->ledger.enters;
                   });
  if (entered.size() > kRows) entered.resize(kRows);
  std::string out = "traces entered most often: enters, exits, side traces\n";
  for (const Trace* trace : entered) {
    absl::StrAppendFormat(&out, "  %9d %9d %4d  trace %d, %s\n",
                          trace->ledger.enters, trace->ledger.exits,
                          trace->side_traces, trace->id, trace->place);
  }
  absl::StrAppend(&out, "exits taken most often\n");
  for (const ExitRow& row : rows) {
    absl::StrAppendFormat(&out, "  %9d  %s\n", row.count, row.text);
  }
  return out;
}

std::string AbortTable(const JitStats& stats) {
  std::string out = "aborts\n";
  for (int i = 1; i < static_cast<int>(Abort::kCount); ++i) {
    if (stats.abort_counts[i] == 0) continue;
    const Abort reason = static_cast<Abort>(i);
    absl::StrAppendFormat(&out, "  %6d  %-24s %s\n", stats.abort_counts[i],
                          AbortName(reason), AbortSentence(reason));
  }
  absl::StrAppendFormat(
      &out,
      "totals: %d recordings, %d side traces, %d compiles, %d retirements, "
      "%d enters, %d exits, %d code bytes\n",
      stats.recordings, stats.side_traces, stats.compiles,
      stats.retirements, stats.enters, stats.exits, stats.code_bytes);
  return out;
}

}  // namespace pyjit::jit
