#ifndef IR_ARITHMETIC_H_
#define IR_ARITHMETIC_H_

#include <optional>

#include "ir/graph.h"
#include "ir/word.h"

namespace pyjit::ir {

// What a pure op over raw values (integers, doubles, truths, select, small-int
// boxing and tests of tagged words that look at no memory) computes: the one
// definition that the evaluator, constant folding and, by tests, machine code
// share. `in` holds the operands' words. Nothing if the op is of another sort, or
// is not defined for these operands (division by zero, shift by 64, f2i of
// a double that does not fit, box_int beyond small ints).
//
// NaNs: an operation makes some quiet NaN; which one is not said.
std::optional<Word> EvalPure(Opcode op, const Word* in);

// Whether EvalPure knows the op, be its operands what they may.
bool IsArithmetic(Opcode op);

}  // namespace pyjit::ir

#endif  // IR_ARITHMETIC_H_
