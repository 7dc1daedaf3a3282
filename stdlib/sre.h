#ifndef STDLIB_SRE_H_
#define STDLIB_SRE_H_

#include <cstdint>
#include <memory>

#include "absl/container/inlined_vector.h"
#include "runtime/buffer.h"
#include "runtime/heap.h"
#include "runtime/objects.h"
#include "runtime/types/bytes.h"
#include "runtime/types/str.h"
#include "stdlib/sre_matcher.h"
#include "stdlib/sre_pcre.h"
#include "stdlib/state.h"

// Objects of the module _sre: patterns, matches, scanners.

namespace pyjit {

// The malloc'ed part of a pattern, owned by it.
struct SreCompiled {
  SreTree tree;
  bool has_program = false;
  SreProgram program;  // made when first needed
  SrePcre pcre;
  std::vector<uint32_t> closing_order;  // SreClosingOrder
  Heap* heap = nullptr;
  int64_t charged = 0;  // bytes, with the heap's cap
};

struct SrePattern : Object {
  Value pattern;     // str, bytes or None
  Value groupindex;  // Dict: name to number
  Value indexgroup;  // Tuple: number to name or None
  SreCompiled* compiled;
  int64_t flags;
  int64_t groups;
};

struct SreMatch : Object {
  static constexpr int64_t kInlineGroups = 3;  // without the whole match

  Value string;
  SrePattern* pattern;
  Value regs;     // Tuple of spans, made on demand, or null
  Object* spill;  // RawArray with the marks if there are more groups
  int64_t pos, endpos;
  int64_t
      last_index;  // -1: no group; kLastIndexUnknown: computed when asked for
  int64_t inline_marks[2 * (kInlineGroups + 1)];

  int64_t* marks() {
    return spill == nullptr ? inline_marks
                            : reinterpret_cast<int64_t*>(
                                  static_cast<RawArray*>(spill)->bytes);
  }
};
inline constexpr int64_t kLastIndexUnknown = -2;

// Also what finditer() returns, as an object of another class.
struct SreScanner : Object {
  Value string;
  SrePattern* pattern;
  int64_t start,
      end;  // where the next match is looked for; start > end: exhausted
  int64_t pos;
  int64_t must_advance;
};

struct SreState final : RootProvider {
  void VisitRoots(RootVisitor* visitor) override;
  Value pattern_class, match_class, scanner_class, iterator_class;
  std::unique_ptr<SrePcreShared> pcre;  // null: PCRE2 cannot be used
};
SreState* SreStateOf(Thread* t);

using SreMarks = absl::InlinedVector<int64_t, 32>;

// A str or bytes-like object as a text. Other exporters of buffers than bytes
// are held for as long as this lives.
class SreSubject {
 public:
  SreSubject() = default;
  ~SreSubject() {
    if (view_.owner) ReleaseBuffer(t_, &view_);
  }
  SreSubject(const SreSubject&) = delete;
  SreSubject& operator=(const SreSubject&) = delete;

  // TypeError if it is not what the pattern (null: any) can be matched against.
  // At most once.
  bool Open(Thread* t, const SrePattern* pattern, Value string);
  const SreText& text() const { return text_; }
  // [start, stop) as group() gives it: str or bytes.
  Value Slice(Thread* t, int64_t start, int64_t stop) const;
  bool is_str() const { return is_str_; }
  Value string() const { return string_; }

 private:
  Thread* t_ = nullptr;
  Value string_;
  SreText text_;
  BufferView view_;
  bool is_str_ = false;
};

// pos and endpos arguments (null: default) as a request; may run Python.
bool SreRange(Thread* t, const SreText& text, Value pos, Value endpos,
              SreRequest* request);

// 1, 0, -1; see SreRunProgram. *last_index may be kLastIndexUnknown.
int SreExec(Thread* t, SrePattern* pattern, const SreText& text,
            const SreRequest& request, SreMarks* marks, int64_t* last_index);
// The same by the backtracking matcher alone.
int SreExecExact(Thread* t, SrePattern* pattern, const SreText& text,
                 const SreRequest& request, int64_t* marks,
                 int64_t* last_index);

Value SreNewMatch(Thread* t, SrePattern* pattern, Value string,
                  const SreRequest& range, int64_t pos, const SreMarks& marks,
                  int64_t last_index);

// sub and subn.
Value SreSubstitute(Thread* t, SrePattern* pattern, Value repl, Value string,
                    int64_t count, bool with_count);

// Parts of InitSreModule: the classes.
bool SreInitPattern(Thread* t, SreState* state);
bool SreInitMatch(Thread* t, SreState* state);
bool SreInitScanner(Thread* t, SreState* state);
// A class that code cannot instantiate.
Class* SreNewClass(Thread* t, const char* module, const char* name,
                   const ExtensionInfo* layout,
                   absl::Span<const NativeInfo> rows,
                   absl::Span<const GetSetInfo> fields);
Value SreSearchRow(Thread* t, Value* args, size_t nargs, Value kwnames);
Value SreNewScanner(Thread* t, SrePattern* pattern, Value string, Value pos,
                    Value endpos, Value cls);

}  // namespace pyjit

#endif  // STDLIB_SRE_H_
