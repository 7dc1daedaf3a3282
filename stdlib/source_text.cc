#include "stdlib/source_text.h"

#include "frontend/compile.h"
#include "frontend/source_encoding.h"
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codec_registry.h"
#include "runtime/types/str.h"
#include "stdlib/state.h"

namespace pyjit {

bool DecodeByCodec(Thread* t, absl::string_view source, absl::string_view filename,
                   SourceText* decoded) {
  const std::string name = internal::UnusualEncoding(source);
  if (name.empty()) return true;
  Value bytes = NewBytes(t, source);
  if (bytes.is_null()) return false;
  Value text = DecodeTextThroughRegistry(t, bytes, name, Value());
  if (text.is_null() && PendingIs(t, Exc::kLookupError)) {
    TakeException(t);
    return true;
  }
  if (text.is_null()) {
    if (!PendingIs(t, Exc::kUnicodeError)) return false;
    Value error = TakeException(t);
    Value message = ToStr(t, error);
    if (message.is_null()) return false;
    SyntaxErrorInfo info;
    info.message = StrToUtf8(message.as<Str>());
    RaiseSyntaxError(t, info, filename);
    return false;
  }
  *decoded = {StrToUtf8(text.as<Str>()), true};
  return true;
}

}  // namespace pyjit
