#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "frontend/compiler/code_unit.h"
#include "runtime/code.h"
#include "runtime/objects.h"

namespace pyjit::compiler {
namespace {

std::string RegName(const CodeUnit& unit, int r) {
  if (r == kNoRegister) return "-";
  if (r < unit.local_count) return unit.local_names[r];
  int i = r - unit.first_cell;
  const int cells = static_cast<int>(unit.cell_names.size());
  if (i >= 0 && i < cells) return absl::StrCat("&", unit.cell_names[i]);
  i -= cells;
  if (i >= 0 && i < static_cast<int>(unit.free_names.size())) {
    return absl::StrCat("&", unit.free_names[i]);
  }
  i = r - unit.first_pinned;
  const int pinned = static_cast<int>(unit.pinned_constants.size());
  if (i < pinned) {
    return absl::StrCat("=", ConstText(*unit.constants[unit.pinned_constants[i]]));
  }
  return absl::StrCat("t", i - pinned);
}

bool IsSlotOperand(Op op) { return op == Op::kLOAD_SPECIAL; }

void AppendOperand(const CodeUnit& unit, Op op, OperandKind kind, uint16_t value,
                   std::string* out) {
  switch (kind) {
    case OperandKind::kNone:
    case OperandKind::kJump:
    case OperandKind::kJump32:
      return;
    case OperandKind::kConst:
      absl::StrAppend(out, " ", ConstText(*unit.constants[value]));
      return;
    case OperandKind::kName:
      absl::StrAppend(out, " .", unit.names[value]);
      return;
    case OperandKind::kImm:
      absl::StrAppend(out, " ", static_cast<int16_t>(value));
      return;
    case OperandKind::kCount:
      if (IsSlotOperand(op)) {
        absl::StrAppend(out, value == static_cast<int>(Slot::kEnter)
                                 ? " __enter__"
                                 : " __exit__");
      } else {
        absl::StrAppend(out, " #", value);
      }
      return;
    case OperandKind::kMerge:
      absl::StrAppend(out, " m", value);
      return;
    default:
      absl::StrAppend(out, " ", RegName(unit, value));
      return;
  }
}

void AppendInstruction(const CodeUnit& unit, size_t pc, std::string* out) {
  const Word w = unit.instructions[pc];
  const Op op = OpOf(w);
  const OpInfo& info = InfoOf(op);
  std::string line = absl::StrFormat("%4d  %s", pc, info.name);
  const int x = XOf(w);
  if (x != 0 && op == Op::kFORMAT) {
    absl::StrAppend(&line, "!", std::string(1, static_cast<char>(x)));
  } else if (x != 0 && !(info.flags & kOpSense)) {
    absl::StrAppend(&line, (info.flags & kOpInplace) ? "=" : absl::StrCat("/", x));
  } else if (info.flags & kOpSense) {
    absl::StrAppend(&line, x ? "/T" : "/F");
  }
  AppendOperand(unit, op, info.a, AOf(w), &line);
  // Runs of no registers have no first one.
  if (info.b != OperandKind::kUseRun || COf(w) > 0 ||
      info.c != OperandKind::kCount) {
    AppendOperand(unit, op, info.b, BOf(w), &line);
  }
  if (op != Op::kMAKE_FUNCTION || x != 0) {
    AppendOperand(unit, op, info.c, COf(w), &line);
  }
  const Word next = info.words > 1 ? unit.instructions[pc + 1] : 0;
  if (op == Op::kCALL_KW || op == Op::kCALL_METHOD_KW) {
    absl::StrAppend(&line, " ", ConstText(*unit.constants[next]));
  } else if (op == Op::kIMPORT_NAME || op == Op::kUNPACK_EX) {
    absl::StrAppend(&line, " #", next);
  }
  const int64_t target = JumpTarget(w, next, static_cast<int64_t>(pc));
  if (target >= 0) absl::StrAppend(&line, " -> ", target);
  absl::StrAppend(out, line, "\n");
}

void AppendHeader(const CodeUnit& unit, std::string* out) {
  absl::StrAppend(out, "code ", unit.qualname, " line ", unit.first_line);
  absl::StrAppend(out, " registers ", unit.register_count);
  if (unit.arg_count + unit.keyword_only > 0) {
    absl::StrAppend(out, " args ", unit.arg_count);
  }
  if (unit.positional_only > 0) {
    absl::StrAppend(out, " posonly ", unit.positional_only);
  }
  if (unit.keyword_only > 0) absl::StrAppend(out, " kwonly ", unit.keyword_only);
  struct Flag {
    uint32_t bit;
    const char* name;
  };
  static constexpr Flag kFlags[] = {
      {kCodeVarArgs, "varargs"},       {kCodeVarKeywords, "varkeywords"},
      {kCodeClassBody, "classbody"},   {kCodeModule, "module"},
      {kCodeReadsLocals, "readslocals"}, {kCodeNested, "nested"}};
  for (const Flag& flag : kFlags) {
    if (unit.flags & flag.bit) absl::StrAppend(out, " ", flag.name);
  }
  if (unit.attribute_hint > 0) {
    absl::StrAppend(out, " attributes ", unit.attribute_hint);
  }
  absl::StrAppend(out, "\n");
  auto names = [&](const char* what, const std::vector<std::string>& list) {
    if (list.empty()) return;
    absl::StrAppend(out, "  ", what, " ", absl::StrJoin(list, " "), "\n");
  };
  names("locals", unit.local_names);
  names("cells", unit.cell_names);
  names("free", unit.free_names);
}

void Dump(const CodeUnit& unit, std::string* out) {
  AppendHeader(unit, out);
  for (size_t pc = 0; pc < unit.instructions.size();) {
    AppendInstruction(unit, pc, out);
    pc += WordsOf(OpOf(unit.instructions[pc]));
  }
  for (const UnitException& e : unit.exceptions) {
    absl::StrAppend(out, "  except ", e.start, "..", e.end, " -> ", e.target,
                    " ", RegName(unit, e.exc_reg), "\n");
  }
  for (const Const* c : unit.constants) {
    if (c->kind == ConstKind::kCode) {
      absl::StrAppend(out, "\n");
      Dump(*c->code, out);
    }
  }
}

}  // namespace

std::string DumpUnit(const CodeUnit& unit) {
  std::string out;
  Dump(unit, &out);
  return out;
}

}  // namespace pyjit::compiler
