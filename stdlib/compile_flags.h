#ifndef STDLIB_COMPILE_FLAGS_H_
#define STDLIB_COMPILE_FLAGS_H_

#include <cstdint>

namespace pyjit {

// compile()'s flags, with CPython's bits: what __future__ features turn on in code
// objects and PyCF_ for the compiler alone.
inline constexpr int64_t kPyCfDontImplyDedent = 0x200;
inline constexpr int64_t kPyCfOnlyAst = 0x400;
inline constexpr int64_t kPyCfTypeComments = 0x1000;
inline constexpr int64_t kPyCfAllowTopLevelAwait = 0x2000;
inline constexpr int64_t kPyCfAllowIncomplete = 0x4000;
inline constexpr int64_t kFutureAnnotations = 0x1000000;
// division, absolute_import, ..., generator_stop, annotations.
inline constexpr int64_t kFutureMask = 0x1FE0000;
inline constexpr int64_t kCompileMask = kFutureMask | kPyCfDontImplyDedent | kPyCfOnlyAst |
                                        kPyCfTypeComments | kPyCfAllowTopLevelAwait |
                                        kPyCfAllowIncomplete | 0x10;

}  // namespace pyjit

#endif  // STDLIB_COMPILE_FLAGS_H_
