#include "runtime/python_threads.h"

#include <pthread.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <chrono>
#include <new>

#include "base/signal_mask.h"
#include "runtime/call.h"
#include "runtime/collector.h"
#include "runtime/error.h"
#include "runtime/isolate.h"
#include "runtime/native_stack.h"

namespace pyjit {

namespace {

using Clock = std::chrono::steady_clock;

// What makes a waiting thread look at the poll word, besides what it waits for:
// signals and limits are set there by others, who know of no condition variable.
constexpr auto kGlance = std::chrono::milliseconds(20);
constexpr uint32_t kEndsWaits = kPollInterrupt | kPollDeadline | kPollSignal | kPollMemory;
// How long StopAll waits for threads that do not come back.
constexpr auto kPatience = std::chrono::milliseconds(500);
// Charged against the cap for each thread: stacks as far as they are usually used.
constexpr int64_t kChargePerThread = 128 << 10;

}  // namespace

struct PythonThreads::Control {
  std::mutex mutex;
  std::condition_variable turn;     // held became false, or a stop
  std::condition_variable taken;    // turns changed
  std::condition_variable ended;    // a thread left
  bool held = true;                 // some thread runs
  uint64_t turns = 0;               // times the isolate was taken
  int waiting = 0;                  // threads waiting for their turn
  bool stopping = false;            // all but the one that stops are to end
  bool dead = false;                // the isolate is gone
};

// Handed to a new native thread.
struct PythonThreads::StartInfo {
  std::shared_ptr<Control> control;
  PythonThreads* threads;
  Thread* t;
  SavedThread* self;
  EndFn on_end;
};

PythonThreads* ThreadsOf(Thread* t) { return t->isolate->threads(); }

PythonThreads::PythonThreads(Isolate* isolate)
    : isolate_(isolate),
      control_(std::make_shared<Control>()),
      first_(new SavedThread),
      running_(first_) {
  first_->is_main = true;
}

PythonThreads::~PythonThreads() {
  while (first_ != nullptr) {
    SavedThread* next = first_->next;
    // One left behind keeps what it would look at: Acquire never returns to it.
    if (!control_->dead || !first_->parked) delete first_;
    first_ = next;
  }
}

// --- Saved state ---

__attribute__((noinline)) void PythonThreads::Save(Thread* t, SavedThread* self) {
#define PYJIT_SAVE_FIELD(field) self->field = t->field;
  PYJIT_THREAD_OWN_FIELDS(PYJIT_SAVE_FIELD)
#undef PYJIT_SAVE_FIELD
  self->native_low = __builtin_frame_address(0);
  self->parked = true;
}

void PythonThreads::Restore(Thread* t, SavedThread* self) {
#define PYJIT_SAVE_FIELD(field) t->field = self->field;
  PYJIT_THREAD_OWN_FIELDS(PYJIT_SAVE_FIELD)
#undef PYJIT_SAVE_FIELD
  if (t->trace_function.is_null() && t->profile_function.is_null()) {
    t->poll.fetch_and(~uint32_t{kPollTrace}, std::memory_order_relaxed);
  } else {
    t->poll.fetch_or(kPollTrace, std::memory_order_relaxed);
  }
  if (self->is_main) {
    t->poll.fetch_or(ThreadsOf(t)->for_main_.exchange(0), std::memory_order_relaxed);
  }
  self->parked = false;
}

void PythonThreads::VisitRoots(RootVisitor* visitor) {
  for (SavedThread* thread = first_; thread != nullptr; thread = thread->next) {
    for (Value* v : {&thread->callee, &thread->args, &thread->kwargs, &thread->locals,
                     &thread->context, &thread->sentinel}) {
      visitor->Visit(v);
    }
    if (!thread->parked) continue;
#define PYJIT_VISIT_FIELD(field) \
  visitor->VisitConservative(&thread->field, &thread->field + 1);
    PYJIT_THREAD_OWN_FIELDS(PYJIT_VISIT_FIELD)
#undef PYJIT_VISIT_FIELD
    if (thread->native_low != nullptr) {
      visitor->VisitConservative(thread->registers,
                                 thread->registers + kCalleeSavedCount);
      visitor->VisitConservative(thread->native_low, thread->native_base);
    }
    visitor->VisitConservative(thread->stack_base,
                               UsedStackEnd(thread->frame, thread->stack_top));
  }
}

// --- Turns ---

void PythonThreads::WaitForTurn(std::unique_lock<std::mutex>& lock, Thread* t) {
  Control& control = *control_;
  ++control.waiting;
  while (control.held) {
    const uint64_t turns = control.turns;
    const auto interval = std::chrono::nanoseconds(interval_ns_.load());
    if (control.turn.wait_for(lock, interval) == std::cv_status::timeout &&
        control.held && control.turns == turns && !control.dead) {
      t->poll.fetch_or(kPollSwitch, std::memory_order_relaxed);
    }
    if (control.dead) {
      // The isolate is gone: there is nothing this thread may return to.
      lock.unlock();
      for (;;) pause();
    }
  }
  --control.waiting;
  control.held = true;
  ++control.turns;
  control.taken.notify_all();
}

void PythonThreads::Release(Thread* t) {
  Save(t, running_);
  std::lock_guard<std::mutex> lock(control_->mutex);
  control_->held = false;
  control_->turn.notify_one();
}

void PythonThreads::Acquire(Thread* t, SavedThread* self) {
  std::shared_ptr<Control> control = control_;
  std::unique_lock<std::mutex> lock(control->mutex);
  WaitForTurn(lock, t);
  running_ = self;
  Restore(t, self);
}

void PythonThreads::HostLeave(Thread* t) {
  if (count_ == 1 || outside_ != nullptr) return;
  outside_ = running_;
  Save(t, running_);
  // The host's own frames hold nothing of ours, and its thread may end.
  running_->native_low = nullptr;
  std::lock_guard<std::mutex> lock(control_->mutex);
  control_->held = false;
  control_->turn.notify_one();
}

void PythonThreads::HostEnter(Thread* t) {
  if (outside_ == nullptr) return;
  SavedThread* self = outside_;
  Acquire(t, self);
  outside_ = nullptr;
}

void PythonThreads::Yield(Thread* t) {
  if (count_ == 1) return;
  SavedThread* self = running_;
  CaptureCalleeSaved(self->registers);
  Save(t, self);
  std::unique_lock<std::mutex> lock(control_->mutex);
  if (control_->waiting > 0) {
    const uint64_t turns = control_->turns;
    control_->held = false;
    control_->turn.notify_one();
    // Until the other one has it: else this thread would take it again at once.
    while (control_->turns == turns && control_->waiting > 0) control_->taken.wait(lock);
    WaitForTurn(lock, t);
    running_ = self;
  }
  Restore(t, self);
}

// --- Waiting ---

template <typename Ready>
WaitResult PythonThreads::Wait(Thread* t, std::condition_variable* changed,
                               int64_t timeout_ns, Ready ready) {
  const bool forever = timeout_ns < 0;
  const auto end = Clock::now() + std::chrono::nanoseconds(forever ? 0 : timeout_ns);
  SavedThread* self = running_;
  const bool others = count_ > 1;
  std::shared_ptr<Control> control = control_;
  if (others) {
    CaptureCalleeSaved(self->registers);
    Save(t, self);
  }
  std::unique_lock<std::mutex> lock(control->mutex);
  if (others) {
    control->held = false;
    control->turn.notify_one();
  }
  WaitResult result = WaitResult::kDone;
  while (!ready()) {
    if (control->dead || control->stopping ||
        (t->poll.load(std::memory_order_relaxed) & kEndsWaits) ||
        (self->is_main && for_main_.load() != 0)) {
      result = WaitResult::kInterrupted;
      break;
    }
    auto wake = Clock::now() + kGlance;
    if (!forever) {
      if (Clock::now() >= end) {
        result = WaitResult::kTimeout;
        break;
      }
      if (end < wake) wake = end;
    }
    changed->wait_until(lock, wake);
  }
  if (others) {
    WaitForTurn(lock, t);
    running_ = self;
    Restore(t, self);
  }
  return result;
}

WaitResult PythonThreads::AcquireLock(Thread* t, LockState* lock, int64_t timeout_ns) {
  if (lock->waiters == 0) {
    if (!lock->taken) {
      lock->taken = lock->locked = true;
      return WaitResult::kDone;
    }
    if (timeout_ns == 0) return WaitResult::kTimeout;
  }
  ++lock->waiters;
  const WaitResult result = Wait(t, &lock->changed, timeout_ns, [lock] {
    if (lock->taken) return false;
    lock->taken = true;
    return true;
  });
  --lock->waiters;
  if (result == WaitResult::kDone) lock->locked = true;
  return result;
}

void PythonThreads::ReleaseLock(LockState* lock) {
  lock->locked = false;
  if (lock->waiters == 0) {
    lock->taken = false;
    return;
  }
  std::lock_guard<std::mutex> guard(control_->mutex);
  lock->taken = false;
  lock->changed.notify_one();
}

WaitResult PythonThreads::Sleep(Thread* t, int64_t nanoseconds) {
  std::condition_variable never;
  const WaitResult result = Wait(t, &never, nanoseconds, [] { return false; });
  return result == WaitResult::kTimeout ? WaitResult::kDone : result;
}

// --- Beginning and end ---

uint64_t PythonThreads::Start(Thread* t, Value callee, Value args, Value kwargs,
                              size_t stack_size, EndFn on_end) {
  if (!t->heap->ChargeExternal(kChargePerThread)) {
    RaiseMemoryError(t);
    return 0;
  }
  const size_t words = isolate_->options().vm_stack_words;
  void* stack = mmap(nullptr, words * 8, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (stack == MAP_FAILED) {
    t->heap->ChargeExternal(-kChargePerThread);
    RaiseText(t, Exc::kRuntimeError, "can't start new thread");
    return 0;
  }
  auto* self = new SavedThread;
  self->callee = callee;
  self->args = args;
  self->kwargs = kwargs;
  self->stack = stack;
  self->stack_bytes = words * 8;
  self->stack_base = self->stack_top = static_cast<Value*>(stack);
  self->stack_limit = self->stack_base + words;
  self->parked = true;
  auto* info = new StartInfo{control_, this, t, self, on_end};

  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  if (stack_size != 0) pthread_attr_setstacksize(&attributes, stack_size);
  // Signals are the main thread's.
  int error;
  {
    SignalsBlocked blocked;
    pthread_t native;
    self->next = first_->next;
    first_->next = self;
    ++count_;
    error = pthread_create(&native, &attributes, Main, info);
  }
  pthread_attr_destroy(&attributes);
  if (error != 0) {
    Unlink(self);
    munmap(stack, words * 8);
    delete self;
    delete info;
    t->heap->ChargeExternal(-kChargePerThread);
    RaiseText(t, Exc::kRuntimeError, "can't start new thread");
    return 0;
  }
  return IdentOf(self);
}

void PythonThreads::Unlink(SavedThread* self) {
  for (SavedThread** link = &first_; *link != nullptr; link = &(*link)->next) {
    if (*link == self) {
      *link = self->next;
      --count_;
      return;
    }
  }
}

void* PythonThreads::Main(void* opaque) {
  std::unique_ptr<StartInfo> info(static_cast<StartInfo*>(opaque));
  const std::shared_ptr<Control> control = info->control;
  SavedThread* self = info->self;
  Thread* t = info->t;
  const NativeStack stack = CurrentNativeStack();
  self->native_base = stack.high;
  self->native_limit = NativeLimitOf(stack);
  self->os_thread_id = static_cast<uint64_t>(syscall(SYS_gettid));
  self->native_thread = __builtin_thread_pointer();
  {
    std::unique_lock<std::mutex> lock(control->mutex);
    if (control->dead) return nullptr;
    info->threads->WaitForTurn(lock, t);
  }
  PythonThreads* threads = info->threads;
  threads->running_ = self;
  Restore(t, self);
  const Value result = CallWithUnpacking(t, self->callee, self->args, self->kwargs);
  info->on_end(t, self, result);
  t->exception = Value();
  self->callee = self->args = self->kwargs = self->locals = Value();
  t->heap->ChargeExternal(-kChargePerThread);
  threads->Unlink(self);
  munmap(self->stack, self->stack_bytes);
  delete self;
  std::lock_guard<std::mutex> lock(control->mutex);
  control->held = false;
  control->turn.notify_one();
  control->ended.notify_all();
  control->taken.notify_all();
  return nullptr;
}

void PythonThreads::AfterFork(Thread* t) {
  // The other threads do not exist here; their stacks and saved state stay
  // mapped, and nobody runs on them.
  SavedThread* self = running_;
  for (SavedThread* thread = first_; thread != nullptr;) {
    SavedThread* next = thread->next;
    if (thread != self) {
      if (thread->stack != nullptr) munmap(thread->stack, thread->stack_bytes);
      delete thread;
    }
    thread = next;
  }
  first_ = self;
  self->next = nullptr;
  self->is_main = true;
  for_main_ = 0;
  count_ = 1;
  // The old one's mutex and condition variables may be in use by threads that are
  // not here: it is left as it is.
  new std::shared_ptr<Control>(control_);
  control_ = std::make_shared<Control>();
}

void PythonThreads::StopAll(Thread* t) {
  HostEnter(t);
  if (count_ == 1) return;
  const std::shared_ptr<Control> control = control_;
  SavedThread* self = running_;
  stopping_ = true;
  // A limit that no handler catches (interp/unwind.h) ends them wherever they poll.
  t->poll.fetch_or(kPollDeadline, std::memory_order_relaxed);
  CaptureCalleeSaved(self->registers);
  Save(t, self);
  std::unique_lock<std::mutex> lock(control->mutex);
  control->stopping = true;
  control->held = false;
  control->turn.notify_one();
  auto end = Clock::now() + kPatience;
  while (count_ > 1) {
    if (control->ended.wait_until(lock, end) == std::cv_status::timeout) {
      if (!control->held) break;  // whoever is left does not want its turn
      // One still runs: it may be in a long operation of the library.
      end = Clock::now() + kPatience;
    }
  }
  control->dead = count_ > 1;
  control->held = true;
  running_ = self;
  Restore(t, self);
  t->poll.fetch_and(~static_cast<uint32_t>(kPollDeadline), std::memory_order_relaxed);
}

}  // namespace pyjit
