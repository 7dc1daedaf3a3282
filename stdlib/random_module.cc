// _random: Random, the Mersenne twister MT19937, with CPython's sequences.
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

constexpr int kWords = 624, kShift = 397;

struct Random : Object {
  int32_t index;
  uint32_t state[kWords];
};
constexpr ExtensionInfo kLayout = {sizeof(Random), 0, nullptr};

Random* Self(Value v) { return static_cast<Random*>(v.object()); }

uint32_t Next(Random* r) {
  uint32_t* s = r->state;
  if (r->index >= kWords) {
    for (int k = 0; k < kWords; ++k) {
      const uint32_t y = (s[k] & 0x80000000u) | (s[(k + 1) % kWords] & 0x7fffffffu);
      s[k] = s[(k + kShift) % kWords] ^ (y >> 1) ^ ((y & 1) ? 0x9908b0dfu : 0);
    }
    r->index = 0;
  }
  uint32_t y = s[r->index++];
  y ^= y >> 11;
  y ^= (y << 7) & 0x9d2c5680u;
  y ^= (y << 15) & 0xefc60000u;
  return y ^ (y >> 18);
}

void SeedWord(Random* r, uint32_t seed) {
  r->state[0] = seed;
  for (uint32_t i = 1; i < kWords; ++i) {
    const uint32_t before = r->state[i - 1];
    r->state[i] = 1812433253u * (before ^ (before >> 30)) + i;
  }
  r->index = kWords;
}

void SeedArray(Random* r, const std::vector<uint32_t>& key) {
  uint32_t* s = r->state;
  SeedWord(r, 19650218u);
  size_t i = 1, j = 0;
  const size_t n = key.size();
  for (size_t k = n > kWords ? n : kWords; k > 0; --k) {
    s[i] = (s[i] ^ ((s[i - 1] ^ (s[i - 1] >> 30)) * 1664525u)) + key[j] + static_cast<uint32_t>(j);
    if (++i >= kWords) {
      s[0] = s[kWords - 1];
      i = 1;
    }
    if (++j >= n) j = 0;
  }
  for (size_t k = kWords - 1; k > 0; --k) {
    s[i] = (s[i] ^ ((s[i - 1] ^ (s[i - 1] >> 30)) * 1566083941u)) - static_cast<uint32_t>(i);
    if (++i >= kWords) {
      s[0] = s[kWords - 1];
      i = 1;
    }
  }
  s[0] = 0x80000000u;
}

// |v| in words of 32 bits, least significant first; at least one.
std::vector<uint32_t> Words(Value v) {
  std::string hex = IntToText(v, 16);
  if (!hex.empty() && hex[0] == '-') hex.erase(0, 1);
  std::vector<uint32_t> words;
  for (size_t end = hex.size(); end > 0;) {
    const size_t start = end > 8 ? end - 8 : 0;
    uint32_t word = 0;
    for (size_t i = start; i < end; ++i) {
      const char c = hex[i];
      word = word * 16 + static_cast<uint32_t>(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    words.push_back(word);
    end = start;
  }
  if (words.empty()) words.push_back(0);
  return words;
}

bool SeedWith(Thread* t, Random* r, Value seed) {
  if (seed.is_null() || seed == NoneOf(t)) {
    Str* posix_name = Intern(t, "posix");
    Str* urandom = posix_name == nullptr ? nullptr : Intern(t, "urandom");
    Value module = urandom == nullptr ? Value() : ImportModule(t, posix_name);
    Value size = Value::SmallInt(kWords * 4);
    Value bytes = module.is_null() ? module : CallMethod(t, module, urandom, &size, 1);
    if (bytes.is_null() || !IsKind(bytes, Kind::kBytes)) return false;
    std::vector<uint32_t> key(kWords);
    std::memcpy(key.data(), bytes.as<Bytes>()->data, kWords * 4);
    SeedArray(r, key);
    return true;
  }
  if (IsInt(seed)) {
    SeedArray(r, Words(seed));
    return true;
  }
  bool ok;
  const int64_t hash = Hash(t, seed, &ok);
  if (!ok) return false;
  Value magnitude = IntFromUint64(t, static_cast<uint64_t>(hash));
  if (magnitude.is_null()) return false;
  SeedArray(r, Words(magnitude));
  return true;
}

Value New(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* cls = args[0].as<Class>();
  auto* given = args[1].as<Tuple>();
  if (given->length > 1 && cls == Kept(t, KeptClass::kRandom)) {
    return Raise(t, Exc::kTypeError, "Random() requires 0 or 1 argument");
  }
  Object* object = AllocateInstance(t, cls);
  if (object == nullptr) return Value();
  Value seed = given->length > 0 ? given->items[0] : Value();
  return SeedWith(t, static_cast<Random*>(object), seed) ? Value(object) : Value();
}

// A double with 53 random bits.
Value RandomMethod(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Random* r = Self(args[0]);
  const uint32_t a = Next(r) >> 5, b = Next(r) >> 6;
  return NewFloat(t, (a * 67108864.0 + b) * (1.0 / 9007199254740992.0));
}
Value Seed(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return SeedWith(t, Self(args[0]), args[1]) ? NoneOf(t) : Value();
}
Value GetState(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Tuple* tuple = NewTuple(t, kWords + 1);
  if (tuple == nullptr) return Value();
  Random* r = Self(args[0]);
  for (int i = 0; i < kWords; ++i) tuple->items[i] = Value::SmallInt(r->state[i]);
  tuple->items[kWords] = Value::SmallInt(r->index);
  return tuple;
}
Value SetState(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!IsKind(args[1], Kind::kTuple)) {
    return RaiseText(t, Exc::kTypeError, "state vector must be a tuple");
  }
  auto* tuple = args[1].as<Tuple>();
  if (tuple->length != kWords + 1) {
    return RaiseText(t, Exc::kValueError, "state vector is the wrong size");
  }
  std::vector<uint32_t> words(kWords);
  for (int i = 0; i <= kWords; ++i) {
    Value item = tuple->items[i];
    if (!IsInt(item)) {
      return Raise(t, Exc::kTypeError, "an integer is required");
    }
    int64_t n;
    if (!IntAsInt64(item, &n)) {
      return RaiseText(t, Exc::kOverflowError,
                       i < kWords ? "Python int too large to convert to C unsigned long"
                                  : "Python int too large to convert to C long");
    }
    if (i < kWords) {
      if (n < 0) {
        return RaiseText(t, Exc::kOverflowError,
                         "can't convert negative value to unsigned int");
      }
      words[static_cast<size_t>(i)] = static_cast<uint32_t>(n);
    } else {
      if (n < 0 || n > kWords) return RaiseText(t, Exc::kValueError, "invalid state");
      Random* r = Self(args[0]);
      std::memcpy(r->state, words.data(), sizeof(r->state));
      r->index = static_cast<int32_t>(n);
    }
  }
  return NoneOf(t);
}
Value GetRandBits(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t k;
  Value index = NumberIndex(t, args[1]);
  if (index.is_null()) return index;
  if (!IntAsInt64(index, &k) || k > INT32_MAX) {
    if (IntSign(index) > 0) {
      return RaiseText(t, Exc::kOverflowError, "Python int too large to convert to C int");
    }
    k = -1;
  }
  if (k < 0) return RaiseText(t, Exc::kValueError, "number of bits must be non-negative");
  if (k == 0) return Value::SmallInt(0);
  Random* r = Self(args[0]);
  if (k <= 32) return Value::SmallInt(Next(r) >> (32 - k));
  const int64_t words = (k - 1) / 32 + 1;
  if (!t->heap->ChargeExternal(words * 4)) return RaiseMemoryError(t);
  std::vector<uint64_t> limbs(static_cast<size_t>(words / 2 + 1));
  for (int64_t i = 0, left = k; i < words; ++i, left -= 32) {
    uint32_t word = Next(r);
    if (left < 32) word >>= 32 - left;
    limbs[static_cast<size_t>(i / 2)] |= static_cast<uint64_t>(word) << (32 * (i & 1));
  }
  t->heap->ChargeExternal(-words * 4);
  return IntFromLimbs(t, limbs.data(), static_cast<int64_t>(limbs.size()), false);
}

constexpr uint32_t kDraw = kReadsHeap | kWritesHeap | kCollects;
constexpr NativeInfo kMethods[] = {
    {"__new__", New, "(type, /, *args, **kwargs)", kAnything, "Create and return a new object."},
    {"random", RandomMethod, "($self, /)", kDraw,
     "random() -> x in the interval [0, 1)."},
    {"seed", Seed, "($self, n=None, /)", kAnything,
     "seed([n]) -> None.\n\nDefaults to use urandom and falls back to a combination\n"
     "of the current time and the process identifier."},
    {"getstate", GetState, "($self, /)", kReadsHeap | kCollects,
     "getstate() -> tuple containing the current state."},
    {"setstate", SetState, "($self, state, /)", kAnything,
     "setstate(state) -> None.  Restores generator state."},
    {"getrandbits", GetRandBits, "($self, k, /)", kAnything,
     "getrandbits(k) -> x.  Generates an int with k random bits."},
};

}  // namespace

bool InitRandomModule(Thread* t, Module* module) {
  ClassOptions options;
  options.extension = &kLayout;
  options.flags = kClassBuiltin | kClassBaseable;
  options.module = NewStrUtf8(t, "_random");
  Str* name = Intern(t, "Random");
  if (options.module.is_null() || name == nullptr) return false;
  Class* cls = NewNativeClass(t, name, t->isolate->object_class(), options);
  if (cls != nullptr) cls->construct = ConstructByNew;
  return cls != nullptr && AddNatives(t, cls->dict, kMethods, cls) && RefreshClass(t, cls) &&
         Keep(t, KeptClass::kRandom, cls) && SetModuleValue(t, module, "Random", cls);
}

}  // namespace pyjit
