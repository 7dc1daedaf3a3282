#ifndef RUNTIME_CALL_H_
#define RUNTIME_CALL_H_

#include <cstddef>
#include <initializer_list>
#include <string>

#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Calling values. Call() itself is declared in runtime/operators.h; here are the
// pieces that it is made of and shorter ways to say common calls. All may
// collect and run Python; null with an exception pending on failure.

namespace pyjit {

// type.__call__(cls, ...): __new__ and __init__. `cls` is not among the args.
Value CallClass(Thread* t, Class* cls, Value* args, size_t nargs, Value kwnames);

inline constexpr int kMaxDirectCallArgs = 4;
// callee(a, b, ...) for up to kMaxDirectCallArgs values.
Value CallValues(Thread* t, Value callee, std::initializer_list<Value> args);

// The special method found by LookupSpecial, called with its receiver. Binds
// descriptors (a staticmethod as __getitem__, say) as Python does; a plain
// function gets `self` as its first argument.
Value CallSpecial(Thread* t, Value method, Value self,
                  std::initializer_list<Value> args);

// callee(*positional, **keywords). positional is any iterable, keywords any
// mapping or null. CPython's texts for what is not iterable, not a mapping, has
// keys that are not strings or repeats a name.
Value CallWithUnpacking(Thread* t, Value callee, Value positional, Value keywords);

// As error messages name a callable: "f()", "A.method()", "len()".
std::string CallableText(Thread* t, Value callee);

// True if Call() would not refuse `v` outright, as callable() says.
bool IsCallable(Thread* t, Value v);

// Words that the collector can see: on the native stack when few, else in a
// heap array. For building argument lists. At most one Reserve().
class ArgBuffer {
 public:
  // Room for n words, all null; null with MemoryError pending.
  Value* Reserve(Thread* t, size_t n);
  Value* data() { return data_; }

 private:
  static constexpr size_t kInline = 16;
  Value inline_[kInline];
  Value* data_ = inline_;
  Object* spill_ = nullptr;  // keeps the array alive through the stack scan
};

}  // namespace pyjit

#endif  // RUNTIME_CALL_H_
