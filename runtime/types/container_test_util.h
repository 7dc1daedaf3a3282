#ifndef RUNTIME_TYPES_CONTAINER_TEST_UTIL_H_
#define RUNTIME_TYPES_CONTAINER_TEST_UTIL_H_

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>

#include "gtest/gtest.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/exceptions.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/isolate.h"
#include "runtime/native.h"
#include "runtime/operators.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {

// Values live in locals, never in a std::vector, which the collector cannot see.
//
// A test with one isolate, in two modes: plain, and with a full collection at
// each allocation (when `collect_every` is set), where loops should be shorter.
class ContainerTest : public ::testing::TestWithParam<uint64_t> {
 protected:
  void SetUp() override {
    IsolateOptions options;
    options.heap.collect_every = GetParam();
    auto isolate = Isolate::Create(options);
    ASSERT_TRUE(isolate.ok()) << isolate.status();
    isolate_ = std::move(*isolate);
    t = isolate_->main_thread();
  }
  void TearDown() override {
    if (t != nullptr) EXPECT_EQ(Pending(), "");
  }

  bool stressed() const { return GetParam() != 0; }
  // n steps, or few when each allocation collects.
  int Steps(int n) const { return stressed() ? n / 60 + 20 : n; }

  Value Int(int64_t n) { return IntFromInt64(t, n); }
  Value Text(absl::string_view s) { return NewStrUtf8(t, s); }
  Value Num(double d) { return NewFloat(t, d); }
  Value None() { return t->isolate->none(); }
  Value ListOf(std::initializer_list<Value> items) {
    return NewListOf(t, items.begin(), static_cast<int64_t>(items.size()));
  }
  Value Ints(std::initializer_list<int64_t> items) {
    List* list = NewList(t);
    for (int64_t n : items) ListAppend(t, list, Int(n));
    return list;
  }

  std::string Repr(Value v) {
    if (!v) return "<" + Pending() + ">";
    Value repr = ToRepr(t, v);
    if (!repr) return "<" + Pending() + ">";
    return StrToUtf8(repr.as<Str>());
  }

  // Clears the pending exception: "TypeError: text", or "" if there is none.
  std::string Pending() {
    if (t->exception.is_null()) return "";
    Value exc = TakeException(t);
    std::string name = StrToUtf8(ClassOf(t, exc)->name.as<Str>());
    Value text = ToStr(t, exc);
    return name + ": " + (text ? StrToUtf8(text.as<Str>()) : "?");
  }

  // receiver.name(args...)
  Value Method(Value receiver, absl::string_view name,
               std::initializer_list<Value> args = {}) {
    Value attribute = GetAttr(t, receiver, InternName(name));
    if (!attribute) return attribute;
    return CallValues(t, attribute, args);
  }
  Value CallClassOf(Class* cls, std::initializer_list<Value> args = {}) {
    return CallValues(t, cls, args);
  }
  Str* InternName(absl::string_view name) { return Intern(t, name); }

  // next(iterator) until it ends, as a list.
  std::string Drain(Value iterator) {
    if (!iterator) return Repr(iterator);
    List* list = NewListFrom(t, iterator);
    return Repr(list == nullptr ? Value::Null() : Value(list));
  }

  std::unique_ptr<Isolate> isolate_;
  Thread* t = nullptr;
};

// A small deterministic generator, the same on every platform.
class TestRandom {
 public:
  explicit TestRandom(uint64_t seed) : state_(seed * 2 + 1) {}
  uint64_t Next() {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return state_ >> 33;
  }
  int64_t Below(int64_t n) { return static_cast<int64_t>(Next() % static_cast<uint64_t>(n)); }

 private:
  uint64_t state_;
};

}  // namespace pyjit

#endif  // RUNTIME_TYPES_CONTAINER_TEST_UTIL_H_
