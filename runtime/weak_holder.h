#ifndef RUNTIME_WEAK_HOLDER_H_
#define RUNTIME_WEAK_HOLDER_H_

#include <functional>

#include "runtime/heap.h"

namespace pyjit {

// Somebody outside the heap who refers to objects but does not want to keep them, and can
// do without: compiled code. Implemented by rooms above runtime.
class WeakHolder {
 public:
  // All it refers to. For a minor collection that is alive, as looking through it there
  // would be for little.
  virtual void VisitHeld(RootVisitor* visitor) = 0;
  // A major collection has marked what is alive; the rest is about to die, and what
  // refers to it must go too. Runs no Python, allocates no objects.
  virtual void ForgetDead(const std::function<bool(const Object*)>& is_alive) = 0;

 protected:
  ~WeakHolder() = default;
};

void AddWeakHolder(Heap* heap, WeakHolder* holder);
void RemoveWeakHolder(Heap* heap, WeakHolder* holder);

}  // namespace pyjit

#endif  // RUNTIME_WEAK_HOLDER_H_
