// Two Pythons in one process, each on a thread, with no lock between them. Both
// run the same program and call a function of the host.
#include <cstdint>
#include <iostream>
#include <string>
#include <thread>

#include "embed_api/pyjit.hpp"

namespace {

constexpr char kProgram[] = R"(
def step(n):
    return scale(n) % 7

def total(count):
    s = 0
    for i in range(count):
        s += step(i)
    return s

calls = total(20000)
)";

void RunOne(int64_t factor, std::string* report) {
  try {
    pyjit::Isolate python;
    int64_t calls = 0;
    python.Define("scale", [&](int64_t n) {
      ++calls;
      return n * factor;
    });
    python.Run(kProgram, "program.py");
    *report = "factor " + std::to_string(factor) + ": total " +
              python.Get("calls").Str() + " after " + std::to_string(calls) +
              " calls of the host";
  } catch (const pyjit::Error& error) {
    *report = error.traceback() + error.what();
  }
}

}  // namespace

int main() {
  std::string first, second;
  std::thread one(RunOne, 2, &first), two(RunOne, 3, &second);
  one.join();
  two.join();
  std::cout << first << "\n" << second << "\n";
}
