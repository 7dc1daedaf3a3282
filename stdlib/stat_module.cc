// _stat: the parts of a file's mode, as the system defines them.
#include <sys/stat.h>

#include "runtime/types/int.h"
#include "runtime/operators.h"
#include "stdlib/posix_support.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

bool ParseMode(Thread* t, Value v, mode_t* out) {
  if (!IsInt(v)) {
    RaiseText(t, Exc::kTypeError, "an integer is required");
    return false;
  }
  int64_t n;
  if (IntSign(v) < 0) {
    RaiseText(t, Exc::kOverflowError, "can't convert negative value to unsigned int");
  } else if (!IntAsInt64(v, &n)) {
    RaiseText(t, Exc::kOverflowError, "Python int too large to convert to C unsigned long");
  } else if (n > UINT32_MAX) {
    RaiseText(t, Exc::kOverflowError, "mode out of range");
  } else {
    *out = static_cast<mode_t>(n);
    return true;
  }
  return false;
}

template <mode_t kType>
Value IsType(Thread* t, Value* args, size_t, Value) {
  mode_t mode;
  if (!ParseMode(t, args[0], &mode)) return Value();
  return t->isolate->Bool(kType != 0 && (mode & S_IFMT) == kType);
}
template <mode_t kMask>
Value Part(Thread* t, Value* args, size_t, Value) {
  mode_t mode;
  if (!ParseMode(t, args[0], &mode)) return Value();
  return Value::SmallInt(mode & kMask);
}

char TypeChar(mode_t mode) {
  switch (mode & S_IFMT) {
    case S_IFREG: return '-';
    case S_IFDIR: return 'd';
    case S_IFLNK: return 'l';
    case S_IFBLK: return 'b';
    case S_IFCHR: return 'c';
    case S_IFIFO: return 'p';
    case S_IFSOCK: return 's';
    default: return '?';
  }
}
Value FileMode(Thread* t, Value* args, size_t, Value) {
  mode_t mode;
  if (!ParseMode(t, args[0], &mode)) return Value();
  char text[] = "?rwxrwxrwx";
  text[0] = TypeChar(mode);
  for (int i = 0; i < 9; ++i) {
    if (!(mode & (0400u >> i))) text[i + 1] = '-';
  }
  static constexpr struct {
    mode_t bit;
    int at;
    char with_x, without_x;
  } kSpecial[] = {{S_ISUID, 3, 's', 'S'}, {S_ISGID, 6, 's', 'S'}, {S_ISVTX, 9, 't', 'T'}};
  for (const auto& row : kSpecial) {
    if (mode & row.bit) text[row.at] = text[row.at] == 'x' ? row.with_x : row.without_x;
  }
  return NewStrUtf8(t, text);
}

#define IS(name, type, what)                              \
  {name, IsType<type>, "(mode, /)", kReadsHeap | kRaises, \
   name "(mode) -> bool\n\nReturn True if mode is from a " what "."}
constexpr NativeInfo kRows[] = {
    IS("S_ISDIR", S_IFDIR, "directory"),
    IS("S_ISCHR", S_IFCHR, "character special device file"),
    IS("S_ISBLK", S_IFBLK, "block special device file"),
    IS("S_ISREG", S_IFREG, "regular file"),
    IS("S_ISFIFO", S_IFIFO, "FIFO (named pipe)"),
    IS("S_ISLNK", S_IFLNK, "symbolic link"),
    IS("S_ISSOCK", S_IFSOCK, "socket"),
    IS("S_ISDOOR", 0, "door"),
    IS("S_ISPORT", 0, "event port"),
    IS("S_ISWHT", 0, "whiteout"),
    {"S_IMODE", Part<07777>, "(mode, /)", kReadsHeap | kRaises,
     "Return the portion of the file's mode that can be set by os.chmod()."},
    {"S_IFMT", Part<S_IFMT>, "(mode, /)", kReadsHeap | kRaises,
     "Return the portion of the file's mode that describes the file type."},
    {"filemode", FileMode, "(mode, /)", kReadsHeap | kRaises | kCollects,
     "Convert a file's mode to a string of the form '-rwxrwxrwx'"},
};
#undef IS

struct Number {
  const char* name;
  int64_t value;
};
#define ROW(name) {#name, name},
constexpr Number kNumbers[] = {
    ROW(S_IFDIR) ROW(S_IFCHR) ROW(S_IFBLK) ROW(S_IFREG) ROW(S_IFIFO) ROW(S_IFLNK) ROW(S_IFSOCK)
    {"S_IFDOOR", 0}, {"S_IFPORT", 0}, {"S_IFWHT", 0},
    ROW(S_ISUID) ROW(S_ISGID) ROW(S_ISVTX) {"S_ENFMT", S_ISGID},
    ROW(S_IREAD) ROW(S_IWRITE) ROW(S_IEXEC)
    ROW(S_IRWXU) ROW(S_IRUSR) ROW(S_IWUSR) ROW(S_IXUSR)
    ROW(S_IRWXG) ROW(S_IRGRP) ROW(S_IWGRP) ROW(S_IXGRP)
    ROW(S_IRWXO) ROW(S_IROTH) ROW(S_IWOTH) ROW(S_IXOTH)
    // Flags of other systems' chflags().
    {"UF_NODUMP", 1}, {"UF_IMMUTABLE", 2}, {"UF_APPEND", 4}, {"UF_OPAQUE", 8},
    {"UF_NOUNLINK", 0x10}, {"UF_COMPRESSED", 0x20}, {"UF_HIDDEN", 0x8000},
    {"SF_ARCHIVED", 0x10000}, {"SF_IMMUTABLE", 0x20000}, {"SF_APPEND", 0x40000},
    {"SF_NOUNLINK", 0x100000}, {"SF_SNAPSHOT", 0x200000},
    {"ST_MODE", 0}, {"ST_INO", 1}, {"ST_DEV", 2}, {"ST_NLINK", 3}, {"ST_UID", 4},
    {"ST_GID", 5}, {"ST_SIZE", 6}, {"ST_ATIME", 7}, {"ST_MTIME", 8}, {"ST_CTIME", 9}};
#undef ROW

}  // namespace

bool InitStatModule(Thread* t, Module* module) {
  for (const Number& row : kNumbers) {
    if (!SetModuleInt(t, module, row.name, row.value)) return false;
  }
  return AddModuleNatives(t, module, kRows);
}

}  // namespace pyjit
