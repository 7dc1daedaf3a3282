#ifndef TOOLS_PYJIT_OPTIONS_H_
#define TOOLS_PYJIT_OPTIONS_H_

#include <string>
#include <vector>

#include "jit/jit.h"
#include "runtime/isolate.h"
#include "stdlib/modules.h"

namespace pyjit {

// What the command line of the pyjit program says.
struct ProgramOptions {
  enum class Source { kFile, kCode, kModule, kStdin };
  enum class Dump { kNothing, kAst, kBytecode };

  Source source = Source::kStdin;
  std::string text;               // the name of the file or module, or the code of -c
  std::vector<std::string> argv;  // sys.argv
  SysFlags flags;
  bool skip_first_line = false, unbuffered = false;
  bool lines_only = false;  // -X no_debug_ranges
  bool is_main_folder = false;  // the file is a folder or zip file with a __main__
  bool converse = false;        // standard input is a terminal
  std::vector<std::string> warn_options, x_options;
  std::string check_hash_based_pycs = "default";
  bool use_jit = true;
  jit::JitOptions jit;
  IsolateOptions isolate;
  Dump dump = Dump::kNothing;
  std::string profile;  // file; empty: none
  bool profile_native = false, profile_states = false;
};

// $NAME, or null if it is unset, empty, or not to be looked at (-E, -I).
const char* Environment(const ProgramOptions& options, const char* name);

// Fills *options, from the environment too. True: go on. False: the program ends with *exit_code, after
// help on stdout (0) or a complaint on stderr (2).
bool ParseCommandLine(int argc, char** argv, ProgramOptions* options,
                      int* exit_code);

}  // namespace pyjit

#endif  // TOOLS_PYJIT_OPTIONS_H_
