#ifndef RUNTIME_WATCHPOINT_H_
#define RUNTIME_WATCHPOINT_H_

#include <cstdint>
#include <vector>

namespace pyjit {

// Code that assumed something (design D9). Implemented by jit. Retire() is
// called on the isolate's running thread, may not run Python and may not
// collect; it must remove the code from further entry before it returns.
class Dependent {
 public:
  virtual void Retire(const char* reason) = 0;

 protected:
  ~Dependent() = default;
};

// A set of dependents of one assumption: "this cell keeps its value", "this
// class and its bases keep their attributes". Owned by the thing watched.
class Watchpoint {
 public:
  // Registers code as depending; idempotent for one dependent.
  void Watch(Dependent* dependent);
  // Forgets a dependent that is going away.
  void Unwatch(Dependent* dependent);
  // The assumption no longer holds: retires all dependents and forgets them.
  void Fire(const char* reason);
  bool watched() const { return !dependents_.empty(); }
  // How often Fire() found somebody; the recorder stops assuming what changes often.
  uint32_t fire_count() const { return fire_count_; }

 private:
  std::vector<Dependent*> dependents_;
  uint32_t fire_count_ = 0;
};

}  // namespace pyjit

#endif  // RUNTIME_WATCHPOINT_H_
