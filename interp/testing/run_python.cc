// Runs a script on the bare interpreter: for measuring it without the rest.
//   bazel run //interp:run_python -- script.py
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

#include "interp/testing/python.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: run_python script.py\n");
    return 2;
  }
  std::ifstream file(argv[1]);
  std::stringstream text;
  text << file.rdbuf();
  pyjit::PythonProgram program;
  std::string error = program.Run(text.str());
  std::fflush(stdout);
  std::fputs(error.c_str(), stderr);
  return error.empty() ? 0 : 1;
}
