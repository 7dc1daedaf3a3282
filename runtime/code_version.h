#ifndef RUNTIME_CODE_VERSION_H_
#define RUNTIME_CODE_VERSION_H_

#include <cstdint>

namespace pyjit {

// Differs between builds whose opcodes differ.
uint32_t OpcodesVersion();

}  // namespace pyjit

#endif  // RUNTIME_CODE_VERSION_H_
