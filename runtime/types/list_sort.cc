// list.sort: a stable, adaptive merge sort over natural runs ("timsort" with
// the power-based merge policy), asking for the same comparisons in the same
// order as CPython 3.11, which programs can observe through __lt__ and NaNs.
//
// The list is empty while key functions and comparisons run. Keys, values and
// scratch live in heap arrays that this frame keeps alive; nothing enters them
// during the sort that was not in one of them before, so no barriers are due.

#include <cstring>
#include <type_traits>

#include "runtime/isolate.h"
#include "runtime/types/container_util.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/quick_compare.h"

namespace pyjit {
namespace {

// a < b for items of any kind, without dispatch for the usual ones. 1, 0, -1.
int AnyLess(Thread* t, Value a, Value b) {
  const int quick = QuickCompare(t, CompareOp::kLt, a, b);
  if (quick >= 0) return quick;
  if (HasExactKind(t, a, Kind::kTuple) && HasExactKind(t, b, Kind::kTuple)) {
    auto* x = a.as<Tuple>();
    auto* y = b.as<Tuple>();
    for (int64_t i = 0; i < x->length && i < y->length; ++i) {
      const int equal = ItemEquals(t, x->items[i], y->items[i]);
      if (equal < 0) return -1;
      if (!equal) return CompareBool(t, CompareOp::kLt, x->items[i], y->items[i]);
    }
    return x->length < y->length;
  }
  return CompareBool(t, CompareOp::kLt, a, b);
}

struct GenericLess {
  Thread* t;
  static constexpr bool kCanFail = true;
  int operator()(Value a, Value b) const { return AnyLess(t, a, b); }
};
struct SmallIntLess {
  Thread* t;
  static constexpr bool kCanFail = false;
  int operator()(Value a, Value b) const {
    return static_cast<int64_t>(a.bits()) < static_cast<int64_t>(b.bits());
  }
};
struct BoxedFloatLess {
  Thread* t;
  static constexpr bool kCanFail = false;
  int operator()(Value a, Value b) const {
    return FloatValue(a) < FloatValue(b);
  }
};
struct StrLess {
  Thread* t;
  static constexpr bool kCanFail = false;
  int operator()(Value a, Value b) const {
    return StrOrder(a.as<Str>(), b.as<Str>()) < 0;
  }
};
// Tuples whose first items First compares, all of one class: what is left to the rest
// only where these are equal.
template <typename First>
struct TupleLess {
  Thread* t;
  static constexpr bool kCanFail = true;
  int operator()(Value a, Value b) const {
    const Value x = a.as<Tuple>()->items[0], y = b.as<Tuple>()->items[0];
    if (x != y) {
      const First less{t};
      if (less(x, y)) return 1;
      if (less(y, x)) return 0;
    }
    return AnyLess(t, a, b);
  }
};
struct RawDoubleLess {
  Thread* t;
  static constexpr bool kCanFail = false;
  int operator()(double a, double b) const { return a < b; }
};

// Sorts n keys, and the values that go with them if kHasValues. Key is Value or
// double. After a failed comparison both arrays hold a permutation.
template <typename Key, typename Less, bool kHasValues>
class RunSorter {
 public:
  RunSorter(Thread* t, Less less, Key* keys, Value* values, int64_t n)
      : t_(t), less_(less), all_{keys, values}, n_(n) {}

  bool Sort(bool reverse) {
    // Equal items keep their order under reverse too.
    if (reverse) Reverse(all_, n_);
    const bool ok = SortRuns();
    if (reverse) Reverse(all_, n_);
    return ok;
  }

 private:
  static constexpr int64_t kInitialGallop = 7;
  static constexpr int kMaxRuns = 90;  // powers grow strictly up the stack

  // A position in the keys, and the same one in the values.
  struct Cursor {
    Key* key;
    Value* value;
    Cursor operator+(int64_t i) const {
      return {key + i, kHasValues ? value + i : value};
    }
    void Step(int64_t i) { *this = *this + i; }
  };
  struct Run {
    Cursor start;
    int64_t length;
    int power;  // of the boundary to the next run
  };

  static void Move(Cursor to, Cursor from, int64_t n) {
    std::memmove(static_cast<void*>(to.key), from.key, sizeof(Key) * static_cast<size_t>(n));
    if constexpr (kHasValues) {
      std::memmove(static_cast<void*>(to.value), from.value, sizeof(Value) * static_cast<size_t>(n));
    }
  }
  static void MoveOne(Cursor to, Cursor from) {
    *to.key = *from.key;
    if constexpr (kHasValues) *to.value = *from.value;
  }
  static void Reverse(Cursor c, int64_t n) {
    for (int64_t i = 0, j = n - 1; i < j; ++i, --j) {
      Key key = c.key[i];
      c.key[i] = c.key[j];
      c.key[j] = key;
      if constexpr (kHasValues) {
        Value value = c.value[i];
        c.value[i] = c.value[j];
        c.value[j] = value;
      }
    }
  }

  // 1, 0, or -1 with an exception pending.
  int Lt(Key a, Key b) const { return less_(a, b); }
  static bool Failed(int64_t r) { return Less::kCanFail && r < 0; }

  bool SortRuns() {
    int64_t left = n_;
    if (left < 2) return true;
    const int64_t min_run = MinRun(left);
    Cursor at = all_;
    while (left > 0) {
      bool descending;
      int64_t run = CountRun(at.key, left, &descending);
      if (Failed(run)) return false;
      if (descending) Reverse(at, run);
      if (run < min_run) {
        const int64_t wanted = left < min_run ? left : min_run;
        if (!InsertionSort(at, run, wanted)) return false;
        run = wanted;
      }
      if (!AddRun(at, run)) return false;
      at.Step(run);
      left -= run;
    }
    while (run_count_ > 1) {
      int i = run_count_ - 2;
      if (i > 0 && runs_[i - 1].length < runs_[i + 1].length) --i;
      if (!MergeAt(i)) return false;
    }
    return true;
  }

  // So that n / min_run is a power of two or little less; 32..64.
  static int64_t MinRun(int64_t n) {
    int64_t rest = 0;
    while (n >= 64) {
      rest |= n & 1;
      n >>= 1;
    }
    return n + rest;
  }

  // Length of the non-descending or strictly descending run at keys.
  int64_t CountRun(const Key* keys, int64_t n, bool* descending) const {
    *descending = false;
    if (n == 1) return 1;
    const int first = Lt(keys[1], keys[0]);
    if (Failed(first)) return -1;
    *descending = first != 0;
    int64_t i = 2;
    for (; i < n; ++i) {
      const int less = Lt(keys[i], keys[i - 1]);
      if (Failed(less)) return -1;
      if ((less != 0) != *descending) break;
    }
    return i;
  }

  // Extends the sorted first `sorted` items to `n`.
  bool InsertionSort(Cursor c, int64_t sorted, int64_t n) const {
    for (int64_t i = sorted; i < n; ++i) {
      const Key pivot = c.key[i];
      int64_t low = 0, high = i;
      while (low < high) {
        const int64_t middle = low + ((high - low) >> 1);
        const int less = Lt(pivot, c.key[middle]);
        if (Failed(less)) return false;
        if (less) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      for (int64_t j = i; j > low; --j) c.key[j] = c.key[j - 1];
      c.key[low] = pivot;
      if constexpr (kHasValues) {
        const Value value = c.value[i];
        for (int64_t j = i; j > low; --j) c.value[j] = c.value[j - 1];
        c.value[low] = value;
      }
    }
    return true;
  }

  // Depth, in a balanced tree over n_ items, of the node between the run that
  // starts at `start` with `length` items and the next with `next` items.
  int BoundaryPower(int64_t start, int64_t length, int64_t next) const {
    int64_t a = 2 * start + length;  // twice the middle of the first
    int64_t b = a + length + next;   // and of the second
    for (int power = 1;; ++power) {
      if (a >= n_) {
        a -= n_;
        b -= n_;
      } else if (b >= n_) {
        return power;
      }
      a <<= 1;
      b <<= 1;
    }
  }

  bool AddRun(Cursor at, int64_t length) {
    if (run_count_ > 0) {
      const Run& top = runs_[run_count_ - 1];
      const int power =
          BoundaryPower(top.start.key - all_.key, top.length, length);
      while (run_count_ > 1 && runs_[run_count_ - 2].power > power) {
        if (!MergeAt(run_count_ - 2)) return false;
      }
      runs_[run_count_ - 1].power = power;
    }
    runs_[run_count_++] = {at, length, 0};
    return true;
  }

  // First index of `keys` (sorted) whose item is not below `key` (left) or is
  // above it (right); searched outward from `hint`. -1 on error.
  template <bool kRight>
  int64_t Gallop(Key key, const Key* keys, int64_t n, int64_t hint) const {
    // Before(i): keys[i] belongs before the place we look for.
    auto before = [&](int64_t i) -> int {
      if constexpr (kRight) {
        const int less = Lt(key, keys[i]);
        return Failed(less) ? -1 : !less;
      } else {
        return Lt(keys[i], key);
      }
    };
    int64_t near = 0, far = 1;  // distances from hint
    int64_t low, high;
    const int at_hint = before(hint);
    if (Failed(at_hint)) return -1;
    if (at_hint) {
      const int64_t max = n - hint;
      while (far < max) {
        const int r = before(hint + far);
        if (Failed(r)) return -1;
        if (!r) break;
        near = far;
        far = 2 * far + 1;
      }
      if (far > max) far = max;
      low = hint + near + 1;
      high = hint + far;
    } else {
      const int64_t max = hint + 1;
      while (far < max) {
        const int r = before(hint - far);
        if (Failed(r)) return -1;
        if (r) break;
        near = far;
        far = 2 * far + 1;
      }
      if (far > max) far = max;
      low = hint - far + 1;
      high = hint - near;
    }
    while (low < high) {
      const int64_t middle = low + ((high - low) >> 1);
      const int r = before(middle);
      if (Failed(r)) return -1;
      if (r) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return high;
  }

  bool ReserveScratch(int64_t n) {
    if (n <= scratch_size_) return true;
    if constexpr (std::is_same_v<Key, double>) {
      RawArray* keys = NewRawArray(t_, n * 8);
      if (keys == nullptr) return false;
      scratch_.key = keys->doubles();
    } else {
      ValueArray* keys = NewValueArray(t_, n);
      if (keys == nullptr) return false;
      scratch_.key = keys->items;
    }
    if constexpr (kHasValues) {
      ValueArray* values = NewValueArray(t_, n);
      if (values == nullptr) return false;
      scratch_.value = values->items;
    }
    scratch_size_ = n;
    return true;
  }

  // Merges runs i and i + 1.
  bool MergeAt(int i) {
    Cursor a = runs_[i].start, b = runs_[i + 1].start;
    int64_t na = runs_[i].length, nb = runs_[i + 1].length;
    runs_[i].length = na + nb;
    runs_[i].power = runs_[i + 1].power;
    if (i + 3 == run_count_) runs_[i + 1] = runs_[i + 2];
    --run_count_;
    // What of a lies before b[0], and of b after a's last, is in place already.
    const int64_t skip = Gallop<true>(*b.key, a.key, na, 0);
    if (Failed(skip)) return false;
    a.Step(skip);
    na -= skip;
    if (na == 0) return true;
    nb = Gallop<false>(a.key[na - 1], b.key, nb, nb - 1);
    if (Failed(nb)) return false;
    if (nb == 0) return true;
    return na <= nb ? MergeUp(a, na, b, nb) : MergeDown(a, na, b, nb);
  }

  // a in scratch, filled from the left. Requires b[0] < a[0], a's last > b's last.
  bool MergeUp(Cursor a, int64_t na, Cursor b, int64_t nb) {
    if (!ReserveScratch(na)) return false;
    Move(scratch_, a, na);
    Cursor to = a;
    a = scratch_;
    // Puts what is left of a at its place; b's rest is there already.
    auto finish = [&](bool ok) {
      if (na > 0) Move(to, a, na);
      return ok;
    };
    // a's one remaining item is the greatest of all.
    auto finish_with_b = [&] {
      Move(to, b, nb);
      MoveOne(to + nb, a);
      return true;
    };
    auto take_a = [&](int64_t n) {
      Move(to, a, n);
      to.Step(n);
      a.Step(n);
      na -= n;
    };
    auto take_b = [&](int64_t n) {
      Move(to, b, n);
      to.Step(n);
      b.Step(n);
      nb -= n;
    };
    take_b(1);
    if (nb == 0) return finish(true);
    if (na == 1) return finish_with_b();
    int64_t gallop = gallop_;
    for (;;) {
      int64_t wins_a = 0, wins_b = 0;
      // One at a time, until one side wins so often that searching pays.
      for (;;) {
        const int less = Lt(*b.key, *a.key);
        if (Failed(less)) return finish(false);
        if (less) {
          MoveOne(to, b);
          to.Step(1);
          b.Step(1);
          ++wins_b;
          wins_a = 0;
          if (--nb == 0) return finish(true);
          if (wins_b >= gallop) break;
        } else {
          MoveOne(to, a);
          to.Step(1);
          a.Step(1);
          ++wins_a;
          wins_b = 0;
          if (--na == 1) return finish_with_b();
          if (wins_a >= gallop) break;
        }
      }
      ++gallop;
      do {
        gallop -= gallop > 1;
        gallop_ = gallop;
        wins_a = Gallop<true>(*b.key, a.key, na, 0);
        if (Failed(wins_a)) return finish(false);
        if (wins_a > 0) {
          take_a(wins_a);
          if (na == 1) return finish_with_b();
          // Only if the comparison is inconsistent.
          if (na == 0) return finish(true);
        }
        take_b(1);
        if (nb == 0) return finish(true);
        wins_b = Gallop<false>(*a.key, b.key, nb, 0);
        if (Failed(wins_b)) return finish(false);
        if (wins_b > 0) {
          take_b(wins_b);
          if (nb == 0) return finish(true);
        }
        take_a(1);
        if (na == 1) return finish_with_b();
      } while (wins_a >= kInitialGallop || wins_b >= kInitialGallop);
      ++gallop;  // leaving this mode costs
      gallop_ = gallop;
    }
  }

  // b in scratch, filled from the right; the mirror image of MergeUp.
  bool MergeDown(Cursor a, int64_t na, Cursor b, int64_t nb) {
    if (!ReserveScratch(nb)) return false;
    Move(scratch_, b, nb);
    // The merged items end before `end`; what is left of a and b are a[0..na)
    // and b[0..nb).
    Cursor end = b + nb;
    b = scratch_;
    auto finish = [&](bool ok) {
      if (nb > 0) Move(end + -nb, b, nb);
      return ok;
    };
    auto finish_with_a = [&] {
      Move(end + -na, a, na);
      MoveOne(end + (-na - 1), b);
      return true;
    };
    auto take_a = [&](int64_t n) {
      na -= n;
      end.Step(-n);
      Move(end, a + na, n);
    };
    auto take_b = [&](int64_t n) {
      nb -= n;
      end.Step(-n);
      Move(end, b + nb, n);
    };
    take_a(1);
    if (na == 0) return finish(true);
    if (nb == 1) return finish_with_a();
    int64_t gallop = gallop_;
    for (;;) {
      int64_t wins_a = 0, wins_b = 0;
      for (;;) {
        const int less = Lt(b.key[nb - 1], a.key[na - 1]);
        if (Failed(less)) return finish(false);
        if (less) {
          --na;
          end.Step(-1);
          MoveOne(end, a + na);
          ++wins_a;
          wins_b = 0;
          if (na == 0) return finish(true);
          if (wins_a >= gallop) break;
        } else {
          --nb;
          end.Step(-1);
          MoveOne(end, b + nb);
          ++wins_b;
          wins_a = 0;
          if (nb == 1) return finish_with_a();
          if (wins_b >= gallop) break;
        }
      }
      ++gallop;
      do {
        gallop -= gallop > 1;
        gallop_ = gallop;
        int64_t k = Gallop<true>(b.key[nb - 1], a.key, na, na - 1);
        if (Failed(k)) return finish(false);
        wins_a = na - k;
        if (wins_a > 0) {
          take_a(wins_a);
          if (na == 0) return finish(true);
        }
        take_b(1);
        if (nb == 1) return finish_with_a();
        k = Gallop<false>(a.key[na - 1], b.key, nb, nb - 1);
        if (Failed(k)) return finish(false);
        wins_b = nb - k;
        if (wins_b > 0) {
          take_b(wins_b);
          if (nb == 1) return finish_with_a();
          if (nb == 0) return finish(true);
        }
        take_a(1);
        if (na == 0) return finish(true);
      } while (wins_a >= kInitialGallop || wins_b >= kInitialGallop);
      ++gallop;
      gallop_ = gallop;
    }
  }

  Thread* t_;
  Less less_;
  Cursor all_;
  int64_t n_;
  int64_t gallop_ = kInitialGallop;
  Cursor scratch_ = {nullptr, nullptr};
  int64_t scratch_size_ = 0;
  int run_count_ = 0;
  Run runs_[kMaxRuns];
};

template <typename Key, typename Less>
bool SortWith(Thread* t, Key* keys, Value* values, int64_t n, bool reverse) {
  if (values == nullptr) {
    return RunSorter<Key, Less, false>(t, Less{t}, keys, nullptr, n)
        .Sort(reverse);
  }
  return RunSorter<Key, Less, true>(t, Less{t}, keys, values, n).Sort(reverse);
}

enum class KeyClass : uint8_t { kInt, kFloat, kStr, kTuple, kOther };

KeyClass ClassOfKey(Thread* t, Value key) {
  if (key.is_small_int()) return KeyClass::kInt;
  if (IsExactFloat(t, key)) return KeyClass::kFloat;
  if (IsExactStr(t, key)) return KeyClass::kStr;
  const bool tuple = HasExactKind(t, key, Kind::kTuple) && key.as<Tuple>()->length > 0;
  return tuple ? KeyClass::kTuple : KeyClass::kOther;
}

// What all keys are.
KeyClass ClassOfKeys(Thread* t, const Value* keys, int64_t n) {
  const KeyClass first = ClassOfKey(t, keys[0]);
  for (int64_t i = 1; i < n; ++i) {
    if (ClassOfKey(t, keys[i]) != first) return KeyClass::kOther;
  }
  return first;
}

// What the first items of all keys are, which are tuples.
KeyClass ClassOfFirsts(Thread* t, const Value* keys, int64_t n) {
  const KeyClass first = ClassOfKey(t, keys[0].as<Tuple>()->items[0]);
  for (int64_t i = 1; i < n; ++i) {
    if (ClassOfKey(t, keys[i].as<Tuple>()->items[0]) != first) return KeyClass::kOther;
  }
  return first;
}

// Picks the comparison that suits all keys, of which there are some.
bool SortValues(Thread* t, Value* keys, Value* values, int64_t n,
                bool reverse) {
  switch (ClassOfKeys(t, keys, n)) {
    case KeyClass::kInt: return SortWith<Value, SmallIntLess>(t, keys, values, n, reverse);
    case KeyClass::kFloat: return SortWith<Value, BoxedFloatLess>(t, keys, values, n, reverse);
    case KeyClass::kStr: return SortWith<Value, StrLess>(t, keys, values, n, reverse);
    case KeyClass::kTuple:
      switch (ClassOfFirsts(t, keys, n)) {
        case KeyClass::kInt:
          return SortWith<Value, TupleLess<SmallIntLess>>(t, keys, values, n, reverse);
        case KeyClass::kFloat:
          return SortWith<Value, TupleLess<BoxedFloatLess>>(t, keys, values, n, reverse);
        case KeyClass::kStr:
          return SortWith<Value, TupleLess<StrLess>>(t, keys, values, n, reverse);
        default: break;
      }
      break;
    case KeyClass::kOther: break;
  }
  return SortWith<Value, GenericLess>(t, keys, values, n, reverse);
}

}  // namespace

bool ListSort(Thread* t, List* list, Value key, bool reverse) {
  if (key == t->isolate->none()) key = Value::Null();
  const int64_t n = list->length;
  // With key functions the items are needed as values.
  if (key && list->storage_kind() == ListStorage::kDouble &&
      !ListMakeTagged(t, list)) {
    return false;
  }
  const ListStorage kind = list->storage_kind();
  Object* storage = list->storage;
  if (kind == ListStorage::kDouble) {
    return SortWith<double, RawDoubleLess>(
        t, static_cast<RawArray*>(storage)->doubles(), nullptr, n, reverse);
  }
  if (n == 0) return true;
  if (!key && kind == ListStorage::kInt) {
    return SortWith<Value, SmallIntLess>(
        t, static_cast<ValueArray*>(storage)->items, nullptr, n, reverse);
  }
  Value* items = static_cast<ValueArray*>(storage)->items;
  ListClear(t, list);
  const uint64_t version = list->version;
  bool ok = true;
  if (key) {
    ValueArray* keys = NewValueArray(t, n);
    ok = keys != nullptr;
    for (int64_t i = 0; ok && i < n; ++i) {
      Value arg = items[i];
      Value k = Call(t, key, &arg, 1, Value::Null());
      if (!k) {
        ok = false;
        break;
      }
      keys->items[i] = k;
      WriteBarrier(t, keys);
    }
    ok = ok && SortValues(t, keys->items, items, n, reverse);
  } else {
    ok = SortValues(t, items, nullptr, n, reverse);
  }
  const bool modified = list->storage != nullptr || list->version != version;
  list->storage = storage;
  list->length = n;
  list->flags = static_cast<uint8_t>(kind);
  WriteBarrier(t, list);
  if (ok && modified) {
    RaiseText(t, Exc::kValueError, "list modified during sort");
    return false;
  }
  return ok;
}

}  // namespace pyjit
