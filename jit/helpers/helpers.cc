#include "jit/helpers/helpers.h"

#include <algorithm>
#include <cmath>

#include "interp/building.h"
#include "interp/calls.h"
#include "interp/fast_values.h"
#include "interp/interpreter.h"
#include "interp/unwind.h"
#include "jit/jit_state.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/function.h"
#include "runtime/heap.h"
#include "runtime/namespace.h"
#include "runtime/native.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"
#include "runtime/types/dict_lookup.h"
#include "runtime/types/float.h"
#include "runtime/types/iterators.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/set.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit::jit {
namespace {

// None says "it went well" where a helper has no result but may raise.
Value Done(Thread* t, bool ok) { return ok ? t->isolate->none() : Value(); }
Value Truth(Thread* t, int truth) {
  return truth < 0 ? Value() : t->isolate->Bool(truth != 0);
}

// --- Generic operations ---
Value binary(Thread* t, int64_t op, Value a, Value b) {
  return Binary(t, static_cast<BinaryOp>(op), a, b);
}
Value inplace_binary(Thread* t, int64_t op, Value a, Value b) {
  return InplaceBinary(t, static_cast<BinaryOp>(op), a, b);
}
Value unary(Thread* t, int64_t op, Value a) {
  return Unary(t, static_cast<UnaryOp>(op), a);
}
Value compare(Thread* t, int64_t op, Value a, Value b) {
  return Compare(t, static_cast<CompareOp>(op), a, b);
}
Value is_true(Thread* t, Value v) { return Truth(t, IsTrue(t, v)); }
Value contains(Thread* t, Value container, Value item) {
  return Truth(t, Contains(t, container, item));
}
Value get_item(Thread* t, Value container, Value key) {
  if (container.is_object() && HasExactShape(t, container, Kind::kDict)) {
    const int64_t i = QuickFind(t, container.as<Dict>(), key);
    if (i >= 0) return DictEntry(container.as<Dict>(), i)[2];
  }
  return GetItem(t, container, key);
}
Value set_item(Thread* t, Value container, Value key, Value value) {
  const bool dict = container.is_object() && HasExactShape(t, container, Kind::kDict);
  return Done(t, dict ? DictSet(t, container.as<Dict>(), key, value)
                      : SetItem(t, container, key, value));
}
Value get_iter(Thread* t, Value v) { return GetIter(t, v); }
Value iter_next(Thread* t, Value iterator) { return IterNext(t, iterator); }
Value get_attr(Thread* t, Value object, Value name) {
  return GetAttr(t, object, name.as<Str>());
}
Value set_attr(Thread* t, Value object, Value name, Value value) {
  return Done(t, SetAttr(t, object, name.as<Str>(), value));
}
Value format(Thread* t, Value value, Value spec, int64_t conversion) {
  return FormatWithConversion(t, value, static_cast<int>(conversion), spec);
}
Value match_exception(Thread* t, Value exception, Value cls) {
  if (!CheckCatchable(t, cls)) return Value();
  const bool matches = ExceptionMatches(t, exception, cls);
  return t->exception.is_null() ? t->isolate->Bool(matches) : Value();
}

// --- Numbers ---
Value int_add(Thread* t, Value a, Value b) { return IntAdd(t, a, b); }
Value int_sub(Thread* t, Value a, Value b) { return IntSub(t, a, b); }
Value int_mul(Thread* t, Value a, Value b) { return IntMul(t, a, b); }
double float_pow(Thread*, double a, double b) { return std::pow(a, b); }
double float_mod(Thread*, double a, double b) { return FloatModNonzero(a, b); }
double float_floordiv(Thread*, double a, double b) {
  return FloatFloorDivNonzero(a, b);
}
bool is_identical(Thread*, Value a, Value b) { return Is(a, b); }

// --- Cells ---
void set_cell(Thread* t, Value cell, Value value) {
  SetCellValue(t, cell.as<Cell>(), value);
}

// --- Strings ---
Value str_concat(Thread* t, Value a, Value b) {
  return Value(StrConcat(t, a.as<Str>(), b.as<Str>()));
}
bool str_equal(Thread*, Value a, Value b) {
  return StrEquals(a.as<Str>(), b.as<Str>());
}
int64_t str_compare(Thread*, Value a, Value b) {
  return StrCompare(a.as<Str>(), b.as<Str>());
}
Value str_index(Thread* t, Value s, int64_t index) {
  return StrIndex(t, s.as<Str>(), index);
}
int64_t str_char(Thread*, Value s, int64_t index) {
  return StrCharAt(s.as<Str>(), index);
}
bool str_contains(Thread*, Value s, Value part) {
  return StrContains(s.as<Str>(), part.as<Str>());
}

Value str_repeat(Thread* t, Value s, int64_t times) {
  return Value(StrRepeat(t, s.as<Str>(), times));
}

// --- Containers ---
// What the recorder has seen to run no Python.
Value get_iter_plain(Thread* t, Value v) { return GetIter(t, v); }
Value iter_next_plain(Thread* t, Value iterator) {
  return IteratorNext(t, iterator.as<Iterator>());
}
Value format_plain(Thread* t, Value value, Value spec, int64_t conversion) {
  return FormatWithConversion(t, value, static_cast<int>(conversion), spec);
}
Value dict_of_pairs(Thread* t, Value pairs) {
  const auto* tuple = pairs.as<Tuple>();
  return Value(NewDictOfPairs(t, tuple->items, tuple->length / 2));
}
Value str_join(Thread* t, Value parts) {
  auto* tuple = parts.as<Tuple>();
  return Value(StrJoin(t, t->isolate->empty_str(), tuple->items, tuple->length));
}
Value slice(Thread* t, Value sequence, int64_t start, int64_t stop) {
  const Kind kind = sequence.object()->kind();
  const int64_t length = kind == Kind::kStr    ? sequence.as<Str>()->length
                         : kind == Kind::kList ? sequence.as<List>()->length
                                               : sequence.as<Tuple>()->length;
  auto clip = [&](int64_t index) {
    if (index < 0) index += length;
    return std::clamp<int64_t>(index, 0, length);
  };
  start = clip(start);
  stop = std::max(start, clip(stop));
  switch (kind) {
    case Kind::kStr:
      return Value(StrSlice(t, sequence.as<Str>(), start, stop));
    case Kind::kList:
      return Value(ListSlice(t, sequence.as<List>(), start, 1, stop - start));
    default:
      break;
  }
  if (start == 0 && stop == length) return sequence;
  return Value(TupleFromArray(t, sequence.as<Tuple>()->items + start, stop - start));
}
Value list_append_slow(Thread* t, Value list, Value value) {
  return Done(t, ListAppend(t, list.as<List>(), value));
}
Value list_pop(Thread* t, Value list) {
  return ListPop(t, list.as<List>(), list.as<List>()->length - 1);
}
Value new_dict(Thread* t) { return Value(NewDict(t)); }
// The recorder has guarded that keys compare without Python; the very key is found here.
Value dict_subscript(Thread* t, Value dict, Value key) {
  const int64_t i = QuickFind(t, dict.as<Dict>(), key);
  if (i >= 0) [[likely]] return DictEntry(dict.as<Dict>(), i)[2];
  return DictSubscript(t, dict.as<Dict>(), key);
}
Value dict_get(Thread* t, Value dict, Value key, Value fallback) {
  const int64_t i = QuickFind(t, dict.as<Dict>(), key);
  if (i >= 0) return DictEntry(dict.as<Dict>(), i)[2];
  if (i == kDictKeyAbsent) return fallback;
  bool error = false;
  const Value value = DictGet(t, dict.as<Dict>(), key, &error);
  return value.is_null() ? fallback : value;
}
bool dict_contains(Thread* t, Value dict, Value key) {
  const int64_t i = QuickFind(t, dict.as<Dict>(), key);
  if (i != kDictAskKeys) return i >= 0;
  return DictContains(t, dict.as<Dict>(), key) == 1;
}
Value dict_set_item(Thread* t, Value dict, Value key, Value value) {
  auto* d = dict.as<Dict>();
  const Value hash_word = QuickHashWord(t, key);
  if (!hash_word.is_null()) [[likely]] {
    const int64_t i = FindIdenticalKey(d, key, hash_word);
    if (i >= 0) {
      Value* field = &DictEntry(d, i)[2];
      *field = value;
      WriteBarrierAt(t, d->entries, field);
      return t->none;
    }
    if (i == kDictKeyAbsent) return Done(t, AddEntry(t, d, key, hash_word.small_int(), value));
  }
  return Done(t, DictSet(t, d, key, value));
}

// --- Displays, functions, unpacking ---
Value del_item(Thread* t, Value container, Value key) {
  return Done(t, DelItem(t, container, key));
}
Value new_set(Thread* t) { return Value(NewSet(t)); }
Value set_add(Thread* t, Value set, Value item) {
  return Done(t, SetAdd(t, set.as<Set>(), item));
}
Value list_extend(Thread* t, Value list, Value items) {
  return Done(t, ExtendDisplay(t, list.as<List>(), items));
}
Value list_to_tuple(Thread* t, Value list) { return Value(ListToTuple(t, list.as<List>())); }
Value dict_update(Thread* t, Value dict, Value more) {
  return Done(t, UpdateDictDisplay(t, dict.as<Dict>(), more));
}
Value merge_keywords(Thread* t, Value dict, Value more, Value callee) {
  return Done(t, MergeKeywords(t, callee, dict.as<Dict>(), more));
}
Value call_unpacked(Thread* t, Value callee, Value positional, Value keywords) {
  return CallWithUnpacking(t, callee, positional, keywords);
}
Value call_keywords(Thread* t, Value callee, Value args, Value names) {
  const auto* all = args.as<Tuple>();
  const auto count = static_cast<size_t>(all->length);
  // A copy, as callees may write to their arguments.
  Value copy[ir::kMostKeywordCallArgs];
  for (size_t i = 0; i < count; ++i) copy[i] = all->items[i];
  return Call(t, callee, copy, count - static_cast<size_t>(names.as<Tuple>()->length), names);
}
Value make_function(Thread* t, Value code, Value defaults, Value kw_defaults, Value annotations,
                    Value closure) {
  auto* c = code.as<Code>();
  Function* function = NewFunction(t, c, c->block->globals, defaults, kw_defaults, closure);
  if (function != nullptr && !annotations.is_null()) {
    StoreField(t, function, &function->annotations, annotations);
  }
  return Value(function);
}

// --- Testing ---
bool forced_exit(Thread* t) {
  return static_cast<JitState*>(t->jit)->NextIsForced();
}

void BarrierSlow(Thread* t, Object* object) { t->heap->RememberSlow(object); }
void BarrierElemSlow(Thread* t, Object* array, const Value* field) {
  t->heap->RememberFieldsSlow(array, field, 1);
}
Value BoxBigInt(Thread* t, int64_t number) { return IntFromInt64(t, number); }

}  // namespace

Object* TraceAllocate(Thread* t, size_t bytes) {
  return t->heap->AllocateReserve(t, bytes);
}

namespace {

// Takes the time of a call out of what the ledger counts as machine code's.
template <typename F>
Value Timed(Thread* t, F call) {
  auto* state = static_cast<JitState*>(t->jit);
  if (!state->timing) [[likely]] return call();
  state->timing = false;  // entries and calls in there are their own business
  const uint64_t begun = JitState::Ticks();
  const Value result = call();
  state->ticks_in_calls += JitState::Ticks() - begun;
  state->timing = true;
  return result;
}

Value CallAny(Thread* t, Value callee, Value* args, size_t nargs) {
  if (callee.is_object() && callee.object()->kind() == Kind::kFunction) {
    return CallFunction(t, callee.as<Function>(), args, nargs, Value());
  }
  return Call(t, callee, args, nargs, Value());
}

}  // namespace

Value TraceCallValue(Thread* t, Value callee, Value* args, size_t nargs) {
  auto* state = static_cast<JitState*>(t->jit);
  if (!state->timing && callee.is_object() && callee.object()->kind() == Kind::kFunction) {
    auto* function = callee.as<Function>();
    const CodeBlock* block = function->code->block;
    Value result;
    if ((block->instructions[0] & kEnteredAtEachPass) != 0 &&
        OpOf(block->instructions[0]) == Op::kENTER && block->simple_call == nargs + 1 &&
        state->CallCompiled(t, function, args, nargs, &result)) {
      return result;
    }
  }
  return Timed(t, [&] { return CallAny(t, callee, args, nargs); });
}

Value TraceCallNative(Thread* t, Value native, Value* args, size_t nargs) {
  auto* function = native.as<NativeFunction>();
  return Timed(t, [&] {
    return IsDirectNativeCall(function, args, nargs)
               ? function->info->fn(t, args, nargs, Value())
               : CallNativeInPlace(t, function, args, nargs);
  });
}

Value TraceLeaveSelfCall(Thread* t, Value* regs, uint64_t exit) {
  return static_cast<JitState*>(t->jit)->LeaveSelfCall(t, regs, exit);
}

uintptr_t HelperAddress(ir::HelperId id) {
  switch (id) {
#define PYJIT_HELPER(name, operands, result, reads, writes, flags, doc) \
  case ir::HelperId::k_##name:                                          \
    return reinterpret_cast<uintptr_t>(&name);
#include "ir/helpers.def"
#undef PYJIT_HELPER
    case ir::HelperId::kCount:
      break;
  }
  return 0;
}

CodegenEnvironment MakeCodegenEnvironment(Isolate* isolate) {
  CodegenEnvironment environment;
  for (uint32_t i = 0; i < static_cast<uint32_t>(ir::HelperId::kCount); ++i) {
    environment.helpers.push_back(HelperAddress(static_cast<ir::HelperId>(i)));
  }
  environment.barrier_slow = reinterpret_cast<uintptr_t>(&BarrierSlow);
  environment.barrier_elem_slow = reinterpret_cast<uintptr_t>(&BarrierElemSlow);
  environment.allocate_slow = reinterpret_cast<uintptr_t>(&TraceAllocate);
  environment.box_big_int = reinterpret_cast<uintptr_t>(&BoxBigInt);
  environment.call_value = reinterpret_cast<uintptr_t>(&TraceCallValue);
  environment.call_native = reinterpret_cast<uintptr_t>(&TraceCallNative);
  environment.leave_self_call = reinterpret_cast<uintptr_t>(&TraceLeaveSelfCall);
  environment.float_shape_word = static_cast<uint32_t>(
      reinterpret_cast<uintptr_t>(isolate->shape_of(Kind::kFloat)));
  environment.true_word = isolate->true_value().bits();
  environment.false_word = isolate->false_value().bits();
  environment.none_word = isolate->none().bits();
  return environment;
}

}  // namespace pyjit::jit
