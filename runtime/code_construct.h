#ifndef RUNTIME_CODE_CONSTRUCT_H_
#define RUNTIME_CODE_CONSTRUCT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/code.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Making code objects from the attributes of others: types.CodeType(...) and
// code.replace(...). Only bytecode that the compiler made is run: co_code must be that of
// a code object that is alive, which gives what no attribute tells (registers, jumps,
// handlers); the other attributes must fit it.

namespace pyjit {

// Rows of code's methods; raw convention for the first.
Value NewCodeObject(Thread* t, Value* args, size_t nargs, Value kwnames);
Value ReplaceCodeObject(Thread* t, Value* args, size_t nargs, Value kwnames);

// A flag of ours and its CO_ bit.
struct CodeFlagRow {
  uint32_t ours;
  int64_t bit;
};
inline constexpr CodeFlagRow kCodeFlagRows[] = {
    {kCodeVarArgs, 0x4},           {kCodeVarKeywords, 0x8},
    {kCodeNested, 0x10},           {kCodeGenerator, 0x20},
    {kCodeCoroutine, 0x80},        {kCodeIterableCoroutine, 0x100},
    {kCodeAsyncGenerator, 0x200},  {kCodeFutureOther, 0x400000},
    {kCodeFutureAnnotations, 0x1000000},
};
inline constexpr int64_t kOptimizedNewLocals = 0x3;
inline bool IsFunctionCode(const CodeBlock& block) {
  return (block.flags & (kCodeModule | kCodeClassBody)) == 0;
}

// co_flags: CPython's CO_ bits.
int64_t CodeFlagBits(const CodeBlock& block);
// Those of `names` that co_names has: variables of closures and locals are not among them,
// though errors about these need names.
std::vector<size_t> ShownNames(const CodeBlock& block);
// Those of `constants` that co_consts has, behind a function's docstring. None where there
// is no docstring stands for all of them.
std::vector<size_t> ShownConstants(Thread* t, const CodeBlock& block);
// The order of co_cellvars: captured parameters first.
std::vector<size_t> ShownCells(const CodeBlock& block);
// co_code, without what inline caches have learnt.
std::string CodeBytes(const CodeBlock& block);
// co_exceptiontable: start, size and target in code units, depth 0; the first byte of
// each entry has bit 7 set.
std::string ExceptionTableBytes(const CodeBlock& block);

}  // namespace pyjit

#endif  // RUNTIME_CODE_CONSTRUCT_H_
