#ifndef STDLIB_BUILTINS_H_
#define STDLIB_BUILTINS_H_

#include "absl/types/span.h"
#include "runtime/native.h"

// The builtin functions by family: each file's table. builtins_module.cc puts
// them and the builtin classes together.

namespace pyjit {

absl::Span<const NativeInfo> BuiltinsIo();      // print, input, open
absl::Span<const NativeInfo> BuiltinsMath();    // abs, divmod, pow, round, sum, min, max
absl::Span<const NativeInfo> BuiltinsIter();    // len, iter, next, sorted, any, all
absl::Span<const NativeInfo> BuiltinsObject();  // getattr, isinstance, id, dir, ...
absl::Span<const NativeInfo> BuiltinsText();    // repr, format, chr, ord, hex, ...
absl::Span<const NativeInfo> BuiltinsClass();   // __build_class__
absl::Span<const NativeInfo> BuiltinsCode();    // compile, eval, exec, globals, locals, __import__

}  // namespace pyjit

#endif  // STDLIB_BUILTINS_H_
