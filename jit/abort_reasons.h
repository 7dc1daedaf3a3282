#ifndef JIT_ABORT_REASONS_H_
#define JIT_ABORT_REASONS_H_

#include <cstdint>

namespace pyjit::jit {

enum class Abort : uint8_t {
#define PYJIT_ABORT(name, sentence) k_##name,
#include "jit/abort_reasons.def"
#undef PYJIT_ABORT
  kCount,
};

inline const char* AbortName(Abort reason) {
  static constexpr const char* kNames[] = {
#define PYJIT_ABORT(name, sentence) #name,
#include "jit/abort_reasons.def"
#undef PYJIT_ABORT
  };
  return kNames[static_cast<int>(reason)];
}

inline const char* AbortSentence(Abort reason) {
  static constexpr const char* kSentences[] = {
#define PYJIT_ABORT(name, sentence) sentence,
#include "jit/abort_reasons.def"
#undef PYJIT_ABORT
  };
  return kSentences[static_cast<int>(reason)];
}

}  // namespace pyjit::jit

#endif  // JIT_ABORT_REASONS_H_
