#ifndef PYJIT_FRONTEND_PARSER_MUTATIONS_H_
#define PYJIT_FRONTEND_PARSER_MUTATIONS_H_

// Damages Python sources at random, for tests that the parser survives
// anything. Shared by the fuzzer and by the test that runs a little of it.

#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace pyjit {

class SourceMutator {
 public:
  SourceMutator(std::vector<std::string> sources, uint64_t seed)
      : sources_(std::move(sources)), random_(seed) {}

  // A damaged piece of one of the sources.
  std::string Next();

  // Parses `source` in one of the three modes and, when it parses, dumps the
  // tree; checks what must hold of every result. Returns whether it parsed.
  bool Check(absl::string_view source);

 private:
  size_t Below(size_t n) { return n == 0 ? 0 : random_() % n; }
  std::string Piece();
  void MutateBytes(std::string* text);
  void MutateTokens(std::string* text);
  void Nest(std::string* text);

  std::vector<std::string> sources_;
  std::mt19937_64 random_;
};

}  // namespace pyjit

#endif  // PYJIT_FRONTEND_PARSER_MUTATIONS_H_
