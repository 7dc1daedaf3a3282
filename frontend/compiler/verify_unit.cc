#include "frontend/compiler/verify_unit.h"

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "runtime/code.h"

namespace pyjit::compiler {
namespace {

constexpr int kHeader = 6;

// What is known before an instruction: registers that hold a value, and how
// many exceptions are being handled.
struct State {
  std::vector<bool> written;
  int handled = 0;
};

class Verifier {
 public:
  explicit Verifier(const CodeUnit& unit) : unit_(unit) {}
  std::string Run();

 private:
  using Registers = std::vector<int>;

  bool Fail(size_t pc, std::string what) {
    if (error_.empty()) {
      error_ = absl::StrCat(unit_.qualname, " ", pc, ": ", what);
    }
    return false;
  }
  bool Starts();
  bool CheckOperand(size_t pc, OperandKind kind, int value);
  bool Accesses(size_t pc, Registers* uses, Registers* defs, int* base);
  bool Step(size_t pc, State state);
  bool Flow(size_t from, size_t to, const State& state);
  int parameters() const {
    return unit_.arg_count + unit_.keyword_only +
           ((unit_.flags & kCodeVarArgs) != 0) +
           ((unit_.flags & kCodeVarKeywords) != 0);
  }

  const CodeUnit& unit_;
  std::string error_;
  std::set<size_t> starts_;
  std::map<size_t, State> states_;
  std::set<size_t> work_;
};

bool Verifier::Starts() {
  size_t pc = 0;
  while (pc < unit_.instructions.size()) {
    starts_.insert(pc);
    const auto op = static_cast<int>(OpOf(unit_.instructions[pc]));
    if (op >= kOpCount) return Fail(pc, "no such opcode");
    pc += WordsOf(static_cast<Op>(op));
  }
  return pc == unit_.instructions.size() || Fail(pc, "cut off");
}

bool Verifier::CheckOperand(size_t pc, OperandKind kind, int value) {
  switch (kind) {
    case OperandKind::kDef:
    case OperandKind::kUse:
    case OperandKind::kUseDef:
    case OperandKind::kDefRun:
    case OperandKind::kBase:
      return value < unit_.register_count || Fail(pc, "register out of range");
    case OperandKind::kUseOpt:
      return value == kNoRegister || value < unit_.register_count ||
             Fail(pc, "register out of range");
    case OperandKind::kConst:
      return value < static_cast<int>(unit_.constants.size()) ||
             Fail(pc, "constant out of range");
    case OperandKind::kName:
      return value < static_cast<int>(unit_.names.size()) ||
             Fail(pc, "name out of range");
    case OperandKind::kMerge:
      return (value < static_cast<int>(unit_.merge_points.size()) &&
              unit_.merge_points[value] == pc) ||
             Fail(pc, "merge point is wrong");
    default:
      return true;
  }
}

// The registers read and written at `pc`; `base` of a call, or -1.
bool Verifier::Accesses(size_t pc, Registers* uses, Registers* defs,
                        int* base) {
  const Word w = unit_.instructions[pc];
  const Op op = OpOf(w);
  const OpInfo& info = InfoOf(op);
  const int a = AOf(w), b = BOf(w), c = COf(w);
  const auto word1 =
      info.words > 1 ? static_cast<int>(unit_.instructions[pc + 1]) : 0;
  auto run = [](Registers* list, int first, int n) {
    for (int i = 0; i < n; ++i) list->push_back(first + i);
  };
  auto one = [&](OperandKind kind, int value) {
    if (kind == OperandKind::kUse || kind == OperandKind::kUseDef ||
        (kind == OperandKind::kUseOpt && value != kNoRegister)) {
      uses->push_back(value);
    }
    if (kind == OperandKind::kDef || kind == OperandKind::kUseDef) {
      defs->push_back(value);
    }
  };
  if (!CheckOperand(pc, info.a, a)) return false;
  one(info.a, a);
  if (info.b != OperandKind::kJump32) {
    if (!CheckOperand(pc, info.b, b)) return false;
    one(info.b, b);
  }
  if (info.c != OperandKind::kJump && info.b != OperandKind::kJump32) {
    if (!CheckOperand(pc, info.c, c)) return false;
    one(info.c, c);
  }
  int arguments = 0;
  switch (op) {
    case Op::kLOAD_METHOD:
      defs->push_back(a);
      defs->push_back(a + kHeader);
      break;
    case Op::kBUILD_TUPLE:
    case Op::kBUILD_LIST:
    case Op::kBUILD_SET:
    case Op::kBUILD_STRING:
      run(uses, b, c);
      break;
    case Op::kBUILD_DICT:
      run(uses, b, 2 * c);
      break;
    case Op::kBUILD_SLICE:
      run(uses, b, 3);
      break;
    case Op::kUNPACK:
      run(defs, a, c);
      break;
    case Op::kUNPACK_EX:
      run(defs, a, c + 1 + word1);
      break;
    case Op::kEXC_INFO:
      run(defs, a, 3);
      break;
    case Op::kMATCH_GROUP:
      run(defs, a, 2);
      break;
    case Op::kMATCH_CLASS:
      run(uses, b, 3);
      break;
    case Op::kMAKE_FUNCTION: {
      int n = 0;
      for (int x = XOf(w); x != 0; x >>= 1) n += x & 1;
      run(uses, c, n);
      break;
    }
    case Op::kCALL_KW:
    case Op::kCALL_METHOD_KW: {
      if (word1 >= static_cast<int>(unit_.constants.size())) {
        return Fail(pc, "keyword names out of range");
      }
      arguments = static_cast<int>(unit_.constants[word1]->items.size());
      [[fallthrough]];
    }
    case Op::kCALL:
    case Op::kCALL_METHOD: {
      const bool method =
          op == Op::kCALL_METHOD || op == Op::kCALL_METHOD_KW;
      arguments += c + method;
      *base = b;
      uses->push_back(b);
      run(uses, b + kHeader, arguments);
      if (b + kHeader + arguments >= unit_.register_count) {
        return Fail(pc, "no spare register behind the arguments");
      }
      break;
    }
    case Op::kCALL_EX:
      *base = b;
      uses->push_back(b);
      // r[B + 7] may be null.
      run(uses, b + kHeader, 2);
      break;
    default:
      break;
  }
  for (const Registers* list : {uses, defs}) {
    for (int r : *list) {
      if (r >= unit_.register_count) return Fail(pc, "register out of range");
    }
  }
  return true;
}

bool Verifier::Flow(size_t from, size_t to, const State& state) {
  if (!starts_.contains(to)) return Fail(from, "jump into an instruction");
  auto [it, is_new] = states_.try_emplace(to, state);
  if (is_new) {
    work_.insert(to);
    return true;
  }
  State& old = it->second;
  if (old.handled != state.handled) {
    return Fail(to, absl::StrCat("handled exceptions differ, from ", from));
  }
  bool changed = false;
  for (size_t i = 0; i < old.written.size(); ++i) {
    if (old.written[i] && !state.written[i]) {
      old.written[i] = false;
      changed = true;
    }
  }
  if (changed) work_.insert(to);
  return true;
}

bool Verifier::Step(size_t pc, State state) {
  const Word w = unit_.instructions[pc];
  const Op op = OpOf(w);
  const OpInfo& info = InfoOf(op);
  Registers uses, defs;
  int base = -1;
  if (!Accesses(pc, &uses, &defs, &base)) return false;
  if (info.flags & kOpRaises) {
    for (const UnitException& e : unit_.exceptions) {
      if (pc < e.start || pc >= e.end) continue;
      State handler = state;
      handler.written[e.exc_reg] = true;
      if (!Flow(pc, e.target, handler)) return false;
      break;
    }
  }
  for (int r : uses) {
    if (op == Op::kCHECK_BOUND || op == Op::kMAKE_CELL) break;
    // Prologues may move an unbound parameter nowhere: parameters are bound.
    if (!state.written[r]) {
      return Fail(pc, absl::StrCat("r", r, " may have no value"));
    }
  }
  if (base >= 0) {
    for (int r = base; r < unit_.register_count; ++r) state.written[r] = false;
  }
  if (op == Op::kLOAD_NULL && AOf(w) < unit_.local_count) {
    state.written[AOf(w)] = false;
  } else {
    for (int r : defs) state.written[r] = true;
  }
  if (op == Op::kCHECK_BOUND) state.written[AOf(w)] = true;
  if (op == Op::kCOPY_CLOSURE) {
    for (int r = unit_.first_pinned - static_cast<int>(unit_.free_names.size());
         r < unit_.first_pinned; ++r) {
      state.written[r] = true;
    }
  }
  if (op == Op::kPUSH_HANDLED) ++state.handled;
  if (op == Op::kPOP_HANDLED && --state.handled < 0) {
    return Fail(pc, "POP_HANDLED without PUSH_HANDLED");
  }
  if ((op == Op::kRETURN || op == Op::kRETURN_CONST || op == Op::kRERAISE) &&
      state.handled != 0 && op != Op::kRERAISE) {
    return Fail(pc, "returns with an exception handled");
  }
  const Word next =
      info.words > 1 ? unit_.instructions[pc + 1] : 0;
  const int64_t target = JumpTarget(w, next, static_cast<int64_t>(pc));
  if (target >= 0) {
    if (target <= static_cast<int64_t>(pc) &&
        OpOf(unit_.instructions[target]) != Op::kLOOP) {
      return Fail(pc, "backward jump to something else than LOOP");
    }
    if (op == Op::kFOR_ITER) {
      if (!Flow(pc, target, state)) return false;
      // Falls through with its destination as it was: unknown if never set.
      State exhausted = states_[pc];
      if (!Flow(pc, pc + info.words, exhausted)) return false;
      return true;
    }
    if (!Flow(pc, target, state)) return false;
  }
  if (info.flags & kOpEnds) return true;
  if (pc + info.words >= unit_.instructions.size()) {
    return Fail(pc, "falls off the end");
  }
  return Flow(pc, pc + info.words, state);
}

std::string Verifier::Run() {
  if (!Starts()) return error_;
  if (unit_.instructions.empty()) return absl::StrCat(unit_.qualname, " is empty");
  State state;
  state.written.resize(unit_.register_count);
  for (int i = 0; i < parameters(); ++i) state.written[i] = true;
  states_.emplace(0, state);
  work_.insert(0);
  while (!work_.empty() && error_.empty()) {
    const size_t pc = *work_.begin();
    work_.erase(work_.begin());
    Step(pc, states_[pc]);
  }
  if (!error_.empty()) return error_;
  for (const Const* c : unit_.constants) {
    if (c->kind != ConstKind::kCode) continue;
    std::string inner = VerifyUnit(*c->code);
    if (!inner.empty()) return inner;
  }
  return "";
}

}  // namespace

std::string VerifyUnit(const CodeUnit& unit) { return Verifier(unit).Run(); }

}  // namespace pyjit::compiler
