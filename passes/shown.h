#ifndef PASSES_SHOWN_H_
#define PASSES_SHOWN_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "ir/cfg.h"
#include "ir/graph.h"

namespace pyjit::passes {

// The shown parameters of a graph: tagged block parameters that nothing uses but registers of
// snapshots, and others of this sort. So variables are carried that are not read any more, and
// that who looks at the frame sees all the same.
class ShownParams {
 public:
  // Finds them. The graph may get nodes and new arguments; its blocks and edges stay.
  explicit ShownParams(ir::Graph* graph);

  const std::vector<ir::Ref>& params() const { return params_; }
  bool Is(ir::Ref ref) const { return ref < is_.size() && is_[ref]; }
  // The register in which snapshots show the parameter, or others that get it: kShownNowhere,
  // RegisterOf(frame, register), or kShownVariously.
  static constexpr uint64_t kShownNowhere = ~uint64_t{0}, kShownVariously = ~uint64_t{1};
  static uint64_t RegisterOf(size_t frame, uint32_t reg) { return uint64_t{frame} << 32 | reg; }
  uint64_t ShownIn(ir::Ref param) const { return shown_in_[param]; }

  // Calls visit(Ref& arg, Ref param) for each argument of an edge that can be taken. No node
  // may be added meanwhile.
  template <typename Visit>
  void ForEachArg(Visit visit) {
    for (ir::BlockId id : cfg_.ReversePostOrder()) {
      for (ir::Target& target : graph_.Terminator(id).targets) {
        const std::vector<ir::Ref>& params = graph_.blocks[target.block].params;
        for (size_t i = 0; i < params.size(); ++i) visit(target.args[i], params[i]);
      }
    }
  }

  // Takes back, too, the parameters that flow into one of `work`, if `is` says they are some.
  void TakeBackSources(std::vector<ir::Ref> work, std::vector<bool>* is) const;

 private:
  void FindRegisters(const ir::Snapshot& snapshot);
  bool Show(ir::Ref param, uint64_t where);

  ir::Graph& graph_;
  const ir::Cfg cfg_;
  std::vector<bool> is_;            // by Ref
  std::vector<ir::Ref> params_;
  std::vector<uint64_t> shown_in_;  // by Ref
  std::map<ir::Ref, std::vector<ir::Ref>> sources_;  // parameters that flow into one
};

// Not a pass, as exits show less than before: a shown parameter that is dead (kDeadParam), to
// which some edge brings an object that is made in the graph, is null instead. Carrying such
// an object on would mean to make it in each iteration, where it may become virtual: until the
// variable is bound again it shows as unbound. Says whether anything changed.
bool ForgetMadeObjects(ir::Graph* graph);

}  // namespace pyjit::passes

#endif  // PASSES_SHOWN_H_
