#ifndef STDLIB_ARCHIVE_H_
#define STDLIB_ARCHIVE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

// The frozen library, pyjit_stdlib.bin: the files of a folder of Python code, each
// .py with its code marshalled, all of them compressed. Written by tools/freeze.cc at
// build time, mapped at run time.
//
// Layout, little-endian: ArchiveHeader; `count` ArchiveEntry sorted by name; the
// names, codes and files that they point to.

namespace pyjit {

inline constexpr char kArchiveMagic[8] = {'P', 'Y', 'J', 'I', 'T', 'L', 'I', 'B'};

struct ArchiveHeader {
  char magic[8];
  uint32_t code_version;  // MarshalCodeVersion() of who wrote it
  uint32_t count;
};
// Offsets from the start of the file.
struct ArchiveEntry {
  uint64_t name, code, file;
  uint32_t name_size;
  uint32_t code_size;  // 0: not Python
  uint32_t file_size;  // compressed with zlib
  uint32_t full_size;
};

// The archive that lies beside the library or program this code is in, or in the
// folder above; "" if there is none.
std::string FindFrozenLibrary();

class Archive {
 public:
  // Null if there is no such file, or it is not an archive of this build.
  static std::shared_ptr<const Archive> Open(const std::string& path);
  ~Archive();

  const std::string& path() const { return path_; }
  // By name ("os.py", "json/__init__.py"); null if absent.
  const ArchiveEntry* Find(absl::string_view name) const;
  absl::Span<const ArchiveEntry> entries() const { return entries_; }
  absl::string_view Name(const ArchiveEntry& entry) const {
    return Piece(entry.name, entry.name_size);
  }
  // What marshal.loads takes.
  absl::string_view Code(const ArchiveEntry& entry) const {
    return Piece(entry.code, entry.code_size);
  }
  // The file as it was. False if it is damaged.
  bool File(const ArchiveEntry& entry, std::string* out) const;

 private:
  Archive(std::string path, const char* data, size_t size)
      : path_(std::move(path)), data_(data), size_(size) {}
  absl::string_view Piece(uint64_t offset, uint64_t size) const;

  const std::string path_;
  const char* const data_;
  const size_t size_;
  absl::Span<const ArchiveEntry> entries_;
};

}  // namespace pyjit

#endif  // STDLIB_ARCHIVE_H_
