#ifndef BASE_THREAD_CLOCK_H_
#define BASE_THREAD_CLOCK_H_

#include <time.h>

namespace pyjit {

// Milliseconds of processor time that the calling thread has used: what work
// costs, however busy the machine is. Any thread.
inline double ThreadMs() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 +
         static_cast<double>(now.tv_nsec) * 1e-6;
}

}  // namespace pyjit

#endif  // BASE_THREAD_CLOCK_H_
