#include "runtime/code_version.h"

namespace pyjit {
namespace {

// FNV-1a over the names and sizes of the opcodes.
constexpr uint32_t HashOpcodes() {
  uint32_t hash = 2166136261u;
  auto add = [&](const char* text, int words) {
    for (; *text != '\0'; ++text) hash = (hash ^ static_cast<uint8_t>(*text)) * 16777619u;
    hash = (hash ^ static_cast<uint32_t>(words)) * 16777619u;
  };
#define PYJIT_OP(name, words, a, b, c, flags, doc) add(#name, words);
#include "bytecode/opcodes.def"
#undef PYJIT_OP
  return hash;
}

}  // namespace

uint32_t OpcodesVersion() {
  static constexpr uint32_t kVersion = HashOpcodes();
  return kVersion;
}

}  // namespace pyjit
