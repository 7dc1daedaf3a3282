// _operator: the operators as functions. attrgetter, itemgetter and methodcaller are in
// operator_getters.cc.
#include <string>

#include "runtime/buffer.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/length_hint.h"
#include "runtime/operators.h"
#include "runtime/operators_internal.h"
#include "runtime/types/container_util.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"
#include "stdlib/operator_internal.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

template <BinaryOp kOp>
Value BinaryFunction(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Binary(t, kOp, args[0], args[1]);
}
template <BinaryOp kOp>
Value InplaceFunction(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return InplaceBinary(t, kOp, args[0], args[1]);
}
template <UnaryOp kOp>
Value UnaryFunction(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Unary(t, kOp, args[0]);
}
template <CompareOp kOp>
Value CompareFunction(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Compare(t, kOp, args[0], args[1]);
}

Value Abs(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (args[0].is_small_int()) return IntAbs(t, args[0]);
  Value method = LookupSpecial(t, args[0], Slot::kAbs);
  if (!method.is_null() && !IsNone(t, method)) return CallSpecial(t, method, args[0], {});
  return Raise(t, Exc::kTypeError, "bad operand type for abs(): '%s'", TypeName(t, args[0]));
}

Value Truth(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return BoolOrNull(t, IsTrue(t, args[0]));
}
Value IsSame(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return t->isolate->Bool(Is(args[0], args[1]));
}
Value IsNotSame(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return t->isolate->Bool(!Is(args[0], args[1]));
}
Value Index(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value index = NumberIndex(t, args[0]);
  return index.is_null() ? index : IntToExact(t, index);
}

// --- Sequences ---

bool IsSequence(Thread* t, Value v) {
  if (!v.is_object() || IsKind(v, Kind::kDict)) return false;
  return !SlotOf(ClassOf(t, v), Slot::kGetItem).is_null();
}
template <Value (*kAdd)(Thread*, BinaryOp, Value, Value)>
Value Concat(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Class* cls = ClassOf(t, args[0]);
  if (!IsSequence(t, args[0]) ||
      (SlotOf(cls, Slot::kAdd).is_null() && SlotOf(cls, Slot::kIAdd).is_null())) {
    return Raise(t, Exc::kTypeError, "'%s' object can't be concatenated", TypeName(t, args[0]));
  }
  return kAdd(t, BinaryOp::kAdd, args[0], args[1]);
}

Value ContainsFunction(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return BoolOrNull(t, Contains(t, args[0], args[1]));
}

// Walks args[0] for what equals args[1]: a count, or the first position (-1: none).
// -2 with an exception pending.
int64_t Search(Thread* t, Value* args, bool count) {
  Value iterator = GetIter(t, args[0]);
  if (iterator.is_null()) {
    if (PendingIs(t, Exc::kTypeError)) {
      TakeException(t);
      Raise(t, Exc::kTypeError, "argument of type '%s' is not iterable", TypeName(t, args[0]));
    }
    return -2;
  }
  int64_t found = 0;
  for (int64_t i = 0;; ++i) {
    Value item = IterNext(t, iterator);
    if (item.is_null()) return !t->exception.is_null() ? -2 : count ? found : -1;
    const int equal = ItemEquals(t, item, args[1]);
    if (equal < 0) return -2;
    if (equal > 0 && !count) return i;
    found += equal;
  }
}
Value CountOf(Thread* t, Value* args, size_t nargs, Value kwnames) {
  const int64_t n = Search(t, args, true);
  return n < 0 ? Value() : IntFromInt64(t, n);
}
Value IndexOf(Thread* t, Value* args, size_t nargs, Value kwnames) {
  const int64_t i = Search(t, args, false);
  if (i == -1) {
    return RaiseText(t, Exc::kValueError, "sequence.index(x): x not in sequence");
  }
  return i < 0 ? Value() : IntFromInt64(t, i);
}

Value GetItemFunction(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return GetItem(t, args[0], args[1]);
}
Value SetItemFunction(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return SetItem(t, args[0], args[1], args[2]) ? NoneOf(t) : Value();
}
Value DelItemFunction(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return DelItem(t, args[0], args[1]) ? NoneOf(t) : Value();
}

Value LengthHintFunction(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t fallback = 0;
  if (!args[1].is_null()) {
    if (!IsInt(args[1])) {
      return Raise(t, Exc::kTypeError, "'%s' object cannot be interpreted as an integer",
                   TypeName(t, args[1]));
    }
    if (!ArgAsSize(t, args[1], &fallback)) return Value();
  }
  const int64_t n = LengthHint(t, args[0], fallback);
  return n == -1 && !t->exception.is_null() ? Value() : IntFromInt64(t, n);
}

// call(obj, /, *args, **kwargs)
Value CallFunctionRow(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (nargs == 0) {
    return RaiseText(t, Exc::kTypeError, "call expected at least 1 argument, got 0");
  }
  return Call(t, args[0], args + 1, nargs - 1, kwnames);
}

// _compare_digest(a, b): in time that does not depend on where they differ.
Value CompareDigest(Thread* t, Value* args, size_t nargs, Value kwnames) {
  absl::string_view text[2];
  ScopedBuffer left_buffer(t), right_buffer(t);
  if (IsStr(args[0]) && IsStr(args[1])) {
    for (int i = 0; i < 2; ++i) {
      auto* s = args[i].as<Str>();
      if (!s->is_ascii()) {
        return RaiseText(t, Exc::kTypeError,
                         "comparing strings with non-ASCII characters is not supported");
      }
      text[i] = StrBytes1(s);
    }
  } else {
    if (!HasBuffer(t, args[0]) && !HasBuffer(t, args[1])) {
      return Raise(t, Exc::kTypeError,
                   "unsupported operand types(s) or combination of types: '%s' and '%s'",
                   TypeName(t, args[0]), TypeName(t, args[1]));
    }
    if (!left_buffer.Get(args[0]) || !right_buffer.Get(args[1])) return Value();
    text[0] = left_buffer.bytes();
    text[1] = right_buffer.bytes();
  }
  const absl::string_view left = text[0].size() == text[1].size() ? text[0] : text[1];
  volatile unsigned char difference = text[0].size() == text[1].size() ? 0 : 1;
  for (size_t i = 0; i < text[1].size(); ++i) {
    difference = static_cast<unsigned char>(difference | (left[i] ^ text[1][i]));
  }
  return t->isolate->Bool(difference == 0);
}

constexpr uint32_t kFx = kAnything;
constexpr char kTwo[] = "(a, b, /)";
constexpr char kOne[] = "(a, /)";
constexpr NativeInfo kRows[] = {
    {"truth", Truth, kOne, kFx, "Return True if a is true, False otherwise."},
    {"not_", UnaryFunction<UnaryOp::kNot>, kOne, kFx, "Same as not a."},
    {"is_", IsSame, kTwo, kPure, "Same as a is b."},
    {"is_not", IsNotSame, kTwo, kPure, "Same as a is not b."},
    {"index", Index, kOne, kFx, "Same as a.__index__()"},
    {"neg", UnaryFunction<UnaryOp::kNeg>, kOne, kFx, "Same as -a."},
    {"pos", UnaryFunction<UnaryOp::kPos>, kOne, kFx, "Same as +a."},
    {"abs", Abs, kOne, kFx, "Same as abs(a)."},
    {"inv", UnaryFunction<UnaryOp::kInvert>, kOne, kFx, "Same as ~a."},
    {"invert", UnaryFunction<UnaryOp::kInvert>, kOne, kFx, "Same as ~a."},
    {"add", BinaryFunction<BinaryOp::kAdd>, kTwo, kFx, "Same as a + b."},
    {"sub", BinaryFunction<BinaryOp::kSub>, kTwo, kFx, "Same as a - b."},
    {"mul", BinaryFunction<BinaryOp::kMul>, kTwo, kFx, "Same as a * b."},
    {"matmul", BinaryFunction<BinaryOp::kMatMul>, kTwo, kFx, "Same as a @ b."},
    {"floordiv", BinaryFunction<BinaryOp::kFloorDiv>, kTwo, kFx, "Same as a // b."},
    {"truediv", BinaryFunction<BinaryOp::kTrueDiv>, kTwo, kFx, "Same as a / b."},
    {"mod", BinaryFunction<BinaryOp::kMod>, kTwo, kFx, "Same as a % b."},
    {"pow", BinaryFunction<BinaryOp::kPow>, kTwo, kFx, "Same as a ** b."},
    {"lshift", BinaryFunction<BinaryOp::kLShift>, kTwo, kFx, "Same as a << b."},
    {"rshift", BinaryFunction<BinaryOp::kRShift>, kTwo, kFx, "Same as a >> b."},
    {"and_", BinaryFunction<BinaryOp::kAnd>, kTwo, kFx, "Same as a & b."},
    {"xor", BinaryFunction<BinaryOp::kXor>, kTwo, kFx, "Same as a ^ b."},
    {"or_", BinaryFunction<BinaryOp::kOr>, kTwo, kFx, "Same as a | b."},
    {"iadd", InplaceFunction<BinaryOp::kAdd>, kTwo, kFx, "Same as a += b."},
    {"isub", InplaceFunction<BinaryOp::kSub>, kTwo, kFx, "Same as a -= b."},
    {"imul", InplaceFunction<BinaryOp::kMul>, kTwo, kFx, "Same as a *= b."},
    {"imatmul", InplaceFunction<BinaryOp::kMatMul>, kTwo, kFx, "Same as a @= b."},
    {"ifloordiv", InplaceFunction<BinaryOp::kFloorDiv>, kTwo, kFx, "Same as a //= b."},
    {"itruediv", InplaceFunction<BinaryOp::kTrueDiv>, kTwo, kFx, "Same as a /= b."},
    {"imod", InplaceFunction<BinaryOp::kMod>, kTwo, kFx, "Same as a %= b."},
    {"ipow", InplaceFunction<BinaryOp::kPow>, kTwo, kFx, "Same as a **= b."},
    {"ilshift", InplaceFunction<BinaryOp::kLShift>, kTwo, kFx, "Same as a <<= b."},
    {"irshift", InplaceFunction<BinaryOp::kRShift>, kTwo, kFx, "Same as a >>= b."},
    {"iand", InplaceFunction<BinaryOp::kAnd>, kTwo, kFx, "Same as a &= b."},
    {"ixor", InplaceFunction<BinaryOp::kXor>, kTwo, kFx, "Same as a ^= b."},
    {"ior", InplaceFunction<BinaryOp::kOr>, kTwo, kFx, "Same as a |= b."},
    {"concat", Concat<Binary>, kTwo, kFx, "Same as a + b, for a and b sequences."},
    {"iconcat", Concat<InplaceBinary>, kTwo, kFx, "Same as a += b, for a and b sequences."},
    {"contains", ContainsFunction, kTwo, kFx, "Same as b in a (note reversed operands)."},
    {"countOf", CountOf, kTwo, kFx,
     "Return the number of items in a which are, or which equal, b."},
    {"indexOf", IndexOf, kTwo, kFx, "Return the first index of b in a."},
    {"getitem", GetItemFunction, kTwo, kFx, "Same as a[b]."},
    {"setitem", SetItemFunction, "(a, b, c, /)", kFx, "Same as a[b] = c."},
    {"delitem", DelItemFunction, kTwo, kFx, "Same as del a[b]."},
    {"eq", CompareFunction<CompareOp::kEq>, kTwo, kFx, "Same as a == b."},
    {"ne", CompareFunction<CompareOp::kNe>, kTwo, kFx, "Same as a != b."},
    {"lt", CompareFunction<CompareOp::kLt>, kTwo, kFx, "Same as a < b."},
    {"le", CompareFunction<CompareOp::kLe>, kTwo, kFx, "Same as a <= b."},
    {"gt", CompareFunction<CompareOp::kGt>, kTwo, kFx, "Same as a > b."},
    {"ge", CompareFunction<CompareOp::kGe>, kTwo, kFx, "Same as a >= b."},
    {"length_hint", LengthHintFunction, "(obj, default=0, /)", kFx,
     "Return an estimate of the number of items in obj.\n\n"
     "This is useful for presizing containers when building from an iterable.\n\n"
     "If the object supports len(), the result will be exact.\n"
     "Otherwise, it may over- or under-estimate by an arbitrary amount.\n"
     "The result will be an integer >= 0."},
    {"call", CallFunctionRow, nullptr, kFx, "Same as obj(*args, **kwargs)."},
    {"_compare_digest", CompareDigest, kTwo, kFx,
     "Return 'a == b'.\n\n"
     "This function uses an approach designed to prevent\n"
     "timing analysis, making it appropriate for cryptography.\n\n"
     "a and b must both be of the same type: either str (ASCII only),\n"
     "or any bytes-like object."},
};

}  // namespace

bool InitOperatorModule(Thread* t, Module* module) {
  return SetModuleText(t, module, "__doc__",
                       "Operator interface.\n\n"
                       "This module exports a set of functions implemented in C corresponding\n"
                       "to the intrinsic operators of Python.  For example, operator.add(x, y)\n"
                       "is equivalent to the expression x+y.  The function names are those\n"
                       "used for special methods; variants without leading and trailing\n"
                       "'__' are also provided for convenience.") &&
         AddModuleNatives(t, module, kRows) && InitOperatorGetters(t, module);
}

}  // namespace pyjit
