#ifndef RUNTIME_TYPES_GENERATOR_H_
#define RUNTIME_TYPES_GENERATOR_H_

#include "runtime/isolate.h"
#include "runtime/objects.h"
#include "runtime/shape.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Generators, coroutines and asynchronous generators: objects of Kind::kGenerator
// that hold a sleeping frame. The interpreter runs the frame
// (interp/generators.h); here is what is done to the objects: creation, send,
// throw, close, delegation, finalization. All but the queries may collect and run
// Python.

namespace pyjit {

inline bool IsPlainGenerator(Thread* t, Value v) {
  return v.is_object() && v.object()->shape() == t->isolate->shape_of(Kind::kGenerator);
}
inline bool IsCoroutine(Thread* t, Value v) {
  return v.is_object() && v.object()->kind() == Kind::kGenerator &&
         ClassOf(t, v) == t->isolate->coroutine_class();
}
inline bool IsAsyncGenerator(Thread* t, Value v) {
  return v.is_object() && v.object()->kind() == Kind::kGenerator &&
         ClassOf(t, v) == t->isolate->async_generator_class();
}

// A generator of the kind that the code's flags name, not started, over the
// registers `regs[0..count)`. It will keep up to `capacity` registers asleep.
Generator* NewGenerator(Thread* t, Function* function, Code* code, const Value* regs,
                        uint32_t count, uint32_t capacity);

// What an attempt to go on gave. kYield and kReturn come with a value.
enum class SendResult : uint8_t { kYield, kReturn, kError };

// generator.send(value). kError without a pending exception: it was done already.
SendResult GeneratorSend(Thread* t, Generator* generator, Value value, Value* result);
// The arguments of throw(): as given, absent ones null.
struct ThrowArgs {
  Value type, value, traceback;
};
// generator.throw(...). close: a GeneratorExit also closes what it delegates to.
SendResult GeneratorThrow(Thread* t, Generator* generator, const ThrowArgs& args, bool close,
                          Value* result);
// Raises the pending exception where the generator sleeps.
SendResult GeneratorRaise(Thread* t, Generator* generator, Value* result);
// generator.close(): false with an exception pending.
bool GeneratorClose(Thread* t, Generator* generator);
// As IterNext.
Value GeneratorIterNext(Thread* t, Generator* generator);
// One step of `yield from` and `await` on any iterator.
SendResult SendTo(Thread* t, Value iterator, Value value, Value* result);
// The pending exception, if it is a StopIteration, becomes *value (true).
bool TakeStopIteration(Thread* t, Value* value);
// Raises StopIteration(value); without arguments for None. Returns null.
Value RaiseStopIterationOf(Thread* t, Value value);
// A step's outcome as methods return it: a value, or StopIteration.
Value ResultOf(Thread* t, SendResult outcome, Value result);

// What the sleeping generator delegates to with `yield from` or `await`, or null.
Value DelegateOf(const Generator* generator);
// "generator", "coroutine", "async generator": as messages name it.
const char* GeneratorNoun(const Generator* generator);

// The running frame is left for good: by a return, or (with the exception pending)
// by an exception, which changes if it is one that may not leave the frame.
void GeneratorReturned(Thread* t, Generator* generator);
void GeneratorRaised(Thread* t, Generator* generator);

// What `yield from v`, `await v` (which: x of GET_AWAITABLE), `async for` iterate
// over; null with TypeError pending.
Value GetYieldFromIter(Thread* t, const CodeBlock* block, Value v);
Value GetAwaitable(Thread* t, Value v, int which);
Value GetAsyncIter(Thread* t, Value v);
Value GetAsyncNext(Thread* t, Value v);
// anext(v, default).
Value NewAnextAwaitable(Thread* t, Value awaitable, Value otherwise);

// The collector found it unreachable while it slept: closes it, warns of a
// coroutine that was never awaited, calls the hook of an asynchronous generator.
void FinalizeGenerator(Thread* t, Generator* generator);

// The native functions that the interpreter may replace by running the frame
// itself (kResumesGenerator): those with a value to send.
Value GeneratorSendMethod(Thread* t, Value* args, size_t nargs, Value kwnames);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_GENERATOR_H_
