#ifndef RUNTIME_OPERATORS_H_
#define RUNTIME_OPERATORS_H_

#include <cstdint>
#include <string>

#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Python's generic operations on any values: full semantics, the slow paths of
// interpreter and compiled code. Unless said otherwise each may collect and
// run Python, and returns null (or false, -1) with an exception pending.

namespace pyjit {

// Operators, in the order of the opcodes ADD..MATMUL (bytecode/opcodes.def).
enum class BinaryOp : uint8_t {
  kAdd, kSub, kMul, kTrueDiv, kFloorDiv, kMod, kPow, kLShift, kRShift, kAnd,
  kOr, kXor, kMatMul,
};
enum class UnaryOp : uint8_t { kNeg, kPos, kInvert, kNot };
enum class CompareOp : uint8_t { kLt, kLe, kGt, kGe, kEq, kNe };

Value Binary(Thread* t, BinaryOp op, Value a, Value b);
Value InplaceBinary(Thread* t, BinaryOp op, Value a, Value b);
Value Unary(Thread* t, UnaryOp op, Value a);
Value Compare(Thread* t, CompareOp op, Value a, Value b);  // rich comparison
int CompareBool(Thread* t, CompareOp op, Value a, Value b);  // 1, 0, -1 error; == by identity first
int IsTrue(Thread* t, Value v);                              // 1, 0, -1 error
bool Is(Value a, Value b);  // identity; ints and floats by value. Never runs Python.
int Contains(Thread* t, Value container, Value item);
int64_t Hash(Thread* t, Value v, bool* ok);
int64_t Length(Thread* t, Value v);  // -1 error

Value GetItem(Thread* t, Value container, Value key);
bool SetItem(Thread* t, Value container, Value key, Value value);
bool DelItem(Thread* t, Value container, Value key);

Value GetIter(Thread* t, Value v);
// Next item. Null without a pending exception means exhausted (StopIteration is
// swallowed, or never made by builtin iterators).
Value IterNext(Thread* t, Value iterator);

Value GetAttr(Thread* t, Value object, Str* name);  // AttributeError if absent
bool SetAttr(Thread* t, Value object, Str* name, Value value);
bool DelAttr(Thread* t, Value object, Str* name);
// Like GetAttr, but absence is null without a pending exception.
Value GetAttrOrNull(Thread* t, Value object, Str* name);
// Looks in the MRO only, no descriptor call, never runs Python; null if absent.
Value LookupInClass(Class* cls, Str* name);
// The binding's Cell (for watchpoints and inline caches); null if absent.
Cell* LookupCellInClass(Class* cls, Str* name, Class** found_in);
// Special method of v's class, or null. Never runs Python.
Value LookupSpecial(Thread* t, Value v, Slot slot);

// callee(*args, **kw) by D18's convention; the only way to call any value.
Value Call(Thread* t, Value callee, Value* args, size_t nargs, Value kwnames);
Value CallMethod(Thread* t, Value self, Str* name, Value* args, size_t nargs);

Value ToStr(Thread* t, Value v);    // str(v)
Value ToRepr(Thread* t, Value v);   // repr(v)
Value FormatValue(Thread* t, Value v, Value spec);  // format(v, spec); spec null: ''
// isinstance() and issubclass(): false with an exception pending.
bool IsInstance(Thread* t, Value v, Value cls_or_tuple, bool* result);
bool IsSubclassOf(Thread* t, Value cls, Value cls_or_tuple, bool* result);
// type.__instancecheck__ and type.__subclasscheck__: as above without asking the
// metaclass of `cls`.
bool IsInstanceByDefault(Thread* t, Value v, Value cls, bool* result);
bool IsSubclassByDefault(Thread* t, Value derived, Value cls, bool* result);
bool IsSubclass(Class* cls, Class* base);  // by MRO; never runs Python

}  // namespace pyjit

#endif  // RUNTIME_OPERATORS_H_
