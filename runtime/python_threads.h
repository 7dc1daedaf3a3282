#ifndef RUNTIME_PYTHON_THREADS_H_
#define RUNTIME_PYTHON_THREADS_H_

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>

#include "runtime/callee_saved.h"
#include "runtime/heap.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Python threads of one isolate (design D7): native threads that take turns.
//
// One Thread per isolate says what the *running* Python thread does; that is what
// every `Thread* t` points to, whoever runs. When another one takes its turn, the
// fields of PYJIT_THREAD_OWN_FIELDS are saved and those of the other put in their
// place. So compiled code, collector, recorder and profiler know one Thread, and a
// program without threads pays nothing.
//
// Turns change where Python code polls (kPollSwitch: someone waited for the
// switch interval) and around calls that block (BlockingRegion, LockState).

namespace pyjit {

class Isolate;

// What a Python thread keeps while another one runs.
struct SavedThread {
#define PYJIT_SAVE_FIELD(field) decltype(Thread::field) field{};
  PYJIT_THREAD_OWN_FIELDS(PYJIT_SAVE_FIELD)
#undef PYJIT_SAVE_FIELD
  uintptr_t registers[kCalleeSavedCount] = {};  // when it stopped running
  const void* native_low = nullptr;  // its native stack is scanned from here
  bool parked = false;         // not running, so scanned by the collector
  // How it began; null for the thread that made the isolate.
  Value callee, args, kwargs;
  Value locals;    // dict of _thread._local objects' dicts, or null
  Value context;   // contextvars' current Context, or null
  Value sentinel;  // lock released when the thread ends (_thread._set_sentinel), or null
  void* stack = nullptr;  // mapping of its VM stack
  size_t stack_bytes = 0;
  bool is_main = false;
  SavedThread* next = nullptr;
};

// A lock that Python threads wait for; malloc'ed and owned by a lock object. Every
// function is called with the isolate held, by its running thread.
struct LockState {
  bool taken = false;   // guarded by the control's mutex while someone waits
  bool locked = false;  // what Python sees: who took it has had its turn since
  int waiters = 0;
  // Never destroyed: in the child of a fork it may have waiters that do not exist,
  // for which its destructor would wait. It owns nothing.
  union {
    std::condition_variable changed;
  };
  LockState() : changed() {}
  ~LockState() {}
};

// Why waiting ended.
enum class WaitResult : uint8_t {
  kDone,
  kTimeout,
  kInterrupted,  // a signal, an interrupt or a limit: see HandlePoll
};

class PythonThreads final : public RootProvider {
 public:
  explicit PythonThreads(Isolate* isolate);
  ~PythonThreads();

  // Alive Python threads, the main one included.
  int count() const { return count_; }
  SavedThread* running() const { return running_; }
  SavedThread* first() const { return first_; }  // the others follow
  bool running_is_main() const { return running_->is_main; }
  // Identifies the running thread (threading.get_ident); not 0, unique while it lives.
  uint64_t ident() const { return IdentOf(running_); }
  static uint64_t IdentOf(const SavedThread* thread) {
    return reinterpret_cast<uintptr_t>(thread) >> 4;
  }

  // Starts a native thread that calls callee(*args, **kwargs); kwargs may be null.
  // stack_size in bytes, 0: the system's. Its ident, or 0 with RuntimeError or
  // MemoryError pending. `on_end` runs on it, holding the isolate, with the result
  // (null: an exception is pending, which it clears).
  using EndFn = void (*)(Thread* t, SavedThread* self, Value result);
  uint64_t Start(Thread* t, Value callee, Value args, Value kwargs, size_t stack_size,
                 EndFn on_end);

  // The running thread lets others run, and waits for its turn again. Nothing
  // of the isolate may be touched in between. The function that is to keep Values in
  // between, and stays until Acquire, has called CaptureCalleeSaved(self->registers).
  void Release(Thread* t);
  void Acquire(Thread* t, SavedThread* self);

  // Bits of the poll word that only the main thread answers (signals, interrupts), met by
  // another one: the main thread finds them when it has its turn.
  void KeepForMain(uint32_t bits) { for_main_.fetch_or(bits); }

  // What kPollSwitch asks for.
  void Yield(Thread* t);

  // Takes the lock, waiting up to timeout_ns (negative: for ever, 0: not at all).
  WaitResult AcquireLock(Thread* t, LockState* lock, int64_t timeout_ns);
  void ReleaseLock(LockState* lock);
  // Sleeps; ends early when the poll word asks for something.
  WaitResult Sleep(Thread* t, int64_t nanoseconds);

  // Around the time when no call of the host is inside the isolate: its Python
  // threads run on. HostEnter before anything of the isolate is touched.
  void HostLeave(Thread* t);
  void HostEnter(Thread* t);

  // In the child after fork(): the running thread is the only one, and the main one.
  void AfterFork(Thread* t);
  // Before the isolate goes: every other thread is told to end and waited for.
  // One that is stuck in a system call is left behind, never to touch it again.
  void StopAll(Thread* t);
  bool stopping() const { return stopping_; }  // StopAll is under way

  // Seconds after which a waiting thread asks the running one to yield.
  double switch_interval() const { return interval_ns_ * 1e-9; }
  void set_switch_interval(double seconds) {
    interval_ns_ = static_cast<int64_t>(seconds * 1e9);
  }

  void VisitRoots(RootVisitor* visitor) override;

 private:
  struct Control;  // outlives the isolate while a thread is left behind
  struct StartInfo;
  static void* Main(void* info);
  void Save(Thread* t, SavedThread* self);  // all but the registers
  static void Restore(Thread* t, SavedThread* self);
  void WaitForTurn(std::unique_lock<std::mutex>& lock, Thread* t);
  void Unlink(SavedThread* self);
  template <typename Ready>
  WaitResult Wait(Thread* t, std::condition_variable* changed, int64_t timeout_ns,
                  Ready ready);

  Isolate* isolate_;
  std::shared_ptr<Control> control_;
  SavedThread* first_;    // all alive ones
  SavedThread* running_;  // guarded by holding the isolate
  int count_ = 1;
  bool stopping_ = false;   // guarded likewise
  SavedThread* outside_ = nullptr;  // whose turn the host gave up in HostLeave
  std::atomic<int64_t> interval_ns_{5'000'000};
  std::atomic<uint32_t> for_main_{0};  // see KeepForMain
};

PythonThreads* ThreadsOf(Thread* t);

// Around a call that blocks: other Python threads may run meanwhile. No Value may be
// made or read inside, nothing of the isolate touched.
class BlockingRegion {
 public:
  [[gnu::always_inline]] explicit BlockingRegion(Thread* t)
      : t_(t), threads_(ThreadsOf(t)) {
    if (threads_->count() > 1) {
      self_ = threads_->running();
      CaptureCalleeSaved(self_->registers);
      threads_->Release(t);
    }
  }
  ~BlockingRegion() {
    if (self_ != nullptr) threads_->Acquire(t_, self_);
  }
  BlockingRegion(const BlockingRegion&) = delete;
  BlockingRegion& operator=(const BlockingRegion&) = delete;

 private:
  Thread* t_;
  PythonThreads* threads_;
  SavedThread* self_ = nullptr;
};

}  // namespace pyjit

#endif  // RUNTIME_PYTHON_THREADS_H_
