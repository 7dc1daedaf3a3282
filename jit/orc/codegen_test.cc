#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "ir/parser.h"
#include "jit/code_generator.h"
#include "runtime/objects.h"
#include "runtime/thread.h"

extern "C" pyjit::jit::CodeGenerator* pyjit_new_code_generator(std::string*);

namespace pyjit::jit {
namespace {

Object* AllocateSlow(Thread* t, size_t bytes) {
  (void)t;
  return static_cast<Object*>(calloc(1, bytes));
}
uint64_t BoxBig(Thread* t, int64_t number) {
  (void)t;
  return number > 0 ? 0xB160 : 0xB170;
}
void BarrierSlow(Thread* t, Object* object) { object->gc = kGcRemembered; }
void BarrierElemSlow(Thread* t, Object* object, const Value* field) { object->gc = kGcRemembered; }
uint64_t CallValue(Thread* t, uint64_t callee, uint64_t* args, size_t n) {
  uint64_t sum = callee;
  for (size_t i = 0; i < n; ++i) sum += args[i];
  return sum;
}
double Pow(Thread* t, double a, double b) { return std::pow(a, b); }

class CodegenTest : public testing::Test {
 protected:
  CodegenTest() {
    std::string error;
    generator_.reset(pyjit_new_code_generator(&error));
    EXPECT_NE(generator_, nullptr) << error;
    thread_.exit_values = exit_values_;
    thread_.alloc_ptr = nursery_;
    thread_.alloc_limit = nursery_ + sizeof(nursery_);
    environment_.helpers.assign(
        static_cast<size_t>(ir::HelperId::kCount), 0);
    environment_.helpers[static_cast<int>(ir::HelperId::k_float_pow)] =
        reinterpret_cast<uintptr_t>(&Pow);
    environment_.barrier_slow = reinterpret_cast<uintptr_t>(&BarrierSlow);
    environment_.barrier_elem_slow = reinterpret_cast<uintptr_t>(&BarrierElemSlow);
    environment_.allocate_slow = reinterpret_cast<uintptr_t>(&AllocateSlow);
    environment_.box_big_int = reinterpret_cast<uintptr_t>(&BoxBig);
    environment_.call_value = reinterpret_cast<uintptr_t>(&CallValue);
    environment_.call_native = environment_.call_value;
    environment_.float_shape_word = 0x1230;
    environment_.true_word = 0x1000;
    environment_.false_word = 0x2000;
  }

  // Compiles and keeps the graph alive.
  CodegenResult Compile(const char* text) {
    absl::StatusOr<ir::Graph> graph = ir::ParseGraph(text);
    EXPECT_TRUE(graph.ok()) << graph.status();
    if (!graph.ok()) return {};
    for (ir::ShapeRow& row : graph->shapes) row.word = 0x1000 + 0x10 * row.id;
    graph_ = *std::move(graph);
    CodegenRequest request;
    request.graph = &graph_;
    request.symbol = "trace" + std::to_string(++count_);
    request.environment = &environment_;
    request.valid_flag = &valid_;
    CodegenResult result = generator_->Compile(request);
    EXPECT_TRUE(result.ok) << result.error;
    return result;
  }

  std::unique_ptr<CodeGenerator> generator_;
  CodegenEnvironment environment_;
  ir::Graph graph_;
  Thread thread_{};
  Value exit_values_[64];
  Value regs_[64];
  alignas(16) uint8_t nursery_[256];
  volatile uint8_t valid_ = 1;
  int count_ = 0;
};

TEST_F(CodegenTest, SumsInALoopAndLeavesThroughTheGuard) {
  CodegenResult code = Compile(R"(graph "sum" {
  codes: c0 = "f"
block0:
  %0: tagged = load_reg 0
  %1: i1 = is_int %0
  guard %1, true !0
  %2: i64 = unbox_int %0
  %3: i64 = const_i64 0
  jump block1(%3, %3)
block1(%4: i64, %5: i64) loop:
  poll !1
  %6: i1 = ilt %4, %2
  guard %6, true !1
  %7: i1 = iadd_overflows %5, %4
  guard %7, false !1
  %8: i64 = iadd %5, %4
  %9: i64 = const_i64 1
  %10: i64 = iadd %4, %9
  jump block1(%10, %8)
  !0 = resume exit 0 [c0@0]
  !1 = resume exit 1 [c0@4 r1=%4 r2=%5]
}
)");
  ASSERT_NE(code.entry, nullptr);
  regs_[0] = Value::SmallInt(100);
  EXPECT_EQ(code.entry(&thread_, regs_), 1u);
  EXPECT_EQ(exit_values_[0].bits(), 100u);
  EXPECT_EQ(exit_values_[1].bits(), 4950u);
  thread_.poll = kPollInterrupt;
  EXPECT_EQ(code.entry(&thread_, regs_), 1u);
  EXPECT_EQ(exit_values_[0].bits(), 0u);
  regs_[0] = Value(uint64_t{16});
  EXPECT_EQ(code.entry(&thread_, regs_), 0u);
}

TEST_F(CodegenTest, AllocatesBoxesAndFallsBackWhenTheNurseryIsFull) {
  CodegenResult code = Compile(R"(graph "box" {
  codes: c0 = "f"
block0:
  %0: f64 = const_f64 1.5
  %1: f64 = const_f64 2.0
  %2: f64 = call float_pow(%0, %1)
  %3: tagged = box_float %2
  return %3
}
)");
  ASSERT_NE(code.entry, nullptr);
  for (int i = 0; i < 40; ++i) {
    EXPECT_EQ(code.entry(&thread_, regs_), kReturned);
    const auto* box = exit_values_[0].as<Float>();
    EXPECT_EQ(box->shape_word, 0x1230u);
    EXPECT_EQ(box->gc, kGcYoung);
    EXPECT_EQ(box->value, 2.25);
  }
}

TEST_F(CodegenTest, FloorDivisionRoundsDown) {
  CodegenResult code = Compile(R"(graph "div" {
  codes: c0 = "f"
block0:
  %0: tagged = load_reg 0
  %1: i64 = unbox_int %0
  %2: tagged = load_reg 1
  %3: i64 = unbox_int %2
  %4: i64 = ifloordiv %1, %3
  %5: i64 = imod %1, %3
  %6: i64 = const_i64 8
  %7: i64 = ifloordiv %1, %6
  %8: i64 = imod %1, %6
  exit !0
  !0 = resume exit 0 [c0@0 r0=%4 r1=%5 r2=%7 r3=%8]
}
)");
  ASSERT_NE(code.entry, nullptr);
  struct Case {
    int64_t a, b, quotient, remainder, by8, mod8;
  };
  for (const Case& c : {Case{7, 2, 3, 1, 0, 7}, Case{-7, 2, -4, 1, -1, 1},
                        Case{7, -2, -4, -1, 0, 7}, Case{-8, -2, 4, 0, -1, 0},
                        Case{-9, 4, -3, 3, -2, 7}}) {
    regs_[0] = Value::SmallInt(c.a);
    regs_[1] = Value::SmallInt(c.b);
    EXPECT_EQ(code.entry(&thread_, regs_), 0u);
    EXPECT_EQ(static_cast<int64_t>(exit_values_[0].bits()), c.quotient);
    EXPECT_EQ(static_cast<int64_t>(exit_values_[1].bits()), c.remainder);
    EXPECT_EQ(static_cast<int64_t>(exit_values_[2].bits()), c.by8);
    EXPECT_EQ(static_cast<int64_t>(exit_values_[3].bits()), c.mod8);
  }
}

TEST_F(CodegenTest, TestsShapesOfAnyWordAndBoxesInts) {
  CodegenResult code = Compile(R"(graph "shape" {
  shapes: s0 = shape#1 stable "float"
  codes: c0 = "f"
block0:
  %0: tagged = load_reg 0
  %1: i1 = has_shape %0, s0
  %2: tagged = box_bool %1
  %3: tagged = load_reg 1
  %4: i64 = unbox_int %3
  %5: i64 = const_i64 2
  %6: i64 = imul %4, %5
  %7: tagged = box_int %6
  exit !0
  !0 = resume exit 0 [c0@0 r0=%2 r1=%7]
}
)");
  ASSERT_NE(code.entry, nullptr);
  alignas(16) Float number{};
  number.shape_word = 0x1010;
  regs_[1] = Value::SmallInt(21);
  for (auto [word, expected] :
       {std::pair<Value, uint64_t>{Value(&number), 0x1000},
        {Value::Null(), 0x2000},
        {Value::SmallInt(7), 0x2000}}) {
    regs_[0] = word;
    code.entry(&thread_, regs_);
    EXPECT_EQ(exit_values_[0].bits(), expected);
    EXPECT_EQ(exit_values_[1], Value::SmallInt(42));
  }
  number.shape_word = 0x1020;
  regs_[0] = Value(&number);
  regs_[1] = Value::SmallInt(Value::kMaxSmallInt);
  code.entry(&thread_, regs_);
  EXPECT_EQ(exit_values_[0].bits(), 0x2000u);
  EXPECT_EQ(exit_values_[1].bits(), 0xB160u);
}

TEST_F(CodegenTest, KnowsThePositionOfItsCode) {
  CodegenResult code = Compile(R"(graph "call" {
  codes: c0 = "f"
  positions: p1 = c0@3, p2 = c0@9
block0:
  %0: tagged = load_reg 0
  %1: tagged = call_value %0(%0) @p1
  %2: tagged = call_value %1(%0, %0) @p2
  return %2
}
)");
  ASSERT_NE(code.entry, nullptr);
  regs_[0] = Value::SmallInt(1);
  EXPECT_EQ(code.entry(&thread_, regs_), kReturned);
  EXPECT_EQ(exit_values_[0].bits(), 12u);
  std::vector<uint32_t> rows;
  for (const PcPosition& position : code.positions) {
    EXPECT_LT(position.offset, code.code_size);
    rows.push_back(position.position);
  }
  EXPECT_NE(std::find(rows.begin(), rows.end(), 1u), rows.end());
  EXPECT_NE(std::find(rows.begin(), rows.end(), 2u), rows.end());
  EXPECT_GT(generator_->code_bytes(), 0u);
  generator_->Release(code.handle);
  EXPECT_EQ(generator_->code_bytes(), 0u);
}

}  // namespace
}  // namespace pyjit::jit
