// Scanners, which look for one match after the other, and what finditer()
// returns.
#include "runtime/error.h"
#include "stdlib/sre.h"

namespace pyjit {
namespace {

const ExtensionInfo kScannerLayout = {sizeof(SreScanner), 2, nullptr};

// The next match, None or (kIterates) StopIteration.
template <SreMode kMode, bool kIterates>
Value Next(Thread* t, Value* args, size_t, Value) {
  auto* scanner = args[0].as<SreScanner>();
  auto done = [&]() { return kIterates ? RaiseStopIteration(t) : NoneOf(t); };
  if (scanner->start > scanner->end) return done();
  SreSubject subject;
  if (!subject.Open(t, scanner->pattern, scanner->string)) return Value();
  SreRequest request;
  request.end = std::min(scanner->end, subject.text().length);
  request.start = scanner->start;
  request.mode = kMode;
  request.must_advance = scanner->must_advance != 0;
  if (request.start > request.end) return done();
  SreMarks marks;
  int64_t last_index;
  int found = SreExec(t, scanner->pattern, subject.text(), request, &marks,
                      &last_index);
  if (found < 0) return Value();
  if (found == 0) {
    scanner->start = scanner->end + 1;
    return done();
  }
  // An empty match moves on by not being allowed to be found again.
  scanner->must_advance = marks[1] == marks[0];
  scanner->start = marks[1];
  return SreNewMatch(t, scanner->pattern, scanner->string, request,
                     scanner->pos, marks, last_index);
}

Value Iter(Thread*, Value* args, size_t, Value) { return args[0]; }

constexpr NativeInfo kScannerRows[] = {
    {"match", Next<SreMode::kMatch, false>, "($self, /)", kAnything, nullptr},
    {"search", Next<SreMode::kSearch, false>, "($self, /)", kAnything, nullptr},
};
constexpr NativeInfo kIteratorRows[] = {
    {"__iter__", Iter, "($self, /)", kPure, "Implement iter(self)."},
    {"__next__", Next<SreMode::kSearch, true>, "($self, /)", kAnything,
     "Implement next(self)."},
};

Value GetPattern(Thread*, Value* args, size_t, Value) {
  return args[0].as<SreScanner>()->pattern;
}
constexpr GetSetInfo kScannerFields[] = {
    {"pattern", GetPattern, nullptr, nullptr, true}};

}  // namespace

Value SreNewScanner(Thread* t, SrePattern* pattern, Value string, Value pos,
                    Value endpos, Value cls) {
  SreSubject subject;
  SreRequest range;
  if (!subject.Open(t, pattern, string) ||
      !SreRange(t, subject.text(), pos, endpos, &range)) {
    return Value();
  }
  auto* scanner =
      static_cast<SreScanner*>(AllocateInstance(t, cls.as<Class>()));
  if (scanner == nullptr) return Value();
  scanner->string = string;
  scanner->pattern = pattern;
  scanner->start = scanner->pos = range.start;
  scanner->end = range.end;
  WriteBarrier(t, scanner);
  return scanner;
}

bool SreInitScanner(Thread* t, SreState* state) {
  state->scanner_class = SreNewClass(t, "_sre", "SRE_Scanner", &kScannerLayout,
                                     kScannerRows, kScannerFields);
  if (state->scanner_class.is_null()) return false;
  state->iterator_class = SreNewClass(t, "builtins", "callable_iterator",
                                      &kScannerLayout, kIteratorRows, {});
  return !state->iterator_class.is_null();
}

}  // namespace pyjit
