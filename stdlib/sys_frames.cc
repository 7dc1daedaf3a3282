// sys: _getframe, _current_frames, settrace, setprofile and their like.
#include "runtime/error.h"
#include "runtime/frame_object.h"
#include "runtime/python_threads.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

Value GetFrame(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t depth = 0;
  if (!args[0].is_null() && !IndexAsInt64(t, args[0], &depth)) return Value();
  ForceFrames(t);
  Frame* frame = CallerFrame(t);
  for (; frame != nullptr && depth > 0; --depth) frame = frame->prev;
  if (frame == nullptr) return RaiseText(t, Exc::kValueError, "call stack is not deep enough");
  return ShownFrame(t, frame);
}

Value CurrentFrames(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Dict* dict = NewDict(t);
  Frame* frame = CallerFrame(t);
  if (dict == nullptr || frame == nullptr) return dict == nullptr ? Value() : Value(dict);
  Value key = IntFromUint64(t, ThreadsOf(t)->ident());
  Value object = ShownFrame(t, frame);
  if (key.is_null() || object.is_null() || !DictSet(t, dict, key, object)) return Value();
  return dict;
}

// Sets or clears one of the two functions; code that is running goes over to the
// interpreter's tracing table at its next call or back-edge.
Value SetFunction(Thread* t, Value* field, Value function) {
  *field = function == NoneOf(t) ? Value() : function;
  // A frame with an object is left through the path that looks whether tracing began.
  if (t->frame != nullptr && FrameObjectFor(t, t->frame) == nullptr) return Value();
  if (t->trace_function.is_null() && t->profile_function.is_null()) {
    t->poll.fetch_and(~uint32_t{kPollTrace}, std::memory_order_relaxed);
  } else {
    t->poll.fetch_or(kPollTrace, std::memory_order_relaxed);
  }
  return NoneOf(t);
}
Value OrNone(Thread* t, Value v) { return v.is_null() ? NoneOf(t) : v; }

Value SetTrace(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return SetFunction(t, &t->trace_function, args[0]);
}
Value GetTrace(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return OrNone(t, t->trace_function);
}
Value SetProfile(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return SetFunction(t, &t->profile_function, args[0]);
}
Value GetProfile(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return OrNone(t, t->profile_function);
}

// sys.call_tracing(func, args): func(*args) with tracing on, from a debugger.
Value CallTracing(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!IsKind(args[1], Kind::kTuple)) {
    return Raise(t, Exc::kTypeError, "call_tracing() argument 2 must be tuple, not %s",
                 ClassNameOf(t, args[1]));
  }
  const uint64_t inside = t->in_trace_function;
  t->in_trace_function = 0;
  auto* tuple = args[1].as<Tuple>();
  Value result = Call(t, args[0], tuple->items, static_cast<size_t>(tuple->length), Value());
  t->in_trace_function = inside;
  return result;
}

constexpr uint32_t kLooks = kAnything | kLooksAtFrames;
constexpr NativeInfo kRows[] = {
    {"_getframe", GetFrame, "(depth=0, /)", kLooks,
     "Return a frame object from the call stack."},
    {"_current_frames", CurrentFrames, "()", kLooks,
     "Return a dict mapping each thread's thread id to its current stack frame."},
    {"settrace", SetTrace, "(function, /)", kLooks, "Set the global debug tracing function."},
    {"gettrace", GetTrace, "()", kReadsHeap, "Return the global debug tracing function."},
    {"setprofile", SetProfile, "(function, /)", kLooks, "Set the profiling function."},
    {"getprofile", GetProfile, "()", kReadsHeap, "Return the profiling function."},
    {"call_tracing", CallTracing, "(func, args, /)", kLooks,
     "Call func(*args), while tracing is enabled."},
};

}  // namespace

absl::Span<const NativeInfo> SysFrameRows() { return kRows; }

}  // namespace pyjit
