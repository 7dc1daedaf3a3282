#ifndef RUNTIME_TYPES_HASH_BYTES_H_
#define RUNTIME_TYPES_HASH_BYTES_H_

#include <cstddef>
#include <cstdint>

namespace pyjit {

// The hash of str (its chars as they lie in memory), bytes and memoryview: SipHash-1-3
// with a key that the process draws once, or that $PYTHONHASHSEED gives as in CPython:
// then hashes, and so the order of sets, are CPython's. Never -1; 0 for no bytes.
uint64_t HashBytes(const void* data, size_t size);

// False if $PYTHONHASHSEED is 0.
bool HashesAreRandom();

}  // namespace pyjit

#endif  // RUNTIME_TYPES_HASH_BYTES_H_
