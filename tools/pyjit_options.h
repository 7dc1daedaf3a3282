#ifndef TOOLS_PYJIT_OPTIONS_H_
#define TOOLS_PYJIT_OPTIONS_H_

#include <string>
#include <vector>

#include "jit/jit.h"
#include "runtime/isolate.h"

namespace pyjit {

// What the command line of the pyjit program says.
struct ProgramOptions {
  enum class Source { kFile, kCode, kStdin };
  enum class Dump { kNothing, kAst, kBytecode };

  Source source = Source::kStdin;
  std::string text;               // the file's name, or the code of -c
  std::vector<std::string> argv;  // sys.argv
  bool use_jit = true;
  jit::JitOptions jit;
  IsolateOptions isolate;
  Dump dump = Dump::kNothing;
  std::string profile;  // file; empty: none
  bool profile_native = false, profile_states = false;
};

// Fills *options. True: go on. False: the program ends with *exit_code, after
// help on stdout (0) or a complaint on stderr (2).
bool ParseCommandLine(int argc, char** argv, ProgramOptions* options,
                      int* exit_code);

}  // namespace pyjit

#endif  // TOOLS_PYJIT_OPTIONS_H_
