// _locale: setlocale, localeconv, strcoll, strxfrm, nl_langinfo, gettext.
//
// The C library's locale belongs to the process, which may be a host's: an isolate
// without the environment stays in "C".
#include <langinfo.h>
#include <libintl.h>
#include <locale.h>

#include <climits>
#include <cstring>
#include <string>
#include <vector>

#include "runtime/class.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/tuple.h"
#include "stdlib/posix_support.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

Value RaiseLocale(Thread* t, const char* text) {
  // locale.Error is an alias of this module's class.
  Str* module_name = Intern(t, "_locale");
  Value module = module_name == nullptr ? Value() : ImportModule(t, module_name);
  Str* name = module.is_null() ? nullptr : Intern(t, "Error");
  Value cls = name == nullptr ? Value() : GetAttr(t, module, name);
  Value message = cls.is_null() ? cls : Value(NewStrUtf8(t, text));
  if (message.is_null()) return message;
  Value exc = Call(t, cls, &message, 1, Value());
  return exc.is_null() ? exc : RaiseValue(t, exc, Value());
}

bool TextArgument(Thread* t, Value v, std::string* out) {
  if (!IsStr(v)) {
    Raise(t, Exc::kTypeError, "argument must be str, not %s", ClassNameOf(t, v));
    return false;
  }
  if (!EncodeFs(t, v.as<Str>(), out)) return false;
  if (out->find('\0') == std::string::npos) return true;
  RaiseText(t, Exc::kValueError, "embedded null character");
  return false;
}

Value Setlocale(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int category;
  std::string name;
  if (!ParseInt32(t, args[0], &category)) return Value();
  const bool query = args[1].is_null() || args[1] == NoneOf(t);
  if (!query && (!TextArgument(t, args[1], &name) || !AllowEnvironment(t))) return Value();
  const char* now = setlocale(category, query ? nullptr : name.c_str());
  if (now == nullptr) {
    return RaiseLocale(t, query ? "locale query failed" : "unsupported locale setting");
  }
  return DecodeFs(t, now);
}

Value Localeconv(Thread* t, Value* args, size_t nargs, Value kwnames) {
  const struct lconv* conv = localeconv();
  Dict* dict = NewDict(t);
  if (dict == nullptr) return Value();
  auto set = [&](absl::string_view name, Value value) {
    Value key = NewStrUtf8(t, name);
    return !key.is_null() && !value.is_null() && DictSet(t, dict, key, value);
  };
  auto text = [&](const char* s) { return Value(DecodeFs(t, s)); };
  auto grouping = [&](const char* s) {
    List* list = NewList(t);
    for (; list != nullptr && *s != '\0'; ++s) {
      if (!ListAppend(t, list, Value::SmallInt(*s))) return Value();
      if (*s == CHAR_MAX) return Value(list);
    }
    // The last size repeats.
    if (list != nullptr && list->length > 0 && !ListAppend(t, list, Value::SmallInt(0))) {
      return Value();
    }
    return Value(list);
  };
  struct Number {
    const char* name;
    char value;
  };
  const Number numbers[] = {{"int_frac_digits", conv->int_frac_digits},
                            {"frac_digits", conv->frac_digits},
                            {"p_cs_precedes", conv->p_cs_precedes},
                            {"p_sep_by_space", conv->p_sep_by_space},
                            {"n_cs_precedes", conv->n_cs_precedes},
                            {"n_sep_by_space", conv->n_sep_by_space},
                            {"p_sign_posn", conv->p_sign_posn},
                            {"n_sign_posn", conv->n_sign_posn}};
  for (const Number& row : numbers) {
    if (!set(row.name, Value::SmallInt(row.value))) return Value();
  }
  const bool ok = set("decimal_point", text(conv->decimal_point)) &&
                  set("thousands_sep", text(conv->thousands_sep)) &&
                  set("grouping", grouping(conv->grouping)) &&
                  set("int_curr_symbol", text(conv->int_curr_symbol)) &&
                  set("currency_symbol", text(conv->currency_symbol)) &&
                  set("mon_decimal_point", text(conv->mon_decimal_point)) &&
                  set("mon_thousands_sep", text(conv->mon_thousands_sep)) &&
                  set("mon_grouping", grouping(conv->mon_grouping)) &&
                  set("positive_sign", text(conv->positive_sign)) &&
                  set("negative_sign", text(conv->negative_sign));
  return ok ? Value(dict) : Value();
}

Value Strcoll(Thread* t, Value* args, size_t nargs, Value kwnames) {
  std::string a, b;
  if (!TextArgument(t, args[0], &a) || !TextArgument(t, args[1], &b)) return Value();
  return Value::SmallInt(strcoll(a.c_str(), b.c_str()));
}
Value Strxfrm(Thread* t, Value* args, size_t nargs, Value kwnames) {
  std::string text;
  if (!TextArgument(t, args[0], &text)) return Value();
  std::vector<char> out(text.size() + 1);
  const size_t n = strxfrm(out.data(), text.c_str(), out.size());
  if (n >= out.size()) {
    out.resize(n + 1);
    strxfrm(out.data(), text.c_str(), out.size());
  }
  return DecodeFs(t, absl::string_view(out.data(), n));
}
Value NlLanginfo(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int key;
  if (!ParseInt32(t, args[0], &key)) return Value();
  if (key == CODESET) return NewStrUtf8(t, "UTF-8");
  return DecodeFs(t, nl_langinfo(key));
}
Value GetEncoding(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return NewStrUtf8(t, "UTF-8");
}

Value Gettext(Thread* t, Value* args, size_t nargs, Value kwnames) {
  std::string message;
  return TextArgument(t, args[0], &message) ? Value(DecodeFs(t, gettext(message.c_str())))
                                            : Value();
}
Value Dgettext(Thread* t, Value* args, size_t nargs, Value kwnames) {
  std::string domain, message;
  const bool has_domain = args[0] != NoneOf(t);
  if ((has_domain && !TextArgument(t, args[0], &domain)) || !TextArgument(t, args[1], &message)) {
    return Value();
  }
  return DecodeFs(t, dgettext(has_domain ? domain.c_str() : nullptr, message.c_str()));
}
Value Dcgettext(Thread* t, Value* args, size_t nargs, Value kwnames) {
  std::string domain, message;
  int category;
  const bool has_domain = args[0] != NoneOf(t);
  if ((has_domain && !TextArgument(t, args[0], &domain)) || !TextArgument(t, args[1], &message) ||
      !ParseInt32(t, args[2], &category)) {
    return Value();
  }
  return DecodeFs(t, dcgettext(has_domain ? domain.c_str() : nullptr, message.c_str(), category));
}
Value Textdomain(Thread* t, Value* args, size_t nargs, Value kwnames) {
  std::string domain;
  const bool given = args[0] != NoneOf(t);
  if (given && (!TextArgument(t, args[0], &domain) || !AllowEnvironment(t))) return Value();
  const char* now = textdomain(given ? domain.c_str() : nullptr);
  return now == nullptr ? RaiseErrno(t) : Value(DecodeFs(t, now));
}
Value Bindtextdomain(Thread* t, Value* args, size_t nargs, Value kwnames) {
  std::string domain, folder;
  if (!TextArgument(t, args[0], &domain)) return Value();
  if (domain.empty()) return RaiseLocale(t, "domain must be a non-empty string");
  const bool given = args[1] != NoneOf(t);
  if (given && (!TextArgument(t, args[1], &folder) || !AllowEnvironment(t))) return Value();
  const char* now = bindtextdomain(domain.c_str(), given ? folder.c_str() : nullptr);
  return now == nullptr ? RaiseErrno(t) : Value(DecodeFs(t, now));
}
Value BindCodeset(Thread* t, Value* args, size_t nargs, Value kwnames) {
  std::string domain, codeset;
  if (!TextArgument(t, args[0], &domain)) return Value();
  const bool given = args[1] != NoneOf(t);
  if (given && (!TextArgument(t, args[1], &codeset) || !AllowEnvironment(t))) return Value();
  const char* now =
      bind_textdomain_codeset(domain.c_str(), given ? codeset.c_str() : nullptr);
  return now == nullptr ? NoneOf(t) : Value(DecodeFs(t, now));
}

constexpr NativeInfo kRows[] = {
    {"setlocale", Setlocale, "(category, locale=None, /)", kAnything,
     "Activates/queries locale processing."},
    {"localeconv", Localeconv, "()", kAnything,
     "Returns numeric and monetary locale-specific parameters."},
    {"strcoll", Strcoll, "(os1, os2, /)", kAnything,
     "Compares two strings according to the locale."},
    {"strxfrm", Strxfrm, "(string, /)", kAnything,
     "Return a string that can be used as a key for locale-aware comparisons."},
    {"nl_langinfo", NlLanginfo, "(key, /)", kAnything,
     "Return the value for the locale information associated with key."},
    {"getencoding", GetEncoding, "()", kAnything, "Get the current locale encoding."},
    {"gettext", Gettext, "(msg, /)", kAnything, "Return translation of msg."},
    {"dgettext", Dgettext, "(domain, msg, /)", kAnything,
     "Return translation of msg in domain."},
    {"dcgettext", Dcgettext, "(domain, msg, category, /)", kAnything,
     "Return translation of msg in domain and category."},
    {"textdomain", Textdomain, "(domain, /)", kAnything,
     "Set the C library's textdmain to domain, returning the new domain."},
    {"bindtextdomain", Bindtextdomain, "(domain, dir, /)", kAnything,
     "Bind the C library's domain to dir."},
    {"bind_textdomain_codeset", BindCodeset, "(domain, codeset, /)", kAnything,
     "Bind the C library's domain to codeset."},
};

struct Number {
  const char* name;
  int value;
};
#define ROW(name) {#name, name},
constexpr Number kNumbers[] = {
    ROW(LC_CTYPE) ROW(LC_TIME) ROW(LC_COLLATE) ROW(LC_MONETARY) ROW(LC_MESSAGES) ROW(LC_NUMERIC)
    ROW(LC_ALL) ROW(CHAR_MAX) ROW(CODESET) ROW(D_T_FMT) ROW(D_FMT) ROW(T_FMT) ROW(T_FMT_AMPM)
    ROW(AM_STR) ROW(PM_STR) ROW(RADIXCHAR) ROW(THOUSEP) ROW(YESEXPR) ROW(NOEXPR) ROW(CRNCYSTR)
    ROW(ERA) ROW(ERA_D_T_FMT) ROW(ERA_D_FMT) ROW(ERA_T_FMT) ROW(ALT_DIGITS) ROW(DAY_1) ROW(DAY_2)
    ROW(DAY_3) ROW(DAY_4) ROW(DAY_5) ROW(DAY_6) ROW(DAY_7) ROW(ABDAY_1) ROW(ABDAY_2) ROW(ABDAY_3)
    ROW(ABDAY_4) ROW(ABDAY_5) ROW(ABDAY_6) ROW(ABDAY_7) ROW(MON_1) ROW(MON_2) ROW(MON_3)
    ROW(MON_4) ROW(MON_5) ROW(MON_6) ROW(MON_7) ROW(MON_8) ROW(MON_9) ROW(MON_10) ROW(MON_11)
    ROW(MON_12) ROW(ABMON_1) ROW(ABMON_2) ROW(ABMON_3) ROW(ABMON_4) ROW(ABMON_5) ROW(ABMON_6)
    ROW(ABMON_7) ROW(ABMON_8) ROW(ABMON_9) ROW(ABMON_10) ROW(ABMON_11) ROW(ABMON_12)
};
#undef ROW

}  // namespace

bool InitLocaleModule(Thread* t, Module* module) {
  for (const Number& row : kNumbers) {
    if (!SetModuleInt(t, module, row.name, row.value)) return false;
  }
  // class Error(Exception), as Python code would make it.
  Value name = NewStrUtf8(t, "Error");
  Value base = ExceptionClass(t, Exc::kException);
  Tuple* bases = name.is_null() ? nullptr : TupleFromArray(t, &base, 1);
  Dict* dict = bases == nullptr ? nullptr : NewDict(t);
  Value module_name = dict == nullptr ? Value() : Value(NewStrUtf8(t, "locale"));
  if (module_name.is_null() ||
      !DictSet(t, dict, t->isolate->names.dunder_module, module_name)) {
    return false;
  }
  Class* error = NewClass(t, t->isolate->type_class(), name, bases, dict, nullptr, Value());
  return error != nullptr && SetModuleValue(t, module, "Error", error) &&
         AddModuleNatives(t, module, kRows);
}

}  // namespace pyjit
