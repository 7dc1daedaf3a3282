#include "ir/testing/random_graph.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ir/builder.h"
#include "ir/cfg.h"
#include "ir/clone.h"
#include "ir/testing/nasty_values.h"

namespace pyjit::ir {
namespace {

constexpr uint32_t kBodyShape = 10, kArrayShape = 11, kOtherBodyShape = 12,
                   kTupleShape = 13;
// tagged at 8, f64 at 16 and 24, i64 at 32, u32 at 40, u16 at 44, u8 at 46
constexpr int64_t kBodyBytes = 48;
constexpr int64_t kTupleBytes = 32;  // length at 8, items at 16 and 24
constexpr int kArrayItems = 4;

// splitmix64.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed * 2 + 1) {}
  uint64_t Next() {
    uint64_t z = (state_ += 0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
  }
  int Below(int n) { return static_cast<int>(Next() % static_cast<uint64_t>(n)); }
  bool OneIn(int n) { return Below(n) == 0; }
  template <typename T>
  const T& Pick(const std::vector<T>& v) {
    return v[static_cast<size_t>(Below(static_cast<int>(v.size())))];
  }

 private:
  uint64_t state_;
};

// Values that may be used at a place, by what is known of them.
struct Values {
  std::vector<Ref> ints, floats, truths, tagged, bodies, arrays, tuples;
};

class Generator {
 public:
  Generator(uint64_t seed, const RandomGraphOptions& options)
      : seed_(seed), random_(seed), options_(options), left_(options.statements),
        builder_(&graph_, graph_.NewBlock()) {
    graph_.name = absl::StrCat("random ", seed);
  }

  Graph Run() {
    Tables();
    Values values = Entry();
    Statements(&values, 0);
    Finish(values);
    UpdateLoopHeaders(&graph_);
    Train();
    return Compacted(graph_);
  }

 private:
  // Guards of arbitrary conditions would mostly leave at once. They expect what a
  // few runs saw, as recorded guards do.
  void Train() {
    for (int i = 0; i < 64 && !guesses_.empty(); ++i) {
      FakeHost host;
      SetUpRandomHost(seed_ + static_cast<uint64_t>(i / 16), &host);
      Evaluator evaluator(graph_);
      absl::StatusOr<EvalResult> result = evaluator.Run(&host);
      if (!result.ok()) continue;
      auto it = guesses_.find(result->at);
      if (it == guesses_.end()) continue;
      Node& node = graph_.node(it->second);
      if (node.op == Opcode::k_guard) {
        node.imm ^= 1;
      } else {
        std::swap(node.targets[0], node.targets[1]);
      }
      // Each guess is changed once.
      guesses_.erase(it);
    }
  }

  Ref LastNode() const { return graph_.blocks[builder_.block()].nodes.back(); }

  void Tables() {
    float_shape_ = graph_.ShapeIndex(FakeHost::kFloatShape, true, 0, "float");
    body_shape_ = graph_.ShapeIndex(kBodyShape, false, 0, "Body");
    array_shape_ = graph_.ShapeIndex(kArrayShape, true, 0, "array");
    other_body_shape_ = graph_.ShapeIndex(kOtherBodyShape, false, 0, "Body2");
    tuple_shape_ = graph_.ShapeIndex(kTupleShape, true, 0, "tuple");
    codes_ = {graph_.CodeIndex(0, "outer"), graph_.CodeIndex(0, "inner")};
    graph_.ObjectIndex(0, "None");
    graph_.ObjectIndex(0, "callee");
    pure_native_ = graph_.ObjectIndex(0, "pure_native");
    native_ = graph_.ObjectIndex(0, "native");
  }

  Values Entry() {
    Values v;
    std::vector<Ref> regs;
    for (uint32_t r = 0; r < 8; ++r) regs.push_back(builder_.LoadReg(r));
    v.tagged = regs;
    for (int r = 0; r < 2; ++r) OpenInt(regs[static_cast<size_t>(r)], &v);
    for (int r = 2; r < 4; ++r) OpenFloat(regs[static_cast<size_t>(r)], &v);
    for (int r = 4; r < 6; ++r) OpenShape(regs[static_cast<size_t>(r)], body_shape_, &v);
    OpenShape(regs[6], array_shape_, &v);
    v.truths.push_back(builder_.IsNull(regs[7]));
    return v;
  }

  // Guard and unbox, as the recorder does.
  void OpenInt(Ref ref, Values* v) {
    builder_.Guard(builder_.IsInt(ref), true, AnySnapshot(*v));
    v->ints.push_back(builder_.UnboxInt(ref));
  }
  void OpenFloat(Ref ref, Values* v) {
    builder_.Guard(builder_.HasShape(ref, float_shape_), true, AnySnapshot(*v));
    v->floats.push_back(builder_.UnboxFloat(ref));
  }
  void OpenShape(Ref ref, uint32_t shape, Values* v) {
    builder_.Guard(builder_.HasShape(ref, shape), true, AnySnapshot(*v));
    (shape == body_shape_ ? v->bodies : v->arrays).push_back(ref);
  }

  // What was made lately is used more, so that most results matter.
  Ref Late(const std::vector<Ref>& refs) {
    if (random_.OneIn(3)) return random_.Pick(refs);
    return refs[refs.size() - 1 -
                static_cast<size_t>(random_.Below(static_cast<int>(std::min<size_t>(refs.size(), 3))))];
  }
  Ref Int(const Values& v) {
    if (random_.OneIn(6) || v.ints.empty()) {
      return builder_.ConstI64(random_.OneIn(2) ? random_.Pick(nasty_ints_)
                                                : random_.Below(10));
    }
    return Late(v.ints);
  }
  Ref Float(const Values& v) {
    if (random_.OneIn(6) || v.floats.empty()) {
      // Infinities and NaNs swallow what they meet: not too many.
      return builder_.ConstF64(random_.OneIn(4) ? random_.Pick(nasty_doubles_)
                                                : random_.Below(40) / 4.0);
    }
    return Late(v.floats);
  }
  Ref Truth(const Values& v) {
    if (random_.OneIn(8) || v.truths.empty()) return builder_.ConstI1(random_.OneIn(2));
    return random_.Pick(v.truths);
  }
  Ref Tagged(const Values& v) {
    switch (random_.Below(6)) {
      case 0:
        return builder_.ConstInt(random_.Below(100) - 50);
      case 1:
        return builder_.ConstObject(0, "None");
      case 2:
        return random_.Pick(v.bodies);
      default:
        return Late(v.tagged);
    }
  }
  Ref Any(const Values& v, Type type) {
    switch (type) {
      case Type::kI64:
        return Int(v);
      case Type::kF64:
        return Float(v);
      case Type::kI1:
        return Truth(v);
      default:
        return Tagged(v);
    }
  }
  Type AnyType() {
    constexpr Type kTypes[] = {Type::kTagged, Type::kI64, Type::kF64, Type::kI1};
    return kTypes[random_.Below(4)];
  }
  static void Add(Ref ref, Type type, Values* v) {
    switch (type) {
      case Type::kI64:
        v->ints.push_back(ref);
        break;
      case Type::kF64:
        v->floats.push_back(ref);
        break;
      case Type::kI1:
        v->truths.push_back(ref);
        break;
      default:
        v->tagged.push_back(ref);
    }
  }

  SnapshotId AnySnapshot(const Values& v, SnapshotKind kind = SnapshotKind::kResume) {
    // At times several exits of a block share one.
    if (last_snapshot_ != kNone && last_snapshot_block_ == builder_.block() &&
        graph_.snapshots[last_snapshot_].kind == kind && random_.OneIn(8)) {
      return last_snapshot_;
    }
    last_snapshot_block_ = builder_.block();
    return last_snapshot_ = NewSnapshot(v, kind);
  }
  SnapshotId NewSnapshot(const Values& v, SnapshotKind kind) {
    Snapshot s;
    s.kind = kind;
    int frames = random_.OneIn(3) ? 2 : 1;
    for (int i = 0; i < frames; ++i) {
      FrameState frame;
      frame.code = codes_[static_cast<size_t>(i)];
      frame.pc = next_pc_++;  // tells exits apart
      if (i > 0) {
        frame.base = 9;
        frame.callee = builder_.ConstObject(0, "callee");
      }
      for (uint16_t r = 0; r < 6; ++r) {
        if (!random_.OneIn(3)) continue;
        frame.registers.emplace_back(r, Named(v));
      }
      s.frames.push_back(std::move(frame));
    }
    return builder_.AddSnapshot(std::move(s));
  }
  // A value for a register: seldom a constant, so that values stay alive.
  Ref Named(const Values& v) {
    Type type = AnyType();
    if (type == Type::kI64 && !v.ints.empty()) return Late(v.ints);
    if (type == Type::kF64 && !v.floats.empty()) return Late(v.floats);
    if (type == Type::kI1 && !v.truths.empty()) return Late(v.truths);
    return Late(v.tagged);
  }

  void Statements(Values* v, int depth) {
    int count = 2 + random_.Below(6);
    for (int i = 0; (i < count || depth == 0) && left_ > 0; ++i) {
      --left_;
      int what = random_.Below(20);
      if (what < 7 || what == 15) {
        Arithmetic(v);
      } else if (what < 9) {
        Boxing(v);
      } else if (what < 13 && options_.memory) {
        Memory(v);
      } else if (what == 13 && options_.calls) {
        Calls(v);
      } else if (what == 14) {
        builder_.Guard(Truth(*v), random_.OneIn(2), AnySnapshot(*v));
        guesses_[LastNode()] = LastNode();
      } else if (what == 16 && options_.branches && depth < options_.max_depth) {
        Diamond(v, depth);
      } else if (what == 17 && options_.branches) {
        ColdExit(v);
      } else if (what == 18 && options_.loops && depth < options_.max_depth) {
        Loop(v, depth);
      } else if (random_.OneIn(4)) {
        builder_.GuardValid(AnySnapshot(*v));
      }
    }
  }

  void Arithmetic(Values* v) {
    using enum Opcode;
    static constexpr Opcode kIntOps[] = {k_iadd, k_isub, k_imul, k_iand, k_ior, k_ixor};
    static constexpr Opcode kIntTests[] = {k_ilt, k_ile, k_ieq, k_ine, k_ult,
                                           k_iadd_overflows, k_isub_overflows,
                                           k_imul_overflows};
    static constexpr Opcode kFloatOps[] = {k_fadd, k_fsub, k_fmul, k_fdiv};
    static constexpr Opcode kFloatTests[] = {k_flt, k_fle, k_feq, k_fne};
    switch (random_.Below(10)) {
      case 0:
      case 1:
        v->ints.push_back(builder_.Binary(kIntOps[random_.Below(6)], Int(*v), Int(*v)));
        break;
      case 2:
        v->truths.push_back(
            builder_.Binary(kIntTests[random_.Below(8)], Int(*v), Int(*v)));
        break;
      case 3:
      case 4:
        v->floats.push_back(
            builder_.Binary(kFloatOps[random_.Below(4)], Float(*v), Float(*v)));
        break;
      case 5:
        v->truths.push_back(
            builder_.Binary(kFloatTests[random_.Below(4)], Float(*v), Float(*v)));
        break;
      case 6: {
        // Partial ops with operands that suit them.
        static constexpr int64_t kDivisors[] = {2, 3, -3, 7, -7, 10, 1, -2};
        if (random_.OneIn(2)) {
          v->ints.push_back(builder_.Binary(random_.OneIn(2) ? k_ifloordiv : k_imod,
                                            Int(*v),
                                            builder_.ConstI64(kDivisors[random_.Below(8)])));
        } else {
          v->ints.push_back(builder_.Binary(random_.OneIn(2) ? k_ishl : k_ishr, Int(*v),
                                            builder_.ConstI64(random_.Below(64))));
        }
        break;
      }
      case 7:
        if (random_.OneIn(2)) {
          v->floats.push_back(builder_.Unary(k_i2f, Int(*v)));
        } else {
          static constexpr Opcode kOps[] = {k_fneg, k_fabs, k_fsqrt};
          v->floats.push_back(builder_.Unary(kOps[random_.Below(3)], Float(*v)));
        }
        break;
      case 8: {
        Type type = AnyType();
        Ref cond = Truth(*v), a = Any(*v, type), b = Any(*v, type);
        Add(builder_.Select(cond, a, b), type, v);
        break;
      }
      case 9:
        if (random_.OneIn(3)) {
          Ref f = Float(*v);
          Ref fits = builder_.Binary(k_flt, builder_.Unary(k_fabs, f),
                                     builder_.ConstF64(1e15));
          builder_.Guard(fits, true, AnySnapshot(*v));
          v->ints.push_back(builder_.Unary(k_f2i, f));
        } else if (random_.OneIn(2)) {
          v->truths.push_back(builder_.Unary(k_not, Truth(*v)));
        } else {
          v->truths.push_back(
              builder_.Binary(random_.OneIn(2) ? k_and : k_or, Truth(*v), Truth(*v)));
        }
        break;
    }
  }

  void Boxing(Values* v) {
    switch (random_.Below(7)) {
      case 0:
        v->tagged.push_back(builder_.BoxInt(Int(*v)));
        break;
      case 1:
        v->tagged.push_back(builder_.BoxFloat(Float(*v)));
        break;
      case 2:
        v->tagged.push_back(builder_.BoxBool(Truth(*v)));
        break;
      case 3:
        OpenInt(builder_.BoxInt(Int(*v)), v);
        break;
      case 4:
        OpenFloat(builder_.BoxFloat(Float(*v)), v);
        break;
      case 5: {
        Ref a = random_.Pick(v->tagged);
        v->truths.push_back(random_.OneIn(2) ? builder_.IsInt(a)
                                             : builder_.HasShape(a, float_shape_));
        break;
      }
      case 6:
        // Bodies keep their identity; two floats of one value need not be one object.
        v->truths.push_back(
            builder_.IsSame(random_.Pick(v->bodies), random_.Pick(v->bodies)));
        break;
    }
  }

  void Memory(Values* v) {
    Ref body = random_.OneIn(2) ? v->bodies[static_cast<size_t>(random_.Below(2))]
                                : random_.Pick(v->bodies);
    int32_t f64_at = random_.OneIn(2) ? 16 : 24;
    switch (random_.Below(18)) {
      case 10:
      case 11:
        Reload(body, f64_at, v);
        break;
      case 12: {
        static constexpr MemType kNarrow[] = {MemType::kU32, MemType::kU16, MemType::kU8};
        static constexpr int32_t kAt[] = {40, 44, 46};
        const int which = random_.Below(3);
        if (random_.OneIn(2)) {
          builder_.Store(body, Int(*v), Region::k_slot, kNarrow[which], kAt[which]);
        }
        v->ints.push_back(builder_.Load(body, Region::k_slot, kNarrow[which], kAt[which]));
        break;
      }
      case 13:
        // An object that is read back from a field.
        builder_.Store(body, random_.Pick(v->bodies), Region::k_slot, MemType::kTagged, 8);
        builder_.Barrier(body);
        if (random_.OneIn(3)) Memory(v);
        OpenShape(builder_.Load(body, Region::k_slot, MemType::kTagged, 8), body_shape_, v);
        break;
      case 14:
        // Answered now, asked for later.
        v->truths.push_back(
            builder_.HasShape(body, random_.OneIn(3) ? other_body_shape_ : body_shape_));
        break;
      case 15:
        if (random_.OneIn(2)) break;
        v->truths.push_back(builder_.HasShape(body, body_shape_));
        builder_.SetShape(body, random_.OneIn(2) ? other_body_shape_ : body_shape_);
        v->truths.push_back(builder_.HasShape(random_.Pick(v->bodies), body_shape_));
        break;
      case 16: {
        Ref made = builder_.New(tuple_shape_, kTupleBytes);
        builder_.Store(made, builder_.ConstI64(2), Region::k_tuple, MemType::kI64, 8);
        v->ints.push_back(builder_.Load(made, Region::k_tuple, MemType::kI64, 8));
        for (int32_t at : {16, 24}) {
          if (random_.OneIn(3)) {
            v->truths.push_back(builder_.IsNull(
                builder_.Load(made, Region::k_tuple, MemType::kTagged, at)));
          }
          builder_.Store(made, Tagged(*v), Region::k_tuple, MemType::kTagged, at);
        }
        v->tuples.push_back(made);
        v->tagged.push_back(builder_.Load(made, Region::k_tuple, MemType::kTagged, 16));
        if (random_.OneIn(2)) v->tagged.push_back(made);
        break;
      }
      case 17:
        if (v->tuples.empty()) break;
        v->tagged.push_back(builder_.Load(random_.Pick(v->tuples), Region::k_tuple,
                                          MemType::kTagged, random_.OneIn(2) ? 16 : 24));
        break;
      case 0:
      case 1:
        v->floats.push_back(builder_.Load(body, Region::k_slot, MemType::kF64, f64_at));
        break;
      case 2:
        v->ints.push_back(builder_.Load(body, Region::k_slot, MemType::kI64, 32));
        break;
      case 3:
        v->tagged.push_back(builder_.Load(body, Region::k_slot, MemType::kTagged, 8));
        break;
      case 4:
        builder_.Store(body, Float(*v), Region::k_slot, MemType::kF64, f64_at);
        break;
      case 5:
        builder_.Store(body, Int(*v), Region::k_slot, MemType::kI64, 32);
        break;
      case 6:
        builder_.Store(body, Tagged(*v), Region::k_slot, MemType::kTagged, 8);
        builder_.Barrier(body);
        break;
      case 7: {
        Ref made = builder_.New(body_shape_, kBodyBytes);
        if (random_.OneIn(2)) {
          builder_.Store(made, Float(*v), Region::k_slot, MemType::kF64, 16);
        }
        v->bodies.push_back(made);
        // Let it escape at times.
        if (random_.OneIn(3)) v->tagged.push_back(made);
        break;
      }
      case 8:
        OpenShape(body, body_shape_, v);
        guesses_[LastNode()] = LastNode();
        break;
      case 9: {
        if (v->arrays.empty()) break;
        Ref array = random_.Pick(v->arrays);
        Ref index = Int(*v);
        if (!random_.OneIn(3)) {
          index = builder_.Binary(Opcode::k_iand, index, builder_.ConstI64(3));
        }
        Ref items =
            builder_.Load(array, Region::k_array_capacity, MemType::kI64, 8);
        builder_.Guard(builder_.Binary(Opcode::k_ult, index, items), true,
                       AnySnapshot(*v));
        if (random_.OneIn(2)) {
          v->floats.push_back(builder_.LoadElem(array, index, Region::k_array_double,
                                                MemType::kF64, 24));
        } else {
          builder_.StoreElem(array, index, Float(*v), Region::k_array_double,
                             MemType::kF64, 24);
        }
        break;
      }
    }
  }

  // A field that is read again after something that may have changed it.
  void Reload(Ref body, int32_t offset, Values* v) {
    auto load = [&] {
      v->floats.push_back(builder_.Load(body, Region::k_slot, MemType::kF64, offset));
    };
    load();
    if (random_.OneIn(3) && options_.calls) {
      Calls(v);
    } else {
      Ref other = random_.OneIn(4) ? body : random_.Pick(v->bodies);
      builder_.Store(other, Float(*v), Region::k_slot, MemType::kF64,
                     random_.OneIn(2) ? offset : 40 - offset);
    }
    load();
  }

  void Calls(Values* v) {
    switch (random_.Below(6)) {
      case 0:
        v->floats.push_back(
            builder_.Call(HelperId::k_float_pow, {Float(*v), Float(*v)}));
        break;
      case 1: {
        Ref sum = builder_.Call(
            random_.OneIn(2) ? HelperId::k_int_add : HelperId::k_int_mul,
            {builder_.ConstInt(random_.Below(9)), builder_.BoxInt(Int(*v))});
        GuardNoError(sum, *v);
        v->tagged.push_back(sum);
        break;
      }
      case 2: {
        Ref got = builder_.Call(HelperId::k_get_item, {Tagged(*v), Tagged(*v)});
        GuardNoError(got, *v);
        v->tagged.push_back(got);
        break;
      }
      case 3:
        v->tagged.push_back(
            builder_.CallNative(pure_native_, 0, {Tagged(*v), Tagged(*v)}));
        break;
      case 4: {
        Ref got = builder_.CallNative(
            native_, kCallReadsHeap | kCallWritesHeap | kCallRaises, {Tagged(*v)});
        GuardNoError(got, *v);
        v->tagged.push_back(got);
        break;
      }
      case 5: {
        Ref got = builder_.CallValue(random_.Pick(v->tagged), {Tagged(*v)});
        GuardNoError(got, *v);
        v->tagged.push_back(got);
        break;
      }
    }
  }
  void GuardNoError(Ref result, const Values& v) {
    builder_.Guard(builder_.IsNull(result), false, AnySnapshot(v, SnapshotKind::kRaise));
  }

  // Two ways that join, with values of both.
  void Diamond(Values* v, int depth) {
    BlockId yes = graph_.NewBlock(), no = graph_.NewBlock(), join = graph_.NewBlock();
    std::vector<Type> types;
    for (int i = random_.Below(4); i > 0; --i) types.push_back(AnyType());
    builder_.Branch(Truth(*v), {yes, {}}, {no, {}});
    for (BlockId side : {yes, no}) {
      Values inside = *v;
      builder_.SetBlock(side);
      Statements(&inside, depth + 1);
      std::vector<Ref> args;
      for (Type type : types) args.push_back(Any(inside, type));
      builder_.Jump(join, std::move(args));
    }
    builder_.SetBlock(join);
    for (Type type : types) Add(builder_.AddParam(type), type, v);
  }

  void ColdExit(Values* v) {
    BlockId side = graph_.NewBlock(), rest = graph_.NewBlock();
    graph_.blocks[side].cold = true;
    bool if_true = random_.OneIn(2);
    builder_.Branch(Truth(*v), {if_true ? side : rest, {}}, {if_true ? rest : side, {}});
    Ref branch = LastNode();
    builder_.SetBlock(side);
    builder_.Exit(AnySnapshot(*v));
    guesses_[LastNode()] = branch;
    builder_.SetBlock(rest);
  }

  // A few rounds; values carried around, some never changed.
  void Loop(Values* v, int depth) {
    BlockId header = graph_.NewBlock(), body = graph_.NewBlock(), after = graph_.NewBlock();
    std::vector<Type> types;
    for (int i = 1 + random_.Below(3); i > 0; --i) types.push_back(AnyType());
    std::vector<Ref> args = {builder_.ConstI64(0)};
    for (Type type : types) args.push_back(Any(*v, type));
    Ref limit = builder_.ConstI64(random_.Below(5));
    builder_.Jump(header, std::move(args));
    builder_.SetBlock(header);
    Ref counter = builder_.AddParam(Type::kI64);
    std::vector<Ref> carried;
    for (Type type : types) {
      carried.push_back(builder_.AddParam(type));
      Add(carried.back(), type, v);
    }
    v->ints.push_back(counter);
    builder_.Poll(AnySnapshot(*v));
    Ref more = builder_.Binary(Opcode::k_ilt, counter, limit);
    builder_.Branch(more, {body, {}}, {after, {}});
    Values inside = *v;
    builder_.SetBlock(body);
    Statements(&inside, depth + 1);
    std::vector<Ref> next = {
        builder_.Binary(Opcode::k_iadd, counter, builder_.ConstI64(1))};
    for (size_t i = 0; i < types.size(); ++i) {
      next.push_back(random_.OneIn(3) ? carried[i] : Any(inside, types[i]));
    }
    builder_.Jump(header, std::move(next));
    builder_.SetBlock(after);
  }

  // The end shows the latest values of each kind.
  void Finish(const Values& v) {
    if (random_.OneIn(5)) return (void)builder_.Return(Tagged(v));
    SnapshotId id = NewSnapshot(v, SnapshotKind::kResume);
    FrameState& frame = graph_.snapshots[id].frames[0];
    for (const std::vector<Ref>* refs : {&v.ints, &v.floats, &v.truths, &v.tagged, &v.bodies}) {
      for (size_t i = refs->size(); i > 0 && i + 4 > refs->size(); --i) {
        frame.registers.emplace_back(static_cast<uint16_t>(10 + frame.registers.size()),
                                     (*refs)[i - 1]);
      }
    }
    builder_.Exit(id);
  }

  uint64_t seed_;
  Random random_;
  RandomGraphOptions options_;
  int left_;
  std::map<Ref, Ref> guesses_;  // where the run ended -> guard or branch to turn
  Graph graph_;
  Builder builder_;
  std::vector<uint32_t> codes_;
  uint32_t float_shape_ = 0, body_shape_ = 0, array_shape_ = 0;
  uint32_t other_body_shape_ = 0, tuple_shape_ = 0;
  SnapshotId last_snapshot_ = kNone;   // and where it was made
  BlockId last_snapshot_block_ = kNone;
  uint32_t pure_native_ = 0, native_ = 0, next_pc_ = 0;
  std::vector<int64_t> nasty_ints_ = NastyInts();
  std::vector<double> nasty_doubles_ = NastyDoubles();
};

}  // namespace

Graph RandomGraph(uint64_t seed, const RandomGraphOptions& options) {
  return Generator(seed, options).Run();
}

void SetUpRandomHost(uint64_t seed, FakeHost* host) {
  Random random(seed);
  // Half of the hosts give what is expected.
  const int odd = random.OneIn(2) ? 1 : 1000000;
  auto an_int = [&] { return TagInt(random.Below(2001) - 1000); };
  auto a_float = [&] {
    Word word = host->NewObject(FakeHost::kFloatShape, kFloatBytes);
    double d = random.OneIn(4) ? random.Pick(NastyDoubles()) : random.Below(2001) / 8.0;
    host->Write(word + kFloatValueOffset, MemType::kF64, BitsOf(d));
    return word;
  };
  auto a_body = [&] {
    Word word = host->NewObject(kBodyShape, kBodyBytes);
    host->Write(word + 8, MemType::kTagged, random.OneIn(2) ? an_int() : a_float());
    host->Write(word + 16, MemType::kF64, BitsOf(random.Below(100)));
    host->Write(word + 24, MemType::kF64, BitsOf(random.Below(100) + 0.25));
    host->Write(word + 32, MemType::kI64, static_cast<Word>(random.Below(6)));
    host->Write(word + 40, MemType::kU32, static_cast<Word>(random.Below(1000)));
    return word;
  };
  for (uint32_t r = 0; r < 2; ++r) {
    host->SetRegister(r, random.OneIn(15 * odd) ? a_float() : an_int());
  }
  for (uint32_t r = 2; r < 4; ++r) {
    host->SetRegister(r, random.OneIn(15 * odd) ? an_int() : a_float());
  }
  Word first = a_body();
  Word second = random.OneIn(3) ? first : a_body();
  if (random.OneIn(3)) host->Write(first + 8, MemType::kTagged, second);
  host->SetRegister(4, first);
  host->SetRegister(5, random.OneIn(20 * odd) ? kNullWord : second);
  Word array = host->NewObject(kArrayShape, 24 + 8 * kArrayItems);
  host->Write(array + 8, MemType::kI64, kArrayItems);
  for (int i = 0; i < kArrayItems; ++i) {
    host->Write(array + 24 + 8 * static_cast<Word>(i), MemType::kF64, BitsOf(i + 0.5));
  }
  host->SetRegister(6, array);
  if (random.OneIn(2)) host->SetRegister(7, random.OneIn(2) ? an_int() : a_body());
  if (random.OneIn(2 * odd)) host->SetPollAt(static_cast<uint64_t>(random.Below(6)));
  if (random.OneIn(4 * odd)) host->SetInvalidAt(static_cast<uint64_t>(random.Below(3)));
  if (random.OneIn(2 * odd)) host->SetRaiseEach(static_cast<uint64_t>(1 + random.Below(4)));
}

}  // namespace pyjit::ir
