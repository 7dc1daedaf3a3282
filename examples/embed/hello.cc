// The smallest host: a C++ function called by Python, a Python function by C++.
#include <iostream>

#include "embed_api/pyjit.hpp"

int main() {
  pyjit::Isolate python;
  python.Define("area", [](double w, double h) { return w * h; });
  python.Run("def room(length): return area(length, 2.5)");
  std::cout << python.Get("room")(4).As<double>() << "\n";
}
