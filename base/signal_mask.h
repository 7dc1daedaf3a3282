#ifndef BASE_SIGNAL_MASK_H_
#define BASE_SIGNAL_MASK_H_

#include <pthread.h>

#include <csignal>

namespace pyjit {

// While one lives, the calling thread takes no signals, and threads that it starts never
// do: signals to the process are for the host's threads and for Python's main thread.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;

 private:
  sigset_t before_;
};

}  // namespace pyjit

#endif  // BASE_SIGNAL_MASK_H_
