#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "jit/record/recorder.h"
#include "interp/calls.h"
#include "runtime/class.h"
#include "runtime/code.h"
#include "runtime/error.h"
#include "runtime/layout.h"
#include "runtime/native.h"
#include "runtime/types/dict.h"

// Calls: Python functions are inlined, classes and methods seen through,
// builtins go to record_native.cc, the rest through the interpreter.

namespace pyjit::jit {

using ir::HelperId;
using ir::kNone;
using ir::MemType;
using ir::Region;

namespace {

// Runs in a frame that a call pushes.
bool RunsAtOnce(const CodeBlock& code) {
  return (code.flags & (kCodeGenerator | kCodeCoroutine | kCodeAsyncGenerator | kCodeClassBody)) ==
         0;
}

}  // namespace

bool Recorder::RecordCall(Op op) {
  const uint16_t base = B();
  if (op == Op::kCALL_EX) return RecordUnpackedCall();
  const bool method = op == Op::kCALL_METHOD || op == Op::kCALL_METHOD_KW;
  Tuple* names = nullptr;
  if (op == Op::kCALL_KW || op == Op::kCALL_METHOD_KW) {
    const CodeBlock& block = *top().block;
    names = block.constants[block.instructions[top().pc + 1]].as<Tuple>();
  }
  const int count = C() + (names != nullptr ? names->length : 0);
  const Ref callee = R(base);
  std::vector<Ref> args;
  std::vector<Value> now;
  int first = base + kFrameHeaderWords;
  if (method) {
    if (!Now(first).is_null()) {
      args.push_back(R(first));
      now.push_back(Now(first));
    } else {
      const Ref self = R(first);
      if (self != kNone) Guard(b_.IsNull(self), true);
    }
    ++first;
  }
  for (int i = 0; i < count; ++i) {
    args.push_back(R(first + i));
    now.push_back(Now(first + i));
  }
  if (state_ != State::kRecording) return false;
  return RecordCallOf(callee, Now(base), std::move(args), std::move(now), names);
}

// f(*args, **kwargs). Where the interpreter pushes the frame it is a call with the items of
// the tuple, if there are no keywords, as in wrappers of decorators.
bool Recorder::RecordUnpackedCall() {
  const uint16_t base = B();
  const auto first = static_cast<uint16_t>(base + kFrameHeaderWords);
  const auto second = static_cast<uint16_t>(first + 1);
  const Ref function = R(base), positional = R(first), keywords = R(second);
  if (state_ != State::kRecording) return false;
  const Value what = Now(base), args = Now(first), more = Now(second);
  const bool no_keywords =
      more.is_null() || (IsKind(more, Kind::kDict) && ExactClass(more) &&
                         DictLength(more.as<Dict>()) == 0);
  if (!no_keywords || !IsKind(args, Kind::kTuple) || !ExactClass(args) ||
      args.as<Tuple>()->length > kMostTaken || !IsKind(what, Kind::kFunction) ||
      !IsQuicklyBound(what.as<Function>(), args.as<Tuple>()->length)) {
    Set(A(), CallHelper(HelperId::k_call_unpacked, {function, positional, keywords}));
    return state_ == State::kRecording;
  }
  if (more.is_null()) {
    Guard(b_.IsNull(keywords), true);
  } else {
    const Ref length = LengthOf(keywords, more);
    Guard(b_.Binary(ir::Opcode::k_ieq, length, b_.ConstI64(0)), true);
  }
  const auto* tuple = args.as<Tuple>();
  Guard(b_.Binary(ir::Opcode::k_ieq, LengthOf(positional, args), b_.ConstI64(tuple->length)),
        true);
  std::vector<Ref> items;
  for (int64_t i = 0; i < tuple->length; ++i) {
    items.push_back(Load(positional, Region::k_tuple, MemType::kTagged,
                         static_cast<int>(layout::kTupleItems + 8 * i)));
  }
  return InlineCall(what.as<Function>(), function, items, nullptr, kNone);
}

bool Recorder::RecordCallOf(Ref callee, Value what, std::vector<Ref> args,
                            std::vector<Value> now, Tuple* names) {
  const uint16_t dst = A();
  if (what.is_object()) {
    switch (what.object()->kind()) {
      case Kind::kFunction:
        return InlineCall(what.as<Function>(), callee, args, names, kNone);
      case Kind::kBoundMethod: {
        const auto* bound = what.as<BoundMethod>();
        GuardShape(callee, bound->shape());
        const Ref function =
            Load(callee, Region::k_function, MemType::kTagged,
                 layout::kBoundMethodFunction);
        const Ref self = Load(callee, Region::k_function, MemType::kTagged,
                              layout::kBoundMethodSelf);
        args.insert(args.begin(), self);
        now.insert(now.begin(), bound->self);
        return RecordCallOf(function, bound->function, std::move(args),
                            std::move(now), names);
      }
      case Kind::kNativeFunction:
        if (const auto bound = bound_natives_.find(callee);
            bound != bound_natives_.end() && names == nullptr) {
          args.insert(args.begin(), bound->second.self);
          now.insert(now.begin(), bound->second.now);
          return RecordNativeCall(bound->second.function, args, now, dst);
        }
        // A builtin method that was bound in this trace is another one each time.
        if (tree_->graph.node(callee).op == ir::Opcode::k_call) break;
        GuardSame(callee, what);
        if (names == nullptr) {
          return RecordNativeCall(what.as<NativeFunction>(), args, now, dst);
        }
        if ((what.as<NativeFunction>()->info->effects & kLooksAtFrames) != 0) {
          return Fail(Abort::k_looks_at_frames, what.as<NativeFunction>()->info->name);
        }
        break;
      case Kind::kClass:
        return RecordConstruct(callee, what.as<Class>(), args, now, names);
      default:
        break;
    }
  }
  return CallValue(callee, args, names, dst);
}

bool Recorder::CallValue(Ref callee, const std::vector<Ref>& args, Tuple* names,
                         uint16_t dst) {
  if (names != nullptr) {
    if (args.size() > ir::kMostKeywordCallArgs) {
      return Fail(Abort::k_call_unsupported, "many arguments and keywords");
    }
    Set(dst, CallHelper(HelperId::k_call_keywords,
                        {callee, NewTupleOf(args), Const(Value(names))}));
    return state_ == State::kRecording;
  }
  const Ref result = b_.CallValue(callee, args);
  may_be_retired_ = true;
  skipping_ = true;
  GuardNotNull(result);
  Set(dst, result);
  return true;
}

// `constructed`: the instance when this is a call of __init__, else kNone.
bool Recorder::InlineCall(Function* function, Ref callee,
                          const std::vector<Ref>& args, Tuple* names,
                          Ref constructed) {
  const CodeBlock& code = *function->code->block;
  int same = 0;
  for (const RFrame& r : frames_) same += r.code == function->code;
  const bool too_deep =
      static_cast<int64_t>(frames_.size()) >= knobs_->max_inline_depth ||
      same >= knobs_->max_recursion;
  const int named = code.arg_count + code.keyword_only;
  const bool has_rest = (code.flags & kCodeVarArgs) != 0;
  const bool has_keywords = (code.flags & kCodeVarKeywords) != 0;
  auto call = [&](Abort reason, absl::string_view why) {
    if (constructed != kNone) return Fail(reason, absl::StrCat(why, ", constructor"));
    if (tree_->graph.node(callee).op != ir::Opcode::k_const_obj) {
      GuardShape(callee, function->shape());
    } else if (function->code == tree_->root_code) {
      AssumeFunction(function);  // machine code may call itself
    }
    return CallValue(callee, args, names, A());
  };
  if (!RunsAtOnce(code) || too_deep) return call(Abort::k_too_deep, "not inlined");
  // Bind: positional, then by name, then defaults.
  const int positional =
      static_cast<int>(args.size()) - (names != nullptr ? names->length : 0);
  const int given = std::min<int>(positional, code.arg_count);
  if (positional > given && !has_rest) {
    return call(Abort::k_call_unsupported, "too many arguments");
  }
  std::vector<Ref> bound(named, kNone);
  std::copy(args.begin(), args.begin() + given, bound.begin());
  std::vector<int> others;  // arguments that **keywords takes
  for (int i = positional; i < static_cast<int>(args.size()); ++i) {
    const Value name = names->items[i - positional];
    int at = -1;
    for (int p = code.positional_only; p < named; ++p) {
      if (Value(code.local_names[p]) == name) at = p;
    }
    if (at < 0 && has_keywords) {
      others.push_back(i);
      continue;
    }
    if (at < 0 || bound[at] != kNone) {
      return call(Abort::k_call_unsupported, "keyword argument");
    }
    bound[at] = args[i];
  }
  // The callee: itself if it is known, or any function with this code.
  const bool constant =
      tree_->graph.node(callee).op == ir::Opcode::k_const_obj;
  const bool closure = !function->closure.is_null();
  bool needs_defaults = false;
  for (Ref ref : bound) needs_defaults |= ref == kNone;
  // One made in this trace is another one each time.
  const ir::Node& made = tree_->graph.node(callee);
  const bool fresh = made.op == ir::Opcode::k_call &&
                     made.index == static_cast<uint32_t>(HelperId::k_make_function);
  if (fresh && needs_defaults) {
    return call(Abort::k_call_unsupported, "defaults of a new function");
  }
  if (!constant) {
    if (!fresh && (!closure || needs_defaults)) {
      GuardSame(callee, Value(function));
      callee = Const(Value(function));
    } else {
      // This one is not kept, and it may get other code.
      GuardShape(callee, function->shape());
      const Ref actual = Load(callee, Region::k_function_code, MemType::kTagged,
                              layout::kFunctionCode);
      Guard(b_.IsSame(actual, Const(Value(function->code))), true);
    }
  }
  if (tree_->graph.node(callee).op == ir::Opcode::k_const_obj) AssumeFunction(function);
  for (int p = 0; p < named; ++p) {
    if (bound[p] != kNone) continue;
    Value value;
    if (p < code.arg_count) {
      if (!function->defaults.is_null()) {
        const auto* defaults = function->defaults.as<Tuple>();
        const int64_t at = p - (code.arg_count - defaults->length);
        if (at >= 0) value = defaults->items[at];
      }
    }
    if (value.is_null()) {
      return call(Abort::k_call_unsupported, "missing argument");
    }
    bound[p] = Const(value);
  }
  if (has_rest) {
    bound.push_back(NewTupleOf({args.begin() + given, args.begin() + positional}));
  }
  if (has_keywords) {
    const Ref dict = CallHelper(HelperId::k_new_dict, {});
    for (int i : others) {
      CallHelper(HelperId::k_dict_set_item,
                 {dict, Const(names->items[i - positional]), args[i]});
    }
    bound.push_back(dict);
  }
  const int parameters = static_cast<int>(bound.size());
  RFrame inner;
  inner.code = function->code;
  inner.block = &code;
  inner.live = &liveness_->Of(code);
  inner.is_new = true;
  inner.callee = callee;
  inner.extra = constructed;
  inner.flags = constructed != kNone ? kFrameConstructor : 0;
  inner.regs.assign(code.register_count, kNone);
  for (int p = 0; p < parameters; ++p) inner.regs[p] = bound[p];
  for (int reg = parameters; reg < code.first_pinned; ++reg) {
    inner.regs[reg] = b_.ConstNull();
  }
  frames_.push_back(std::move(inner));
  skipping_ = false;
  return state_ == State::kRecording;
}

void Recorder::AssumeFunction(Function* function) {
  if (function->watchpoint == nullptr) {
    function->watchpoint = new Watchpoint;
    t_->heap->RegisterNative(function);
  }
  Assume(function->watchpoint);
}

// cls(...): an instance allocated here and its __init__ inlined.
bool Recorder::RecordConstruct(Ref callee, Class* cls,
                               const std::vector<Ref>& args,
                               const std::vector<Value>& now, Tuple* names) {
  const Value init = ClassSlot(cls, Slot::kInit);
  const Value make = ClassSlot(cls, Slot::kNew);
  const Value plain_new =
      ClassSlot(t_->isolate->object_class(), Slot::kNew);
  const bool plain = cls->instance_kind == Kind::kInstance &&
                     make == plain_new &&
                     cls->shape()->cls == t_->isolate->type_class() &&
                     !(cls->traits & kTraitAbstract) &&
                     ClassSlot(cls, Slot::kDel).is_null();
  if (!plain || !IsKind(init, Kind::kFunction)) {
    GuardSame(callee, Value(cls));
    if (names == nullptr && RecordBuiltinConstruct(cls, args, now)) return true;
    if (state_ != State::kRecording) return false;
    return CallValue(callee, args, names, A());
  }
  GuardSame(callee, Value(cls));
  AssumeClass(cls);
  const Shape* root = InstanceRoot(t_, cls);
  if (root == nullptr) {
    TakeException(t_);
    return Fail(Abort::k_out_of_memory);
  }
  const Ref instance = b_.New(ShapeRow(root), root->instance_size);
  std::vector<Ref> all = args;
  all.insert(all.begin(), instance);
  return InlineCall(init.as<Function>(), Const(init), all, names, instance);
}

bool Recorder::RecordReturn(Op op) {
  const Ref value = op == Op::kRETURN_CONST
                        ? Const(top().block->constants[B()])
                        : R(A());
  if (state_ != State::kRecording) return false;
  if (frames_.size() == 1) {
    if (tree_->root_is_function && (top().flags & kFrameConstructor) == 0) {
      b_.Return(value);
    } else {
      // The interpreter leaves the frame.
      b_.Exit(NewExit(ir::SnapshotKind::kResume, /*growable=*/false));
    }
    Close();
    return false;
  }
  if ((top().flags & kFrameGenerator) != 0) return RecordGeneratorReturn();
  Ref result = value;
  if ((top().flags & kFrameConstructor) != 0) {
    // __init__ must return None; anything else is a TypeError that the
    // interpreter raises.
    const Value none = t_->isolate->none();
    if (op == Op::kRETURN && Now(A()) != none) {
      return Fail(Abort::k_exception_raised, "__init__ returned a value");
    }
    GuardSame(value, none);
    result = top().extra;
  }
  if (state_ != State::kRecording) return false;
  frames_.pop_back();
  const Word call = top().block->instructions[top().pc];
  Set(AOf(call), result);
  return true;
}

}  // namespace pyjit::jit
