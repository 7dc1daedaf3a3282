#include "jit/orc/object_compiler.h"

#include "llvm/Analysis/AliasAnalysis.h"
#include "llvm/Analysis/AssumptionCache.h"
#include "llvm/Analysis/BasicAliasAnalysis.h"
#include "llvm/Analysis/BlockFrequencyInfo.h"
#include "llvm/Analysis/BranchProbabilityInfo.h"
#include "llvm/Analysis/CycleAnalysis.h"
#include "llvm/Analysis/LazyValueInfo.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/MemoryDependenceAnalysis.h"
#include "llvm/Analysis/MemorySSA.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/Analysis/PostDominators.h"
#include "llvm/Analysis/ProfileSummaryInfo.h"
#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/Analysis/TargetTransformInfo.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/PassInstrumentation.h"
#include "llvm/IR/PassManager.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/SubtargetFeature.h"
#include "llvm/Transforms/InstCombine/InstCombine.h"
#include "llvm/Transforms/Scalar/DeadStoreElimination.h"
#include "llvm/Transforms/Scalar/EarlyCSE.h"
#include "llvm/Transforms/Scalar/GVN.h"
#include "llvm/Transforms/Scalar/SimplifyCFG.h"

namespace pyjit::jit {
namespace {

// The analyses that the five passes ask for, and no more: PassBuilder would
// pull all of LLVM's passes into the library.
class FunctionPipeline {
 public:
  explicit FunctionPipeline(llvm::TargetMachine* target) {
    modules_.registerPass([] { return llvm::ProfileSummaryAnalysis(); });
    modules_.registerPass([] { return llvm::PassInstrumentationAnalysis(); });
    modules_.registerPass(
        [this] { return llvm::FunctionAnalysisManagerModuleProxy(functions_); });
    functions_.registerPass(
        [this] { return llvm::ModuleAnalysisManagerFunctionProxy(modules_); });
    functions_.registerPass([] { return llvm::PassInstrumentationAnalysis(); });
    functions_.registerPass([target] { return target->getTargetIRAnalysis(); });
    functions_.registerPass([] { return llvm::TargetLibraryAnalysis(); });
    functions_.registerPass([] { return llvm::AssumptionAnalysis(); });
    functions_.registerPass([] { return llvm::DominatorTreeAnalysis(); });
    functions_.registerPass([] { return llvm::PostDominatorTreeAnalysis(); });
    functions_.registerPass([] { return llvm::LoopAnalysis(); });
    functions_.registerPass([] { return llvm::CycleAnalysis(); });
    functions_.registerPass([] { return llvm::BranchProbabilityAnalysis(); });
    functions_.registerPass([] { return llvm::BlockFrequencyAnalysis(); });
    functions_.registerPass([] { return llvm::MemorySSAAnalysis(); });
    functions_.registerPass([] { return llvm::MemoryDependenceAnalysis(); });
    functions_.registerPass([] { return llvm::LazyValueAnalysis(); });
    functions_.registerPass(
        [] { return llvm::OptimizationRemarkEmitterAnalysis(); });
    functions_.registerPass([] { return llvm::BasicAA(); });
    functions_.registerPass([] {
      llvm::AAManager aliases;
      aliases.registerFunctionAnalysis<llvm::BasicAA>();
      return aliases;
    });
    passes_.addPass(llvm::EarlyCSEPass(/*UseMemorySSA=*/true));
    passes_.addPass(llvm::InstCombinePass());
    passes_.addPass(llvm::GVNPass());
    passes_.addPass(llvm::DSEPass());
    passes_.addPass(llvm::SimplifyCFGPass());
  }

  void Run(llvm::Module* module) {
    for (llvm::Function& function : *module) {
      if (!function.isDeclaration()) passes_.run(function, functions_);
    }
  }

 private:
  llvm::ModuleAnalysisManager modules_;
  llvm::FunctionAnalysisManager functions_;
  llvm::FunctionPassManager passes_;
};

}  // namespace

std::unique_ptr<ObjectCompiler> ObjectCompiler::Create(bool quick,
                                                       std::string* error) {
  LLVMInitializeX86TargetInfo();
  LLVMInitializeX86Target();
  LLVMInitializeX86TargetMC();
  LLVMInitializeX86AsmPrinter();
  const std::string triple = llvm::sys::getProcessTriple();
  const llvm::Target* target =
      llvm::TargetRegistry::lookupTarget(triple, *error);
  if (target == nullptr) return nullptr;
  llvm::SubtargetFeatures features;
  for (const auto& feature : llvm::sys::getHostCPUFeatures()) {
    features.AddFeature(feature.getKey(), feature.getValue());
  }
  llvm::TargetOptions options;
  // Helpers are called by absolute address, so code may lie anywhere.
  std::unique_ptr<llvm::TargetMachine> machine(target->createTargetMachine(
      triple, llvm::sys::getHostCPUName(), features.getString(), options,
      llvm::Reloc::Static, llvm::CodeModel::Small,
      quick ? llvm::CodeGenOptLevel::None : llvm::CodeGenOptLevel::Less,
      /*JIT=*/true));
  if (machine == nullptr) {
    *error = "no target machine for " + triple;
    return nullptr;
  }
  machine->setFastISel(true);
  return std::unique_ptr<ObjectCompiler>(
      new ObjectCompiler(std::move(machine), quick));
}

void ObjectCompiler::Optimize(llvm::Module* module) {
  module->setDataLayout(target_->createDataLayout());
  module->setTargetTriple(target_->getTargetTriple().str());
  if (!quick_) FunctionPipeline(target_.get()).Run(module);
}

bool ObjectCompiler::Emit(llvm::Module* module,
                          llvm::SmallVectorImpl<char>* object,
                          std::string* error) {
  llvm::raw_svector_ostream stream(*object);
  llvm::legacy::PassManager passes;
  llvm::MCContext* context = nullptr;
  if (target_->addPassesToEmitMC(passes, context, stream,
                                 /*DisableVerify=*/true)) {
    *error = "the target cannot emit object code";
    return false;
  }
  passes.run(*module);
  return true;
}

std::string ObjectCompiler::Assembly(llvm::Module* module) {
  llvm::SmallVector<char, 0> text;
  llvm::raw_svector_ostream stream(text);
  llvm::legacy::PassManager passes;
  if (target_->addPassesToEmitFile(passes, stream, nullptr,
                                   llvm::CodeGenFileType::AssemblyFile)) {
    return "the target cannot emit assembly\n";
  }
  passes.run(*module);
  return std::string(text.begin(), text.end());
}

}  // namespace pyjit::jit
