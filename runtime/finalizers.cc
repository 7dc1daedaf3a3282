#include "runtime/finalizers.h"

#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/collector.h"
#include "runtime/error.h"
#include "runtime/frame_object.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/isolate.h"
#include "runtime/namespace.h"
#include "runtime/operators.h"
#include "runtime/shape.h"
#include "runtime/traceback.h"
#include "runtime/types/dict.h"
#include "runtime/types/generator.h"
#include "runtime/types/simple_namespace.h"
#include "runtime/types/str.h"

namespace pyjit {

namespace {

// sys.<name>; null if there is none.
Value SysAttribute(Thread* t, Str* name) {
  Value sys = DictGetStr(t->isolate->modules(), t->isolate->names.sys);
  return IsKind(sys, Kind::kModule) && name != nullptr
             ? NamespaceGet(sys.as<Module>()->dict, name)
             : Value();
}

// Hands the exception to sys.unraisablehook if somebody replaced it.
bool CallHook(Thread* t, Value exception, Value where) {
  Value hook = SysAttribute(t, Intern(t, "unraisablehook"));
  if (hook.is_null() || IsKind(hook, Kind::kNativeFunction) || hook == t->isolate->none()) {
    return false;
  }
  Value args = NewSimpleNamespace(t);
  if (args.is_null()) return false;
  auto* e = exception.as<Exception>();
  const Value none = t->isolate->none();
  const struct {
    const char* name;
    Value value;
  } fields[] = {{"exc_type", ClassOf(t, exception)},
                {"exc_value", exception},
                {"exc_traceback", e->traceback.is_null() ? none : e->traceback},
                {"err_msg", none},
                {"object", where}};
  for (const auto& field : fields) {
    Str* name = Intern(t, field.name);
    if (name == nullptr || !SetAttr(t, args, name, field.value)) return false;
  }
  return !CallValues(t, hook, {args}).is_null();
}

// A weak reference is told that its referent is gone.
Value CallBack(Thread* t, Weakref* weakref) {
  Value callable = weakref->callback;
  weakref->callback = Value();  // it is called once
  const uint64_t inside = t->in_trace_function;
  // importlib's locks are dropped in the middle of whatever runs: whoever steps through
  // that with a debugger is not to find himself there.
  if (IsKind(callable, Kind::kFunction) &&
      IsImporterCode(callable.as<Function>()->code->block)) {
    t->in_trace_function = static_cast<uint64_t>(TraceEvent::kCall);
  }
  Value arg(weakref);
  Value result = Call(t, callable, &arg, 1, Value());
  t->in_trace_function = inside;
  return result;
}

}  // namespace

void ReportUnraisable(Thread* t, Value where) {
  Value exception = TakeException(t);
  if (CallHook(t, exception, where)) return;
  t->exception = Value();
  Value stream = SysAttribute(t, t->isolate->names.stderr_);
  if (stream.is_null()) stream = t->isolate->standard_error;
  if (!stream.is_null() && stream != t->isolate->none()) {
    Value repr = ToRepr(t, where);
    std::string text = "Exception ignored in: ";
    text += repr.is_null() ? "<object repr() failed>" : StrToUtf8(repr.as<Str>());
    t->exception = Value();
    text += "\n" + FormatException(t, exception);
    t->exception = Value();
    Value arg = NewStrUtf8(t, text);
    if (!arg.is_null()) CallMethod(t, stream, t->isolate->names.write, &arg, 1);
  }
  t->exception = Value();
}

void RunFinalizers(Thread* t) {
  t->poll.fetch_and(~static_cast<uint32_t>(kPollFinalize), std::memory_order_relaxed);
  if (t->isolate->in_finalizers || !t->heap->has_finalizers()) return;
  t->isolate->in_finalizers = true;
  Value pending = t->exception;
  Value handled = t->handled;
  t->exception = Value();
  while (Object* object = t->heap->TakeFinalizer()) {
    Value callable, result;
    if (object->kind() == Kind::kWeakref) {
      callable = static_cast<Weakref*>(object)->callback;
      result = CallBack(t, static_cast<Weakref*>(object));
    } else if (object->kind() == Kind::kGenerator) {
      FinalizeGenerator(t, static_cast<Generator*>(object));
      t->exception = Value();
      continue;
    } else {
      callable = LookupSpecial(t, object, Slot::kDel);
      if (callable.is_null()) continue;
      result = CallSpecial(t, callable, object, {});
    }
    if (result.is_null()) ReportUnraisable(t, callable);
    t->exception = Value();
  }
  t->exception = pending;
  t->handled = handled;
  t->isolate->in_finalizers = false;
}

void RunAllFinalizers(Thread* t) {
  constexpr int kRounds = 8;  // a __del__ that makes its like would go on for ever
  for (int round = 0; round < kRounds && Collector::QueueAllFinalizers(t->heap); ++round) {
    RunFinalizers(t);
  }
}

}  // namespace pyjit
