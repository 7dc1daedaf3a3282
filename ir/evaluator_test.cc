#include "ir/evaluator.h"

#include <cmath>
#include <string>

#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "ir/arithmetic.h"
#include "ir/builder.h"
#include "ir/parser.h"
#include "ir/testing/fake_host.h"
#include "ir/testing/nasty_values.h"
#include "ir/verifier.h"

namespace pyjit::ir {
namespace {

Graph Parsed(absl::string_view text) {
  absl::StatusOr<Graph> graph = ParseGraph(text);
  EXPECT_TRUE(graph.ok()) << graph.status() << "\n" << text;
  if (!graph.ok()) return Graph();
  EXPECT_TRUE(Verify(*graph).ok()) << Verify(*graph);
  return *std::move(graph);
}

// Result of one op on raw operands, through a whole run.
absl::StatusOr<Word> RunBinary(Opcode op, Type type, Word a, Word b) {
  Graph graph;
  Builder builder(&graph, graph.NewBlock());
  auto constant = [&](Word w) {
    return type == Type::kF64 ? builder.ConstF64(DoubleOf(w))
                              : builder.ConstI64(static_cast<int64_t>(w));
  };
  Ref x = constant(a), y = constant(b);
  Ref z = RowOf(op).operands[1] == 0 ? builder.Unary(op, x) : builder.Binary(op, x, y);
  builder.Return(builder.ConstNull());
  Evaluator evaluator(graph);
  FakeHost host;
  absl::StatusOr<EvalResult> result = evaluator.Run(&host);
  if (!result.ok()) return result.status();
  return evaluator.ValueOf(z);
}

TEST(Evaluator, IntegersOnNastyValues) {
  auto floor_div = [](__int128 a, __int128 b) {
    __int128 q = a / b;
    return a % b != 0 && (a < 0) != (b < 0) ? q - 1 : q;
  };
  for (int64_t a : NastyInts()) {
    for (int64_t b : NastyInts()) {
      auto run = [&](Opcode op) {
        return RunBinary(op, Type::kI64, static_cast<Word>(a), static_cast<Word>(b));
      };
      __int128 wide_a = a, wide_b = b;
      auto check = [&](Opcode op, Opcode overflows, __int128 exact) {
        EXPECT_EQ(*run(op), static_cast<Word>(exact)) << RowOf(op).name << a << " " << b;
        bool out = exact != static_cast<int64_t>(exact);
        EXPECT_EQ(*run(overflows), Word{out}) << RowOf(overflows).name << a << " " << b;
      };
      check(Opcode::k_iadd, Opcode::k_iadd_overflows, wide_a + wide_b);
      check(Opcode::k_isub, Opcode::k_isub_overflows, wide_a - wide_b);
      check(Opcode::k_imul, Opcode::k_imul_overflows, wide_a * wide_b);
      if (b == 0 || (b == -1 && a == std::numeric_limits<int64_t>::min())) {
        EXPECT_FALSE(run(Opcode::k_ifloordiv).ok());
        EXPECT_FALSE(run(Opcode::k_imod).ok());
      } else {
        __int128 q = floor_div(wide_a, wide_b);
        EXPECT_EQ(*run(Opcode::k_ifloordiv), static_cast<Word>(q)) << a << " " << b;
        EXPECT_EQ(*run(Opcode::k_imod), static_cast<Word>(wide_a - q * wide_b))
            << a << " " << b;
      }
      if (b < 0 || b > 63) {
        EXPECT_FALSE(run(Opcode::k_ishl).ok());
        EXPECT_FALSE(run(Opcode::k_ishr).ok());
      } else {
        EXPECT_EQ(*run(Opcode::k_ishl), static_cast<Word>(a) << b);
        EXPECT_EQ(*run(Opcode::k_ishr),
                  static_cast<Word>(floor_div(wide_a, static_cast<__int128>(1) << b)));
      }
      EXPECT_EQ(*run(Opcode::k_ilt), Word{a < b});
      EXPECT_EQ(*run(Opcode::k_ile), Word{a <= b});
      EXPECT_EQ(*run(Opcode::k_ieq), Word{a == b});
      EXPECT_EQ(*run(Opcode::k_ine), Word{a != b});
      EXPECT_EQ(*run(Opcode::k_ult), Word{static_cast<Word>(a) < static_cast<Word>(b)});
    }
    EXPECT_EQ(DoubleOf(*RunBinary(Opcode::k_i2f, Type::kI64, static_cast<Word>(a), 0)),
              static_cast<double>(a));
  }
}

TEST(Evaluator, DoublesOnNastyValues) {
  for (double a : NastyDoubles()) {
    for (double b : NastyDoubles()) {
      auto run = [&](Opcode op) {
        return *RunBinary(op, Type::kF64, BitsOf(a), BitsOf(b));
      };
      // Not folded by the compiler.
      volatile double x = a, y = b;
      EXPECT_TRUE(SameDoubles(run(Opcode::k_fadd), BitsOf(x + y))) << a << " " << b;
      EXPECT_TRUE(SameDoubles(run(Opcode::k_fsub), BitsOf(x - y))) << a << " " << b;
      EXPECT_TRUE(SameDoubles(run(Opcode::k_fmul), BitsOf(x * y))) << a << " " << b;
      EXPECT_TRUE(SameDoubles(run(Opcode::k_fdiv), BitsOf(x / y))) << a << " " << b;
      EXPECT_EQ(run(Opcode::k_flt), Word{a < b});
      EXPECT_EQ(run(Opcode::k_fle), Word{a <= b});
      EXPECT_EQ(run(Opcode::k_feq), Word{a == b});
      EXPECT_EQ(run(Opcode::k_fne), Word{!(a == b)});
    }
    auto run = [&](Opcode op) { return RunBinary(op, Type::kF64, BitsOf(a), 0); };
    EXPECT_EQ(*run(Opcode::k_fneg), BitsOf(a) ^ (Word{1} << 63));
    EXPECT_EQ(*run(Opcode::k_fabs), BitsOf(std::fabs(a)) & ~(Word{1} << 63));
    EXPECT_TRUE(SameDoubles(*run(Opcode::k_fsqrt), BitsOf(std::sqrt(a))));
    bool fits = std::trunc(a) >= -0x1p63 && std::trunc(a) < 0x1p63;
    absl::StatusOr<Word> n = run(Opcode::k_f2i);
    ASSERT_EQ(n.ok(), fits) << a;
    if (fits) EXPECT_EQ(static_cast<double>(static_cast<int64_t>(*n)), std::trunc(a));
  }
}

TEST(Evaluator, BoxesIntsOfAnySize) {
  for (int64_t n : NastyInts()) {
    Graph graph;
    Builder builder(&graph, graph.NewBlock());
    Ref boxed = builder.BoxInt(builder.ConstI64(n));
    Ref is_int = builder.IsInt(boxed);
    builder.Return(boxed);
    Evaluator evaluator(graph);
    FakeHost host;
    EvalResult result = *evaluator.Run(&host);
    EXPECT_EQ(host.Describe(result.value), absl::StrCat(n));
    EXPECT_EQ(evaluator.ValueOf(is_int), Word{FitsSmallInt(n)});
  }
}

TEST(Evaluator, ParametersChangeAllAtOnce) {
  // Fibonacci by swapping.
  Graph graph = Parsed(R"(graph "swap" {
a:
  %n = const_i64 10
  %one = const_i64 1
  %zero = const_i64 0
  jump head(%zero, %one, %zero)
head(%x: i64, %y: i64, %i: i64) loop:
  %sum = iadd %x, %y
  %next = iadd %i, %one
  %more = ilt %next, %n
  branch %more, head(%y, %sum, %next), out
out:
  %r = box_int %y
  return %r
})");
  FakeHost host;
  Evaluator evaluator(graph);
  EXPECT_EQ(UntagInt(evaluator.Run(&host)->value), 55);
}

constexpr absl::string_view kExits = R"(graph "exits" {
  shapes: Float = shape#1 stable "float", Body = shape#10 "Body"
  objects: None = "None"
  codes: f = "f", g = "g"
a:
  %0 = load_reg 0
  %is = has_shape %0, Float
  guard %is, true !first
  %d = unbox_float %0
  %n = const_i64 7
  %none = const_obj None
  poll !second
  guard_valid !third
  exit !third
  !first = resume exit 4 [f@1]
  !second = resume [f@2 r0=%d r1=%n r2=%is r3=%none | g@3 base 6 callee %none extra v0 flags 2 r0=v1] virtuals [v0 = new Body 40 {tagged +8: v1, f64 +16: %d}, v1 = new Body 40 {tagged +8: v0, i64 +32: %n}] stores [v1 f64 +24: %d]
  !third = raise [f@3 r0=%0]
})";

TEST(Evaluator, ExitsGiveTheInterpretersFrames) {
  Graph graph = Parsed(kExits);
  {
    FakeHost host;
    host.SetRegister(0, TagInt(3));
    EXPECT_EQ(host.RunAndObserve(graph),
              "resume exit 4\n  f@1 base 0 callee null extra null flags 0 r0=3\n"
              "entry r0=3\n");
  }
  auto set_up = [](FakeHost* host) {
    Word word = host->NewObject(FakeHost::kFloatShape, 16);
    host->Write(word + 8, MemType::kF64, BitsOf(2.5));
    host->SetRegister(0, word);
  };
  {
    FakeHost host;
    set_up(&host);
    host.SetPollAt(0);
    EXPECT_EQ(host.RunAndObserve(graph),
              "resume\n"
              "  f@2 base 0 callee null extra null flags 0 r0=2.5 r1=7 r2=True r3=None\n"
              "  g@3 base 6 callee None extra #0<10: #1<10: #0 0 2.5 0x7> 2.5 0 0> flags 2 r0=#1\n"
              "entry r0=2.5\n");
  }
  {
    FakeHost host;
    set_up(&host);
    host.SetInvalidAt(0);
    EXPECT_TRUE(absl::StrContains(host.RunAndObserve(graph), "raise\n  f@3"));
  }
}

TEST(Evaluator, SnapshotValuesNameEachValueOnce) {
  Graph graph = Parsed(kExits);
  FakeHost host;
  Word word = host.NewObject(FakeHost::kFloatShape, 16);
  host.Write(word + 8, MemType::kF64, BitsOf(2.5));
  host.SetRegister(0, word);
  host.SetPollAt(0);
  Evaluator evaluator(graph);
  EvalResult result = *evaluator.Run(&host);
  EXPECT_EQ(graph.node(result.at).op, Opcode::k_poll);
  std::vector<SnapshotValue> values = SnapshotValues(graph, evaluator, result.snapshot);
  ASSERT_EQ(values.size(), 4u);
  for (const SnapshotValue& v : values) {
    if (v.type == Type::kF64) EXPECT_EQ(DoubleOf(v.word), 2.5);
    if (v.type == Type::kI64) EXPECT_EQ(v.word, 7u);
    if (v.type == Type::kI1) EXPECT_EQ(v.word, 1u);
  }
}

TEST(Evaluator, MemoryOfAllKinds) {
  Graph graph = Parsed(R"(graph "memory" {
  shapes: S = shape#20 "S", T = shape#21 "T"
a:
  %o = new S 48
  %big = const_i64 -1
  store %o, %big slot u8 +8
  store %o, %big slot u16 +10
  store %o, %big slot u32 +12
  %x = load %o slot i64 +8
  %b = load %o slot u8 +8
  %i = const_i64 2
  store_elem %o, %i, %b array_tagged i64 +16
  %e = load_elem %o, %i array_tagged i64 +16
  %h = load_elem %o, %i array_tagged u16 +8
  %w = load_elem %o, %i array_tagged u32 +8
  set_shape %o, T
  %s = has_shape %o, S
  %t = has_shape %o, T
  return %o
})");
  FakeHost host;
  Evaluator evaluator(graph);
  EvalResult result = *evaluator.Run(&host);
  const std::vector<Ref>& nodes = graph.blocks[0].nodes;
  EXPECT_EQ(evaluator.ValueOf(nodes[5]), 0xFFFFFFFFFFFF00FFu);
  EXPECT_EQ(evaluator.ValueOf(nodes[6]), 0xFFu);
  EXPECT_EQ(evaluator.ValueOf(nodes[9]), 0xFFu);
  EXPECT_EQ(evaluator.ValueOf(nodes[10]), 0xFFFFu);
  EXPECT_EQ(evaluator.ValueOf(nodes[11]), 0u);
  EXPECT_EQ(evaluator.ValueOf(nodes[13]), 0u);
  EXPECT_EQ(evaluator.ValueOf(nodes[14]), 1u);
  EXPECT_EQ(host.allocations(), 1u);
  EXPECT_TRUE(result.returned);
}

TEST(Evaluator, ComplaintsNameTheNode) {
  FakeHost host;
  host.SetRegister(0, TagInt(5));
  Graph graph = Parsed(R"(graph "wild" {
a:
  %o = load_reg 0
  %x = load %o slot i64 +8
  return %o
})");
  std::string text = host.RunAndObserve(graph);
  EXPECT_TRUE(absl::StrContains(
      text, "block0: %1: i64 = load %0 slot i64 +8 with 0xb: bad read of 8 bytes at 0x13"))
      << text;
}

TEST(Evaluator, EndlessLoopsEnd) {
  Graph graph = Parsed(R"(graph "endless" {
a:
  jump b
b loop:
  jump b
})");
  FakeHost host;
  Evaluator evaluator(graph);
  EXPECT_EQ(evaluator.Run(&host, 1000).status().code(),
            absl::StatusCode::kResourceExhausted);
}

TEST(Evaluator, CallsReachTheHost) {
  Graph graph = Parsed(R"(graph "calls" {
  objects: f = "native", p = "pure_native"
  codes: c = "c"
a:
  %x = load_reg 0
  %two = const_f64 2.0
  %half = const_f64 0.5
  %root = call float_pow(%two, %half)
  %s = call int_mul(%x, %x)
  %n = call_native f(%x, %s) effects(reads, raises)
  %v = call_value %x(%n)
  %p = call_native p(%x) pure
  %null = is_null %v
  guard %null, true !raised
  return %s
  !raised = raise [c@1]
})");
  FakeHost host;
  host.SetRegister(0, TagInt(int64_t{1} << 40));
  std::string text = host.RunAndObserve(graph);
  EXPECT_EQ(host.log().size(), 2u) << text;
  EXPECT_TRUE(absl::StrContains(host.log()[0], "native(1099511627776, 1208925819614629174706176)"))
      << text;
}

TEST(Arithmetic, KnowsItsOps) {
  EXPECT_TRUE(IsArithmetic(Opcode::k_iadd));
  EXPECT_TRUE(IsArithmetic(Opcode::k_f2i));
  EXPECT_FALSE(IsArithmetic(Opcode::k_load));
  EXPECT_FALSE(IsArithmetic(Opcode::k_has_shape));
  // Each pure op but constants and what looks at memory or the host.
  for (int i = 0; i < static_cast<int>(Opcode::kCount); ++i) {
    auto op = static_cast<Opcode>(i);
    absl::string_view name = RowOf(op).name;
    if (RowOf(op).effects != 0 || absl::StartsWith(name, "const_") || name == "param" ||
        name == "thread" || name == "poison" || name == "unbox_float" ||
        name == "box_bool") {
      continue;
    }
    EXPECT_TRUE(IsArithmetic(op)) << name;
  }
}

}  // namespace
}  // namespace pyjit::ir
