// MD5, SHA-1, SHA-2, SHA-3, SHAKE, BLAKE2.
#include <algorithm>
#include <bit>
#include <cstring>

#include "stdlib/hash_internal.h"
#include "stdlib/hash_tables.h"

namespace pyjit {
namespace {

uint64_t ReadWord(const uint8_t* p, int size, bool big) {
  uint64_t n = 0;
  for (int i = 0; i < size; ++i) n = n << 8 | p[big ? i : size - 1 - i];
  return n;
}
void WriteWord(uint64_t n, uint8_t* p, int size, bool big) {
  for (int i = 0; i < size; ++i) {
    p[big ? size - 1 - i : i] = static_cast<uint8_t>(n);
    n >>= 8;
  }
}
uint32_t Low(uint64_t n) { return static_cast<uint32_t>(n); }

// Ends with a one bit, zeros and the length in bits; the state's words are the digest.
template <int word, bool big, int length_bytes>
std::string FinishMerkle(HashCore* core, uint64_t) {
  const HashAlgorithm* a = core->algorithm;
  uint64_t bits = core->total * 8;
  uint64_t high_bits = core->total >> 61;
  if (core->used == a->block) {
    a->compress(core, core->buffer, false);
    core->used = 0;
  }
  core->buffer[core->used++] = 0x80;
  if (core->used > a->block - length_bytes) {
    std::memset(core->buffer + core->used, 0, a->block - core->used);
    a->compress(core, core->buffer, false);
    core->used = 0;
  }
  std::memset(core->buffer + core->used, 0, a->block - core->used);
  WriteWord(bits, core->buffer + a->block - 8, 8, big);
  if (length_bytes == 16) WriteWord(high_bits, core->buffer + a->block - 16, 8, big);
  a->compress(core, core->buffer, true);
  uint8_t out[64];
  for (uint32_t i = 0; i * word < a->digest; ++i) WriteWord(core->words[i], out + i * word, word, big);
  return std::string(reinterpret_cast<char*>(out), a->digest);
}

// --- MD5 ---

void StartMd5(HashCore* core) {
  static constexpr uint64_t kStart[] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
  std::copy_n(kStart, 4, core->words);
}
void CompressMd5(HashCore* core, const uint8_t* block, bool) {
  static constexpr int kShifts[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
  uint32_t a = Low(core->words[0]), b = Low(core->words[1]), c = Low(core->words[2]),
           d = Low(core->words[3]);
  for (int i = 0; i < 64; ++i) {
    uint32_t f;
    int g;
    switch (i / 16) {
      case 0: f = (b & c) | (~b & d); g = i; break;
      case 1: f = (d & b) | (~d & c); g = (5 * i + 1) % 16; break;
      case 2: f = b ^ c ^ d; g = (3 * i + 5) % 16; break;
      default: f = c ^ (b | ~d); g = 7 * i % 16; break;
    }
    f += a + kMd5Rounds[i] + Low(ReadWord(block + 4 * g, 4, false));
    a = d;
    d = c;
    c = b;
    b += std::rotl(f, kShifts[i / 16][i % 4]);
  }
  core->words[0] = Low(core->words[0] + a);
  core->words[1] = Low(core->words[1] + b);
  core->words[2] = Low(core->words[2] + c);
  core->words[3] = Low(core->words[3] + d);
}

// --- SHA-1 ---

void StartSha1(HashCore* core) {
  static constexpr uint64_t kStart[] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
  std::copy_n(kStart, 5, core->words);
}
void CompressSha1(HashCore* core, const uint8_t* block, bool) {
  uint32_t w[80];
  for (int i = 0; i < 16; ++i) w[i] = Low(ReadWord(block + 4 * i, 4, true));
  for (int i = 16; i < 80; ++i) w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
  uint32_t s[5];
  for (int i = 0; i < 5; ++i) s[i] = Low(core->words[i]);
  for (int i = 0; i < 80; ++i) {
    uint32_t f, k;
    if (i < 20) {
      f = (s[1] & s[2]) | (~s[1] & s[3]);
      k = 0x5a827999;
    } else if (i < 40) {
      f = s[1] ^ s[2] ^ s[3];
      k = 0x6ed9eba1;
    } else if (i < 60) {
      f = (s[1] & s[2]) | (s[1] & s[3]) | (s[2] & s[3]);
      k = 0x8f1bbcdc;
    } else {
      f = s[1] ^ s[2] ^ s[3];
      k = 0xca62c1d6;
    }
    uint32_t next = std::rotl(s[0], 5) + f + s[4] + k + w[i];
    s[4] = s[3];
    s[3] = s[2];
    s[2] = std::rotl(s[1], 30);
    s[1] = s[0];
    s[0] = next;
  }
  for (int i = 0; i < 5; ++i) core->words[i] = Low(core->words[i] + s[i]);
}

// --- SHA-2, in 32 or 64 bit words ---

template <const uint64_t* start>
void StartSha2(HashCore* core) {
  std::copy_n(start, 8, core->words);
}

template <typename Word, int kRounds, int a0, int a1, int a2, int e0, int e1, int e2, int s0,
          int s1, int s2, int t0, int t1, int t2>
void CompressSha2(HashCore* core, const uint8_t* block, bool) {
  constexpr int kSize = sizeof(Word);
  Word w[kRounds];
  for (int i = 0; i < 16; ++i) w[i] = static_cast<Word>(ReadWord(block + kSize * i, kSize, true));
  for (int i = 16; i < kRounds; ++i) {
    Word x = w[i - 15], y = w[i - 2];
    x = std::rotr(x, s0) ^ std::rotr(x, s1) ^ (x >> s2);
    y = std::rotr(y, t0) ^ std::rotr(y, t1) ^ (y >> t2);
    w[i] = w[i - 16] + x + w[i - 7] + y;
  }
  Word s[8];
  for (int i = 0; i < 8; ++i) s[i] = static_cast<Word>(core->words[i]);
  for (int i = 0; i < kRounds; ++i) {
    Word k = static_cast<Word>(kSha512Rounds[i] >> (64 - 8 * kSize));
    Word e = std::rotr(s[4], e0) ^ std::rotr(s[4], e1) ^ std::rotr(s[4], e2);
    Word first = s[7] + e + ((s[4] & s[5]) ^ (~s[4] & s[6])) + k + w[i];
    Word a = std::rotr(s[0], a0) ^ std::rotr(s[0], a1) ^ std::rotr(s[0], a2);
    Word second = a + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
    for (int j = 7; j > 0; --j) s[j] = s[j - 1];
    s[4] += first;
    s[0] = first + second;
  }
  for (int i = 0; i < 8; ++i) {
    core->words[i] = static_cast<Word>(static_cast<Word>(core->words[i]) + s[i]);
  }
}
constexpr auto kCompress256 =
    &CompressSha2<uint32_t, 64, 2, 13, 22, 6, 11, 25, 7, 18, 3, 17, 19, 10>;
constexpr auto kCompress512 =
    &CompressSha2<uint64_t, 80, 28, 34, 39, 14, 18, 41, 1, 8, 7, 19, 61, 6>;

// --- SHA-3 ---

void StartKeccak(HashCore*) {}

void Permute(uint64_t* a) {
  static constexpr int kRotations[] = {1,  3,  6,  10, 15, 21, 28, 36, 45, 55, 2,  14,
                                       27, 41, 56, 8,  25, 43, 62, 18, 39, 61, 20, 44};
  static constexpr int kLanes[] = {10, 7,  11, 17, 18, 3, 5,  16, 8,  21, 24, 4,
                                   15, 23, 19, 13, 12, 2, 20, 14, 22, 9,  6,  1};
  for (uint64_t round : kKeccakRounds) {
    uint64_t parity[5];
    for (int x = 0; x < 5; ++x) parity[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
    for (int x = 0; x < 5; ++x) {
      uint64_t d = parity[(x + 4) % 5] ^ std::rotl(parity[(x + 1) % 5], 1);
      for (int y = 0; y < 25; y += 5) a[x + y] ^= d;
    }
    uint64_t last = a[1];
    for (int i = 0; i < 24; ++i) {
      uint64_t next = a[kLanes[i]];
      a[kLanes[i]] = std::rotl(last, kRotations[i]);
      last = next;
    }
    for (int y = 0; y < 25; y += 5) {
      uint64_t row[5];
      std::copy_n(a + y, 5, row);
      for (int x = 0; x < 5; ++x) a[x + y] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
    }
    a[0] ^= round;
  }
}
void CompressKeccak(HashCore* core, const uint8_t* block, bool) {
  for (uint32_t i = 0; i < core->algorithm->block / 8; ++i) {
    core->words[i] ^= ReadWord(block + 8 * i, 8, false);
  }
  Permute(core->words);
}
template <uint8_t suffix>
std::string FinishKeccak(HashCore* core, uint64_t length) {
  const HashAlgorithm* a = core->algorithm;
  if (core->used == a->block) {
    CompressKeccak(core, core->buffer, false);
    core->used = 0;
  }
  std::memset(core->buffer + core->used, 0, a->block - core->used);
  core->buffer[core->used] = suffix;
  core->buffer[a->block - 1] |= 0x80;
  CompressKeccak(core, core->buffer, true);
  if (a->digest != 0) length = a->digest;
  std::string out;
  out.reserve(length);
  while (out.size() < length) {
    uint8_t bytes[168];
    for (uint32_t i = 0; i < a->block / 8; ++i) WriteWord(core->words[i], bytes + 8 * i, 8, false);
    out.append(reinterpret_cast<char*>(bytes), std::min<uint64_t>(a->block, length - out.size()));
    if (out.size() < length) Permute(core->words);
  }
  return out;
}

// --- BLAKE2 ---

constexpr uint8_t kSigma[10][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
    {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
    {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
    {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
};

template <typename Word>
const uint64_t* Blake2Start() {
  return sizeof(Word) == 8 ? kSha512Start : kSha256Start;
}

// core->total counts the bytes that were compressed, for the running block too.
template <typename Word, int kRounds, int r0, int r1, int r2, int r3>
void CompressBlake2(HashCore* core, const uint8_t* block, bool last) {
  constexpr int kSize = sizeof(Word);
  Word v[16], m[16];
  for (int i = 0; i < 16; ++i) m[i] = static_cast<Word>(ReadWord(block + kSize * i, kSize, false));
  for (int i = 0; i < 8; ++i) {
    v[i] = static_cast<Word>(core->words[i]);
    v[i + 8] = static_cast<Word>(Blake2Start<Word>()[i]);
  }
  uint64_t count = core->words[8];
  v[12] ^= static_cast<Word>(count);
  if (kSize == 4) v[13] ^= static_cast<Word>(count >> 32);
  if (last) {
    v[14] = ~v[14];
    if (core->last_node) v[15] = ~v[15];
  }
  auto mix = [&](int a, int b, int c, int d, Word x, Word y) {
    v[a] += v[b] + x;
    v[d] = std::rotr(static_cast<Word>(v[d] ^ v[a]), r0);
    v[c] += v[d];
    v[b] = std::rotr(static_cast<Word>(v[b] ^ v[c]), r1);
    v[a] += v[b] + y;
    v[d] = std::rotr(static_cast<Word>(v[d] ^ v[a]), r2);
    v[c] += v[d];
    v[b] = std::rotr(static_cast<Word>(v[b] ^ v[c]), r3);
  };
  for (int round = 0; round < kRounds; ++round) {
    const uint8_t* s = kSigma[round % 10];
    for (int i = 0; i < 4; ++i) mix(i, i + 4, i + 8, i + 12, m[s[2 * i]], m[s[2 * i + 1]]);
    for (int i = 0; i < 4; ++i) {
      mix(i, (i + 1) % 4 + 4, (i + 2) % 4 + 8, (i + 3) % 4 + 12, m[s[8 + 2 * i]], m[s[9 + 2 * i]]);
    }
  }
  for (int i = 0; i < 8; ++i) {
    core->words[i] = static_cast<Word>(static_cast<Word>(core->words[i]) ^ v[i] ^ v[i + 8]);
  }
}
constexpr auto kCompressBlake2b = &CompressBlake2<uint64_t, 12, 32, 24, 16, 63>;
constexpr auto kCompressBlake2s = &CompressBlake2<uint32_t, 10, 16, 12, 8, 7>;

template <int word>
std::string FinishBlake2(HashCore* core, uint64_t) {
  const HashAlgorithm* a = core->algorithm;
  core->words[8] += core->used;
  std::memset(core->buffer + core->used, 0, a->block - core->used);
  a->compress(core, core->buffer, true);
  uint8_t out[64];
  for (int i = 0; i < 8; ++i) WriteWord(core->words[i], out + word * i, word, false);
  return std::string(reinterpret_cast<char*>(out), core->digest);
}
void StartBlake2(HashCore* core) { Blake2Start(core, core->algorithm, Blake2Parameters()); }

bool IsBlake2(const HashAlgorithm* a) { return a == &kBlake2b || a == &kBlake2s; }

}  // namespace

void HashStart(HashCore* core, const HashAlgorithm* algorithm) {
  std::memset(static_cast<void*>(core), 0, sizeof(HashCore));
  core->algorithm = algorithm;
  core->digest = algorithm->digest;
  algorithm->start(core);
}

void HashUpdate(HashCore* core, absl::string_view data) {
  const HashAlgorithm* a = core->algorithm;
  core->total += data.size();
  while (!data.empty()) {
    if (core->used == a->block) {
      if (IsBlake2(a)) core->words[8] += a->block;
      a->compress(core, core->buffer, false);
      core->used = 0;
    }
    auto n = static_cast<uint32_t>(std::min<size_t>(data.size(), a->block - core->used));
    std::memcpy(core->buffer + core->used, data.data(), n);
    core->used += n;
    data.remove_prefix(n);
  }
}

std::string HashDigest(const HashCore* core, uint64_t length) {
  HashCore copy = *core;
  return core->algorithm->finish(&copy, length);
}

void Blake2Start(HashCore* core, const HashAlgorithm* algorithm, const Blake2Parameters& p) {
  std::memset(static_cast<void*>(core), 0, sizeof(HashCore));
  core->algorithm = algorithm;
  core->digest = p.digest != 0 ? p.digest : algorithm->digest;
  core->last_node = p.last_node;
  bool wide = algorithm == &kBlake2b;
  int word = wide ? 8 : 4;
  uint8_t block[64] = {};
  block[0] = static_cast<uint8_t>(core->digest);
  block[1] = static_cast<uint8_t>(p.key.size());
  block[2] = static_cast<uint8_t>(p.fanout);
  block[3] = static_cast<uint8_t>(p.depth);
  WriteWord(p.leaf, block + 4, 4, false);
  WriteWord(p.node_offset, block + 8, wide ? 8 : 6, false);
  uint8_t* at = block + (wide ? 16 : 14);
  at[0] = static_cast<uint8_t>(p.node_depth);
  at[1] = static_cast<uint8_t>(p.inner);
  uint8_t* salt = block + (wide ? 32 : 16);
  if (!p.salt.empty()) std::memcpy(salt, p.salt.data(), p.salt.size());
  uint8_t* person = block + (wide ? 48 : 24);
  if (!p.person.empty()) std::memcpy(person, p.person.data(), p.person.size());
  const uint64_t* start = wide ? kSha512Start : kSha256Start;
  for (int i = 0; i < 8; ++i) core->words[i] = start[i] ^ ReadWord(block + word * i, word, false);
  if (!p.key.empty()) {
    std::string padded = p.key;
    padded.resize(algorithm->block, '\0');
    HashUpdate(core, padded);
  }
}

const HashAlgorithm kMd5 = {"md5", 64, 16, StartMd5, CompressMd5, FinishMerkle<4, false, 8>};
const HashAlgorithm kSha1 = {"sha1", 64, 20, StartSha1, CompressSha1, FinishMerkle<4, true, 8>};
const HashAlgorithm kSha224 = {"sha224", 64, 28, StartSha2<kSha224Start>, kCompress256, FinishMerkle<4, true, 8>};
const HashAlgorithm kSha256 = {"sha256", 64, 32, StartSha2<kSha256Start>, kCompress256, FinishMerkle<4, true, 8>};
const HashAlgorithm kSha384 = {"sha384", 128, 48, StartSha2<kSha384Start>, kCompress512, FinishMerkle<8, true, 16>};
const HashAlgorithm kSha512 = {"sha512", 128, 64, StartSha2<kSha512Start>, kCompress512, FinishMerkle<8, true, 16>};
const HashAlgorithm kSha3_224 = {"sha3_224", 144, 28, StartKeccak, CompressKeccak, FinishKeccak<6>};
const HashAlgorithm kSha3_256 = {"sha3_256", 136, 32, StartKeccak, CompressKeccak, FinishKeccak<6>};
const HashAlgorithm kSha3_384 = {"sha3_384", 104, 48, StartKeccak, CompressKeccak, FinishKeccak<6>};
const HashAlgorithm kSha3_512 = {"sha3_512", 72, 64, StartKeccak, CompressKeccak, FinishKeccak<6>};
const HashAlgorithm kShake128 = {"shake_128", 168, 0, StartKeccak, CompressKeccak, FinishKeccak<31>};
const HashAlgorithm kShake256 = {"shake_256", 136, 0, StartKeccak, CompressKeccak, FinishKeccak<31>};
const HashAlgorithm kBlake2b = {"blake2b", 128, 64, StartBlake2, kCompressBlake2b, FinishBlake2<8>};
const HashAlgorithm kBlake2s = {"blake2s", 64, 32, StartBlake2, kCompressBlake2s, FinishBlake2<4>};

}  // namespace pyjit
