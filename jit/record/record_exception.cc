#include "jit/record/recorder.h"
#include "runtime/code.h"
#include "runtime/layout.h"

// Handlers. Code under `try` costs nothing while nothing is raised; a raise
// ends the recording by name.

namespace pyjit::jit {

using ir::HelperId;
using ir::MemType;
using ir::Region;

bool Recorder::RecordException(Op op) {
  if (op == Op::kPUSH_HANDLED || op == Op::kPOP_HANDLED) {
    if (XOf(word_) != 0) return Fail(Abort::k_generator, InfoOf(op).name);
  }
  switch (op) {
    case Op::kPUSH_HANDLED: {
      const Ref exception = R(B());
      if (state_ != State::kRecording) return false;
      const Ref thread = b_.Thread();
      Set(A(), Load(thread, Region::k_thread, MemType::kTagged,
                    layout::kThreadHandled));
      b_.Store(thread, exception, Region::k_thread, MemType::kTagged,
               layout::kThreadHandled);
      return true;
    }
    case Op::kPOP_HANDLED: {
      const Ref handled = R(A());
      if (state_ != State::kRecording) return false;
      b_.Store(b_.Thread(), handled, Region::k_thread, MemType::kTagged,
               layout::kThreadHandled);
      return true;
    }
    case Op::kMATCH_EXCEPTION: {
      const Ref exception = R(B()), cls = R(C());
      if (state_ != State::kRecording) return false;
      Set(A(), CallHelper(HelperId::k_match_exception, {exception, cls}));
      return true;
    }
    default:
      return Fail(Abort::k_exception_raised, InfoOf(op).name);
  }
}

}  // namespace pyjit::jit
