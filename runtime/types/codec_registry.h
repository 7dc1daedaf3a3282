#ifndef RUNTIME_TYPES_CODEC_REGISTRY_H_
#define RUNTIME_TYPES_CODEC_REGISTRY_H_

#include "absl/strings/string_view.h"
#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// The isolate's codecs by name (PEP 100): search functions, what they found, and
// error handlers. Isolate::codec_registry is a Tuple of a List and two Dicts, made
// when first needed. All functions may run Python.

namespace pyjit {

bool RegisterCodecSearch(Thread* t, Value function);  // TypeError if not callable
bool UnregisterCodecSearch(Thread* t, Value function);
// The CodecInfo (a tuple of four) for a name. LookupError "unknown encoding: x".
// The first call imports the package `encodings`.
Value LookupCodec(Thread* t, absl::string_view name);

// codecs.encode(object, encoding, errors): what the codec gives, of any type. errors
// may be null.
Value EncodeThroughRegistry(Thread* t, Value object, absl::string_view encoding, Value errors);
Value DecodeThroughRegistry(Thread* t, Value object, absl::string_view encoding, Value errors);
// The same for str.encode and bytes.decode: only text encodings, only bytes and str
// as results.
Value EncodeTextThroughRegistry(Thread* t, Value object, absl::string_view encoding,
                                Value errors);
Value DecodeTextThroughRegistry(Thread* t, Value object, absl::string_view encoding,
                                Value errors);

bool RegisterErrorHandler(Thread* t, Str* name, Value handler);
// LookupError "unknown error handler name 'x'".
Value LookupErrorHandler(Thread* t, absl::string_view name);

// With -X dev, LookupError if there is no handler of that name (a str), even if nothing has
// to be handled.
bool CheckErrorHandler(Thread* t, Value name);

// The builtin handler of a name ("strict", "namereplace", ...) as a function, or
// null without an exception (codec_handlers.cc).
Value BuiltinErrorHandler(Thread* t, absl::string_view name);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_CODEC_REGISTRY_H_
