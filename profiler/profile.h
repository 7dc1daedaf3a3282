#ifndef PROFILER_PROFILE_H_
#define PROFILER_PROFILE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "profiler/stack_walk.h"
#include "runtime/thread.h"

namespace pyjit {

// A finished profile: plain data, needs no isolate. Read by the writers.
struct ProfileFunction {
  std::string name;  // qualified name; native: the symbol or library+offset
  std::string file;  // empty for native functions
  int first_line = 0;
};
struct ProfileFrame {
  uint32_t function;  // index
  int32_t line;       // that was running; 0 if unknown
  SampleFrameKind kind;
};
struct ProfileStack {
  std::vector<ProfileFrame> frames;  // outermost first
  VmState state;
  uint64_t weight;  // timer periods
};
struct Profile {
  std::vector<ProfileFunction> functions;
  std::vector<ProfileStack> stacks;  // in a fixed order
  uint64_t dropped = 0;              // samples for which there was no room
  uint64_t period_us = 0;
};

// "minor gc" and so on.
const char* VmStateName(VmState state);

}  // namespace pyjit

#endif  // PROFILER_PROFILE_H_
