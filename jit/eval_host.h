#ifndef JIT_EVAL_HOST_H_
#define JIT_EVAL_HOST_H_

#include "ir/evaluator.h"
#include "runtime/thread.h"

namespace pyjit::jit {

// Runs graphs of the IR evaluator over the isolate's real heap, frame and
// helpers: what machine code does, without machine code.
class HeapEvalHost : public ir::EvalHost {
 public:
  HeapEvalHost(Thread* t, Value* regs, const volatile uint8_t* valid)
      : t_(t), regs_(regs), valid_(valid) {}

  ir::Word Read(ir::Word address, ir::MemType mem) override;
  void Write(ir::Word address, ir::MemType mem, ir::Word value) override;
  ir::Word Allocate(const ir::ShapeRow& shape, int64_t bytes) override;
  ir::Word BoxInt(int64_t n) override;
  ir::Word BoxFloat(double d) override;
  ir::Word BoxBool(bool b) override;
  void Barrier(ir::Word object) override;
  void BarrierElem(ir::Word array, int64_t index) override;
  ir::Word CallHelper(uint32_t id, absl::Span<const ir::Word> args) override;
  ir::Word CallNative(const ir::ObjectRow& function,
                      absl::Span<const ir::Word> args) override;
  ir::Word CallValue(ir::Word callee, absl::Span<const ir::Word> args) override;
  bool PollIsSet() override;
  bool CodeIsValid() override;
  ir::Word ReadRegister(uint32_t number) override;
  ir::Word ThreadWord() override;

 private:
  Thread* t_;
  Value* regs_;
  const volatile uint8_t* valid_;
};

}  // namespace pyjit::jit

#endif  // JIT_EVAL_HOST_H_
