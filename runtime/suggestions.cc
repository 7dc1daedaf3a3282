#include "runtime/suggestions.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"
#include "runtime/code.h"
#include "runtime/dir.h"
#include "runtime/error.h"
#include "runtime/operators_internal.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"

namespace pyjit {
namespace {

// The weights and limits are those CPython documents for its suggestions.
constexpr size_t kMaxCandidates = 750;
constexpr size_t kMaxLength = 40;
constexpr size_t kMoveCost = 2;
constexpr size_t kCaseCost = 1;

size_t SubstitutionCost(char a, char b) {
  if (a == b) return 0;
  return absl::ascii_tolower(static_cast<unsigned char>(a)) ==
                 absl::ascii_tolower(static_cast<unsigned char>(b))
             ? kCaseCost
             : kMoveCost;
}

// Weighted edit distance; anything above `limit` may come out as limit + 1.
size_t EditDistance(absl::string_view a, absl::string_view b, size_t limit) {
  while (!a.empty() && !b.empty() && a.front() == b.front()) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
  if (a.empty() || b.empty()) return (a.size() + b.size()) * kMoveCost;
  if (a.size() > kMaxLength || b.size() > kMaxLength) return limit + 1;
  if (b.size() < a.size()) std::swap(a, b);
  if ((b.size() - a.size()) * kMoveCost > limit) return limit + 1;
  std::vector<size_t> row(a.size());
  for (size_t i = 0; i < a.size(); ++i) row[i] = (i + 1) * kMoveCost;
  size_t result = 0;
  for (size_t j = 0; j < b.size(); ++j) {
    size_t distance = j * kMoveCost;
    result = distance;
    size_t minimum = SIZE_MAX;
    for (size_t i = 0; i < a.size(); ++i) {
      size_t substitute = distance + SubstitutionCost(b[j], a[i]);
      distance = row[i];
      size_t insert_delete = std::min(result, distance) + kMoveCost;
      result = std::min(insert_delete, substitute);
      row[i] = result;
      minimum = std::min(minimum, result);
    }
    if (minimum > limit) return limit + 1;
  }
  return result;
}

std::string Best(const std::vector<std::string>& candidates, absl::string_view name) {
  if (candidates.size() >= kMaxCandidates) return "";
  size_t best_distance = SIZE_MAX;
  std::string best;
  for (const std::string& candidate : candidates) {
    if (candidate == name) continue;
    size_t limit = (name.size() + candidate.size() + 3) * kMoveCost / 6;
    limit = std::min(limit, best_distance - 1);
    size_t distance = EditDistance(name, candidate, limit);
    if (distance > limit) continue;
    if (best.empty() || distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

void AddNames(Thread* t, List* list, std::vector<std::string>* out) {
  for (int64_t i = 0; list != nullptr && i < list->length; ++i) {
    Value v = ListGet(t, list, i);
    if (IsStr(v)) out->push_back(StrToUtf8(v.as<Str>()));
  }
}

std::string ForName(Thread* t, Exception* exc, absl::string_view name) {
  Value entry = exc->traceback;
  if (!IsKind(entry, Kind::kTraceback)) return "";
  while (IsKind(entry.as<Traceback>()->next, Kind::kTraceback)) {
    entry = entry.as<Traceback>()->next;
  }
  const CodeBlock& code = *entry.as<Traceback>()->code->block;
  std::vector<std::string> names;
  for (const std::vector<Str*>* group : {&code.local_names, &code.cell_names, &code.free_names}) {
    for (Str* s : *group) names.push_back(StrToUtf8(s));
  }
  std::string found = Best(names, name);
  for (Dict* dict : {code.globals, code.builtins != nullptr ? code.builtins
                                                            : t->isolate->builtins()}) {
    if (!found.empty() || dict == nullptr) continue;
    names.clear();
    AddNames(t, DictKeysList(t, dict), &names);
    found = Best(names, name);
  }
  return found;
}

std::string Find(Thread* t, Exception* exc) {
  if (!IsKind(exc->extra, Kind::kTuple)) return "";
  auto* extra = exc->extra.as<Tuple>();
  if (extra->length < 2 || !IsStr(extra->items[0])) return "";
  std::string name = StrToUtf8(extra->items[0].as<Str>());
  Class* cls = ClassOf(t, exc);
  // Exactly these classes, as CPython does.
  if (cls == ExceptionClass(t, Exc::kNameError)) return ForName(t, exc, name);
  if (cls == ExceptionClass(t, Exc::kAttributeError)) {
    std::vector<std::string> names;
    AddNames(t, DirOf(t, extra->items[1]), &names);
    return Best(names, name);
  }
  return "";
}

}  // namespace

std::string SuggestionFor(Thread* t, Exception* exc) {
  Value pending = t->exception;
  t->exception = Value();
  std::string found = Find(t, exc);
  t->exception = pending;
  return found.empty() ? "" : ". Did you mean: '" + found + "'?";
}

}  // namespace pyjit
