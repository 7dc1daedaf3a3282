#ifndef RUNTIME_RECURSION_GUARD_H_
#define RUNTIME_RECURSION_GUARD_H_

#include "runtime/error.h"
#include "runtime/thread.h"

namespace pyjit {

// One level of recursion in C++ code that walks Python objects (repr, comparison):
// counts against the recursion limit as CPython counts it, and against the native
// stack. While `ok()` is false a RecursionError is pending.
class RecursionGuard {
 public:
  // where: " in comparison", " while getting the repr of an object", ...
  RecursionGuard(Thread* t, const char* where) : t_(t) {
    ok_ = ++t->depth <= t->depth_limit &&
          static_cast<uint8_t*>(__builtin_frame_address(0)) >= t->native_limit;
    if (!ok_) [[unlikely]] {
      Raise(t, Exc::kRecursionError, "maximum recursion depth exceeded%s", where);
    }
  }
  ~RecursionGuard() { --t_->depth; }
  RecursionGuard(const RecursionGuard&) = delete;
  RecursionGuard& operator=(const RecursionGuard&) = delete;

  bool ok() const { return ok_; }

 private:
  Thread* t_;
  bool ok_;
};

}  // namespace pyjit

#endif  // RUNTIME_RECURSION_GUARD_H_
