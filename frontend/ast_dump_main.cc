// Prints the syntax tree of each file named on standard input, one line per
// file, or `ErrorKind: message @ line:offset-end_line:end_offset text`.
//
//   find Lib -name '*.py' | bazel-bin/frontend/ast_dump_main
//
// With --sources, standard input holds the sources themselves, each ended by a
// null byte. With --time N, parses each file N times and prints the speed
// instead. --eval and --single choose the mode; --utf8 ignores encoding
// declarations, as for text that comes from a str.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>

#include "absl/strings/str_format.h"
#include "frontend/ast_dump.h"
#include "frontend/parser.h"

namespace {

std::string ErrorLine(const pyjit::SyntaxErrorInfo& error) {
  return absl::StrFormat(
      "%s: %s @ %d:%d-%d:%d %s", pyjit::SyntaxErrorKindName(error.kind),
      error.message, error.line, error.offset, error.end_line, error.end_offset,
      error.has_text ? pyjit::PythonRepr(error.text, false) : "None");
}

}  // namespace

int main(int argc, char** argv) {
  int repeat = 0;
  char separator = '\n';  // '\0': sources instead of names
  pyjit::ParseOptions options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view arg = argv[i];
    if (arg == "--time" && i + 1 < argc) repeat = std::atoi(argv[++i]);
    if (arg == "--eval") options.mode = pyjit::ast::Mode::kEval;
    if (arg == "--single") options.mode = pyjit::ast::Mode::kSingle;
    if (arg == "--utf8") options.source_is_utf8 = true;
    if (arg == "--sources") separator = '\0';
  }
  std::string name;
  double seconds = 0;
  double bytes = 0;
  while (std::getline(std::cin, name, separator)) {
    std::string source;
    if (separator == '\0') {
      source = name;
    } else {
      std::ifstream file(name, std::ios::binary);
      source.assign(std::istreambuf_iterator<char>(file),
                    std::istreambuf_iterator<char>());
    }
    for (int i = 0; i < repeat; ++i) {
      const auto start = std::chrono::steady_clock::now();
      pyjit::Arena arena;
      pyjit::Parse(source, options, &arena);
      seconds += std::chrono::duration<double>(
                     std::chrono::steady_clock::now() - start)
                     .count();
      bytes += static_cast<double>(source.size());
    }
    if (repeat != 0) continue;
    pyjit::Arena arena;
    const pyjit::ParseResult result = pyjit::Parse(source, options, &arena);
    const std::string line = result.ok() ? pyjit::DumpAst(*result.module, true)
                                         : ErrorLine(result.error);
    std::fwrite(line.data(), 1, line.size(), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
  }
  if (repeat != 0) {
    std::printf("%.1f MB in %.3f s: %.1f MB/s\n", bytes / 1e6, seconds,
                bytes / 1e6 / seconds);
  }
  return 0;
}
