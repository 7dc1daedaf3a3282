// Imports, through the hooks that stdlib fills.
#include "interp/frames.h"
#include "interp/ops.h"
#include "runtime/error.h"
#include "runtime/isolate.h"

namespace pyjit {
namespace {

Value NoImports(Thread* t) {
  return RaiseText(t, Exc::kImportError, "this interpreter has no import system");
}

Value ImportFor(Thread* t, Frame* frame, Str* name, Value fromlist, int level) {
  ImportNameFn import = t->isolate->import_name;
  if (import == nullptr) return NoImports(t);
  return import(t, name, fromlist, level, GlobalsOf(frame));
}

Value ImportAttribute(Thread* t, Value module, Str* name) {
  ImportFromFn import = t->isolate->import_from;
  return import == nullptr ? NoImports(t) : import(t, module, name);
}

bool ImportAll(Thread* t, Frame* frame, Value module) {
  ImportStarFn import = t->isolate->import_star;
  if (import == nullptr) return !NoImports(t).is_null();
  Value names = frame->extra;
  return import(t, module,
                IsKind(names, Kind::kDict) ? names.as<Dict>() : GlobalsOf(frame));
}

}  // namespace

PYJIT_OP_BODY(IMPORT_NAME) {
  SET_A_OR_RAISE(ImportFor(t, FRAME, BLOCK->names[BOf(w)],
                           COf(w) == kNoRegister ? t->none : REG_C, static_cast<int>(pc[1])),
                 2);
}

PYJIT_OP_BODY(IMPORT_FROM) { SET_A_OR_RAISE(ImportAttribute(t, REG_B, BLOCK->names[COf(w)]), 1); }

PYJIT_OP_BODY(IMPORT_STAR) {
  SAVE_PC();
  if (!ImportAll(t, FRAME, REG_A)) RAISE();
  NEXT(1);
}

}  // namespace pyjit
