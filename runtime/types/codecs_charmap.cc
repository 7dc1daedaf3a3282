#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/isolate.h"
#include "runtime/operators.h"
#include "runtime/types/codec_errors.h"
#include "runtime/types/codecs.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"

// Decoding through character maps.

namespace pyjit {
namespace {

constexpr uint32_t kUndefined = 0xFFFE;

// Appends what the mapping has for a byte. 1 done, 0 undefined, -1 exception pending.
int AppendMapped(DecodeContext* context, Value mapping, uint8_t byte) {
  Thread* t = context->t;
  if (IsStr(mapping)) {
    const auto* table = mapping.as<Str>();
    if (byte >= table->length) return 0;
    uint32_t c = StrCharAt(table, byte);
    if (c == kUndefined) return 0;
    context->out.AppendChar(c);
    return 1;
  }
  Value mapped = GetItem(t, mapping, Value::SmallInt(byte));
  if (!mapped) {
    if (!ExceptionMatches(t, t->exception, ExceptionClass(t, Exc::kLookupError))) return -1;
    t->exception = Value();
    return 0;
  }
  if (mapped == t->isolate->none()) return 0;
  if (IsInt(mapped)) {
    int64_t c;
    if (!IntAsInt64(mapped, &c) || c < 0 || c > 0x10FFFF) {
      RaiseText(t, Exc::kTypeError, "character mapping must be in range(0x110000)");
      return -1;
    }
    if (c == kUndefined) return 0;
    context->out.AppendChar(static_cast<uint32_t>(c));
    return 1;
  }
  if (!IsStr(mapped)) {
    RaiseText(t, Exc::kTypeError, "character mapping must return integer, None or str");
    return -1;
  }
  const auto* text = mapped.as<Str>();
  if (text->length == 1 && StrCharAt(text, 0) == kUndefined) return 0;
  context->out.Append(text);
  return 1;
}

}  // namespace

Str* DecodeCharmap(Thread* t, absl::string_view bytes, ErrorMode errors, Value mapping) {
  if (mapping == t->isolate->none()) return DecodeText(t, bytes, Encoding::kLatin1, errors);
  DecodeContext context(t, bytes, "charmap", errors);
  size_t at = 0;
  while (at < context.in.size()) {
    int mapped = AppendMapped(&context, mapping, context.At(at));
    if (mapped < 0) return nullptr;
    size_t next = at + 1;
    if (mapped == 0 && !context.Bad(at, &next, "character maps to <undefined>")) return nullptr;
    at = next;
  }
  return context.out.Finish(t);
}

}  // namespace pyjit
