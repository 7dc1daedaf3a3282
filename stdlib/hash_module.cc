// _md5, _sha1, _sha256, _sha512: one function and one class per digest. _sha3, _blake2: classes.
#include <cstring>
#include <string>

#include "absl/strings/escaping.h"
#include "runtime/buffer.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/namespace.h"
#include "runtime/operators.h"
#include "runtime/types/bytes.h"
#include "runtime/types/int.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/str.h"
#include "stdlib/hash_internal.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

struct HashObject : Object {
  HashCore core;
};
const ExtensionInfo kLayout = {sizeof(HashObject), 0, nullptr};

HashObject* Self(Value* args) { return args[0].as<HashObject>(); }

bool Feed(Thread* t, HashCore* core, Value data) {
  if (data.is_null()) return true;
  if (IsStr(data)) {
    RaiseText(t, Exc::kTypeError, "Strings must be encoded before hashing");
    return false;
  }
  if (!HasBuffer(t, data)) {
    RaiseText(t, Exc::kTypeError, "object supporting the buffer API required");
    return false;
  }
  ScopedBuffer buffer(t);
  if (!buffer.Get(data)) return false;
  if (buffer.view().ndim > 1) {
    RaiseText(t, Exc::kBufferError, "Buffer must be single dimension");
    return false;
  }
  HashUpdate(core, buffer.bytes());
  return true;
}

HashObject* NewHash(Thread* t, Class* cls, const HashAlgorithm* algorithm) {
  Object* object = AllocateInstance(t, cls);
  if (object == nullptr) return nullptr;
  auto* h = static_cast<HashObject*>(object);
  HashStart(&h->core, algorithm);
  return h;
}

// --- Methods ---

Value Update(Thread* t, Value* args, size_t, Value) {
  return Feed(t, &Self(args)->core, args[1]) ? NoneOf(t) : Value();
}
Value Digest(Thread* t, Value* args, size_t, Value) {
  return NewBytes(t, HashDigest(&Self(args)->core));
}
Value HexDigest(Thread* t, Value* args, size_t, Value) {
  return StrFromLatin1(t, absl::BytesToHexString(HashDigest(&Self(args)->core)));
}
template <bool hex>
Value LongDigest(Thread* t, Value* args, size_t, Value) {
  Value n = NumberIndex(t, args[1]);
  int64_t length;
  if (!n) return n;
  if (!IntAsInt64(n, &length) || length < 0) {
    return RaiseText(t, Exc::kValueError, IntSign(n) < 0 ? "value must be positive"
                                                         : "length is too large");
  }
  if (length >= 1 << 29) return RaiseText(t, Exc::kValueError, "length is too large");
  std::string digest = HashDigest(&Self(args)->core, static_cast<uint64_t>(length));
  return hex ? Value(StrFromLatin1(t, absl::BytesToHexString(digest)))
             : Value(NewBytes(t, digest));
}
Value Copy(Thread* t, Value* args, size_t, Value) {
  Object* object = AllocateInstance(t, ClassOf(t, args[0]));
  if (object == nullptr) return Value();
  std::memcpy(static_cast<void*>(&static_cast<HashObject*>(object)->core), &Self(args)->core,
              sizeof(HashCore));
  return object;
}
Value GetName(Thread* t, Value* args, size_t, Value) {
  return NewStrUtf8(t, Self(args)->core.algorithm->name);
}
Value GetBlockSize(Thread*, Value* args, size_t, Value) {
  return Value::SmallInt(Self(args)->core.algorithm->block);
}
Value GetDigestSize(Thread*, Value* args, size_t, Value) {
  return Value::SmallInt(Self(args)->core.digest);
}
Value GetRate(Thread*, Value* args, size_t, Value) {
  return Value::SmallInt(int64_t{Self(args)->core.algorithm->block} * 8);
}
Value GetCapacity(Thread*, Value* args, size_t, Value) {
  return Value::SmallInt(1600 - int64_t{Self(args)->core.algorithm->block} * 8);
}
Value GetSuffix(Thread* t, Value* args, size_t, Value) {
  return NewBytes(t, Self(args)->core.algorithm->digest == 0 ? "\x1f" : "\x06");
}

constexpr char kUnary[] = "($self, /)";
constexpr NativeInfo kMethods[] = {
    {"update", Update, "($self, obj, /)", kAnything, "Update this hash object's state."},
    {"digest", Digest, kUnary, kReadsHeap | kAllocates, "The digest value as bytes."},
    {"hexdigest", HexDigest, kUnary, kReadsHeap | kAllocates, "The digest in hexadecimal."},
    {"copy", Copy, kUnary, kReadsHeap | kAllocates, "A copy of the hash object."},
};
constexpr NativeInfo kLongMethods[] = {
    {"update", Update, "($self, obj, /)", kAnything, "Update this hash object's state."},
    {"digest", LongDigest<false>, "($self, length, /)", kAnything, "The digest as bytes."},
    {"hexdigest", LongDigest<true>, "($self, length, /)", kAnything,
     "The digest in hexadecimal."},
    {"copy", Copy, kUnary, kReadsHeap | kAllocates, "A copy of the hash object."},
};
constexpr GetSetInfo kAttributes[] = {
    {"name", GetName}, {"block_size", GetBlockSize}, {"digest_size", GetDigestSize}};
constexpr GetSetInfo kKeccakAttributes[] = {
    {"_rate_bits", GetRate}, {"_capacity_bits", GetCapacity}, {"_suffix", GetSuffix}};

Class* MakeHashClass(Thread* t, const char* module, const char* name, bool any_length) {
  Str* text = Intern(t, name);
  Str* in = text == nullptr ? nullptr : Intern(t, module);
  if (in == nullptr) return nullptr;
  ClassOptions options;
  options.module = in;
  options.extension = &kLayout;
  Class* cls = NewNativeClass(t, text, t->isolate->object_class(), options);
  bool ok = cls != nullptr &&
            AddNatives(t, cls->dict,
                       any_length ? absl::Span<const NativeInfo>(kLongMethods)
                                  : absl::Span<const NativeInfo>(kMethods),
                       cls) &&
            AddGetSets(t, cls, kAttributes);
  return ok ? cls : nullptr;
}

// --- Functions that make hash objects; their class is a name of the module ---

template <const HashAlgorithm& algorithm, const char* module_name, const char* class_name>
Value Make(Thread* t, Value* args, size_t, Value) {
  Str* name = Intern(t, module_name);
  Value module = name == nullptr ? Value() : ImportModule(t, name);
  Str* key = module ? Intern(t, class_name) : nullptr;
  Value cls = key == nullptr ? Value() : GetAttr(t, module, key);
  if (!cls) return cls;
  if (!IsKind(cls, Kind::kClass) || cls.as<Class>()->extension != &kLayout) {
    return RaiseText(t, Exc::kTypeError, "hash type was replaced");
  }
  HashObject* h = NewHash(t, cls.as<Class>(), &algorithm);
  return h != nullptr && Feed(t, &h->core, args[0]) ? Value(h) : Value();
}

constexpr char kMd5Module[] = "_md5", kSha1Module[] = "_sha1", kSha256Module[] = "_sha256",
               kSha512Module[] = "_sha512";
constexpr char kMd5Class[] = "MD5Type", kSha1Class[] = "SHA1Type", kSha224Class[] = "SHA224Type",
               kSha256Class[] = "SHA256Type", kSha384Class[] = "SHA384Type",
               kSha512Class[] = "SHA512Type";
constexpr char kSignature[] = "(string=b'', *, usedforsecurity=True)";

constexpr NativeInfo kMd5Rows[] = {
    {"md5", Make<kMd5, kMd5Module, kMd5Class>, kSignature, kAnything, "A new MD5 hash object."}};
constexpr NativeInfo kSha1Rows[] = {{"sha1", Make<kSha1, kSha1Module, kSha1Class>, kSignature,
                                     kAnything, "A new SHA1 hash object."}};
constexpr NativeInfo kSha256Rows[] = {
    {"sha224", Make<kSha224, kSha256Module, kSha224Class>, kSignature, kAnything,
     "A new SHA-224 hash object."},
    {"sha256", Make<kSha256, kSha256Module, kSha256Class>, kSignature, kAnything,
     "A new SHA-256 hash object."}};
constexpr NativeInfo kSha512Rows[] = {
    {"sha384", Make<kSha384, kSha512Module, kSha384Class>, kSignature, kAnything,
     "A new SHA-384 hash object."},
    {"sha512", Make<kSha512, kSha512Module, kSha512Class>, kSignature, kAnything,
     "A new SHA-512 hash object."}};

bool AddClass(Thread* t, Module* module, const char* module_name, const char* name) {
  Class* cls = MakeHashClass(t, module_name, name, false);
  return cls != nullptr && RefreshClass(t, cls) && SetModuleValue(t, module, name, cls);
}

// --- Classes that are called: SHA-3 and BLAKE2 ---

template <const HashAlgorithm& algorithm>
Value NewSha3(Thread* t, Value* args, size_t, Value) {
  HashObject* h = NewHash(t, args[0].as<Class>(), &algorithm);
  return h != nullptr && Feed(t, &h->core, args[1]) ? Value(h) : Value();
}
template <const HashAlgorithm& algorithm>
constexpr NativeInfo kSha3New[] = {{"__new__", NewSha3<algorithm>,
                                    "($type, data=b'', /, *, usedforsecurity=True)", kAnything,
                                    nullptr}};

bool ReadBytesUpTo(Thread* t, Value v, size_t most, const char* name, std::string* out) {
  if (v.is_null()) return true;
  ScopedBuffer buffer(t);
  if (!buffer.Get(v)) return false;
  if (static_cast<size_t>(buffer.size()) > most) {
    Raise(t, Exc::kValueError, "maximum %s length is %d bytes", name, most);
    return false;
  }
  *out = std::string(buffer.bytes());
  return true;
}

// A number from `low` to `high`. Those of a byte are C ints first; of the wide ones the
// message is about what is too large.
bool ReadNumber(Thread* t, Value v, uint64_t low, uint64_t high, const char* message,
                uint64_t* out) {
  if (v.is_null()) return true;
  Value n = NumberIndex(t, v);
  int64_t number = 0;
  if (!n) return false;
  const bool fits = IntAsInt64(n, &number), wide = high > 0xFF;
  if (wide && IntSign(n) < 0) {
    RaiseText(t, Exc::kValueError, "value must be positive");
    return false;
  }
  if (!wide && (!fits || number != static_cast<int32_t>(number))) {
    RaiseText(t, Exc::kOverflowError, "Python int too large to convert to C int");
    return false;
  }
  // Not negative, if wide: its one limb, then, is all of a number that is no int64.
  const bool one_limb = !fits && IsKind(n, Kind::kBigInt) && IntBitLength(n) <= 64;
  const uint64_t bits = one_limb ? n.as<BigInt>()->limbs[0] : static_cast<uint64_t>(number);
  if (!(fits || one_limb) || (fits && number < static_cast<int64_t>(low)) || bits > high) {
    RaiseText(t, wide ? Exc::kOverflowError : Exc::kValueError, message);
    return false;
  }
  *out = bits;
  return true;
}

// data, digest_size, key, salt, person, fanout, depth, leaf_size, node_offset, node_depth,
// inner_size, last_node.
template <const HashAlgorithm& algorithm>
Value NewBlake2(Thread* t, Value* args, size_t, Value) {
  constexpr bool kWide = &algorithm == &kBlake2b;
  constexpr size_t kMost = kWide ? 64 : 32, kSmall = kWide ? 16 : 8;
  Blake2Parameters p;
  uint64_t digest = kMost, fanout = 1, depth = 1, leaf = 0, offset = 0, node_depth = 0, inner = 0;
  std::string range = absl::StrFormat("digest_size must be between 1 and %d bytes", kMost);
  if (!ReadNumber(t, args[2], 1, kMost, range.c_str(), &digest) ||
      !ReadBytesUpTo(t, args[4], kSmall, "salt", &p.salt) ||
      !ReadBytesUpTo(t, args[5], kSmall, "person", &p.person) ||
      !ReadNumber(t, args[6], 0, 255, "fanout must be between 0 and 255", &fanout) ||
      !ReadNumber(t, args[7], 1, 255, "depth must be between 1 and 255", &depth) ||
      !ReadNumber(t, args[8], 0, 0xFFFFFFFF, "leaf_size is too large", &leaf) ||
      !ReadNumber(t, args[9], 0, kWide ? UINT64_MAX : (uint64_t{1} << 48) - 1,
                  "node_offset is too large", &offset) ||
      !ReadNumber(t, args[10], 0, 255, "node_depth must be between 0 and 255", &node_depth) ||
      !ReadNumber(t, args[11], 0, kMost,
                  kWide ? "inner_size must be between 0 and is 64"
                        : "inner_size must be between 0 and is 32",
                  &inner) ||
      !ReadBytesUpTo(t, args[3], kMost, "key", &p.key)) {
    return Value();
  }
  int last = args[12] ? IsTrue(t, args[12]) : 0;
  if (last < 0) return Value();
  p.digest = static_cast<uint32_t>(digest);
  p.fanout = static_cast<uint32_t>(fanout);
  p.depth = static_cast<uint32_t>(depth);
  p.leaf = static_cast<uint32_t>(leaf);
  p.node_offset = offset;
  p.node_depth = static_cast<uint32_t>(node_depth);
  p.inner = static_cast<uint32_t>(inner);
  p.last_node = last != 0;
  HashObject* h = NewHash(t, args[0].as<Class>(), &algorithm);
  if (h == nullptr) return Value();
  Blake2Start(&h->core, &algorithm, p);
  return Feed(t, &h->core, args[1]) ? Value(h) : Value();
}
template <const HashAlgorithm& algorithm>
constexpr NativeInfo kBlake2New[] = {
    {"__new__", NewBlake2<algorithm>,
     "($type, data=b'', /, *, digest_size=64, key=b'', salt=b'', person=b'', fanout=1, depth=1, "
     "leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False, "
     "usedforsecurity=True)",
     kAnything, nullptr}};

bool AddCallableClass(Thread* t, Module* module, const char* module_name,
                      const HashAlgorithm& algorithm, absl::Span<const NativeInfo> make) {
  bool keccak = module_name[1] == 's';
  Class* cls = MakeHashClass(t, module_name, algorithm.name, algorithm.digest == 0);
  if (cls == nullptr || !AddNatives(t, cls->dict, make, cls) ||
      (keccak && !AddGetSets(t, cls, kKeccakAttributes))) {
    return false;
  }
  cls->construct = &ConstructByNew;
  cls->flags |= keccak ? 0 : kClassBaseable;
  if (!keccak) {
    bool wide = &algorithm == &kBlake2b;
    struct {
      const char* name;
      int64_t value;
    } const numbers[] = {{"MAX_DIGEST_SIZE", wide ? 64 : 32},
                         {"MAX_KEY_SIZE", wide ? 64 : 32},
                         {"SALT_SIZE", wide ? 16 : 8},
                         {"PERSON_SIZE", wide ? 16 : 8}};
    for (const auto& number : numbers) {
      Str* key = Intern(t, number.name);
      if (key == nullptr ||
          !NamespaceSet(t, cls->dict, key, Value::SmallInt(number.value)) ||
          !SetModuleInt(t, module, std::string(wide ? "BLAKE2B_" : "BLAKE2S_") + number.name,
                        number.value)) {
        return false;
      }
    }
  }
  return RefreshClass(t, cls) && SetModuleValue(t, module, algorithm.name, cls);
}

}  // namespace

bool InitMd5Module(Thread* t, Module* module) {
  return AddModuleNatives(t, module, kMd5Rows) && AddClass(t, module, kMd5Module, kMd5Class);
}
bool InitSha1Module(Thread* t, Module* module) {
  return AddModuleNatives(t, module, kSha1Rows) && AddClass(t, module, kSha1Module, kSha1Class);
}
bool InitSha256Module(Thread* t, Module* module) {
  return AddModuleNatives(t, module, kSha256Rows) &&
         AddClass(t, module, kSha256Module, kSha224Class) &&
         AddClass(t, module, kSha256Module, kSha256Class);
}
bool InitSha512Module(Thread* t, Module* module) {
  return AddModuleNatives(t, module, kSha512Rows) &&
         AddClass(t, module, kSha512Module, kSha384Class) &&
         AddClass(t, module, kSha512Module, kSha512Class);
}
bool InitSha3Module(Thread* t, Module* module) {
  constexpr char kName[] = "_sha3";
  return AddCallableClass(t, module, kName, kSha3_224, kSha3New<kSha3_224>) &&
         AddCallableClass(t, module, kName, kSha3_256, kSha3New<kSha3_256>) &&
         AddCallableClass(t, module, kName, kSha3_384, kSha3New<kSha3_384>) &&
         AddCallableClass(t, module, kName, kSha3_512, kSha3New<kSha3_512>) &&
         AddCallableClass(t, module, kName, kShake128, kSha3New<kShake128>) &&
         AddCallableClass(t, module, kName, kShake256, kSha3New<kShake256>) &&
         SetModuleText(t, module, "implementation", "generic 64-bit");
}
bool InitBlake2Module(Thread* t, Module* module) {
  constexpr char kName[] = "_blake2";
  return AddCallableClass(t, module, kName, kBlake2b, kBlake2New<kBlake2b>) &&
         AddCallableClass(t, module, kName, kBlake2s, kBlake2New<kBlake2s>);
}

}  // namespace pyjit
