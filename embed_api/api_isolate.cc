// Isolates: making, ending, options, limits, statistics.
#include <algorithm>
#include <cstring>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "embed_api/isolate.h"
#include "frontend/compile.h"
#include "runtime/error.h"
#include "runtime/namespace.h"
#include "runtime/python_threads.h"
#include "runtime/types/dict.h"
#include "stdlib/modules.h"

namespace pyjit {
namespace {

// The caller's struct, whose size may be an older or newer version's.
template <typename T>
bool ReadSized(const T* given, T* out) {
  std::memset(static_cast<void*>(out), 0, sizeof(T));
  if (given == nullptr) return true;
  if (given->size < sizeof(size_t) || given->size > 4096) return false;
  std::memcpy(static_cast<void*>(out), given,
              given->size < sizeof(T) ? given->size : sizeof(T));
  return true;
}

std::vector<std::string> Strings(const char* const* texts, size_t count) {
  std::vector<std::string> strings;
  for (size_t i = 0; texts != nullptr && i < count; ++i) {
    strings.emplace_back(texts[i] == nullptr ? "" : texts[i]);
  }
  return strings;
}

void WriteOutput(void* context, int stream, const char* data, size_t size) {
  auto* host = static_cast<pyjit_isolate*>(context);
  if (host->output != nullptr) {
    host->output(host->output_data, stream, data, size);
  }
}

absl::Status AttachJit(pyjit_isolate* host, const pyjit_options& options) {
  if (options.jit == PYJIT_JIT_OFF) return absl::OkStatus();
  jit::JitOptions jit;
  for (const std::string& knob :
       Strings(options.jit_knobs, options.jit_knob_count)) {
    absl::Status set = jit::SetKnob(&jit.knobs, knob);
    if (!set.ok()) return set;
  }
  if (options.jit == PYJIT_JIT_EVALUATE) jit.knobs.evaluate = 1;
  if (options.jit_log != nullptr) jit.log_file = options.jit_log;
  if (options.codegen_library != nullptr) {
    jit.codegen_library = options.codegen_library;
  }
  auto attached = jit::Attach(host->isolate.get(), &host->interp, jit);
  if (!attached.ok()) return attached.status();
  host->jit = *std::move(attached);
  return absl::OkStatus();
}

bool SetUpModules(pyjit_isolate* host, const pyjit_options& options) {
  Isolate* isolate = host->isolate.get();
  Thread* t = isolate->main_thread();
  StdlibOptions stdlib;
  stdlib.argv = Strings(options.argv, options.argc);
  if (stdlib.argv.empty()) stdlib.argv = {""};
  stdlib.import_path = Strings(options.import_path, options.import_path_count);
  if (options.standard_streams) {
    stdlib.stdin_fd = 0;
    stdlib.stdout_fd = 1;
    stdlib.stderr_fd = 2;
  } else {
    isolate->write_output = WriteOutput;
    isolate->output_context = host;
  }
  if (!InitStdlib(t, stdlib)) return false;
  host->main = NewModule(t, isolate->names.dunder_main, true);
  if (host->main == nullptr) return false;
  host->handles->New(host->main);  // also if a program empties sys.modules
  return NamespaceSet(t, host->main->dict, isolate->names.dunder_builtins,
                      DictGetStr(isolate->modules(), isolate->names.builtins));
}

absl::Status SetUp(pyjit_isolate* host, const pyjit_options& options) {
  if (options.jit < PYJIT_JIT_ON || options.jit > PYJIT_JIT_EVALUATE ||
      options.recursion_limit < 0) {
    return absl::InvalidArgumentError("bad jit mode or recursion limit");
  }
  IsolateOptions isolate;
  if (options.memory_cap != 0) isolate.heap.cap_bytes = options.memory_cap;
  isolate.heap.collect_every = options.collect_every;
  if (options.recursion_limit != 0) {
    isolate.recursion_limit = options.recursion_limit;
  }
  isolate.allow_files = options.allow_files != 0;
  isolate.allow_environment = options.allow_environment != 0;
  isolate.allow_clock = options.allow_clock != 0;
  auto created = Isolate::Create(isolate);
  if (!created.ok()) return created.status();
  host->isolate = *std::move(created);
  host->bound = __builtin_thread_pointer();
  host->handles = std::make_unique<HandleTable>(host->isolate.get());
  host->isolate->heap()->AddRootProvider(host->handles.get());
  host->watchdog =
      std::make_unique<Watchdog>(&host->thread()->poll, kPollDeadline);
  InstallInterpreter(host->isolate.get(), &host->interp);
  host->isolate->compile = CompileHook;
  host->output = options.output;
  host->output_data = options.output_data;
  absl::Status jit = AttachJit(host, options);
  if (!jit.ok()) return jit;
  if (!SetUpModules(host, options)) {
    return absl::ResourceExhaustedError(
        "the memory cap is too small for the builtin modules");
  }
  return absl::OkStatus();
}

pyjit_status StatusOf(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kResourceExhausted: return PYJIT_NO_MEMORY;
    case absl::StatusCode::kInvalidArgument: return PYJIT_BAD_ARGUMENT;
    default: return PYJIT_FAILED;
  }
}

}  // namespace
}  // namespace pyjit

pyjit_isolate::pyjit_isolate() = default;

pyjit_isolate::~pyjit_isolate() {
  profiler.reset();
  watchdog.reset();
  if (isolate != nullptr) {
    isolate->threads()->StopAll(thread());
    if (isolate->stdlib != nullptr) {
      pyjit::FlushStandardStreams(thread());
    }
    jit.reset();
    if (handles != nullptr) isolate->heap()->RemoveRootProvider(handles.get());
  }
  isolate.reset();
  for (const pyjit::HostFunction& function : functions) {
    if (function.free_data != nullptr) function.free_data(function.data);
  }
}

using namespace pyjit;  // NOLINT: the C functions below are this room's border

const char* pyjit_version(void) { return "0.1"; }

const char* pyjit_status_name(pyjit_status status) {
  switch (status) {
    case PYJIT_OK: return "ok";
    case PYJIT_EXCEPTION: return "exception";
    case PYJIT_EXIT: return "exit";
    case PYJIT_INTERRUPTED: return "interrupted";
    case PYJIT_DEADLINE: return "deadline";
    case PYJIT_FUEL: return "fuel";
    case PYJIT_NO_MEMORY: return "no memory";
    case PYJIT_BAD_HANDLE: return "bad handle";
    case PYJIT_BAD_ARGUMENT: return "bad argument";
    case PYJIT_WRONG_TYPE: return "wrong type";
    case PYJIT_BUSY: return "busy";
    case PYJIT_FAILED: return "failed";
  }
  return "unknown status";
}

pyjit_status pyjit_isolate_new(const pyjit_options* given,
                               pyjit_isolate** isolate, char* message,
                               size_t message_size) {
  if (message != nullptr && message_size > 0) message[0] = 0;
  if (isolate == nullptr) return PYJIT_BAD_ARGUMENT;
  *isolate = nullptr;
  pyjit_options options;
  if (!ReadSized(given, &options)) return PYJIT_BAD_ARGUMENT;
  std::unique_ptr<pyjit_isolate> host(new (std::nothrow) pyjit_isolate);
  if (host == nullptr) return PYJIT_NO_MEMORY;
  const absl::Status status = SetUp(host.get(), options);
  if (!status.ok()) {
    if (message != nullptr && message_size > 0) {
      const std::string text(status.message());
      const size_t size = std::min(text.size(), message_size - 1);
      std::memcpy(message, text.data(), size);
      message[size] = 0;
    }
    return StatusOf(status);
  }
  *isolate = host.release();
  return PYJIT_OK;
}

void pyjit_isolate_free(pyjit_isolate* isolate) {
  // From inside one of its own functions it would pull the floor away.
  if (isolate == nullptr || isolate->inside.load() != nullptr) return;
  {
    // Ending runs Python's last flush: bind to this thread, keep others out.
    Entry entry(isolate);
    if (!entry.ok()) return;
  }
  delete isolate;
}

pyjit_status pyjit_interrupt(pyjit_isolate* isolate) {
  if (isolate == nullptr) return PYJIT_BAD_ARGUMENT;
  isolate->thread()->poll.fetch_or(kPollInterrupt);
  return PYJIT_OK;
}

pyjit_status pyjit_set_deadline(pyjit_isolate* isolate, uint64_t milliseconds) {
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  if (!isolate->watchdog->Set(milliseconds)) {
    return entry.Fail(PYJIT_FAILED, "no thread for the deadline");
  }
  return PYJIT_OK;
}

pyjit_status pyjit_set_fuel(pyjit_isolate* isolate, uint64_t steps) {
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  Thread* t = entry.thread();
  t->fuel = steps;
  if (steps == PYJIT_UNLIMITED) {
    t->poll.fetch_and(~static_cast<uint32_t>(kPollFuel));
  } else {
    t->poll.fetch_or(kPollFuel);
  }
  return PYJIT_OK;
}

pyjit_status pyjit_get_fuel(pyjit_isolate* isolate, uint64_t* steps) {
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  if (steps == nullptr) return entry.BadArgument();
  const bool counting = entry.thread()->poll.load() & kPollFuel;
  *steps = counting ? entry.thread()->fuel : PYJIT_UNLIMITED;
  return PYJIT_OK;
}

pyjit_status pyjit_set_recursion_limit(pyjit_isolate* isolate, int64_t frames) {
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  if (frames < 1 || frames <= entry.thread()->depth) return entry.BadArgument();
  entry.thread()->depth_limit = frames;
  return PYJIT_OK;
}

pyjit_status pyjit_collect(pyjit_isolate* isolate) {
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  isolate->isolate->heap()->Collect(entry.thread(), true);
  return PYJIT_OK;
}

pyjit_status pyjit_get_stats(pyjit_isolate* isolate, pyjit_stats* stats) {
  Entry entry(isolate);
  if (!entry.ok()) return entry.status();
  if (stats == nullptr || stats->size < sizeof(size_t) || stats->size > 4096) {
    return entry.BadArgument();
  }
  const HeapStats heap = isolate->isolate->heap()->stats();
  pyjit_stats all = {};
  all.size = stats->size;
  all.owned_bytes = heap.owned_bytes;
  all.live_bytes = heap.live_bytes;
  all.allocated_bytes = heap.allocated_bytes;
  all.minor_collections = heap.minor_collections;
  all.major_collections = heap.major_collections;
  all.longest_pause_ns = heap.longest_pause_ns;
  if (isolate->jit != nullptr) {
    const jit::JitStats jit = isolate->jit->stats();
    all.recordings = jit.recordings;
    all.compiles = jit.compiles;
    all.aborts = jit.aborts;
    all.retirements = jit.retirements;
    all.code_bytes = jit.code_bytes;
  }
  std::memcpy(stats, &all, std::min(stats->size, sizeof(all)));
  return PYJIT_OK;
}
