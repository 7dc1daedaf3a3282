#ifndef IR_VERIFIER_INTERNAL_H_
#define IR_VERIFIER_INTERNAL_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "ir/printer.h"
#include "ir/verifier.h"

namespace pyjit::ir::verifier_internal {

// Where the parts of the verifier report.
class Report {
 public:
  explicit Report(const Graph& graph) : graph_(graph), numbering_(graph) {}
  void OnNode(Ref ref, absl::string_view message);
  void OnBlock(BlockId block, absl::string_view message);
  void OnSnapshot(SnapshotId id, absl::string_view message);
  void OnGraph(absl::string_view message);
  std::string Value(Ref ref) const;
  std::vector<Complaint>& complaints() { return complaints_; }

 private:
  const Graph& graph_;
  Numbering numbering_;
  std::vector<Complaint> complaints_;
};

// Each checks what its section of verifier.h says. The later ones require that
// CheckStructure found nothing.
void CheckStructure(const Graph& graph, Report* report);
void CheckNodes(const Graph& graph, Report* report);
void CheckSnapshots(const Graph& graph, Report* report);
void CheckFlow(const Graph& graph, const VerifyOptions& options, Report* report);

}  // namespace pyjit::ir::verifier_internal

#endif  // IR_VERIFIER_INTERNAL_H_
