// atexit: register, unregister, _clear, _run_exitfuncs, _ncallbacks.
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/tuple.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

// List of (function, args, kwargs), or null before the first.
List* Callbacks(Thread* t) {
  Value callbacks = StdlibOf(t)->exit_callbacks;
  return callbacks.is_null() ? nullptr : callbacks.as<List>();
}

Value Register(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (nargs == 0) {
    return RaiseText(t, Exc::kTypeError, "register() takes at least 1 argument (0 given)");
  }
  if (!IsCallable(t, args[0])) {
    return RaiseText(t, Exc::kTypeError, "the first argument must be callable");
  }
  Tuple* positional = TupleFromArray(t, args + 1, static_cast<int64_t>(nargs) - 1);
  Dict* keywords = positional == nullptr ? nullptr : NewDict(t);
  if (keywords == nullptr) return Value();
  if (!kwnames.is_null()) {
    auto* names = kwnames.as<Tuple>();
    for (int64_t i = 0; i < names->length; ++i) {
      if (!DictSet(t, keywords, names->items[i], args[nargs + static_cast<size_t>(i)])) {
        return Value();
      }
    }
  }
  Tuple* entry = TuplePack(t, args[0], positional, keywords);
  if (entry == nullptr) return Value();
  if (Callbacks(t) == nullptr) {
    List* list = NewList(t);
    if (list == nullptr) return Value();
    StdlibOf(t)->exit_callbacks = list;
  }
  return ListAppend(t, Callbacks(t), entry) ? args[0] : Value();
}

Value Unregister(Thread* t, Value* args, size_t nargs, Value kwnames) {
  List* list = Callbacks(t);
  if (list == nullptr) return NoneOf(t);
  for (int64_t i = 0; i < list->length;) {
    Value entry = ListGet(t, list, i);
    const int same = CompareBool(t, CompareOp::kEq, entry.as<Tuple>()->items[0], args[0]);
    if (same < 0) return Value();
    // The comparison may have changed the list.
    if (same > 0 && i < list->length && ListGet(t, list, i) == entry) {
      if (!ListDelete(t, list, i)) return Value();
    } else {
      ++i;
    }
  }
  return NoneOf(t);
}

Value Clear(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (List* list = Callbacks(t)) ListClear(t, list);
  return NoneOf(t);
}
Value Run(Thread* t, Value* args, size_t nargs, Value kwnames) {
  RunExitCallbacks(t);
  return NoneOf(t);
}
Value Count(Thread* t, Value* args, size_t nargs, Value kwnames) {
  List* list = Callbacks(t);
  return Value::SmallInt(list == nullptr ? 0 : list->length);
}

constexpr NativeInfo kRows[] = {
    {"register", Register, nullptr, kAnything,
     "register(func, *args, **kwargs) -> func\n\n"
     "Register a function to be executed upon normal program termination."},
    {"unregister", Unregister, "(func, /)", kAnything,
     "Unregister an exit function which was previously registered using atexit.register."},
    {"_clear", Clear, "()", kAnything, "Clear the list of previously registered exit functions."},
    {"_run_exitfuncs", Run, "()", kAnything, "Run all registered exit functions."},
    {"_ncallbacks", Count, "()", kReadsHeap, "Return the number of registered exit functions."},
};

}  // namespace

void RunExitCallbacks(Thread* t) {
  Value pending = t->exception;
  t->exception = Value();
  // Registered last, called first. What they register in turn is forgotten.
  List* list = Callbacks(t);
  for (int64_t i = list == nullptr ? 0 : list->length; i-- > 0;) {
    if (i >= list->length) continue;  // some were unregistered
    Value entry = ListGet(t, list, i);
    auto* parts = entry.as<Tuple>();
    if (CallWithUnpacking(t, parts->items[0], parts->items[1], parts->items[2]).is_null()) {
      WriteUnraisable(t, parts->items[0], "Exception ignored in atexit callback");
    }
  }
  if (list != nullptr) ListClear(t, list);
  t->exception = pending;
}

void SetFinalizing(Thread* t) { StdlibOf(t)->finalizing = true; }

bool InitAtexitModule(Thread* t, Module* module) { return AddModuleNatives(t, module, kRows); }

}  // namespace pyjit
