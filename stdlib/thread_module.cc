// _thread: get_ident, get_native_id, allocate_lock, exit, interrupt_main,
// stack_size, _count, _set_sentinel, _excepthook; lock and RLock are in
// thread_lock.cc, _local in thread_local.cc.
#include <unistd.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "interp/interpreter.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/exceptions.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"
#include "stdlib/signals.h"
#include "stdlib/io_streams.h"
#include "stdlib/state.h"
#include "stdlib/struct_sequence.h"
#include "stdlib/thread_internal.h"

namespace pyjit {

int64_t ThreadIdent(Thread* t) { return static_cast<int64_t>(ThreadsOf(t)->ident()); }

namespace {

Value GetIdent(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return IntFromInt64(t, ThreadIdent(t));
}
Value GetNativeId(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return IntFromInt64(t, gettid());
}
Value AllocateLock(Thread* t, Value* args, size_t nargs, Value kwnames) { return NewLock(t); }
Value Exit(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return RaiseValue(t, ExceptionClass(t, Exc::kSystemExit), Value());
}
Value InterruptMain(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t number = 2;
  if (!args[0].is_null() && !IndexAsInt64(t, args[0], &number)) return Value();
  if (number < 1 || number > 64) {
    return RaiseText(t, Exc::kValueError, "signal number out of range");
  }
  SimulateSignal(t, static_cast<int>(number));
  // The main thread sees it before the caller goes on.
  if (ThreadsOf(t)->running_is_main() && !HandlePoll(t)) return Value();
  return NoneOf(t);
}
Value Count(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Value::SmallInt(ThreadsOf(t)->count() - 1);
}

// On the thread that ends.
void OnEnd(Thread* t, SavedThread* self, Value result) {
  if (result.is_null()) {
    // At the end of the program threads are told to end, which is nobody's error.
    if (PendingIs(t, Exc::kSystemExit) || ThreadsOf(t)->stopping()) {
      TakeException(t);
    } else {
      WriteUnraisable(t, self->callee, "Exception ignored in thread started by");
    }
  }
  if (!self->sentinel.is_null()) {
    LockState* lock = static_cast<LockObject*>(self->sentinel.object())->state;
    self->sentinel = Value();
    if (lock->locked) ThreadsOf(t)->ReleaseLock(lock);
  }
}
// start_new_thread(function, args, kwargs={})
Value StartNewThread(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!IsCallable(t, args[0])) {
    return RaiseText(t, Exc::kTypeError, "first arg must be callable");
  }
  if (!IsKind(args[1], Kind::kTuple)) {
    return RaiseText(t, Exc::kTypeError, "2nd arg must be a tuple");
  }
  if (!args[2].is_null() && !IsKind(args[2], Kind::kDict)) {
    return RaiseText(t, Exc::kTypeError, "optional 3rd arg must be a dictionary");
  }
  const uint64_t ident =
      ThreadsOf(t)->Start(t, args[0], args[1], args[2],
                          static_cast<size_t>(StdlibOf(t)->thread_stack_size), OnEnd);
  return ident == 0 ? Value() : IntFromUint64(t, ident);
}
Value StackSize(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t size = 0;
  if (!args[0].is_null() && !IndexAsInt64(t, args[0], &size)) return Value();
  if (size < 0) return RaiseText(t, Exc::kValueError, "size must be 0 or a positive value");
  if (size != 0 && size < 32768) {
    return Raise(t, Exc::kValueError, "size not valid: %d bytes", size);
  }
  const int64_t before = StdlibOf(t)->thread_stack_size;
  if (!args[0].is_null()) StdlibOf(t)->thread_stack_size = size;
  return IntFromInt64(t, before);
}
// A lock that is released when the thread ends.
Value SetSentinel(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value lock = NewLock(t);
  if (!lock.is_null()) ThreadsOf(t)->running()->sentinel = lock;
  return lock;
}

Value ExceptHook(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Str* value_name = Intern(t, "exc_value");
  Str* type_name = value_name == nullptr ? nullptr : Intern(t, "exc_type");
  Str* thread_name = type_name == nullptr ? nullptr : Intern(t, "thread");
  if (thread_name == nullptr) return Value();
  Value type = GetAttr(t, args[0], type_name);
  if (type.is_null()) return type;
  if (type == Value(ExceptionClass(t, Exc::kSystemExit))) return NoneOf(t);
  Value exc = GetAttr(t, args[0], value_name);
  Value thread = exc.is_null() ? exc : GetAttr(t, args[0], thread_name);
  if (thread.is_null()) return thread;
  // The thread's own note of sys.stderr serves when that is gone.
  Value stream = SysValue(t, t->isolate->names.stderr_);
  if (stream.is_null() || stream == NoneOf(t)) {
    if (thread == NoneOf(t)) return thread;
    Str* attribute = Intern(t, "_stderr");
    stream = attribute == nullptr ? Value() : GetAttr(t, thread, attribute);
    if (stream.is_null() || stream == NoneOf(t)) return stream;
  }
  std::string name = "?";
  if (thread != NoneOf(t)) {
    Str* attribute = Intern(t, "name");
    Value text = attribute == nullptr ? Value() : GetAttr(t, thread, attribute);
    if (text.is_null()) return text;
    text = ToStr(t, text);
    if (text.is_null()) return text;
    name = StrToUtf8(text.as<Str>());
  } else {
    name = std::to_string(ThreadIdent(t));
  }
  std::string text = absl::StrCat("Exception in thread ", name, ":\n");
  if (IsKind(exc, Kind::kException)) text += FormatException(t, exc);
  Str* all = NewStrUtf8(t, text);
  return all != nullptr && StreamWrite(t, stream, all) && StreamFlush(t, stream) ? NoneOf(t)
                                                                                : Value();
}

constexpr NativeInfo kRows[] = {
    {"get_ident", GetIdent, "()", kAnything,
     "Return a non-zero integer that uniquely identifies the current thread."},
    {"get_native_id", GetNativeId, "()", kAnything,
     "Return a non-negative integer identifying the thread as reported by the OS."},
    {"allocate_lock", AllocateLock, "()", kCollects, "Create a new lock object."},
    {"allocate", AllocateLock, "()", kCollects, "Create a new lock object."},
    {"start_new_thread", StartNewThread, "(function, args, kwargs=<unrepresentable>, /)",
     kAnything, "Start a new thread and return its identifier."},
    {"start_new", StartNewThread, "(function, args, kwargs=<unrepresentable>, /)", kAnything,
     "Start a new thread and return its identifier."},
    {"exit", Exit, "()", kAnything, "This is synonymous to ``raise SystemExit''."},
    {"exit_thread", Exit, "()", kAnything, "This is synonymous to ``raise SystemExit''."},
    {"interrupt_main", InterruptMain, "(signum=2, /)", kAnything,
     "Simulate the arrival of the given signal in the main thread."},
    {"_count", Count, "()", kReadsHeap,
     "Return the number of currently running Python threads, excluding the main thread."},
    {"stack_size", StackSize, "(size=0, /)", kAnything,
     "Return the thread stack size used when creating new threads."},
    {"_set_sentinel", SetSentinel, "()", kCollects,
     "Set a sentinel lock that will be released when the current thread state is finalized."},
    {"_excepthook", ExceptHook, "(args, /)", kAnything,
     "Handle uncaught Thread.run() exception."},
};

}  // namespace

bool InitThreadModule(Thread* t, Module* module) {
  static constexpr const char* kArgs[] = {"exc_type", "exc_value", "exc_traceback", "thread"};
  Class* args = NewStructClass(t, "_thread", "_ExceptHookArgs", kArgs);
  return SetModuleValue(t, module, "_ExceptHookArgs", args) &&
         AddModuleNatives(t, module, kRows) && AddThreadLocks(t, module) &&
         AddThreadLocal(t, module) &&
         SetModuleValue(t, module, "TIMEOUT_MAX", NewFloat(t, 9223372036.0)) &&
         SetModuleValue(t, module, "error", ExceptionClass(t, Exc::kRuntimeError));
}

}  // namespace pyjit
