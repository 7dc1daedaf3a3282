// _opcode: what CPython's instructions, which module opcode lists, do to its stack.
// Code objects here hold register bytecode; programs that assemble CPython's ask this.
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/types/int.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

// How an instruction's effect depends on its argument.
enum class Shape : uint8_t {
  kPlain,       // base + per_arg * arg
  kOddArg,      // base + per_arg if arg is odd
  kBits,        // base + per_arg for each bit of the lowest four
  kSlice,       // -2 for an argument of 3, else -1
  kFormat,      // base + per_arg if arg has bit 2
  kUnpackEx,    // low byte + the rest
  kJump,        // base, per_arg if it jumps
  kFallThrough  // base, per_arg if it does not jump
};
struct Row {
  uint8_t opcode;
  int8_t base;
  int8_t per_arg;
  Shape shape;
};
constexpr Row kRows[] = {
    {0, 0, 0, Shape::kPlain}, {1, -1, 0, Shape::kPlain}, {2, 1, 0, Shape::kPlain},
    {9, 0, 0, Shape::kPlain}, {10, 0, 0, Shape::kPlain}, {11, 0, 0, Shape::kPlain},
    {12, 0, 0, Shape::kPlain}, {15, 0, 0, Shape::kPlain}, {25, -1, 0, Shape::kPlain},
    {30, 1, 0, Shape::kPlain}, {31, 1, 0, Shape::kPlain}, {32, 1, 0, Shape::kPlain},
    {33, 1, 0, Shape::kPlain}, {35, 1, 0, Shape::kPlain}, {36, 0, 0, Shape::kPlain},
    {37, 0, 0, Shape::kPlain}, {49, 1, 0, Shape::kPlain}, {50, 0, 0, Shape::kPlain},
    {51, 1, 0, Shape::kPlain}, {52, 1, 0, Shape::kPlain}, {53, 1, 0, Shape::kPlain},
    {54, -2, 0, Shape::kPlain}, {60, -3, 0, Shape::kPlain}, {61, -2, 0, Shape::kPlain},
    {68, 0, 0, Shape::kPlain}, {69, 0, 0, Shape::kPlain}, {70, -1, 0, Shape::kPlain},
    {71, 1, 0, Shape::kPlain}, {74, 1, 0, Shape::kPlain}, {75, 0, 0, Shape::kPlain},
    {82, 0, 0, Shape::kPlain}, {83, -1, 0, Shape::kPlain}, {84, -1, 0, Shape::kPlain},
    {85, 0, 0, Shape::kPlain}, {86, 0, 0, Shape::kPlain}, {87, 0, 0, Shape::kPlain},
    {88, -1, 0, Shape::kPlain}, {89, -1, 0, Shape::kPlain}, {90, -1, 0, Shape::kPlain},
    {91, 0, 0, Shape::kPlain}, {92, -1, 1, Shape::kPlain}, {93, 1, -1, Shape::kJump},
    {94, 0, 1, Shape::kUnpackEx}, {95, -2, 0, Shape::kPlain}, {96, -1, 0, Shape::kPlain},
    {97, -1, 0, Shape::kPlain}, {98, 0, 0, Shape::kPlain}, {99, 0, 0, Shape::kPlain},
    {100, 1, 0, Shape::kPlain}, {101, 1, 0, Shape::kPlain}, {102, 1, -1, Shape::kPlain},
    {103, 1, -1, Shape::kPlain}, {104, 1, -1, Shape::kPlain}, {105, 1, -2, Shape::kPlain},
    {106, 0, 0, Shape::kPlain}, {107, -1, 0, Shape::kPlain}, {108, -1, 0, Shape::kPlain},
    {109, 1, 0, Shape::kPlain}, {110, 0, 0, Shape::kPlain}, {111, 0, -1, Shape::kFallThrough},
    {112, 0, -1, Shape::kFallThrough}, {114, -1, 0, Shape::kPlain}, {115, -1, 0, Shape::kPlain},
    {116, 1, 1, Shape::kOddArg}, {117, -1, 0, Shape::kPlain}, {118, -1, 0, Shape::kPlain},
    {119, -1, 0, Shape::kPlain}, {120, 1, 0, Shape::kPlain}, {122, -1, 0, Shape::kPlain},
    {123, 0, -1, Shape::kJump}, {124, 1, 0, Shape::kPlain}, {125, -1, 0, Shape::kPlain},
    {126, 0, 0, Shape::kPlain}, {128, -1, 0, Shape::kPlain}, {129, -1, 0, Shape::kPlain},
    {130, 0, -1, Shape::kPlain}, {131, 0, 0, Shape::kPlain}, {132, 0, -1, Shape::kBits},
    {133, -1, 0, Shape::kSlice}, {134, 0, 0, Shape::kPlain}, {135, 0, 0, Shape::kPlain},
    {136, 1, 0, Shape::kPlain}, {137, 1, 0, Shape::kPlain}, {138, -1, 0, Shape::kPlain},
    {139, 0, 0, Shape::kPlain}, {140, 0, 0, Shape::kPlain}, {142, -2, -1, Shape::kOddArg},
    {144, 0, 0, Shape::kPlain}, {145, -1, 0, Shape::kPlain}, {146, -1, 0, Shape::kPlain},
    {147, -2, 0, Shape::kPlain}, {148, 1, 0, Shape::kPlain}, {149, 0, 0, Shape::kPlain},
    {151, 0, 0, Shape::kPlain}, {152, -2, 0, Shape::kPlain}, {155, 0, -1, Shape::kFormat},
    {156, 0, -1, Shape::kPlain}, {157, 1, -1, Shape::kPlain}, {160, 1, 0, Shape::kPlain},
    {162, -1, 0, Shape::kPlain}, {163, -1, 0, Shape::kPlain}, {164, -1, 0, Shape::kPlain},
    {165, -1, 0, Shape::kPlain}, {166, 0, -1, Shape::kPlain}, {171, -1, 0, Shape::kPlain},
    {172, 0, 0, Shape::kPlain}, {173, -1, 0, Shape::kPlain}, {174, -1, 0, Shape::kPlain},
    {175, -1, 0, Shape::kPlain}, {176, -1, 0, Shape::kPlain},
};
constexpr int64_t kHaveArgument = 90;

int64_t EffectOf(const Row& row, int64_t arg, int jump) {
  const int64_t base = row.base, per = row.per_arg;
  switch (row.shape) {
    case Shape::kPlain: return base + per * arg;
    case Shape::kOddArg: return base + (arg & 1) * per;
    case Shape::kBits: return base + per * __builtin_popcountll(arg & 15);
    case Shape::kSlice: return arg == 3 ? -2 : -1;
    case Shape::kFormat: return (arg & 4) != 0 ? base + per : base;
    case Shape::kUnpackEx: return (arg & 0xFF) + (arg >> 8);
    // The larger of both if it is not said.
    case Shape::kJump: return jump == 1 ? per : base;
    case Shape::kFallThrough: return jump == 0 ? per : base;
  }
  return 0;
}

// stack_effect(opcode, oparg=None, /, *, jump=None)
Value StackEffect(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t opcode, arg = 0;
  if (!IndexAsInt64(t, args[0], &opcode)) return Value();
  const bool has_arg = !args[1].is_null() && args[1] != NoneOf(t);
  if (opcode >= kHaveArgument) {
    if (!has_arg) {
      return RaiseText(t, Exc::kValueError,
                       "stack_effect: opcode requires oparg but oparg was not specified");
    }
    if (!IndexAsInt64(t, args[1], &arg)) return Value();
  } else if (has_arg) {
    return RaiseText(t, Exc::kValueError,
                     "stack_effect: opcode does not permit oparg but oparg was specified");
  }
  int jump = -1;
  if (args[2] == t->isolate->true_value()) {
    jump = 1;
  } else if (args[2] == t->isolate->false_value()) {
    jump = 0;
  } else if (!args[2].is_null() && args[2] != NoneOf(t)) {
    return RaiseText(t, Exc::kValueError, "stack_effect: jump must be False, True or None");
  }
  for (const Row& row : kRows) {
    if (row.opcode == opcode) return IntFromInt64(t, EffectOf(row, arg, jump));
  }
  return RaiseText(t, Exc::kValueError, "invalid opcode or oparg");
}

// Of CPython's adaptive interpreter, which is not here.
Value SpecializationStats(Thread* t, Value*, size_t, Value) { return NoneOf(t); }

constexpr NativeInfo kFunctions[] = {
    {"stack_effect", StackEffect, "(opcode, oparg=None, /, *, jump=None)", kRaises,
     "Compute the stack effect of the opcode."},
    {"get_specialization_stats", SpecializationStats, "()", kPure,
     "Return the specialization stats"},
};

}  // namespace

bool InitOpcodeModule(Thread* t, Module* module) {
  return AddModuleNatives(t, module, kFunctions);
}

}  // namespace pyjit
