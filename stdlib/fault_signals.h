#ifndef STDLIB_FAULT_SIGNALS_H_
#define STDLIB_FAULT_SIGNALS_H_

#include <cstdint>
#include <memory>

#include "runtime/thread.h"

// What faulthandler does with signals and time. Signals belong to the process: the
// isolate that asked last handles the fatal ones.

namespace pyjit {

// Fatal signals write a traceback of the isolate to `fd` before they end the process.
// False: the system refused (errno).
bool EnableFaults(Thread* t, int fd, bool all_threads);
bool DisableFaults();  // whether they were enabled
bool FaultsEnabled();

// A signal that only writes a traceback (and, with `chain`, goes on to who had it before).
bool RegisterFaultSignal(Thread* t, int number, int fd, bool all_threads, bool chain);
bool UnregisterFaultSignal(int number);  // whether it was registered
bool IsFatalSignal(int number);
// The isolate ends: none of the above may look at it again.
void ForgetFaults(Thread* t);

// Writes tracebacks of all threads after a time, unless it is cancelled (destroyed).
class FaultTimer {
 public:
  struct Options {
    int64_t nanoseconds = 0;
    bool repeat = false;
    bool exit = false;  // then the process ends with code 1
    int fd = 2;
  };
  FaultTimer(Thread* t, const Options& options);
  ~FaultTimer();
  FaultTimer(const FaultTimer&) = delete;
  FaultTimer& operator=(const FaultTimer&) = delete;
  bool started() const { return state_ != nullptr; }

 private:
  struct State;
  static void* Main(void* state);
  std::unique_ptr<State> state_;
};

}  // namespace pyjit

#endif  // STDLIB_FAULT_SIGNALS_H_
