#include "frontend/compile.h"

#include <memory>
#include <string>

#include "frontend/compiler/test_util.h"
#include "gtest/gtest.h"
#include "runtime/error.h"
#include "runtime/isolate.h"
#include "runtime/types/str.h"

// Code objects in an isolate.

namespace pyjit {
namespace {

class CompileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto made = Isolate::Create(IsolateOptions());
    ASSERT_TRUE(made.ok());
    isolate_ = std::move(*made);
  }
  Thread* t() { return isolate_->main_thread(); }

  std::unique_ptr<Isolate> isolate_;
};

constexpr char kSource[] = R"(
"doc"
def f(a, b=(1, 2.5, 'x', b'y', None, ...), *c, k=10 ** 30, **d):
  for x in [1, 2, 3]:
    if x in {1, 2}: a[1:2] = k
  return -(1 << 80), lambda: a
class A(B):
  def m(self): self.x = super().y
assert f
)";

TEST_F(CompileTest, CodeObjectsDumpAsTheirUnits) {
  compiler::Compiled compiled;
  compiler::CompileText(kSource, compiler::Options(), &compiled);
  ASSERT_TRUE(compiled.ok);
  Value code = CompileSource(t(), kSource, "<test>", "exec", 0);
  ASSERT_TRUE(code);
  const CodeBlock& block = *code.as<Code>()->block;
  EXPECT_EQ(DumpCode(block), compiler::DumpUnit(*compiled.module.main));
  EXPECT_EQ(StrToUtf8(block.filename), "<test>");
  EXPECT_EQ(StrToUtf8(block.doc.as<Str>()), "doc");
  EXPECT_EQ(block.source, "");
}

TEST_F(CompileTest, SurvivesCollectionAtEachAllocation) {
  IsolateOptions options;
  options.heap.collect_every = 1;
  auto made = Isolate::Create(options);
  ASSERT_TRUE(made.ok());
  Thread* thread = (*made)->main_thread();
  Value stressed = CompileSource(thread, kSource, "<test>", "exec",
                                 kCompileKeepSource);
  ASSERT_TRUE(stressed);
  Value plain = CompileSource(t(), kSource, "<test>", "exec", 0);
  EXPECT_EQ(DumpCode(*stressed.as<Code>()->block),
            DumpCode(*plain.as<Code>()->block));
  EXPECT_EQ(stressed.as<Code>()->block->source, kSource);
}

TEST_F(CompileTest, ErrorsArePending) {
  EXPECT_TRUE(
      CompileSource(t(), "def f(x):\n  global x\n", "a.py", "exec", 0)
          .is_null());
  ASSERT_TRUE(PendingIs(t(), Exc::kSyntaxError));
  const std::string text = FormatException(t(), TakeException(t()));
  EXPECT_EQ(text,
            "  File \"a.py\", line 2\n    global x\n    ^^^^^^^^\n"
            "SyntaxError: name 'x' is parameter and global\n");
  EXPECT_TRUE(CompileSource(t(), "x", "a.py", "what", 0).is_null());
  EXPECT_TRUE(PendingIs(t(), Exc::kValueError));
  TakeException(t());
  EXPECT_TRUE(CompileSource(t(), absl::string_view("x\0y", 3), "a.py", "exec", 0)
                  .is_null());
  EXPECT_TRUE(PendingIs(t(), Exc::kValueError));
  TakeException(t());
  std::string deep = "x";
  for (int i = 0; i < 5000; ++i) deep += "+x";
  EXPECT_TRUE(CompileSource(t(), deep, "a.py", "exec", 0).is_null());
  EXPECT_TRUE(PendingIs(t(), Exc::kRecursionError));
}

TEST_F(CompileTest, ModesAndFlags) {
  Value eval = CompileSource(t(), "a + 1", "<e>", "eval", 0);
  ASSERT_TRUE(eval);
  EXPECT_NE(DumpCode(*eval.as<Code>()->block).find("LOAD_GLOBAL"),
            std::string::npos);
  Value names = CompileHook(t(), "a = b", "<e>", "exec+namespace");
  ASSERT_TRUE(names);
  const std::string dump = DumpCode(*names.as<Code>()->block);
  EXPECT_NE(dump.find("LOAD_NAME"), std::string::npos);
  EXPECT_NE(dump.find("STORE_NAME"), std::string::npos);
  Value single = CompileSource(t(), "a\n", "<e>", "single", 0);
  ASSERT_TRUE(single);
  EXPECT_NE(DumpCode(*single.as<Code>()->block).find("PRINT_EXPR"),
            std::string::npos);
  Value fast = CompileSource(t(), "assert x\n", "<e>", "exec", kCompileOptimize);
  ASSERT_TRUE(fast);
  EXPECT_EQ(DumpCode(*fast.as<Code>()->block).find("RAISE"), std::string::npos);
}

}  // namespace
}  // namespace pyjit
