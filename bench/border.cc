// What a host pays: a new isolate, a call into a script, a call out of one.
// Prints the median of several rounds, in processor time.

#include <time.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "embed_api/pyjit.hpp"

namespace {

double Now() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// Seconds of one of `count` runs of `work`, the median of eleven rounds.
double Median(int count, const std::function<void()>& work) {
  std::vector<double> rounds;
  for (int round = 0; round < 11; ++round) {
    const double start = Now();
    for (int i = 0; i < count; ++i) work();
    rounds.push_back((Now() - start) / count);
  }
  std::sort(rounds.begin(), rounds.end());
  return rounds[rounds.size() / 2];
}

}  // namespace

int main() {
  std::printf("new isolate, ended again   %8.3f ms\n",
              1e3 * Median(20, [] { pyjit::Isolate isolate; }));

  pyjit::Isolate python;
  int64_t sum = 0;
  python.Define("host", [&](int64_t n) {
    sum += n;
    return sum;
  });
  python.Run(
      "def script(n): return n + 1\n"
      "def calls(n):\n"
      "    for i in range(n): host(i)\n");
  const pyjit::Value script = python.Get("script");
  std::printf("host calls script          %8.1f ns\n",
              1e9 * Median(20000, [&] { script(1).As<int64_t>(); }));
  const pyjit::Value calls = python.Get("calls");
  std::printf("script calls host          %8.1f ns\n",
              1e9 * Median(1, [&] { calls(20000); }) / 20000);
  return 0;
}
