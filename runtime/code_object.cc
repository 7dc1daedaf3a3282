// Code objects as Python sees them: attributes, copies with changes, comparison.
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
// Variables of closures and locals are not among them, though errors about these need names.
Value GetNamesOfCode(Thread* t, Value* args, size_t, Value) {
  const CodeBlock& block = Block(args);
  std::vector<bool> named(block.names.size()), told(block.names.size());
  const std::vector<uint64_t>& words = block.instructions;
  for (size_t pc = 0; pc < words.size(); pc += static_cast<size_t>(WordsOf(OpOf(words[pc])))) {
    const Op op = OpOf(words[pc]);
    const OpInfo& info = InfoOf(op);
    const bool variable = op == Op::kCHECK_BOUND || op == Op::kLOAD_CELL ||
                          op == Op::kDELETE_CELL || op == Op::kLOAD_NAME_OR_CELL;
    auto mark = [&](OperandKind kind, size_t i) {
      if (kind == OperandKind::kName && i < named.size()) (variable ? told : named)[i] = true;
    };
    mark(info.a, AOf(words[pc]));
    mark(info.b, BOf(words[pc]));
    mark(info.c, COf(words[pc]));
  }
  std::vector<Str*> names;
  for (size_t i = 0; i < block.names.size(); ++i) {
    if (named[i] || !told[i]) names.push_back(block.names[i]);
  }
  return NameTuple(t, names);
}
Value GetLocalCount(Thread*, Value* args, size_t, Value) {
  return Value::SmallInt(static_cast<int64_t>(Block(args).local_names.size()));
}

// --- co_flags: CPython's CO_ bits ---

struct FlagRow {
  uint32_t ours;
  int64_t bit;
};
constexpr FlagRow kFlagRows[] = {
    {kCodeVarArgs, 0x4},           {kCodeVarKeywords, 0x8},
    {kCodeNested, 0x10},           {kCodeGenerator, 0x20},
    {kCodeCoroutine, 0x80},        {kCodeIterableCoroutine, 0x100},
    {kCodeAsyncGenerator, 0x200},  {kCodeFutureOther, 0x400000},
    {kCodeFutureAnnotations, 0x1000000},
};
constexpr int64_t kOptimizedNewLocals = 0x3;

Value GetFlags(Thread*, Value* args, size_t, Value) {
  const uint32_t flags = Block(args).flags;
  int64_t bits = (flags & (kCodeModule | kCodeClassBody)) ? 0 : kOptimizedNewLocals;
  for (const FlagRow& row : kFlagRows) {
    if (flags & row.ours) bits |= row.bit;
  }
  return Value::SmallInt(bits);
}

Value GetConstants(Thread* t, Value* args, size_t, Value) {
  const CodeBlock& block = Block(args);
  // A function's docstring, or None without one, comes first as in CPython.
  const bool function = (block.flags & (kCodeModule | kCodeClassBody)) == 0;
  const int64_t extra = function ? 1 : 0;
  Tuple* tuple = NewTuple(t, static_cast<int64_t>(block.constants.size()) + extra);
  if (tuple == nullptr) return Value();
  if (function) tuple->items[0] = OrNone(t, block.doc);
  for (size_t i = 0; i < block.constants.size(); ++i) {
    tuple->items[static_cast<int64_t>(i) + extra] = OrNone(t, block.constants[i]);
  }
  return tuple;
}

std::vector<uint64_t> PlainWords(const CodeBlock& block) {
  std::vector<uint64_t> words = block.instructions;
  ClearInlineCaches(&words);
  return words;
}

std::string CodeBytes(const CodeBlock& block) {
  const std::vector<uint64_t> words = PlainWords(block);
  return std::string(reinterpret_cast<const char*>(words.data()), words.size() * kWordBytes);
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

// co_exceptiontable: start, size and target in code units, depth 0; the first byte of
// each entry has bit 7 set.
Value GetExceptionTable(Thread* t, Value* args, size_t, Value) {
  std::string out;
  for (const ExceptionEntry& entry : Block(args).exceptions) {
    bool first = true;
    const uint32_t numbers[4] = {entry.start, entry.end - entry.start, entry.target, 0};
    for (uint32_t n : numbers) {
      n *= kUnitsPerWord;
      std::string digits;
      for (int shift = 30; shift >= 0; shift -= 6) {
        const uint32_t digit = (n >> shift) & 0x3F;
        if (digits.empty() && digit == 0 && shift != 0) continue;
        digits.push_back(static_cast<char>(digit | (shift != 0 ? 0x40 : 0)));
      }
      if (first) digits[0] = static_cast<char>(digits[0] | 0x80);
      first = false;
      out += digits;
    }
  }
  return NewBytes(t, out);
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
      !SameNames(a.free_names, b.free_names) || PlainWords(a) != PlainWords(b) ||
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
  for (uint64_t word : PlainWords(block)) mix(word);
  mix(block.first_line);
  mix(block.arg_count);
  for (Str* name : block.local_names) mix(StrHash(name));
  return IntFromInt64(t, static_cast<int64_t>(h >> 2));
}

// --- replace ---

bool TextArgument(Thread* t, const char* name, Value v, Str** out) {
  if (v.is_null()) return true;
  if (!IsStr(v)) {
    Raise(t, Exc::kTypeError, "replace() argument '%s' must be str, not %s", name,
          TypeName(t, v));
    return false;
  }
  *out = v.as<Str>();
  return true;
}

// New names in place of as many old ones.
bool NamesArgument(Thread* t, const char* name, Value v, std::vector<Str*>* out) {
  if (v.is_null()) return true;
  if (!IsKind(v, Kind::kTuple)) {
    Raise(t, Exc::kTypeError, "replace() argument '%s' must be tuple, not %s", name,
          TypeName(t, v));
    return false;
  }
  auto* tuple = v.as<Tuple>();
  for (int64_t i = 0; i < tuple->length; ++i) {
    if (IsStr(tuple->items[i])) continue;
    Raise(t, Exc::kTypeError, "name tuples must contain only strings, not '%s'",
          TypeName(t, tuple->items[i]));
    return false;
  }
  if (static_cast<size_t>(tuple->length) != out->size()) {
    Raise(t, Exc::kValueError, "code: %s has a wrong number of names", name);
    return false;
  }
  for (int64_t i = 0; i < tuple->length; ++i) {
    Str* interned = InternStr(t, tuple->items[i].as<Str>());
    if (interned == nullptr) return false;
    (*out)[static_cast<size_t>(i)] = interned;
  }
  return true;
}

// A part that follows from the bytecode can only be replaced by what it is.
bool SameArgument(Thread* t, const char* name, Value v, Value now) {
  if (v.is_null()) return true;
  if (now.is_null()) return false;
  Value equal = Compare(t, CompareOp::kEq, v, now);
  if (equal.is_null()) return false;
  if (IsTrue(t, equal) == 1) return true;
  Raise(t, Exc::kValueError, "code: %s belongs to the bytecode of this code object", name);
  return false;
}

enum ReplaceArgument {
  kArgCount = 1, kPosOnly, kKwOnly, kLocals, kStackSize, kFlags, kFirstLine, kCode, kConstants,
  kNames, kVarNames, kFreeVars, kCellVars, kFilename, kName, kQualname, kLineTable,
  kExceptionTable,
};

bool NumberArgument(Thread* t, Value v, int64_t* out) {
  return v.is_null() || IndexAsInt64(t, v, out);
}

bool ReplaceConstants(Thread* t, Value v, CodeBlock* block) {
  if (v.is_null()) return true;
  if (!IsKind(v, Kind::kTuple)) {
    Raise(t, Exc::kTypeError, "replace() argument 'co_consts' must be tuple, not %s",
          TypeName(t, v));
    return false;
  }
  auto* tuple = v.as<Tuple>();
  const bool function = (block->flags & (kCodeModule | kCodeClassBody)) == 0;
  const size_t skip = function ? 1 : 0;
  if (static_cast<size_t>(tuple->length) < block->constants.size() + skip) {
    RaiseText(t, Exc::kValueError, "code: co_consts is too small");
    return false;
  }
  if (function) block->doc = IsStr(tuple->items[0]) ? tuple->items[0] : Value();
  for (size_t i = 0; i < block->constants.size(); ++i) {
    block->constants[i] = tuple->items[i + skip];
  }
  return true;
}

bool ReplaceLineTable(Thread* t, Value v, CodeBlock* block) {
  if (v.is_null()) return true;
  if (!IsBytes(v)) {
    Raise(t, Exc::kTypeError, "replace() argument 'co_linetable' must be bytes, not %s",
          TypeName(t, v));
    return false;
  }
  const absl::string_view table = BytesView(v.as<Bytes>());
  if (table == EncodeLineTable(*block)) return true;
  block->positions = DecodeLineTable(table, block->first_line, block->instructions.size());
  return true;
}

bool ReplaceFlags(Thread* t, Value v, CodeBlock* block) {
  int64_t bits = 0;
  if (v.is_null()) return true;
  if (!IndexAsInt64(t, v, &bits)) return false;
  // How a frame is laid out and run stays with the bytecode; what only marks a function may change.
  constexpr uint32_t kMarks = kCodeNested | kCodeIterableCoroutine | kCodeFutureOther |
                              kCodeFutureAnnotations;
  uint32_t flags = block->flags & ~kMarks;
  for (const FlagRow& row : kFlagRows) {
    if ((row.ours & kMarks) && (bits & row.bit)) flags |= row.ours;
    if (!(row.ours & kMarks) && ((bits & row.bit) != 0) != ((flags & row.ours) != 0)) {
      RaiseText(t, Exc::kValueError,
                "code: co_flags belongs to the bytecode of this code object");
      return false;
    }
  }
  block->flags = flags;
  return true;
}

Value Replace(Thread* t, Value* args, size_t, Value) {
  const CodeBlock& old = Block(args);
  std::unique_ptr<CodeBlock> block = CopyCodeBlock(t, old);
  Value self = args[0];
  if (!SameArgument(t, "co_argcount", args[kArgCount], Value::SmallInt(old.arg_count)) ||
      !SameArgument(t, "co_posonlyargcount", args[kPosOnly],
                    Value::SmallInt(old.positional_only)) ||
      !SameArgument(t, "co_kwonlyargcount", args[kKwOnly], Value::SmallInt(old.keyword_only)) ||
      !SameArgument(t, "co_nlocals", args[kLocals], GetLocalCount(t, &self, 1, Value())) ||
      !SameArgument(t, "co_code", args[kCode], GetCode(t, &self, 1, Value())) ||
      !SameArgument(t, "co_exceptiontable", args[kExceptionTable],
                    GetExceptionTable(t, &self, 1, Value())) ||
      !ReplaceFlags(t, args[kFlags], block.get()) ||
      !TextArgument(t, "co_name", args[kName], &block->name) ||
      !TextArgument(t, "co_qualname", args[kQualname], &block->qualname) ||
      !TextArgument(t, "co_filename", args[kFilename], &block->filename) ||
      !NamesArgument(t, "co_names", args[kNames], &block->names) ||
      !NamesArgument(t, "co_varnames", args[kVarNames], &block->local_names) ||
      !NamesArgument(t, "co_freevars", args[kFreeVars], &block->free_names) ||
      !NamesArgument(t, "co_cellvars", args[kCellVars], &block->cell_names) ||
      !ReplaceConstants(t, args[kConstants], block.get())) {
    return Value();
  }
  int64_t line = old.first_line, stack = old.register_count;
  if (!NumberArgument(t, args[kFirstLine], &line) ||
      !NumberArgument(t, args[kStackSize], &stack)) {
    return Value();
  }
  if (line != old.first_line) {
    const auto shift = static_cast<int32_t>(line - old.first_line);
    block->first_line = static_cast<int32_t>(line);
    for (PositionEntry& p : block->positions) {
      if (p.line <= 0) continue;
      p.line += shift;
      if (p.end_line > 0) p.end_line += shift;
    }
  }
  if (!ReplaceLineTable(t, args[kLineTable], block.get())) return Value();
  return NewCode(t, std::move(block));
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

// Bytecode comes from the compiler alone.
Value New(Thread* t, Value*, size_t, Value) {
  return RaiseText(t, Exc::kTypeError,
                   "code objects are made by compile(), or by replace() from another one");
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
    {"co_nlocals", GetLocalCount},
    {"co_flags", GetFlags, nullptr, nullptr, true},
    {"co_varnames", GetNames<&CodeBlock::local_names>},
    {"co_names", GetNamesOfCode, nullptr, nullptr, true},
    {"co_cellvars", GetNames<&CodeBlock::cell_names>},
    {"co_freevars", GetNames<&CodeBlock::free_names>},
    {"co_consts", GetConstants, nullptr, nullptr, true},
    {"co_code", GetCode},
    {"_co_code_adaptive", GetCode},
    {"co_linetable", GetLineTable, nullptr, nullptr, true},
    {"co_lnotab", GetLnotab},
    {"co_exceptiontable", GetExceptionTable, nullptr, nullptr, true},
};
constexpr NativeInfo kMethods[] = {
    {"__new__", New, nullptr, kAnything, "Create a code object.  Not for mere mortals."},
    {"__repr__", Repr, "($self, /)", kCollects, "Return repr(self)."},
    {"__eq__", Equals, "($self, value, /)", kAnything, "Return self==value."},
    {"__hash__", HashCode, "($self, /)", kCollects, "Return hash(self)."},
    {"co_lines", Lines, "($self, /)", kCollects | kRaises, nullptr},
    {"co_positions", Positions, "($self, /)", kCollects | kRaises, nullptr},
    {"replace", Replace,
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
  cls->construct = New;
  return AddGetSets(t, cls, kFields) && AddNatives(t, cls->dict, kMethods, cls);
}

}  // namespace pyjit
