// FileIO: raw access to a file descriptor.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/exceptions.h"
#include "runtime/intern.h"
#include "runtime/types/bytes.h"
#include "runtime/types/container_util.h"
#include "runtime/types/int.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/str.h"
#include "runtime/warn.h"
#include "stdlib/io_internal.h"
#include "stdlib/posix_support.h"

namespace pyjit {
namespace {

FileIo* Self(Value* args) { return args[0].as<FileIo>(); }

// Whatever nobody closed is closed without a word when the object dies.
void FinalizeFileIo(Object* object) {
  auto* file = static_cast<FileIo*>(object);
  if (file->fd >= 0 && file->close_fd) close(file->fd);
  file->fd = -1;
}

Value Construct(Thread* t, Value* args, size_t, Value) {
  Object* object = AllocateInstance(t, args[0].as<Class>());
  if (object == nullptr) return Value();
  auto* file = static_cast<FileIo*>(object);
  file->fd = -1;
  file->seekable = -1;
  file->close_fd = true;
  t->heap->RegisterNative(file);
  return file;
}

bool CheckOpen(Thread* t, const FileIo* file) {
  if (file->fd >= 0) return true;
  RaiseText(t, Exc::kValueError, "I/O operation on closed file");
  return false;
}
bool CheckMode(Thread* t, bool able, const char* action) {
  if (!able) UnsupportedOperation(t, absl::StrFormat("File not open for %s", action));
  return able;
}

// The path of a str, bytes or os.PathLike.
bool ReadPath(Thread* t, Value v, std::string* out) {
  if (!IsStr(v) && !IsBytes(v)) {
    Str* name = Intern(t, "__fspath__");
    Value method = name == nullptr ? Value() : LookupInClass(ClassOf(t, v), name);
    if (method.is_null()) {
      Raise(t, Exc::kTypeError, "expected str, bytes or os.PathLike object, not %s",
            ClassNameOf(t, v));
      return false;
    }
    Class* cls = ClassOf(t, v);
    v = CallSpecial(t, method, v, {});
    if (!v) return false;
    if (!IsStr(v) && !IsBytes(v)) {
      Raise(t, Exc::kTypeError, "expected %s.__fspath__() to return str or bytes, not %s",
            ClassName(cls), ClassNameOf(t, v));
      return false;
    }
  }
  Bytes* bytes = IsBytes(v) ? v.as<Bytes>()
                            : EncodeText(t, v.as<Str>(), Encoding::kUtf8,
                                         CodecErrors::kSurrogateEscape);
  if (bytes == nullptr) return false;
  *out = std::string(BytesView(bytes));
  if (out->find('\0') == std::string::npos) return true;
  RaiseText(t, Exc::kValueError, "embedded null byte");
  return false;
}

bool ReadMode(Thread* t, FileIo* file, const std::string& mode, int* flags) {
  bool plus = false;
  int kinds = 0;
  file->created = file->readable = file->writable = file->appending = false;
  *flags = 0;
  for (char c : mode) {
    switch (c) {
      case 'x':
        ++kinds;
        file->created = file->writable = true;
        *flags |= O_EXCL | O_CREAT;
        break;
      case 'r': ++kinds; file->readable = true; break;
      case 'w':
        ++kinds;
        file->writable = true;
        *flags |= O_CREAT | O_TRUNC;
        break;
      case 'a':
        ++kinds;
        file->writable = file->appending = true;
        *flags |= O_APPEND | O_CREAT;
        break;
      case 'b': break;
      case '+':
        if (plus) kinds = 2;
        plus = true;
        break;
      default: Raise(t, Exc::kValueError, "invalid mode: %s", mode); return false;
    }
  }
  if (kinds != 1) {
    RaiseText(t, Exc::kValueError,
              "Must have exactly one of create/read/write/append mode and at most one plus");
    return false;
  }
  if (plus) file->readable = file->writable = true;
  *flags |= file->readable && file->writable ? O_RDWR : file->readable ? O_RDONLY : O_WRONLY;
  *flags |= O_CLOEXEC;
  return true;
}

// Opens by path or through the opener: the descriptor, -1 with an exception pending.
int OpenDescriptor(Thread* t, Value name, int flags, Value opener) {
  if (!IsAbsent(t, opener)) {
    Value made = CallValues(t, opener, {name, Value::SmallInt(flags)});
    if (!made) return -1;
    int64_t fd;
    if (!IsInt(made)) {
      RaiseText(t, Exc::kTypeError, "expected integer from opener");
      return -1;
    }
    if (!IndexAsInt64(t, made, &fd)) return -1;
    if (fd < 0) Raise(t, Exc::kValueError, "opener returned %d", fd);
    return fd < 0 ? -1 : static_cast<int>(fd);
  }
  std::string path;
  if (!ReadPath(t, name, &path)) return -1;
  int fd;
  do {
    fd = open(path.c_str(), flags, 0666);
  } while (fd < 0 && errno == EINTR);
  if (fd < 0) RaiseOsError(t, errno, name);
  return fd;
}

bool SetName(Thread* t, Value self, Value name) {
  Str* key = Intern(t, "name");
  return key != nullptr && SetAttr(t, self, key, name);
}

Value Init(Thread* t, Value* args, size_t, Value) {
  FileIo* file = Self(args);
  Value name = args[1], opener = args[4];
  std::string mode = "r";
  if (args[2]) {
    if (!IsStr(args[2])) {
      return Raise(t, Exc::kTypeError, "FileIO() argument 'mode' must be str, not %s",
                   ArgumentClassName(t, args[2]));
    }
    mode = StrToUtf8(args[2].as<Str>());
  }
  int close_fd = args[3] ? IsTrue(t, args[3]) : 1;
  if (close_fd < 0 || !FilesAllowed(t)) return Value();
  if (file->fd >= 0) {
    if (file->close_fd && !FileIoClose(t, file)) return Value();
    file->fd = -1;
  }
  int flags;
  if (!ReadMode(t, file, mode, &flags)) return Value();
  file->seekable = -1;
  file->close_fd = close_fd != 0;
  int fd;
  bool given = IsInt(name);
  if (given) {
    int64_t number;
    if (!IntAsInt64(name, &number) || number != static_cast<int32_t>(number)) {
      return RaiseText(t, Exc::kOverflowError, "Python int too large to convert to C int");
    }
    if (number < 0) return RaiseText(t, Exc::kValueError, "negative file descriptor");
    fd = static_cast<int>(number);
  } else {
    if (!file->close_fd) {
      return RaiseText(t, Exc::kValueError, "Cannot use closefd=False with file name");
    }
    fd = OpenDescriptor(t, name, flags, opener);
    if (fd < 0) return Value();
  }
  struct stat info;
  int error = fstat(fd, &info) != 0 ? (errno == EBADF || given ? errno : 0)
              : S_ISDIR(info.st_mode) ? EISDIR
                                      : 0;
  if (error != 0) {
    if (!given) close(fd);
    return RaiseOsError(t, error, name);
  }
  file->fd = fd;
  if (!SetName(t, file, name)) return Value();
  if (file->appending && lseek(fd, 0, SEEK_END) < 0 && errno != ESPIPE) {
    return RaiseOsError(t, errno, Value());
  }
  return NoneOf(t);
}

Value Close(Thread* t, Value* args, size_t, Value) {
  FileIo* file = Self(args);
  // The base class's part: flush, and the mark that it is closed.
  Class* base = IoClassOf(t, IoClass::kRawBase);
  Str* name = Intern(t, "close");
  Value method = base == nullptr || name == nullptr ? Value() : LookupInClass(base, name);
  if (!method) return Value();
  Value flushed = CallValues(t, method, {args[0]});
  Value pending = flushed ? Value() : TakeException(t);
  if (!file->close_fd) {
    file->fd = -1;
  } else if (!FileIoClose(t, file)) {
    return Value();
  }
  if (pending) {
    t->exception = pending;
    return Value();
  }
  return NoneOf(t);
}

Value Fileno(Thread* t, Value* args, size_t, Value) {
  return CheckOpen(t, Self(args)) ? Value::SmallInt(Self(args)->fd) : Value();
}
Value Readable(Thread* t, Value* args, size_t, Value) {
  return CheckOpen(t, Self(args)) ? t->isolate->Bool(Self(args)->readable) : Value();
}
Value Writable(Thread* t, Value* args, size_t, Value) {
  return CheckOpen(t, Self(args)) ? t->isolate->Bool(Self(args)->writable) : Value();
}
Value Seekable(Thread* t, Value* args, size_t, Value) {
  FileIo* file = Self(args);
  if (!CheckOpen(t, file)) return Value();
  if (file->seekable < 0) file->seekable = lseek(file->fd, 0, SEEK_CUR) >= 0;
  return t->isolate->Bool(file->seekable != 0);
}
Value IsATty(Thread* t, Value* args, size_t, Value) {
  return CheckOpen(t, Self(args)) ? t->isolate->Bool(isatty(Self(args)->fd) != 0) : Value();
}

Value CountOrNone(Thread* t, int64_t n) {
  if (n == -1) return Value();
  return n == -2 ? NoneOf(t) : IntFromInt64(t, n);
}

Value ReadAll(Thread* t, Value* args, size_t, Value) {
  FileIo* file = Self(args);
  if (!CheckOpen(t, file) || !CheckMode(t, file->readable, "reading")) return Value();
  std::string all;
  struct stat info;
  size_t room = 8192;
  if (fstat(file->fd, &info) == 0 && info.st_size > 0) {
    off_t at = lseek(file->fd, 0, SEEK_CUR);
    off_t rest = info.st_size - std::max<off_t>(at, 0);
    if (rest > 0 && static_cast<uint64_t>(rest) < t->heap->cap_bytes()) {
      room = static_cast<size_t>(rest) + 1;
    }
  }
  for (;;) {
    size_t old = all.size();
    all.resize(old + room);
    int64_t n = FileIoRead(t, file, reinterpret_cast<uint8_t*>(all.data()) + old,
                           static_cast<int64_t>(room));
    if (n == -1) return Value();
    all.resize(old + static_cast<size_t>(std::max<int64_t>(n, 0)));
    if (n == -2 && all.empty()) return NoneOf(t);
    if (n <= 0) break;
    if (all.size() > t->heap->cap_bytes()) return RaiseMemoryError(t);
    room = std::max<size_t>(8192, all.size() / 2);
  }
  return NewBytes(t, all);
}

Value Read(Thread* t, Value* args, size_t nargs, Value kwnames) {
  FileIo* file = Self(args);
  if (!CheckOpen(t, file) || !CheckMode(t, file->readable, "reading")) return Value();
  int64_t size;
  if (!SizeOrNone(t, args[1], &size)) return Value();
  if (size < 0) return ReadAll(t, args, nargs, kwnames);
  Bytes* out = NewBytesUninitialised(t, size);
  if (out == nullptr) return Value();
  int64_t n = FileIoRead(t, file, out->data, size);
  if (n < 0) return CountOrNone(t, n);
  return n == size ? Value(out)
                   : Value(NewBytes(t, BytesView(out).substr(0, static_cast<size_t>(n))));
}

Value ReadInto(Thread* t, Value* args, size_t, Value) {
  FileIo* file = Self(args);
  if (!CheckOpen(t, file) || !CheckMode(t, file->readable, "reading")) return Value();
  ScopedBuffer buffer(t);
  if (!GetWritable(t, args[1], "readinto", &buffer)) return Value();
  return CountOrNone(t, FileIoRead(t, file, buffer.data(), buffer.size()));
}

Value Write(Thread* t, Value* args, size_t, Value) {
  FileIo* file = Self(args);
  if (!CheckOpen(t, file) || !CheckMode(t, file->writable, "writing")) return Value();
  ScopedBuffer buffer(t);
  if (!buffer.Get(args[1])) return Value();
  const int64_t n = FileIoWrite(t, file, buffer.bytes());
  // What a signal cut short counts as interrupted: its handler runs now, and may raise.
  if (n >= 0 && n < static_cast<int64_t>(buffer.size()) && !HandlePoll(t)) return Value();
  return CountOrNone(t, n);
}

Value Seek(Thread* t, Value* args, size_t, Value) {
  FileIo* file = Self(args);
  if (!CheckOpen(t, file)) return Value();
  int64_t offset, whence = 0;
  if (IsFloat(args[1])) {
    return RaiseText(t, Exc::kTypeError, "'float' object cannot be interpreted as an integer");
  }
  if (!SizeArgument(t, args[1], &offset)) return Value();
  if (args[2] && !IntArgument(t, args[2], &whence)) return Value();
  off_t at = lseek(file->fd, offset, static_cast<int>(whence));
  if (at < 0) return RaiseOsError(t, errno, Value());
  file->seekable = 1;
  return IntFromInt64(t, at);
}
Value Tell(Thread* t, Value* args, size_t, Value) {
  if (!CheckOpen(t, Self(args))) return Value();
  off_t at = lseek(Self(args)->fd, 0, SEEK_CUR);
  return at < 0 ? RaiseOsError(t, errno, Value()) : IntFromInt64(t, at);
}

Value Truncate(Thread* t, Value* args, size_t, Value) {
  FileIo* file = Self(args);
  if (!CheckOpen(t, file) || !CheckMode(t, file->writable, "writing")) return Value();
  int64_t size;
  Value position = args[1];
  if (IsAbsent(t, position)) {
    off_t at = lseek(file->fd, 0, SEEK_CUR);
    if (at < 0) return RaiseOsError(t, errno, Value());
    position = IntFromInt64(t, at);
  }
  if (IsFloat(position)) {
    return RaiseText(t, Exc::kTypeError, "'float' object cannot be interpreted as an integer");
  }
  if (!SizeArgument(t, position, &size)) return Value();
  while (ftruncate(file->fd, size) != 0) {
    if (errno != EINTR) return RaiseOsError(t, errno, Value());
  }
  return position;
}

const char* ModeText(const FileIo* file) {
  if (file->created) return file->readable ? "xb+" : "xb";
  if (file->appending) return file->readable ? "ab+" : "ab";
  if (file->readable) return file->writable ? "rb+" : "rb";
  return "wb";
}

Value Repr(Thread* t, Value* args, size_t, Value) {
  FileIo* file = Self(args);
  if (file->fd < 0) return NewStrUtf8(t, "<_io.FileIO [closed]>");
  Str* key = Intern(t, "name");
  Value name = key == nullptr ? Value() : GetAttrOrNull(t, file, key);
  if (!name) {
    if (t->exception) return Value();
    return NewStrUtf8(t, absl::StrFormat("<_io.FileIO fd=%d mode='%s' closefd=%s>", file->fd,
                                         ModeText(file), file->close_fd ? "True" : "False"));
  }
  ReprGuard guard(t, file);
  if (guard.recursive()) {
    return Raise(t, Exc::kRuntimeError, "reentrant call inside %s.__repr__", ClassNameOf(t, file));
  }
  Value text = ToRepr(t, name);
  if (!text) return text;
  return NewStrUtf8(t, absl::StrFormat("<_io.FileIO name=%s mode='%s' closefd=%s>",
                                       StrToUtf8(text.as<Str>()), ModeText(file),
                                       file->close_fd ? "True" : "False"));
}

Value GetClosed(Thread* t, Value* args, size_t, Value) {
  return t->isolate->Bool(Self(args)->fd < 0);
}
Value GetCloseFd(Thread* t, Value* args, size_t, Value) {
  return t->isolate->Bool(Self(args)->close_fd);
}
Value GetMode(Thread* t, Value* args, size_t, Value) {
  return NewStrUtf8(t, ModeText(Self(args)));
}
Value GetBlockSize(Thread* t, Value* args, size_t, Value) {
  struct stat info;
  int64_t size = kDefaultBufferSize;
  if (Self(args)->fd >= 0 && fstat(Self(args)->fd, &info) == 0 && info.st_blksize > 1) {
    size = info.st_blksize;
  }
  return IntFromInt64(t, size);
}
Value DeallocWarn(Thread* t, Value* args, size_t, Value) {
  WarnUnclosed(t, Self(args), args[1]);
  return NoneOf(t);
}

constexpr char kUnary[] = "($self, /)";
constexpr NativeInfo kRows[] = {
    {"__new__", Construct, nullptr, kAnything, nullptr},
    {"__init__", Init, "($self, /, file, mode='r', closefd=True, opener=None)", kAnything,
     "Open a file."},
    {"__repr__", Repr, kUnary, kAnything, "Return repr(self)."},
    {"close", Close, kUnary, kAnything, "Close the file."},
    {"fileno", Fileno, kUnary, kAnything, "Return the underlying file descriptor."},
    {"readable", Readable, kUnary, kAnything, "True if file was opened in a read mode."},
    {"writable", Writable, kUnary, kAnything, "True if file was opened in a write mode."},
    {"seekable", Seekable, kUnary, kAnything, "True if file supports random-access."},
    {"isatty", IsATty, kUnary, kAnything, "True if the file is connected to a TTY device."},
    {"read", Read, "($self, size=-1, /)", kAnything, "Read at most size bytes."},
    {"readall", ReadAll, kUnary, kAnything, "Read all data from the file."},
    {"readinto", ReadInto, "($self, buffer, /)", kAnything, "Same as RawIOBase.readinto()."},
    {"write", Write, "($self, b, /)", kAnything, "Write buffer b to file."},
    {"seek", Seek, "($self, pos, whence=0, /)", kAnything, "Move to new file position."},
    {"tell", Tell, kUnary, kAnything, "Current file position."},
    {"truncate", Truncate, "($self, size=None, /)", kAnything, "Truncate the file."},
    {"_dealloc_warn", DeallocWarn, "($self, source, /)", kAnything, nullptr},
};
constexpr GetSetInfo kAttributes[] = {
    {"closed", GetClosed, nullptr, "True if the file is closed"},
    {"closefd", GetCloseFd, nullptr, "True if the file descriptor will be closed by close()."},
    {"mode", GetMode, nullptr, "String giving the file mode"},
    {"_blksize", GetBlockSize},
};

}  // namespace

const ExtensionInfo FileIo::kExtension = {sizeof(FileIo), 1, &FinalizeFileIo};

Value NewFileIo(Thread* t, int fd, int host_stream, bool readable, bool writable, Value name) {
  Value cls = IoClassOf(t, IoClass::kFileIo);
  Value made = cls ? Construct(t, &cls, 1, Value()) : Value();
  if (!made) return made;
  auto* file = made.as<FileIo>();
  file->fd = fd;
  file->host_stream = host_stream;
  file->readable = readable;
  file->writable = writable;
  file->close_fd = false;
  return SetName(t, made, name) ? made : Value();
}

int64_t FileIoWrite(Thread* t, FileIo* file, absl::string_view bytes) {
  Isolate* isolate = t->isolate;
  if (file->host_stream != 0) {
    if (isolate->write_output != nullptr) {
      isolate->write_output(isolate->output_context, file->host_stream, bytes.data(),
                            bytes.size());
    }
    return static_cast<int64_t>(bytes.size());
  }
  const int fd = file->fd;
  ssize_t n;
  const size_t size = std::min<size_t>(bytes.size(), 0x7FFFF000);
  if (!Uninterrupted(t, [&] { return write(fd, bytes.data(), size); }, &n)) return -1;
  if (n >= 0) return n;
  if (errno == EAGAIN || errno == EWOULDBLOCK) return -2;
  RaiseOsError(t, errno, Value());
  return -1;
}

int64_t FileIoRead(Thread* t, FileIo* file, uint8_t* to, int64_t size) {
  if (file->host_stream != 0) return 0;
  const int fd = file->fd;
  ssize_t n;
  const size_t most = std::min<size_t>(static_cast<size_t>(size), 0x7FFFF000);
  if (!Uninterrupted(t, [&] { return read(fd, to, most); }, &n)) return -1;
  if (n >= 0) return n;
  if (errno == EAGAIN || errno == EWOULDBLOCK) return -2;
  RaiseOsError(t, errno, Value());
  return -1;
}

void WarnUnclosed(Thread* t, FileIo* file, Value source) {
  if (file->fd < 0 || !file->close_fd || file->host_stream != 0) return;
  Value pending = std::exchange(t->exception, Value());
  Value text = ToRepr(t, source);
  if (!text || !Warn(t, Exc::kResourceWarning,
                     absl::StrCat("unclosed file ", StrToUtf8(text.as<Str>())), 1)) {
    if (PendingIs(t, Exc::kWarning)) {
      WriteUnraisable(t, source);
    } else {
      t->exception = Value();
    }
  }
  t->exception = pending;
}

bool FileIoClose(Thread* t, FileIo* file) {
  int fd = file->fd;
  file->fd = -1;
  if (fd < 0 || file->host_stream != 0 || close(fd) == 0 || errno == EINTR) return true;
  RaiseOsError(t, errno, Value());
  return false;
}

bool MakeFileIo(Thread* t, IoState* io) {
  Class* base = io->classes[static_cast<int>(IoClass::kRawBase)].as<Class>();
  Class* cls = NewIoClass(t, "FileIO", base, &FileIo::kExtension, &Construct, kRows, kAttributes);
  io->classes[static_cast<int>(IoClass::kFileIo)] = cls;
  return cls != nullptr;
}

}  // namespace pyjit
