#include "interp/calls.h"

#include <cstring>

#include "interp/fast_values.h"
#include "interp/frames.h"
#include "runtime/argument_binding.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/native.h"
#include "runtime/native_new.h"
#include "runtime/native_signature.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

size_t KeywordCount(Value kwnames) {
  return kwnames.is_null() ? 0 : static_cast<size_t>(kwnames.as<Tuple>()->length);
}

// Pushes the frame of `function`, whose registers begin at `args`.
CallOutcome BeginFunction(Thread* t, Function* function, Value* args, size_t nargs,
                          Value kwnames, Value extra, uint64_t flags) {
  CodeBlock* block = function->code->block;
  if (!RoomForFrame(t, args, block)) [[unlikely]] {
    RaiseRecursionError(t);
    return CallOutcome::kError;
  }
  Frame* prev = t->frame;
  Frame* frame = Frame::FromRegs(args);
  uint32_t parameters = block->arg_count;
  if (SimpleCall(block) != nargs + 1 || !kwnames.is_null()) {
    if (!BindInto(t, function, args, nargs, kwnames, args)) return CallOutcome::kError;
    parameters = static_cast<uint32_t>(ParameterCount(function));
  }
  frame->callee = function;
  PushFrame(t, frame, prev, function->code, block, parameters, extra, flags);
  return CallOutcome::kPushed;
}

// Puts `self` before the arguments. Returns where they begin now.
Value* PrependSelf(Value self, Value* base, Value* args, size_t words) {
  if (args > base + kFrameHeaderWords) {
    --args;
  } else if (words > 0) {
    std::memmove(static_cast<void*>(args + 1), args, words * sizeof(Value));
  }
  *args = self;
  return args;
}

}  // namespace

namespace {

// Most parameters that are bound without asking BindArguments.
constexpr size_t kMostQuick = 16;

// Binds the arguments of a plain function, keywords by the identity of their names.
// What it cannot do, errors included, is left to BindArguments: then nothing has
// been done.
class QuickBinder {
 public:
  explicit QuickBinder(const Function* function)
      : function_(function),
        block_(function->code->block),
        count_(block_->arg_count),
        total_(count_ + block_->keyword_only) {}

  bool Positional(const Value* args, size_t nargs) {
    if ((block_->flags & (kCodeVarArgs | kCodeVarKeywords)) != 0 || nargs > count_ ||
        total_ > kMostQuick) {
      return false;
    }
    for (size_t i = 0; i < nargs; ++i) out_[i] = args[i];
    given_ = nargs;
    return true;
  }
  bool Keyword(Value name, Value value) {
    size_t i = block_->positional_only;
    while (i < total_ && Value(block_->local_names[i]) != name) ++i;
    if (i == total_ || !out_[i].is_null()) return false;
    out_[i] = value;
    return true;
  }
  bool Finish(Value* regs) {
    const Tuple* defaults =
        function_->defaults.is_null() ? nullptr : function_->defaults.as<Tuple>();
    const size_t optional = defaults == nullptr ? 0 : static_cast<size_t>(defaults->length);
    if (optional > count_) return false;
    const size_t required = count_ - optional;
    for (size_t i = given_; i < total_; ++i) {
      if (!out_[i].is_null()) continue;
      if (i >= count_ || i < required) return false;
      out_[i] = defaults->items[i - required];
    }
    for (size_t i = 0; i < total_; ++i) regs[i] = out_[i];
    return true;
  }

 private:
  const Function* function_;
  const CodeBlock* block_;
  const size_t count_, total_;
  size_t given_ = 0;
  Value out_[kMostQuick];
};

bool BindByName(Function* function, const Value* args, size_t nargs, Tuple* names,
                Value* regs) {
  QuickBinder binder(function);
  if (!binder.Positional(args, nargs)) return false;
  for (int64_t k = 0; k < names->length; ++k) {
    if (!binder.Keyword(names->items[k], args[nargs + static_cast<size_t>(k)])) return false;
  }
  return binder.Finish(regs);
}

}  // namespace

// Takes whatever is left over, and no keywords but those that **kwargs takes.
static bool TakesRest(const CodeBlock& block) {
  return (block.flags & kCodeVarArgs) != 0 && block.keyword_only == 0;
}

// f(*args, **kwargs) called with positional arguments alone, as decorators' wrappers
// are: what is left over becomes the tuple. *ok false: MemoryError.
static bool BindRest(Thread* t, CodeBlock* block, const Value* args, size_t nargs, Value* regs,
                     bool* ok) {
  const size_t count = block->arg_count;
  if (!TakesRest(*block) || nargs < count) return false;
  // They stay where they are, in the caller's registers, until both are made.
  const Value rest = TupleFromArray(t, args + count, static_cast<int64_t>(nargs - count));
  Value keywords;
  *ok = !rest.is_null();
  if (*ok && (block->flags & kCodeVarKeywords)) {
    keywords = NewDict(t);
    *ok = !keywords.is_null();
  }
  if (!*ok) return true;
  if (regs != args && count > 0) {
    std::memmove(static_cast<void*>(regs), args, count * sizeof(Value));
  }
  regs[count] = rest;
  if (block->flags & kCodeVarKeywords) regs[count + 1] = keywords;
  return true;
}

bool BindInto(Thread* t, Function* function, Value* args, size_t nargs, Value kwnames,
              Value* regs) {
  CodeBlock* block = function->code->block;
  // The usual: some of the last parameters take their defaults.
  if (kwnames.is_null() && SimpleCall(block) != kNotSimpleCall && nargs < block->arg_count &&
      !function->defaults.is_null()) {
    auto* defaults = function->defaults.as<Tuple>();
    size_t missing = block->arg_count - nargs;
    if (static_cast<size_t>(defaults->length) >= missing) {
      if (regs != args && nargs > 0) {
        std::memmove(static_cast<void*>(regs), args, nargs * sizeof(Value));
      }
      std::memcpy(static_cast<void*>(regs + nargs),
                  defaults->items + defaults->length - static_cast<int64_t>(missing),
                  missing * sizeof(Value));
      return true;
    }
  }
  bool ok;
  if (kwnames.is_null() && BindRest(t, block, args, nargs, regs, &ok)) return ok;
  if (!kwnames.is_null() && BindByName(function, args, nargs, kwnames.as<Tuple>(), regs)) {
    return true;
  }
  // The registers may reach beyond what the collector knows to be in use.
  Value* old_top = t->stack_top;
  Value* top = regs + block->register_count;
  if (top > old_top) {
    Value* used = VmStackTop(t);
    for (Value* p = used; p < top; ++p) *p = Value();
    t->stack_top = top;
  }
  ok = BindArguments(t, function, args, nargs, kwnames, regs);
  t->stack_top = old_top;
  return ok;
}

bool IsQuicklyBound(const Function* function, int64_t nargs) {
  CodeBlock* block = function->code->block;
  if (TakesRest(*block)) return nargs >= block->arg_count;
  return SimpleCall(block) != kNotSimpleCall && block->arg_count <= kMostQuick;
}

bool BindUnpacked(Thread* t, Function* function, Value positional, Value keywords,
                  Value* regs, bool* ok) {
  *ok = true;
  const Value* args = nullptr;
  int64_t nargs = 0;
  if (!positional.is_null()) {
    if (IsExact(t, positional, Kind::kTuple)) {
      args = positional.as<Tuple>()->items;
      nargs = positional.as<Tuple>()->length;
    } else if (IsExact(t, positional, Kind::kList)) {
      auto* list = positional.as<List>();
      if (list->storage_kind() == ListStorage::kDouble) return false;
      if (list->length > 0) args = static_cast<ValueArray*>(list->storage)->items;
      nargs = list->length;
    } else {
      return false;
    }
  }
  if (!IsQuicklyBound(function, nargs)) return false;
  if (TakesRest(*function->code->block)) {
    const bool none = keywords.is_null() ||
                      (IsExact(t, keywords, Kind::kDict) && DictLength(keywords.as<Dict>()) == 0);
    return none && BindRest(t, function->code->block, args, static_cast<size_t>(nargs), regs, ok);
  }
  QuickBinder binder(function);
  if (!binder.Positional(args, static_cast<size_t>(nargs))) return false;
  if (!keywords.is_null()) {
    if (!IsExact(t, keywords, Kind::kDict)) return false;
    auto* dict = keywords.as<Dict>();
    int64_t at = 0;
    Value name, value;
    while (DictNext(dict, &at, &name, &value)) {
      if (!binder.Keyword(name, value)) return false;
    }
  }
  return binder.Finish(regs);
}

Value CallNativeInPlace(Thread* t, NativeFunction* function, Value* args, size_t nargs) {
  const NativeSignature* sig = function->signature;
  Value self = function->self;
  if (sig != nullptr && sig->raw && IsNew(function) && IsGoodNew(function, args, nargs)) {
    return function->info->fn(t, args, nargs, Value());
  }
  if (sig == nullptr || function->context != nullptr ||
      (!self.is_null() &&
       (!IsKind(self, Kind::kModule) || IsKind(function->owner, Kind::kClass)))) {
    return CallNative(t, function, args, nargs, Value());
  }
  size_t skip = 0;
  if (sig->receiver != ReceiverKind::kNone) {
    if (nargs == 0) return CallNative(t, function, args, nargs, Value());
    if (sig->receiver == ReceiverKind::kInstance &&
        Value(ClassOf(t, args[0])) != function->owner) {
      return CallNative(t, function, args, nargs, Value());
    }
    skip = 1;
  }
  size_t given = nargs - skip;
  if (sig->raw || (given == sig->slots && given == sig->positional)) {
    if (nargs < kAuxSideDict - 1) {
      function->aux = static_cast<uint16_t>(nargs + 1);
      function->flags = sig->receiver == ReceiverKind::kInstance ? kNativeChecksReceiver : 0;
    }
    return function->info->fn(t, args, nargs, Value());
  }
  if (sig->slots == sig->positional && given + 1 == sig->positional &&
      given >= sig->required_positional && nargs < kAuxSideDict - 1 && function->aux == 0) {
    // Noted unless exact calls were first: DirectNativeWords pads.
    function->aux = static_cast<uint16_t>(nargs + 1);
    function->flags = kNativePadsOne | (sig->receiver == ReceiverKind::kInstance
                                            ? kNativeChecksReceiver
                                            : 0);
  }
  constexpr size_t kCopied = 8;
  if (sig->slots == sig->positional && given < sig->positional &&
      given >= sig->required_positional && sig->slots + skip <= kCopied) {
    Value words[kCopied];
    for (size_t i = 0; i < nargs; ++i) words[i] = args[i];
    return function->info->fn(t, words, sig->slots + skip, Value());
  }
  return CallNative(t, function, args, nargs, Value());
}

// Whether cls(...) is type.__call__: also with a metaclass that leaves it alone.
static bool MakesInstancesPlainly(Isolate* isolate, Class* cls) {
  Class* metaclass = cls->shape()->cls;
  return metaclass == isolate->type_class() ||
         (metaclass->slots != nullptr &&
          ClassSlot(metaclass, Slot::kCall) == ClassSlot(isolate->type_class(), Slot::kCall));
}

Object* NewPlainInstance(Thread* t, Class* cls, Function** init) {
  Isolate* isolate = t->isolate;
  if (cls->instance_kind != Kind::kInstance || cls->slots == nullptr ||
      !MakesInstancesPlainly(isolate, cls) || (cls->flags & kClassHasFinalizer) ||
      (cls->traits & kTraitAbstract)) {
    return nullptr;
  }
  Value init_value = ClassSlot(cls, Slot::kInit);
  if (init_value.is_null() || !IsExact(t, init_value, Kind::kFunction) || cls->instance_root == nullptr) return nullptr;
  if (ClassSlot(cls, Slot::kNew) != ClassSlot(isolate->object_class(), Slot::kNew)) {
    return nullptr;
  }
  Shape* root = cls->instance_root;
  *init = init_value.as<Function>();
  Object* object = BumpObject(t, root, root->instance_size);
  if (object == nullptr) [[unlikely]] object = AllocateInstance(t, cls);
  return object;
}

CallOutcome BeginCall(Thread* t, Value callee, Value* base, Value* args, size_t nargs,
                      Value kwnames, Value* result) {
  for (int bound = 0; callee.is_object(); ++bound) {
    switch (callee.object()->kind()) {
      case Kind::kFunction:
        return BeginFunction(t, callee.as<Function>(), args, nargs, kwnames, Value(), 0);
      case Kind::kNativeFunction:
        *result = kwnames.is_null()
                      ? CallNativeInPlace(t, callee.as<NativeFunction>(), args, nargs)
                      : CallNative(t, callee.as<NativeFunction>(), args, nargs, kwnames);
        return result->is_null() ? CallOutcome::kError : CallOutcome::kValue;
      case Kind::kBoundMethod: {
        if (bound != 0) break;  // there is but one spare word
        auto* method = callee.as<BoundMethod>();
        args = PrependSelf(method->self, base, args, nargs + KeywordCount(kwnames));
        ++nargs;
        callee = method->function;
        continue;
      }
      case Kind::kClass: {
        if (bound != 0) break;
        Function* init;
        Object* instance = NewPlainInstance(t, callee.as<Class>(), &init);
        if (instance == nullptr) {
          if (!t->exception.is_null()) return CallOutcome::kError;
          break;
        }
        args = PrependSelf(instance, base, args, nargs + KeywordCount(kwnames));
        return BeginFunction(t, init, args, nargs + 1, kwnames, instance, kFrameConstructor);
      }
      case Kind::kInstance: {
        if (bound != 0) break;
        Value method = ClassSlot(callee.object()->shape()->cls, Slot::kCall);
        if (!method.is_object() || !HasExactShape(t, method, Kind::kFunction)) break;
        args = PrependSelf(callee, base, args, nargs + KeywordCount(kwnames));
        ++nargs;
        callee = method;
        continue;
      }
      default: break;
    }
    break;
  }
  *result = Call(t, callee, args, nargs, kwnames);
  return result->is_null() ? CallOutcome::kError : CallOutcome::kValue;
}

}  // namespace pyjit
