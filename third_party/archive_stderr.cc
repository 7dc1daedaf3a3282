#include <cstdio>

extern "C" {

// Where the system's archives write before they abort: system_archives.BUILD
// renames their `stderr` to this.
__attribute__((visibility("hidden"))) FILE* pyjit_archive_stderr = nullptr;

}  // extern "C"

__attribute__((constructor)) static void SetArchiveStderr() {
  pyjit_archive_stderr = stderr;
}
