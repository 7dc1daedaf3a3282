#include "runtime/traceback.h"

#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "runtime/attributes.h"
#include "runtime/code.h"
#include "runtime/error.h"
#include "runtime/operators_internal.h"
#include "runtime/source_anchors.h"
#include "runtime/suggestions.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"

namespace pyjit {
namespace {

constexpr int kRepeatLimit = 3;    // equal entries shown before folding
constexpr int kEntryLimit = 1000;  // innermost entries shown
constexpr int kIndent = 4;

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\f'; }

// Source texts read while one traceback is printed.
class SourceCache {
 public:
  explicit SourceCache(Thread* t) : t_(t) {}

  std::string Line(const Code* code, int number) {
    const CodeBlock& block = *code->block;
    if (block.filename == nullptr) return "";
    std::string name = StrToUtf8(block.filename);
    // CPython has no lines of exec's and -c's code. A host's "<script>" has them.
    if (name == "<string>" || name == "<stdin>") return "";
    if (!block.source.empty()) return NthLine(block.source, number);
    return FileLine(name, number);
  }

  std::string FileLine(const std::string& name, int number) {
    if (!t_->isolate->options().allow_files) return "";
    auto [it, is_new] = texts_.try_emplace(name);
    if (is_new) {
      std::ifstream file(name, std::ios::binary);
      if (file) {
        std::ostringstream text;
        text << file.rdbuf();
        it->second = text.str();
      }
    }
    return NthLine(it->second, number);
  }

 private:
  static std::string NthLine(const std::string& text, int number) {
    size_t start = 0;
    for (int line = 1; line < number; ++line) {
      start = text.find('\n', start);
      if (start == std::string::npos) return "";
      ++start;
    }
    size_t end = text.find('\n', start);
    std::string line = text.substr(start, end == std::string::npos ? end : end - start);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    return line;
  }

  Thread* t_;
  std::map<std::string, std::string> texts_;
};

int CharCount(absl::string_view utf8) {
  int n = 0;
  for (char c : utf8) n += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return n;
}

// Characters in the first `bytes` bytes of the line.
int CharOffset(absl::string_view line, int bytes) {
  return CharCount(line.substr(0, static_cast<size_t>(bytes)));
}

void AppendEntry(const Traceback* entry, SourceCache* source, std::string* out) {
  const CodeBlock& block = *entry->code->block;
  absl::StrAppend(out, "  File \"", block.filename ? StrToUtf8(block.filename) : "???",
                  "\", line ", entry->line, ", in ",
                  block.name ? StrToUtf8(block.name) : "???", "\n");
  std::string line = source->Line(entry->code, static_cast<int>(entry->line));
  if (line.empty()) return;
  size_t strip = 0;
  while (strip < line.size() && IsBlank(line[strip])) ++strip;
  absl::StrAppend(out, "    ", line.substr(strip), "\n");

  const PositionEntry* position =
      block.PositionAt(static_cast<uint32_t>(entry->instruction));
  if (position == nullptr || position->col < 0 || position->end_col < 0 ||
      position->line < 0 || position->end_line < 0) {
    return;
  }
  int end_col = position->end_col;
  if (position->line != position->end_line) {
    // Of a longer range the first line is marked to its last visible character.
    size_t end = line.size();
    while (end > 0 && IsBlank(line[end - 1])) --end;
    absl::StrAppend(out, CaretLine(line, position->col, -static_cast<int>(end)));
    return;
  }
  absl::StrAppend(out, CaretLine(line, position->col, end_col));
}

bool SameEntry(const Traceback* a, const Traceback* b) {
  if (a->line != b->line) return false;
  if (a->code == b->code) return true;
  const CodeBlock& x = *a->code->block;
  const CodeBlock& y = *b->code->block;
  return x.filename != nullptr && y.filename != nullptr && x.name != nullptr &&
         y.name != nullptr && StrEquals(x.filename, y.filename) && StrEquals(x.name, y.name);
}

void AppendRepeats(int64_t count, std::string* out) {
  count -= kRepeatLimit;
  absl::StrAppend(out, "  [Previous line repeated ", count, " more time",
                  count > 1 ? "s" : "", "]\n");
}

std::string FormatEntries(Value traceback, SourceCache* source) {
  std::string out;
  int64_t total = 0;
  for (Value v = traceback; IsKind(v, Kind::kTraceback); v = v.as<Traceback>()->next) ++total;
  Value v = traceback;
  for (; total > kEntryLimit; --total) v = v.as<Traceback>()->next;
  const Traceback* last = nullptr;
  int64_t count = 0;
  for (; IsKind(v, Kind::kTraceback); v = v.as<Traceback>()->next) {
    const Traceback* entry = v.as<Traceback>();
    if (last == nullptr || !SameEntry(entry, last)) {
      if (count > kRepeatLimit) AppendRepeats(count, &out);
      count = 0;
      last = entry;
    }
    if (++count <= kRepeatLimit) AppendEntry(entry, source, &out);
  }
  if (count > kRepeatLimit) AppendRepeats(count, &out);
  return out;
}

}  // namespace

std::string CaretLine(absl::string_view line, int col, int end_col) {
  bool whole_line = end_col < 0;  // a range of several lines: -end of this one
  if (whole_line) end_col = -end_col;
  size_t size = line.size();
  if (col < 0 || static_cast<size_t>(col) > size) return "";
  if (static_cast<size_t>(end_col) > size) end_col = static_cast<int>(size);
  if (end_col < col) return "";  // an empty range has an empty line of marks
  int start = CharOffset(line, col);
  int end = CharOffset(line, end_col);
  SourceAnchors anchors;
  bool has_anchors = false;
  if (!whole_line && end_col > col) {
    absl::string_view segment = line.substr(static_cast<size_t>(col),
                                            static_cast<size_t>(end_col - col));
    has_anchors = FindSourceAnchors(segment, &anchors);
    if (has_anchors) {
      anchors.left_end = CharOffset(segment, anchors.left_end) + start;
      anchors.right_start = CharOffset(segment, anchors.right_start) + start;
    }
  }
  int strip = 0;
  while (static_cast<size_t>(strip) < size && IsBlank(line[static_cast<size_t>(strip)])) ++strip;
  // Marks under everything that is shown would say nothing.
  if (end - start == CharCount(line) - strip && !has_anchors) return "";
  std::string out(kIndent, ' ');
  for (int i = strip; i < end; ++i) {
    if (i < start) {
      out += ' ';
    } else if (has_anchors) {
      out += i >= anchors.left_end && i < anchors.right_start ? '^' : '~';
    } else {
      out += '^';
    }
  }
  return out + "\n";
}

bool IsImporterCode(const CodeBlock* block) {
  return block->filename != nullptr &&
         (StrEqualsAscii(block->filename, "<frozen importlib._bootstrap>") ||
          StrEqualsAscii(block->filename, "<frozen importlib._bootstrap_external>"));
}

std::string SourceLine(Thread* t, const Code* code, int number) {
  return SourceCache(t).Line(code, number);
}

std::string FileLine(Thread* t, const std::string& file, int number) {
  return SourceCache(t).FileLine(file, number);
}

std::string FormatTracebackEntries(Thread* t, Value traceback) {
  SourceCache source(t);
  return FormatEntries(traceback, &source);
}

namespace {

// The source line of a SyntaxError with marks below, as the front end set them.
void AppendErrorText(const std::string& full, int64_t offset, int64_t end_offset,
                     std::string* out) {
  int64_t carets = end_offset > 0 && end_offset > offset ? end_offset - offset : 1;
  absl::string_view text = full;
  --offset;  // from 1-based
  while (!text.empty() && IsBlank(text.front())) {
    text.remove_prefix(1);
    --offset;
  }
  auto length = static_cast<int64_t>(text.size());
  if (length > 0 && text.back() == '\n') --length;
  if (offset > length) offset = length;
  // Only the line that the offset is in.
  for (;;) {
    size_t newline = text.find('\n');
    if (newline == absl::string_view::npos || static_cast<int64_t>(newline) >= offset) break;
    text.remove_prefix(newline + 1);
    length -= static_cast<int64_t>(newline) + 1;
    offset -= static_cast<int64_t>(newline) + 1;
  }
  if (length < 0) length = 0;
  absl::StrAppend(out, "    ", text.substr(0, static_cast<size_t>(length)), "\n");
  if (offset < 0) return;
  absl::StrAppend(out, std::string(static_cast<size_t>(kIndent + offset), ' '),
                  std::string(static_cast<size_t>(carets), '^'), "\n");
}

// True if exc is a SyntaxError with a position; *out gets file, line and marks.
bool AppendSyntaxPosition(Thread* t, Exception* exc, std::string* out) {
  if (!IsSubclass(ClassOf(t, exc), ExceptionClass(t, Exc::kSyntaxError)) ||
      !IsKind(exc->extra, Kind::kTuple)) {
    return false;
  }
  auto* extra = exc->extra.as<Tuple>();
  int64_t line, offset = -1, end_line, end_offset = -1;
  if (extra->length < 7 || !IsInt(extra->items[2]) || !IntAsInt64(extra->items[2], &line)) {
    return false;
  }
  std::string file = IsStr(extra->items[1]) ? StrToUtf8(extra->items[1].as<Str>()) : "<string>";
  absl::StrAppend(out, "  File \"", file, "\", line ", line, "\n");
  if (!IsStr(extra->items[4])) return true;
  if (!IsInt(extra->items[3]) || !IntAsInt64(extra->items[3], &offset)) offset = 0;
  end_line = line;
  if (IsInt(extra->items[5])) IntAsInt64(extra->items[5], &end_line);
  // Only SyntaxError itself has its whole range marked.
  if (IsInt(extra->items[6]) && ClassOf(t, exc) == ExceptionClass(t, Exc::kSyntaxError)) {
    IntAsInt64(extra->items[6], &end_offset);
  }
  std::string text = StrToUtf8(extra->items[4].as<Str>());
  int64_t width = extra->items[4].as<Str>()->length;
  if (end_offset > 0 && end_line > line) end_offset = width;
  if (end_offset > width + 1) end_offset = width + 1;
  AppendErrorText(text, offset, end_offset, out);
  return true;
}

std::string QualifiedClassName(Class* cls) {
  std::string name = IsStr(cls->qualname) ? StrToUtf8(cls->qualname.as<Str>()) : ClassName(cls);
  std::string module = IsStr(cls->module)        ? StrToUtf8(cls->module.as<Str>())
                       : cls->module.is_null() ? ""
                                               : "<unknown>";
  if (module.empty() || module == "builtins" || module == "__main__") return name;
  return module + "." + name;
}

void AppendNotes(Thread* t, Exception* exc, std::string* out) {
  Value notes = GetAttrOrNull(t, exc, t->isolate->names.dunder_notes);
  t->exception = Value();
  if (notes.is_null() || IsNone(t, notes)) return;
  if (!IsKind(notes, Kind::kList) && !IsKind(notes, Kind::kTuple)) {
    Value text = ToRepr(t, notes);
    if (text.is_null()) TakeException(t);
    absl::StrAppend(out, text.is_null() ? "<__notes__ repr() failed>"
                                        : StrToUtf8(text.as<Str>()));
    return;
  }
  int64_t n = Length(t, notes);
  for (int64_t i = 0; i < n; ++i) {
    Value note = GetItem(t, notes, Value::SmallInt(i));
    Value text = note.is_null() ? note : ToStr(t, note);
    if (text.is_null()) {
      TakeException(t);
      absl::StrAppend(out, "<note str() failed>\n");
      continue;
    }
    absl::StrAppend(out, StrToUtf8(text.as<Str>()), "\n");
  }
}

}  // namespace

std::string FormatExceptionOnly(Thread* t, Value value) {
  if (!IsKind(value, Kind::kException)) return "<exception>\n";
  auto* exc = value.as<Exception>();
  std::string out;
  // A SyntaxError's own position is printed above, so its message goes without.
  bool positioned = AppendSyntaxPosition(t, exc, &out);
  out += QualifiedClassName(ClassOf(t, exc));
  Value text;
  if (positioned) {
    text = ToStr(t, exc->extra.as<Tuple>()->items[0]);
  } else {
    text = ToStr(t, value);
  }
  if (text.is_null()) {
    TakeException(t);
    out += ": <exception str() failed>";
  } else if (text.as<Str>()->length != 0) {
    absl::StrAppend(&out, ": ", StrToUtf8(text.as<Str>()));
  }
  absl::StrAppend(&out, SuggestionFor(t, exc), "\n");
  AppendNotes(t, exc, &out);
  return out;
}

}  // namespace pyjit
