// Stands in for the three objects of Debian's Abseil 20220623 that keep
// thread-local variables. Debian compiles them for programs, where such a
// variable has a fixed offset, and a shared library cannot link that. The linker
// meets this file before Abseil's archives, so theirs are never taken; for that,
// each symbol that the object defines must be here.

#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <thread>

#include "absl/base/config.h"
#include "absl/base/internal/sysinfo.h"
#include "absl/container/internal/raw_hash_set.h"
#include "absl/strings/internal/cordz_functions.h"

namespace absl {
ABSL_NAMESPACE_BEGIN

// sysinfo.cc

namespace base_internal {

// Asked for by the cycle clock only, which nothing here reads: 1 is the answer
// for "not known".
double NominalCPUFrequency() { return 1.0; }

int NumCPUs() { return static_cast<int>(std::thread::hardware_concurrency()); }

pid_t GetTID() { return static_cast<pid_t>(syscall(SYS_gettid)); }

pid_t GetCachedTID() {
  static thread_local const pid_t tid = GetTID();
  return tid;
}

}  // namespace base_internal

// raw_hash_set.cc

namespace container_internal {

alignas(16) ABSL_CONST_INIT ABSL_DLL const ctrl_t kEmptyGroup[16] = {
    ctrl_t::kSentinel, ctrl_t::kEmpty, ctrl_t::kEmpty, ctrl_t::kEmpty,
    ctrl_t::kEmpty,    ctrl_t::kEmpty, ctrl_t::kEmpty, ctrl_t::kEmpty,
    ctrl_t::kEmpty,    ctrl_t::kEmpty, ctrl_t::kEmpty, ctrl_t::kEmpty,
    ctrl_t::kEmpty,    ctrl_t::kEmpty, ctrl_t::kEmpty, ctrl_t::kEmpty};

// Abseil shuffles insertion in debug builds; here each run is to be like the
// last.
bool ShouldInsertBackwards(size_t, const ctrl_t*) { return false; }

void ConvertDeletedToEmptyAndFullToDeleted(ctrl_t* ctrl, size_t capacity) {
  for (size_t i = 0; i < capacity; ++i) {
    ctrl[i] = IsFull(ctrl[i]) ? ctrl_t::kDeleted : ctrl_t::kEmpty;
  }
  ctrl[capacity] = ctrl_t::kSentinel;
  // The first bytes again behind the sentinel, for groups that wrap around.
  for (size_t i = 0; i < NumClonedBytes(); ++i) {
    ctrl[capacity + 1 + i] = i < capacity ? ctrl[i] : ctrl_t::kEmpty;
  }
}

void HashTableSizeOverflow() {
  std::fputs("absl: a hash table grew past its largest size\n", stderr);
  std::abort();
}

template FindInfo find_first_non_full(const ctrl_t*, size_t, size_t);

}  // namespace container_internal

// cordz_functions.cc: sampling of Cords, which stays off.

namespace cord_internal {

namespace {

constexpr int64_t kNever = std::numeric_limits<int64_t>::max();

std::atomic<int32_t> mean_interval{std::numeric_limits<int32_t>::max()};

}  // namespace

ABSL_CONST_INIT thread_local int64_t cordz_next_sample = kNever;

bool cordz_should_profile_slow() {
  cordz_next_sample = kNever;
  return false;
}

void cordz_set_next_sample_for_testing(int64_t next_sample) {
  cordz_next_sample = next_sample;
}

int32_t get_cordz_mean_interval() { return mean_interval; }

void set_cordz_mean_interval(int32_t interval) { mean_interval = interval; }

}  // namespace cord_internal

ABSL_NAMESPACE_END
}  // namespace absl
