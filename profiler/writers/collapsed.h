#ifndef PROFILER_WRITERS_COLLAPSED_H_
#define PROFILER_WRITERS_COLLAPSED_H_

#include <string>

#include "profiler/profile.h"

namespace pyjit {

struct CollapsedOptions {
  bool lines = false;      // the line that ran, not the one of the def
  bool vm_states = false;  // a last frame for what the VM did, "(minor gc)"
};

// Collapsed stacks, what flame graph tools read: a line per stack, sorted,
//
//   <module> (a.py:1);work (a.py:4)_[j] 12
//
// outermost first, then the number of timer periods. `_[j]` marks compiled
// code, `_[i]` what is inlined in it; a semicolon in a name becomes a colon.
std::string WriteCollapsed(const Profile& profile,
                           const CollapsedOptions& options);

}  // namespace pyjit

#endif  // PROFILER_WRITERS_COLLAPSED_H_
