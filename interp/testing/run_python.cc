// Runs a script on the bare interpreter: for measuring it without the rest.
//   bazel run //interp:run_python -- script.py arguments...
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "interp/testing/python.h"
#include "stdlib/modules.h"

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: run_python script.py arguments...\n");
    return 2;
  }
  std::ifstream file(argv[1]);
  std::stringstream text;
  text << file.rdbuf();
  pyjit::IsolateOptions options;
  options.allow_files = options.allow_clock = true;
  pyjit::PythonProgram program(nullptr, options);
  std::string script = argv[1];
  size_t slash = script.rfind('/');
  pyjit::SetArgv(program.thread(), std::vector<std::string>(argv + 1, argv + argc),
                 slash == std::string::npos ? "" : script.substr(0, slash));
  std::string error = program.Run(text.str());
  std::fflush(stdout);
  std::fputs(error.c_str(), stderr);
  return error.empty() ? 0 : 1;
}
