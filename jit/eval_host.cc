#include "jit/eval_host.h"

#include <cstring>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "jit/helpers/helpers.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"

namespace pyjit::jit {

using ir::MemType;
using ir::Word;

Word HeapEvalHost::Read(Word address, MemType mem) {
  Word word = 0;
  std::memcpy(&word, reinterpret_cast<const void*>(address),
              static_cast<size_t>(ir::MemBytes(mem)));
  return word;
}

void HeapEvalHost::Write(Word address, MemType mem, Word value) {
  std::memcpy(reinterpret_cast<void*>(address), &value,
              static_cast<size_t>(ir::MemBytes(mem)));
}

Word HeapEvalHost::Allocate(const ir::ShapeRow& shape, int64_t bytes) {
  const size_t rounded = (static_cast<size_t>(bytes) + 15) & ~size_t{15};
  Object* object = TraceAllocate(t_, rounded);
  if (object == nullptr) {
    Fail("out of memory");
    return 0;
  }
  object->shape_word = static_cast<uint32_t>(shape.word);
  return Value(object).bits();
}

Word HeapEvalHost::BoxInt(int64_t n) { return IntFromInt64(t_, n).bits(); }
Word HeapEvalHost::BoxFloat(double d) { return NewFloat(t_, d).bits(); }
Word HeapEvalHost::BoxBool(bool b) { return t_->isolate->Bool(b).bits(); }

void HeapEvalHost::Barrier(Word object) {
  WriteBarrier(t_, Value(object).as<Object>());
}

void HeapEvalHost::BarrierElem(Word array, int64_t index) {
  auto* items = Value(array).as<ValueArray>();
  WriteBarrierAt(t_, items, &items->items[index]);
}

// Helpers are called under one type, see below: nothing for UBSan to check.
[[clang::no_sanitize("function")]]
Word HeapEvalHost::CallHelper(uint32_t id, absl::Span<const Word> args) {
  const ir::HelperRow& row = ir::HelperRowOf(id);
  const uintptr_t address = HelperAddress(static_cast<ir::HelperId>(id));
  const absl::string_view operands = row.operands;
  if (operands.find('f') != absl::string_view::npos) {
    auto number = [&](size_t i) {
      double d;
      std::memcpy(&d, &args[i], sizeof(d));
      return d;
    };
    if (operands != "ff" || row.result != ir::Type::kF64) {
      Fail("the evaluator cannot call this helper");
      return 0;
    }
    auto* call = reinterpret_cast<double (*)(Thread*, double, double)>(address);
    const double result = call(t_, number(0), number(1));
    Word word;
    std::memcpy(&word, &result, sizeof(word));
    return word;
  }
  Word a[5] = {};
  for (size_t i = 0; i < args.size() && i < 5; ++i) a[i] = args[i];
  // Integer registers are filled from the left; what a helper does not take is
  // ignored.
  auto* call =
      reinterpret_cast<Word (*)(Thread*, Word, Word, Word, Word, Word)>(address);
  const Word result = call(t_, a[0], a[1], a[2], a[3], a[4]);
  return row.result == ir::Type::kI1 ? (result & 1) : result;
}

Word HeapEvalHost::CallNative(const ir::ObjectRow& function,
                              absl::Span<const Word> args) {
  Value words[256];
  for (size_t i = 0; i < args.size(); ++i) words[i] = Value(args[i]);
  return TraceCallNative(t_, Value(function.word), words, args.size()).bits();
}

Word HeapEvalHost::CallValue(Word callee, absl::Span<const Word> args) {
  Value words[256];
  for (size_t i = 0; i < args.size(); ++i) words[i] = Value(args[i]);
  return TraceCallValue(t_, Value(callee), words, args.size()).bits();
}

bool HeapEvalHost::PollIsSet() {
  return t_->poll.load(std::memory_order_relaxed) != 0;
}

bool HeapEvalHost::CodeIsValid() { return *valid_ == t_->valid_mark; }

Word HeapEvalHost::ReadRegister(uint32_t number) {
  return regs_[number].bits();
}

Word HeapEvalHost::ThreadWord() { return reinterpret_cast<Word>(t_); }

}  // namespace pyjit::jit
