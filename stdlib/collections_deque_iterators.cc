// The iterators of deque, forwards and backwards.
#include "runtime/error.h"
#include "runtime/types/container_util.h"
#include "runtime/types/int.h"
#include "runtime/types/tuple.h"
#include "stdlib/collections_internal.h"
#include "stdlib/native_class.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

struct DequeIterator : Object {
  Value deque;
  int64_t position;   // of the next item
  int64_t remaining;  // 0: exhausted
  uint64_t version;   // of the deque when the iterator was made
};

template <bool kReverse>
Value Next(Thread* t, Object* self) {
  auto* it = static_cast<DequeIterator*>(self);
  auto* deque = it->deque.as<Deque>();
  if (deque->version != it->version) {
    it->remaining = 0;
    return RaiseText(t, Exc::kRuntimeError, "deque mutated during iteration");
  }
  if (it->remaining == 0) return Value();
  it->remaining--;
  Value item = deque->Get(it->position);
  it->position += kReverse ? -1 : 1;
  return item;
}

constexpr ExtensionInfo kForward = {sizeof(DequeIterator), 1, nullptr, Next<false>};
constexpr ExtensionInfo kBackward = {sizeof(DequeIterator), 1, nullptr, Next<true>};

Value Make(Thread* t, Class* cls, Deque* deque, bool reverse) {
  auto* it = NewExtension<DequeIterator>(t, cls);
  if (it == nullptr) return Value();
  it->deque = deque;
  it->position = reverse ? deque->length - 1 : 0;
  it->remaining = deque->length;
  it->version = deque->version;
  return it;
}

// _deque_iterator(deque, index=0)
template <bool kReverse>
Value Construct(Thread* t, Value* args, size_t nargs, Value kwnames) {
  const char* name = kReverse ? "_deque_reverse_iterator" : "_deque_iterator";
  if (!CheckNoKeywords(t, name, kwnames) || !CheckArgCount(t, name, nargs - 1, 1, 2)) {
    return Value();
  }
  if (!IsKind(args[1], Kind::kExtension) ||
      args[1].object()->shape()->extension != &Deque::kExtension) {
    return Raise(t, Exc::kTypeError, "%s() argument 1 must be collections.deque, not %s", name,
                 ClassNameOf(t, args[1]));
  }
  int64_t skip = 0;
  if (nargs > 2 && !ArgAsSize(t, args[2], &skip)) return Value();
  Value made = Make(t, args[0].as<Class>(), args[1].as<Deque>(), kReverse);
  if (made.is_null() || skip <= 0) return made;
  auto* it = made.as<DequeIterator>();
  if (skip > it->remaining) skip = it->remaining;
  it->remaining -= skip;
  it->position += kReverse ? -skip : skip;
  return made;
}

Value LengthHint(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Value::SmallInt(args[0].as<DequeIterator>()->remaining);
}

Value Reduce(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* it = args[0].as<DequeIterator>();
  const int64_t index = it->deque.as<Deque>()->length - it->remaining;
  Tuple* state = TuplePack(t, it->deque, Value::SmallInt(index < 0 ? 0 : index));
  return state == nullptr ? Value() : Value(TuplePack(t, ClassOf(t, args[0]), state));
}

constexpr NativeInfo kForwardRows[] = {
    {"__new__", Construct<false>, nullptr, kAnything, ""},
    {"__length_hint__", LengthHint, "($self, /)", kReadsHeap,
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__", Reduce, "($self, /)", kReadsHeap | kCollects | kRaises,
     "Return state information for pickling."},
};
constexpr NativeInfo kBackwardRows[] = {
    {"__new__", Construct<true>, nullptr, kAnything, ""},
    {"__length_hint__", LengthHint, "($self, /)", kReadsHeap,
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__", Reduce, "($self, /)", kReadsHeap | kCollects | kRaises,
     "Return state information for pickling."},
};

}  // namespace

Value NewDequeIterator(Thread* t, Deque* deque, bool reverse) {
  return Make(t,
              ClassOfStdlib(t, reverse ? StdlibClass::kDequeReverseIterator
                                       : StdlibClass::kDequeIterator),
              deque, reverse);
}

bool InitDequeIterators(Thread* t, Module* module) {
  Class* forward = DefineModuleClass(
      t, module, {"_collections", "_deque_iterator", &kForward, Construct<false>, kForwardRows});
  if (!KeepClass(t, StdlibClass::kDequeIterator, forward)) return false;
  Class* backward = DefineModuleClass(t, module,
                                      {"_collections", "_deque_reverse_iterator", &kBackward,
                                       Construct<true>, kBackwardRows});
  return KeepClass(t, StdlibClass::kDequeReverseIterator, backward);
}

}  // namespace pyjit
