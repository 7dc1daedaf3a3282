// _sitebuiltins: the classes of exit, quit, help, copyright, credits and license, which
// module site puts among the builtins. Those exist from the start (option -S: not), so the
// classes are made by C++ code, where the library has them in Python.
//   Quitter         exit() and quit(): closes sys.stdin, raises SystemExit
//   _Printer        a text, from a file if there is one, printed by the page
//   _Helper         help(): pydoc.help
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/exceptions.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "stdlib/modules.h"
#include "stdlib/native_class.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

bool Set(Thread* t, Value self, absl::string_view name, Value value) {
  Str* key = Intern(t, name);
  return key != nullptr && !value.is_null() && SetAttr(t, self, key, value);
}
Value Get(Thread* t, Value self, absl::string_view name) {
  Str* key = Intern(t, name);
  return key == nullptr ? Value() : GetAttr(t, self, key);
}
Value Invoke(Thread* t, Value self, absl::string_view name, Value* args, size_t nargs) {
  Str* key = Intern(t, name);
  return key == nullptr ? Value() : CallMethod(t, self, key, args, nargs);
}
// The builtin of that name called with one argument.
Value Builtin(Thread* t, absl::string_view name, Value argument) {
  Value function = Get(t, StdlibOf(t)->builtins, name);
  return function.is_null() ? function : CallValues(t, function, {argument});
}

// --- Quitter ---

Value QuitterInit(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Set(t, args[0], "name", args[1]) && Set(t, args[0], "eof", args[2]) ? NoneOf(t)
                                                                             : Value();
}

Value QuitterRepr(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value name = Get(t, args[0], "name");
  Value eof = name.is_null() ? name : Get(t, args[0], "eof");
  name = eof.is_null() ? eof : ToStr(t, name);
  eof = name.is_null() ? name : ToStr(t, eof);
  if (eof.is_null()) return eof;
  return NewStrUtf8(t, absl::StrCat("Use ", StrToUtf8(name.as<Str>()), "() or ",
                                    StrToUtf8(eof.as<Str>()), " to exit"));
}

Value QuitterCall(Thread* t, Value* args, size_t nargs, Value kwnames) {
  // A shell in a window listens when its stdin is closed.
  Value in = SysValue(t, t->isolate->names.stdin_);
  if (in.is_null() || Invoke(t, in, "close", nullptr, 0).is_null()) TakeException(t);
  Value call[2] = {ExceptionClass(t, Exc::kSystemExit),
                   args[1].is_null() ? NoneOf(t) : args[1]};
  Value exc = ConstructException(t, call, 2, Value());
  return exc.is_null() ? exc : RaiseValue(t, exc, Value());
}

constexpr NativeInfo kQuitterRows[] = {
    {"__init__", QuitterInit, "($self, name, eof)", kAnything, nullptr},
    {"__repr__", QuitterRepr, "($self)", kAnything, nullptr},
    {"__call__", QuitterCall, "($self, code=None)", kAnything, nullptr},
};

// --- _Printer ---

constexpr int kPage = 23;

Value PrinterInit(Thread* t, Value* args, size_t nargs, Value kwnames) {
  List* names = NewList(t);
  Value join;
  if (names == nullptr) return Value();
  Value dirs = args[4].is_null() ? Value(t->isolate->empty_tuple()) : args[4];
  Value files = args[3].is_null() ? Value(t->isolate->empty_tuple()) : args[3];
  dirs = GetIter(t, dirs);
  if (dirs.is_null()) return dirs;
  for (;;) {
    Value dir = IterNext(t, dirs);
    if (dir.is_null()) break;
    if (join.is_null()) {
      Str* path = Intern(t, "posixpath");
      Value module = path == nullptr ? Value() : ImportModule(t, path);
      join = module.is_null() ? module : Get(t, module, "join");
      if (join.is_null()) return join;
    }
    Value each = GetIter(t, files);
    if (each.is_null()) return each;
    for (;;) {
      Value file = IterNext(t, each);
      if (file.is_null()) break;
      Value name = CallValues(t, join, {dir, file});
      if (name.is_null() || !ListAppend(t, names, name)) return Value();
    }
    if (!t->exception.is_null()) return Value();
  }
  if (!t->exception.is_null()) return Value();
  return Set(t, args[0], "_Printer__name", args[1]) &&
                 Set(t, args[0], "_Printer__data", args[2]) &&
                 Set(t, args[0], "_Printer__lines", NoneOf(t)) &&
                 Set(t, args[0], "_Printer__filenames", names)
             ? NoneOf(t)
             : Value();
}

// What the file holds; null without an exception if it cannot be read.
Value ReadFile(Thread* t, Value name) {
  Value open = Get(t, StdlibOf(t)->builtins, "open");
  if (open.is_null()) return open;
  Tuple* keywords = NewTuple(t, 1);
  Value encoding = Intern(t, "encoding"), utf8 = Intern(t, "utf-8");
  if (keywords == nullptr || encoding.is_null() || utf8.is_null()) return Value();
  keywords->items[0] = encoding;
  Value words[2] = {name, utf8};
  Value file = Call(t, open, words, 1, keywords);
  Value text = file.is_null() ? file : Invoke(t, file, "read", nullptr, 0);
  if (!file.is_null()) {
    Value pending = TakeException(t);
    if (Invoke(t, file, "close", nullptr, 0).is_null() && pending.is_null()) return Value();
    if (!pending.is_null()) t->exception = pending;
  }
  if (text.is_null() && PendingIs(t, Exc::kOSError)) TakeException(t);
  return text;
}

// The text's lines, read once.
Value Lines(Thread* t, Value self) {
  Value lines = Get(t, self, "_Printer__lines");
  if (lines.is_null()) return lines;
  const int ready = IsTrue(t, lines);
  if (ready != 0) return ready < 0 ? Value() : lines;
  Value names = Get(t, self, "_Printer__filenames");
  names = names.is_null() ? names : GetIter(t, names);
  if (names.is_null()) return names;
  Value data;
  while (data.is_null()) {
    Value name = IterNext(t, names);
    if (name.is_null()) break;
    data = ReadFile(t, name);
    if (data.is_null() && !t->exception.is_null()) return Value();
  }
  if (!t->exception.is_null()) return Value();
  const int filled = data.is_null() ? 0 : IsTrue(t, data);
  if (filled < 0) return Value();
  if (filled == 0) data = Get(t, self, "_Printer__data");
  if (data.is_null()) return data;
  Value newline = t->isolate->latin1_char('\n');
  lines = Invoke(t, data, "split", &newline, 1);
  if (lines.is_null() || !Set(t, self, "_Printer__lines", lines)) return Value();
  const int64_t count = Length(t, lines);
  return count >= 0 && Set(t, self, "_Printer__linecnt", Value::SmallInt(count)) ? lines
                                                                                 : Value();
}

Value PrinterRepr(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value lines = Lines(t, args[0]);
  const int64_t count = lines.is_null() ? -1 : Length(t, lines);
  if (count < 0) return Value();
  if (count <= kPage) return Invoke(t, t->isolate->latin1_char('\n'), "join", &lines, 1);
  Value name = Get(t, args[0], "_Printer__name");
  name = name.is_null() ? name : ToStr(t, name);
  if (name.is_null()) return name;
  const std::string text = StrToUtf8(name.as<Str>());
  return NewStrUtf8(t, absl::StrCat("Type ", text, "() to see the full ", text, " text"));
}

Value PrinterCall(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value lines = Lines(t, args[0]);
  Value prompt = NewStrUtf8(t, "Hit Return for more, or q (and Return) to quit: ");
  if (lines.is_null() || prompt.is_null()) return Value();
  for (int64_t at = 0;; at += kPage) {
    const int64_t count = Length(t, lines);
    if (count < 0) return Value();
    for (int64_t i = at; i < at + kPage; ++i) {
      if (i >= count) return NoneOf(t);
      Value line = GetItem(t, lines, Value::SmallInt(i));
      if (line.is_null() || Builtin(t, "print", line).is_null()) return Value();
    }
    for (;;) {
      Value key = Builtin(t, "input", prompt);
      if (key.is_null()) return key;
      if (!IsStr(key) || StrEqualsAscii(key.as<Str>(), "q")) return NoneOf(t);
      if (key.as<Str>()->length == 0) break;
    }
  }
}

constexpr NativeInfo kPrinterRows[] = {
    {"__init__", PrinterInit, "($self, name, data, files=(), dirs=())", kAnything, nullptr},
    {"__repr__", PrinterRepr, "($self)", kAnything, nullptr},
    {"__call__", PrinterCall, "($self)", kAnything, nullptr},
};

// --- _Helper ---

Value HelperRepr(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return NewStrUtf8(
      t, "Type help() for interactive help, or help(object) for help about object.");
}

Value HelperCall(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Str* name = Intern(t, "pydoc");
  Value module = name == nullptr ? Value() : ImportModule(t, name);
  Value help = module.is_null() ? module : Get(t, module, "help");
  return help.is_null() ? help : Call(t, help, args + 1, nargs - 1, kwnames);
}

constexpr NativeInfo kHelperRows[] = {
    {"__repr__", HelperRepr, "($self)", kAnything, nullptr},
    {"__call__", HelperCall, nullptr, kAnything, nullptr},
};

// --- The module and the objects ---

bool MakeClass(Thread* t, KeptClass which, const char* name, absl::Span<const NativeInfo> rows,
               const char* doc) {
  return Keep(t, which,
              DefineClass(t, {.module = "_sitebuiltins",
                              .name = name,
                              .construct = ConstructBare,
                              .methods = rows,
                              .doc = doc,
                              .flags = kClassBaseable,
                              .has_dict = true}));
}

bool MakeClasses(Thread* t) {
  if (Kept(t, KeptClass::kHelper) != nullptr) return true;
  if (!MakeClass(t, KeptClass::kQuitter, "Quitter", kQuitterRows, nullptr) ||
      !MakeClass(t, KeptClass::kPrinter, "_Printer", kPrinterRows,
                 "interactive prompt objects for printing the license text, a list of\n"
                 "contributors and the copyright notice.") ||
      !MakeClass(t, KeptClass::kHelper, "_Helper", kHelperRows,
                 "Define the builtin 'help'.\n\n"
                 "This is a wrapper around pydoc.help that provides a helpful message\n"
                 "when 'help' is typed at the Python interactive prompt.\n\n"
                 "Calling help() at the Python prompt starts an interactive help session.\n"
                 "Calling help(thing) prints help for the python object 'thing'.\n")) {
    return false;
  }
  Str* lines = Intern(t, "MAXLINES");
  return lines != nullptr && SetClassAttribute(t, Kept(t, KeptClass::kPrinter), lines,
                                               Value::SmallInt(kPage));
}

bool AddQuitter(Thread* t, Module* builtins, const char* name) {
  Value quitter = AllocateInstance(t, Kept(t, KeptClass::kQuitter));
  return !quitter.is_null() && Set(t, quitter, "name", Intern(t, name)) &&
         Set(t, quitter, "eof", Intern(t, "Ctrl-D (i.e. EOF)")) &&
         SetModuleValue(t, builtins, name, quitter);
}

bool AddPrinter(Thread* t, Module* builtins, const char* name, Value text) {
  Value words[5] = {AllocateInstance(t, Kept(t, KeptClass::kPrinter)), Intern(t, name), text};
  return !words[0].is_null() && !text.is_null() &&
         !PrinterInit(t, words, 5, Value()).is_null() &&
         SetModuleValue(t, builtins, name, words[0]);
}

}  // namespace

bool AddSiteBuiltins(Thread* t, Module* builtins) {
  Str* copyright = Intern(t, "copyright");
  return MakeClasses(t) && copyright != nullptr && AddQuitter(t, builtins, "quit") &&
         AddQuitter(t, builtins, "exit") &&
         AddPrinter(t, builtins, "copyright", SysValue(t, copyright)) &&
         AddPrinter(t, builtins, "credits",
                    NewStrUtf8(t, "    Thanks to those who have made Python and its library, and "
                                  "to the pyjit\n    developers.  See www.python.org for more "
                                  "information.")) &&
         AddPrinter(t, builtins, "license",
                    NewStrUtf8(t, "See https://www.python.org/psf/license/")) &&
         SetModuleValue(t, builtins, "help",
                        AllocateInstance(t, Kept(t, KeptClass::kHelper)));
}

bool InitSiteBuiltinsModule(Thread* t, Module* module) {
  return MakeClasses(t) &&
         SetModuleValue(t, module, "Quitter", Kept(t, KeptClass::kQuitter)) &&
         SetModuleValue(t, module, "_Printer", Kept(t, KeptClass::kPrinter)) &&
         SetModuleValue(t, module, "_Helper", Kept(t, KeptClass::kHelper));
}

}  // namespace pyjit
