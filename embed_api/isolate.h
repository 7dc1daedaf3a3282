#ifndef EMBED_API_ISOLATE_H_
#define EMBED_API_ISOLATE_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>

#include "embed_api/handles.h"
#include "embed_api/pyjit.h"
#include "embed_api/watchdog.h"
#include "interp/interpreter.h"
#include "jit/jit.h"
#include "profiler/profiler.h"
#include "runtime/isolate.h"
#include "runtime/native.h"
#include "runtime/objects.h"

namespace pyjit {

// A function of the host: what the native function's context points to.
struct HostFunction {
  pyjit_isolate* isolate;
  pyjit_host_fn function;
  void* data;
  void (*free_data)(void*);
  std::string name;
  NativeInfo info;
};

// The last failure, as the pyjit_error_ functions tell it.
struct ErrorRecord {
  std::string text, traceback, type;
  uint64_t exception = 0;  // a handle of the record's own
  int exit_code = 0;
};

}  // namespace pyjit

// What a host holds: an isolate with everything wired to it. Members in the order
// in which they may be destroyed backwards.
struct pyjit_isolate {
  pyjit_isolate();
  ~pyjit_isolate();

  pyjit_output_fn output = nullptr;
  void* output_data = nullptr;
  std::deque<pyjit::HostFunction> functions;  // addresses are kept in the heap
  pyjit::InterpState interp;
  std::unique_ptr<pyjit::Isolate> isolate;
  std::unique_ptr<pyjit::HandleTable> handles;
  std::unique_ptr<pyjit::jit::Jit> jit;
  std::unique_ptr<pyjit::Watchdog> watchdog;
  std::unique_ptr<pyjit::Profiler> profiler;
  bool profile_states = false;
  pyjit::Module* main = nullptr;  // in sys.modules; also a handle
  pyjit::ErrorRecord error;
  std::string text;  // what pyjit_to_utf8 gave last

  // The thread that is inside, by its thread pointer; null: none. And the one
  // that was inside last, to which the isolate is bound.
  std::atomic<void*> inside{nullptr};
  void* bound = nullptr;

  pyjit::Thread* thread() { return isolate->main_thread(); }
};

namespace pyjit {

// One call from the host: takes the isolate for this thread, lets it go at the
// end if this call was the outermost. Use it only if ok().
class Entry {
 public:
  explicit Entry(pyjit_isolate* host);
  ~Entry();
  Entry(const Entry&) = delete;
  Entry& operator=(const Entry&) = delete;

  bool ok() const { return status_ == PYJIT_OK; }
  pyjit_status status() const { return status_; }
  Thread* thread() { return host_->thread(); }

  // The handle's value, or null with the failure noted.
  Value Get(pyjit_value handle);
  // Writes a handle of the value to *out. A null value is the pending exception.
  pyjit_status Give(Value value, pyjit_value* out);
  // The pending exception, cleared, as a status and in the error record.
  pyjit_status Raised();
  // Any other failure.
  pyjit_status Fail(pyjit_status status, const char* text);
  pyjit_status BadArgument() {
    return Fail(PYJIT_BAD_ARGUMENT, "an argument is null or out of range");
  }
  // What Get() noted.
  pyjit_status BadHandle() {
    return Fail(PYJIT_BAD_HANDLE,
                "the handle is null, released or another isolate's");
  }
  pyjit_status WrongType(const char* text) {
    return Fail(PYJIT_WRONG_TYPE, text);
  }

 private:
  pyjit_isolate* host_;
  pyjit_status status_ = PYJIT_OK;
  bool outermost_ = false;
  VmState state_ = VmState::kInterpreter;
};

// Forgets the last failure's exception.
void ClearError(pyjit_isolate* host);

}  // namespace pyjit

#endif  // EMBED_API_ISOLATE_H_
