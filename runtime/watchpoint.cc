#include "runtime/watchpoint.h"

#include <algorithm>
#include <utility>

namespace pyjit {

void Watchpoint::Watch(Dependent* dependent) {
  if (std::find(dependents_.begin(), dependents_.end(), dependent) ==
      dependents_.end()) {
    dependents_.push_back(dependent);
  }
}

void Watchpoint::Unwatch(Dependent* dependent) {
  std::erase(dependents_, dependent);
}

void Watchpoint::Fire(const char* reason) {
  if (dependents_.empty()) return;
  ++fire_count_;
  // Retire() may Unwatch() any dependent, of this watchpoint too; so each one is
  // taken off the list before it hears of it.
  while (!dependents_.empty()) {
    Dependent* dependent = dependents_.back();
    dependents_.pop_back();
    dependent->Retire(reason);
  }
}

}  // namespace pyjit
