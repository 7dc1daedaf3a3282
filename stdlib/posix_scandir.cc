// posix: scandir and its DirEntry.
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "runtime/class.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "stdlib/posix_internal.h"

namespace pyjit {
namespace {

struct DirEntry : Object {
  Value name, path;
  Value stat, lstat;  // once asked for, or null
  uint64_t inode;
  int32_t dir_fd;  // or -1
  uint8_t type;    // DT_*
};
constexpr ExtensionInfo kDirEntry = {sizeof(DirEntry), 4, nullptr};

struct ScandirIterator : Object {
  Value given;  // the path argument, or null
  DIR* dir;     // owned; null when closed
  int32_t fd;   // a descriptor was given, or -1
};
void CloseIterator(Object* object) {
  auto* iterator = static_cast<ScandirIterator*>(object);
  if (iterator->dir != nullptr) {
    if (iterator->fd >= 0) rewinddir(iterator->dir);
    closedir(iterator->dir);
  }
  iterator->dir = nullptr;
}
constexpr ExtensionInfo kScandirIterator = {sizeof(ScandirIterator), 1, CloseIterator};

DirEntry* Entry(Value v) { return static_cast<DirEntry*>(v.object()); }
ScandirIterator* Scan(Value v) { return static_cast<ScandirIterator*>(v.object()); }

// The entry's stat_result; fills the cache. Null with an exception pending.
Value EntryStat(Thread* t, DirEntry* entry, bool follow) {
  Value* cache = follow ? &entry->stat : &entry->lstat;
  if (!cache->is_null()) return *cache;
  if (follow && entry->type != DT_LNK && entry->type != DT_UNKNOWN) {
    Value result = EntryStat(t, entry, false);
    if (!result.is_null()) StoreField(t, entry, &entry->stat, result);
    return result;
  }
  PathArg path;
  if (!ParsePath(t, entry->dir_fd >= 0 ? entry->name : entry->path, "DirEntry.stat", "path", 0,
                 &path) ||
      !AllowFiles(t)) {
    return Value();
  }
  struct stat s;
  if (fstatat(entry->dir_fd >= 0 ? entry->dir_fd : AT_FDCWD, path.text.c_str(), &s,
              follow ? 0 : AT_SYMLINK_NOFOLLOW) != 0) {
    path.given = entry->path;
    return RaiseErrno(t, path);
  }
  Value result = StatResult(t, s);
  if (!result.is_null()) StoreField(t, entry, cache, result);
  return result;
}

// 1, 0, -1 error: is it of this type (S_IFDIR, S_IFREG, S_IFLNK)?
int EntryIs(Thread* t, DirEntry* entry, bool follow, mode_t wanted) {
  const bool unknown = entry->type == DT_UNKNOWN || (follow && entry->type == DT_LNK);
  if (!unknown) {
    return wanted == S_IFDIR ? entry->type == DT_DIR
           : wanted == S_IFREG ? entry->type == DT_REG
                               : entry->type == DT_LNK;
  }
  Value result = EntryStat(t, entry, follow);
  if (result.is_null()) {
    if (!PendingIs(t, Exc::kFileNotFoundError)) return -1;
    TakeException(t);  // a dangling link, or gone in the meantime
    return 0;
  }
  Value mode = result.as<Tuple>()->items[0];
  return (static_cast<mode_t>(mode.small_int()) & S_IFMT) == wanted;
}

template <mode_t kWanted>
Value EntryTest(Thread* t, Value* args, size_t nargs, Value kwnames) {
  const int follow = kWanted == S_IFLNK ? 0 : ParseFlag(t, args[1], true);
  const int is = follow < 0 ? -1 : EntryIs(t, Entry(args[0]), follow != 0, kWanted);
  return is < 0 ? Value() : t->isolate->Bool(is != 0);
}
Value EntryStatMethod(Thread* t, Value* args, size_t nargs, Value kwnames) {
  const int follow = ParseFlag(t, args[1], true);
  return follow < 0 ? Value() : EntryStat(t, Entry(args[0]), follow != 0);
}
Value EntryInode(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return IntFromUint64(t, Entry(args[0])->inode);
}
Value EntryFspath(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Entry(args[0])->path;
}
Value EntryRepr(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value name = ToRepr(t, Entry(args[0])->name);
  return name.is_null() ? name
                        : Value(NewStrUtf8(t, absl::StrCat("<DirEntry ",
                                                           StrToUtf8(name.as<Str>()), ">")));
}
Value EntryName(Thread* t, Value* args, size_t, Value) { return Entry(args[0])->name; }
Value EntryPath(Thread* t, Value* args, size_t, Value) { return Entry(args[0])->path; }

constexpr NativeInfo kEntryMethods[] = {
    {"is_dir", EntryTest<S_IFDIR>, "($self, /, *, follow_symlinks=True)", kAnything,
     "Return True if the entry is a directory; cached per entry."},
    {"is_file", EntryTest<S_IFREG>, "($self, /, *, follow_symlinks=True)", kAnything,
     "Return True if the entry is a file; cached per entry."},
    {"is_symlink", EntryTest<S_IFLNK>, "($self, /)", kAnything,
     "Return True if the entry is a symbolic link; cached per entry."},
    {"stat", EntryStatMethod, "($self, /, *, follow_symlinks=True)", kAnything,
     "Return stat_result object for the entry; cached per entry."},
    {"inode", EntryInode, "($self, /)", kReadsHeap | kCollects,
     "Return inode of the entry; cached per entry."},
    {"__fspath__", EntryFspath, "($self, /)", kReadsHeap, "Returns the path for the entry."},
    {"__repr__", EntryRepr, "($self, /)", kAnything, "Return repr(self)."},
};
constexpr GetSetInfo kEntryFields[] = {
    {"name", EntryName, nullptr, "the entry's base filename, relative to scandir() \"path\" argument", true},
    {"path", EntryPath, nullptr, "the entry's full path name; equivalent to os.path.join(scandir_path, entry.name)", true},
};

Value NewEntry(Thread* t, ScandirIterator* iterator, const struct dirent* found) {
  const uint8_t type = found->d_type;
  const uint64_t inode = found->d_ino;
  const std::string name = found->d_name;  // allocation may run readdir's owner's end
  const bool is_bytes = IsBytes(iterator->given);
  PathArg like;
  like.is_bytes = is_bytes;
  Value name_value = PathResult(t, like, name);
  if (name_value.is_null()) return name_value;
  Value path_value = name_value;
  if (iterator->fd < 0) {
    PathArg given;
    if (!ParsePath(t, iterator->given, "scandir", "path", kPathNone, &given)) return Value();
    std::string path = given.given.is_null() ? "." : given.text;
    if (!path.empty() && path.back() != '/') path += '/';
    path_value = PathResult(t, given, path + name);
    if (path_value.is_null()) return path_value;
  }
  Object* object = AllocateInstance(t, Kept(t, KeptClass::kDirEntry));
  if (object == nullptr) return Value();
  auto* entry = static_cast<DirEntry*>(object);
  entry->name = name_value;
  entry->path = path_value;
  entry->inode = inode;
  entry->type = type;
  entry->dir_fd = iterator->fd;
  WriteBarrier(t, entry);
  return entry;
}

Value ScanNext(Thread* t, Value* args, size_t nargs, Value kwnames) {
  ScandirIterator* iterator = Scan(args[0]);
  for (;;) {
    if (iterator->dir == nullptr) return RaiseStopIteration(t);
    errno = 0;
    const struct dirent* found = readdir(iterator->dir);
    if (found == nullptr) {
      const int error = errno;
      CloseIterator(iterator);
      if (error == 0) return RaiseStopIteration(t);
      errno = error;
      PathArg path;
      path.given = iterator->given;
      return RaiseErrno(t, path);
    }
    const absl::string_view name = found->d_name;
    if (name != "." && name != "..") return NewEntry(t, iterator, found);
  }
}
Value ScanSelf(Thread* t, Value* args, size_t nargs, Value kwnames) { return args[0]; }
Value ScanClose(Thread* t, Value* args, size_t nargs, Value kwnames) {
  CloseIterator(Scan(args[0]));
  return NoneOf(t);
}

constexpr NativeInfo kScanMethods[] = {
    {"__iter__", ScanSelf, "($self, /)", kPure, "Implement iter(self)."},
    {"__next__", ScanNext, "($self, /)", kAnything, "Implement next(self)."},
    {"__enter__", ScanSelf, "($self, /)", kPure, nullptr},
    {"__exit__", ScanClose, "($self, /, *args)", kAnything, nullptr},
    {"close", ScanClose, "($self, /)", kAnything, nullptr},
};

Class* ExtensionClass(Thread* t, absl::string_view name, const ExtensionInfo* layout,
                      absl::Span<const NativeInfo> methods,
                      absl::Span<const GetSetInfo> fields) {
  ClassOptions options;
  options.extension = layout;
  options.flags = kClassBuiltin;
  options.module = NewStrUtf8(t, "posix");
  Str* interned = Intern(t, name);
  if (options.module.is_null() || interned == nullptr) return nullptr;
  Class* cls = NewNativeClass(t, interned, t->isolate->object_class(), options);
  if (cls != nullptr) cls->construct = RefuseInstances;
  if (cls == nullptr || !AddNatives(t, cls->dict, methods, cls) ||
      !AddGetSets(t, cls, fields) || !RefreshClass(t, cls)) {
    return nullptr;
  }
  return cls;
}

}  // namespace

Value PosixScandir(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg path;
  if (!ParsePath(t, args[0], "scandir", "path", kPathFd | kPathNone, &path) || !AllowFiles(t)) {
    return Value();
  }
  DIR* dir = nullptr;
  const bool by_fd = IsInt(path.given);
  if (by_fd) {
    const int copy = fcntl(path.fd, F_DUPFD_CLOEXEC, 0);
    dir = copy < 0 ? nullptr : fdopendir(copy);
    if (dir == nullptr && copy >= 0) close(copy);
  } else {
    dir = opendir(path.given.is_null() ? "." : path.text.c_str());
  }
  if (dir == nullptr) return RaiseErrno(t, path);
  Object* object = AllocateInstance(t, Kept(t, KeptClass::kScandirIterator));
  if (object == nullptr) {
    closedir(dir);
    return Value();
  }
  auto* iterator = static_cast<ScandirIterator*>(object);
  iterator->given = path.given;
  iterator->dir = dir;
  iterator->fd = by_fd ? path.fd : -1;
  WriteBarrier(t, iterator);
  t->heap->RegisterNative(iterator);
  return iterator;
}

bool AddPosixScandir(Thread* t, Module* module) {
  Class* entry = ExtensionClass(t, "DirEntry", &kDirEntry, kEntryMethods, kEntryFields);
  if (!Keep(t, KeptClass::kDirEntry, entry)) return false;
  Class* iterator = ExtensionClass(t, "ScandirIterator", &kScandirIterator, kScanMethods, {});
  return Keep(t, KeptClass::kScandirIterator, iterator) &&
         SetModuleValue(t, module, "DirEntry", entry);
}

}  // namespace pyjit
