#include "runtime/types/codec_registry.h"

#include <string>

#include "absl/strings/ascii.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/isolate.h"
#include "runtime/namespace.h"
#include "runtime/operators.h"
#include "runtime/types/bytes.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

enum RegistryItem { kSearches, kCodecs, kHandlers };

// The registry; null with MemoryError pending.
Tuple* Registry(Thread* t) {
  Value& registry = t->isolate->codec_registry;
  if (registry) return registry.as<Tuple>();
  List* searches = NewList(t);
  Dict* codecs = searches == nullptr ? nullptr : NewDict(t);
  Dict* handlers = codecs == nullptr ? nullptr : NewDict(t);
  Tuple* made = handlers == nullptr ? nullptr : TuplePack(t, searches, codecs, handlers);
  if (made != nullptr) registry = made;
  return made;
}

List* Searches(Tuple* registry) { return registry->items[kSearches].as<List>(); }

// As search functions get names: ASCII letters in lower case, digits and dots, with one
// '_' for whatever stands between them.
std::string Normalise(absl::string_view name) {
  std::string key;
  bool gap = false;
  for (char signed_char : name) {
    auto c = static_cast<unsigned char>(signed_char);
    if (!absl::ascii_isalnum(c) && c != '.') {
      gap = true;
      continue;
    }
    if (gap && !key.empty()) key.push_back('_');
    gap = false;
    key.push_back(absl::ascii_tolower(c));
  }
  return key;
}

bool ImportEncodings(Thread* t) {
  // Once per isolate: `encodings` registers its search function.
  Str* name = Intern(t, "encodings");
  if (name == nullptr || t->isolate->import_name == nullptr) return false;
  return !t->isolate->import_name(t, name, Value(), 0, nullptr).is_null();
}

bool IsTextEncoding(Thread* t, Value codec) {
  if (ClassOf(t, codec)->flags & kClassBuiltin) return true;  // a plain tuple
  Str* name = Intern(t, "_is_text_encoding");
  if (name == nullptr) return false;
  Value flag = GetAttrOrNull(t, codec, name);
  if (flag.is_null()) return t->exception.is_null();
  return IsTrue(t, flag) > 0;
}

// The codec's function called; its result's first item.
Value RunCodec(Thread* t, Value codec, int which, const char* what, Value object,
               Value errors) {
  Value function = codec.as<Tuple>()->items[which];
  Value result = errors.is_null() ? CallValues(t, function, {object})
                                  : CallValues(t, function, {object, errors});
  if (!result) return result;
  if (!IsKind(result, Kind::kTuple) || result.as<Tuple>()->length != 2) {
    return Raise(t, Exc::kTypeError, "%s must return a tuple (object, integer)", what);
  }
  return result.as<Tuple>()->items[0];
}

// Exceptions that hold more than their arguments.
constexpr Exc kWithDetails[] = {
    Exc::kAttributeError,      Exc::kBaseExceptionGroup, Exc::kImportError,
    Exc::kMemoryError,         Exc::kNameError,          Exc::kOSError,
    Exc::kStopIteration,       Exc::kSyntaxError,        Exc::kSystemExit,
    Exc::kUnicodeDecodeError,  Exc::kUnicodeEncodeError, Exc::kUnicodeTranslateError,
};

// Whether the exception is no more than its class and at most one text: then it can be
// made again with another. False with an exception pending, too.
bool IsPlainError(Thread* t, Value error) {
  if (!IsKind(error, Kind::kException)) return false;
  Class* cls = ClassOf(t, error);
  auto* exc = error.as<Exception>();
  if (!IsKind(exc->args, Kind::kTuple) || exc->notes || (cls->traits & kTraitHasMembers)) {
    return false;
  }
  auto* args = exc->args.as<Tuple>();
  if (args->length > 1 || (args->length == 1 && !IsStr(args->items[0]))) return false;
  for (Exc detailed : kWithDetails) {
    if (ExceptionMatches(t, error, ExceptionClass(t, detailed))) return false;
  }
  const Class* base = ExceptionClass(t, Exc::kBaseException);
  if (ClassSlot(cls, Slot::kNew) != ClassSlot(base, Slot::kNew) ||
      ClassSlot(cls, Slot::kInit) != ClassSlot(base, Slot::kInit)) {
    return false;
  }
  List* attributes = OwnAttributeNames(t, error);
  return attributes != nullptr && attributes->length == 0;
}

// A failure inside a codec is told with the codec's name, if the exception can be
// made again with another message.
void NameCodecInError(Thread* t, const char* operation, absl::string_view encoding) {
  Value cause = t->exception;
  t->exception = Value();
  if (!IsPlainError(t, cause)) {
    if (t->exception.is_null()) t->exception = cause;
    return;
  }
  Class* cls = ClassOf(t, cause);
  Value text = ToStr(t, cause);
  if (!text) return;
  Str* message = NewStrUtf8(
      t, absl::StrFormat("%s with '%s' codec failed (%s: %s)", operation, encoding,
                         ClassName(cls), StrToUtf8(text.as<Str>())));
  if (message == nullptr) return;
  Value made = CallValues(t, cls, {message});
  if (made) RaiseValue(t, made, cause);
}

Value ThroughRegistry(Thread* t, Value object, absl::string_view encoding, Value errors,
                      bool encoding_it, bool text_only) {
  Value codec = LookupCodec(t, encoding);
  if (!codec) return codec;
  const char* verb = encoding_it ? "encode" : "decode";
  if (text_only && !IsTextEncoding(t, codec)) {
    if (t->exception) return Value();
    return Raise(t, Exc::kLookupError,
                 "'%s' is not a text encoding; use codecs.%s() to handle arbitrary codecs",
                 encoding, verb);
  }
  Value result = RunCodec(t, codec, encoding_it ? 0 : 1, encoding_it ? "encoder" : "decoder",
                          object, errors);
  if (!result) {
    NameCodecInError(t, encoding_it ? "encoding" : "decoding", encoding);
    return Value();
  }
  return result;
}

}  // namespace

bool RegisterCodecSearch(Thread* t, Value function) {
  Tuple* registry = Registry(t);
  if (registry == nullptr) return false;
  if (!IsCallable(t, function)) {
    RaiseText(t, Exc::kTypeError, "argument must be callable");
    return false;
  }
  // The function of `encodings` comes first. (Here it comes itself, while it is imported.)
  if (Searches(registry)->length == 0 && t->isolate->import_name != nullptr &&
      !ImportEncodings(t)) {
    return false;
  }
  return ListAppend(t, Searches(registry), function);
}

bool UnregisterCodecSearch(Thread* t, Value function) {
  Tuple* registry = Registry(t);
  if (registry == nullptr) return false;
  List* searches = Searches(registry);
  for (int64_t i = 0; i < searches->length; ++i) {
    if (ListGet(t, searches, i) != function) continue;
    Dict* codecs = NewDict(t);
    if (codecs == nullptr) return false;
    StoreField(t, registry, &registry->items[kCodecs], codecs);
    return ListDelete(t, searches, i);
  }
  return true;
}

Value LookupCodec(Thread* t, absl::string_view name) {
  Tuple* registry = Registry(t);
  if (registry == nullptr) return Value();
  if (Searches(registry)->length == 0 && !ImportEncodings(t)) return Value();
  Str* key = Intern(t, Normalise(name));
  if (key == nullptr) return Value();
  bool error = false;
  Value known = DictGet(t, registry->items[kCodecs].as<Dict>(), key, &error);
  if (known || error) return known;
  List* searches = Searches(registry);
  for (int64_t i = 0; i < searches->length; ++i) {
    Value codec = CallValues(t, ListGet(t, searches, i), {key});
    if (!codec) return codec;
    if (codec == t->isolate->none()) continue;
    if (!IsKind(codec, Kind::kTuple) || codec.as<Tuple>()->length != 4) {
      return RaiseText(t, Exc::kTypeError, "codec search functions must return 4-tuples");
    }
    return DictSet(t, registry->items[kCodecs].as<Dict>(), key, codec) ? codec : Value();
  }
  return Raise(t, Exc::kLookupError, "unknown encoding: %s", name);
}

Value EncodeThroughRegistry(Thread* t, Value object, absl::string_view encoding, Value errors) {
  return ThroughRegistry(t, object, encoding, errors, true, false);
}
Value DecodeThroughRegistry(Thread* t, Value object, absl::string_view encoding, Value errors) {
  return ThroughRegistry(t, object, encoding, errors, false, false);
}

Value EncodeTextThroughRegistry(Thread* t, Value object, absl::string_view encoding,
                                Value errors) {
  Value result = ThroughRegistry(t, object, encoding, errors, true, true);
  if (!result || IsBytes(result)) return result;
  return Raise(t, Exc::kTypeError,
               "'%s' encoder returned '%s' instead of 'bytes'; use codecs.encode() to encode "
               "to arbitrary types",
               encoding, ClassNameOf(t, result));
}
Value DecodeTextThroughRegistry(Thread* t, Value object, absl::string_view encoding,
                                Value errors) {
  Value result = ThroughRegistry(t, object, encoding, errors, false, true);
  if (!result || IsStr(result)) return result;
  return Raise(t, Exc::kTypeError,
               "'%s' decoder returned '%s' instead of 'str'; use codecs.decode() to decode to "
               "arbitrary types",
               encoding, ClassNameOf(t, result));
}

bool RegisterErrorHandler(Thread* t, Str* name, Value handler) {
  Tuple* registry = Registry(t);
  if (registry == nullptr) return false;
  if (!IsCallable(t, handler)) {
    RaiseText(t, Exc::kTypeError, "handler must be callable");
    return false;
  }
  return DictSet(t, registry->items[kHandlers].as<Dict>(), name, handler);
}

Value LookupErrorHandler(Thread* t, absl::string_view name) {
  Tuple* registry = Registry(t);
  if (registry == nullptr) return Value();
  Str* key = NewStrUtf8(t, name);
  if (key == nullptr) return Value();
  Dict* handlers = registry->items[kHandlers].as<Dict>();
  bool error = false;
  Value known = DictGet(t, handlers, key, &error);
  if (known || error) return known;
  Value builtin = BuiltinErrorHandler(t, name);
  if (builtin) return DictSet(t, handlers, key, builtin) ? builtin : Value();
  if (t->exception) return Value();
  return Raise(t, Exc::kLookupError, "unknown error handler name '%s'", name);
}

bool CheckErrorHandler(Thread* t, Value name) {
  Str* sys_name = Intern(t, "sys");
  Str* flags_name = sys_name == nullptr ? nullptr : Intern(t, "flags");
  Str* dev_name = flags_name == nullptr ? nullptr : Intern(t, "dev_mode");
  if (dev_name == nullptr) return false;
  Value sys = DictGetStr(t->isolate->modules(), sys_name);
  Value flags = IsKind(sys, Kind::kModule)
                    ? NamespaceGet(sys.as<Module>()->dict, flags_name)
                    : Value();
  if (flags.is_null()) return true;
  Value dev = GetAttrOrNull(t, flags, dev_name);
  if (dev.is_null()) return t->exception.is_null();
  if (dev != t->isolate->true_value()) return true;
  return !LookupErrorHandler(t, StrToUtf8(name.as<Str>())).is_null();
}

}  // namespace pyjit
