#include "tools/ir_opt_input.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ir/parser.h"
#include "ir/verifier.h"

namespace pyjit {
namespace {

struct Piece {
  int line;  // lines before it
  std::string text;
};

std::vector<Piece> SplitGraphs(absl::string_view text) {
  std::vector<Piece> pieces = {{0, ""}};
  bool started = false;
  int number = 0;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    if (absl::StartsWith(line, "graph ") && std::exchange(started, true)) {
      pieces.push_back({number, ""});
    }
    absl::StrAppend(&pieces.back().text, line, "\n");
    ++number;
  }
  return pieces;
}

// "3:7: what" of a piece is at another line of the file.
std::string Located(const std::string& file, int before, absl::string_view message) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(message, absl::MaxSplits(':', 1));
  int line = 0;
  if (!absl::SimpleAtoi(parts.first, &line)) return absl::StrCat(file, ": ", message);
  return absl::StrCat(file, ":", line + before, ":", parts.second);
}

absl::Status CheckGraph(const std::string& file, int before, const ir::Graph& graph,
                        const ir::SourceLines& lines) {
  const std::vector<ir::Complaint> complaints = ir::FindComplaints(graph);
  if (complaints.empty()) return absl::OkStatus();
  std::string all;
  for (const ir::Complaint& complaint : complaints) {
    int line = 0;
    auto look = [&](const std::vector<int>& where, uint32_t id) {
      if (line == 0 && id < where.size()) line = where[id];
    };
    look(lines.nodes, complaint.node);
    look(lines.snapshots, complaint.snapshot);
    look(lines.blocks, complaint.block);
    absl::StrAppend(&all, all.empty() ? "" : "\n", file, ":",
                    line == 0 ? before + 1 : before + line, ": ", complaint.message);
  }
  return absl::InvalidArgumentError(all);
}

}  // namespace

absl::StatusOr<std::vector<ir::Graph>> ParseGraphs(const std::string& file,
                                                   absl::string_view text) {
  std::vector<ir::Graph> graphs;
  for (const Piece& piece : SplitGraphs(text)) {
    ir::SourceLines lines;
    absl::StatusOr<ir::Graph> graph = ir::ParseGraph(piece.text, &lines);
    if (!graph.ok()) {
      return absl::InvalidArgumentError(
          Located(file, piece.line, graph.status().message()));
    }
    if (absl::Status valid = CheckGraph(file, piece.line, *graph, lines); !valid.ok()) {
      return valid;
    }
    graphs.push_back(*std::move(graph));
  }
  return graphs;
}

absl::StatusOr<std::vector<ir::Graph>> ReadGraphs(const std::string& file) {
  const bool is_stdin = file == "-";
  errno = 0;
  std::FILE* in = is_stdin ? stdin : std::fopen(file.c_str(), "rb");
  std::string text;
  char buffer[65536];
  size_t n = 0;
  while (in != nullptr && (n = std::fread(buffer, 1, sizeof(buffer), in)) > 0) {
    text.append(buffer, n);
  }
  const bool failed = in == nullptr || std::ferror(in) != 0;
  const int error = errno;
  if (in != nullptr && !is_stdin) std::fclose(in);
  if (failed) {
    return absl::NotFoundError(absl::StrCat(file, ": ", std::strerror(error)));
  }
  return ParseGraphs(is_stdin ? "<stdin>" : file, text);
}

absl::StatusOr<ir::Graph> PickGraph(std::vector<ir::Graph> graphs,
                                    const std::string& which) {
  const auto count = static_cast<int>(graphs.size());
  int number = 0;
  if (absl::SimpleAtoi(which, &number)) {
    const int index = number > 0 ? number - 1 : count + number;
    if (number == 0 || index < 0 || index >= count) {
      return absl::NotFoundError(
          absl::StrCat("there is no graph ", which, " among ", count));
    }
    return std::move(graphs[static_cast<size_t>(index)]);
  }
  for (int i = count; i-- > 0;) {
    ir::Graph& graph = graphs[static_cast<size_t>(i)];
    if (absl::StrContains(graph.name, which)) return std::move(graph);
  }
  return absl::NotFoundError(
      absl::StrCat("no graph has '", which, "' in its name"));
}

}  // namespace pyjit
