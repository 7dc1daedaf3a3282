// Pattern.sub and Pattern.subn.
#include <string>

#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/str_builder.h"
#include "runtime/types/tuple.h"
#include "stdlib/sre.h"

namespace pyjit {
namespace {

// What takes a match's place: one text, a template of texts and groups, or what
// a callable says.
struct Replacement {
  Value text;                // str or bytes-like
  Tuple* groups = nullptr;   // of (position among the literals, group)
  List* literals = nullptr;  // texts; None where a group goes
  Value callable;
};

bool HasBackslash(const SreText& text) {
  for (int64_t i = 0; i < text.length; ++i) {
    uint32_t c = text.width == 1 ? static_cast<const uint8_t*>(text.chars)[i]
                 : text.width == 2
                     ? static_cast<const uint16_t*>(text.chars)[i]
                     : static_cast<const uint32_t*>(text.chars)[i];
    if (c == '\\') return true;
  }
  return false;
}

// re._subx gives a text, or a function that keeps the parsed template as its
// default: (groups, literals). That is read, so that no Python runs per match.
bool ReadTemplate(Value filter, Replacement* out) {
  if (!IsKind(filter, Kind::kFunction)) return false;
  Value defaults = filter.as<Function>()->defaults;
  if (!IsKind(defaults, Kind::kTuple) || defaults.as<Tuple>()->length != 1)
    return false;
  Value parsed = defaults.as<Tuple>()->items[0];
  if (!IsKind(parsed, Kind::kTuple) || parsed.as<Tuple>()->length != 2)
    return false;
  Value groups = parsed.as<Tuple>()->items[0],
        literals = parsed.as<Tuple>()->items[1];
  if (!IsKind(groups, Kind::kList) || !IsKind(literals, Kind::kList))
    return false;
  out->literals = literals.as<List>();
  return true;
}

bool MakeReplacement(Thread* t, SrePattern* pattern, Value repl,
                     Replacement* out) {
  if (!IsStr(repl) && IsCallable(t, repl)) {
    out->callable = repl;
    return true;
  }
  SreSubject literal;
  if (IsStr(repl) || HasBuffer(t, repl)) {
    if (!literal.Open(t, nullptr, repl)) return false;
    if (!HasBackslash(literal.text())) {
      out->text = repl;
      return true;
    }
  }
  Str* name = Intern(t, "re");
  Value module = name == nullptr ? Value() : ImportModule(t, name);
  Str* function = module.is_null() ? nullptr : Intern(t, "_subx");
  Value subx = function == nullptr ? Value() : GetAttr(t, module, function);
  Value filter = subx.is_null() ? subx : CallValues(t, subx, {pattern, repl});
  if (filter.is_null()) return false;
  if (!IsCallable(t, filter)) {
    out->text = filter;
    return true;
  }
  if (!ReadTemplate(filter, out)) out->callable = filter;
  if (out->literals != nullptr) {
    Value groups = filter.as<Function>()
                       ->defaults.as<Tuple>()
                       ->items[0]
                       .as<Tuple>()
                       ->items[0];
    out->groups = ListToTuple(t, groups.as<List>());
    return out->groups != nullptr;
  }
  return true;
}

// The result while it grows, for str and for bytes.
class Output {
 public:
  explicit Output(const SreSubject& subject) : subject_(subject) {}
  void AppendRange(int64_t start, int64_t stop) {
    if (subject_.is_str()) {
      str_.AppendRange(subject_.string().as<Str>(), start, stop);
    } else {
      bytes_.append(static_cast<const char*>(subject_.text().chars) + start,
                    static_cast<size_t>(stop - start));
    }
  }
  // TypeError as join() has it unless `text` is of the subject's kind.
  bool Append(Thread* t, Value text, int64_t index) {
    if (subject_.is_str()) {
      if (!IsStr(text)) {
        Raise(t, Exc::kTypeError,
              "sequence item %d: expected str instance, %s found", index,
              ClassNameOf(t, text));
        return false;
      }
      str_.Append(text.as<Str>());
      return true;
    }
    SreSubject other;
    if (!HasBuffer(t, text)) {
      Raise(t, Exc::kTypeError,
            "sequence item %d: expected a bytes-like object, %s found", index,
            ClassNameOf(t, text));
      return false;
    }
    if (!other.Open(t, nullptr, text)) return false;
    bytes_.append(static_cast<const char*>(other.text().chars),
                  static_cast<size_t>(other.text().length));
    return true;
  }
  Value Finish(Thread* t) {
    if (subject_.is_str()) return str_.Finish(t);
    return NewBytes(t, bytes_);
  }

 private:
  const SreSubject& subject_;
  StrBuilder str_;
  std::string bytes_;
};

bool AppendTemplate(Thread* t, const Replacement& repl, const SreMarks& marks,
                    Output* out, int64_t index) {
  int64_t next_group = 0;
  for (int64_t i = 0; i < repl.literals->length; ++i) {
    if (next_group < repl.groups->length) {
      auto* pair = repl.groups->items[next_group].as<Tuple>();
      int64_t place, group;
      if (IntAsInt64(pair->items[0], &place) && place == i &&
          IntAsInt64(pair->items[1], &group) && group >= 0 &&
          2 * group + 1 < static_cast<int64_t>(marks.size())) {
        ++next_group;
        const auto at = static_cast<size_t>(2 * group);
        if (marks[at] >= 0) out->AppendRange(marks[at], marks[at + 1]);
        continue;
      }
    }
    if (!out->Append(t, ListGet(t, repl.literals, i), index)) return false;
  }
  return true;
}

}  // namespace

Value SreSubstitute(Thread* t, SrePattern* pattern, Value repl, Value string,
                    int64_t count, bool with_count) {
  Replacement replacement;
  if (!MakeReplacement(t, pattern, repl, &replacement)) return Value();
  SreSubject subject;
  if (!subject.Open(t, pattern, string)) return Value();
  Output out(subject);
  SreRequest request;
  request.end = subject.text().length;
  int64_t done = 0, copied = 0;
  int64_t items = 0;  // parts so far, for messages
  SreMarks marks;
  while (count == 0 || done < count) {
    int64_t last_index;
    int found =
        SreExec(t, pattern, subject.text(), request, &marks, &last_index);
    if (found < 0) return Value();
    if (found == 0) break;
    const int64_t start = marks[0], stop = marks[1];
    if (copied < start) {
      out.AppendRange(copied, start);
      ++items;
    }
    if (!replacement.callable.is_null()) {
      Value match =
          SreNewMatch(t, pattern, string, request, 0, marks, last_index);
      if (match.is_null()) return match;
      Value text = CallValues(t, replacement.callable, {match});
      if (text.is_null()) return text;
      if (text != NoneOf(t) && !out.Append(t, text, items)) return Value();
    } else if (replacement.literals != nullptr) {
      if (!AppendTemplate(t, replacement, marks, &out, items)) return Value();
    } else if (!out.Append(t, replacement.text, items)) {
      return Value();
    }
    ++items;
    ++done;
    copied = stop;
    request.start = stop;
    request.must_advance = start == stop;
  }
  Value result;
  if (done == 0) {
    result = subject.Slice(t, 0, subject.text().length);
  } else {
    if (copied < subject.text().length)
      out.AppendRange(copied, subject.text().length);
    result = out.Finish(t);
  }
  if (result.is_null() || !with_count) return result;
  Value number = IntFromInt64(t, done);
  return number.is_null() ? number : Value(TuplePack(t, result, number));
}

}  // namespace pyjit
