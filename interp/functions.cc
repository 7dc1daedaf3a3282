#include "interp/functions.h"

#include "interp/frames.h"
#include "interp/names.h"
#include "runtime/error.h"
#include "runtime/function.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"

namespace pyjit {
Value MakeFunction(Thread* t, Frame* frame, Code* code, int which, Value* parts) {
  Value defaults = (which & 1) ? *parts++ : Value();
  Value kw_defaults = (which & 2) ? *parts++ : Value();
  Value annotations = (which & 4) ? *parts++ : Value();
  Value closure = (which & 8) ? *parts++ : Value();
  Dict* globals = GlobalsOf(frame);
  Function* function = NewFunction(t, code, globals, defaults, kw_defaults, closure);
  if (function == nullptr) return Value();
  if (!annotations.is_null()) StoreField(t, function, &function->annotations, annotations);
  return function;
}

bool SetUpAnnotations(Thread* t, Frame* frame) {
  Str* name = t->isolate->names.dunder_annotations;
  const bool own = (frame->code->block->flags & kCodeClassBody) != 0 && !frame->extra.is_null();
  Value names = own ? frame->extra : Value(GlobalsOf(frame));
  Value there = LookupInNamespace(t, names, name);
  if (!there.is_null()) return true;
  if (!t->exception.is_null()) return false;
  Dict* annotations = NewDict(t);
  return annotations != nullptr && StoreInNamespace(t, names, name, annotations);
}

bool DisplayResult(Thread* t, Value v) {
  bool error = false;
  Value sys = DictGet(t, t->isolate->modules(), t->isolate->names.sys, &error);
  if (error) return false;
  Str* name = t->isolate->names.displayhook;
  Value hook = sys.is_null() ? Value() : GetAttrOrNull(t, sys, name);
  if (hook.is_null()) {
    if (t->exception.is_null()) RaiseText(t, Exc::kRuntimeError, "lost sys.displayhook");
    return false;
  }
  return !Call(t, hook, &v, 1, Value()).is_null();
}

}  // namespace pyjit
