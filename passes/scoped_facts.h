#ifndef PASSES_SCOPED_FACTS_H_
#define PASSES_SCOPED_FACTS_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "ir/cfg.h"
#include "ir/graph.h"

namespace pyjit::passes {

// What is known at a place of a graph: keys with values (numbers), learned and
// forgotten along a walk over the dominator tree. Going back up undoes what was
// done below, so no block keeps a copy of its facts: learning, forgetting and
// undoing cost a step each. Where paths meet, a Join holds what differs at their
// ends from what was known at the dominator.
//
// Facts are in groups, that those which may end together are found together.
template <typename Key>
class ScopedFacts {
 public:
  struct Mark {
    size_t log = 0, entries = 0;
  };
  class Join {
   private:
    friend class ScopedFacts;
    struct Change {
      Key key;
      bool known;      // at all ends so far, as `value`
      bool dominator;  // the dominator knows something
      uint32_t value;
    };
    bool first_ = true;
    std::vector<Change> changes_;
    absl::flat_hash_map<Key, size_t> index_;
  };

  // Null if nothing is known.
  const uint32_t* Find(const Key& key) const {
    const auto found = top_.find(key);
    if (found == top_.end() || found->second == kNoEntry) return nullptr;
    const Entry& entry = entries_[found->second];
    return entry.alive ? &entry.value : nullptr;
  }
  bool Is(const Key& key, uint32_t value) const {
    const uint32_t* found = Find(key);
    return found != nullptr && *found == value;
  }

  // Learns; what was known of `key` is forgotten.
  void Set(const Key& key, uint32_t value, uint32_t group) {
    uint32_t& top = top_.try_emplace(key, kNoEntry).first->second;
    if (top != kNoEntry && entries_[top].alive) {
      if (entries_[top].value == value) return;
      ForgetEntry(top);
    }
    const auto at = static_cast<uint32_t>(entries_.size());
    entries_.push_back({key, value, group, top, kNoEntry, kNoEntry, true});
    top = at;
    Link(at);
    log_.push_back({at, true});
  }

  void Forget(const Key& key) {
    const auto found = top_.find(key);
    if (found == top_.end() || found->second == kNoEntry) return;
    if (entries_[found->second].alive) ForgetEntry(found->second);
  }
  // Forgets the facts of a group for which gone(key, value).
  template <typename Gone>
  void ForgetIf(uint32_t group, Gone gone) {
    if (group >= heads_.size()) return;
    for (uint32_t at = heads_[group]; at != kNoEntry;) {
      const uint32_t next = entries_[at].next;
      if (gone(entries_[at].key, entries_[at].value)) ForgetEntry(at);
      at = next;
    }
  }
  void ForgetAll(uint32_t group) {
    ForgetIf(group, [](const Key&, uint32_t) { return true; });
  }

  Mark Now() const { return {log_.size(), entries_.size()}; }
  void UndoTo(const Mark& mark) {
    while (log_.size() > mark.log) {
      const Step step = log_.back();
      log_.pop_back();
      Entry& entry = entries_[step.entry];
      if (!step.added) {
        entry.alive = true;
        Link(step.entry);
        continue;
      }
      Unlink(step.entry);
      top_[entry.key] = entry.below;
      entries_.pop_back();
    }
  }

  // Now is the end of a path to a place where paths meet; `dominator` was the
  // end of the place's dominator.
  void AddPath(const Mark& dominator, Join* join) const {
    if (!join->first_) {
      // What the others found on their way.
      for (auto& change : join->changes_) {
        if (change.known && !Is(change.key, change.value)) change.known = false;
      }
    }
    for (size_t i = dominator.log; i < log_.size(); ++i) {
      const Entry& entry = entries_[log_[i].entry];
      const bool of_dominator = log_[i].entry < dominator.entries;
      // Others know nothing of what is new here.
      if (!join->first_ && !of_dominator) continue;
      const auto [at, fresh] =
          join->index_.try_emplace(entry.key, join->changes_.size());
      if (fresh) {
        const uint32_t* value = Find(entry.key);
        const bool known =
            value != nullptr && (join->first_ || *value == entry.value);
        join->changes_.push_back(
            {entry.key, known, of_dominator, value == nullptr ? 0 : *value});
      } else {
        join->changes_[at->second].dominator |= of_dominator;
      }
    }
    join->first_ = false;
  }
  // At the end of the dominator: goes on to where the paths have met.
  // group_of(key, value) is the group of a fact.
  template <typename GroupOf>
  void Enter(const Join& join, GroupOf group_of) {
    for (const auto& change : join.changes_) {
      if (change.known) {
        Set(change.key, change.value, group_of(change.key, change.value));
      } else if (change.dominator) {
        Forget(change.key);
      }
    }
  }

 private:
  static constexpr uint32_t kNoEntry = 0xFFFFFFFF;
  struct Entry {
    Key key;
    uint32_t value;
    uint32_t group;
    uint32_t below;       // the entry of this key before
    uint32_t prev, next;  // of those alive in the group
    bool alive;
  };
  struct Step {
    uint32_t entry;
    bool added;  // else forgotten
  };

  void Link(uint32_t at) {
    Entry& entry = entries_[at];
    if (entry.group >= heads_.size()) heads_.resize(entry.group + 1, kNoEntry);
    entry.prev = kNoEntry;
    entry.next = heads_[entry.group];
    if (entry.next != kNoEntry) entries_[entry.next].prev = at;
    heads_[entry.group] = at;
  }
  void Unlink(uint32_t at) {
    const Entry& entry = entries_[at];
    if (entry.prev != kNoEntry) {
      entries_[entry.prev].next = entry.next;
    } else {
      heads_[entry.group] = entry.next;
    }
    if (entry.next != kNoEntry) entries_[entry.next].prev = entry.prev;
  }
  void ForgetEntry(uint32_t at) {
    entries_[at].alive = false;
    Unlink(at);
    log_.push_back({at, false});
  }

  std::vector<Entry> entries_;
  std::vector<Step> log_;
  std::vector<uint32_t> heads_;  // by group
  absl::flat_hash_map<Key, uint32_t> top_;
};

// Calls enter(block) and, after all that it dominates, leave(block), from the
// entry down; a block comes after the ends of all paths to it but back edges.
template <typename Enter, typename Leave>
void WalkDominatorTree(const ir::Dominators& dominators, Enter enter, Leave leave) {
  std::vector<std::pair<ir::BlockId, size_t>> stack = {{0, 0}};
  enter(0);
  while (!stack.empty()) {
    const auto [id, next] = stack.back();
    const auto& children = dominators.Children(id);
    if (next == children.size()) {
      leave(id);
      stack.pop_back();
      continue;
    }
    ++stack.back().second;
    enter(children[next]);
    stack.emplace_back(children[next], 0);
  }
}

}  // namespace pyjit::passes

#endif  // PASSES_SCOPED_FACTS_H_
