// freeze FOLDER OUT: writes the frozen library (stdlib/archive.h) of a folder of
// Python code. Folders and files that no program imports are left out.

#include <dirent.h>
#include <sys/stat.h>
#include <zlib.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "frontend/compile.h"
#include "interp/interpreter.h"
#include "runtime/error.h"
#include "runtime/isolate.h"
#include "stdlib/archive.h"
#include "stdlib/marshal_internal.h"
#include "stdlib/modules.h"

namespace pyjit {
namespace {

// Relative to the folder; whole trees.
constexpr absl::string_view kLeftOut[] = {
    "test",        "idlelib",         "tkinter",        "turtledemo",
    "ensurepip",   "distutils/tests", "lib2to3/tests",  "lib-dynload",
    "unittest/test", "ctypes/test",
    "dist-packages", "site-packages", "config-3.11-x86_64-linux-gnu",
};

struct File {
  std::string name, contents, code, packed;
};

bool IsLeftOut(const std::string& name) {
  return std::any_of(std::begin(kLeftOut), std::end(kLeftOut),
                     [&](absl::string_view out) { return out == name; }) ||
         absl::EndsWith(name, "__pycache__") || absl::EndsWith(name, ".pyc") ||
         absl::EndsWith(name, ".so");
}

// Adds the files below folder/name.
void Collect(const std::string& folder, const std::string& name, std::vector<File>* out) {
  const std::string path = name.empty() ? folder : absl::StrCat(folder, "/", name);
  struct stat status;
  if (stat(path.c_str(), &status) != 0) return;
  if (S_ISREG(status.st_mode)) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    out->push_back({name, text.str(), "", ""});
    return;
  }
  if (!S_ISDIR(status.st_mode)) return;
  DIR* dir = opendir(path.c_str());
  if (dir == nullptr) return;
  while (const struct dirent* entry = readdir(dir)) {
    const std::string part = entry->d_name;
    if (part == "." || part == "..") continue;
    const std::string below = name.empty() ? part : absl::StrCat(name, "/", part);
    if (!IsLeftOut(below)) Collect(folder, below, out);
  }
  closedir(dir);
}

// The name in tracebacks: as CPython has it for the two that import is made of.
std::string CodeName(const std::string& name) {
  if (name == "importlib/_bootstrap.py") return "<frozen importlib._bootstrap>";
  if (name == "importlib/_bootstrap_external.py") return "<frozen importlib._bootstrap_external>";
  // Made absolute when it is loaded.
  return name;
}

bool Compile(Thread* t, File* file) {
  const Value code = CompileSource(t, file->contents, CodeName(file->name), "exec", 0);
  if (code.is_null() || !MarshalWrite(t, code, 4, &file->code)) {
    std::fprintf(stderr, "freeze: %s: %s", file->name.c_str(),
                 FormatException(t, TakeException(t)).c_str());
    return false;
  }
  return true;
}

bool Pack(File* file) {
  uLongf size = compressBound(file->contents.size());
  file->packed.resize(size);
  if (compress2(reinterpret_cast<Bytef*>(file->packed.data()), &size,
                reinterpret_cast<const Bytef*>(file->contents.data()), file->contents.size(),
                9) != Z_OK) {
    return false;
  }
  file->packed.resize(size);
  return true;
}

bool Write(const std::vector<File>& files, const std::string& path) {
  ArchiveHeader header = {};
  std::memcpy(header.magic, kArchiveMagic, sizeof(header.magic));
  header.code_version = MarshalCodeVersion();
  header.count = static_cast<uint32_t>(files.size());
  std::vector<ArchiveEntry> entries;
  std::string blob;
  const uint64_t start = sizeof(header) + files.size() * sizeof(ArchiveEntry);
  for (const File& file : files) {
    ArchiveEntry entry = {};
    entry.name = start + blob.size();
    entry.name_size = static_cast<uint32_t>(file.name.size());
    blob += file.name;
    entry.code = start + blob.size();
    entry.code_size = static_cast<uint32_t>(file.code.size());
    blob += file.code;
    entry.file = start + blob.size();
    entry.file_size = static_cast<uint32_t>(file.packed.size());
    entry.full_size = static_cast<uint32_t>(file.contents.size());
    blob += file.packed;
    entries.push_back(entry);
  }
  std::ofstream out(path, std::ios::binary);
  out.write(reinterpret_cast<const char*>(&header), sizeof(header));
  out.write(reinterpret_cast<const char*>(entries.data()),
            static_cast<std::streamsize>(entries.size() * sizeof(ArchiveEntry)));
  out.write(blob.data(), static_cast<std::streamsize>(blob.size()));
  out.close();
  return out.good();
}

int Run(const std::string& folder, const std::string& out) {
  InterpState interp;  // outlives the isolate
  auto created = Isolate::Create(IsolateOptions());
  if (!created.ok()) return 1;
  const std::unique_ptr<Isolate> isolate = *std::move(created);
  Thread* t = isolate->main_thread();
  InstallInterpreter(isolate.get(), &interp);
  isolate->compile = CompileHook;
  if (!InitStdlib(t, StdlibOptions())) return 1;
  std::vector<File> files;
  Collect(folder, "", &files);
  std::sort(files.begin(), files.end(),
            [](const File& a, const File& b) { return a.name < b.name; });
  int refused = 0;
  for (File& file : files) {
    // What does not compile is kept as a file: it fails when it is imported.
    if (absl::EndsWith(file.name, ".py") && !Compile(t, &file)) {
      ++refused;
      file.code.clear();
    }
    if (!Pack(&file)) return 1;
  }
  if (files.empty()) std::fprintf(stderr, "freeze: nothing in %s\n", folder.c_str());
  if (refused != 0) std::fprintf(stderr, "freeze: %d files do not compile\n", refused);
  return Write(files, out) ? 0 : 1;
}

}  // namespace
}  // namespace pyjit

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: freeze FOLDER OUT\n");
    return 2;
  }
  return pyjit::Run(argv[1], argv[2]);
}
