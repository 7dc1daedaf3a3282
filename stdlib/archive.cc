#include "stdlib/archive.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "stdlib/marshal_internal.h"

namespace pyjit {

std::string FindFrozenLibrary() {
  Dl_info info;
  static const char kHere = 0;
  if (dladdr(&kHere, &info) == 0 || info.dli_fname == nullptr) return "";
  // The program itself is named as it was called; its link tells more.
  std::string file = info.dli_fname;
  char target[PATH_MAX];
  if (file.find(".so") == std::string::npos) {
    const ssize_t n = readlink("/proc/self/exe", target, sizeof(target));
    if (n > 0) file.assign(target, static_cast<size_t>(n));
  }
  if (char* real = realpath(file.c_str(), target)) file = real;
  for (int up = 0; up < 2; ++up) {
    const size_t slash = file.rfind('/');
    if (slash == std::string::npos) break;
    file.resize(slash);
    const std::string archive = file + "/pyjit_stdlib.bin";
    if (access(archive.c_str(), R_OK) == 0) return archive;
  }
  return "";
}

std::shared_ptr<const Archive> Archive::Open(const std::string& path) {
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return nullptr;
  struct stat status;
  void* data = MAP_FAILED;
  size_t size = 0;
  if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
      status.st_size >= static_cast<off_t>(sizeof(ArchiveHeader))) {
    size = static_cast<size_t>(status.st_size);
    data = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
  }
  close(fd);
  if (data == MAP_FAILED) return nullptr;
  std::shared_ptr<Archive> archive(new Archive(path, static_cast<const char*>(data), size));
  const auto* header = static_cast<const ArchiveHeader*>(data);
  if (std::memcmp(header->magic, kArchiveMagic, sizeof(kArchiveMagic)) != 0 ||
      header->code_version != MarshalCodeVersion() ||
      header->count > (size - sizeof(ArchiveHeader)) / sizeof(ArchiveEntry)) {
    return nullptr;
  }
  archive->entries_ =
      absl::MakeConstSpan(reinterpret_cast<const ArchiveEntry*>(header + 1), header->count);
  return archive;
}

Archive::~Archive() { munmap(const_cast<char*>(data_), size_); }

absl::string_view Archive::Piece(uint64_t offset, uint64_t size) const {
  if (offset > size_ || size > size_ - offset) return absl::string_view();
  return absl::string_view(data_ + offset, size);
}

const ArchiveEntry* Archive::Find(absl::string_view name) const {
  auto found = std::lower_bound(
      entries_.begin(), entries_.end(), name,
      [&](const ArchiveEntry& entry, absl::string_view wanted) { return Name(entry) < wanted; });
  return found != entries_.end() && Name(*found) == name ? &*found : nullptr;
}

bool Archive::File(const ArchiveEntry& entry, std::string* out) const {
  const absl::string_view packed = Piece(entry.file, entry.file_size);
  out->resize(entry.full_size);
  uLongf size = entry.full_size;
  return uncompress(reinterpret_cast<Bytef*>(out->data()), &size,
                    reinterpret_cast<const Bytef*>(packed.data()), packed.size()) == Z_OK &&
         size == entry.full_size;
}

}  // namespace pyjit
