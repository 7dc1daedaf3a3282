#include "runtime/python_threads.h"

#include <atomic>

#include "gtest/gtest.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/native.h"
#include "runtime/operators.h"
#include "runtime/test_isolate.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

// What the native functions below share with the test; the isolate is held by
// whoever touches it.
struct Shared {
  LockState gate;      // held by the test until the threads may go on
  LockState finished;  // taken once per thread, given back at its end
  int entered = 0, ended = 0;
  std::string text;
};

Shared* SharedOf(Value* args) {
  return static_cast<Shared*>(args[0].as<NativeFunction>()->context);
}

// Holds a string on its stack alone while it waits for the gate.
Value WaitAtGate(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Shared* shared = SharedOf(args);
  Value text = NewStrUtf8(t, "kept by thread " + std::to_string(++shared->entered));
  PythonThreads* threads = ThreadsOf(t);
  if (threads->AcquireLock(t, &shared->gate, -1) != WaitResult::kDone) return Value();
  threads->ReleaseLock(&shared->gate);
  shared->text += StrToUtf8(text.as<Str>()) + ";";
  return t->isolate->none();
}

Value RaiseSomething(Thread* t, Value* args, size_t nargs, Value kwnames) {
  ++SharedOf(args)->entered;
  return RaiseText(t, Exc::kValueError, "in a thread");
}

Value SpinUntilStopped(Thread* t, Value* args, size_t nargs, Value kwnames) {
  ++SharedOf(args)->entered;
  while (!(t->poll.load() & kPollDeadline)) ThreadsOf(t)->Yield(t);
  return RaiseText(t, Exc::kKeyboardInterrupt, "stopped");
}

constexpr NativeInfo kRows[] = {
    {"wait", WaitAtGate, nullptr, kAnything, ""},
    {"raise", RaiseSomething, nullptr, kAnything, ""},
    {"spin", SpinUntilStopped, nullptr, kAnything, ""},
};

class PythonThreadsTest : public IsolateTest {
 protected:
  uint64_t Start(const NativeInfo& row) {
    Value function = NewHostFunction(t_, &row, &shared_);
    return threads_->Start(t_, function, t_->isolate->empty_tuple(), Value(), 0,
                           [](Thread* t, SavedThread* self, Value result) {
                             Shared* shared = static_cast<Shared*>(
                                 self->callee.as<NativeFunction>()->context);
                             ++shared->ended;
                           });
  }
  void WaitFor(const int& counter, int n) {
    for (int i = 0; i < 2000 && counter < n; ++i) threads_->Sleep(t_, 1'000'000);
    ASSERT_EQ(counter, n);
  }

  Shared shared_;
  Thread* t_ = t;
  PythonThreads* threads_ = ThreadsOf(t);
};

TEST_F(PythonThreadsTest, ObjectsOfWaitingThreadsAreKept) {
  ASSERT_EQ(threads_->AcquireLock(t_, &shared_.gate, -1), WaitResult::kDone);
  for (int i = 0; i < 3; ++i) ASSERT_NE(Start(kRows[0]), 0u);
  EXPECT_EQ(threads_->count(), 4);
  WaitFor(shared_.entered, 3);
  t_->heap->Collect(t_, true);
  for (int i = 0; i < 10000; ++i) ASSERT_NE(NewStrUtf8(t_, "something else"), nullptr);
  t_->heap->Collect(t_, true);
  threads_->ReleaseLock(&shared_.gate);
  WaitFor(shared_.ended, 3);
  for (const char* text : {"kept by thread 1;", "kept by thread 2;", "kept by thread 3;"}) {
    EXPECT_NE(shared_.text.find(text), std::string::npos) << shared_.text;
  }
  for (int i = 0; i < 2000 && threads_->count() > 1; ++i) threads_->Sleep(t_, 1'000'000);
  EXPECT_EQ(threads_->count(), 1);
}

TEST_F(PythonThreadsTest, ExceptionsStayWithTheirThread) {
  RaiseText(t_, Exc::kKeyError, "mine");
  ASSERT_NE(Start(kRows[1]), 0u);
  WaitFor(shared_.ended, 1);
  EXPECT_TRUE(PendingIs(t_, Exc::kKeyError));
  TakeException(t_);
}

TEST_F(PythonThreadsTest, LockTimesOut) {
  ASSERT_EQ(threads_->AcquireLock(t_, &shared_.gate, 0), WaitResult::kDone);
  EXPECT_EQ(threads_->AcquireLock(t_, &shared_.gate, 0), WaitResult::kTimeout);
  EXPECT_EQ(threads_->AcquireLock(t_, &shared_.gate, 3'000'000), WaitResult::kTimeout);
  t_->poll.fetch_or(kPollInterrupt);
  EXPECT_EQ(threads_->AcquireLock(t_, &shared_.gate, -1), WaitResult::kInterrupted);
  t_->poll.store(0);
}

TEST_F(PythonThreadsTest, StopAllEndsRunningAndWaitingThreads) {
  ASSERT_EQ(threads_->AcquireLock(t_, &shared_.gate, 0), WaitResult::kDone);
  ASSERT_NE(Start(kRows[0]), 0u);
  ASSERT_NE(Start(kRows[2]), 0u);
  WaitFor(shared_.entered, 2);
  threads_->StopAll(t_);
  EXPECT_EQ(shared_.ended, 2);
  EXPECT_EQ(threads_->count(), 1);
}

}  // namespace
}  // namespace pyjit
