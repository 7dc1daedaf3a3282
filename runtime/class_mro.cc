// Method resolution order (C3), metaclass and layout of a class with several bases.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "runtime/class.h"
#include "runtime/class_internal.h"
#include "runtime/error.h"
#include "runtime/isolate.h"
#include "runtime/operators.h"
#include "runtime/shape.h"
#include "runtime/types/tuple.h"

namespace pyjit {

namespace {

// One of the sequences that C3 merges: a base's MRO, or the bases themselves.
struct Sequence {
  const Value* items;
  int64_t length;
  int64_t next;
  bool done() const { return next == length; }
};

bool InTail(const std::vector<Sequence>& sequences, Value candidate) {
  for (const Sequence& s : sequences) {
    for (int64_t i = s.next + 1; i < s.length; ++i) {
      if (s.items[i] == candidate) return true;
    }
  }
  return false;
}

void RaiseNoOrder(Thread* t, const std::vector<Sequence>& sequences) {
  std::string names;
  std::vector<Value> seen;
  for (const Sequence& s : sequences) {
    if (s.done()) continue;
    Value head = s.items[s.next];
    bool known = false;
    for (Value v : seen) known |= v == head;
    if (known) continue;
    seen.push_back(head);
    absl::StrAppend(&names, names.empty() ? "" : ", ", ClassName(head.as<Class>()));
  }
  RaiseText(t, Exc::kTypeError,
            absl::StrCat("Cannot create a consistent method resolution\norder "
                         "(MRO) for bases ",
                         names));
}

}  // namespace

Tuple* ComputeMro(Thread* t, Class* cls, Tuple* bases) {
  for (int64_t i = 0; i < bases->length; ++i) {
    for (int64_t j = i + 1; j < bases->length; ++j) {
      if (bases->items[i] == bases->items[j]) {
        Raise(t, Exc::kTypeError, "duplicate base class %s",
              ClassName(bases->items[i].as<Class>()));
        return nullptr;
      }
    }
  }
  if (bases->length == 1) {
    auto* rest = bases->items[0].as<Class>()->mro.as<Tuple>();
    Tuple* mro = NewTuple(t, rest->length + 1);
    if (mro == nullptr) return nullptr;
    mro->items[0] = cls;
    for (int64_t i = 0; i < rest->length; ++i) mro->items[i + 1] = rest->items[i];
    return mro;
  }
  // Nothing is allocated on the heap during the merge: the items stay where
  // they are because the bases hold them.
  std::vector<Sequence> sequences;
  for (int64_t i = 0; i < bases->length; ++i) {
    auto* mro = bases->items[i].as<Class>()->mro.as<Tuple>();
    sequences.push_back({mro->items, mro->length, 0});
  }
  sequences.push_back({bases->items, bases->length, 0});
  std::vector<Class*> order = {cls};
  for (;;) {
    bool all_done = true;
    Value chosen;
    for (const Sequence& s : sequences) {
      if (s.done()) continue;
      all_done = false;
      if (!InTail(sequences, s.items[s.next])) {
        chosen = s.items[s.next];
        break;
      }
    }
    if (all_done) break;
    if (chosen.is_null()) {
      RaiseNoOrder(t, sequences);
      return nullptr;
    }
    order.push_back(chosen.as<Class>());
    for (Sequence& s : sequences) {
      if (!s.done() && s.items[s.next] == chosen) ++s.next;
    }
  }
  Tuple* mro = NewTuple(t, static_cast<int64_t>(order.size()));
  if (mro == nullptr) return nullptr;
  for (size_t i = 0; i < order.size(); ++i) mro->items[i] = order[i];
  return mro;
}

Class* ComputeMetaclass(Thread* t, Class* metaclass, Tuple* bases) {
  Class* winner = metaclass == nullptr ? t->isolate->type_class() : metaclass;
  for (int64_t i = 0; i < bases->length; ++i) {
    Class* candidate = ClassOf(t, bases->items[i]);
    if (IsSubclass(winner, candidate)) continue;
    if (IsSubclass(candidate, winner)) {
      winner = candidate;
      continue;
    }
    RaiseText(t, Exc::kTypeError,
              "metaclass conflict: the metaclass of a derived class must be a "
              "(non-strict) subclass of the metaclasses of all its bases");
    return nullptr;
  }
  return winner;
}

namespace {

// The class that gives instances of cls their layout: a builtin one, or one that
// adds members of __slots__.
Class* SolidBase(Class* cls) {
  auto* mro = cls->mro.as<Tuple>();
  for (int64_t i = 0; i < mro->length; ++i) {
    auto* c = mro->items[i].as<Class>();
    if (!(c->flags & kClassBuiltin)) {
      if (HasOwnMembers(c)) return c;
      continue;
    }
    // object comes last; a builtin base of a later base may come before it.
    if (c->native_size == sizeof(Object) && i + 1 != mro->length) continue;
    if (i + 1 == mro->length || !SameNativeLayout(c, mro->items[i + 1].as<Class>())) {
      return c;
    }
  }
  return cls;
}

}  // namespace

Class* BestBase(Thread* t, Tuple* bases) {
  Class* best = nullptr;
  Class* best_solid = nullptr;
  for (int64_t i = 0; i < bases->length; ++i) {
    if (!IsKind(bases->items[i], Kind::kClass)) {
      RaiseText(t, Exc::kTypeError, "bases must be types");
      return nullptr;
    }
    auto* base = bases->items[i].as<Class>();
    if (base->version == 0 && !t->isolate->booting()) {
      Raise(t, Exc::kTypeError, "Cannot extend an incomplete type '%s'", ClassName(base));
      return nullptr;
    }
    if (!(base->flags & kClassBaseable)) {
      Raise(t, Exc::kTypeError, "type '%s' is not an acceptable base type",
            ClassName(base));
      return nullptr;
    }
    Class* solid = SolidBase(base);
    if (best == nullptr || (solid != best_solid && IsSubclass(solid, best_solid))) {
      best = base;
      best_solid = solid;
    } else if (!IsSubclass(best_solid, solid)) {
      RaiseText(t, Exc::kTypeError, "multiple bases have instance lay-out conflict");
      return nullptr;
    }
  }
  return best;
}

}  // namespace pyjit
