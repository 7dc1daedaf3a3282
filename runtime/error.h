#ifndef RUNTIME_ERROR_H_
#define RUNTIME_ERROR_H_

#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "runtime/isolate.h"
#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Python exceptions are pending values in the thread (design D6): a function
// that fails sets Thread::exception and returns the null word (or false, -1).

namespace pyjit {

struct FrameObject;  // runtime/frame_object.h

// Every builtin exception class, with its base: one row each in exceptions.def.
enum class Exc : uint8_t {
#define PYJIT_EXCEPTION(name, base) k##name,
#include "runtime/exceptions.def"
#undef PYJIT_EXCEPTION
  kCount,
};
Class* ExceptionClass(Thread* t, Exc exc);

// Makes an exception with one str argument and sets it pending. Returns null,
// so that `return RaiseText(...)` works. Chains __context__ from Thread::handled.
Value RaiseText(Thread* t, Exc exc, absl::string_view message);
template <typename... Args>
Value Raise(Thread* t, Exc exc, const absl::FormatSpec<Args...>& format,
            const Args&... args) {
  return RaiseText(t, exc, absl::StrFormat(format, args...));
}
// KeyError(key), StopIteration(value): the argument is a value.
Value RaiseWithArg(Thread* t, Exc exc, Value arg);
// `raise exc` / `raise exc from cause` on any value; checks that it is an exception
// or an exception class (which is called). cause may be null.
Value RaiseValue(Thread* t, Value exc, Value cause);
// Preallocated: works when nothing can be allocated.
Value RaiseMemoryError(Thread* t);
Value RaiseRecursionError(Thread* t);
Value RaiseStopIteration(Thread* t);  // no argument, cheap

// What `except cls_or_tuple:` asks: subclass by MRO. False with TypeError pending
// if it is not made of exception classes.
bool ExceptionMatches(Thread* t, Value exc, Value cls_or_tuple);
bool PendingIs(Thread* t, Exc exc);
Value TakeException(Thread* t);  // pending exception, cleared

// Prepends an entry for (code, instruction) to exc's traceback.
void AddTraceback(Thread* t, Exception* exc, Code* code, int64_t instruction);
// The same for a frame on the VM stack at its pc, with its object (which it gets; null
// without memory) for tb_frame.
FrameObject* AddFrameTraceback(Thread* t, Exception* exc, Frame* frame);
// What CPython 3.11 prints on stderr for an uncaught exception: chained causes
// and contexts, notes, source lines and carets. Runs Python (__str__).
std::string FormatException(Thread* t, Value exc);

}  // namespace pyjit

#endif  // RUNTIME_ERROR_H_
