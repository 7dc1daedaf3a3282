#ifndef JIT_ORC_OBJECT_COMPILER_H_
#define JIT_ORC_OBJECT_COMPILER_H_

#include <memory>
#include <string>

#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/Module.h"
#include "llvm/Target/TargetMachine.h"

namespace pyjit::jit {

// Turns a module into an x86-64 object in memory. `quick`: no passes and
// CodeGenOptLevel::None. Else the few passes and the settings that measurements
// chose for traces: function passes early-cse<memssa>, instcombine, gvn, dse,
// simplifycfg and CodeGenOptLevel::Less. Not thread-safe.
class ObjectCompiler {
 public:
  // Null with a reason in *error if this host has no usable target.
  static std::unique_ptr<ObjectCompiler> Create(bool quick, std::string* error);

  llvm::TargetMachine* target_machine() { return target_.get(); }
  void Optimize(llvm::Module* module);
  // Appends the object to `object`; false with a reason in *error.
  bool Emit(llvm::Module* module, llvm::SmallVectorImpl<char>* object,
            std::string* error);
  // The same as text, for --jit-dump=asm. `module` is used up.
  std::string Assembly(llvm::Module* module);

 private:
  ObjectCompiler(std::unique_ptr<llvm::TargetMachine> target, bool quick)
      : target_(std::move(target)), quick_(quick) {}
  std::unique_ptr<llvm::TargetMachine> target_;
  const bool quick_;
};

}  // namespace pyjit::jit

#endif  // JIT_ORC_OBJECT_COMPILER_H_
