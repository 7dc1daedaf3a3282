#ifndef TOOLS_PYJIT_PROGRAM_H_
#define TOOLS_PYJIT_PROGRAM_H_

#include <string>

#include "runtime/thread.h"
#include "runtime/value.h"
#include "stdlib/modules.h"
#include "tools/pyjit_options.h"

// What the pyjit program runs: a file, -c CODE, -m MODULE, a folder or zip file
// with a __main__, standard input, or a conversation with whoever sits there.

namespace pyjit {

// For InitStdlib.
StdlibOptions LibraryOptions(const ProgramOptions& options, int argc, char** argv);

// 0, or the exit code after a complaint. Leaves *source alone where Python reads it
// itself (-m, folders, zip files, a terminal).
int ReadSource(ProgramOptions* options, std::string* source);

// Compiles and runs the program, or prints what --dump asks for. Null with an
// exception pending.
Value RunProgram(Thread* t, const ProgramOptions& options, const std::string& source);

// Whether a conversation is to follow (-i), and having it. Null with an exception pending.
bool WantsConversation(Thread* t, const ProgramOptions& options);
Value Converse(Thread* t, const ProgramOptions& options, bool banner);

// The ends of a program: threading._shutdown, atexit.
void FinishProgram(Thread* t);

}  // namespace pyjit

#endif  // TOOLS_PYJIT_PROGRAM_H_
