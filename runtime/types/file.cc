#include "runtime/types/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/exceptions.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/operators_internal.h"
#include "runtime/types/bytes.h"
#include "runtime/types/file_state.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"

namespace pyjit {
namespace {

constexpr size_t kReadChunk = 32 << 10;
constexpr size_t kWriteLimit = 32 << 10;  // bytes kept before they are written

bool IsOpen(Thread* t, const FileObject* file) {
  if (!(file->flags & kFileClosed)) return true;
  RaiseText(t, Exc::kValueError, "I/O operation on closed file.");
  return false;
}

// Writes everything; 0 or errno.
int WriteAll(FileObject* file, const char* data, size_t size) {
  if (file->flags & kFileHostWriter) {
    Isolate* isolate = file->state->isolate;
    if (isolate != nullptr && isolate->write_output != nullptr) {
      isolate->write_output(isolate->output_context, static_cast<int>(file->fd), data, size);
    }
    return 0;
  }
  if (file->fd < 0) return 0;  // nowhere to write to
  while (size > 0) {
    ssize_t n = write(static_cast<int>(file->fd), data, size);
    if (n < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    data += n;
    size -= static_cast<size_t>(n);
  }
  return 0;
}

int FlushPending(FileObject* file) {
  FileState* state = file->state;
  if (state == nullptr || state->pending.empty()) return 0;
  // Taken out first: what failed is not tried again.
  std::string bytes;
  bytes.swap(state->pending);
  int error = WriteAll(file, bytes.data(), bytes.size());
  bytes.clear();
  bytes.swap(state->pending);  // keeps the capacity
  return error;
}

// Before writing: forgets what was read ahead, so that positions agree.
void DropReadAhead(FileObject* file) {
  FileState* state = file->state;
  if (state->read_pos < state->read.size()) {
    lseek(static_cast<int>(file->fd), -static_cast<off_t>(state->read.size() - state->read_pos),
          SEEK_CUR);
  }
  state->read.clear();
  state->read_pos = 0;
  state->at_eof = false;
}

// Appends one chunk to the buffer. False with OSError pending; at the end of
// the file at_eof is set.
bool Fill(Thread* t, FileObject* file) {
  FileState* state = file->state;
  if (state->read_pos == state->read.size()) {
    state->read.clear();
    state->read_pos = 0;
  } else if (state->read_pos > kReadChunk) {
    state->read.erase(0, state->read_pos);
    state->read_pos = 0;
  }
  if (file->fd < 0) {
    state->at_eof = true;
    return true;
  }
  size_t old = state->read.size();
  state->read.resize(old + kReadChunk);
  ssize_t n;
  do {
    n = read(static_cast<int>(file->fd), state->read.data() + old, kReadChunk);
  } while (n < 0 && errno == EINTR);
  int error = errno;
  state->read.resize(old + (n > 0 ? static_cast<size_t>(n) : 0));
  if (n < 0) {
    RaiseOsError(t, error, Value());
    return false;
  }
  state->at_eof = n == 0;
  return true;
}

bool PrepareRead(Thread* t, FileObject* file) {
  if (!IsOpen(t, file)) return false;
  if (!(file->flags & kFileRead)) {
    RaiseText(t, Exc::kOSError, "not readable");
    return false;
  }
  return file->state->pending.empty() || FileFlush(t, file);
}

std::string TranslateNewlines(absl::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out += text[i];
      continue;
    }
    out += '\n';
    if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
  }
  return out;
}

// Bytes of the file as what read() gives: bytes, or decoded and translated text.
Value Present(Thread* t, FileObject* file, absl::string_view bytes) {
  if (file->flags & kFileBinary) return NewBytes(t, bytes);
  FileState* state = file->state;
  Str* text = DecodeText(t, bytes, state->encoding, state->errors);
  if (text == nullptr || state->newline != NewlineMode::kTranslate ||
      bytes.find('\r') == absl::string_view::npos) {
    return text;
  }
  return NewStrUtf8(t, TranslateNewlines(StrToUtf8(text)));
}

bool IsWideEncoding(Encoding e) {
  return e == Encoding::kUtf16 || e == Encoding::kUtf16Le || e == Encoding::kUtf16Be ||
         e == Encoding::kUtf32 || e == Encoding::kUtf32Le || e == Encoding::kUtf32Be;
}

// Encodings without one byte per ASCII character, and a signature, are
// converted as a whole before the first line is looked for.
bool Normalise(Thread* t, FileObject* file) {
  FileState* state = file->state;
  bool wide = IsWideEncoding(state->encoding);
  if ((file->flags & kFileBinary) || (!wide && state->encoding != Encoding::kUtf8Sig)) {
    return true;
  }
  while (!state->at_eof) {
    if (!Fill(t, file)) return false;
  }
  Str* text = DecodeText(t, state->unread(), state->encoding, state->errors);
  if (text == nullptr) return false;
  state->read = StrToUtf8(text);
  state->read_pos = 0;
  state->encoding = Encoding::kUtf8;
  return true;
}

// Length of the first line of `bytes` with its end; npos if the end is not there,
// or may continue ("\r" at the very end).
size_t LineLength(absl::string_view bytes, NewlineMode mode, bool binary, bool at_eof) {
  if (binary || mode == NewlineMode::kLf) {
    size_t i = bytes.find('\n');
    return i == absl::string_view::npos ? i : i + 1;
  }
  if (mode == NewlineMode::kCr) {
    size_t i = bytes.find('\r');
    return i == absl::string_view::npos ? i : i + 1;
  }
  if (mode == NewlineMode::kCrLf) {
    size_t i = bytes.find("\r\n");
    return i == absl::string_view::npos ? i : i + 2;
  }
  size_t i = bytes.find_first_of("\r\n");
  if (i == absl::string_view::npos || bytes[i] == '\n') {
    return i == absl::string_view::npos ? i : i + 1;
  }
  if (i + 1 == bytes.size()) return at_eof ? i + 1 : absl::string_view::npos;
  return bytes[i + 1] == '\n' ? i + 2 : i + 1;
}

// Bytes that hold the first `count` characters of UTF-8 text.
size_t PrefixOfChars(absl::string_view bytes, int64_t count, Encoding encoding) {
  if (encoding != Encoding::kUtf8) {
    return std::min(bytes.size(), static_cast<size_t>(count));
  }
  size_t i = 0;
  while (i < bytes.size() && count > 0) {
    ++i;
    while (i < bytes.size() && (static_cast<unsigned char>(bytes[i]) & 0xC0) == 0x80) ++i;
    --count;
  }
  return i;
}

}  // namespace

Value NewFile(Thread* t, int fd, uint8_t flags, Value name, Value mode) {
  Object* object = AllocateRaw(t, t->isolate->shape_of(Kind::kFile), sizeof(FileObject));
  if (object == nullptr) return Value();
  auto* file = static_cast<FileObject*>(object);
  file->flags = flags;
  file->fd = fd;
  file->name = name;
  file->mode = mode;
  file->state = new FileState;
  file->state->isolate = t->isolate;
  t->heap->RegisterNative(file);
  return file;
}

bool FileWrite(Thread* t, FileObject* file, absl::string_view bytes) {
  if (!IsOpen(t, file)) return false;
  if (!(file->flags & kFileWrite)) {
    RaiseText(t, Exc::kOSError, "not writable");
    return false;
  }
  FileState* state = file->state;
  if (!state->read.empty()) DropReadAhead(file);
  state->pending.append(bytes.data(), bytes.size());
  bool out = state->pending.size() >= kWriteLimit || (file->flags & kFileUnbuffered) ||
             ((file->flags & kFileLineBuffered) &&
              bytes.find_first_of("\r\n") != absl::string_view::npos);
  return !out || FileFlush(t, file);
}

bool FileWriteText(Thread* t, FileObject* file, Str* text) {
  FileState* state = file->state;
  if (state == nullptr) return IsOpen(t, file);
  std::string storage;
  absl::string_view bytes;
  if (text->is_ascii() && !IsWideEncoding(state->encoding)) {
    bytes = StrBytes1(text);
  } else {
    Bytes* encoded = EncodeText(t, text, state->encoding, state->errors);
    if (encoded == nullptr) return false;
    storage = std::string(BytesView(encoded));
    bytes = storage;
  }
  if (state->newline == NewlineMode::kCr || state->newline == NewlineMode::kCrLf) {
    std::string translated;
    for (char c : bytes) {
      if (c == '\n') {
        translated += state->newline == NewlineMode::kCr ? "\r" : "\r\n";
      } else {
        translated += c;
      }
    }
    return FileWrite(t, file, translated);
  }
  return FileWrite(t, file, bytes);
}

bool FileFlush(Thread* t, FileObject* file) {
  if (!IsOpen(t, file)) return false;
  int error = FlushPending(file);
  if (error == 0) return true;
  RaiseOsError(t, error, Value());
  return false;
}

bool FileClose(Thread* t, FileObject* file) {
  if (file->flags & kFileClosed) return true;
  int error = FlushPending(file);
  file->flags |= kFileClosed;
  delete file->state;
  file->state = nullptr;
  if (!(file->flags & (kFileBorrowed | kFileHostWriter)) && file->fd >= 0) {
    if (close(static_cast<int>(file->fd)) != 0 && error == 0 && errno != EINTR) error = errno;
  }
  file->fd = -1;
  if (error == 0) return true;
  RaiseOsError(t, error, Value());
  return false;
}

void FinalizeFile(FileObject* file) {
  if (file->flags & kFileClosed) return;
  FlushPending(file);
  delete file->state;
  file->state = nullptr;
  if (!(file->flags & (kFileBorrowed | kFileHostWriter)) && file->fd >= 0) {
    close(static_cast<int>(file->fd));
  }
  file->flags |= kFileClosed;
}

Value FileReadLine(Thread* t, FileObject* file, int64_t limit) {
  if (!PrepareRead(t, file) || !Normalise(t, file)) return Value();
  FileState* state = file->state;
  bool binary = file->flags & kFileBinary;
  state->at_eof = false;
  size_t scanned = 0;
  for (;;) {
    absl::string_view unread = state->unread();
    // What was looked at before has no line end, but may end in "\r".
    size_t from = scanned > 0 ? scanned - 1 : 0;
    size_t n = LineLength(unread.substr(from), state->newline, binary, state->at_eof);
    if (n != absl::string_view::npos) n += from;
    if (n == absl::string_view::npos && state->at_eof) n = unread.size();
    if (limit >= 0) {
      size_t most = binary ? static_cast<size_t>(limit)
                           : PrefixOfChars(unread, limit, state->encoding);
      if (most < unread.size() && (n == absl::string_view::npos || n > most)) n = most;
    }
    if (n != absl::string_view::npos) {
      Value line = Present(t, file, unread.substr(0, n));
      if (!line.is_null()) state->read_pos += n;
      return line;
    }
    scanned = unread.size();
    if (!Fill(t, file)) return Value();
  }
}

Value FileRead(Thread* t, FileObject* file, int64_t count) {
  if (!PrepareRead(t, file) || !Normalise(t, file)) return Value();
  FileState* state = file->state;
  bool binary = file->flags & kFileBinary;
  state->at_eof = false;
  if (count < 0) {
    while (!state->at_eof) {
      if (!Fill(t, file)) return Value();
    }
    Value all = Present(t, file, state->unread());
    if (!all.is_null()) state->read_pos = state->read.size();
    return all;
  }
  if (count == 0) return Present(t, file, "");
  for (;;) {
    absl::string_view unread = state->unread();
    size_t n = binary ? static_cast<size_t>(count)
                      : PrefixOfChars(unread, count, state->encoding);
    // Translated line ends make characters out of two bytes: take some more.
    if (!binary && state->newline == NewlineMode::kTranslate) {
      int64_t pairs = 0;
      for (size_t i = 0; i + 1 < n; ++i) pairs += unread[i] == '\r' && unread[i + 1] == '\n';
      while (pairs > 0 && n < unread.size()) {
        size_t more = PrefixOfChars(unread.substr(n), pairs, state->encoding);
        int64_t found = 0;
        for (size_t i = n == 0 ? 0 : n - 1; i + 1 < n + more; ++i) {
          found += unread[i] == '\r' && unread[i + 1] == '\n';
        }
        n += more;
        pairs = found;
      }
    }
    // One more byte than needed shows that the last character is complete.
    if (n < unread.size() || (binary && n == unread.size()) || state->at_eof) {
      n = std::min(n, unread.size());
      Value part = Present(t, file, unread.substr(0, n));
      if (!part.is_null()) state->read_pos += n;
      return part;
    }
    if (!Fill(t, file)) return Value();
  }
}

int64_t FileTell(Thread* t, FileObject* file) {
  if (!IsOpen(t, file) || !FileFlush(t, file)) return -1;
  off_t position = lseek(static_cast<int>(file->fd), 0, SEEK_CUR);
  if (position < 0) {
    RaiseOsError(t, errno, Value());
    return -1;
  }
  return position - static_cast<int64_t>(file->state->unread().size());
}

int64_t FileSeek(Thread* t, FileObject* file, int64_t offset, int whence) {
  if (!IsOpen(t, file) || !FileFlush(t, file)) return -1;
  DropReadAhead(file);
  off_t position = lseek(static_cast<int>(file->fd), offset, whence);
  if (position < 0) {
    RaiseOsError(t, errno, Value());
    return -1;
  }
  return position;
}

namespace {

// Reads the letters of open()'s mode. False with ValueError pending.
bool ParseMode(Thread* t, const std::string& mode, int* open_flags, uint8_t* flags) {
  bool reading = false, writing = false, appending = false, creating = false;
  bool binary = false, text = false, updating = false;
  bool bad = false;
  for (size_t i = 0; i < mode.size() && !bad; ++i) {
    if (mode.find(mode[i], i + 1) != std::string::npos) bad = true;
    switch (mode[i]) {
      case 'r': reading = true; break;
      case 'w': writing = true; break;
      case 'a': appending = true; break;
      case 'x': creating = true; break;
      case 'b': binary = true; break;
      case 't': text = true; break;
      case '+': updating = true; break;
      default: bad = true;
    }
  }
  if (bad) {
    Raise(t, Exc::kValueError, "invalid mode: '%s'", mode);
    return false;
  }
  if (binary && text) {
    RaiseText(t, Exc::kValueError, "can't have text and binary mode at once");
    return false;
  }
  if (reading + writing + appending + creating != 1) {
    RaiseText(t, Exc::kValueError,
              reading + writing + appending + creating == 0
                  ? "Must have exactly one of create/read/write/append mode and at most one plus"
                  : "must have exactly one of create/read/write/append mode");
    return false;
  }
  bool can_read = reading || updating, can_write = !reading || updating;
  *open_flags = O_CLOEXEC | (can_read && can_write ? O_RDWR : can_write ? O_WRONLY : O_RDONLY);
  if (writing) *open_flags |= O_CREAT | O_TRUNC;
  if (appending) *open_flags |= O_CREAT | O_APPEND;
  if (creating) *open_flags |= O_CREAT | O_EXCL;
  *flags = static_cast<uint8_t>((can_read ? kFileRead : 0) | (can_write ? kFileWrite : 0) |
                                (binary ? kFileBinary : 0));
  return true;
}

// The path as bytes for the system, or a descriptor. False with an exception.
bool PathArgument(Thread* t, Value* path, std::string* name, int64_t* fd) {
  *fd = -1;
  if (path->is_small_int()) {
    *fd = path->small_int();
    if (*fd < 0) {
      RaiseText(t, Exc::kValueError, "negative file descriptor");
      return false;
    }
    return true;
  }
  if (!IsStr(*path) && !IsBytes(*path)) {
    Str* fspath = Intern(t, "__fspath__");
    if (fspath == nullptr) return false;
    Value method = LookupInClass(ClassOf(t, *path), fspath);
    if (method.is_null()) {
      Raise(t, Exc::kTypeError, "expected str, bytes or os.PathLike object, not %s",
            TypeName(t, *path));
      return false;
    }
    *path = CallSpecial(t, method, *path, {});
    if (path->is_null()) return false;
  }
  if (IsBytes(*path)) {
    *name = std::string(BytesView(path->as<Bytes>()));
  } else if (IsStr(*path)) {
    *name = StrToUtf8(path->as<Str>());
  } else {
    Raise(t, Exc::kTypeError, "expected str, bytes or os.PathLike object, not %s",
          TypeName(t, *path));
    return false;
  }
  if (name->find('\0') != std::string::npos) {
    RaiseText(t, Exc::kValueError, "embedded null byte");
    return false;
  }
  return true;
}

bool SetTextOptions(Thread* t, FileState* state, const OpenOptions& options) {
  auto given = [&](Value v) { return !v.is_null() && !IsNone(t, v); };
  if (given(options.encoding)) {
    if (!IsStr(options.encoding)) {
      Raise(t, Exc::kTypeError, "open() argument 'encoding' must be str or None, not %s",
            TypeName(t, options.encoding));
      return false;
    }
    std::string name = StrToUtf8(options.encoding.as<Str>());
    if (!FindEncoding(name, &state->encoding)) {
      Raise(t, Exc::kLookupError, "unknown encoding: %s", name);
      return false;
    }
  }
  if (given(options.errors)) {
    std::string name = IsStr(options.errors) ? StrToUtf8(options.errors.as<Str>()) : "";
    if (!FindCodecErrors(name, &state->errors)) {
      Raise(t, Exc::kLookupError, "unknown error handler name '%s'", name);
      return false;
    }
  }
  if (given(options.newline)) {
    std::string text = IsStr(options.newline) ? StrToUtf8(options.newline.as<Str>()) : "?";
    if (text.empty()) state->newline = NewlineMode::kUniversal;
    else if (text == "\n") state->newline = NewlineMode::kLf;
    else if (text == "\r") state->newline = NewlineMode::kCr;
    else if (text == "\r\n") state->newline = NewlineMode::kCrLf;
    else {
      Raise(t, Exc::kValueError, "illegal newline value: %s", text);
      return false;
    }
  }
  return true;
}

}  // namespace

Value OpenFile(Thread* t, Value path, const OpenOptions& options) {
  int open_flags = 0;
  uint8_t flags = 0;
  if (!ParseMode(t, options.mode, &open_flags, &flags)) return Value();
  auto given = [&](Value v) { return !v.is_null() && !IsNone(t, v); };
  if (flags & kFileBinary) {
    const char* extra = given(options.encoding)  ? "an encoding"
                        : given(options.errors)  ? "an errors"
                        : given(options.newline) ? "a newline"
                                                 : nullptr;
    if (extra != nullptr) {
      return Raise(t, Exc::kValueError, "binary mode doesn't take %s argument", extra);
    }
  } else if (options.buffering == 0) {
    return RaiseText(t, Exc::kValueError, "can't have unbuffered text I/O");
  }
  std::string name;
  int64_t fd;
  Value shown = path;
  if (!PathArgument(t, &path, &name, &fd)) return Value();
  if (!t->isolate->options().allow_files) return RaiseOsError(t, EACCES, path);
  if (fd < 0) {
    do {
      fd = open(name.c_str(), open_flags, 0666);
    } while (fd < 0 && errno == EINTR);
    if (fd < 0) return RaiseOsError(t, errno, path);
  }
  struct stat info;
  if (fstat(static_cast<int>(fd), &info) == 0 && S_ISDIR(info.st_mode)) {
    if (!shown.is_small_int()) close(static_cast<int>(fd));
    return RaiseOsError(t, EISDIR, path);
  }
  if (options.buffering == 0) flags |= kFileUnbuffered;
  if (options.buffering == 1 || (options.buffering < 0 && isatty(static_cast<int>(fd)))) {
    if (!(flags & kFileBinary)) flags |= kFileLineBuffered;
  }
  Value mode = NewStrUtf8(t, options.mode);
  Value file = mode.is_null() ? mode : NewFile(t, static_cast<int>(fd), flags, path, mode);
  if (file.is_null()) {
    close(static_cast<int>(fd));
    return file;
  }
  if (!(flags & kFileBinary) && !SetTextOptions(t, file.as<FileObject>()->state, options)) {
    return Value();
  }
  if (open_flags & O_APPEND) lseek(static_cast<int>(fd), 0, SEEK_END);
  return file;
}

}  // namespace pyjit
