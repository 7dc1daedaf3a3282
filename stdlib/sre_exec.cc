// Which engine runs.
#include "runtime/error.h"
#include "stdlib/sre.h"

namespace pyjit {

int SreExecExact(Thread* t, SrePattern* pattern, const SreText& text,
                 const SreRequest& request, int64_t* marks, int64_t* last_index) {
  SreCompiled* compiled = pattern->compiled;
  if (!compiled->has_program) {
    compiled->program = SreMakeProgram(&compiled->tree);
    compiled->has_program = true;
    const auto bytes =
        static_cast<int64_t>(compiled->program.insts.size() * sizeof(SreInst));
    if (!t->heap->ChargeExternal(bytes)) {
      RaiseMemoryError(t);
      return -1;
    }
    compiled->charged += bytes;
  }
  return SreRunProgram(t, compiled->tree, compiled->program, text, request, marks,
                       last_index);
}

int SreExec(Thread* t, SrePattern* pattern, const SreText& text, const SreRequest& request,
            SreMarks* marks, int64_t* last_index) {
  if (request.start > request.end) return 0;
  marks->resize(2 * static_cast<size_t>(pattern->groups + 1));
  return SreExecExact(t, pattern, text, request, marks->data(), last_index);
}

}  // namespace pyjit
