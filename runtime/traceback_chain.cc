// An exception with its causes and contexts, and the trees of exception groups.
#include <string>
#include <unordered_set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "runtime/error.h"
#include "runtime/operators_internal.h"
#include "runtime/traceback.h"
#include "runtime/types/exception_group.h"

namespace pyjit {
namespace {

constexpr int kMaxGroupWidth = 15;
constexpr int kMaxGroupDepth = 10;

class ChainFormatter {
 public:
  explicit ChainFormatter(Thread* t) : t_(t) {}

  void Chain(Exception* newest);
  std::string out() && { return std::move(out_); }

 private:
  void One(Exception* exc);
  void Group(Exception* exc);
  std::string Indent() const { return std::string(static_cast<size_t>(2 * depth_), ' '); }
  // Lines, each behind the margin of the groups around.
  void Emit(absl::string_view text, char margin = '|');

  Thread* t_;
  std::string out_;
  int depth_ = 0;  // of groups
  bool need_close_ = false;
  std::unordered_set<Exception*> seen_;
};

void ChainFormatter::Emit(absl::string_view text, char margin) {
  if (depth_ == 0) {
    absl::StrAppend(&out_, text);
    return;
  }
  const std::string indent = absl::StrCat(Indent(), std::string(1, margin), " ");
  while (!text.empty()) {
    const size_t newline = text.find('\n');
    const size_t n = newline == absl::string_view::npos ? text.size() : newline + 1;
    absl::StrAppend(&out_, indent, text.substr(0, n));
    text.remove_prefix(n);
  }
}

void ChainFormatter::Group(Exception* exc) {
  if (depth_ > kMaxGroupDepth) {
    Emit(absl::StrCat("... (max_group_depth is ", kMaxGroupDepth, ")\n"));
    return;
  }
  const bool top_level = depth_ == 0;
  if (top_level) ++depth_;
  if (IsKind(exc->traceback, Kind::kTraceback)) {
    Emit("Exception Group Traceback (most recent call last):\n", top_level ? '+' : '|');
    Emit(FormatTracebackEntries(t_, exc->traceback));
  }
  Emit(FormatExceptionOnly(t_, exc));
  Tuple* exceptions = GroupExceptions(exc);
  const int64_t count = exceptions->length;
  const int64_t shown = count <= kMaxGroupWidth ? count : kMaxGroupWidth + 1;
  need_close_ = false;
  for (int64_t i = 0; i < shown; ++i) {
    const bool last = i + 1 == shown;
    if (last) need_close_ = true;  // an inner group may do it
    const bool truncated = i >= kMaxGroupWidth;
    absl::StrAppend(&out_, Indent(), i == 0 ? "+-" : "  ", "+---------------- ",
                    truncated ? "..." : absl::StrCat(i + 1), " ----------------\n");
    ++depth_;
    if (truncated) {
      const int64_t rest = count - kMaxGroupWidth;
      Emit(absl::StrCat("and ", rest, " more exception", rest > 1 ? "s" : "", "\n"));
    } else if (IsKind(exceptions->items[i], Kind::kException)) {
      Chain(exceptions->items[i].as<Exception>());
    }
    if (last && need_close_) {
      absl::StrAppend(&out_, Indent(), "+------------------------------------\n");
      need_close_ = false;
    }
    --depth_;
  }
  if (top_level) depth_ = 0;
}

void ChainFormatter::One(Exception* exc) {
  if (IsExceptionGroup(t_, exc)) return Group(exc);
  if (IsKind(exc->traceback, Kind::kTraceback)) {
    Emit("Traceback (most recent call last):\n");
    Emit(FormatTracebackEntries(t_, exc->traceback));
  }
  Emit(FormatExceptionOnly(t_, exc));
}

void ChainFormatter::Chain(Exception* newest) {
  // From the newest to the oldest, and how each follows from the next. All are
  // reachable from the newest one.
  std::vector<Exception*> chain;
  std::vector<const char*> links;
  for (Exception* exc = newest; seen_.insert(exc).second || exc == newest;) {
    chain.push_back(exc);
    Value next;
    if (IsKind(exc->cause, Kind::kException)) {
      next = exc->cause;
      links.push_back(
          "\nThe above exception was the direct cause of the following exception:\n\n");
    } else if (IsKind(exc->context, Kind::kException) && !exc->suppress_context) {
      next = exc->context;
      links.push_back(
          "\nDuring handling of the above exception, another exception occurred:\n\n");
    }
    if (next.is_null() || next == Value(newest)) break;
    exc = next.as<Exception>();
  }
  for (size_t i = chain.size(); i-- > 0;) {
    One(chain[i]);
    if (i > 0) Emit(links[i - 1]);
  }
}

}  // namespace

std::string FormatException(Thread* t, Value value) {
  if (!IsKind(value, Kind::kException)) return "<exception>\n";
  Value pending = t->exception;
  t->exception = Value();
  ChainFormatter formatter(t);
  formatter.Chain(value.as<Exception>());
  t->exception = pending;
  return std::move(formatter).out();
}

}  // namespace pyjit
