#include "jit/orc/line_table.h"

#include "llvm/DebugInfo/DWARF/DWARFContext.h"
#include "llvm/DebugInfo/DWARF/DWARFDebugLine.h"
#include "llvm/Object/ELFObjectFile.h"

namespace pyjit::jit {

FunctionRange FindFunction(const llvm::object::ObjectFile& object,
                           const std::string& symbol) {
  for (const llvm::object::SymbolRef& candidate : object.symbols()) {
    // The file symbol has the module's name, which is the same.
    llvm::Expected<llvm::object::SymbolRef::Type> type = candidate.getType();
    if (!type) {
      llvm::consumeError(type.takeError());
      continue;
    }
    if (*type != llvm::object::SymbolRef::ST_Function) continue;
    llvm::Expected<llvm::StringRef> name = candidate.getName();
    if (!name) {
      llvm::consumeError(name.takeError());
      continue;
    }
    if (*name != symbol) continue;
    llvm::Expected<uint64_t> value = candidate.getValue();
    if (!value) {
      llvm::consumeError(value.takeError());
      continue;
    }
    return {*value, llvm::object::ELFSymbolRef(candidate).getSize()};
  }
  return {};
}

std::vector<PcPosition> ReadPositions(const llvm::object::ObjectFile& object,
                                      const FunctionRange& range) {
  std::vector<PcPosition> positions;
  std::unique_ptr<llvm::DWARFContext> dwarf = llvm::DWARFContext::create(object);
  for (const auto& unit : dwarf->compile_units()) {
    const llvm::DWARFDebugLine::LineTable* table =
        dwarf->getLineTableForUnit(unit.get());
    if (table == nullptr) continue;
    for (const llvm::DWARFDebugLine::Row& row : table->Rows) {
      const uint64_t address = row.Address.Address;
      if (row.EndSequence || address < range.offset ||
          address >= range.offset + range.size) {
        continue;
      }
      positions.push_back({static_cast<uint32_t>(address - range.offset),
                           row.Line});
    }
  }
  // Of several rows at one offset the last one counts; equal neighbours merge.
  std::vector<PcPosition> result;
  for (const PcPosition& position : positions) {
    if (!result.empty() && result.back().offset == position.offset) {
      result.back().position = position.position;
    } else if (result.empty() || result.back().position != position.position) {
      result.push_back(position);
    }
  }
  return result;
}

}  // namespace pyjit::jit
