#include "runtime/argument_binding.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "runtime/call.h"
#include "runtime/code.h"
#include "runtime/error.h"
#include "runtime/operators_internal.h"
#include "runtime/types/dict.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

std::string Qualname(const Function* f) {
  return IsStr(f->qualname) ? StrToUtf8(f->qualname.as<Str>()) : "function";
}

std::string NameOf(const CodeBlock& code, size_t i) { return StrToUtf8(code.local_names[i]); }

// "'a'", "'a' and 'b'", "'a', 'b', and 'c'".
std::string QuotedList(const std::vector<std::string>& names) {
  std::string out;
  for (size_t i = 0; i < names.size(); ++i) {
    if (i != 0) {
      bool last = i + 1 == names.size();
      out += !last ? ", " : names.size() == 2 ? " and " : ", and ";
    }
    absl::StrAppend(&out, "'", names[i], "'");
  }
  return out;
}

void RaiseMissing(Thread* t, const Function* f, const char* kind,
                  const std::vector<std::string>& names) {
  Raise(t, Exc::kTypeError, "%s() missing %d required %s argument%s: %s", Qualname(f),
        names.size(), kind, PluralS(static_cast<int64_t>(names.size())), QuotedList(names));
}

void RaiseTooMany(Thread* t, const Function* f, const CodeBlock& code, size_t nargs,
                  size_t defaults, const Value* out) {
  size_t keyword_only_given = 0;
  for (size_t i = 0; i < code.keyword_only; ++i) {
    if (!out[code.arg_count + i].is_null()) ++keyword_only_given;
  }
  size_t count = code.arg_count;
  std::string takes;
  bool plural;
  if (defaults != 0) {
    takes = absl::StrCat("from ", count - defaults, " to ", count);
    plural = true;
  } else {
    takes = absl::StrCat(count);
    plural = count != 1;
  }
  std::string extra;
  if (keyword_only_given != 0) {
    extra = absl::StrCat(" positional argument", nargs != 1 ? "s" : "", " (and ",
                         keyword_only_given, " keyword-only argument",
                         keyword_only_given != 1 ? "s" : "", ")");
  }
  Raise(t, Exc::kTypeError, "%s() takes %s positional argument%s but %d%s %s given",
        Qualname(f), takes, plural ? "s" : "", nargs, extra,
        nargs == 1 && keyword_only_given == 0 ? "was" : "were");
}

// Positional-only parameters that were given by keyword: CPython names them all.
bool RaisePositionalOnly(Thread* t, const Function* f, const CodeBlock& code, Tuple* names) {
  std::vector<std::string> found;
  for (size_t i = 0; i < code.positional_only; ++i) {
    for (int64_t k = 0; k < names->length; ++k) {
      if (StrEquals(code.local_names[i], names->items[k].as<Str>())) {
        found.push_back(NameOf(code, i));
      }
    }
  }
  if (found.empty()) return false;
  Raise(t, Exc::kTypeError,
        "%s() got some positional-only arguments passed as keyword arguments: '%s'",
        Qualname(f), absl::StrJoin(found, ", "));
  return true;
}

// Index of the parameter called `name` that may be given by keyword, or -1.
int FindKeyword(const CodeBlock& code, Str* name) {
  int total = code.arg_count + code.keyword_only;
  for (int i = code.positional_only; i < total; ++i) {
    if (code.local_names[i] == name) return i;
  }
  for (int i = code.positional_only; i < total; ++i) {
    if (StrEquals(code.local_names[i], name)) return i;
  }
  return -1;
}

bool BindKeywords(Thread* t, Function* f, const CodeBlock& code, const Value* values,
                  Tuple* names, Value* out, Dict* kwargs) {
  for (int64_t k = 0; k < names->length; ++k) {
    Value name = names->items[k];
    if (!IsStr(name)) {
      Raise(t, Exc::kTypeError, "%s() keywords must be strings", Qualname(f));
      return false;
    }
    int index = FindKeyword(code, name.as<Str>());
    if (index < 0) {
      if (kwargs != nullptr) {
        if (!DictSet(t, kwargs, name, values[k])) return false;
        continue;
      }
      if (code.positional_only != 0 && RaisePositionalOnly(t, f, code, names)) return false;
      Raise(t, Exc::kTypeError, "%s() got an unexpected keyword argument '%s'", Qualname(f),
            StrToUtf8(name.as<Str>()));
      return false;
    }
    if (!out[index].is_null()) {
      Raise(t, Exc::kTypeError, "%s() got multiple values for argument '%s'", Qualname(f),
            NameOf(code, index));
      return false;
    }
    out[index] = values[k];
  }
  return true;
}

bool FillDefaults(Thread* t, Function* f, const CodeBlock& code, size_t nargs, Value* out) {
  size_t count = code.arg_count;
  size_t defaults = 0;
  if (IsKind(f->defaults, Kind::kTuple)) {
    defaults = static_cast<size_t>(f->defaults.as<Tuple>()->length);
  }
  size_t required = defaults > count ? 0 : count - defaults;
  std::vector<std::string> missing;
  for (size_t i = nargs < count ? nargs : count; i < count; ++i) {
    if (!out[i].is_null()) continue;
    if (i >= required) {
      out[i] = f->defaults.as<Tuple>()->items[i - required + (defaults > count ? defaults - count : 0)];
    } else {
      missing.push_back(NameOf(code, i));
    }
  }
  if (!missing.empty()) {
    RaiseMissing(t, f, "positional", missing);
    return false;
  }
  for (size_t i = count; i < count + code.keyword_only; ++i) {
    if (!out[i].is_null()) continue;
    if (IsKind(f->kw_defaults, Kind::kDict)) {
      bool error = false;
      out[i] = DictGet(t, f->kw_defaults.as<Dict>(), code.local_names[i], &error);
      if (error) return false;
    }
    if (out[i].is_null()) missing.push_back(NameOf(code, i));
  }
  if (!missing.empty()) {
    RaiseMissing(t, f, "keyword-only", missing);
    return false;
  }
  return true;
}

}  // namespace

size_t ParameterCount(const Function* function) {
  const CodeBlock& code = *function->code->block;
  return size_t{code.arg_count} + code.keyword_only + ((code.flags & kCodeVarArgs) ? 1 : 0) +
         ((code.flags & kCodeVarKeywords) ? 1 : 0);
}

bool BindArguments(Thread* t, Function* f, Value* args, size_t nargs, Value kwnames,
                   Value* registers) {
  const CodeBlock& code = *f->code->block;
  size_t parameters = ParameterCount(f);
  size_t count = code.arg_count;
  ArgBuffer buffer;  // the registers may overlap the arguments
  Value* out = buffer.Reserve(t, parameters);
  if (out == nullptr) return false;

  size_t direct = nargs < count ? nargs : count;
  for (size_t i = 0; i < direct; ++i) out[i] = args[i];
  size_t next = count + code.keyword_only;
  if (code.flags & kCodeVarArgs) {
    Tuple* rest = TupleFromArray(t, args + direct, static_cast<int64_t>(nargs - direct));
    if (rest == nullptr) return false;
    out[next++] = rest;
  }
  Dict* kwargs = nullptr;
  if (code.flags & kCodeVarKeywords) {
    kwargs = NewDict(t);
    if (kwargs == nullptr) return false;
    out[next] = kwargs;
  }
  if (!kwnames.is_null() &&
      !BindKeywords(t, f, code, args + nargs, kwnames.as<Tuple>(), out, kwargs)) {
    return false;
  }
  if (nargs > count && !(code.flags & kCodeVarArgs)) {
    size_t defaults = IsKind(f->defaults, Kind::kTuple)
                          ? static_cast<size_t>(f->defaults.as<Tuple>()->length)
                          : 0;
    RaiseTooMany(t, f, code, nargs, defaults, out);
    return false;
  }
  if (!FillDefaults(t, f, code, nargs, out)) return false;
  for (size_t i = 0; i < parameters; ++i) registers[i] = out[i];
  return true;
}

}  // namespace pyjit
