// _warnings: warn, warn_explicit, the default filters. warnings.py builds on it, and
// replaces how warnings are shown once it is imported.
#include <algorithm>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/code.h"
#include "runtime/error.h"
#include "runtime/frame_object.h"
#include "runtime/intern.h"
#include "runtime/namespace.h"
#include "runtime/operators.h"
#include "runtime/traceback.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "stdlib/modules.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

// --- State: a List in StdlibState::warnings ---

enum StateItem { kFilters, kOnceRegistry, kDefaultAction, kVersion };

Value FilterRow(Thread* t, const char* action, Exc category, const char* module) {
  Value fields[5] = {Intern(t, action), NoneOf(t), ExceptionClass(t, category),
                     module == nullptr ? NoneOf(t) : Value(Intern(t, module)),
                     Value::SmallInt(0)};
  for (Value v : fields) {
    if (v.is_null()) return v;
  }
  return TupleFromArray(t, fields, 5);
}

Value NewFilters(Thread* t) {
  List* filters = NewList(t);
  if (filters == nullptr) return Value();
  const Value rows[] = {
      FilterRow(t, "default", Exc::kDeprecationWarning, "__main__"),
      FilterRow(t, "ignore", Exc::kDeprecationWarning, nullptr),
      FilterRow(t, "ignore", Exc::kPendingDeprecationWarning, nullptr),
      FilterRow(t, "ignore", Exc::kImportWarning, nullptr),
      FilterRow(t, "ignore", Exc::kResourceWarning, nullptr),
  };
  for (Value row : rows) {
    if (row.is_null() || !ListAppend(t, filters, row)) return Value();
  }
  return filters;
}

// Null with MemoryError pending.
List* State(Thread* t) {
  StdlibState* stdlib = StdlibOf(t);
  if (stdlib->warnings.is_null()) {
    List* state = NewList(t);
    if (state == nullptr) return nullptr;
    const Value items[] = {NewFilters(t), NewDict(t), Intern(t, "default"), Value::SmallInt(1)};
    for (Value item : items) {
      if (item.is_null() || !ListAppend(t, state, item)) return nullptr;
    }
    stdlib->warnings = state;
  }
  return stdlib->warnings.as<List>();
}
Value StateOf(Thread* t, StateItem item) {
  List* state = State(t);
  return state == nullptr ? Value() : ListGet(t, state, item);
}

// warnings.<name> if that module was imported, else null without an exception.
Value WarningsAttribute(Thread* t, const char* name) {
  Str* module_name = Intern(t, "warnings");
  Str* key = Intern(t, name);
  if (module_name == nullptr || key == nullptr) return Value();
  Value module = DictGetStr(t->isolate->modules(), module_name);
  if (module.is_null() || module == NoneOf(t)) return Value();
  return GetAttrOrNull(t, module, key);
}
// The same, with our own value as a substitute.
Value Setting(Thread* t, const char* name, StateItem item) {
  Value v = WarningsAttribute(t, name);
  return v.is_null() && t->exception.is_null() ? StateOf(t, item) : v;
}

// --- Filters ---

// True if the pattern (None, a str to be equal to, a regular expression) fits. *ok: no exception.
bool Fits(Thread* t, Value pattern, Value text, bool* ok) {
  if (pattern == NoneOf(t)) return true;
  if (IsStr(pattern)) {
    return IsStr(text) && StrEquals(pattern.as<Str>(), text.as<Str>());
  }
  Str* name = Intern(t, "match");
  Value found = name == nullptr ? Value() : CallMethod(t, pattern, name, &text, 1);
  const int yes = found.is_null() ? -1 : IsTrue(t, found);
  *ok = yes >= 0;
  return yes == 1;
}

// Is it a subclass of what a filter names: a class, or a tuple of them?
bool IsOneOf(Class* category, Value wanted) {
  if (IsKind(wanted, Kind::kClass)) return IsSubclass(category, wanted.as<Class>());
  if (!IsKind(wanted, Kind::kTuple)) return false;
  const auto* classes = wanted.as<Tuple>();
  return std::any_of(classes->items, classes->items + classes->length,
                     [&](Value one) { return IsOneOf(category, one); });
}

// The action for a warning; *item is the filter that decided, or None.
Value FindAction(Thread* t, Class* category, Value text, int64_t line, Value module,
                 Value* item) {
  Value filters = Setting(t, "filters", kFilters);
  if (filters.is_null()) return filters;
  if (!IsKind(filters, Kind::kList)) {
    return RaiseText(t, Exc::kValueError, "_warnings.filters must be a list");
  }
  auto* list = filters.as<List>();
  for (int64_t i = 0; i < list->length; ++i) {
    Value entry = ListGet(t, list, i);
    if (!IsKind(entry, Kind::kTuple) || entry.as<Tuple>()->length != 5) {
      return Raise(t, Exc::kValueError, "_warnings.filters item %d isn't a 5-tuple", i);
    }
    auto* row = entry.as<Tuple>();
    if (!IsStr(row->items[0])) {
      return Raise(t, Exc::kTypeError, "action must be a string, not '%s'",
                   ClassNameOf(t, row->items[0]));
    }
    bool ok = true;
    const bool fits = Fits(t, row->items[1], text, &ok) && ok &&
                      IsOneOf(category, row->items[2]) &&
                      Fits(t, row->items[3], module, &ok) && ok;
    if (!ok) return Value();
    int64_t wanted = 0;
    if (!IndexAsInt64(t, row->items[4], &wanted)) return Value();
    if (fits && (wanted == 0 || wanted == line)) {
      *item = entry;
      return row->items[0];
    }
  }
  *item = NoneOf(t);
  return Setting(t, "defaultaction", kDefaultAction);
}

// --- Registries: what was shown already ---

// 1: the key is in the registry; else 0, and it is put there if `add`. -1: exception.
int AlreadyWarned(Thread* t, Dict* registry, Value key, bool add) {
  Value version_key = Intern(t, "version");
  Value version = StateOf(t, kVersion);
  if (version_key.is_null() || version.is_null()) return -1;
  bool error = false;
  Value seen = DictGet(t, registry, version_key, &error);
  if (error) return -1;
  if (seen != version) {
    // Filters changed since: everything may be shown again.
    DictClear(t, registry);
    if (!DictSet(t, registry, version_key, version)) return -1;
  } else {
    Value found = DictGet(t, registry, key, &error);
    if (error) return -1;
    if (!found.is_null()) {
      const int yes = IsTrue(t, found);
      if (yes != 0) return yes;
    }
  }
  if (add && !DictSet(t, registry, key, t->isolate->true_value())) return -1;
  return 0;
}

// --- Showing ---

struct Warning {
  Class* category = nullptr;
  Value message;  // an instance of the category
  Value text;     // Str
  Value filename;
  int64_t line = 0;
  Value module;       // Str, or null
  Value registry;     // Dict, or null
  Value source;       // or null
  Value source_line;  // Str, or null
};

std::string TextOf(Value v) { return IsStr(v) ? StrToUtf8(v.as<Str>()) : ""; }

bool ShowPlainly(Thread* t, const Warning& w) {
  std::string out = absl::StrCat(TextOf(w.filename), ":", w.line, ": ",
                                 ClassName(w.category), ": ", TextOf(w.text), "\n");
  std::string line = TextOf(w.source_line);
  if (line.empty()) line = FileLine(t, TextOf(w.filename), static_cast<int>(w.line));
  const size_t start = line.find_first_not_of(" \t\f");
  if (start != std::string::npos) {
    absl::StrAppend(&out, "  ", absl::StripTrailingAsciiWhitespace(line.substr(start)), "\n");
  }
  WriteStderr(t, out);
  return true;
}

bool Show(Thread* t, const Warning& w) {
  if (!w.source.is_null()) {
    // What allocated the object is shown by warnings.py alone.
    Str* name = Intern(t, "warnings");
    if (name == nullptr || ImportModule(t, name).is_null()) TakeException(t);
  }
  Value show = WarningsAttribute(t, "_showwarnmsg");
  if (show.is_null()) return t->exception.is_null() && ShowPlainly(t, w);
  if (!IsCallable(t, show)) {
    RaiseText(t, Exc::kTypeError, "warnings._showwarnmsg() must be set to a callable");
    return false;
  }
  Value make = WarningsAttribute(t, "WarningMessage");
  if (make.is_null()) {
    if (t->exception.is_null()) {
      RaiseText(t, Exc::kRuntimeError, "unable to get warnings.WarningMessage");
    }
    return false;
  }
  Value none = NoneOf(t);
  Value line = IntFromInt64(t, w.line);
  if (line.is_null()) return false;
  Value args[] = {w.message, w.category, w.filename, line, none, none,
                  w.source.is_null() ? none : w.source};
  Value message = Call(t, make, args, 7, Value());
  return !message.is_null() && !Call(t, show, &message, 1, Value()).is_null();
}

// --- The decision ---

// The module name that a file name stands for.
Value ModuleOfFile(Thread* t, Value filename) {
  absl::string_view name;
  std::string text = TextOf(filename);
  name = text;
  if (name.empty()) return Intern(t, "<unknown>");
  absl::ConsumeSuffix(&name, ".py");
  return NewStrUtf8(t, name);
}

bool WarnExplicit(Thread* t, Value message, Value category, Warning w) {
  if (!w.registry.is_null() && !IsKind(w.registry, Kind::kDict)) {
    RaiseText(t, Exc::kTypeError, "'registry' must be a dict or None");
    return false;
  }
  if (w.module.is_null()) w.module = ModuleOfFile(t, w.filename);
  if (w.module.is_null()) return false;
  Class* base = ExceptionClass(t, Exc::kWarning);
  if (IsSubclass(ClassOf(t, message), base)) {
    w.text = ToStr(t, message);
    w.category = ClassOf(t, message);
    w.message = message;
  } else {
    w.text = IsStr(message) ? message : ToStr(t, message);
    w.category = category.as<Class>();
    w.message = Call(t, category, &message, 1, Value());
  }
  if (w.text.is_null() || w.message.is_null()) return false;
  Value key = TuplePack(t, w.text, w.category, IntFromInt64(t, w.line));
  if (key.is_null()) return false;
  auto* registry = w.registry.is_null() ? nullptr : w.registry.as<Dict>();
  if (registry != nullptr) {
    const int seen = AlreadyWarned(t, registry, key, false);
    if (seen != 0) return seen > 0;
  }
  Value item;
  Value action = FindAction(t, w.category, w.text, w.line, w.module, &item);
  if (action.is_null()) return false;
  const std::string name = TextOf(action);
  if (name == "error") {
    RaiseValue(t, w.message, Value());
    return false;
  }
  if (name == "ignore") return true;
  int seen = 0;
  if (name != "always") {
    if (registry != nullptr && !DictSet(t, registry, key, t->isolate->true_value())) return false;
    Value once = TuplePack(t, w.text, w.category);
    if (once.is_null()) return false;
    if (name == "once") {
      if (registry == nullptr) {
        Value shared = Setting(t, "onceregistry", kOnceRegistry);
        if (shared.is_null()) return false;
        if (!IsKind(shared, Kind::kDict)) {
          RaiseText(t, Exc::kTypeError, "_warnings.onceregistry must be a dict");
          return false;
        }
        registry = shared.as<Dict>();
      }
      seen = AlreadyWarned(t, registry, once, true);
    } else if (name == "module") {
      if (registry != nullptr) seen = AlreadyWarned(t, registry, once, true);
    } else if (name != "default") {
      Value shown_action = ToRepr(t, action), shown_item = ToRepr(t, item);
      if (!shown_action.is_null() && !shown_item.is_null()) {
        Raise(t, Exc::kRuntimeError, "Unrecognized action (%s) in warnings.filters:\n %s",
              TextOf(shown_action), TextOf(shown_item));
      }
      return false;
    }
  }
  return seen != 0 ? seen > 0 : Show(t, w);
}

// --- The frame that is blamed ---

bool IsInternal(const Frame* frame) {
  const Str* file = frame->code->block->filename;
  if (file == nullptr) return false;
  const std::string text = StrToUtf8(const_cast<Str*>(file));
  return absl::StrContains(text, "importlib") && absl::StrContains(text, "_bootstrap");
}

bool FillContext(Thread* t, int64_t level, Warning* w) {
  if (level > 1) ForceFrames(t);
  Frame* frame = CallerFrame(t);
  const bool plain = level <= 0 || (frame != nullptr && IsInternal(frame));
  while (frame != nullptr && --level > 0) {
    frame = frame->prev;
    while (!plain && frame != nullptr && IsInternal(frame)) frame = frame->prev;
  }
  Dict* globals;
  if (frame == nullptr) {
    globals = StdlibOf(t)->sys.as<Module>()->dict;
    w->filename = Intern(t, "sys");
    w->line = 1;
  } else {
    const CodeBlock& block = *frame->code->block;
    globals = IsKind(frame->callee, Kind::kFunction) ? frame->callee.as<Function>()->globals
                                                     : block.globals;
    w->filename = block.filename;
    w->line = block.LineAt(static_cast<uint32_t>(frame->pc - block.instructions.data()));
  }
  Str* key = Intern(t, "__warningregistry__");
  if (key == nullptr || globals == nullptr) return false;
  w->registry = DictGetStr(globals, key);
  if (w->registry.is_null()) {
    Dict* registry = NewDict(t);
    if (registry == nullptr || !DictSet(t, globals, key, registry)) return false;
    w->registry = registry;
  }
  if (w->registry == NoneOf(t)) w->registry = Value();
  Value module = DictGetStr(globals, t->isolate->names.dunder_name);
  w->module = IsStr(module) ? module : Value(Intern(t, "<string>"));
  return !w->module.is_null() && !w->filename.is_null();
}

// The category that a warning gets; null with TypeError pending.
Value CategoryFor(Thread* t, Value message, Value category) {
  Class* base = ExceptionClass(t, Exc::kWarning);
  if (IsSubclass(ClassOf(t, message), base)) return ClassOf(t, message);
  if (category.is_null() || category == NoneOf(t)) return ExceptionClass(t, Exc::kUserWarning);
  if (IsKind(category, Kind::kClass) && IsSubclass(category.as<Class>(), base)) return category;
  return Raise(t, Exc::kTypeError, "category must be a Warning subclass, not '%s'",
               ClassNameOf(t, category));
}

Value OrNull(Thread* t, Value v) { return v == NoneOf(t) ? Value() : v; }

// warn(message, category=None, stacklevel=1, source=None)
Value Warn(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t level = 1;
  if (!args[2].is_null() && !IndexAsInt64(t, args[2], &level)) return Value();
  Value category = CategoryFor(t, args[0], args[1]);
  Warning warning;
  warning.source = OrNull(t, args[3]);
  if (category.is_null() || !FillContext(t, level, &warning)) return Value();
  return WarnExplicit(t, args[0], category, warning) ? NoneOf(t) : Value();
}

// The line of the source that the module's loader has; null: not known.
bool LoaderLine(Thread* t, Value globals, int64_t line, Value* out) {
  auto* dict = globals.as<Dict>();
  Value loader = DictGetStr(dict, Intern(t, "__loader__"));
  Value name = DictGetStr(dict, t->isolate->names.dunder_name);
  if (loader.is_null() || name.is_null() || loader == NoneOf(t)) return true;
  Value get = GetAttrOrNull(t, loader, Intern(t, "get_source"));
  if (get.is_null()) return t->exception.is_null();
  Value source = Call(t, get, &name, 1, Value());
  if (source.is_null()) return false;
  if (source == NoneOf(t)) return true;
  Value lines = CallMethod(t, source, Intern(t, "splitlines"), nullptr, 0);
  if (lines.is_null()) return false;
  *out = GetItem(t, lines, IntFromInt64(t, line - 1));
  return !out->is_null();
}

// warn_explicit(message, category, filename, lineno, module=None, registry=None,
//               module_globals=None, source=None)
Value WarnExplicitly(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Warning warning;
  Value category = args[1];
  if (!IsSubclass(ClassOf(t, args[0]), ExceptionClass(t, Exc::kWarning)) &&
      !IsKind(category, Kind::kClass)) {
    return RaiseText(t, Exc::kTypeError, "issubclass() arg 1 must be a class");
  }
  if (!IsStr(args[2])) {
    return Raise(t, Exc::kTypeError, "warn_explicit() argument 3 must be str, not %s",
                 ClassNameOf(t, args[2]));
  }
  warning.filename = args[2];
  if (!IndexAsInt64(t, args[3], &warning.line)) return Value();
  auto given = [&](Value v) { return v.is_null() ? v : OrNull(t, v); };
  warning.module = given(args[4]);
  warning.registry = given(args[5]);
  warning.source = given(args[7]);
  Value globals = given(args[6]);
  if (!globals.is_null()) {
    if (!IsKind(globals, Kind::kDict)) {
      return Raise(t, Exc::kTypeError, "module_globals must be a dict, not '%s'",
                   ClassNameOf(t, globals));
    }
    if (!LoaderLine(t, globals, warning.line, &warning.source_line)) return Value();
  }
  return WarnExplicit(t, args[0], category, warning) ? NoneOf(t) : Value();
}

Value FiltersMutated(Thread* t, Value* args, size_t nargs, Value kwnames) {
  List* state = State(t);
  if (state == nullptr) return Value();
  Value next = Value::SmallInt(ListGet(t, state, kVersion).small_int() + 1);
  return SetItem(t, state, Value::SmallInt(kVersion), next) ? NoneOf(t) : Value();
}

constexpr NativeInfo kRows[] = {
    {"warn", Warn, "(message, category=None, stacklevel=1, source=None)",
     kAnything | kLooksAtFrames, "Issue a warning, or maybe ignore it or raise an exception."},
    {"warn_explicit", WarnExplicitly,
     "(message, category, filename, lineno, module=None, registry=None, module_globals=None, "
     "source=None)",
     kAnything, "Issue a warning, or maybe ignore it or raise an exception."},
    {"_filters_mutated", FiltersMutated, "()", kAnything, nullptr},
};

}  // namespace

bool InitWarningsModule(Thread* t, Module* module) {
  return AddModuleNatives(t, module, kRows) &&
         SetModuleValue(t, module, "filters", StateOf(t, kFilters)) &&
         SetModuleValue(t, module, "_onceregistry", StateOf(t, kOnceRegistry)) &&
         SetModuleValue(t, module, "_defaultaction", StateOf(t, kDefaultAction));
}

bool WarnAt(Thread* t, Exc category, absl::string_view message, absl::string_view filename,
            int line) {
  Warning warning;
  Value text = NewStrUtf8(t, message);
  warning.filename = NewStrUtf8(t, filename);
  warning.line = line;
  if (text.is_null() || warning.filename.is_null()) return false;
  return WarnExplicit(t, text, ExceptionClass(t, category), warning);
}

}  // namespace pyjit
