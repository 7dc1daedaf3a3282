// _ast: the classes of syntax tree nodes (ast_schema.cc) and compile()'s flags.
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/namespace.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "stdlib/ast_objects.h"
#include "stdlib/ast_schema.h"
#include "stdlib/compile_flags.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

// type(self)._fields as a tuple; empty if there is none. Null with an exception pending.
Tuple* FieldsOf(Thread* t, Value self) {
  Str* key = Intern(t, "_fields");
  Value fields = key == nullptr ? Value() : GetAttrOrNull(t, ClassOf(t, self), key);
  if (fields.is_null()) return t->exception.is_null() ? t->isolate->empty_tuple() : nullptr;
  return NewTupleFrom(t, fields);
}

// AST(*fields, **attributes)
Value Init(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value self = args[0];
  Tuple* fields = FieldsOf(t, self);
  if (fields == nullptr) return Value();
  const auto given = static_cast<int64_t>(nargs) - 1;
  if (given > fields->length) {
    return Raise(t, Exc::kTypeError, "%s constructor takes at most %d positional argument%s",
                 ClassNameOf(t, self), fields->length, fields->length == 1 ? "" : "s");
  }
  auto set = [&](Value name, Value value) {
    if (!IsStr(name)) {
      Raise(t, Exc::kTypeError, "attribute name must be string, not '%s'", ClassNameOf(t, name));
      return false;
    }
    Str* key = InternStr(t, name.as<Str>());
    return key != nullptr && SetAttr(t, self, key, value);
  };
  for (int64_t i = 0; i < given; ++i) {
    if (!set(fields->items[i], args[i + 1])) return Value();
  }
  const int64_t keywords = kwnames.is_null() ? 0 : kwnames.as<Tuple>()->length;
  for (int64_t k = 0; k < keywords; ++k) {
    Str* name = kwnames.as<Tuple>()->items[k].as<Str>();
    for (int64_t i = 0; i < given; ++i) {
      if (!IsStr(fields->items[i]) || !StrEquals(fields->items[i].as<Str>(), name)) continue;
      return Raise(t, Exc::kTypeError, "%s got multiple values for argument '%s'",
                   ClassNameOf(t, self), StrToUtf8(name));
    }
    if (!set(name, args[nargs + static_cast<size_t>(k)])) return Value();
  }
  return NoneOf(t);
}

// For pickle and copy: (class, (), attributes).
Value Reduce(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Str* key = Intern(t, "__dict__");
  Value dict = key == nullptr ? Value() : GetAttrOrNull(t, args[0], key);
  if (dict.is_null() && !t->exception.is_null()) return Value();
  Value empty = t->isolate->empty_tuple();
  if (dict.is_null()) return TuplePack(t, ClassOf(t, args[0]), empty);
  return TuplePack(t, ClassOf(t, args[0]), empty, dict);
}

constexpr NativeInfo kMethods[] = {
    {"__new__", ConstructBare, nullptr, kAnything, "Create and return a new object."},
    {"__init__", Init, nullptr, kAnything, "Initialize self."},
    {"__reduce__", Reduce, "($self, /)", kAnything, "Helper for pickle."},
};

bool PutText(Thread* t, Dict* ns, const char* name, absl::string_view text) {
  Value key = Intern(t, name), value = Intern(t, text);
  return !key.is_null() && !value.is_null() && DictSet(t, ns, key, value);
}
bool Put(Thread* t, Dict* ns, absl::string_view name, Value value) {
  Value key = Intern(t, name);
  return !key.is_null() && !value.is_null() && DictSet(t, ns, key, value);
}

Class* MakeClass(Thread* t, const char* name, Class* base, Dict* ns) {
  if (!PutText(t, ns, "__module__", "ast")) return nullptr;
  Value base_value = base;
  Tuple* bases = TupleFromArray(t, &base_value, 1);
  Str* text = Intern(t, name);
  if (bases == nullptr || text == nullptr) return nullptr;
  return NewClass(t, t->isolate->type_class(), text, bases, ns, nullptr, Value());
}

// "expr = BoolOp(...)\n     | NamedExpr(...)": what help() shows for a sum.
std::string SumText(absl::string_view sum) {
  std::string out;
  bool parts = false;
  for (const AstClassRow& row : AstClassRows()) parts |= sum == row.base && row.fields[0] != 0;
  for (const AstClassRow& row : AstClassRows()) {
    if (sum != row.base) continue;
    if (out.empty()) {
      absl::StrAppend(&out, sum, " = ");
    } else if (parts) {
      absl::StrAppend(&out, "\n", std::string(sum.size(), ' '), " | ");
    } else {
      out += " | ";
    }
    out += row.name;
    if (row.fields[0] != 0) absl::StrAppend(&out, "(", row.fields, ")");
  }
  return out;
}

Tuple* TextTuple(Thread* t, const std::vector<std::string>& texts) {
  Tuple* tuple = NewTuple(t, static_cast<int64_t>(texts.size()));
  for (size_t i = 0; tuple != nullptr && i < texts.size(); ++i) {
    Str* text = Intern(t, texts[i]);
    if (text == nullptr) return nullptr;
    tuple->items[i] = text;
  }
  return tuple;
}

Class* MakeRow(Thread* t, const AstClassRow& row, Class* base) {
  Dict* ns = NewDict(t);
  if (ns == nullptr) return nullptr;
  std::vector<std::string> names;
  bool ok = true;
  ForEachAstField(row, [&](absl::string_view type, absl::string_view name) {
    names.emplace_back(name);
    if (absl::EndsWith(type, "?")) ok = ok && Put(t, ns, name, NoneOf(t));
  });
  const bool is_sum = absl::string_view(row.base) == "AST";
  std::string doc = SumText(row.name);
  if (doc.empty()) {
    doc = row.name;
    if (row.fields[0] != 0) absl::StrAppend(&doc, "(", row.fields, ")");
  }
  Value fields = TextTuple(t, names);
  std::vector<std::string> located;
  if (row.located) located = {"lineno", "col_offset", "end_lineno", "end_col_offset"};
  ok = ok && Put(t, ns, "_fields", fields) && Put(t, ns, "__match_args__", fields) &&
       PutText(t, ns, "__doc__", doc);
  if (is_sum || absl::string_view(row.base) == "AST" || row.located) {
    ok = ok && Put(t, ns, "_attributes", TextTuple(t, located));
  }
  if (row.optional_end && is_sum) {
    ok = ok && Put(t, ns, "end_lineno", NoneOf(t)) && Put(t, ns, "end_col_offset", NoneOf(t));
  }
  return ok ? MakeClass(t, row.name, base, ns) : nullptr;
}

bool MakeAll(Thread* t, Dict* classes, Dict* singletons) {
  Dict* ns = NewDict(t);
  if (ns == nullptr) return false;
  Value empty = t->isolate->empty_tuple();
  if (!Put(t, ns, "_fields", empty) || !Put(t, ns, "_attributes", empty) ||
      !Put(t, ns, "__match_args__", empty)) {
    return false;
  }
  Class* ast = MakeClass(t, "AST", t->isolate->object_class(), ns);
  Dict* methods = NewDict(t);
  if (ast == nullptr || methods == nullptr || !AddNatives(t, methods, kMethods, ast)) return false;
  ast->construct = ConstructBare;
  for (const NativeInfo& row : kMethods) {
    Str* name = Intern(t, row.name);
    if (!SetClassAttribute(t, ast, name, DictGetStr(methods, name))) return false;
  }
  if (!Put(t, classes, "AST", ast)) return false;
  for (const AstClassRow& row : AstClassRows()) {
    Str* base_name = Intern(t, row.base);
    if (base_name == nullptr) return false;
    Class* base = DictGetStr(classes, base_name).as<Class>();
    Class* cls = MakeRow(t, row, base);
    if (cls == nullptr || !Put(t, classes, row.name, cls)) return false;
    // Contexts and operators.
    const absl::string_view sum = row.base;
    if (row.fields[0] == 0 && !row.located && sum != "AST" && sum != "mod") {
      if (!Put(t, singletons, row.name, AllocateInstance(t, cls))) return false;
    }
  }
  return true;
}

bool EnsureClasses(Thread* t) {
  StdlibState* state = StdlibOf(t);
  if (!state->ast_classes.is_null()) return true;
  Dict* classes = NewDict(t);
  Dict* singletons = NewDict(t);
  if (classes == nullptr || singletons == nullptr || !MakeAll(t, classes, singletons)) {
    return false;
  }
  state->ast_classes = classes;
  state->ast_singletons = singletons;
  return true;
}

}  // namespace

Class* AstClass(Thread* t, absl::string_view name) {
  Str* key = EnsureClasses(t) ? Intern(t, name) : nullptr;
  if (key == nullptr) return nullptr;
  return DictGetStr(StdlibOf(t)->ast_classes.as<Dict>(), key).as<Class>();
}

bool IsAstObject(Thread* t, Value v) {
  Value classes = StdlibOf(t)->ast_classes;
  if (classes.is_null() || !v.is_object()) return false;
  Class* ast = AstClass(t, "AST");
  return ast != nullptr && IsSubclass(ClassOf(t, v), ast);
}

bool InitAstModule(Thread* t, Module* module) {
  if (!EnsureClasses(t)) return false;
  auto* classes = StdlibOf(t)->ast_classes.as<Dict>();
  int64_t at = 0;
  Value key, value;
  while (DictNext(classes, &at, &key, &value)) {
    if (!NamespaceSet(t, module->dict, key.as<Str>(), value)) return false;
  }
  return SetModuleInt(t, module, "PyCF_ONLY_AST", kPyCfOnlyAst) &&
         SetModuleInt(t, module, "PyCF_TYPE_COMMENTS", kPyCfTypeComments) &&
         SetModuleInt(t, module, "PyCF_ALLOW_TOP_LEVEL_AWAIT", kPyCfAllowTopLevelAwait);
}

}  // namespace pyjit
