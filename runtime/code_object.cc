// Code objects as Python sees them: attributes and comparison. How they are made is in
// code_construct.cc.
// Offsets (tb_lasti, co_lines, ...) are bytes into co_code, eight per word; whatever
// CPython counts in code units of two bytes is there four times per word.
#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "bytecode/instruction.h"
#include "runtime/attributes.h"
#include "runtime/class.h"
#include "runtime/code.h"
#include "runtime/code_construct.h"
#include "runtime/code_line_table.h"
#include "runtime/error.h"
#include "runtime/function.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/operators_internal.h"
#include "runtime/types/bytes.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/iterators.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {


CodeBlock& Block(Value* args) { return *args[0].as<Code>()->block; }
Value OrNone(Thread* t, Value v) { return v.is_null() ? t->isolate->none() : v; }

Value NameTuple(Thread* t, const std::vector<Str*>& names) {
  Tuple* tuple = NewTuple(t, static_cast<int64_t>(names.size()));
  if (tuple == nullptr) return Value();
  for (size_t i = 0; i < names.size(); ++i) tuple->items[i] = names[i];
  return tuple;
}

template <Str* CodeBlock::*kField>
Value GetText(Thread* t, Value* args, size_t, Value) {
  Str* text = Block(args).*kField;
  return text == nullptr ? t->isolate->none() : Value(text);
}
template <auto kField>
Value GetNumber(Thread*, Value* args, size_t, Value) {
  return Value::SmallInt(static_cast<int64_t>(Block(args).*kField));
}
template <std::vector<Str*> CodeBlock::*kField>
Value GetNames(Thread* t, Value* args, size_t, Value) {
  return NameTuple(t, Block(args).*kField);
}
Value GetNamesOfCode(Thread* t, Value* args, size_t, Value) {
  const CodeBlock& block = Block(args);
  std::vector<Str*> names;
  for (size_t i : ShownNames(block)) names.push_back(block.names[i]);
  return NameTuple(t, names);
}
Value GetCells(Thread* t, Value* args, size_t, Value) {
  const CodeBlock& block = Block(args);
  std::vector<Str*> names;
  for (size_t i : ShownCells(block)) names.push_back(block.cell_names[i]);
  return NameTuple(t, names);
}
Value GetLocalCount(Thread*, Value* args, size_t, Value) {
  return Value::SmallInt(static_cast<int64_t>(Block(args).local_names.size()));
}

Value GetFlags(Thread*, Value* args, size_t, Value) {
  return Value::SmallInt(CodeFlagBits(Block(args)));
}

Value GetConstants(Thread* t, Value* args, size_t, Value) {
  const CodeBlock& block = Block(args);
  const std::vector<size_t> shown = ShownConstants(t, block);
  // A function's docstring, or None without one, comes first as in CPython.
  const int64_t extra = IsFunctionCode(block) ? 1 : 0;
  Tuple* tuple = NewTuple(t, static_cast<int64_t>(shown.size()) + extra);
  if (tuple == nullptr) return Value();
  if (extra != 0) tuple->items[0] = OrNone(t, block.doc);
  for (size_t i = 0; i < shown.size(); ++i) {
    tuple->items[static_cast<int64_t>(i) + extra] = OrNone(t, block.constants[shown[i]]);
  }
  return tuple;
}

Value GetCode(Thread* t, Value* args, size_t, Value) { return NewBytes(t, CodeBytes(Block(args))); }

// --- Positions ---

// The part of the code that entry i of the positions covers, in words.
struct Covered {
  int64_t start, end;
};
Covered CoveredBy(const CodeBlock& block, size_t i) {
  const auto size = static_cast<int64_t>(block.instructions.size());
  return {block.positions[i].offset,
          i + 1 < block.positions.size() ? block.positions[i + 1].offset : size};
}

Value NumberOrNone(Thread* t, int64_t n, bool known) {
  return known ? Value::SmallInt(n) : t->isolate->none();
}

// iter(list), which is what the methods below return.
Value IteratorOver(Thread* t, List* list) { return NewIterator(t, IteratorKind::kList, list); }

// (start, end, line) for each stretch of code of one line.
Value Lines(Thread* t, Value* args, size_t, Value) {
  const CodeBlock& block = Block(args);
  List* list = NewList(t);
  if (list == nullptr) return Value();
  for (size_t i = 0; i < block.positions.size();) {
    const int32_t line = block.positions[i].line;
    const int64_t start = CoveredBy(block, i).start;
    int64_t end = start;
    for (; i < block.positions.size() && block.positions[i].line == line; ++i) {
      end = CoveredBy(block, i).end;
    }
    if (end == start) continue;
    Value row = TuplePack(t, Value::SmallInt(start * kWordBytes),
                          Value::SmallInt(end * kWordBytes), NumberOrNone(t, line, line > 0));
    if (row.is_null() || !ListAppend(t, list, row)) return Value();
  }
  return IteratorOver(t, list);
}

// (line, end_line, column, end_column) for each code unit.
Value Positions(Thread* t, Value* args, size_t, Value) {
  const CodeBlock& block = Block(args);
  List* list = NewList(t);
  if (list == nullptr) return Value();
  for (size_t i = 0; i < block.positions.size(); ++i) {
    const PositionEntry& p = block.positions[i];
    const Covered covered = CoveredBy(block, i);
    const bool known = p.line > 0;
    Value fields[4] = {NumberOrNone(t, p.line, known),
                       NumberOrNone(t, p.end_line, known && p.end_line > 0),
                       NumberOrNone(t, p.col, known && p.col >= 0),
                       NumberOrNone(t, p.end_col, known && p.end_col >= 0)};
    Tuple* row = TupleFromArray(t, fields, 4);
    if (row == nullptr) return Value();
    for (int64_t n = (covered.end - covered.start) * kUnitsPerWord; n > 0; --n) {
      if (!ListAppend(t, list, row)) return Value();
    }
  }
  return IteratorOver(t, list);
}

Value GetLineTable(Thread* t, Value* args, size_t, Value) {
  return NewBytes(t, EncodeLineTable(Block(args)));
}

// The older table: pairs of byte and line increments.
Value GetLnotab(Thread* t, Value* args, size_t, Value) {
  const CodeBlock& block = Block(args);
  std::string out;
  int32_t line = block.first_line;
  int64_t at = 0;
  for (size_t i = 0; i < block.positions.size(); ++i) {
    const PositionEntry& p = block.positions[i];
    if (p.line <= 0 || p.line == line) continue;
    int64_t bytes = p.offset * kWordBytes - at;
    int64_t lines = p.line - line;
    for (; bytes > 255; bytes -= 255) out.append({'\xFF', '\0'});
    for (; lines > 127; lines -= 127, bytes = 0) out.append({static_cast<char>(bytes), '\x7F'});
    for (; lines < -128; lines += 128, bytes = 0) {
      out.append({static_cast<char>(bytes), '\x80'});
    }
    out.append({static_cast<char>(bytes), static_cast<char>(lines)});
    at = p.offset * kWordBytes;
    line = p.line;
  }
  return NewBytes(t, out);
}

Value GetExceptionTable(Thread* t, Value* args, size_t, Value) {
  return NewBytes(t, ExceptionTableBytes(Block(args)));
}

// --- Comparison ---

bool SameText(const Str* a, const Str* b) {
  if (a == nullptr || b == nullptr) return a == b;
  return StrEquals(a, b);
}
bool SameNames(const std::vector<Str*>& a, const std::vector<Str*>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), SameText);
}

// Constants are the same if their types are too, so that 0, 0.0 and False differ.
// -1: an exception is pending.
int SameConstant(Thread* t, Value a, Value b) {
  if (a == b) return 1;
  if (a.is_null() || b.is_null() || ClassOf(t, a) != ClassOf(t, b)) return 0;
  if (IsKind(a, Kind::kTuple)) {
    auto *x = a.as<Tuple>(), *y = b.as<Tuple>();
    if (x->length != y->length) return 0;
    for (int64_t i = 0; i < x->length; ++i) {
      const int same = SameConstant(t, x->items[i], y->items[i]);
      if (same != 1) return same;
    }
    return 1;
  }
  if (IsKind(a, Kind::kFloat)) {
    return std::memcmp(&a.as<Float>()->value, &b.as<Float>()->value, 8) == 0;
  }
  Value equal = Compare(t, CompareOp::kEq, a, b);
  return equal.is_null() ? -1 : IsTrue(t, equal);
}

int SameCode(Thread* t, const CodeBlock& a, const CodeBlock& b) {
  auto same_position = [](const PositionEntry& x, const PositionEntry& y) {
    return std::memcmp(&x, &y, sizeof(x)) == 0;
  };
  if (!SameText(a.name, b.name) || a.arg_count != b.arg_count ||
      a.positional_only != b.positional_only || a.keyword_only != b.keyword_only ||
      a.flags != b.flags || a.first_line != b.first_line ||
      a.constants.size() != b.constants.size() || !SameNames(a.names, b.names) ||
      !SameNames(a.local_names, b.local_names) || !SameNames(a.cell_names, b.cell_names) ||
      !SameNames(a.free_names, b.free_names) || PristineInstructions(a) != PristineInstructions(b) ||
      ExceptionTableBytes(a) != ExceptionTableBytes(b) ||
      !std::equal(a.positions.begin(), a.positions.end(), b.positions.begin(),
                  b.positions.end(), same_position)) {
    return 0;
  }
  for (size_t i = 0; i < a.constants.size(); ++i) {
    const int same = SameConstant(t, a.constants[i], b.constants[i]);
    if (same != 1) return same;
  }
  return 1;
}

Value Equals(Thread* t, Value* args, size_t, Value) {
  if (!IsKind(args[1], Kind::kCode)) return t->isolate->not_implemented();
  if (args[0] == args[1]) return t->isolate->true_value();
  const int same = SameCode(t, Block(args), Block(args + 1));
  return same < 0 ? Value() : t->isolate->Bool(same != 0);
}

Value HashCode(Thread* t, Value* args, size_t, Value) {
  const CodeBlock& block = Block(args);
  uint64_t h = block.name == nullptr ? 0 : StrHash(block.name);
  auto mix = [&](uint64_t word) { h = (h ^ word) * 0x9E3779B97F4A7C15u + (h >> 29); };
  for (uint64_t word : PristineInstructions(block)) mix(word);
  mix(block.first_line);
  mix(block.arg_count);
  for (Str* name : block.local_names) mix(StrHash(name));
  return IntFromInt64(t, static_cast<int64_t>(h >> 2));
}

Value VarNameFromOparg(Thread* t, Value* args, size_t, Value) {
  int64_t i;
  if (!IndexAsInt64(t, args[1], &i)) return Value();
  const CodeBlock& block = Block(args);
  for (const std::vector<Str*>* names :
       {&block.local_names, &block.cell_names, &block.free_names}) {
    const auto size = static_cast<int64_t>(names->size());
    if (i >= 0 && i < size) return (*names)[static_cast<size_t>(i)];
    i -= size;
  }
  return RaiseText(t, Exc::kIndexError, "tuple index out of range");
}

Value Repr(Thread* t, Value* args, size_t, Value) {
  CodeBlock& block = Block(args);
  return NewStrUtf8(t, absl::StrFormat("<code object %s at %#x, file \"%s\", line %d>",
                                       block.name ? StrToUtf8(block.name) : "?", args[0].bits(),
                                       block.filename ? StrToUtf8(block.filename) : "?",
                                       block.first_line));
}

constexpr GetSetInfo kFields[] = {
    {"co_name", GetText<&CodeBlock::name>, nullptr, nullptr, true},
    {"co_qualname", GetText<&CodeBlock::qualname>, nullptr, nullptr, true},
    {"co_filename", GetText<&CodeBlock::filename>, nullptr, nullptr, true},
    {"co_firstlineno", GetNumber<&CodeBlock::first_line>, nullptr, nullptr, true},
    {"co_argcount", GetNumber<&CodeBlock::arg_count>, nullptr, nullptr, true},
    {"co_posonlyargcount", GetNumber<&CodeBlock::positional_only>, nullptr, nullptr, true},
    {"co_kwonlyargcount", GetNumber<&CodeBlock::keyword_only>, nullptr, nullptr, true},
    {"co_stacksize", GetNumber<&CodeBlock::register_count>, nullptr, nullptr, true},
    {"co_nlocals", GetLocalCount, nullptr, nullptr, true},
    {"co_flags", GetFlags, nullptr, nullptr, true},
    {"co_varnames", GetNames<&CodeBlock::local_names>},
    {"co_names", GetNamesOfCode, nullptr, nullptr, true},
    {"co_cellvars", GetCells},
    {"co_freevars", GetNames<&CodeBlock::free_names>},
    {"co_consts", GetConstants, nullptr, nullptr, true},
    {"co_code", GetCode},
    {"_co_code_adaptive", GetCode},
    {"co_linetable", GetLineTable, nullptr, nullptr, true},
    {"co_lnotab", GetLnotab},
    {"co_exceptiontable", GetExceptionTable, nullptr, nullptr, true},
};
constexpr NativeInfo kMethods[] = {
    {"__new__", NewCodeObject, nullptr, kAnything,
     "Create and return a new object.  See help(type) for accurate signature."},
    {"__repr__", Repr, "($self, /)", kCollects, "Return repr(self)."},
    {"__eq__", Equals, "($self, value, /)", kAnything, "Return self==value."},
    {"__hash__", HashCode, "($self, /)", kCollects, "Return hash(self)."},
    {"co_lines", Lines, "($self, /)", kCollects | kRaises, nullptr},
    {"co_positions", Positions, "($self, /)", kCollects | kRaises, nullptr},
    {"replace", ReplaceCodeObject,
     "($self, /, *, co_argcount=None, co_posonlyargcount=None, co_kwonlyargcount=None, "
     "co_nlocals=None, co_stacksize=None, co_flags=None, co_firstlineno=None, co_code=None, "
     "co_consts=None, co_names=None, co_varnames=None, co_freevars=None, co_cellvars=None, "
     "co_filename=None, co_name=None, co_qualname=None, co_linetable=None, "
     "co_exceptiontable=None)",
     kAnything, "Return a copy of the code object with new values for the specified fields."},
    {"_varname_from_oparg", VarNameFromOparg, "($self, /, oparg)", kReadsHeap | kRaises,
     "(internal-only) Return the local variable name for the given oparg."},
};

}  // namespace

bool InitCodeType(Thread* t) {
  Class* cls = t->isolate->code_class();
  cls->construct = NewCodeObject;
  return AddGetSets(t, cls, kFields) && AddNatives(t, cls->dict, kMethods, cls);
}

}  // namespace pyjit
