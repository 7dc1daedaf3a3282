// Builtin functions: signatures, binding, receivers, host functions.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/isolate.h"
#include "runtime/native.h"
#include "runtime/native_signature.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

// Gives back what it got, as a tuple; "-" for absent arguments.
Value Echo(Thread* t, Value* args, size_t nargs, Value kwnames) {
  EXPECT_TRUE(kwnames.is_null());
  Tuple* tuple = NewTuple(t, static_cast<int64_t>(nargs));
  for (size_t i = 0; i < nargs; ++i) {
    tuple->items[i] = args[i].is_null() ? Value(t->isolate->latin1_char('-')) : args[i];
  }
  return tuple;
}

Value ReadContext(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* counter = static_cast<int*>(args[0].as<NativeFunction>()->context);
  ++*counter;
  return Value::SmallInt(static_cast<int64_t>(nargs));
}

class NativeTest : public testing::Test {
 protected:
  void SetUp() override {
    auto created = Isolate::Create(IsolateOptions());
    ASSERT_TRUE(created.ok()) << created.status();
    isolate_ = std::move(*created);
    t = isolate_->main_thread();
  }

  // "repr of the result" or "TypeError: text" of f(*args, **keywords).
  std::string CallWith(Value f, std::vector<int> args,
                       std::vector<std::pair<const char*, int>> keywords = {}) {
    std::vector<Value> words;
    for (int n : args) words.push_back(Value::SmallInt(n));
    Tuple* names = NewTuple(t, static_cast<int64_t>(keywords.size()));
    for (size_t i = 0; i < keywords.size(); ++i) {
      words.push_back(Value::SmallInt(keywords[i].second));
      names->items[i] = Intern(t, keywords[i].first);
    }
    Value r = Call(t, f, words.data(), args.size(), keywords.empty() ? Value() : Value(names));
    if (r.is_null()) {
      Value e = TakeException(t);
      return absl::StrCat(ClassNameOf(t, e), ": ", StrToUtf8(ToStr(t, e).as<Str>()));
    }
    return StrToUtf8(ToRepr(t, r).as<Str>());
  }

  std::unique_ptr<Isolate> isolate_;
  Thread* t = nullptr;
};

TEST_F(NativeTest, BindsEveryKindOfParameter) {
  static constexpr NativeInfo kInfo = {"f", Echo, "(a, /, b, c=1, *rest, k, m=2, **more)",
                                       kAnything, nullptr};
  Value f = NewNativeFunction(t, &kInfo, Value());
  EXPECT_EQ(CallWith(f, {1, 2}, {{"k", 3}}), "(1, 2, '-', (), 3, '-', {})");
  EXPECT_EQ(CallWith(f, {1}, {{"b", 2}, {"m", 4}, {"k", 3}, {"z", 5}}),
            "(1, 2, '-', (), 3, 4, {'z': 5})");
  EXPECT_EQ(CallWith(f, {1, 2, 3, 4, 5}, {{"k", 3}}), "(1, 2, 3, (4, 5), 3, '-', {})");
  EXPECT_EQ(CallWith(f, {1, 2}, {{"a", 7}, {"k", 3}}), "(1, 2, '-', (), 3, '-', {'a': 7})");
  EXPECT_EQ(CallWith(f, {1, 2}),
            "TypeError: f() missing required argument 'k' (pos 4)");
  EXPECT_EQ(CallWith(f, {1, 2}, {{"b", 3}, {"k", 1}}),
            "TypeError: argument for f() given by name ('b') and position (2)");
}

TEST_F(NativeTest, ExactArgumentsPassInPlace) {
  static constexpr NativeInfo kInfo = {"g", Echo, "(a, b, /)", kAnything, nullptr};
  Value g = NewNativeFunction(t, &kInfo, Value());
  EXPECT_EQ(CallWith(g, {1, 2}), "(1, 2)");
  EXPECT_EQ(CallWith(g, {1}), "TypeError: g expected 2 arguments, got 1");
  EXPECT_EQ(CallWith(g, {1, 2, 3}), "TypeError: g expected 2 arguments, got 3");
  EXPECT_EQ(CallWith(g, {1}, {{"b", 2}}), "TypeError: g() takes no keyword arguments");
}

TEST_F(NativeTest, CountMessages) {
  static constexpr NativeInfo kNone = {"none", Echo, "()", kAnything, nullptr};
  static constexpr NativeInfo kOne = {"one", Echo, "(x, /)", kAnything, nullptr};
  static constexpr NativeInfo kOptional = {"opt", Echo, "(x, y=1, /)", kAnything, nullptr};
  static constexpr NativeInfo kNamed = {"named", Echo, "(x, y=1)", kAnything, nullptr};
  static constexpr NativeInfo kOnly = {"only", Echo, "(*, key=None)", kAnything, nullptr};
  auto call = [&](const NativeInfo& info, std::vector<int> args) {
    return CallWith(NewNativeFunction(t, &info, Value()), args);
  };
  EXPECT_EQ(call(kNone, {1}), "TypeError: none() takes no arguments (1 given)");
  EXPECT_EQ(call(kOne, {}), "TypeError: one() takes exactly one argument (0 given)");
  EXPECT_EQ(call(kOptional, {}), "TypeError: opt expected at least 1 argument, got 0");
  EXPECT_EQ(call(kOptional, {1, 2, 3}), "TypeError: opt expected at most 2 arguments, got 3");
  EXPECT_EQ(call(kNamed, {}), "TypeError: named() missing required argument 'x' (pos 1)");
  EXPECT_EQ(call(kNamed, {1, 2, 3}), "TypeError: named() takes at most 2 arguments (3 given)");
  EXPECT_EQ(call(kOnly, {1}), "TypeError: only() takes no positional arguments");
}

TEST_F(NativeTest, MethodsCheckTheirReceiver) {
  static constexpr NativeInfo kRows[] = {
      {"with_self", Echo, "($self, x, /)", kAnything, nullptr},
      {"without", Echo, "(x, /)", kAnything, nullptr},
      {"of_class", Echo, "($type, x, /)", kAnything, nullptr},
  };
  Class* cls = isolate_->range_class();
  ASSERT_TRUE(AddNatives(t, cls->dict, kRows, cls));
  for (const char* name : {"with_self", "without"}) {
    Value method = LookupInClass(cls, Intern(t, name));
    EXPECT_EQ(CallWith(method, {1, 2}),
              absl::StrCat("TypeError: descriptor '", name,
                           "' for 'range' objects doesn't apply to a 'int' object"));
    EXPECT_EQ(CallWith(method, {}),
              absl::StrCat("TypeError: unbound method range.", name, "() needs an argument"));
  }
  Value of_class = GetAttr(t, cls, Intern(t, "of_class"));
  EXPECT_EQ(CallWith(of_class, {5}), "(<class 'range'>, 5)");
}

TEST_F(NativeTest, HostFunctionsFindTheirContext) {
  static constexpr NativeInfo kRaw = {"host", ReadContext, nullptr, kAnything, nullptr};
  static constexpr NativeInfo kBound = {"host", ReadContext, "(a, b=2)", kAnything, nullptr};
  int calls = 0;
  EXPECT_EQ(CallWith(NewHostFunction(t, &kRaw, &calls), {1, 2}), "3");
  EXPECT_EQ(CallWith(NewHostFunction(t, &kBound, &calls), {1}), "3");
  EXPECT_EQ(CallWith(NewHostFunction(t, &kBound, &calls), {}, {{"b", 1}}),
            "TypeError: host() missing required argument 'a' (pos 1)");
  EXPECT_EQ(calls, 2);
}

TEST_F(NativeTest, ManyArgumentsGoThroughTheHeap) {
  static constexpr NativeInfo kInfo = {"f", Echo, "(*args)", kAnything, nullptr};
  std::vector<int> args(1000, 7);
  std::string text = CallWith(NewNativeFunction(t, &kInfo, Value()), args);
  EXPECT_EQ(text.size(), 1000 * 3 + 3);  // "((7, 7, ...),)"
}

TEST(NativeSignatureTest, ParsesDefaultsWithCommas) {
  NativeInfo info = {"f", nullptr, "(a='x, y', b=(1, 2), *, c=[')'])", 0, nullptr};
  NativeSignature sig = ParseNativeSignature(info, false);
  ASSERT_EQ(sig.parameters.size(), 3u);
  EXPECT_EQ(sig.parameters[0].default_text, "'x, y'");
  EXPECT_EQ(sig.parameters[1].default_text, "(1, 2)");
  EXPECT_EQ(sig.parameters[2].name, "c");
  EXPECT_EQ(sig.positional, 2);
  EXPECT_EQ(sig.keyword_only, 1);
}

}  // namespace
}  // namespace pyjit
