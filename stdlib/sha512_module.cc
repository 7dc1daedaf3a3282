// _sha512: sha512 and sha384, for random's seeds.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>

#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/types/bytes.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"
#include "stdlib/bytes_argument.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

constexpr int kBlock = 128;

struct Sha512 : Object {
  uint64_t h[8];
  uint64_t length;  // bytes so far
  uint64_t digest_size;
  uint8_t block[kBlock];
};
constexpr ExtensionInfo kLayout = {sizeof(Sha512), 0, nullptr};

constexpr uint64_t kRound[80] = {
    0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f, 0xe9b5dba58189dbbc,
    0x3956c25bf348b538, 0x59f111f1b605d019, 0x923f82a4af194f9b, 0xab1c5ed5da6d8118,
    0xd807aa98a3030242, 0x12835b0145706fbe, 0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2,
    0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235, 0xc19bf174cf692694,
    0xe49b69c19ef14ad2, 0xefbe4786384f25e3, 0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65,
    0x2de92c6f592b0275, 0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5,
    0x983e5152ee66dfab, 0xa831c66d2db43210, 0xb00327c898fb213f, 0xbf597fc7beef0ee4,
    0xc6e00bf33da88fc2, 0xd5a79147930aa725, 0x06ca6351e003826f, 0x142929670a0e6e70,
    0x27b70a8546d22ffc, 0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed, 0x53380d139d95b3df,
    0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6, 0x92722c851482353b,
    0xa2bfe8a14cf10364, 0xa81a664bbc423001, 0xc24b8b70d0f89791, 0xc76c51a30654be30,
    0xd192e819d6ef5218, 0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8,
    0x19a4c116b8d2d0c8, 0x1e376c085141ab53, 0x2748774cdf8eeb99, 0x34b0bcb5e19b48a8,
    0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb, 0x5b9cca4f7763e373, 0x682e6ff3d6b2b8a3,
    0x748f82ee5defb2fc, 0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec,
    0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915, 0xc67178f2e372532b,
    0xca273eceea26619c, 0xd186b8c721c0c207, 0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178,
    0x06f067aa72176fba, 0x0a637dc5a2c898a6, 0x113f9804bef90dae, 0x1b710b35131c471b,
    0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc, 0x431d67c49c100d4c,
    0x4cc5d4becb3e42b6, 0x597f299cfc657e2a, 0x5fcb6fab3ad6faec, 0x6c44198c4a475817};
constexpr uint64_t kStart512[8] = {0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b,
                                   0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f,
                                   0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};
constexpr uint64_t kStart384[8] = {0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17,
                                   0x152fecd8f70e5939, 0x67332667ffc00b31, 0x8eb44a8768581511,
                                   0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4};

uint64_t Rotate(uint64_t x, int n) { return (x >> n) | (x << (64 - n)); }

void Compress(Sha512* s) {
  uint64_t w[80];
  for (int i = 0; i < 16; ++i) {
    std::memcpy(&w[i], s->block + 8 * i, 8);
    w[i] = __builtin_bswap64(w[i]);
  }
  for (int i = 16; i < 80; ++i) {
    const uint64_t a = Rotate(w[i - 15], 1) ^ Rotate(w[i - 15], 8) ^ (w[i - 15] >> 7);
    const uint64_t b = Rotate(w[i - 2], 19) ^ Rotate(w[i - 2], 61) ^ (w[i - 2] >> 6);
    w[i] = w[i - 16] + a + w[i - 7] + b;
  }
  uint64_t v[8];
  std::memcpy(v, s->h, sizeof(v));
  for (int i = 0; i < 80; ++i) {
    const uint64_t e = Rotate(v[4], 14) ^ Rotate(v[4], 18) ^ Rotate(v[4], 41);
    const uint64_t choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
    const uint64_t t1 = v[7] + e + choice + kRound[i] + w[i];
    const uint64_t a = Rotate(v[0], 28) ^ Rotate(v[0], 34) ^ Rotate(v[0], 39);
    const uint64_t majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
    for (int k = 7; k > 0; --k) v[k] = v[k - 1];
    v[4] += t1;
    v[0] = t1 + a + majority;
  }
  for (int i = 0; i < 8; ++i) s->h[i] += v[i];
}

void Add(Sha512* s, absl::string_view bytes) {
  for (size_t i = 0; i < bytes.size();) {
    const size_t used = s->length % kBlock;
    const size_t n = std::min(bytes.size() - i, kBlock - used);
    std::memcpy(s->block + used, bytes.data() + i, n);
    s->length += n;
    i += n;
    if (s->length % kBlock == 0) Compress(s);
  }
}

std::string DigestOf(Sha512* object) {
  Sha512 s = *object;
  const uint64_t bits = __builtin_bswap64(s.length * 8);
  const std::string padding((s.length % kBlock < 112 ? 120 : 248) - s.length % kBlock, '\0');
  Add(&s, "\x80");
  Add(&s, absl::string_view(padding).substr(1));
  Add(&s, absl::string_view(reinterpret_cast<const char*>(&bits), 8));
  std::string out(64, '\0');
  for (int i = 0; i < 8; ++i) {
    const uint64_t word = __builtin_bswap64(s.h[i]);
    std::memcpy(out.data() + 8 * i, &word, 8);
  }
  out.resize(s.digest_size);
  return out;
}

Sha512* Self(Value v) { return static_cast<Sha512*>(v.object()); }

Value Update(Thread* t, Value* args, size_t nargs, Value kwnames) {
  BytesArgument bytes;
  if (!bytes.Get(t, args[1])) return Value();
  Add(Self(args[0]), bytes.view());
  return NoneOf(t);
}
Value Digest(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return NewBytes(t, DigestOf(Self(args[0])));
}
Value HexDigest(Thread* t, Value* args, size_t nargs, Value kwnames) {
  std::string out;
  for (unsigned char c : DigestOf(Self(args[0]))) {
    out += "0123456789abcdef"[c >> 4];
    out += "0123456789abcdef"[c & 15];
  }
  return NewStrUtf8(t, out);
}
Value Copy(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Object* object = AllocateInstance(t, ClassOf(t, args[0]));
  if (object == nullptr) return Value();
  auto* to = static_cast<Sha512*>(object);
  const Sha512* from = Self(args[0]);
  std::memcpy(to->h, from->h, sizeof(to->h));
  to->length = from->length;
  to->digest_size = from->digest_size;
  std::memcpy(to->block, from->block, sizeof(to->block));
  return to;
}
Value GetName(Thread* t, Value* args, size_t, Value) {
  return NewStrUtf8(t, Self(args[0])->digest_size == 64 ? "sha512" : "sha384");
}
Value GetDigestSize(Thread* t, Value* args, size_t, Value) {
  return IntFromUint64(t, Self(args[0])->digest_size);
}
Value GetBlockSize(Thread* t, Value* args, size_t, Value) { return Value::SmallInt(kBlock); }

constexpr NativeInfo kMethods[] = {
    {"update", Update, "($self, obj, /)", kAnything,
     "Update this hash object's state with the provided string."},
    {"digest", Digest, "($self, /)", kReadsHeap | kCollects,
     "Return the digest value as a bytes object."},
    {"hexdigest", HexDigest, "($self, /)", kReadsHeap | kCollects,
     "Return the digest value as a string of hexadecimal digits."},
    {"copy", Copy, "($self, /)", kReadsHeap | kCollects, "Return a copy of the hash object."},
};
constexpr GetSetInfo kFields[] = {{"name", GetName},
                                  {"digest_size", GetDigestSize},
                                  {"block_size", GetBlockSize}};

Value New(Thread* t, Value text, bool full) {
  Object* object = AllocateInstance(t, Kept(t, KeptClass::kSha512));
  if (object == nullptr) return Value();
  auto* s = static_cast<Sha512*>(object);
  std::memcpy(s->h, full ? kStart512 : kStart384, sizeof(s->h));
  s->digest_size = full ? 64 : 48;
  if (!text.is_null()) {
    BytesArgument bytes;
    if (IsStr(text)) {
      return RaiseText(t, Exc::kTypeError, "Unicode-objects must be encoded before hashing");
    }
    if (!bytes.Get(t, text)) return Value();
    Add(s, bytes.view());
  }
  return s;
}
Value NewSha512(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return New(t, args[0], true);
}
Value NewSha384(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return New(t, args[0], false);
}

constexpr NativeInfo kRows[] = {
    {"sha512", NewSha512, "(string=b'', *, usedforsecurity=True)", kAnything,
     "Return a new SHA-512 hash object; optionally initialized with a string."},
    {"sha384", NewSha384, "(string=b'', *, usedforsecurity=True)", kAnything,
     "Return a new SHA-384 hash object; optionally initialized with a string."},
};

}  // namespace

bool InitSha512Module(Thread* t, Module* module) {
  ClassOptions options;
  options.extension = &kLayout;
  options.flags = kClassBuiltin;
  options.module = NewStrUtf8(t, "_sha512");
  Str* name = Intern(t, "sha512");
  if (options.module.is_null() || name == nullptr) return false;
  Class* cls = NewNativeClass(t, name, t->isolate->object_class(), options);
  if (cls != nullptr) cls->construct = RefuseInstances;
  return cls != nullptr && AddNatives(t, cls->dict, kMethods, cls) &&
         AddGetSets(t, cls, kFields) && RefreshClass(t, cls) &&
         Keep(t, KeptClass::kSha512, cls) && AddModuleNatives(t, module, kRows);
}

}  // namespace pyjit
