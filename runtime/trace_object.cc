#include "runtime/trace_object.h"

#include "runtime/code.h"
#include "runtime/objects.h"
#include "runtime/watchpoint.h"

namespace pyjit {

namespace {

void FreeWatchpoint(Watchpoint** watchpoint, bool teardown, const char* reason) {
  if (*watchpoint == nullptr) return;
  if (!teardown) (*watchpoint)->Fire(reason);
  delete *watchpoint;
  *watchpoint = nullptr;
}

}  // namespace

void FinalizeNative(Object* object, bool teardown) {
  switch (object->kind()) {
    case Kind::kCode: {
      auto* code = static_cast<Code*>(object);
      delete code->block;
      code->block = nullptr;
      break;
    }
    case Kind::kFunction:
      FreeWatchpoint(&static_cast<Function*>(object)->watchpoint, teardown,
                     "function died");
      break;
    case Kind::kCell:
      FreeWatchpoint(&static_cast<Cell*>(object)->watchpoint, teardown, "cell died");
      break;
    case Kind::kClass:
      FreeWatchpoint(&static_cast<Class*>(object)->watchpoint, teardown,
                     "class died");
      break;
    case Kind::kExtension:
      if (auto* finalize = object->shape()->extension->finalize) finalize(object);
      break;
    default:
      break;
  }
}

}  // namespace pyjit
