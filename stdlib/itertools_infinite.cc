// itertools.count, cycle and repeat.
#include <string>

#include "absl/strings/str_cat.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/types/container_util.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/number_rows.h"
#include "stdlib/itertools_internal.h"
#include "stdlib/native_class.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

// --- count ---

struct Count : Object {
  Value next;
  Value step;
};

Value NextOfCount(Thread* t, Object* self) {
  auto* it = static_cast<Count*>(self);
  Value v = it->next;
  Value next = BothSmallInts(v, it->step) ? IntAdd(t, v, it->step)
                                          : Binary(t, BinaryOp::kAdd, v, it->step);
  if (next.is_null()) return next;
  StoreField(t, it, &it->next, next);
  return v;
}
constexpr ExtensionInfo kCount = {sizeof(Count), 2, nullptr, NextOfCount};

bool IsNumber(Thread* t, Value v) {
  if (IsInt(v) || IsFloat(v)) return true;
  for (Slot slot : {Slot::kIndex, Slot::kInt, Slot::kFloat, Slot::kComplex}) {
    if (!LookupSpecial(t, v, slot).is_null()) return true;
  }
  return ClassOf(t, v) == t->isolate->complex_class();
}

Value MakeCount(Thread* t, Value* args, size_t nargs, Value kwnames) {
  static constexpr const char* kNames[] = {"start", "step"};
  Value bound[2];
  if (!BindConstructor(t, "count", args, nargs, kwnames, kNames, 2, 0, bound)) return Value();
  for (Value& v : bound) {
    if (!v.is_null() && !IsNumber(t, v)) return RaiseText(t, Exc::kTypeError, "a number is required");
  }
  auto* it = NewExtension<Count>(t, args[0].as<Class>());
  if (it == nullptr) return Value();
  it->next = bound[0].is_null() ? Value::SmallInt(0) : bound[0];
  it->step = bound[1].is_null() ? Value::SmallInt(1) : bound[1];
  return it;
}

bool StepIsOne(Value step) { return step == Value::SmallInt(1); }

Value CountRepr(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* it = args[0].as<Count>();
  Value next = ToRepr(t, it->next);
  if (next.is_null()) return next;
  std::string text =
      absl::StrCat(StrToUtf8(ClassOf(t, args[0])->name.as<Str>()), "(", StrToUtf8(next.as<Str>()));
  if (!StepIsOne(it->step)) {
    Value step = ToRepr(t, it->step);
    if (step.is_null()) return step;
    absl::StrAppend(&text, ", ", StrToUtf8(step.as<Str>()));
  }
  return NewStrUtf8(t, text + ")");
}

Value CountReduce(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* it = args[0].as<Count>();
  Value init = StepIsOne(it->step) ? PackOne(t, it->next) : Value(TuplePack(t, it->next, it->step));
  return ReduceTo(t, ClassOf(t, args[0]), init);
}

constexpr NativeInfo kCountRows[] = {
    {"__new__", MakeCount, nullptr, kAnything, ""},
    {"__repr__", CountRepr, "($self, /)", kAnything, "Return repr(self)."},
    {"__reduce__", CountReduce, "($self, /)", kReadsHeap | kCollects | kRaises,
     "Return state information for pickling."},
};

// --- cycle ---

struct Cycle : Object {
  Value iterator;  // null once it gave its last item
  Value saved;     // List of the items
  int64_t index;   // of the next saved one
  bool first_pass;  // __setstate__: do not save again
};

Value NextOfCycle(Thread* t, Object* self) {
  auto* it = static_cast<Cycle*>(self);
  auto* saved = it->saved.as<List>();
  if (!it->iterator.is_null()) {
    Value item = IterNext(t, it->iterator);
    if (!item.is_null()) {
      if (it->first_pass) return item;
      return ListAppend(t, saved, item) ? item : Value();
    }
    if (!t->exception.is_null()) return item;
    it->iterator = Value();
  }
  if (saved->length == 0) return Value();
  if (it->index >= saved->length) it->index = 0;
  Value item = ListGet(t, saved, it->index);
  it->index++;
  return item;
}
constexpr ExtensionInfo kCycle = {sizeof(Cycle), 2, nullptr, NextOfCycle};

Value MakeCycle(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!CheckNewKeywords(t, args[0].as<Class>(), "cycle", kwnames) ||
      !CheckArgCount(t, "cycle", nargs - 1, 1, 1)) {
    return Value();
  }
  Value iterator = GetIter(t, args[1]);
  List* saved = iterator.is_null() ? nullptr : NewList(t);
  auto* it = saved == nullptr ? nullptr : NewExtension<Cycle>(t, args[0].as<Class>());
  if (it == nullptr) return Value();
  it->iterator = iterator;
  it->saved = saved;
  return it;
}

Value CycleReduce(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* it = args[0].as<Cycle>();
  auto* saved = it->saved.as<List>();
  if (it->iterator.is_null()) {  // an iterator over the rest of the round
    Value rest = GetIter(t, saved);
    if (rest.is_null()) return rest;
    for (int64_t i = 0; i < it->index; ++i) {
      if (IterNext(t, rest).is_null()) break;
    }
    Value state = TuplePack(t, saved, t->isolate->true_value());
    return ReduceTo(t, ClassOf(t, args[0]), PackOne(t, rest), state);
  }
  Value copy = ListCopy(t, saved);
  Value state = copy.is_null() ? copy : Value(TuplePack(t, copy, t->isolate->Bool(it->first_pass)));
  return ReduceTo(t, ClassOf(t, args[0]), PackOne(t, it->iterator), state);
}

Value CycleSetState(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* it = args[0].as<Cycle>();
  if (!IsKind(args[1], Kind::kTuple)) return RaiseText(t, Exc::kTypeError, "state is not a tuple");
  auto* state = args[1].as<Tuple>();
  if (state->length != 2) {
    return Raise(t, Exc::kTypeError, "function takes exactly 2 arguments (%d given)",
                 state->length);
  }
  if (!IsKind(state->items[0], Kind::kList)) {
    return Raise(t, Exc::kTypeError, "argument 1 must be list, not %s",
                 ArgumentClassName(t, state->items[0]));
  }
  int64_t first_pass;
  if (!IntArgument(t, state->items[1], &first_pass)) return Value();
  StoreField(t, it, &it->saved, state->items[0]);
  it->first_pass = first_pass != 0;
  it->index = 0;
  return NoneOf(t);
}

constexpr NativeInfo kCycleRows[] = {
    {"__new__", MakeCycle, nullptr, kAnything, ""},
    {"__reduce__", CycleReduce, "($self, /)", kAnything, "Return state information for pickling."},
    {"__setstate__", CycleSetState, "($self, state, /)", kAnything,
     "Set state information for unpickling."},
};

// --- repeat ---

struct Repeat : Object {
  Value element;
  int64_t left;  // -1: endless
};

Value NextOfRepeat(Thread* t, Object* self) {
  auto* it = static_cast<Repeat*>(self);
  if (it->left == 0) return Value();
  if (it->left > 0) it->left--;
  return it->element;
}
constexpr ExtensionInfo kRepeat = {sizeof(Repeat), 1, nullptr, NextOfRepeat};

Value MakeRepeat(Thread* t, Value* args, size_t nargs, Value kwnames) {
  static constexpr const char* kNames[] = {"object", "times"};
  Value bound[2];
  int64_t times = -1;
  if (!BindConstructor(t, "repeat", args, nargs, kwnames, kNames, 2, 1, bound)) return Value();
  if (!bound[1].is_null()) {
    if (!ArgAsSize(t, bound[1], &times)) return Value();
    if (times < 0) times = 0;
  }
  auto* it = NewExtension<Repeat>(t, args[0].as<Class>());
  if (it == nullptr) return Value();
  it->element = bound[0];
  it->left = times;
  return it;
}

Value RepeatRepr(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* it = args[0].as<Repeat>();
  Value element = ToRepr(t, it->element);
  if (element.is_null()) return element;
  std::string text =
      absl::StrCat(StrToUtf8(ClassOf(t, args[0])->name.as<Str>()), "(", StrToUtf8(element.as<Str>()));
  if (it->left >= 0) absl::StrAppend(&text, ", ", it->left);
  return NewStrUtf8(t, text + ")");
}
Value RepeatReduce(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* it = args[0].as<Repeat>();
  Value init = it->left < 0 ? PackOne(t, it->element)
                            : Value(TuplePack(t, it->element, Value::SmallInt(it->left)));
  return ReduceTo(t, ClassOf(t, args[0]), init);
}
Value RepeatLength(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* it = args[0].as<Repeat>();
  if (it->left < 0) return RaiseText(t, Exc::kTypeError, "len() of unsized object");
  return IntFromInt64(t, it->left);
}

constexpr NativeInfo kRepeatRows[] = {
    {"__new__", MakeRepeat, nullptr, kAnything, ""},
    {"__repr__", RepeatRepr, "($self, /)", kAnything, "Return repr(self)."},
    {"__reduce__", RepeatReduce, "($self, /)", kReadsHeap | kCollects | kRaises,
     "Return state information for pickling."},
    {"__length_hint__", RepeatLength, "($self, /)", kReadsHeap | kRaises | kCollects,
     "Private method returning an estimate of len(list(it))."},
};

}  // namespace

bool InitItertoolsInfinite(Thread* t, Module* module) {
  NativeClassRow count = {"itertools", "count", &kCount, MakeCount, kCountRows, {},
                          "Return a count object whose .__next__() method returns consecutive "
                          "values.\n\n"
                          "Equivalent to:\n"
                          "    def count(firstval=0, step=1):\n"
                          "        x = firstval\n"
                          "        while 1:\n"
                          "            yield x\n"
                          "            x += step",
                          kClassBaseable};
  NativeClassRow cycle = {"itertools", "cycle", &kCycle, MakeCycle, kCycleRows, {},
                          "Return elements from the iterable until it is exhausted. Then repeat "
                          "the sequence indefinitely.",
                          kClassBaseable};
  NativeClassRow repeat = {"itertools", "repeat", &kRepeat, MakeRepeat, kRepeatRows, {},
                           "repeat(object [,times]) -> create an iterator which returns the "
                           "object\nfor the specified number of times.  If not specified, "
                           "returns the object\nendlessly.",
                           kClassBaseable};
  return DefineModuleClass(t, module, count) && DefineModuleClass(t, module, cycle) &&
         DefineModuleClass(t, module, repeat);
}

}  // namespace pyjit
