// Feeds damaged Python sources to the parser.
//
//   bazel-bin/frontend/parser_fuzz COUNT SEED FILE...
//
// A crash, or a report of a sanitizer, is a bug. With a COUNT of 0 the files
// are parsed as they are, which repeats a finding kept in a file.

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "frontend/parser_mutations.h"

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: %s COUNT SEED FILE...\n", argv[0]);
    return 2;
  }
  const long count = std::atol(argv[1]);
  const unsigned long long seed = std::strtoull(argv[2], nullptr, 10);
  std::vector<std::string> sources;
  for (int i = 3; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(file)),
                     std::istreambuf_iterator<char>());
    if (!text.empty()) sources.push_back(std::move(text));
  }
  if (sources.empty()) {
    std::fprintf(stderr, "no source could be read\n");
    return 2;
  }
  if (count == 0) {
    for (const std::string& source : sources) {
      pyjit::SourceMutator({source}, seed).Check(source);
    }
    return 0;
  }
  pyjit::SourceMutator mutator(std::move(sources), seed);
  long parsed = 0;
  for (long i = 0; i < count; ++i) {
    if (mutator.Check(mutator.Next())) ++parsed;
  }
  std::printf("%ld sources, %ld of them still Python\n", count, parsed);
  return 0;
}
