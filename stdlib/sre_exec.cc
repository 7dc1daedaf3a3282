// Which engine runs.
#include "runtime/error.h"
#include "stdlib/sre.h"

namespace pyjit {

namespace {

bool Charge(Thread* t, SreCompiled* compiled, int64_t bytes) {
  if (bytes == 0) return true;
  if (!t->heap->ChargeExternal(bytes)) {
    RaiseMemoryError(t);
    return false;
  }
  compiled->charged += bytes;
  return true;
}

int64_t LastIndex(const SreCompiled& compiled, const SreMarks& marks) {
  if (compiled.tree.groups == 0) return -1;
  if (compiled.closing_order.empty()) return kLastIndexUnknown;
  for (auto group = compiled.closing_order.rbegin();
       group != compiled.closing_order.rend(); ++group) {
    if (marks[2 * *group] >= 0) return *group;
  }
  return -1;
}

}  // namespace

int SreExecExact(Thread* t, SrePattern* pattern, const SreText& text,
                 const SreRequest& request, int64_t* marks,
                 int64_t* last_index) {
  SreCompiled* compiled = pattern->compiled;
  if (!compiled->has_program) {
    compiled->program = SreMakeProgram(&compiled->tree);
    compiled->has_program = true;
    if (!Charge(t, compiled,
                static_cast<int64_t>(compiled->program.insts.size() *
                                     sizeof(SreInst)))) {
      return -1;
    }
  }
  return SreRunProgram(t, compiled->tree, compiled->program, text, request,
                       marks, last_index);
}

int SreExec(Thread* t, SrePattern* pattern, const SreText& text,
            const SreRequest& request, SreMarks* marks, int64_t* last_index) {
  if (request.start > request.end) return 0;
  marks->resize(2 * static_cast<size_t>(pattern->groups + 1));
  SreCompiled* compiled = pattern->compiled;
  if (SrePcreShared* shared = SreStateOf(t)->pcre.get(); shared != nullptr) {
    int64_t bytes = 0;
    SrePcreResult result = compiled->pcre.Run(t, shared, compiled->tree, text,
                                              request, marks->data(), &bytes);
    if (!Charge(t, compiled, bytes)) return -1;
    if (result == SrePcreResult::kMatched)
      *last_index = LastIndex(*compiled, *marks);
    if (result != SrePcreResult::kUnable)
      return result == SrePcreResult::kMatched ? 1 : 0;
  }
  return SreExecExact(t, pattern, text, request, marks->data(), last_index);
}

}  // namespace pyjit
