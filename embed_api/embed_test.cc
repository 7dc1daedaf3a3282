// libpyjit.so as a host sees it: the C ABI and the C++ layer.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "embed_api/pyjit.h"
#include "embed_api/pyjit.hpp"
#include "gtest/gtest.h"

namespace {

using pyjit::Error;
using pyjit::Isolate;
using pyjit::Options;
using pyjit::Value;

pyjit_status StatusOf(Isolate& python, const char* program) {
  return pyjit_run(python.get(), program, PYJIT_TERMINATED, nullptr);
}

TEST(Embed, ConvertsThereAndBack) {
  Isolate python(Options{});
  EXPECT_EQ(python.From(int64_t{-5}).As<int64_t>(), -5);
  EXPECT_EQ(python.From(INT64_MIN).As<int64_t>(), INT64_MIN);
  EXPECT_EQ(python.From(INT64_MAX).Repr(), "9223372036854775807");
  EXPECT_EQ(python.From(2.5).As<double>(), 2.5);
  EXPECT_EQ(python.From(3).As<double>(), 3.0);
  EXPECT_EQ(python.From(true).Repr(), "True");
  EXPECT_EQ(python.From(nullptr).kind(), PYJIT_KIND_NONE);
  EXPECT_EQ(python.From("gr\xC3\xBC\xC3\x9F").As<std::string>(),
            "gr\xC3\xBC\xC3\x9F");
  EXPECT_EQ(python.From(std::vector<int>{1, 2, 3}).Repr(), "[1, 2, 3]");
  EXPECT_EQ(python.Eval("[0.5, 1.5]").As<std::vector<double>>(),
            (std::vector<double>{0.5, 1.5}));
  EXPECT_THROW(python.Eval("2**70").As<int64_t>(), Error);
  EXPECT_THROW(python.Eval("300").As<uint8_t>(), Error);
  EXPECT_THROW(python.Eval("'7'").As<int>(), Error);
}

TEST(Embed, BytesKeepTheirZeros) {
  Isolate python(Options{});
  pyjit_value v = 0;
  ASSERT_EQ(pyjit_from_bytes(python.get(), "a\0b", 3, &v), PYJIT_OK);
  const void* data = nullptr;
  size_t size = 0;
  ASSERT_EQ(pyjit_to_bytes(python.get(), v, &data, &size), PYJIT_OK);
  EXPECT_EQ(std::string(static_cast<const char*>(data), size),
            std::string("a\0b", 3));
  EXPECT_EQ(pyjit_release(python.get(), v), PYJIT_OK);
}

TEST(Embed, CallsBothWays) {
  Isolate python(Options{});
  python.Define("twice", [](int64_t n) { return 2 * n; });
  python.Define("join", [](const std::string& a, const std::string& b) {
    return a + b;
  });
  python.Run("def f(n): return twice(n) + 1\n");
  EXPECT_EQ(python.Get("f")(20).As<int>(), 41);
  EXPECT_EQ(python.Eval("join('a', 'b')").As<std::string>(), "ab");
  python.Set("items", std::vector<int>{3, 1, 2});
  python.Run("items.sort()\n");
  EXPECT_EQ(python.Get("items").Repr(), "[1, 2, 3]");
  python.Get("items").Call("append", 9);
  EXPECT_EQ(python.Get("items").Length(), 4);
  EXPECT_EQ(python.Get("items").Item(3).As<int>(), 9);
  EXPECT_EQ(python.Import("math").Attr("pi").As<double>(),
            3.141592653589793);
}

TEST(Embed, HostFunctionsRaise) {
  Isolate python(Options{});
  python.Define("fail", [](int64_t n) -> int64_t {
    if (n > 1) throw std::invalid_argument("too big");
    throw std::runtime_error("odd");
  });
  python.Run(
      "out = []\n"
      "for args in ((2,), (1,), ('x',), ()):\n"
      "    try:\n"
      "        fail(*args)\n"
      "    except Exception as e:\n"
      "        out.append((type(e).__name__, str(e)))\n");
  EXPECT_EQ(python.Get("out").Repr(),
            "[('ValueError', 'too big'), ('RuntimeError', 'odd'), "
            "('TypeError', 'not an int'), "
            "('TypeError', 'the function takes 1 arguments (0 given)')]");
}

TEST(Embed, ExceptionsPassThroughHostFunctions) {
  Isolate python(Options{});
  python.Define("call", [](const Value& function) { return function(); });
  python.Run("def bad(): return {}['key']\n");
  try {
    python.Run("call(bad)\n", "main.py");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.status(), PYJIT_EXCEPTION);
    EXPECT_EQ(error.type(), "KeyError");
    EXPECT_STREQ(error.what(), "KeyError: 'key'");
    EXPECT_NE(error.traceback().find("line 1, in bad"), std::string::npos)
        << error.traceback();
    EXPECT_NE(error.traceback().find("File \"main.py\""), std::string::npos);
  }
  size_t handles = 99;
  pyjit_handle_count(python.get(), &handles);
  EXPECT_EQ(handles, 0u);
}

TEST(Embed, ErrorsTellWhatTheyAre) {
  Isolate python(Options{});
  EXPECT_EQ(StatusOf(python, "def f(:\n"), PYJIT_EXCEPTION);
  EXPECT_STREQ(pyjit_error_type(python.get()), "SyntaxError");
  EXPECT_EQ(StatusOf(python, "import sys\nsys.exit(3)\n"), PYJIT_EXIT);
  EXPECT_EQ(pyjit_exit_code(python.get()), 3);
  EXPECT_EQ(StatusOf(python, "open('/etc/passwd')\n"), PYJIT_EXCEPTION);
  EXPECT_EQ(StatusOf(python, "1/0\n"), PYJIT_EXCEPTION);
  pyjit_value exc = 0;
  ASSERT_EQ(pyjit_error_value(python.get(), &exc), PYJIT_OK);
  EXPECT_EQ(Value(python.get(), exc).Repr(),
            "ZeroDivisionError('division by zero')");
  pyjit_value v = 7;
  EXPECT_EQ(pyjit_get_global(python.get(), "missing", &v), PYJIT_EXCEPTION);
  EXPECT_EQ(v, 0u);
}

TEST(Embed, BadHandlesAndPointersAreErrors) {
  Isolate python(Options{}), other(Options{});
  pyjit_isolate* p = python.get();
  int64_t n = 0;
  pyjit_value v = 0;
  const Value foreign = other.From(42);
  EXPECT_EQ(pyjit_to_int64(p, 0, &n), PYJIT_BAD_HANDLE);
  EXPECT_EQ(pyjit_to_int64(p, foreign.handle(), &n), PYJIT_BAD_HANDLE);
  EXPECT_EQ(pyjit_to_int64(p, UINT64_MAX, &n), PYJIT_BAD_HANDLE);
  ASSERT_EQ(pyjit_from_int64(p, 1, &v), PYJIT_OK);
  EXPECT_EQ(pyjit_release(p, v), PYJIT_OK);
  EXPECT_EQ(pyjit_release(p, v), PYJIT_BAD_HANDLE);
  EXPECT_EQ(pyjit_to_int64(p, v, &n), PYJIT_BAD_HANDLE);
  pyjit_value next = 0;  // the same entry of the table
  ASSERT_EQ(pyjit_from_int64(p, 2, &next), PYJIT_OK);
  EXPECT_EQ(pyjit_to_int64(p, v, &n), PYJIT_BAD_HANDLE);
  EXPECT_EQ(pyjit_call(p, next, nullptr, 0, nullptr), PYJIT_EXCEPTION);
  EXPECT_EQ(pyjit_call(p, next, nullptr, 1, nullptr), PYJIT_BAD_ARGUMENT);
  EXPECT_EQ(pyjit_call(p, next, &v, 1, nullptr), PYJIT_BAD_HANDLE);
  EXPECT_EQ(pyjit_to_int64(p, next, nullptr), PYJIT_BAD_ARGUMENT);
  EXPECT_EQ(pyjit_to_int64(nullptr, next, &n), PYJIT_BAD_ARGUMENT);
  EXPECT_EQ(pyjit_run(p, nullptr, 0, nullptr), PYJIT_BAD_ARGUMENT);
  EXPECT_EQ(pyjit_run_code(p, next, nullptr), PYJIT_WRONG_TYPE);
  EXPECT_EQ(pyjit_profile_stop(p, nullptr), PYJIT_BAD_ARGUMENT);
  EXPECT_EQ(pyjit_isolate_new(nullptr, nullptr, nullptr, 0), PYJIT_BAD_ARGUMENT);
  pyjit_isolate_free(nullptr);
  // Any word as a handle.
  uint64_t random = 88172645463325252u;
  for (int i = 0; i < 100000; ++i) {
    random ^= random << 13;
    random ^= random >> 7;
    random ^= random << 17;
    EXPECT_EQ(pyjit_to_int64(p, random, &n), PYJIT_BAD_HANDLE);
  }
}

TEST(Embed, HandlesKeepValuesAlive) {
  Options options;
  Isolate python(options);
  std::vector<Value> values;
  for (int i = 0; i < 1000; ++i) {
    values.push_back(python.Eval("[" + std::to_string(i) + "]"));
  }
  python.Collect();
  for (int i = 0; i < 1000; ++i) {
    EXPECT_EQ(values[i].Item(0).As<int>(), i);
  }
}

TEST(Embed, InterruptedFromAnotherThread) {
  Isolate python(Options{});
  std::atomic<bool> running{false};
  python.Define("started", [&] { running = true; });
  std::thread other([&] {
    while (!running) std::this_thread::yield();
    // From outside only this is allowed; anything else is refused.
    pyjit_value v = 0;
    EXPECT_EQ(pyjit_from_int64(python.get(), 1, &v), PYJIT_BUSY);
    python.Interrupt();
  });
  EXPECT_EQ(StatusOf(python, "started()\nwhile True: pass\n"), PYJIT_INTERRUPTED);
  other.join();
  EXPECT_EQ(python.Eval("6 * 7").As<int>(), 42);
}

TEST(Embed, MovesBetweenThreads) {
  Isolate python(Options{});
  python.Run("items = []\n");
  for (int i = 0; i < 4; ++i) {
    std::thread([&] {
      python.Run("for i in range(2000): items.append([i])\n");
      python.Collect();
    }).join();
  }
  EXPECT_EQ(python.Get("items").Length(), 8000);
}

TEST(Embed, ManyIsolatesAtOnce) {
  std::vector<std::thread> threads;
  std::atomic<int> right{0};
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      for (int round = 0; round < 3; ++round) {
        Isolate python(Options{});
        python.Set("n", i);
        python.Run("s = 0\nfor k in range(3000): s += k * n\n");
        if (python.Get<int64_t>("s") == int64_t{4498500} * i) ++right;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 12);
}

TEST(Embed, OutputGoesToTheHost) {
  std::string out, err;
  Isolate python(Options().Output([&](int stream, std::string_view text) {
    (stream == 1 ? out : err).append(text);
  }));
  python.Run("import sys\nprint('hello')\nsys.stderr.write('oops')\n");
  EXPECT_EQ(out, "hello\n");
  EXPECT_EQ(err, "oops");
}

TEST(Embed, OldAndNewOptionStructs) {
  pyjit_isolate* isolate = nullptr;
  pyjit_options options = {};
  options.size = sizeof(size_t) + sizeof(uint64_t);  // an older, shorter struct
  options.memory_cap = 64 << 20;
  options.jit = 99;  // beyond its end: not looked at
  ASSERT_EQ(pyjit_isolate_new(&options, &isolate, nullptr, 0), PYJIT_OK);
  pyjit_isolate_free(isolate);
  char message[64];
  options.size = sizeof(options);
  EXPECT_EQ(pyjit_isolate_new(&options, &isolate, message, sizeof(message)),
            PYJIT_BAD_ARGUMENT);
  EXPECT_NE(message[0], 0);
  EXPECT_EQ(isolate, nullptr);
}

TEST(Embed, TinyCapIsRefused) {
  pyjit_isolate* isolate = nullptr;
  pyjit_options options = {};
  options.size = sizeof(options);
  options.memory_cap = 4096;
  EXPECT_EQ(pyjit_isolate_new(&options, &isolate, nullptr, 0), PYJIT_NO_MEMORY);
}

TEST(Embed, ProfileNamesTheBusyFunction) {
  Isolate python(Options().Jit(PYJIT_JIT_OFF));
  const std::string path = std::string(testing::TempDir()) + "/profile.txt";
  python.Run(
      "def work(n):\n"
      "    s = 0\n"
      "    for i in range(n): s += i % 7\n"
      "    return s\n");
  python.StartProfile();
  python.Run("for i in range(40): work(100000)\n", "busy.py");
  python.StopProfile(path.c_str());
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_NE(text.str().find("<module> (busy.py:1);work (<host>:1) "),
            std::string::npos)
      << text.str();
}

}  // namespace
