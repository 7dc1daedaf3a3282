#include "embed_api/isolate.h"
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/python_threads.h"
#include "runtime/traceback.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"

namespace pyjit {

Entry::Entry(pyjit_isolate* host) : host_(host) {
  if (host == nullptr) {
    status_ = PYJIT_BAD_ARGUMENT;
    return;
  }
  void* self = __builtin_thread_pointer();
  void* nobody = nullptr;
  if (host->inside.compare_exchange_strong(nobody, self,
                                           std::memory_order_acquire)) {
    outermost_ = true;
    host->isolate->threads()->HostEnter(host->thread());
    if (host->bound != self) {
      host->isolate->BindToNativeThread();
      host->bound = self;
    }
  } else if (nobody != self && host->thread()->native_thread != self) {
    // Neither the host's thread nor a Python thread that calls the host.
    status_ = PYJIT_BUSY;
    return;
  }
  state_ = thread()->vm_state.load(std::memory_order_relaxed);
  thread()->vm_state.store(VmState::kInterpreter, std::memory_order_relaxed);
}

Entry::~Entry() {
  if (!ok()) return;
  thread()->vm_state.store(state_, std::memory_order_relaxed);
  if (!outermost_) return;
  host_->isolate->threads()->HostLeave(thread());
  host_->inside.store(nullptr, std::memory_order_release);
}

Value Entry::Get(pyjit_value handle) { return host_->handles->Get(handle); }

pyjit_status Entry::Give(Value value, pyjit_value* out) {
  if (value.is_null()) return Raised();
  if (out == nullptr) return PYJIT_OK;
  *out = host_->handles->New(value);
  if (*out == 0) return Fail(PYJIT_NO_MEMORY, "too many handles");
  return PYJIT_OK;
}

void ClearError(pyjit_isolate* host) {
  if (host->error.exception != 0) host->handles->Release(host->error.exception);
  host->error.exception = 0;
  host->error.exit_code = 0;
  host->error.type.clear();
  host->error.traceback.clear();
}

pyjit_status Entry::Fail(pyjit_status status, const char* text) {
  ClearError(host_);
  host_->error.text = text;
  return status;
}

namespace {

// What sys.exit's argument means for a process.
int ExitCode(Thread* t, Exception* exc) {
  int64_t n = 0;
  if (exc->extra.is_null() || exc->extra == t->isolate->none()) return 0;
  if (!IsInt(exc->extra)) return 1;
  return IntAsInt64(exc->extra, &n) ? static_cast<int>(n & 0xFF) : 255;
}

pyjit_status StatusOf(Thread* t, Class* cls) {
  auto is = [&](Exc exc) { return IsSubclass(cls, ExceptionClass(t, exc)); };
  if (is(Exc::kKeyboardInterrupt)) {
    const uint32_t poll = t->poll.load(std::memory_order_relaxed);
    if (poll & kPollDeadline) return PYJIT_DEADLINE;
    if ((poll & kPollFuel) && t->fuel == 0) return PYJIT_FUEL;
    return PYJIT_INTERRUPTED;
  }
  if (is(Exc::kMemoryError)) return PYJIT_NO_MEMORY;
  if (is(Exc::kSystemExit)) return PYJIT_EXIT;
  return PYJIT_EXCEPTION;
}

}  // namespace

pyjit_status Entry::Raised() {
  Thread* t = thread();
  const Value exc = TakeException(t);
  ClearError(host_);
  if (!IsKind(exc, Kind::kException)) {
    return Fail(PYJIT_FAILED, "failed without an exception");
  }
  Class* cls = ClassOf(t, exc);
  const pyjit_status status = StatusOf(t, cls);
  ErrorRecord& error = host_->error;
  error.exception = host_->handles->New(exc);
  error.type = StrToUtf8(cls->name.as<Str>());
  if (status == PYJIT_EXIT) error.exit_code = ExitCode(t, exc.as<Exception>());
  // Formatting runs Python, which may fail in turn.
  error.traceback = FormatException(t, exc);
  t->exception = Value();
  error.text = FormatExceptionOnly(t, exc);
  t->exception = Value();
  while (!error.text.empty() && error.text.back() == '\n') error.text.pop_back();
  return status;
}

}  // namespace pyjit
