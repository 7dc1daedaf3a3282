#include "runtime/native_signature.h"

#include <cassert>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"

namespace pyjit {
namespace {

// Splits "(a, b=(1, 2), *c)" at its top-level commas.
std::vector<absl::string_view> SplitParameters(absl::string_view text) {
  std::vector<absl::string_view> parts;
  if (!text.empty() && text.front() == '(') text.remove_prefix(1);
  size_t close = text.rfind(')');
  if (close != absl::string_view::npos) text = text.substr(0, close);
  int depth = 0;
  char quote = 0;
  size_t start = 0;
  for (size_t i = 0; i <= text.size(); ++i) {
    char c = i < text.size() ? text[i] : ',';
    if (i < text.size() && quote != 0) {
      if (c == quote) quote = 0;
      continue;
    }
    if (c == '\'' || c == '"') quote = c;
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (c == ')' || c == ']' || c == '}') --depth;
    if (c == ',' && (depth == 0 || i == text.size())) {
      absl::string_view part =
          absl::StripAsciiWhitespace(text.substr(start, i - start));
      if (!part.empty()) parts.push_back(part);
      start = i + 1;
    }
  }
  return parts;
}

bool IsInstanceReceiver(absl::string_view p) { return p == "$self" || p == "self"; }
bool IsClassReceiver(absl::string_view p) {
  return p == "$type" || p == "$cls" || p == "cls";
}

}  // namespace

ReceiverKind ReceiverOf(const NativeInfo& info, bool is_method) {
  if (!is_method) return ReceiverKind::kNone;
  absl::string_view text = info.signature == nullptr ? "" : info.signature;
  if (absl::StartsWith(text, "($type") || absl::StartsWith(text, "($cls") ||
      absl::StartsWith(text, "(cls,") || absl::StartsWith(text, "(cls)")) {
    return ReceiverKind::kClass;
  }
  return ReceiverKind::kInstance;
}

NativeSignature ParseNativeSignature(const NativeInfo& info, bool is_method) {
  NativeSignature sig;
  sig.receiver = ReceiverOf(info, is_method);
  if (info.signature == nullptr) {
    sig.raw = true;
    return sig;
  }
  std::vector<NativeParameter> keyword_only;
  bool after_star = false;
  bool first = true;
  // The receiver does not count as a parameter, even if "/" follows it.
  for (absl::string_view part : SplitParameters(info.signature)) {
    bool is_first = std::exchange(first, false);
    if (is_first && (part == "$module" ||
                     (is_method && (IsInstanceReceiver(part) || IsClassReceiver(part))))) {
      continue;
    }
    if (part == "/") {
      sig.positional_only = static_cast<uint16_t>(sig.parameters.size());
      continue;
    }
    if (part == "*") {
      after_star = true;
      continue;
    }
    if (absl::StartsWith(part, "**")) {
      sig.has_varkw = true;
      continue;
    }
    if (part.front() == '*') {
      sig.has_varargs = true;
      after_star = true;
      continue;
    }
    NativeParameter parameter;
    size_t equals = part.find('=');
    parameter.required = equals == absl::string_view::npos;
    absl::string_view name = part.substr(0, equals);
    size_t colon = name.find(':');
    parameter.name = std::string(absl::StripAsciiWhitespace(name.substr(0, colon)));
    if (!parameter.required) {
      parameter.default_text = std::string(absl::StripAsciiWhitespace(part.substr(equals + 1)));
    }
    if (after_star) {
      keyword_only.push_back(std::move(parameter));
    } else {
      if (parameter.required) {
        sig.required_positional = static_cast<uint16_t>(sig.parameters.size() + 1);
      }
      sig.parameters.push_back(std::move(parameter));
    }
  }
  sig.positional = static_cast<uint16_t>(sig.parameters.size());
  sig.keyword_only = static_cast<uint16_t>(keyword_only.size());
  for (NativeParameter& p : keyword_only) sig.parameters.push_back(std::move(p));
  sig.slots = static_cast<uint16_t>(sig.parameters.size() + sig.has_varargs + sig.has_varkw);
  return sig;
}

const NativeSignature* NativeSignatureTable::Get(const NativeInfo* info,
                                                 bool is_method) {
  std::unique_ptr<NativeSignature>& entry = table_[{info, is_method}];
  if (entry == nullptr) {
    entry = std::make_unique<NativeSignature>(ParseNativeSignature(*info, is_method));
  }
  return entry.get();
}

const NativeInfo* NativeSignatureTable::Overriding(const NativeInfo* info) {
  std::unique_ptr<NativeInfo>& entry = overriding_[info];
  if (entry == nullptr) {
    entry = std::make_unique<NativeInfo>(*info);
    entry->effects |= kOverrides;
  }
  return entry.get();
}

}  // namespace pyjit
