#include "runtime/isolate.h"

#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/isolate_builder.h"
#include "runtime/native_stack.h"
#include "runtime/python_threads.h"
#include "runtime/shape_arena.h"

namespace pyjit {

Isolate::Isolate() : main_thread_{} {}

absl::StatusOr<std::unique_ptr<Isolate>> Isolate::Create(
    const IsolateOptions& options) {
  std::unique_ptr<Isolate> isolate(new Isolate());
  isolate->options_ = options;
  absl::Status status = IsolateBuilder(isolate.get()).Build();
  if (!status.ok()) return status;
  return isolate;
}

Isolate::~Isolate() {
  if (threads_ != nullptr) threads_->StopAll(&main_thread_);
  heap_.reset();  // frees native memory of objects, whose shapes it still needs
  interned_.reset();
  shape_arena_.reset();
  if (vm_stack_ != nullptr) munmap(vm_stack_, vm_stack_bytes_);
}

void Isolate::BindToNativeThread() {
  const NativeStack stack = CurrentNativeStack();
  main_thread_.native_base = stack.high;
  main_thread_.native_limit = NativeLimitOf(stack);
  main_thread_.native_thread = __builtin_thread_pointer();
  main_thread_.os_thread_id = static_cast<uint64_t>(syscall(SYS_gettid));
}

Shape* Isolate::shape_by_id(uint32_t id) const { return shape_arena_->by_id(id); }

void Isolate::VisitRoots(RootVisitor* visitor) {
  auto visit = [visitor](Object* object) {
    Value v(object);
    visitor->Visit(&v);
  };
#define PYJIT_BUILTIN_CLASS(field, name, base, kind, layout, flags) visit(field##_class_);
#include "runtime/builtin_classes.def"
#undef PYJIT_BUILTIN_CLASS
  for (Class* cls : exception_classes) visit(cls);
  visit(builtins_);
  visit(modules_);
  for (Value* v : {&memory_error, &recursion_error, &standard_out, &standard_error,
                   &standard_in, &asyncgen_firstiter, &asyncgen_finalizer, &codec_registry}) {
    visitor->Visit(v);
  }
}

}  // namespace pyjit
