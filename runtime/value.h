#ifndef RUNTIME_VALUE_H_
#define RUNTIME_VALUE_H_

#include <cstddef>
#include <cstdint>

namespace pyjit {

struct Object;

// A Python value in one 64-bit word (design D1).
//
//   ...xxxxxxx1   a 63-bit signed int, stored as (n << 1) | 1
//   ...xxxx0000   a pointer to a heap Object, 16-byte aligned
//   0             no value: a pending exception, an unbound register
//
// A Value does not own what it points to and may live anywhere the collector
// looks: native stack, VM stack, heap fields, handles. Trivially copyable.
class Value {
 public:
  constexpr Value() : bits_(0) {}
  constexpr explicit Value(uint64_t bits) : bits_(bits) {}
  // NOLINTNEXTLINE: objects convert to values everywhere.
  Value(const Object* object) : bits_(reinterpret_cast<uint64_t>(object)) {}

  static constexpr int64_t kMaxSmallInt = (int64_t{1} << 62) - 1;
  static constexpr int64_t kMinSmallInt = -(int64_t{1} << 62);

  static constexpr bool FitsSmallInt(int64_t n) {
    return n >= kMinSmallInt && n <= kMaxSmallInt;
  }
  // Requires FitsSmallInt(n).
  static constexpr Value SmallInt(int64_t n) {
    return Value((static_cast<uint64_t>(n) << 1) | 1);
  }
  static constexpr Value Null() { return Value(); }

  constexpr uint64_t bits() const { return bits_; }
  constexpr bool is_null() const { return bits_ == 0; }
  // True for anything but the null word; use it to test "no exception".
  constexpr explicit operator bool() const { return bits_ != 0; }
  constexpr bool is_small_int() const { return (bits_ & 1) != 0; }
  constexpr bool is_object() const { return bits_ != 0 && (bits_ & 1) == 0; }

  constexpr int64_t small_int() const {
    return static_cast<int64_t>(bits_) >> 1;
  }
  Object* object() const { return reinterpret_cast<Object*>(bits_); }
  // Unchecked downcast; T is one of the layouts of runtime/objects.h.
  template <typename T>
  T* as() const {
    return reinterpret_cast<T*>(bits_);
  }

  // Identity of words. Python's `is` needs Is() in runtime/compare.h, which
  // also treats equal ints and floats as identical (D18).
  friend constexpr bool operator==(Value a, Value b) {
    return a.bits_ == b.bits_;
  }
  friend constexpr bool operator!=(Value a, Value b) {
    return a.bits_ != b.bits_;
  }

 private:
  uint64_t bits_;
};

static_assert(sizeof(Value) == 8);

}  // namespace pyjit

#endif  // RUNTIME_VALUE_H_
