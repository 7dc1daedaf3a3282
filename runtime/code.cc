#include "runtime/code.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "bytecode/instruction.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/types/dict.h"

namespace pyjit {

const PositionEntry* CodeBlock::PositionAt(uint32_t offset) const {
  size_t n = positions.size();
  const PositionEntry* entry = positions.data();
  if (n == 0 || offset < entry->offset) return nullptr;
  // Each traceback entry asks: halved without branches, which would be mispredicted.
  while (n > 1) {
    const size_t half = n / 2;
    const bool upper = __builtin_unpredictable(entry[half].offset <= offset);
    entry = upper ? entry + half : entry;
    n -= half;
  }
  return entry;
}

int CodeBlock::LineAt(uint32_t offset) const {
  const PositionEntry* entry = PositionAt(offset);
  return entry == nullptr ? first_line : entry->line;
}

void ClearInlineCaches(std::vector<uint64_t>* instructions) {
  std::vector<uint64_t>& words = *instructions;
  for (size_t i = 0; i < words.size();) {
    Op op = OpOf(words[i]);
    size_t n = static_cast<size_t>(WordsOf(op));
    switch (op) {
      case Op::kLOAD_GLOBAL:
      case Op::kSTORE_GLOBAL:
      case Op::kLOAD_ATTR:
      case Op::kSTORE_ATTR:
      case Op::kLOAD_METHOD:
        for (size_t k = 1; k < n; ++k) words[i + k] = 0;
        break;
      case Op::kLOOP:
      case Op::kENTER:
        words[i] &= 0xFFFFFFFFFFFF;  // the count of passes
        break;
      default: break;
    }
    i += n;
  }
}

std::vector<uint64_t> PristineInstructions(const CodeBlock& block) {
  std::vector<uint64_t> words = block.instructions;
  ClearInlineCaches(&words);
  return words;
}

Code* NewCode(Thread* t, std::unique_ptr<CodeBlock> block) {
  Object* object = AllocateRaw(t, t->isolate->shape_of(Kind::kCode), sizeof(Code));
  if (object == nullptr) return nullptr;
  auto* code = static_cast<Code*>(object);
  code->block = block.release();
  t->heap->RegisterNative(code);
  return code;
}

std::unique_ptr<CodeBlock> CopyCodeBlock(Thread* t, const CodeBlock& from) {
  auto block = std::make_unique<CodeBlock>(from);
  block->id = t->isolate->NewCodeId();
  block->globals = nullptr;
  for (MergePoint& point : block->merge_points) {
    uint32_t pc = point.pc;
    point = MergePoint();
    point.pc = pc;
  }
  ClearInlineCaches(&block->instructions);
  return block;
}

Value BuiltinsOfGlobals(Thread* t, Dict* globals) {
  Value found = globals == nullptr ? Value()
                                   : DictGetStr(globals, t->isolate->names.dunder_builtins);
  if (found.is_null()) return t->isolate->builtins();
  return IsKind(found, Kind::kModule) ? Value(found.as<Module>()->dict) : found;
}

Code* BindCodeToGlobals(Thread* t, Code* code, Dict* globals) {
  if (code->block->globals == globals) return code;
  if (code->block->globals != nullptr) {
    code = NewCode(t, CopyCodeBlock(t, *code->block));
    if (code == nullptr) return nullptr;
  }
  Value builtins = BuiltinsOfGlobals(t, globals);
  // Names are not looked up in this one then, but in the object: no plain dict is a namespace.
  if (!IsKind(builtins, Kind::kDict)) builtins = NewDict(t);
  if (builtins.is_null()) return nullptr;
  code->block->globals = globals;
  code->block->builtins = builtins.as<Dict>();
  WriteBarrier(t, code);
  return code;
}

}  // namespace pyjit
