#ifndef RUNTIME_CODE_H_
#define RUNTIME_CODE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "runtime/objects.h"
#include "runtime/value.h"

namespace pyjit {

class Dependent;

// A range of instructions whose exceptions go to `target` with the exception
// object in register `exc_reg`. Innermost entries come first.
struct ExceptionEntry {
  uint32_t start, end;  // instruction-word indices, end exclusive
  uint32_t target;
  uint16_t exc_reg;
};

// Source position of the instruction at word `offset` and the ones after it up
// to the next entry. Columns are UTF-8 bytes as in CPython; -1 unknown.
struct PositionEntry {
  uint32_t offset;
  int32_t line, end_line, col, end_col;
};

enum CodeFlags : uint32_t {
  kCodeVarArgs = 1,
  kCodeVarKeywords = 2,
  kCodeGenerator = 4,
  kCodeClassBody = 8,    // names go through the frame's namespace Dict (Frame::extra)
  kCodeModule = 16,
  kCodeReadsLocals = 32,  // calls locals(), eval(), ...: every local counts as live
  kCodeCoroutine = 64,
  kCodeAsyncGenerator = 128,
  kCodeNested = 256,
  kCodeIterableCoroutine = 512,  // types.coroutine: a generator that may be awaited
  kCodeFutureAnnotations = 1024,  // from __future__ import annotations
  kCodeFutureOther = 2048,  // barry_as_FLUFL
};

// Counters and links of one loop header or function entry, addressed by the
// cache word of LOOP and ENTER. Owned by the CodeBlock; `trace` by the jit.
struct MergePoint {
  uint32_t counter = 0;     // times the threshold is still to be reached without being asked
  uint32_t penalty = 0;     // failed recordings, for exponential back-off
  uint32_t rounds = 0;      // times the counter reached the threshold since
  uint32_t retirements = 0;  // times its code was retired
  uint32_t pc = 0;          // instruction index of the LOOP or ENTER
  bool blacklisted = false;
  bool pending = false;     // recorded, and the code is being compiled
  void* trace = nullptr;    // jit::Trace that is entered here, or null
};

// The malloc'ed part of a code object: everything that the compiler produced.
// Immutable after compilation but for inline caches inside `instructions` and
// merge points. Register layout: arguments, other locals, cells, temporaries.
// Cell variables and free variables hold Cell objects in their registers.
class CodeBlock {
 public:
  std::vector<uint64_t> instructions;  // bytecode/instruction.h
  std::vector<Value> constants;        // traced by the collector
  std::vector<Str*> names;             // interned
  std::vector<ExceptionEntry> exceptions;
  std::vector<PositionEntry> positions;
  std::vector<MergePoint> merge_points;
  std::vector<Str*> local_names;  // per local register (parameters first)
  std::vector<Str*> cell_names;   // cells made here, registers first_cell...
  std::vector<Str*> free_names;   // after the cells: taken from Function::closure in order
  Str* name = nullptr;
  Str* qualname = nullptr;
  Str* filename = nullptr;
  Value doc;
  // Register file: [0, local_count) locals, then cells, free cells, temporaries.
  uint16_t register_count = 0;  // including room for callee headers and arguments
  uint16_t local_count = 0;
  uint16_t first_cell = 0;
  // Registers first_pinned... hold constants[pinned_constants[i]] in loops: they
  // are written only by LOAD_CONST of that constant, before each outermost loop
  // that reads them (docs/bytecode.md). After the free cells, before temporaries.
  uint16_t first_pinned = 0;
  std::vector<uint16_t> pinned_constants;
  uint16_t arg_count = 0;         // positional parameters, keyword-only not counted
  uint16_t positional_only = 0;
  uint16_t keyword_only = 0;
  uint32_t flags = 0;
  // Parameter count + 1 if a call needs no more than that many positional arguments;
  // 0: not known yet. See SimpleCall in interp/frames.h.
  uint32_t simple_call = 0;
  int32_t first_line = 0;
  uint32_t id = 0;              // dense per isolate, printed in dumps
  Dict* globals = nullptr;      // set when the code is first bound to a function
  Dict* builtins = nullptr;
  std::string source;           // module code only: text for tracebacks of -c and embedded code
  // Names assigned as attributes of the first parameter in methods of this
  // class body: a good first guess of Class::inline_hint.
  uint16_t attribute_hint = 0;

  const PositionEntry* PositionAt(uint32_t offset) const;
  int LineAt(uint32_t offset) const;
};

// A code object that owns `block`. Null with MemoryError pending (the block is freed).
// May collect: what the block refers to must be reachable from elsewhere too.
Code* NewCode(Thread* t, std::unique_ptr<CodeBlock> block);

// A copy that shares nothing that changes: fresh caches and merge points, bound to no
// globals. Nested codes are copied when they are bound in turn.
std::unique_ptr<CodeBlock> CopyCodeBlock(Thread* t, const CodeBlock& from);
// Zeroes the words that inline caches use.
void ClearInlineCaches(std::vector<uint64_t>* instructions);
// The instructions without what their inline caches have learnt.
std::vector<uint64_t> PristineInstructions(const CodeBlock& block);

// Where code over `globals` (null: the isolate's builtins) looks up what is no global:
// globals["__builtins__"], of a module its dict, else the isolate's. It may be any object:
// what exec was given there counts, as None in expressions that shall reach nothing.
Value BuiltinsOfGlobals(Thread* t, Dict* globals);
inline Value BuiltinsOfCode(Thread* t, const CodeBlock& block) {
  return BuiltinsOfGlobals(t, block.globals);
}

// The code object to run over `globals`: `code` itself, bound to them now if it was
// to none, else a copy with its own inline caches. Running code finds its globals in
// CodeBlock::globals, so a Function's code is always bound to the function's globals.
// Null with MemoryError pending. May collect.
Code* BindCodeToGlobals(Thread* t, Code* code, Dict* globals);

}  // namespace pyjit

#endif  // RUNTIME_CODE_H_
