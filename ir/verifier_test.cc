// Broken graphs, with the expected complaint written on the line it is about.

#include "ir/verifier.h"

#include <map>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "ir/builder.h"
#include "ir/parser.h"

namespace pyjit::ir {
namespace {

// Each line of `body` that ends in "; error: text" must get a complaint that has
// the text; no other line may get one.
void ExpectComplaints(absl::string_view body, const VerifyOptions& options = {}) {
  std::string text = absl::StrCat("graph \"g\" {\n"
                                  "  shapes: s0 = shape#1 stable \"float\", s1 = shape#2 \"Body\"\n"
                                  "  objects: o0 = \"None\"\n"
                                  "  codes: c0 = \"f\"\n",
                                  body, "}\n");
  SourceLines lines;
  absl::StatusOr<Graph> graph = ParseGraph(text, &lines);
  ASSERT_TRUE(graph.ok()) << graph.status() << text;
  std::map<int, std::string> found;
  for (const Complaint& c : FindComplaints(*graph, options)) {
    int line = c.node != kNone       ? lines.nodes[c.node]
               : c.snapshot != kNone ? lines.snapshots[c.snapshot]
               : c.block != kNone    ? lines.blocks[c.block]
                                     : 0;
    found[line] += c.message + "\n";
  }
  std::vector<std::string> split = absl::StrSplit(text, '\n');
  bool any = false;
  for (size_t i = 0; i < split.size(); ++i) {
    int line = static_cast<int>(i) + 1;
    size_t at = split[i].find("; error: ");
    if (at == std::string::npos) {
      EXPECT_EQ(found.count(line), 0u) << split[i] << "\n" << found[line];
      continue;
    }
    any = true;
    EXPECT_TRUE(absl::StrContains(found[line], split[i].substr(at + 9)))
        << split[i] << "\nfound: " << found[line];
  }
  if (!any) EXPECT_TRUE(found.empty()) << found.begin()->second;
}

TEST(Verifier, AcceptsASoundLoop) {
  ExpectComplaints(R"(
a:
  %0 = load_reg 0
  %1 = const_i64 0
  jump head(%1, %0)
head(%2: i64, %3: tagged) loop:
  poll !0
  %4 = const_i64 1
  %5 = iadd %2, %4
  %6 = ilt %5, %4
  branch %6, head(%5, %3), out
out:
  return %3
  !0 = resume [c0@1 r0=%3 r1=%2 | c0@4 base 7 callee %0 r0=v0] virtuals [v0 = new s1 32 {tagged +8: v0, i64 +16: %2}]
)", {.loops_have_poll = true});
}

TEST(Verifier, OperandTypes) {
  ExpectComplaints(R"(
a:
  %0 = load_reg 0
  %1 = const_i64 1
  %2 = fadd %0, %1       ; error: operand 0 is tagged, needs f64
  %3 = iadd %0, %1       ; error: operand 0 is tagged, needs i64
  %4 = is_int %1         ; error: operand 0 is i64, needs tagged
  %5 = const_f64 0.5
  %6 = const_i1 true
  %7 = select %6, %1, %5 ; error: operands 1 and 2 differ in type
  guard %1, true !0      ; error: operand 0 is i64, needs i1
  %8 = call float_pow(%5, %1) ; error: operand 1 is i64, needs f64
  %9 = call float_pow(%5) ; error: has 1 operands, needs 2
  return %5              ; error: operand 0 is f64, needs tagged
  !0 = resume [c0@1]
)");
}

TEST(Verifier, ResultTypes) {
  ExpectComplaints(R"(
a:
  %0: i64 = load_reg 0          ; error: result is i64, must be tagged
  %1 = load_reg 1
  %2: tagged = load %1 slot f64 +8  ; error: result is tagged, must be f64
  %3: ptr = load %1 slot tagged +8
  %4: tagged = call float_pow(%5, %5) ; error: result is tagged, must be f64
  %5 = const_f64 0.5            ; comes too late, which is said only of sound nodes
  return %3
)");
}

TEST(Verifier, Memory) {
  ExpectComplaints(R"(
a:
  %0 = load_reg 0
  %1 = const_f64 1.5
  store %0, %1 slot i64 +8        ; error: value is f64, memory is i64
  store %0, %1 slot f64 +12       ; error: offset is negative or not aligned
  store %0, %1 slot f64 -8        ; error: offset is negative or not aligned
  store %0, %1 float_value f64 +8 ; error: region float_value is immutable
  %2 = new s0 16
  store %2, %1 float_value f64 +8
  %3 = new s1 12                  ; error: size must be whole words
  %4 = new s1 0                   ; error: size must be whole words
  %5 = thread
  %6 = load %5 thread tagged +8
  %7 = load %0 thread tagged +8   ; error: region thread needs base `thread`
  %8 = load %5 slot tagged +8     ; error: `thread` is only for
  %9 = is_null %5                 ; error: `thread` is only for
  return %5                       ; error: `thread` is only for
)");
}

TEST(Verifier, ConstantsAndTruths) {
  ExpectComplaints(R"(
a:
  %0 = const_int 4611686018427387903
  %1 = const_int 4611686018427387904   ; error: does not fit a small int
  %2 = const_int -4611686018427387904
  %3 = const_int -4611686018427387905  ; error: does not fit a small int
  return %0
)");
}

TEST(Verifier, Targets) {
  ExpectComplaints(R"(
a loop:
  %0 = const_i1 true
  %1 = const_null
  branch %0, b(%1), b           ; error: gives 0 arguments to a block of 1
b(%2: tagged):
  branch %0, c(%2), d(%2, %0)   ; error: argument 0 is tagged, the parameter f64
c(%3: f64):
  return %1
d(%4: tagged, %5: i1):
  jump a                        ; error: leads to the entry
)");
}

TEST(Verifier, EntryHasNoParameters) {
  ExpectComplaints(R"(
a(%0: tagged):   ; error: entry has parameters
  return %0
)");
}

TEST(Verifier, Terminators) {
  ExpectComplaints(R"(
a:
  %0 = const_null
  return %0        ; error: terminator inside a block
  %1 = const_null  ; error: block does not end with a terminator
)");
}

TEST(Verifier, DefinitionsDominateUses) {
  ExpectComplaints(R"(
a:
  %0 = const_i1 true
  %1 = box_bool %2      ; error: uses %2, which is not defined on all ways here
  %2 = const_i1 false
  branch %0, b, c
b:
  %3 = const_null
  guard %0, true !0
  jump d(%3)
c:
  guard %0, true !0     ; error: snapshot names %3
  jump d(%3)            ; error: passes %3
d(%4: tagged):
  return %3             ; error: uses %3
dead:
  return %3
  !0 = resume [c0@1 r0=%3]
)");
}

TEST(Verifier, VirtualsAndStoresCountAsUses) {
  ExpectComplaints(R"(
a:
  %0 = load_reg 0
  %9 = const_i1 true
  guard %9, true !0     ; error: snapshot names %3
  guard %9, true !1     ; error: snapshot names %2
  %1 = const_i64 1
  %2 = const_f64 1.0
  exit !0
  !0 = resume [c0@1 r0=v0] virtuals [v0 = new s1 16 {f64 +8: %2}]
  !1 = resume [c0@1] stores [%0 f64 +8: %2, %0 i64 +16: %1]
)");
}

TEST(Verifier, LoopHeaders) {
  ExpectComplaints(R"(
a:
  %0 = const_i1 true
  %1 = const_null
  jump b
b:                   ; error: is a loop's header but not marked so
  branch %0, b, c
c loop:              ; error: is marked as a loop's header but is none
  return %1
dead loop:
  return %1
)");
}

TEST(Verifier, LoopsPollIfAsked) {
  constexpr char kText[] = R"(
a:
  %0 = const_i1 true
  jump b
b loop:              ; error: loop without poll
  branch %0, b, c
c:
  poll !0
  exit !0
  !0 = resume [c0@1]
)";
  ExpectComplaints(kText, {.loops_have_poll = true});
}

TEST(Verifier, IrreducibleCycle) {
  absl::StatusOr<Graph> graph = ParseGraph(R"(graph "g" {
a:
  %0 = const_i1 true
  branch %0, b, c
b:
  branch %0, c, d
c:
  jump b
d:
  %1 = const_null
  return %1
})");
  ASSERT_TRUE(graph.ok());
  EXPECT_TRUE(absl::StrContains(Verify(*graph).message(), "a cycle has no single entry"));
}

TEST(Verifier, Snapshots) {
  ExpectComplaints(R"(
a:
  %0 = load_reg 0
  %1 = const_i64 1
  %2 = const_i1 true
  %3 = thread
  guard %2, true         ; error: needs a snapshot
  %4 = iadd %1, %1 !0    ; error: has a snapshot but never exits
  guard %2, true !1
  guard %2, true !2
  guard %2, true !3
  guard %2, true !4
  guard %2, true !5
  guard %2, true !6
  guard %2, true !7
  guard %2, true !8
  guard %2, true !9
  exit !0
  !0 = resume [c0@1]
  !1 = resume []                                 ; error: has no frame
  !2 = resume [c0@1 base 3 | c0@2 base 4 callee %0] ; error: the root frame has neither
  !3 = resume [c0@1 | c0@2]                      ; error: an inlined frame needs a callee
  !4 = resume [c0@1 r3=%0 r2=%0]                 ; error: registers do not ascend
  !5 = resume [c0@1 r3=v0]                       ; error: virtual v0 is not there
  !6 = resume [c0@1 r3=%3]                       ; error: names the thread
  !7 = resume [c0@1] virtuals [v0 = new s1 24 {i64 +8: %1, f64 +12: %1}] ; error: fields overlap
  !8 = resume [c0@1 | c0@1 base 2 callee %1]     ; error: callee is i64, must be tagged
  !9 = resume [c0@1] stores [%0 f64 +8: %1]      ; error: is i64, its field is f64
)");
}

// A call that has its frame at the caller's first register, as that has no variables.
TEST(Verifier, InlinedFrameMayBeginAtItsParentsFirstRegister) {
  ExpectComplaints(R"(
a:
  %0 = load_reg 0
  exit !0
  !0 = resume [c0@1 | c0@2 callee %0]
)");
}

TEST(Verifier, StructureOfHandMadeGraphs) {
  auto sound = [](Graph* g) {
    Builder b(g, g->NewBlock());
    Ref value = b.ConstNull();
    b.Return(value);
    return value;
  };
  auto expect = [](const Graph& g, absl::string_view what) {
    EXPECT_TRUE(absl::StrContains(Verify(g).message(), what)) << Verify(g) << "\n" << what;
  };
  Graph empty;
  expect(empty, "graph has no entry block");
  {
    Graph g;
    Ref value = sound(&g);
    EXPECT_TRUE(Verify(g).ok()) << Verify(g);
    g.Remove(value);
    expect(g, "which is removed or not there");
  }
  {
    Graph g;
    sound(&g);
    g.node(g.blocks[0].nodes.back()).operands[0] = 77;
    expect(g, "uses %?77, which is removed or not there");
  }
  {
    Graph g;
    Ref value = sound(&g);
    g.blocks[0].nodes.insert(g.blocks[0].nodes.begin(), value);
    expect(g, "stands twice");
  }
  {
    Graph g;
    Ref value = sound(&g);
    g.node(value).block = 1;
    expect(g, "stands in a block that is not its own");
  }
  {
    Graph g;
    sound(&g);
    g.nodes.emplace_back(Opcode::k_const_null).block = 0;
    expect(g, "is in no block's list but not removed");
  }
  {
    Graph g;
    sound(&g);
    g.layout = {0, 0};
    expect(g, "is twice in the layout");
    g.layout = {5};
    expect(g, "layout names block?5");
  }
  {
    Graph g;
    sound(&g);
    BlockId b = g.NewBlock();
    Builder(&g, b).Return(Builder(&g, b).ConstNull());
    g.layout = {1, 0};
    expect(g, "layout does not begin with the entry");
    g.layout = {0};
    expect(g, "is not in the layout");
  }
  {
    Graph g;
    Builder b(&g, g.NewBlock());
    BlockId gone = g.NewBlock();
    b.Jump(gone);
    expect(g, "leads to a block that is removed or not there");
    g.Terminator(0).targets.clear();
    expect(g, "needs 1 targets");
  }
  {
    Graph g;
    Ref value = sound(&g);
    g.node(value).position = 9;
    expect(g, "position is not there");
  }
}

}  // namespace
}  // namespace pyjit::ir
