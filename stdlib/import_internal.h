#ifndef STDLIB_IMPORT_INTERNAL_H_
#define STDLIB_IMPORT_INTERNAL_H_

#include <string>

#include "absl/strings/string_view.h"
#include "runtime/error.h"
#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// The parts of import. import.cc does what the import statements do and finds what
// is loaded already; everything else is CPython's own importlib, which
// importlib_setup.cc starts at the first import that needs it.

namespace pyjit {

// _frozen_importlib, set up. Null with an exception pending. Runs Python.
Module* Importlib(Thread* t);
// The same, or null without an exception if nothing has needed it so far.
Module* ImportlibIfThere(Thread* t);

// sys.modules[name], or null.
Value LoadedModule(Thread* t, Str* name);
// `exc` (ImportError or ModuleNotFoundError) with its name (and path) attribute; null.
Value RaiseImport(Thread* t, Exc exc, absl::string_view message, absl::string_view name,
                  Value path = Value());
// A module that C++ code makes: put into sys.modules, filled. Null with an
// exception pending.
Value LoadNative(Thread* t, Str* name);
// Fills a fresh module as the native module `name`. That is made but once, as its classes
// and state are the isolate's: a second module of that name gets what the first one had.
bool FillNative(Thread* t, Module* module, Str* name);
bool IsNative(Thread* t, absl::string_view name);

// What goes into sys.path_hooks for the frozen library; null with an exception
// pending. (archive_importer.cc)
Value ArchiveHook(Thread* t);

// Removes importlib's own frames from the traceback of the pending exception, as
// far as CPython does.
void HideImportFrames(Thread* t);

}  // namespace pyjit

#endif  // STDLIB_IMPORT_INTERNAL_H_
