#include "profiler/sampler.h"

#include <pthread.h>
#include <signal.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"

namespace pyjit {
namespace {

// Not `sigev_notify_thread_id`, which older headers lack.
#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

SampleRegisters RegistersOf(const ucontext_t* context) {
  SampleRegisters registers;
#if defined(__x86_64__)
  const auto& regs = context->uc_mcontext.gregs;
  registers.pc = static_cast<uintptr_t>(regs[REG_RIP]);
  registers.stack = static_cast<uintptr_t>(regs[REG_RSP]);
  registers.frame = static_cast<uintptr_t>(regs[REG_RBP]);
  registers.bytecode_pc = static_cast<uintptr_t>(regs[REG_R12]);
#elif defined(__aarch64__)
  registers.pc = context->uc_mcontext.pc;
  registers.stack = context->uc_mcontext.sp;
  registers.frame = context->uc_mcontext.regs[29];
#endif
  return registers;
}

void OnSignal(int, siginfo_t* info, void* context) {
  if (info->si_code != SI_TIMER || info->si_value.sival_ptr == nullptr) return;
  const int saved_errno = errno;
  auto* link = static_cast<Sampler::Link*>(info->si_value.sival_ptr);
  link->running.fetch_add(1);
  if (Sampler* sampler = link->sampler.load(); sampler != nullptr) {
    const int missed = info->si_overrun > 0 ? info->si_overrun : 0;
    sampler->Take(RegistersOf(static_cast<const ucontext_t*>(context)),
                  1 + static_cast<uint64_t>(missed));
  }
  link->running.fetch_sub(1);
  errno = saved_errno;
}

absl::Status InstallHandler() {
  struct sigaction action;
  std::memset(&action, 0, sizeof(action));
  action.sa_sigaction = OnSignal;
  action.sa_flags = SA_SIGINFO | SA_RESTART;
  sigemptyset(&action.sa_mask);
  if (sigaction(SIGPROF, &action, nullptr) != 0) {
    return absl::InternalError(
        absl::StrCat("no handler for SIGPROF: ", std::strerror(errno)));
  }
  return absl::OkStatus();
}

}  // namespace

void Sampler::Take(const SampleRegisters& registers, uint64_t weight) {
  static_assert(sizeof(SampleFrame) == 2 * sizeof(uint64_t));
  auto* out = reinterpret_cast<SampleFrame*>(words_ + kSampleHeaderWords);
  const int n = WalkStack(t_, interp_->code_map, registers, native_frames_, out,
                          kMaxSampleFrames);
  const auto state =
      static_cast<uint64_t>(t_->vm_state.load(std::memory_order_relaxed));
  words_[0] = weight << kSampleStateBits | state;
  ring_->Push(words_, kSampleHeaderWords + 2 * static_cast<size_t>(n));
}

absl::Status Sampler::Start(const SamplerOptions& options) {
  if (link_ != nullptr) return absl::FailedPreconditionError("already sampling");
  if (options.period_us == 0 || options.period_us > 10'000'000) {
    return absl::InvalidArgumentError("the period must be 1 us to 10 s");
  }
  if (absl::Status status = InstallHandler(); !status.ok()) return status;
  native_frames_ = options.native_frames;
  link_ = new Link;
  link_->sampler.store(this);
  os_thread_ = syscall(SYS_gettid);
  struct sigevent event;
  std::memset(&event, 0, sizeof(event));
  event.sigev_notify = SIGEV_THREAD_ID;
  event.sigev_signo = SIGPROF;
  event.sigev_value.sival_ptr = link_;
  event.sigev_notify_thread_id = static_cast<int>(os_thread_);
  const clockid_t clock =
      options.wall_clock ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID;
  if (timer_create(clock, &event, &timer_) != 0) {
    delete link_;
    link_ = nullptr;
    return absl::InternalError(
        absl::StrCat("no timer for the profiler: ", std::strerror(errno)));
  }
  struct itimerspec spec;
  spec.it_interval.tv_sec = static_cast<time_t>(options.period_us / 1'000'000);
  spec.it_interval.tv_nsec =
      static_cast<long>(options.period_us % 1'000'000 * 1000);
  spec.it_value = spec.it_interval;
  timer_settime(timer_, 0, &spec, nullptr);
  return absl::OkStatus();
}

void Sampler::Stop() {
  if (link_ == nullptr) return;
  timer_delete(timer_);
  link_->sampler.store(nullptr);
  while (link_->running.load() != 0) {
  }
  if (syscall(SYS_gettid) == os_thread_) {
    // A last signal may be pending for this thread: let it come, then no other will.
    sigset_t prof, before;
    sigemptyset(&prof);
    sigaddset(&prof, SIGPROF);
    pthread_sigmask(SIG_UNBLOCK, &prof, &before);
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    delete link_;
  }
  // Else the link stays for such a signal: 16 bytes.
  link_ = nullptr;
}

}  // namespace pyjit
