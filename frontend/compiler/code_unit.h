#ifndef FRONTEND_COMPILER_CODE_UNIT_H_
#define FRONTEND_COMPILER_CODE_UNIT_H_

// What the compiler produces, before it becomes heap objects: plain data that
// needs no isolate. materialize.h turns it into Code objects.

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "bytecode/instruction.h"

namespace pyjit::compiler {

struct CodeUnit;

enum class ConstKind : uint8_t {
  kNone,
  kFalse,
  kTrue,
  kEllipsis,
  kInt,        // int_value
  kBigInt,     // text: an int beyond int64_t, in base 16 with an optional '-'
  kFloat,      // real
  kComplex,    // real, imag
  kStr,        // text: UTF-8, lone surrogates encoded too
  kBytes,      // text
  kTuple,      // items
  kFrozenSet,  // items, as written (equal ones may repeat)
  kSlice,      // three items
  kCode,       // code
  kException,  // text: name of a builtin exception class
};

// An immutable constant. Shared, owned by a CompiledModule.
struct Const {
  ConstKind kind = ConstKind::kNone;
  int64_t int_value = 0;
  double real = 0;
  double imag = 0;
  std::string text;
  std::vector<const Const*> items;
  const CodeUnit* code = nullptr;
};

struct UnitException {
  uint32_t start, end, target;  // words
  uint16_t exc_reg;
};

struct UnitPosition {
  uint32_t offset;
  int32_t line, end_line, col, end_col;
};

// One code object. The fields are those of runtime CodeBlock.
struct CodeUnit {
  std::vector<Word> instructions;
  std::vector<const Const*> constants;
  std::vector<std::string> names;
  std::vector<UnitException> exceptions;
  std::vector<UnitPosition> positions;
  std::vector<uint32_t> merge_points;  // word of each LOOP and ENTER
  std::vector<std::string> local_names, cell_names, free_names;
  std::vector<uint16_t> pinned_constants;
  std::string name, qualname;
  const Const* doc = nullptr;
  int register_count = 0;
  int local_count = 0;
  int first_cell = 0;
  int first_pinned = 0;
  int arg_count = 0;
  int positional_only = 0;
  int keyword_only = 0;
  uint32_t flags = 0;  // runtime CodeFlags
  int32_t first_line = 0;
  uint16_t attribute_hint = 0;
};

// Owns the constants and code units of one compilation.
struct CompiledModule {
  std::deque<Const> constants;
  std::deque<CodeUnit> units;
  const CodeUnit* main = nullptr;
};

// The unit as text, nested ones after it: see docs/bytecode.md.
std::string DumpUnit(const CodeUnit& unit);

// The constant as Python writes it; codes as "<code qualname>".
std::string ConstText(const Const& constant);

}  // namespace pyjit::compiler

#endif  // FRONTEND_COMPILER_CODE_UNIT_H_
