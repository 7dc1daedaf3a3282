#include "runtime/native_stack.h"

#include <pthread.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstring>

// Set by the dynamic loader: the first thread's stack pointer at the start.
extern "C" __attribute__((weak)) void* __libc_stack_end;

namespace pyjit {

NativeStack CurrentNativeStack() {
  auto* here = static_cast<uint8_t*>(__builtin_frame_address(0));
  if (&__libc_stack_end != nullptr && syscall(SYS_gettid) == getpid()) {
    // For the first thread pthread_getattr_np would read /proc/self/maps, which
    // costs more than making an isolate.
    auto* high = static_cast<uint8_t*>(__libc_stack_end);
    rlimit limit;
    size_t size = 8 << 20;
    if (getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) {
      size = limit.rlim_cur;
    }
    if (size > (size_t{1} << 30)) size = size_t{1} << 30;
    if (here < high && static_cast<size_t>(high - here) < size) return {high - size, high};
  }
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
    void* low = nullptr;
    size_t size = 0;
    pthread_attr_getstack(&attributes, &low, &size);
    pthread_attr_destroy(&attributes);
    auto* start = static_cast<uint8_t*>(low);
    if (here >= start && here < start + size) return {start, start + size};
  }
  // An unusual stack (a coroutine's): assume little of it.
  return {here - (64 << 10), here + 4096};
}

uint8_t* NativeLimitOf(const NativeStack& stack) {
  constexpr size_t kNativeReserve = 256 << 10;
  const auto size = static_cast<size_t>(stack.high - stack.low);
  return stack.low + (size / 4 < kNativeReserve ? size / 4 : kNativeReserve);
}

__attribute__((noinline, no_sanitize("address"))) void ClearStackBelow() {
  constexpr size_t kBytes = 4096;  // more than the collector's frames take
  char area[kBytes];
  memset(area, 0, kBytes);
  asm volatile("" : : "r"(area) : "memory");  // somebody reads it
}

}  // namespace pyjit
