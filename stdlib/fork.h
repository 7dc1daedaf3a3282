#ifndef STDLIB_FORK_H_
#define STDLIB_FORK_H_

#include <string>
#include <vector>

#include "runtime/thread.h"
#include "runtime/value.h"

// Making processes: what os.fork and _posixsubprocess share.

namespace pyjit {

// The callables of os.register_at_fork. Run Python; errors are written out.
bool BeforeFork(Thread* t);
void AfterFork(Thread* t, bool child);

// Each item of a sequence as the system takes it. May run Python. False with an
// exception pending.
bool ParseStrings(Thread* t, Value sequence, std::vector<std::string>* out);
// Null-terminated array of pointers into `strings`.
std::vector<char*> Pointers(std::vector<std::string>* strings);

}  // namespace pyjit

#endif  // STDLIB_FORK_H_
