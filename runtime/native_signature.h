#ifndef RUNTIME_NATIVE_SIGNATURE_H_
#define RUNTIME_NATIVE_SIGNATURE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "runtime/native.h"

namespace pyjit {

// A mark among the effects of a row: a method of a native class that does something
// else than the base's, which operators must not take for granted (OrderedDict.__eq__).
inline constexpr uint32_t kOverrides = 1 << 16;

// A mark among the effects of a row: CPython binds its arguments by PyArg_ParseTuple, whose
// texts are "find() takes at most 3 arguments (4 given)".
inline constexpr uint32_t kParsesTuple = 1 << 17;

// Who the first word of a builtin's arguments is.
enum class ReceiverKind : uint8_t { kNone, kInstance, kClass };

struct NativeParameter {
  std::string name;
  bool required = false;
  std::string default_text;  // as written, for inspect
};

// A parsed NativeInfo::signature. Immutable. Parameters in the order in which
// they reach the function; the receiver is not among them.
struct NativeSignature {
  ReceiverKind receiver = ReceiverKind::kNone;
  bool raw = false;            // no signature: arguments pass unbound
  bool has_varargs = false, has_varkw = false;
  uint16_t positional_only = 0;
  uint16_t positional = 0;     // positional-only included
  uint16_t keyword_only = 0;
  uint16_t required_positional = 0;  // among `positional`
  uint16_t slots = 0;          // words the function gets besides the receiver
  std::vector<NativeParameter> parameters;  // positional, keyword-only

  // Where keyword-only parameter i, *args and **kwargs land.
  uint16_t varargs_slot() const { return positional; }
  uint16_t keyword_only_slot() const { return positional + (has_varargs ? 1 : 0); }
  uint16_t varkw_slot() const { return slots - 1; }
};

// `is_method`: the row belongs to a class. Malformed text is a bug: CHECKed.
NativeSignature ParseNativeSignature(const NativeInfo& info, bool is_method);
// Only the receiver, without parsing the rest.
ReceiverKind ReceiverOf(const NativeInfo& info, bool is_method);

// Parsed signatures of one isolate, made when a function is first called.
class NativeSignatureTable {
 public:
  const NativeSignature* Get(const NativeInfo* info, bool is_method);
  // The same row among those that operators must not take for granted (kOverrides).
  const NativeInfo* Overriding(const NativeInfo* info);

 private:
  // A row may serve as a method here and as a function there.
  absl::flat_hash_map<std::pair<const NativeInfo*, bool>, std::unique_ptr<NativeSignature>>
      table_;
  absl::flat_hash_map<const NativeInfo*, std::unique_ptr<NativeInfo>> overriding_;
};

}  // namespace pyjit

#endif  // RUNTIME_NATIVE_SIGNATURE_H_
