// Programs that would bring a host down, and the host that lives on.
#include <cstdint>
#include <iostream>

#include "embed_api/pyjit.hpp"

namespace {

void Try(pyjit::Isolate& python, const char* what, const char* program) {
  try {
    python.Run(program);
    std::cout << what << ": ran to its end\n";
  } catch (const pyjit::Error& error) {
    std::cout << what << ": " << pyjit_status_name(error.status()) << " ("
              << error.type() << ")\n";
  }
}

}  // namespace

int main() {
  pyjit::Isolate python(pyjit::Options().MemoryCap(64 << 20));

  python.SetDeadline(100);
  Try(python, "an endless loop", "while True: pass\n");
  python.SetDeadline(PYJIT_UNLIMITED);

  python.SetFuel(100000);
  Try(python, "another one", "n = 0\nwhile True: n += 1\n");
  python.SetFuel(PYJIT_UNLIMITED);

  Try(python, "a list too long", "x = [0] * 10**12\n");
  Try(python, "a list that grows", "x = []\nwhile True: x.append(b'?' * 1000)\n");
  python.Run("x = None\n");
  Try(python, "deep recursion", "def f(n): return f(n + 1) + 1\nf(0)\n");
  Try(python, "what is no Python", "def )(:\n");
  Try(python, "after all that", "assert sum([1, 2, 3]) == 6\n");

  // Handles that name nothing: an error, not a crash.
  int64_t n = 0;
  pyjit::Isolate other;
  const pyjit::Value foreign = other.Eval("42");
  std::cout << "a foreign handle: "
            << pyjit_status_name(pyjit_to_int64(python.get(), foreign.handle(), &n))
            << "\n";
  std::cout << "a null handle: "
            << pyjit_status_name(pyjit_to_int64(python.get(), 0, &n)) << "\n";
}
