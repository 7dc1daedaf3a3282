#include "runtime/code_construct.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "bytecode/instruction.h"
#include "runtime/attributes.h"
#include "runtime/class.h"
#include "runtime/code_line_table.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/types/bytes.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {

// --- Changes to a copy of a code object ---

namespace {

// The arguments of CodeType, in order.
enum Field {
  kArgCount, kPosOnly, kKwOnly, kLocals, kStackSize, kFlags, kCode, kConstants, kNames,
  kVarNames, kFilename, kName, kQualname, kFirstLine, kLineTable, kExceptionTable, kFreeVars,
  kCellVars, kFieldCount,
};
constexpr int kRequired = kFreeVars;

enum class FieldType : uint8_t { kInt, kBytes, kTuple, kStr };
struct FieldRow {
  const char* name;
  FieldType type;
};
constexpr FieldRow kFieldRows[kFieldCount] = {
    {"co_argcount", FieldType::kInt},       {"co_posonlyargcount", FieldType::kInt},
    {"co_kwonlyargcount", FieldType::kInt}, {"co_nlocals", FieldType::kInt},
    {"co_stacksize", FieldType::kInt},      {"co_flags", FieldType::kInt},
    {"co_code", FieldType::kBytes},         {"co_consts", FieldType::kTuple},
    {"co_names", FieldType::kTuple},        {"co_varnames", FieldType::kTuple},
    {"co_filename", FieldType::kStr},       {"co_name", FieldType::kStr},
    {"co_qualname", FieldType::kStr},       {"co_firstlineno", FieldType::kInt},
    {"co_linetable", FieldType::kBytes},    {"co_exceptiontable", FieldType::kBytes},
    {"co_freevars", FieldType::kTuple},     {"co_cellvars", FieldType::kTuple},
};
// Where the parameters of replace() put them.
constexpr Field kReplaceOrder[kFieldCount] = {
    kArgCount, kPosOnly,  kKwOnly,   kLocals,   kStackSize, kFlags, kFirstLine, kCode,     kConstants,
    kNames,    kVarNames, kFreeVars, kCellVars, kFilename,  kName,  kQualname,  kLineTable,
    kExceptionTable,
};

bool Refuse(Thread* t, const std::string& why) {
  Raise(t, Exc::kValueError, "%s", why);
  return false;
}

// The argument has its type; numbers are read into *number. `place` names it in messages.
bool CheckType(Thread* t, Field field, Value v, const std::string& place, int64_t* number) {
  const char* wanted = nullptr;
  switch (kFieldRows[field].type) {
    case FieldType::kInt: return IndexAsInt64(t, v, number);
    case FieldType::kBytes: wanted = IsBytes(v) ? nullptr : "bytes"; break;
    case FieldType::kTuple: wanted = IsKind(v, Kind::kTuple) ? nullptr : "tuple"; break;
    case FieldType::kStr: wanted = IsStr(v) ? nullptr : "str"; break;
  }
  if (wanted == nullptr) return true;
  Raise(t, Exc::kTypeError, "%s must be %s, not %s", place, wanted, ClassNameOf(t, v));
  return false;
}

// A number that follows from the bytecode.
bool SameNumber(Thread* t, const char* name, const int64_t* given, int64_t wanted) {
  if (given == nullptr || *given == wanted) return true;
  if (*given < 0) return Refuse(t, absl::StrCat("code: ", name + 3, " must not be negative"));
  return Refuse(t, absl::StrCat("code: ", name, " does not fit the bytecode"));
}

bool CheckNames(Thread* t, Value v) {
  auto* tuple = v.as<Tuple>();
  for (int64_t i = 0; i < tuple->length; ++i) {
    if (IsStr(tuple->items[i])) continue;
    Raise(t, Exc::kTypeError, "name tuples must contain only strings, not '%s'",
          ClassNameOf(t, tuple->items[i]));
    return false;
  }
  return true;
}

// New names in place of those of `out` that `which` lists.
bool SetNames(Thread* t, const char* name, Value v, const std::vector<size_t>& which,
              std::vector<Str*>* out) {
  if (!CheckNames(t, v)) return false;
  auto* tuple = v.as<Tuple>();
  const auto given = static_cast<size_t>(tuple->length);
  if (given != which.size()) {
    return Refuse(t, absl::StrCat("code: ", name,
                                  given < which.size() ? " is too small" : " is too large"));
  }
  for (size_t i = 0; i < given; ++i) {
    Str* interned = InternStr(t, tuple->items[i].as<Str>());
    if (interned == nullptr) return false;
    (*out)[which[i]] = interned;
  }
  return true;
}

std::vector<size_t> All(const std::vector<Str*>& names) {
  std::vector<size_t> all(names.size());
  for (size_t i = 0; i < all.size(); ++i) all[i] = i;
  return all;
}

// --- Constants: instructions count on what some of them are ---

struct ConstantUses {
  std::vector<bool> keywords;   // names of the arguments of a call
  bool builds_strings = false;  // from parts that are str
  bool matches = false;         // with tuples of keys and attribute names
};

ConstantUses UsesOf(const CodeBlock& block) {
  ConstantUses uses;
  uses.keywords.resize(block.constants.size());
  const std::vector<uint64_t>& words = block.instructions;
  for (size_t pc = 0; pc < words.size(); pc += static_cast<size_t>(WordsOf(OpOf(words[pc])))) {
    switch (OpOf(words[pc])) {
      case Op::kCALL_KW:
      case Op::kCALL_METHOD_KW: uses.keywords[words[pc + 1]] = true; break;
      case Op::kBUILD_STRING: uses.builds_strings = true; break;
      case Op::kMATCH_KEYS:
      case Op::kMATCH_REST:
      case Op::kMATCH_CLASS: uses.matches = true; break;
      default: break;
    }
  }
  return uses;
}

bool SameClasses(Thread* t, const Tuple* a, const Tuple* b) {
  if (a->length != b->length) return false;
  for (int64_t i = 0; i < a->length; ++i) {
    if (ClassOf(t, a->items[i]) != ClassOf(t, b->items[i])) return false;
  }
  return true;
}

bool MayReplace(Thread* t, const ConstantUses& uses, size_t i, Value old, Value now) {
  if (old.is_null()) return false;
  if (IsKind(old, Kind::kCode)) {
    if (!IsKind(now, Kind::kCode)) return false;
    constexpr uint32_t kKinds = kCodeModule | kCodeClassBody;
    const CodeBlock &a = *old.as<Code>()->block, &b = *now.as<Code>()->block;
    return a.free_names.size() == b.free_names.size() && (a.flags & kKinds) == (b.flags & kKinds);
  }
  if (IsKind(old, Kind::kTuple) && (uses.keywords[i] || uses.matches)) {
    return IsKind(now, Kind::kTuple) && SameClasses(t, old.as<Tuple>(), now.as<Tuple>());
  }
  return !uses.builds_strings || !IsStr(old) || IsStr(now);
}

bool SetConstants(Thread* t, Value v, CodeBlock* block) {
  auto* tuple = v.as<Tuple>();
  // A function's docstring, or None without one, comes first.
  const bool function = IsFunctionCode(*block);
  const size_t skip = function ? 1 : 0;
  const std::vector<size_t> shown = ShownConstants(t, *block);
  if (static_cast<size_t>(tuple->length) < shown.size() + skip) {
    return Refuse(t, "code: co_consts is too small");
  }
  const ConstantUses uses = UsesOf(*block);
  for (size_t i = 0; i < shown.size(); ++i) {
    const Value old = block->constants[shown[i]], now = tuple->items[i + skip];
    const bool same = old == now || (old.is_null() && now == t->isolate->none());
    if (same) continue;
    if (!MayReplace(t, uses, shown[i], old, now)) {
      return Refuse(t, "code: co_consts does not fit the bytecode");
    }
    block->constants[shown[i]] = now;
  }
  if (function) block->doc = IsStr(tuple->items[0]) ? tuple->items[0] : Value();
  return true;
}

bool SetFlags(Thread* t, int64_t bits, CodeBlock* block) {
  // How a frame is laid out and run stays with the bytecode; what only marks a function may change.
  constexpr uint32_t kMarks = kCodeNested | kCodeIterableCoroutine | kCodeFutureOther |
                              kCodeFutureAnnotations;
  uint32_t flags = block->flags & ~kMarks;
  for (const CodeFlagRow& row : kCodeFlagRows) {
    if ((row.ours & kMarks) && (bits & row.bit)) flags |= row.ours;
    if (!(row.ours & kMarks) && ((bits & row.bit) != 0) != ((flags & row.ours) != 0)) {
      return Refuse(t, "code: co_flags does not fit the bytecode");
    }
  }
  block->flags = flags;
  return true;
}

void SetFirstLine(int64_t line, CodeBlock* block) {
  const auto shift = static_cast<int32_t>(line - block->first_line);
  if (shift == 0) return;
  block->first_line = static_cast<int32_t>(line);
  for (PositionEntry& p : block->positions) {
    if (p.line <= 0) continue;
    p.line += shift;
    if (p.end_line > 0) p.end_line += shift;
  }
}

bool SetExceptionTable(Thread* t, Value v, CodeBlock* block) {
  const absl::string_view table = BytesView(v.as<Bytes>());
  if (table == ExceptionTableBytes(*block)) return true;
  // Without handlers everything leaves the frame.
  if (!table.empty()) return Refuse(t, "code: co_exceptiontable does not fit the bytecode");
  block->exceptions.clear();
  return true;
}

// Changes the copy `block`; null fields stay as they are.
bool Apply(Thread* t, const Value* fields, const int64_t* numbers, CodeBlock* block) {
  auto number = [&](Field f) { return fields[f].is_null() ? nullptr : numbers + f; };
  if (!SameNumber(t, "co_argcount", number(kArgCount), block->arg_count) ||
      !SameNumber(t, "co_posonlyargcount", number(kPosOnly), block->positional_only) ||
      !SameNumber(t, "co_kwonlyargcount", number(kKwOnly), block->keyword_only)) {
    return false;
  }
  const auto locals = static_cast<int64_t>(block->local_names.size());
  if (number(kLocals) != nullptr && numbers[kLocals] != locals) {
    return Refuse(t, numbers[kLocals] < 0 ? "code: nlocals must not be negative"
                                          : "code: co_nlocals != len(co_varnames)");
  }
  if (number(kFlags) != nullptr && !SetFlags(t, numbers[kFlags], block)) return false;
  struct NamesRow {
    Field field;
    std::vector<Str*> CodeBlock::*names;
  };
  constexpr NamesRow kNamesRows[] = {{kVarNames, &CodeBlock::local_names},
                                     {kFreeVars, &CodeBlock::free_names},
                                     {kCellVars, &CodeBlock::cell_names}};
  for (const NamesRow& row : kNamesRows) {
    std::vector<Str*>* names = &(block->*row.names);
    if (!fields[row.field].is_null() &&
        !SetNames(t, kFieldRows[row.field].name, fields[row.field],
                  row.field == kCellVars ? ShownCells(*block) : All(*names), names)) {
      return false;
    }
  }
  if (!fields[kNames].is_null() &&
      !SetNames(t, "co_names", fields[kNames], ShownNames(*block), &block->names)) {
    return false;
  }
  if (!fields[kConstants].is_null() && !SetConstants(t, fields[kConstants], block)) return false;
  if (!fields[kFilename].is_null()) block->filename = fields[kFilename].as<Str>();
  if (!fields[kName].is_null()) block->name = fields[kName].as<Str>();
  if (!fields[kQualname].is_null()) block->qualname = fields[kQualname].as<Str>();
  if (!fields[kExceptionTable].is_null() &&
      !SetExceptionTable(t, fields[kExceptionTable], block)) {
    return false;
  }
  if (number(kFirstLine) != nullptr) SetFirstLine(numbers[kFirstLine], block);
  if (!fields[kLineTable].is_null()) {
    const absl::string_view table = BytesView(fields[kLineTable].as<Bytes>());
    if (table != EncodeLineTable(*block)) {
      block->positions = DecodeLineTable(table, block->first_line, block->instructions.size());
    }
  }
  return true;
}

// --- Whose bytecode it is ---

// A live code object with this co_code and as many names of each kind as the fields have;
// null if there is none.
Code* FindTemplate(Thread* t, const Value* fields) {
  const absl::string_view bytes = BytesView(fields[kCode].as<Bytes>());
  auto length = [&](Field f) {
    return fields[f].is_null() ? size_t{0}
                               : static_cast<size_t>(fields[f].as<Tuple>()->length);
  };
  Code* found = nullptr;
  t->heap->ForEachObject([&](Object* object) {
    if (found != nullptr || object->kind() != Kind::kCode) return;
    const CodeBlock* block = static_cast<Code*>(object)->block;
    if (block == nullptr || block->instructions.size() * kWordBytes != bytes.size() ||
        block->local_names.size() != length(kVarNames) ||
        block->free_names.size() != length(kFreeVars) ||
        block->cell_names.size() != length(kCellVars) || CodeBytes(*block) != bytes) {
      return;
    }
    found = static_cast<Code*>(object);
  });
  return found;
}

Value Make(Thread* t, Code* from, const Value* fields, const int64_t* numbers) {
  std::unique_ptr<CodeBlock> block = CopyCodeBlock(t, *from->block);
  if (!Apply(t, fields, numbers, block.get())) return Value();
  return NewCode(t, std::move(block));
}

}  // namespace

Value NewCodeObject(Thread* t, Value* args, size_t nargs, Value kwnames) {
  const size_t keywords =
      kwnames.is_null() ? 0 : static_cast<size_t>(kwnames.as<Tuple>()->length);
  if (keywords != 0) return RaiseText(t, Exc::kTypeError, "code() takes no keyword arguments");
  const size_t given = nargs - 1;
  if (given < kRequired || given > kFieldCount) {
    return Raise(t, Exc::kTypeError, "code expected at %s %d arguments, got %d",
                 given < kRequired ? "least" : "most",
                 given < kRequired ? kRequired : static_cast<int>(kFieldCount), given);
  }
  Value fields[kFieldCount];
  int64_t numbers[kFieldCount] = {};
  for (size_t i = 0; i < given; ++i) {
    fields[i] = args[i + 1];
    if (!CheckType(t, static_cast<Field>(i), fields[i],
                   absl::StrCat("code() argument ", i + 1), &numbers[i])) {
      return Value();
    }
  }
  for (Field field : {kNames, kVarNames, kFreeVars, kCellVars}) {
    if (!fields[field].is_null() && !CheckNames(t, fields[field])) return Value();
  }
  for (Field field : {kArgCount, kPosOnly, kKwOnly, kLocals, kStackSize}) {
    if (numbers[field] < 0) {
      return Raise(t, Exc::kValueError, "code: %s must not be negative",
                   kFieldRows[field].name + 3);
    }
  }
  if (numbers[kLocals] != fields[kVarNames].as<Tuple>()->length) {
    return RaiseText(t, Exc::kValueError, "code: co_nlocals != len(co_varnames)");
  }
  Code* from = FindTemplate(t, fields);
  if (from == nullptr) {
    return RaiseText(t, Exc::kValueError,
                     "code: co_code is not the bytecode of a code object with such names");
  }
  return Make(t, from, fields, numbers);
}

Value ReplaceCodeObject(Thread* t, Value* args, size_t, Value) {
  auto* self = args[0].as<Code>();
  Value fields[kFieldCount];
  int64_t numbers[kFieldCount] = {};
  for (size_t i = 0; i < kFieldCount; ++i) {
    const Field field = kReplaceOrder[i];
    fields[field] = args[i + 1];
    if (fields[field].is_null()) continue;
    if (!CheckType(t, field, fields[field],
                   absl::StrCat("replace() argument '", kFieldRows[field].name, "'"),
                   &numbers[field])) {
      return Value();
    }
    if (kFieldRows[field].type == FieldType::kInt && numbers[field] < 0) {
      return Raise(t, Exc::kValueError, "%s must be a positive integer", kFieldRows[field].name);
    }
  }
  Code* from = self;
  if (!fields[kCode].is_null() &&
      BytesView(fields[kCode].as<Bytes>()) != CodeBytes(*self->block)) {
    // The rest is that of this one, as far as it fits.
    constexpr const char* kOthers[] = {"co_varnames", "co_freevars", "co_cellvars", "co_consts",
                                       "co_names",    "co_filename", "co_name",     "co_qualname"};
    constexpr Field kOtherFields[] = {kVarNames, kFreeVars, kCellVars, kConstants,
                                      kNames,    kFilename, kName,     kQualname};
    for (size_t i = 0; i < std::size(kOthers); ++i) {
      if (!fields[kOtherFields[i]].is_null()) continue;
      Str* name = Intern(t, kOthers[i]);
      if (name == nullptr) return Value();
      fields[kOtherFields[i]] = GetAttr(t, self, name);
      if (fields[kOtherFields[i]].is_null()) return Value();
    }
    from = FindTemplate(t, fields);
    if (from == nullptr) {
      return RaiseText(t, Exc::kValueError,
                       "code: co_code is not the bytecode of a code object with such names");
    }
  }
  return Make(t, from, fields, numbers);
}

}  // namespace pyjit
