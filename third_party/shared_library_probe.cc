// Uses each library that libpyjit.so holds, in the ways that make the linker
// take the objects which BUILD and absl_objects.cc replace.

#include <gmp.h>

#include <cstdlib>
#include <string>

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"

namespace {

absl::StatusOr<std::string> PowerOfTwo(int exponent) {
  if (exponent < 0) {
    return absl::InvalidArgumentError(absl::StrFormat("2**%d", exponent));
  }
  mpz_t power;
  mpz_init(power);
  mpz_ui_pow_ui(power, 2, static_cast<unsigned long>(exponent));
  char* digits = mpz_get_str(nullptr, 10, power);
  std::string text = absl::StrCat(digits);
  std::free(digits);
  mpz_clear(power);
  return text;
}

bool TablesWork() {
  absl::flat_hash_map<std::string, int> map;
  absl::flat_hash_set<int> set;
  absl::btree_map<int, int> tree;
  // Erasing as it goes, a table is tidied in place: both ways of growing run.
  for (int i = 0; i < 100000; ++i) {
    map[absl::StrCat(i)] = i;
    set.insert(i);
    tree[i] = i;
    if (i >= 20) {
      map.erase(absl::StrCat(i - 20));
      set.erase(i - 20);
    }
  }
  for (int i = 100000 - 20; i < 100000; ++i) {
    auto found = map.find(absl::StrCat(i));
    if (found == map.end() || found->second != i || !set.contains(i)) {
      return false;
    }
  }
  return map.size() == 20 && set.size() == 20 && tree.size() == 100000;
}

bool StatusWorks() {
  absl::Status status = PowerOfTwo(-1).status();
  status.SetPayload("where", absl::Cord(std::string(1000, 'x')));
  return status.message() == "2**-1" &&
         status.GetPayload("where")->size() == 1000;
}

bool LocksWork() {
  static absl::Mutex mutex;
  absl::MutexLock lock(&mutex);
  return absl::Now() > absl::UnixEpoch();
}

}  // namespace

// Returns 0, or the number of the check that failed.
extern "C" __attribute__((visibility("default"))) int PyjitProbe() {
  if (*PowerOfTwo(70) != "1180591620717411303424") return 1;
  if (!TablesWork()) return 2;
  if (!StatusWorks()) return 3;
  if (!LocksWork()) return 4;
  return 0;
}
