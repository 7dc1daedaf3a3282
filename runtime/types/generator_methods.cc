// Methods and attributes of generator, coroutine and async_generator (those that
// the three share), finalization.
#include "absl/strings/str_format.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/code.h"
#include "runtime/error.h"
#include "runtime/finalizers.h"
#include "runtime/frame_object.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/native.h"
#include "runtime/operators.h"
#include "runtime/operators_internal.h"
#include "runtime/types/async_generator.h"
#include "runtime/types/dict.h"
#include "runtime/types/generator.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {

Value GeneratorSendMethod(Thread* t, Value* args, size_t, Value) {
  Value result;
  SendResult outcome = GeneratorSend(t, args[0].as<Generator>(), args[1], &result);
  if (outcome == SendResult::kError && t->exception.is_null()) return RaiseStopIteration(t);
  return ResultOf(t, outcome, result);
}

namespace {

Value Self(Thread*, Value* args, size_t, Value) { return args[0]; }

Value NextMethod(Thread* t, Value* args, size_t, Value) {
  Value words[2] = {args[0], t->none};
  return GeneratorSendMethod(t, words, 2, Value());
}

Value ThrowMethod(Thread* t, Value* args, size_t, Value) {
  Value result;
  ThrowArgs thrown{args[1], args[2], args[3]};
  SendResult outcome = GeneratorThrow(t, args[0].as<Generator>(), thrown, true, &result);
  return ResultOf(t, outcome, result);
}

Value CloseMethod(Thread* t, Value* args, size_t, Value) {
  return GeneratorClose(t, args[0].as<Generator>()) ? t->none : Value();
}

Value AwaitMethod(Thread* t, Value* args, size_t, Value) {
  return NewAwaiter(t, t->isolate->coroutine_wrapper_class(), args[0], Value());
}

Value Repr(Thread* t, Value* args, size_t, Value) {
  auto* g = args[0].as<Generator>();
  return NewStrUtf8(t, absl::StrFormat("<%s object %s at %#x>", ClassNameOf(t, args[0]),
                                       StrToUtf8(g->qualname.as<Str>()), args[0].bits()));
}

// --- Attributes ---

Value GetName(Thread*, Value* args, size_t, Value) { return args[0].as<Generator>()->name; }
Value GetQualname(Thread*, Value* args, size_t, Value) {
  return args[0].as<Generator>()->qualname;
}
Value SetText(Thread* t, Value* args, const char* what, Value Generator::*field) {
  if (!IsKind(args[1], Kind::kStr)) {
    return Raise(t, Exc::kTypeError, "%s must be set to a string object", what);
  }
  auto* g = args[0].as<Generator>();
  StoreField(t, g, &(g->*field), args[1]);
  return t->none;
}
Value SetName(Thread* t, Value* args, size_t, Value) {
  return SetText(t, args, "__name__", &Generator::name);
}
Value SetQualname(Thread* t, Value* args, size_t, Value) {
  return SetText(t, args, "__qualname__", &Generator::qualname);
}
Value GetRunning(Thread* t, Value* args, size_t, Value) {
  return t->isolate->Bool(args[0].as<Generator>()->pc == kGeneratorRunning);
}
Value GetAsyncRunning(Thread* t, Value* args, size_t, Value) {
  return t->isolate->Bool((args[0].as<Generator>()->flags & kGeneratorBusy) != 0);
}
Value GetSuspended(Thread* t, Value* args, size_t, Value) {
  return t->isolate->Bool(args[0].as<Generator>()->pc > kGeneratorCreated);
}
Value GetDelegate(Thread* t, Value* args, size_t, Value) {
  Value delegate = DelegateOf(args[0].as<Generator>());
  return delegate.is_null() ? t->none : delegate;
}
Value GetCode(Thread*, Value* args, size_t, Value) { return args[0].as<Generator>()->code; }
Value GetFrame(Thread* t, Value* args, size_t, Value) {
  return GeneratorFrame(t, args[0].as<Generator>());
}
Value GetOrigin(Thread* t, Value* args, size_t, Value) {
  Value origin = args[0].as<Generator>()->origin;
  return origin.is_null() ? t->none : origin;
}

constexpr uint32_t kSteps = kAnything | kResumesGenerator;
constexpr NativeInfo kIteratorRows[] = {
    {"__iter__", Self, "($self, /)", kPure, "Implement iter(self)."},
    {"__next__", NextMethod, "($self, /)", kSteps, "Implement next(self)."},
};
constexpr NativeInfo kAwaitRow[] = {
    {"__await__", AwaitMethod, "($self, /)", kAnything,
     "Return an iterator to be used in await expression."},
};
#define PYJIT_STEP_ROWS(noun)                                                              \
  {"send", GeneratorSendMethod, "($self, arg, /)", kSteps,                                 \
   "send(arg) -> send 'arg' into " noun ",\nreturn next yielded value or raise StopIteration."}, \
      {"throw", ThrowMethod, "($self, type, value=None, traceback=None, /)", kAnything,    \
       "throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in " noun                \
       ", return next yielded value or raise\nStopIteration."},                            \
      {"close", CloseMethod, "($self, /)", kAnything,                                      \
       "close() -> raise GeneratorExit inside " noun "."},
constexpr NativeInfo kGeneratorRows[] = {PYJIT_STEP_ROWS("generator")};
constexpr NativeInfo kCoroutineRows[] = {PYJIT_STEP_ROWS("coroutine")};
#undef PYJIT_STEP_ROWS
constexpr NativeInfo kReprRow[] = {
    {"__repr__", Repr, "($self, /)", kAnything, "Return repr(self)."},
};

constexpr GetSetInfo kNameFields[] = {
    {"__name__", GetName, SetName, "name of the generator"},
    {"__qualname__", GetQualname, SetQualname, "qualified name of the generator"},
};
constexpr GetSetInfo kCoroutineNames[] = {
    {"__name__", GetName, SetName, "name of the coroutine"},
    {"__qualname__", GetQualname, SetQualname, "qualified name of the coroutine"},
};
constexpr GetSetInfo kGeneratorFields[] = {
    {"gi_running", GetRunning},
    {"gi_suspended", GetSuspended},
    {"gi_yieldfrom", GetDelegate, nullptr, "object being iterated by yield from, or None"},
    {"gi_frame", GetFrame, nullptr, nullptr, true},
    {"gi_code", GetCode, nullptr, nullptr, true},
};
constexpr GetSetInfo kCoroutineFields[] = {
    {"cr_running", GetRunning},
    {"cr_suspended", GetSuspended},
    {"cr_await", GetDelegate, nullptr, "object being awaited on, or None"},
    {"cr_frame", GetFrame, nullptr, nullptr, true},
    {"cr_code", GetCode, nullptr, nullptr, true},
    {"cr_origin", GetOrigin, nullptr, nullptr, true},
};
constexpr GetSetInfo kAsyncFields[] = {
    {"ag_running", GetAsyncRunning, nullptr, nullptr, true},
    {"ag_await", GetDelegate, nullptr, "object being awaited on, or None"},
    {"ag_frame", GetFrame, nullptr, nullptr, true},
    {"ag_code", GetCode, nullptr, nullptr, true},
};

}  // namespace

bool InitGeneratorType(Thread* t) {
  Isolate* i = t->isolate;
  Class* generator = i->generator_class();
  Class* coroutine = i->coroutine_class();
  Class* async = i->async_generator_class();
  for (Class* cls : {generator, coroutine, async}) {
    if (!AddNatives(t, cls->dict, kReprRow, cls)) return false;
    const bool named = cls == coroutine ? AddGetSets(t, cls, kCoroutineNames)
                                        : AddGetSets(t, cls, kNameFields);
    if (!named) return false;
  }
  return AddNatives(t, generator->dict, kIteratorRows, generator) &&
         AddNatives(t, generator->dict, kGeneratorRows, generator) &&
         AddGetSets(t, generator, kGeneratorFields) &&
         AddNatives(t, coroutine->dict, kAwaitRow, coroutine) &&
         AddNatives(t, coroutine->dict, kCoroutineRows, coroutine) &&
         AddGetSets(t, coroutine, kCoroutineFields) && AddGetSets(t, async, kAsyncFields);
}

// --- Finalization ---

namespace {

// RuntimeWarning "coroutine 'x' was never awaited", by the module warnings.
void WarnNeverAwaited(Thread* t, Generator* g) {
  Value module;
  Str* name = Intern(t, "warnings");
  if (name != nullptr && t->isolate->import_name != nullptr) {
    module = t->isolate->import_name(t, name, t->none, 0, nullptr);
  }
  Str* function = module.is_null() ? nullptr : Intern(t, "_warn_unawaited_coroutine");
  Value warn = function == nullptr ? Value() : GetAttrOrNull(t, module, function);
  if (!warn.is_null()) {
    Value arg = g;
    if (Call(t, warn, &arg, 1, Value()).is_null()) ReportUnraisable(t, g);
    return;
  }
  t->exception = Value();
}

}  // namespace

void FinalizeGenerator(Thread* t, Generator* g) {
  if (g->pc < 0) return;
  uint32_t flags = g->code->block->flags;
  if ((flags & kCodeAsyncGenerator) && !g->origin.is_null() && !(g->flags & kGeneratorClosed)) {
    Value arg = g;
    if (Call(t, g->origin, &arg, 1, Value()).is_null()) ReportUnraisable(t, g);
    return;
  }
  if ((flags & kCodeCoroutine) && g->pc == kGeneratorCreated) {
    WarnNeverAwaited(t, g);
    GeneratorReturned(t, g);
    return;
  }
  if (!GeneratorClose(t, g)) ReportUnraisable(t, g);
}

}  // namespace pyjit
