#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "base/thread_clock.h"
#include "jit/code_generator.h"
#include "jit/lower/lower.h"
#include "jit/orc/line_table.h"
#include "jit/orc/object_compiler.h"
#include "llvm/ExecutionEngine/Orc/LLJIT.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/DiagnosticPrinter.h"
#include "llvm/Support/SmallVectorMemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

// CodeGenerator over LLVM: one TargetMachine and one LLJIT that are reused, a
// fresh context per module (it bounds memory), a ResourceTracker per module so
// that code can be freed.

namespace pyjit::jit {
namespace {

class Stopwatch {
 public:
  // Milliseconds since the last call or the start.
  double Lap() {
    const double now = ThreadMs();
    const double ms = now - last_;
    last_ = now;
    return ms;
  }

 private:
  double last_ = ThreadMs();
};

// What LLVM has to say about a module, instead of its printing and exiting.
class Diagnostics : public llvm::DiagnosticHandler {
 public:
  explicit Diagnostics(std::string* text) : text_(text) {}
  bool handleDiagnostics(const llvm::DiagnosticInfo& info) override {
    if (info.getSeverity() == llvm::DS_Error) {
      llvm::raw_string_ostream stream(*text_);
      llvm::DiagnosticPrinterRawOStream printer(stream);
      info.print(printer);
    }
    return true;
  }

 private:
  std::string* text_;
};

class OrcCodeGenerator : public CodeGenerator {
 public:
  static OrcCodeGenerator* Create(std::string* error) {
    auto generator = std::unique_ptr<OrcCodeGenerator>(new OrcCodeGenerator);
    for (bool quick : {false, true}) {
      generator->compilers_[quick] = ObjectCompiler::Create(quick, error);
      if (generator->compilers_[quick] == nullptr) return nullptr;
    }
    llvm::TargetMachine* target = generator->compilers_[0]->target_machine();
    llvm::orc::JITTargetMachineBuilder machine(target->getTargetTriple());
    llvm::orc::LLJITBuilder builder;
    builder.setJITTargetMachineBuilder(std::move(machine));
    // Traces refer to nothing by name: no process symbols, no platform.
    builder.setLinkProcessSymbolsByDefault(false);
    builder.setPlatformSetUp(llvm::orc::setUpInactivePlatform);
    llvm::Expected<std::unique_ptr<llvm::orc::LLJIT>> jit = builder.create();
    if (!jit) {
      *error = llvm::toString(jit.takeError());
      return nullptr;
    }
    generator->jit_ = std::move(*jit);
    return generator.release();
  }

  CodegenResult Compile(const CodegenRequest& request) override {
    CodegenResult result;
    Stopwatch watch;
    llvm::LLVMContext context;
    std::string complaint;
    context.setDiagnosticHandler(std::make_unique<Diagnostics>(&complaint));
    std::unique_ptr<llvm::Module> module = LowerGraph(request, &context);
    result.lower_ms = watch.Lap();
    ObjectCompiler* compiler = compilers_[request.quick].get();
    compiler->Optimize(module.get());
    if (request.want_llvm_text) {
      llvm::raw_string_ostream stream(result.llvm_text);
      module->print(stream, nullptr);
    }
    result.passes_ms = watch.Lap();
    if (request.want_assembly) {
      llvm::LLVMContext other;
      result.assembly =
          compiler->Assembly(LowerOptimized(request, &other).get());
      watch.Lap();
    }
    llvm::SmallVector<char, 0> bytes;
    if (!compiler->Emit(module.get(), &bytes, &result.error)) return result;
    if (!complaint.empty()) {
      result.error = complaint;
      return result;
    }
    auto buffer = std::make_unique<llvm::SmallVectorMemoryBuffer>(
        std::move(bytes), request.symbol, /*RequiresNullTerminator=*/false);
    auto object =
        llvm::object::ObjectFile::createObjectFile(buffer->getMemBufferRef());
    if (!object) {
      result.error = llvm::toString(object.takeError());
      return result;
    }
    const FunctionRange range = FindFunction(**object, request.symbol);
    result.positions = ReadPositions(**object, range);
    Link(request, std::move(buffer), &result);
    result.code_size = range.size;
    result.codegen_ms = watch.Lap();
    if (result.ok) {
      const std::lock_guard<std::mutex> lock(mutex_);
      code_bytes_ += result.code_size;
      sizes_[result.handle] = result.code_size;
    }
    return result;
  }

  void Release(uint64_t handle) override {
    llvm::orc::ResourceTrackerSP tracker;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      auto found = trackers_.find(handle);
      if (found == trackers_.end()) return;
      tracker = found->second;
      trackers_.erase(found);
      code_bytes_ -= sizes_[handle];
      sizes_.erase(handle);
    }
    if (llvm::Error failed = tracker->remove()) {
      llvm::consumeError(std::move(failed));  // the memory stays, nothing else
    }
  }

  uint64_t code_bytes() const override {
    const std::lock_guard<std::mutex> lock(mutex_);
    return code_bytes_;
  }

 private:
  OrcCodeGenerator() = default;

  std::unique_ptr<llvm::Module> LowerOptimized(const CodegenRequest& request,
                                               llvm::LLVMContext* context) {
    std::unique_ptr<llvm::Module> module = LowerGraph(request, context);
    compilers_[request.quick]->Optimize(module.get());
    return module;
  }

  void Link(const CodegenRequest& request,
            std::unique_ptr<llvm::MemoryBuffer> object, CodegenResult* result) {
    llvm::orc::ResourceTrackerSP tracker =
        jit_->getMainJITDylib().createResourceTracker();
    if (llvm::Error failed =
            jit_->addObjectFile(tracker, std::move(object))) {
      result->error = llvm::toString(std::move(failed));
      return;
    }
    llvm::Expected<llvm::orc::ExecutorAddr> address =
        jit_->lookup(request.symbol);
    if (!address) {
      result->error = llvm::toString(address.takeError());
      return;
    }
    const std::lock_guard<std::mutex> lock(mutex_);
    result->code_start = address->getValue();
    result->entry = address->toPtr<EntryFn>();
    result->handle = ++last_handle_;
    trackers_[result->handle] = tracker;
    result->ok = true;
  }

  std::unique_ptr<ObjectCompiler> compilers_[2];  // by CodegenRequest::quick
  std::unique_ptr<llvm::orc::LLJIT> jit_;
  // Release comes from the running thread while the compile thread works.
  mutable std::mutex mutex_;
  uint64_t last_handle_ = 0;
  uint64_t code_bytes_ = 0;
  std::map<uint64_t, llvm::orc::ResourceTrackerSP> trackers_;
  std::map<uint64_t, size_t> sizes_;
};

}  // namespace
}  // namespace pyjit::jit

extern "C" __attribute__((visibility("default")))
pyjit::jit::CodeGenerator* pyjit_new_code_generator(std::string* error) {
  return pyjit::jit::OrcCodeGenerator::Create(error);
}
