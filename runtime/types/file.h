#ifndef RUNTIME_TYPES_FILE_H_
#define RUNTIME_TYPES_FILE_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Files over POSIX descriptors: what open() returns and sys.stdout is. Text
// files are UTF-8 with universal newlines; binary ones give bytes.
//
// A file owns its descriptor (unless kFileBorrowed) and one buffer, used either
// for what was read ahead or for what is not yet written. FinalizeFile flushes
// and closes. Whether a path may be opened at all is decided by open(), from
// the isolate's allow_files.

namespace pyjit {

enum FileFlags : uint8_t {  // Object::flags of a FileObject
  kFileRead = 1,
  kFileWrite = 2,
  kFileBinary = 4,
  kFileLineBuffered = 8,
  kFileBorrowed = 16,   // the descriptor is not ours to close (stdin, stdout)
  kFileClosed = 32,
  kFileUnbuffered = 64,
  kFileHostWriter = 128,  // written text goes to the isolate's output hook
};

// Methods of files. Called once by the isolate builder.
bool InitFileType(Thread* t);

// A file over an open descriptor. `name` and `mode` as Python shows them.
// Takes the descriptor over unless kFileBorrowed.
Value NewFile(Thread* t, int fd, uint8_t flags, Value name, Value mode);

// open()'s arguments; null Values and buffering -1 are the defaults.
struct OpenOptions {
  std::string mode = "r";
  int64_t buffering = -1;
  Value encoding, errors, newline;
};
// open(path): OSError and its kin on failure; ValueError for a bad mode.
Value OpenFile(Thread* t, Value path, const OpenOptions& options);

// Adds bytes to the buffer and writes it out as the buffering asks. False with
// OSError or ValueError (closed) pending. Never runs Python.
bool FileWrite(Thread* t, FileObject* file, absl::string_view bytes);
// The same for text, in the file's encoding.
bool FileWriteText(Thread* t, FileObject* file, Str* text);
bool FileFlush(Thread* t, FileObject* file);
// Writes out, and closes the descriptor if it is ours. Idempotent.
bool FileClose(Thread* t, FileObject* file);
// One line with its '\n' (str or bytes as the file is), empty at the end.
// limit < 0: none.
Value FileReadLine(Thread* t, FileObject* file, int64_t limit);
// Up to `count` characters or bytes; all if negative.
Value FileRead(Thread* t, FileObject* file, int64_t count);
// Byte position; -1 with OSError pending. Seek drops what was read ahead.
int64_t FileTell(Thread* t, FileObject* file);
int64_t FileSeek(Thread* t, FileObject* file, int64_t offset, int whence);

// For the collector when a file dies unclosed: writes what is buffered, closes.
// Allocates nothing in the heap, reports nothing.
void FinalizeFile(FileObject* file);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_FILE_H_
