// gc: collect, enable, disable, isenabled, get_stats, get_count, freeze.
#include "runtime/error.h"
#include "runtime/finalizers.h"
#include "runtime/heap.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

// The heap does not count what was unreachable, so this says 0.
Value Collect(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t generation = 2;
  if (!args[0].is_null() && !IndexAsInt64(t, args[0], &generation)) return Value();
  if (generation < 0 || generation > 2) {
    return RaiseText(t, Exc::kValueError, "invalid generation");
  }
  t->heap->Collect(t, generation > 0);
  RunFinalizers(t);
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

Value GetStats(Thread* t, Value* args, size_t nargs, Value kwnames) {
  HeapStats stats = t->heap->stats();
  List* list = NewList(t);
  if (list == nullptr) return Value();
  for (uint64_t collections : {stats.minor_collections, stats.major_collections}) {
    Dict* dict = NewDict(t);
    if (dict == nullptr || !ListAppend(t, list, dict)) return Value();
    auto set = [&](absl::string_view name, uint64_t value) {
      Value key = NewStrUtf8(t, name);
      Value number = key.is_null() ? key : IntFromUint64(t, value);
      return !number.is_null() && DictSet(t, dict, key, number);
    };
    if (!set("collections", collections) || !set("live_bytes", stats.live_bytes) ||
        !set("owned_bytes", stats.owned_bytes)) {
      return Value();
    }
  }
  return list;
}

Value GetCount(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return TuplePack(t, Value::SmallInt(0), Value::SmallInt(0), Value::SmallInt(0));
}
Value Nothing(Thread* t, Value* args, size_t nargs, Value kwnames) { return NoneOf(t); }

constexpr NativeInfo kRows[] = {
    {"collect", Collect, "(generation=2)", kAnything, "Run the garbage collector."},
    {"enable", Enable, "()", kReadsHeap, "Enable automatic garbage collection."},
    {"disable", Disable, "()", kReadsHeap, "Disable automatic garbage collection."},
    {"isenabled", IsEnabled, "()", kReadsHeap,
     "Returns true if automatic garbage collection is enabled."},
    {"get_stats", GetStats, "()", kCollects, "Return statistics, a dict per generation."},
    {"get_count", GetCount, "()", kCollects, "Return the current collection counts."},
    {"freeze", Nothing, "()", kPure, "Does nothing: objects need no freezing here."},
    {"unfreeze", Nothing, "()", kPure, "Does nothing."},
};

}  // namespace

bool InitGcModule(Thread* t, Module* module) { return AddModuleNatives(t, module, kRows); }

}  // namespace pyjit
