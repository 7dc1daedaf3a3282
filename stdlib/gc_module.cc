// gc: collect, enable, disable, isenabled, get_threshold, set_threshold, get_count,
// get_stats, get_debug, set_debug, freeze, unfreeze, get_freeze_count, callbacks,
// garbage, DEBUG_*. What looks at objects (get_objects, ...) is in gc_objects.cc.
#include "interp/dead_registers.h"
#include "runtime/error.h"
#include "runtime/finalizers.h"
#include "runtime/heap.h"
#include "runtime/native_stack.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "stdlib/gc_internal.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

// Finalizers may leave more garbage: so many rounds at most.
constexpr int kRounds = 4;

bool SetItem(Thread* t, Dict* dict, absl::string_view name, Value value) {
  Value key = value.is_null() ? value : Value(NewStrUtf8(t, name));
  return !key.is_null() && DictSet(t, dict, key, value);
}

// callback(phase, info) for each of gc.callbacks.
bool CallCallbacks(Thread* t, absl::string_view phase, int64_t generation) {
  Value callbacks = StdlibOf(t)->gc_callbacks;
  if (!IsKind(callbacks, Kind::kList) || callbacks.as<List>()->length == 0) return true;
  Dict* info = NewDict(t);
  if (info == nullptr || !SetItem(t, info, "generation", Value::SmallInt(generation)) ||
      !SetItem(t, info, "collected", Value::SmallInt(0)) ||
      !SetItem(t, info, "uncollectable", Value::SmallInt(0))) {
    return false;
  }
  Value name = NewStrUtf8(t, phase);
  if (name.is_null()) return false;
  auto* list = callbacks.as<List>();
  for (int64_t i = 0; i < list->length; ++i) {
    Value args[2] = {name, info};
    Value callback = ListGet(t, list, i);
    if (Call(t, callback, args, 2, Value()).is_null()) ReportUnraisable(t, callback);
  }
  return true;
}

// The heap does not count what was unreachable, so this says 0.
Value Collect(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t generation = 2;
  if (!args[0].is_null() && !IndexAsInt64(t, args[0], &generation)) return Value();
  if (generation < 0 || generation > 2) {
    return RaiseText(t, Exc::kValueError, "invalid generation");
  }
  args[0] = Value();
  ClearDeadRegisters(t, Collect);
  if (!CallCallbacks(t, "start", generation)) return Value();
  for (int round = 0; round < kRounds; ++round) {
    ClearStackBelow();
    t->heap->Collect(t, generation > 0);
    if (!t->heap->has_finalizers()) break;
    RunFinalizers(t);
  }
  if (!CallCallbacks(t, "stop", generation)) return Value();
  return Value::SmallInt(0);
}

// Automatic collection cannot be turned off: it is what keeps the cap. The
// switch is remembered, as programs ask for it.
Value Enable(Thread* t, Value* args, size_t nargs, Value kwnames) {
  StdlibOf(t)->gc_enabled = true;
  return NoneOf(t);
}
Value Disable(Thread* t, Value* args, size_t nargs, Value kwnames) {
  StdlibOf(t)->gc_enabled = false;
  return NoneOf(t);
}
Value IsEnabled(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return t->isolate->Bool(StdlibOf(t)->gc_enabled);
}

// One dict per generation, as CPython has three: here minor collections, none, and
// major ones.
Value GetStats(Thread* t, Value* args, size_t nargs, Value kwnames) {
  HeapStats stats = t->heap->stats();
  List* list = NewList(t);
  if (list == nullptr) return Value();
  for (uint64_t collections : {stats.minor_collections, uint64_t{0}, stats.major_collections}) {
    Dict* dict = NewDict(t);
    if (dict == nullptr || !ListAppend(t, list, dict) ||
        !SetItem(t, dict, "collections", IntFromUint64(t, collections)) ||
        !SetItem(t, dict, "collected", Value::SmallInt(0)) ||
        !SetItem(t, dict, "uncollectable", Value::SmallInt(0)) ||
        !SetItem(t, dict, "live_bytes", IntFromUint64(t, stats.live_bytes)) ||
        !SetItem(t, dict, "owned_bytes", IntFromUint64(t, stats.owned_bytes))) {
      return Value();
    }
  }
  return list;
}

Value ThreeInts(Thread* t, const int64_t* n) {
  return TuplePack(t, Value::SmallInt(n[0]), Value::SmallInt(n[1]), Value::SmallInt(n[2]));
}

// Allocation since the last collections, in CPython's unit of objects: guessed.
Value GetCount(Thread* t, Value* args, size_t nargs, Value kwnames) {
  constexpr uint64_t kTypicalObject = 64;
  HeapStats stats = t->heap->stats();
  const int64_t n[3] = {static_cast<int64_t>(stats.allocated_bytes / kTypicalObject % 701),
                        static_cast<int64_t>(stats.minor_collections % 11),
                        static_cast<int64_t>(stats.minor_collections / 11 % 11)};
  return ThreeInts(t, n);
}

Value GetThreshold(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return ThreeInts(t, StdlibOf(t)->gc_threshold);
}
// Remembered, and otherwise without effect: the heap goes by bytes.
Value SetThreshold(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t n[3];
  for (int i = 0; i < 3; ++i) {
    n[i] = StdlibOf(t)->gc_threshold[i];
    if (!args[i].is_null() && !IndexAsInt64(t, args[i], &n[i])) return Value();
    if (!Value::FitsSmallInt(n[i])) {
      return RaiseText(t, Exc::kOverflowError, "signed integer is greater than maximum");
    }
  }
  for (int i = 0; i < 3; ++i) StdlibOf(t)->gc_threshold[i] = n[i];
  return NoneOf(t);
}

Value GetDebug(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Value::SmallInt(StdlibOf(t)->gc_debug);
}
Value SetDebug(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t flags;
  if (!IndexAsInt64(t, args[0], &flags)) return Value();
  StdlibOf(t)->gc_debug = flags & 0x7fffffff;
  return NoneOf(t);
}

// Objects need no freezing here; how many there were is remembered.
Value Freeze(Thread* t, Value* args, size_t nargs, Value kwnames) {
  StdlibOf(t)->gc_frozen += CountTracked(t);
  return NoneOf(t);
}
Value Unfreeze(Thread* t, Value* args, size_t nargs, Value kwnames) {
  StdlibOf(t)->gc_frozen = 0;
  return NoneOf(t);
}
Value GetFreezeCount(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Value::SmallInt(StdlibOf(t)->gc_frozen);
}

constexpr NativeInfo kRows[] = {
    {"collect", Collect, "(generation=2)", kAnything, "Run the garbage collector."},
    {"enable", Enable, "()", kReadsHeap, "Enable automatic garbage collection."},
    {"disable", Disable, "()", kReadsHeap, "Disable automatic garbage collection."},
    {"isenabled", IsEnabled, "()", kReadsHeap,
     "Returns true if automatic garbage collection is enabled."},
    {"get_stats", GetStats, "()", kCollects, "Return statistics, a dict per generation."},
    {"get_count", GetCount, "()", kCollects | kReadsHeap,
     "Return a three-tuple of the current collection counts."},
    {"get_threshold", GetThreshold, "()", kCollects | kReadsHeap,
     "Return the current collection thresholds."},
    {"set_threshold", SetThreshold, "(threshold0, threshold1=0, threshold2=0, /)", kAnything,
     "Set the collection thresholds (the collection frequency)."},
    {"get_debug", GetDebug, "()", kReadsHeap, "Get the garbage collection debugging flags."},
    {"set_debug", SetDebug, "(flags, /)", kAnything,
     "Set the garbage collection debugging flags."},
    {"freeze", Freeze, "()", kReadsHeap,
     "Freeze all current tracked objects and ignore them for future collections."},
    {"unfreeze", Unfreeze, "()", kReadsHeap,
     "Unfreeze all objects in the permanent generation."},
    {"get_freeze_count", GetFreezeCount, "()", kReadsHeap,
     "Return the number of objects in the permanent generation."},
};

constexpr struct {
  const char* name;
  int64_t value;
} kConstants[] = {
    {"DEBUG_STATS", 1},       {"DEBUG_COLLECTABLE", 2}, {"DEBUG_UNCOLLECTABLE", 4},
    {"DEBUG_SAVEALL", 32},    {"DEBUG_LEAK", 38},
};

}  // namespace

bool InitGcModule(Thread* t, Module* module) {
  List* callbacks = NewList(t);
  if (callbacks == nullptr || !SetModuleValue(t, module, "callbacks", callbacks) ||
      !SetModuleValue(t, module, "garbage", NewList(t))) {
    return false;
  }
  StdlibOf(t)->gc_callbacks = callbacks;
  for (const auto& row : kConstants) {
    if (!SetModuleInt(t, module, row.name, row.value)) return false;
  }
  return AddModuleNatives(t, module, kRows) && AddModuleNatives(t, module, GcObjectRows());
}

}  // namespace pyjit
