#ifndef RUNTIME_TEST_ISOLATE_H_
#define RUNTIME_TEST_ISOLATE_H_

#include <memory>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/isolate.h"

namespace pyjit {

// Roots of a test: what it holds in C++ containers.
class TestRoots : public RootProvider {
 public:
  void VisitRoots(RootVisitor* visitor) override {
    for (Value& v : values) visitor->Visit(&v);
  }
  std::vector<Value> values;
};

// A test with an isolate of its own. For tests only.
class IsolateTest : public testing::Test {
 protected:
  explicit IsolateTest(IsolateOptions options = IsolateOptions()) {
    Restart(std::move(options));
  }
  ~IsolateTest() override { isolate->heap()->RemoveRootProvider(&roots); }

  void Restart(IsolateOptions options) {
    if (isolate != nullptr) isolate->heap()->RemoveRootProvider(&roots);
    roots.values.clear();
    auto made = Isolate::Create(options);
    ASSERT_TRUE(made.ok()) << made.status();
    isolate = *std::move(made);
    t = isolate->main_thread();
    heap = isolate->heap();
    heap->AddRootProvider(&roots);
  }
  Str* Name(absl::string_view text) { return Intern(t, text); }
  // Text of the pending exception ("TypeError: ..."), which is cleared.
  std::string TakeError() {
    if (t->exception.is_null()) return "";
    std::string text = FormatException(t, TakeException(t));
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
  }

  std::unique_ptr<Isolate> isolate;
  Thread* t = nullptr;
  Heap* heap = nullptr;
  TestRoots roots;
};

}  // namespace pyjit

#endif  // RUNTIME_TEST_ISOLATE_H_
