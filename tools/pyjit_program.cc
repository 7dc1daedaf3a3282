#include "tools/pyjit_program.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/arena.h"
#include "frontend/ast_dump.h"
#include "frontend/compile.h"
#include "frontend/parser.h"
#include "interp/interpreter.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/isolate.h"
#include "runtime/namespace.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

using Source = ProgramOptions::Source;

// Where Debian has the library, for what the archive leaves out (test, tkinter, ...).
constexpr char kLibraryFolder[] = "/usr/lib/python3.11";

int Fail(const std::string& what, int exit_code) {
  std::fprintf(stderr, "pyjit: %s\n", what.c_str());
  return exit_code;
}

bool ReadAll(int fd, std::string* text) {
  char buffer[65536];
  for (;;) {
    const ssize_t n = read(fd, buffer, sizeof(buffer));
    if (n > 0) text->append(buffer, static_cast<size_t>(n));
    if (n == 0) return true;
    if (n < 0 && errno != EINTR) return false;
  }
}

bool IsFolder(const std::string& name) {
  struct stat status;
  return stat(name.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}
bool IsZip(const std::string& text) { return text.compare(0, 4, "PK\x03\x04") == 0; }

std::string FolderOf(const std::string& file) {
  // The program may be a link to where its modules are.
  char real[PATH_MAX];
  const std::string used = realpath(file.c_str(), real) != nullptr && !IsFolder(file)
                               ? std::string(real)
                               : file;
  const size_t slash = used.rfind('/');
  if (slash == std::string::npos) return "";
  return slash == 0 ? "/" : used.substr(0, slash);
}

// As absolute as sys.path wants it.
std::string Absolute(const std::string& folder) {
  if (!folder.empty() && folder[0] == '/') return folder;
  char here[PATH_MAX];
  if (getcwd(here, sizeof(here)) == nullptr) return folder;
  return folder.empty() || folder == "." ? here : absl::StrCat(here, "/", folder);
}

// sys.path at the start: the program's folder, then what PYTHONPATH lists. The frozen
// library is added by InitStdlib.
std::vector<std::string> ImportPath(const ProgramOptions& options) {
  std::vector<std::string> path;
  if (options.source == Source::kFile && options.is_main_folder) {
    path.push_back(options.text);
  } else if (!options.flags.safe_path) {
    switch (options.source) {
      case Source::kFile: path.push_back(Absolute(FolderOf(options.text))); break;
      case Source::kModule: path.push_back(Absolute("")); break;
      case Source::kCode:
      case Source::kStdin: path.emplace_back(); break;
    }
  }
  if (const char* more = Environment(options, "PYTHONPATH")) {
    for (absl::string_view folder : absl::StrSplit(more, ':')) path.emplace_back(folder);
  }
  return path;
}

// What tracebacks say.
std::string SourceName(const ProgramOptions& options) {
  switch (options.source) {
    case Source::kFile: return options.text;
    case Source::kCode: return "<string>";
    case Source::kModule:
    case Source::kStdin: break;
  }
  return "<stdin>";
}

// __main__ with what a program finds in it; null with an exception pending.
Module* MakeMain(Thread* t, const ProgramOptions& options) {
  Isolate* isolate = t->isolate;
  Module* main = NewModule(t, isolate->names.dunder_main, true);
  // The module, where other modules have its namespace.
  Value builtins = DictGetStr(isolate->modules(), isolate->names.builtins);
  if (main == nullptr ||
      !NamespaceSet(t, main->dict, isolate->names.dunder_builtins, builtins)) {
    return nullptr;
  }
  if (options.source == Source::kFile && !options.is_main_folder) {
    Str* name = Intern(t, "__file__");
    Str* cached = name == nullptr ? nullptr : Intern(t, "__cached__");
    Str* file = cached == nullptr ? nullptr : NewStrUtf8(t, options.text);
    if (file == nullptr || !NamespaceSet(t, main->dict, name, file) ||
        !NamespaceSet(t, main->dict, cached, isolate->none())) {
      return nullptr;
    }
  }
  return main;
}

// Prints the tree; null with a SyntaxError pending, else None.
Value DumpTree(Thread* t, const std::string& source, const std::string& name, bool is_str) {
  Arena arena;
  ParseOptions options;
  options.source_is_utf8 = is_str;
  const ParseResult result = Parse(source, options, &arena);
  if (!result.ok()) return RaiseSyntaxError(t, result.error, name);
  std::printf("%s\n", DumpAst(*result.module, false).c_str());
  return t->isolate->none();
}

// module.name, the module imported. Null with an exception pending.
Value Imported(Thread* t, const char* module_name, const char* name) {
  Str* wanted = Intern(t, module_name);
  Str* key = wanted == nullptr ? nullptr : Intern(t, name);
  Value module = key == nullptr ? Value() : ImportModule(t, wanted);
  return module.is_null() ? module : GetAttr(t, module, key);
}

// Runs a module as __main__, as runpy does.
Value RunAsMain(Thread* t, const std::string& name, bool alter_argv) {
  Value function = Imported(t, "runpy", "_run_module_as_main");
  Value text = function.is_null() ? function : Value(NewStrUtf8(t, name));
  return text.is_null() ? text
                        : CallValues(t, function, {text, t->isolate->Bool(alter_argv)});
}

uint32_t OptimizeFlags(const ProgramOptions& options) {
  return (options.flags.optimize > 0 ? kCompileOptimize : 0) |
         (options.flags.optimize > 1 ? kCompileNoDocstrings : 0);
}

}  // namespace

StdlibOptions LibraryOptions(const ProgramOptions& options, int argc, char** argv) {
  StdlibOptions out;
  out.argv = options.argv;
  out.orig_argv.assign(argv, argv + argc);
  out.import_path = ImportPath(options);
  if (IsFolder(kLibraryFolder)) out.library_folder = kLibraryFolder;
  char target[PATH_MAX];
  const ssize_t n = readlink("/proc/self/exe", target, sizeof(target));
  if (n > 0) out.executable.assign(target, static_cast<size_t>(n));
  out.prefix = "/usr";
  out.flags = options.flags;
  out.warn_options = options.warn_options;
  out.x_options = options.x_options;
  out.check_hash_based_pycs = options.check_hash_based_pycs;
  if (const char* prefix = Environment(options, "PYTHONPYCACHEPREFIX")) {
    out.pycache_prefix = prefix;
  }
  for (const std::string& option : options.x_options) {
    if (option.compare(0, 15, "pycache_prefix=") == 0) out.pycache_prefix = option.substr(15);
  }
  out.stdin_fd = STDIN_FILENO;
  out.stdout_fd = STDOUT_FILENO;
  out.stderr_fd = STDERR_FILENO;
  return out;
}

int ReadSource(ProgramOptions* options, std::string* source) {
  switch (options->source) {
    case Source::kCode: *source = options->text + "\n"; return 0;
    case Source::kModule: return 0;
    case Source::kStdin:
      if (isatty(STDIN_FILENO) && options->dump == ProgramOptions::Dump::kNothing) {
        options->converse = true;
        return 0;
      }
      return ReadAll(STDIN_FILENO, source) ? 0 : Fail("can't read stdin", 1);
    case Source::kFile: break;
  }
  // __file__ and tracebacks name it from the root, sys.argv as it was given.
  options->text = Absolute(options->text);
  const std::string& name = options->text;
  if (IsFolder(name)) {
    options->is_main_folder = true;
    if (access((name + "/__main__.py").c_str(), R_OK) == 0) return 0;
    return Fail(absl::StrCat("can't find '__main__' module in '", name, "'"), 1);
  }
  const int fd = open(name.c_str(), O_RDONLY | O_CLOEXEC);
  const bool read = fd >= 0 && ReadAll(fd, source);
  const int error = errno;
  if (fd >= 0) close(fd);
  if (!read) {
    return Fail(absl::StrCat("can't open file '", name, "': [Errno ", error, "] ",
                             std::strerror(error)),
                2);
  }
  options->is_main_folder = IsZip(*source);
  if (options->skip_first_line) {
    // The line stays, empty, so that the others keep their numbers.
    const size_t end = source->find('\n');
    source->erase(0, end == std::string::npos ? source->size() : end);
  }
  return 0;
}

namespace {

// -X faulthandler, -X dev, PYTHONFAULTHANDLER.
bool WantsFaultHandler(const ProgramOptions& options) {
  const char* variable = Environment(options, "PYTHONFAULTHANDLER");
  return options.flags.dev_mode || (variable != nullptr && *variable != '\0') ||
         std::find(options.x_options.begin(), options.x_options.end(), "faulthandler") !=
             options.x_options.end();
}
bool EnableFaultHandler(Thread* t) {
  Str* name = Intern(t, "faulthandler");
  Value module = name == nullptr ? Value() : ImportModule(t, name);
  Str* enable = module.is_null() ? nullptr : Intern(t, "enable");
  return enable != nullptr && !CallMethod(t, module, enable, nullptr, 0).is_null();
}

}  // namespace

Value RunProgram(Thread* t, const ProgramOptions& options, const std::string& source) {
  if (WantsFaultHandler(options) && !EnableFaultHandler(t)) return Value();
  if (!options.warn_options.empty()) {
    Str* name = Intern(t, "warnings");
    if (name == nullptr || ImportModule(t, name).is_null()) return Value();
  }
  if (options.flags.optimize > 0) {
    Str* name = Intern(t, "__debug__");
    if (name == nullptr ||
        !NamespaceSet(t, t->isolate->builtins(), name, t->isolate->false_value())) {
      return Value();
    }
  }
  Module* main = MakeMain(t, options);
  if (main == nullptr) return Value();
  if (options.source == Source::kModule) return RunAsMain(t, options.text, true);
  if (options.is_main_folder) return RunAsMain(t, "__main__", false);
  if (options.converse) return Converse(t, options, options.flags.quiet == 0);
  const std::string name = SourceName(options);
  const bool is_str = options.source == Source::kCode;
  if (options.dump == ProgramOptions::Dump::kAst) return DumpTree(t, source, name, is_str);
  const Value code =
      CompileProgram(t, source, name,
                     (is_str ? kCompileSourceIsUtf8 : 0) | OptimizeFlags(options) |
                         LinesOnlyFlag(t));
  if (code.is_null()) return Value();
  if (options.dump == ProgramOptions::Dump::kBytecode) {
    std::fputs(DumpCode(*code.as<Code>()->block).c_str(), stdout);
    return t->isolate->none();
  }
  return RunCode(t, code.as<Code>(), main->dict, Value());
}

bool WantsConversation(Thread* t, const ProgramOptions& options) {
  if (options.converse) return false;  // had it already
  return options.flags.inspect && isatty(STDIN_FILENO);
}

Value Converse(Thread* t, const ProgramOptions& options, bool banner) {
  Value main = DictGetStr(t->isolate->modules(), t->isolate->names.dunder_main);
  Value console_class = Imported(t, "code", "InteractiveConsole");
  if (console_class.is_null() || !IsKind(main, Kind::kModule)) return Value();
  Value locals = main.as<Module>()->dict;
  Value name = NewStrUtf8(t, "<stdin>");
  Value console = name.is_null() ? name : CallValues(t, console_class, {locals, name});
  if (console.is_null()) return console;
  Value text = NewStrUtf8(
      t, banner ? "pyjit 0.1 (Python 3.11) on linux\n"
                  "Type \"help\", \"copyright\", \"credits\" or \"license\" for more information."
                : "");
  Str* interact = text.is_null() ? nullptr : Intern(t, "interact");
  Value args[2] = {text, t->isolate->empty_str()};
  return interact == nullptr ? Value() : CallMethod(t, console, interact, args, 2);
}

void FinishProgram(Thread* t) {
  Str* name = Intern(t, "threading");
  Value threading = name == nullptr ? Value() : DictGetStr(t->isolate->modules(), name);
  if (IsKind(threading, Kind::kModule)) {
    Str* shutdown = Intern(t, "_shutdown");
    Value function =
        shutdown == nullptr ? Value() : NamespaceGet(threading.as<Module>()->dict, shutdown);
    if (!function.is_null() && CallValues(t, function, {}).is_null()) {
      WriteStderr(t, "Exception ignored in: threading._shutdown\n" +
                         FormatException(t, TakeException(t)));
    }
  }
  t->exception = Value();
  RunExitCallbacks(t);
  SetFinalizing(t);
}

}  // namespace pyjit
