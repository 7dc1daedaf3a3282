// Running code and calling; host functions; the last error.
#include <cstring>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "embed_api/isolate.h"
#include "embed_api/text.h"
#include "frontend/compile.h"
#include "runtime/call.h"
#include "runtime/code.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/namespace.h"
#include "runtime/operators.h"
#include "stdlib/modules.h"

namespace pyjit {
namespace {

Value Compile(Thread* t, const char* text, size_t size, const char* filename,
              const char* mode) {
  return CompileSource(t, TextView(text, size),
                       filename == nullptr ? "<host>" : filename, mode,
                       kCompileSourceIsUtf8 | kCompileKeepSource);
}

// What an entry from Python finds: the arguments as handles, ended with it.
class ArgumentHandles {
 public:
  ArgumentHandles(pyjit_isolate* host, Value* args, size_t count)
      : host_(host), count_(count) {
    if (count > kInline) more_.resize(count);
    for (size_t i = 0; i < count; ++i) data()[i] = host->handles->New(args[i]);
  }
  ~ArgumentHandles() {
    for (size_t i = 0; i < count_; ++i) host_->handles->Release(data()[i]);
  }
  pyjit_value* data() { return more_.empty() ? inline_ : more_.data(); }

 private:
  static constexpr size_t kInline = 8;
  pyjit_isolate* host_;
  size_t count_;
  pyjit_value inline_[kInline];
  std::vector<pyjit_value> more_;
};

// The exception that a host function's failure stands for, pending.
Value RaiseHostFailure(Thread* t, HostFunction* function, pyjit_status status) {
  ErrorRecord& error = function->isolate->error;
  const Value exc = function->isolate->handles->Get(error.exception);
  if (status <= PYJIT_NO_MEMORY && !exc.is_null()) {
    t->exception = exc;
    ClearError(function->isolate);
    return Value();
  }
  return RaiseText(t, Exc::kRuntimeError,
                   absl::StrCat("host function ", function->name, "() failed: ",
                                error.text.empty() ? pyjit_status_name(status)
                                                   : error.text));
}

// The native function behind every host function; args[0] is the function.
Value CallHost(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* function =
      static_cast<HostFunction*>(args[0].as<NativeFunction>()->context);
  if (!kwnames.is_null() && kwnames.as<Tuple>()->length != 0) {
    return Raise(t, Exc::kTypeError, "%s() takes no keyword arguments",
                 function->name);
  }
  pyjit_isolate* host = function->isolate;
  ArgumentHandles handles(host, args + 1, nargs - 1);
  ClearError(host);
  host->error.text.clear();
  const VmState state = t->vm_state.exchange(VmState::kHost);
  pyjit_value result = 0;
  const pyjit_status status = function->function(
      host, function->data, handles.data(), nargs - 1, &result);
  t->vm_state.store(state, std::memory_order_relaxed);
  Value value = host->handles->Get(result);
  // An argument may be returned as it came: its handle ends with the call.
  host->handles->Release(result);
  if (status != PYJIT_OK) return RaiseHostFailure(t, function, status);
  if (result == 0) return t->isolate->none();
  if (value.is_null()) {
    return Raise(t, Exc::kRuntimeError,
                 "host function %s() returned a bad handle", function->name);
  }
  return value;
}

// Values of the handles, before `args` is used; false: a bad one.
bool GetAll(Entry* entry, const pyjit_value* handles, size_t count,
            Value* values) {
  for (size_t i = 0; i < count; ++i) {
    values[i] = entry->Get(handles[i]);
    if (values[i].is_null()) return false;
  }
  return true;
}

}  // namespace
}  // namespace pyjit

using namespace pyjit;  // NOLINT: the C functions below are this room's border

pyjit_status pyjit_run(pyjit_isolate* isolate, const char* text, size_t size,
                       const char* filename) {
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  if (text == nullptr) return entry.BadArgument();
  Thread* t = entry.thread();
  const Value code = Compile(t, text, size, filename, "exec");
  Value result;
  if (!code.is_null()) {
    result = RunCode(t, code.as<Code>(), isolate->main->dict, Value());
  }
  const pyjit_status status = result.is_null() ? entry.Raised() : PYJIT_OK;
  FlushStandardStreams(t);
  return status;
}

pyjit_status pyjit_eval(pyjit_isolate* isolate, const char* text, size_t size,
                        pyjit_value* result) {
  if (result != nullptr) *result = 0;
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  if (text == nullptr || result == nullptr) return entry.BadArgument();
  Thread* t = entry.thread();
  const Value code = Compile(t, text, size, nullptr, "eval");
  if (code.is_null()) return entry.Raised();
  return entry.Give(
      RunCode(t, code.as<Code>(), isolate->main->dict, Value()), result);
}

pyjit_status pyjit_compile(pyjit_isolate* isolate, const char* text,
                           size_t size, const char* filename, const char* mode,
                           pyjit_value* code) {
  if (code != nullptr) *code = 0;
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  if (text == nullptr || mode == nullptr || code == nullptr) {
    return entry.BadArgument();
  }
  return entry.Give(Compile(entry.thread(), text, size, filename, mode), code);
}

pyjit_status pyjit_run_code(pyjit_isolate* isolate, pyjit_value code,
                            pyjit_value* result) {
  if (result != nullptr) *result = 0;
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  const Value value = entry.Get(code);
  if (value.is_null()) return entry.BadHandle();
  if (!IsKind(value, Kind::kCode)) return entry.WrongType("no code object");
  Code* body = value.as<Code>();
  // A function's code alone lacks arguments and closure.
  if (!(body->block->flags & kCodeModule)) {
    return entry.WrongType("not what pyjit_compile made");
  }
  return entry.Give(
      RunCode(entry.thread(), body, isolate->main->dict, Value()), result);
}

pyjit_status pyjit_import(pyjit_isolate* isolate, const char* name,
                          pyjit_value* module) {
  if (module != nullptr) *module = 0;
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  if (name == nullptr || module == nullptr) return entry.BadArgument();
  Thread* t = entry.thread();
  Str* interned = Intern(t, name);
  if (interned == nullptr) return entry.Raised();
  return entry.Give(ImportModule(t, interned), module);
}

pyjit_status pyjit_get_global(pyjit_isolate* isolate, const char* name,
                              pyjit_value* value) {
  if (value != nullptr) *value = 0;
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  if (name == nullptr || value == nullptr) return entry.BadArgument();
  Thread* t = entry.thread();
  Str* interned = Intern(t, name);
  if (interned == nullptr) return entry.Raised();
  Value found = NamespaceGet(isolate->main->dict, interned);
  if (found.is_null()) {
    Raise(t, Exc::kNameError, "name '%s' is not defined", name);
  }
  return entry.Give(found, value);
}

pyjit_status pyjit_set_global(pyjit_isolate* isolate, const char* name,
                              pyjit_value value) {
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  if (name == nullptr) return entry.BadArgument();
  const Value v = entry.Get(value);
  if (v.is_null()) return entry.BadHandle();
  Thread* t = entry.thread();
  Str* interned = Intern(t, name);
  if (interned == nullptr ||
      !NamespaceSet(t, isolate->main->dict, interned, v)) {
    return entry.Raised();
  }
  return PYJIT_OK;
}

pyjit_status pyjit_call(pyjit_isolate* isolate, pyjit_value callee,
                        const pyjit_value* args, size_t count,
                        pyjit_value* result) {
  if (result != nullptr) *result = 0;
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  if (args == nullptr && count != 0) return entry.BadArgument();
  Thread* t = entry.thread();
  const Value function = entry.Get(callee);
  if (function.is_null()) return entry.BadHandle();
  ArgBuffer buffer;
  Value* values = buffer.Reserve(t, count);
  if (values == nullptr) return entry.Raised();
  if (!GetAll(&entry, args, count, values)) return entry.BadHandle();
  return entry.Give(Call(t, function, values, count, Value()), result);
}

pyjit_status pyjit_call_method(pyjit_isolate* isolate, pyjit_value self,
                               const char* name, const pyjit_value* args,
                               size_t count, pyjit_value* result) {
  if (result != nullptr) *result = 0;
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  if (name == nullptr || (args == nullptr && count != 0)) {
    return entry.BadArgument();
  }
  Thread* t = entry.thread();
  const Value object = entry.Get(self);
  if (object.is_null()) return entry.BadHandle();
  Str* interned = Intern(t, name);
  if (interned == nullptr) return entry.Raised();
  ArgBuffer buffer;
  Value* values = buffer.Reserve(t, count);
  if (values == nullptr) return entry.Raised();
  if (!GetAll(&entry, args, count, values)) return entry.BadHandle();
  return entry.Give(CallMethod(t, object, interned, values, count), result);
}

pyjit_status pyjit_function_new(pyjit_isolate* isolate, const char* name,
                                pyjit_host_fn function, void* data,
                                void (*free_data)(void*), pyjit_value* value) {
  if (value != nullptr) *value = 0;
  auto fail = [&](pyjit_status status) {
    if (free_data != nullptr) free_data(data);
    return status;
  };
  Entry entry(isolate);
  if (!entry.ok()) return fail(entry.status());
  if (name == nullptr || function == nullptr || value == nullptr) {
    return fail(entry.BadArgument());
  }
  isolate->functions.push_back(
      {isolate, function, data, free_data, name, NativeInfo{}});
  HostFunction* host = &isolate->functions.back();
  host->info.name = host->name.c_str();
  host->info.fn = CallHost;
  host->info.signature = nullptr;
  host->info.effects = kAnything;
  host->info.doc = "A function of the host.";
  // If this fails free_data runs at the isolate's end.
  return entry.Give(NewHostFunction(entry.thread(), &host->info, host), value);
}

pyjit_status pyjit_raise(pyjit_isolate* isolate, const char* type,
                         const char* message) {
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  Exc exc = Exc::kRuntimeError;
  const absl::string_view wanted = type == nullptr ? "" : type;
#define PYJIT_EXCEPTION(name, base) \
  if (wanted == #name) exc = Exc::k##name;
#include "runtime/exceptions.def"
#undef PYJIT_EXCEPTION
  RaiseText(entry.thread(), exc, message == nullptr ? "" : message);
  entry.Raised();
  return PYJIT_EXCEPTION;
}

const char* pyjit_error_text(pyjit_isolate* isolate) {
  return isolate == nullptr ? "no isolate" : isolate->error.text.c_str();
}

const char* pyjit_error_traceback(pyjit_isolate* isolate) {
  return isolate == nullptr ? "" : isolate->error.traceback.c_str();
}

const char* pyjit_error_type(pyjit_isolate* isolate) {
  return isolate == nullptr ? "" : isolate->error.type.c_str();
}

int pyjit_exit_code(pyjit_isolate* isolate) {
  return isolate == nullptr ? 0 : isolate->error.exit_code;
}

pyjit_status pyjit_error_value(pyjit_isolate* isolate, pyjit_value* exception) {
  if (exception != nullptr) *exception = 0;
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  if (exception == nullptr) return entry.BadArgument();
  const Value exc = entry.Get(isolate->error.exception);
  return exc.is_null() ? PYJIT_OK : entry.Give(exc, exception);
}
