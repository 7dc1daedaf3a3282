// itertools.combinations, combinations_with_replacement and permutations.
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/types/container_util.h"
#include "runtime/types/int.h"
#include "runtime/types/storage.h"
#include "stdlib/itertools_internal.h"
#include "stdlib/native_class.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

// kImpossible: there are no results at all.
enum class State : uint8_t { kFresh, kRunning, kStopped, kImpossible };

// One layout for all three: positions in the pool of the r items chosen.
// Permutations permute all n positions and count down a cycle per place.
struct Choice : Object {
  Value pool;     // Tuple
  Value indices;  // RawArray of int64
  Value cycles;   // permutations: RawArray of r int64
  int64_t r;
  State state;

  int64_t n() const { return pool.as<Tuple>()->length; }
  int64_t* at() const { return reinterpret_cast<int64_t*>(indices.as<RawArray>()->bytes); }
  int64_t* left() const { return reinterpret_cast<int64_t*>(cycles.as<RawArray>()->bytes); }
};

Choice* Self(Object* self) { return static_cast<Choice*>(self); }

Value Select(Thread* t, Choice* it) {
  Tuple* result = NewTuple(t, it->r);
  if (result == nullptr) return Value();
  auto* pool = it->pool.as<Tuple>();
  for (int64_t i = 0; i < it->r; ++i) result->items[i] = pool->items[it->at()[i]];
  WriteBarrier(t, result);
  return result;
}
Value Stop(Choice* it) {
  it->state = State::kStopped;
  return Value();
}

Value NextOfCombinations(Thread* t, Object* self) {
  Choice* it = Self(self);
  if (it->state >= State::kStopped) return Value();
  if (it->state == State::kRunning) {
    const int64_t n = it->n(), r = it->r;
    int64_t* at = it->at();
    int64_t i = r - 1;
    while (i >= 0 && at[i] == i + n - r) --i;
    if (i < 0) return Stop(it);
    ++at[i];
    for (int64_t j = i + 1; j < r; ++j) at[j] = at[j - 1] + 1;
  }
  it->state = State::kRunning;
  return Select(t, it);
}

Value NextOfReplacement(Thread* t, Object* self) {
  Choice* it = Self(self);
  if (it->state >= State::kStopped) return Value();
  if (it->state == State::kRunning) {
    const int64_t n = it->n(), r = it->r;
    int64_t* at = it->at();
    int64_t i = r - 1;
    while (i >= 0 && at[i] == n - 1) --i;
    if (i < 0) return Stop(it);
    const int64_t next = at[i] + 1;
    for (; i < r; ++i) at[i] = next;
  }
  it->state = State::kRunning;
  return Select(t, it);
}

Value NextOfPermutations(Thread* t, Object* self) {
  Choice* it = Self(self);
  if (it->state >= State::kStopped) return Value();
  if (it->state == State::kRunning) {
    const int64_t n = it->n();
    int64_t* at = it->at();
    int64_t* left = it->left();
    int64_t i = it->r - 1;
    for (; i >= 0; --i) {
      if (--left[i] == 0) {
        // This place is through: its item goes to the end.
        const int64_t first = at[i];
        for (int64_t j = i; j < n - 1; ++j) at[j] = at[j + 1];
        at[n - 1] = first;
        left[i] = n - i;
        continue;
      }
      const int64_t j = n - left[i];
      const int64_t swap = at[i];
      at[i] = at[j];
      at[j] = swap;
      break;
    }
    if (i < 0) return Stop(it);
  }
  it->state = State::kRunning;
  return Select(t, it);
}

constexpr ExtensionInfo kCombinations = {sizeof(Choice), 3, nullptr, NextOfCombinations};
constexpr ExtensionInfo kReplacement = {sizeof(Choice), 3, nullptr, NextOfReplacement};
constexpr ExtensionInfo kPermutations = {sizeof(Choice), 3, nullptr, NextOfPermutations};

enum class Kinds : uint8_t { kCombinations, kReplacement, kPermutations };

template <Kinds kKind>
constexpr const char* NameOf() {
  return kKind == Kinds::kCombinations  ? "combinations"
         : kKind == Kinds::kReplacement ? "combinations_with_replacement"
                                        : "permutations";
}

template <Kinds kKind>
Value Make(Thread* t, Value* args, size_t nargs, Value kwnames) {
  static constexpr const char* kNames[] = {"iterable", "r"};
  constexpr bool kPermutes = kKind == Kinds::kPermutations;
  Value bound[2];
  if (!BindConstructor(t, NameOf<kKind>(), args, nargs, kwnames, kNames, 2, kPermutes ? 1 : 2,
                       bound)) {
    return Value();
  }
  Tuple* pool = NewTupleFrom(t, bound[0]);
  if (pool == nullptr) return Value();
  const int64_t n = pool->length;
  int64_t r = n;
  if (kPermutes && !bound[1].is_null() && bound[1] != NoneOf(t) && !IsInt(bound[1])) {
    return RaiseText(t, Exc::kTypeError, "Expected int as r");
  }
  if (!bound[1].is_null() && !(kPermutes && bound[1] == NoneOf(t)) &&
      !ArgAsSize(t, bound[1], &r)) {
    return Value();
  }
  if (r < 0) return RaiseText(t, Exc::kValueError, "r must be non-negative");
  if (r > (INT64_MAX >> 8)) return RaiseMemoryError(t);
  const bool impossible = kKind == Kinds::kReplacement ? n == 0 && r > 0 : r > n;
  const int64_t places = kPermutes ? n : r;
  RawArray* indices = NewRawArray(t, impossible ? 0 : places * 8);
  RawArray* cycles = indices == nullptr ? nullptr : NewRawArray(t, impossible ? 0 : r * 8);
  auto* it = cycles == nullptr ? nullptr : NewExtension<Choice>(t, args[0].as<Class>());
  if (it == nullptr) return Value();
  it->pool = pool;
  it->indices = indices;
  it->cycles = cycles;
  it->r = r;
  if (impossible) {
    it->state = State::kImpossible;
    return it;
  }
  if (kKind != Kinds::kReplacement) {
    for (int64_t i = 0; i < places; ++i) it->at()[i] = i;
  }
  if (kPermutes) {
    for (int64_t i = 0; i < r; ++i) it->left()[i] = n - i;
  }
  return it;
}

Tuple* Positions(Thread* t, const int64_t* numbers, int64_t count) {
  Tuple* tuple = NewTuple(t, count);
  for (int64_t i = 0; tuple != nullptr && i < count; ++i) {
    tuple->items[i] = Value::SmallInt(numbers[i]);
  }
  return tuple;
}

template <Kinds kKind>
Value Reduce(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Choice* it = Self(args[0].object());
  Class* cls = ClassOf(t, args[0]);
  if (it->state == State::kStopped) {
    return ReduceTo(t, cls, TuplePack(t, t->isolate->empty_tuple(), Value::SmallInt(it->r)));
  }
  Value init = TuplePack(t, it->pool, Value::SmallInt(it->r));
  if (it->state != State::kRunning) return ReduceTo(t, cls, init);
  if (kKind != Kinds::kPermutations) {
    return ReduceTo(t, cls, init, Positions(t, it->at(), it->r));
  }
  Tuple* indices = Positions(t, it->at(), it->n());
  Tuple* cycles = indices == nullptr ? nullptr : Positions(t, it->left(), it->r);
  return ReduceTo(t, cls, init, cycles == nullptr ? Value() : Value(TuplePack(t, indices, cycles)));
}

// Reads a Tuple of `count` numbers, each brought into [low(i), high(i)].
template <typename Low, typename High>
bool ReadPositions(Thread* t, Value v, int64_t count, Low low, High high, int64_t* out) {
  if (!IsKind(v, Kind::kTuple) || v.as<Tuple>()->length != count) {
    RaiseText(t, Exc::kValueError, "invalid arguments");
    return false;
  }
  for (int64_t i = 0; i < count; ++i) {
    int64_t n;
    if (!ArgAsSize(t, v.as<Tuple>()->items[i], &n)) return false;
    out[i] = n > high(i) ? high(i) : n < low(i) ? low(i) : n;
  }
  return true;
}

template <Kinds kKind>
Value SetState(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Choice* it = Self(args[0].object());
  if (it->state >= State::kStopped) return RaiseText(t, Exc::kValueError, "invalid arguments");
  const int64_t n = it->n(), r = it->r;
  auto zero = [](int64_t) { return int64_t{0}; };
  bool ok;
  if constexpr (kKind == Kinds::kPermutations) {
    if (!IsKind(args[1], Kind::kTuple) || args[1].as<Tuple>()->length != 2) {
      return RaiseText(t, Exc::kTypeError, "function takes exactly 2 arguments");
    }
    auto* parts = args[1].as<Tuple>();
    ok = ReadPositions(t, parts->items[0], n, zero, [n](int64_t) { return n - 1; }, it->at()) &&
         ReadPositions(
             t, parts->items[1], r, [](int64_t) { return int64_t{1}; },
             [n](int64_t i) { return n - i; }, it->left());
  } else if constexpr (kKind == Kinds::kCombinations) {
    ok = ReadPositions(t, args[1], r, zero, [n, r](int64_t i) { return i + n - r; }, it->at());
  } else {
    ok = ReadPositions(t, args[1], r, zero, [n](int64_t) { return n - 1; }, it->at());
  }
  if (!ok) return Value();
  it->state = State::kRunning;
  return NoneOf(t);
}

constexpr uint32_t kReduces = kReadsHeap | kCollects | kRaises;
constexpr char kReduceDoc[] = "Return state information for pickling.";
constexpr char kSetStateDoc[] = "Set state information for unpickling.";

constexpr NativeInfo kCombinationsRows[] = {
    {"__new__", Make<Kinds::kCombinations>, nullptr, kAnything, ""},
    {"__reduce__", Reduce<Kinds::kCombinations>, "($self, /)", kReduces, kReduceDoc},
    {"__setstate__", SetState<Kinds::kCombinations>, "($self, state, /)", kAnything, kSetStateDoc},
};
constexpr NativeInfo kReplacementRows[] = {
    {"__new__", Make<Kinds::kReplacement>, nullptr, kAnything, ""},
    {"__reduce__", Reduce<Kinds::kReplacement>, "($self, /)", kReduces, kReduceDoc},
    {"__setstate__", SetState<Kinds::kReplacement>, "($self, state, /)", kAnything, kSetStateDoc},
};
constexpr NativeInfo kPermutationsRows[] = {
    {"__new__", Make<Kinds::kPermutations>, nullptr, kAnything, ""},
    {"__reduce__", Reduce<Kinds::kPermutations>, "($self, /)", kReduces, kReduceDoc},
    {"__setstate__", SetState<Kinds::kPermutations>, "($self, state, /)", kAnything, kSetStateDoc},
};

}  // namespace

bool InitItertoolsCombinations(Thread* t, Module* module) {
  const NativeClassRow rows[] = {
      {"itertools", "combinations", &kCombinations, Make<Kinds::kCombinations>, kCombinationsRows,
       {},
       "Return successive r-length combinations of elements in the iterable.\n\n"
       "combinations(range(4), 3) --> (0,1,2), (0,1,3), (0,2,3), (1,2,3)",
       kClassBaseable},
      {"itertools", "combinations_with_replacement", &kReplacement, Make<Kinds::kReplacement>,
       kReplacementRows, {},
       "Return successive r-length combinations of elements in the iterable allowing individual "
       "elements to have successive repeats.\n\n"
       "combinations_with_replacement('ABC', 2) --> ('A','A'), ('A','B'), ('A','C'), ('B','B'), "
       "('B','C'), ('C','C')",
       kClassBaseable},
      {"itertools", "permutations", &kPermutations, Make<Kinds::kPermutations>, kPermutationsRows,
       {},
       "Return successive r-length permutations of elements in the iterable.\n\n"
       "permutations(range(3), 2) --> (0,1), (0,2), (1,0), (1,2), (2,0), (2,1)",
       kClassBaseable},
  };
  for (const NativeClassRow& row : rows) {
    if (DefineModuleClass(t, module, row) == nullptr) return false;
  }
  return true;
}

}  // namespace pyjit
