// _sre: compile, getcodesize, ascii_iscased, unicode_iscased, ascii_tolower,
// unicode_tolower; MAGIC, CODESIZE, MAXREPEAT, MAXGROUPS, copyright.
//
// The engine under the library's package `re`, which parses patterns and makes
// the code that compile() gets.
#include <algorithm>
#include <new>

#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/tuple.h"
#include "stdlib/sre.h"

namespace pyjit {

void SreState::VisitRoots(RootVisitor* visitor) {
  visitor->Visit(&pattern_class);
  visitor->Visit(&match_class);
  visitor->Visit(&scanner_class);
  visitor->Visit(&iterator_class);
}

SreState* SreStateOf(Thread* t) { return StdlibOf(t)->sre.get(); }

namespace {

Value RefuseConstruct(Thread* t, Value* args, size_t, Value) {
  return Raise(t, Exc::kTypeError, "cannot create '%s' instances",
               ClassDisplayName(args[0].as<Class>()));
}

Value InvalidCode(Thread* t) {
  return RaiseText(t, Exc::kRuntimeError, "invalid SRE code");
}

bool ReadCode(Thread* t, Value list, std::vector<uint32_t>* out) {
  const int64_t n = list.as<List>()->length;
  out->reserve(static_cast<size_t>(n));
  for (int64_t i = 0; i < n && i < list.as<List>()->length; ++i) {
    Value item = ListGet(t, list.as<List>(), i);
    int64_t word;
    if (item.is_null()) return false;
    if (!IsInt(item)) {
      RaiseText(t, Exc::kTypeError, "an integer is required");
      return false;
    }
    if (!IntAsInt64(item, &word) || word < 0 || word > int64_t{UINT32_MAX}) {
      RaiseText(t, Exc::kOverflowError,
                "regular expression code size limit exceeded");
      return false;
    }
    out->push_back(static_cast<uint32_t>(word));
  }
  return true;
}

// compile(pattern, flags, code, groups, groupindex, indexgroup)
Value Compile(Thread* t, Value* args, size_t, Value) {
  int64_t flags, groups;
  if (!IndexAsInt64(t, args[1], &flags) || !IndexAsInt64(t, args[3], &groups))
    return Value();
  static constexpr struct {
    int index;
    Kind kind;
    const char* name;
  } kTypes[] = {{2, Kind::kList, "list"},
                {4, Kind::kDict, "dict"},
                {5, Kind::kTuple, "tuple"}};
  for (const auto& row : kTypes) {
    if (!IsKind(args[row.index], row.kind)) {
      Str* names[] = {Intern(t, "code"), nullptr, Intern(t, "groupindex"),
                      Intern(t, "indexgroup")};
      Str* name = names[row.index - 2];
      if (name == nullptr) return Value();
      return Raise(t, Exc::kTypeError,
                   "compile() argument '%s' must be %s, not %s",
                   StrToUtf8(name), row.name, ClassNameOf(t, args[row.index]));
    }
  }
  if (groups < 0 || groups > int64_t{kSreMaxGroups}) return InvalidCode(t);
  SreSubject subject;
  if (args[0] != NoneOf(t) && !subject.Open(t, nullptr, args[0]))
    return Value();
  auto compiled = std::make_unique<SreCompiled>();
  compiled->heap = t->heap;
  compiled->tree.groups = static_cast<uint32_t>(groups);
  if (!ReadCode(t, args[2], &compiled->tree.code)) return Value();
  switch (SreParseCode(&compiled->tree, t->native_limit)) {
    case SreParse::kOk:
      break;
    case SreParse::kInvalid:
      return InvalidCode(t);
    case SreParse::kTooDeep:
      return RaiseRecursionError(t);
  }
  compiled->closing_order = SreClosingOrder(compiled->tree);
  const auto bytes = static_cast<int64_t>(
      sizeof(SreCompiled) + compiled->tree.code.size() * sizeof(uint32_t) +
      compiled->tree.nodes.size() * sizeof(SreNode) +
      compiled->tree.tests.size() * sizeof(SreCharTest));
  auto* pattern = static_cast<SrePattern*>(
      AllocateInstance(t, SreStateOf(t)->pattern_class.as<Class>()));
  if (pattern == nullptr) return Value();
  if (!t->heap->ChargeExternal(bytes)) return RaiseMemoryError(t);
  compiled->charged = bytes;
  pattern->pattern = args[0];
  pattern->groupindex = args[4];
  pattern->indexgroup = args[5];
  pattern->flags = flags;
  pattern->groups = groups;
  pattern->compiled = compiled.release();
  WriteBarrier(t, pattern);
  t->heap->RegisterNative(pattern);
  return pattern;
}

// For tests: how many chars a pattern looks at before PCRE2 is asked. Gives the
// old one.
Value EngineThreshold(Thread* t, Value* args, size_t, Value) {
  SrePcreShared* shared = SreStateOf(t)->pcre.get();
  int64_t wanted;
  if (!IndexAsInt64(t, args[0], &wanted)) return Value();
  if (shared == nullptr) return Value::SmallInt(0);
  std::swap(shared->threshold, wanted);
  return IntFromInt64(t, wanted);
}

Value GetCodeSize(Thread*, Value*, size_t, Value) { return Value::SmallInt(4); }

bool CharArgument(Thread* t, Value v, uint32_t* c) {
  int64_t n;
  if (!IndexAsInt64(t, v, &n)) return false;
  *c = static_cast<uint32_t>(n);
  return true;
}
template <bool (*kTest)(uint32_t)>
Value IsCased(Thread* t, Value* args, size_t, Value) {
  uint32_t c;
  return CharArgument(t, args[0], &c) ? t->isolate->Bool(kTest(c)) : Value();
}
template <uint32_t (*kMap)(uint32_t)>
Value ToLower(Thread* t, Value* args, size_t, Value) {
  uint32_t c;
  return CharArgument(t, args[0], &c) ? Value::SmallInt(kMap(c)) : Value();
}

constexpr NativeInfo kRows[] = {
    {"compile", Compile,
     "($module, /, pattern, flags, code, groups, groupindex, indexgroup)",
     kAnything, nullptr},
    {"getcodesize", GetCodeSize, "($module, /)", kPure, nullptr},
    {"_engine_threshold", EngineThreshold, "($module, chars, /)", kAnything,
     nullptr},
    {"ascii_iscased", IsCased<SreAsciiIsCased>, "($module, character, /)",
     kAnything, nullptr},
    {"unicode_iscased", IsCased<SreUnicodeIsCased>, "($module, character, /)",
     kAnything, nullptr},
    {"ascii_tolower", ToLower<SreAsciiLower>, "($module, character, /)",
     kAnything, nullptr},
    {"unicode_tolower", ToLower<SreUnicodeLower>, "($module, character, /)",
     kAnything, nullptr},
};

}  // namespace

Class* SreNewClass(Thread* t, const char* module, const char* name,
                   const ExtensionInfo* layout,
                   absl::Span<const NativeInfo> rows,
                   absl::Span<const GetSetInfo> fields) {
  ClassOptions options;
  options.extension = layout;
  Str* text = Intern(t, name);
  options.module = NewStrUtf8(t, module);
  if (text == nullptr || options.module.is_null()) return nullptr;
  Class* cls = NewNativeClass(t, text, t->isolate->object_class(), options);
  if (cls == nullptr) return nullptr;
  cls->construct = RefuseConstruct;
  if (!AddNatives(t, cls->dict, rows, cls) || !AddGetSets(t, cls, fields) ||
      !RefreshClass(t, cls)) {
    return nullptr;
  }
  return cls;
}

bool InitSreModule(Thread* t, Module* module) {
  // The classes stay if the module is imported a second time.
  if (StdlibOf(t)->sre == nullptr) {
    auto state = std::make_shared<SreState>();
    state->pcre = SrePcreShared::Create();
    t->heap->AddRootProvider(state.get());
    StdlibOf(t)->sre = state;
    if (!SreInitPattern(t, state.get()) || !SreInitMatch(t, state.get()) ||
        !SreInitScanner(t, state.get())) {
      return false;
    }
  }
  return AddModuleNatives(t, module, kRows) &&
         SetModuleInt(t, module, "MAGIC", kSreMagic) &&
         SetModuleInt(t, module, "CODESIZE", 4) &&
         SetModuleInt(t, module, "MAXREPEAT", kSreMaxRepeat) &&
         SetModuleInt(t, module, "MAXGROUPS", kSreMaxGroups) &&
         SetModuleText(t, module, "copyright",
                       " SRE 2.2.2 Copyright (c) 1997-2002 by Secret Labs AB ");
}

}  // namespace pyjit
