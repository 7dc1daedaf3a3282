#include "runtime/types/item_format.h"

#include <cstring>
#include <limits>
#include <type_traits>

#include "runtime/error.h"
#include "runtime/isolate.h"
#include "runtime/operators.h"
#include "runtime/types/bytes.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/int_internal.h"

namespace pyjit {
namespace {

template <typename T>
T Read(const uint8_t* p) {
  T value;
  std::memcpy(&value, p, sizeof(T));
  return value;
}

template <typename T>
Value LoadInt(Thread* t, const uint8_t* p) {
  if constexpr (std::is_signed_v<T>) return IntFromInt64(t, Read<T>(p));
  return IntFromUint64(t, static_cast<uint64_t>(Read<T>(p)));
}

// The magnitude of a non-negative int of up to 64 bits.
bool IntAsUint64(Value v, uint64_t* out) {
  int64_t small;
  if (IntAsInt64(v, &small)) {
    *out = static_cast<uint64_t>(small);
    return small >= 0;
  }
  IntView view(v);
  if (view.negative() || view.count() != 1) return false;
  *out = view.limbs()[0];
  return true;
}

template <typename T>
StoreResult StoreInt(Thread* t, Value v, uint8_t* p) {
  if (!IsInt(v)) {
    if (LookupSpecial(t, v, Slot::kIndex).is_null()) return StoreResult::kWrongType;
    v = NumberIndex(t, v);
    if (!v) return StoreResult::kRaised;
  }
  T value;
  if constexpr (std::is_signed_v<T>) {
    int64_t n;
    if (!IntAsInt64(v, &n) || n < std::numeric_limits<T>::min() ||
        n > std::numeric_limits<T>::max()) {
      return StoreResult::kOutOfRange;
    }
    value = static_cast<T>(n);
  } else {
    uint64_t n;
    if (!IntAsUint64(v, &n) || n > std::numeric_limits<T>::max()) {
      return StoreResult::kOutOfRange;
    }
    value = static_cast<T>(n);
  }
  std::memcpy(p, &value, sizeof(T));
  return StoreResult::kStored;
}

template <typename T>
StoreResult StoreFloat(Thread* t, Value v, uint8_t* p) {
  double d;
  if (!ArgumentAsDouble(t, v, &d)) {
    if (!PendingIs(t, Exc::kTypeError)) return StoreResult::kRaised;
    t->exception = Value();
    return StoreResult::kWrongType;
  }
  T value = static_cast<T>(d);
  std::memcpy(p, &value, sizeof(T));
  return StoreResult::kStored;
}

}  // namespace

int64_t NativeItemSize(char code) {
  switch (code) {
    case 'c': case 'b': case 'B': case '?': return 1;
    case 'h': case 'H': return 2;
    case 'i': case 'I': case 'f': return 4;
    case 'l': case 'L': case 'q': case 'Q': case 'n': case 'N': case 'P': case 'd': return 8;
    default: return 0;
  }
}

char NativeItemCode(const char* format, int64_t* size) {
  if (*format == '@') ++format;
  if (format[0] == '\0' || format[1] != '\0') return 0;
  *size = NativeItemSize(format[0]);
  return *size == 0 ? '\0' : format[0];
}

Value LoadNativeItem(Thread* t, char code, const uint8_t* p) {
  switch (code) {
    case 'c': return NewBytes(t, absl::string_view(reinterpret_cast<const char*>(p), 1));
    case 'b': return LoadInt<int8_t>(t, p);
    case 'B': return LoadInt<uint8_t>(t, p);
    case 'h': return LoadInt<int16_t>(t, p);
    case 'H': return LoadInt<uint16_t>(t, p);
    case 'i': return LoadInt<int32_t>(t, p);
    case 'I': return LoadInt<uint32_t>(t, p);
    case 'l': case 'q': case 'n': return LoadInt<int64_t>(t, p);
    case 'L': case 'Q': case 'N': case 'P': return LoadInt<uint64_t>(t, p);
    case 'f': return NewFloat(t, static_cast<double>(Read<float>(p)));
    case 'd': return NewFloat(t, Read<double>(p));
    case '?': return t->isolate->Bool(*p != 0);
    default: return RaiseText(t, Exc::kSystemError, "unknown item format");
  }
}

StoreResult StoreNativeItem(Thread* t, char code, Value v, uint8_t* p) {
  switch (code) {
    case 'c':
      if (!IsBytes(v)) return StoreResult::kWrongType;
      if (v.as<Bytes>()->length != 1) return StoreResult::kOutOfRange;
      *p = v.as<Bytes>()->data[0];
      return StoreResult::kStored;
    case 'b': return StoreInt<int8_t>(t, v, p);
    case 'B': return StoreInt<uint8_t>(t, v, p);
    case 'h': return StoreInt<int16_t>(t, v, p);
    case 'H': return StoreInt<uint16_t>(t, v, p);
    case 'i': return StoreInt<int32_t>(t, v, p);
    case 'I': return StoreInt<uint32_t>(t, v, p);
    case 'l': case 'q': case 'n': return StoreInt<int64_t>(t, v, p);
    case 'L': case 'Q': case 'N': case 'P': return StoreInt<uint64_t>(t, v, p);
    case 'f': return StoreFloat<float>(t, v, p);
    case 'd': return StoreFloat<double>(t, v, p);
    case '?': {
      int truth = IsTrue(t, v);
      if (truth < 0) return StoreResult::kRaised;
      *p = static_cast<uint8_t>(truth);
      return StoreResult::kStored;
    }
    default: return StoreResult::kWrongType;
  }
}

}  // namespace pyjit
