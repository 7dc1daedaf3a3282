#include "frontend/source_encoding.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "frontend/unicode.h"

namespace pyjit::internal {
namespace {

constexpr absl::string_view kByteOrderMark = "\xEF\xBB\xBF";

enum class Encoding { kUtf8, kLatin1, kAscii, kUnknown };

Encoding EncodingByName(absl::string_view name) {
  std::string lower = absl::AsciiStrToLower(name);
  std::replace(lower.begin(), lower.end(), '_', '-');
  if (lower == "utf-8" || lower == "utf8" ||
      absl::StartsWith(lower, "utf-8-")) {
    return Encoding::kUtf8;
  }
  for (const absl::string_view latin :
       {"latin-1", "latin1", "iso-8859-1", "iso8859-1", "iso-latin-1"}) {
    if (lower == latin || absl::StartsWith(lower, absl::StrCat(latin, "-"))) {
      return Encoding::kLatin1;
    }
  }
  if (lower == "ascii" || lower == "us-ascii") return Encoding::kAscii;
  return Encoding::kUnknown;
}

bool IsEncodingChar(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' ||
         c == '_' || c == '.';
}

// The encoding named in a comment line, or empty.
absl::string_view DeclaredIn(absl::string_view line) {
  const size_t hash = line.find_first_not_of(" \t\f");
  if (hash == absl::string_view::npos || line[hash] != '#') return {};
  size_t at = hash;
  while ((at = line.find("coding", at)) != absl::string_view::npos) {
    at += 6;
    if (at >= line.size() || (line[at] != ':' && line[at] != '=')) continue;
    size_t begin = at + 1;
    while (begin < line.size() && (line[begin] == ' ' || line[begin] == '\t')) {
      ++begin;
    }
    size_t end = begin;
    while (end < line.size() && IsEncodingChar(line[end])) ++end;
    if (end > begin) return line.substr(begin, end - begin);
  }
  return {};
}

absl::string_view DeclaredEncoding(absl::string_view source) {
  for (int line_number = 0; line_number < 2; ++line_number) {
    const size_t end = std::min(source.find_first_of("\r\n"), source.size());
    const absl::string_view line = source.substr(0, end);
    const absl::string_view name = DeclaredIn(line);
    if (!name.empty()) return name;
    // Code on the first line: the second does not count.
    const size_t text = line.find_first_not_of(" \t\f");
    if (text != absl::string_view::npos && line[text] != '#') return {};
    size_t next = end;
    if (next < source.size() && source[next] == '\r') ++next;
    if (next < source.size() && source[next] == '\n' &&
        (next == end || source[next - 1] == '\r')) {
      ++next;
    }
    source.remove_prefix(next);
  }
  return {};
}

absl::string_view FromLatin1(absl::string_view source, Arena* arena) {
  std::string out;
  out.reserve(source.size() + source.size() / 8);
  for (const char c : source) {
    AppendUtf8(static_cast<unsigned char>(c), &out);
  }
  return arena->CopyString(out);
}

void ReportFault(absl::string_view source, const Utf8Fault& fault,
                 absl::string_view codec, const ParseOptions& options,
                 SyntaxErrorInfo* error) {
  const auto byte = static_cast<unsigned char>(source[fault.position]);
  const auto line = static_cast<int32_t>(
      1 + std::count(source.begin(), source.begin() + fault.position, '\n'));
  error->kind = SyntaxErrorKind::kSyntaxError;
  if (!options.source_is_utf8 && codec == "utf-8") {
    error->message = absl::StrFormat(
        "Non-UTF-8 code starting with '\\x%02x' in file %s on line %d, but no "
        "encoding declared; see https://peps.python.org/pep-0263/ for details",
        byte, options.filename, line);
    error->line = line;
    return;
  }
  if (fault.length > 1) {
    error->message = absl::StrFormat(
        "(unicode error) '%s' codec can't decode bytes in position %d-%d: %s",
        codec, fault.position, fault.position + fault.length - 1, fault.reason);
  } else {
    error->message = absl::StrFormat(
        "(unicode error) '%s' codec can't decode byte 0x%02x in position %d: "
        "%s",
        codec, byte, fault.position, fault.reason);
  }
  error->line = line;
}

}  // namespace

std::string UnusualEncoding(absl::string_view source) {
  if (absl::StartsWith(source, kByteOrderMark)) return {};
  const absl::string_view name = DeclaredEncoding(source);
  if (name.empty() || EncodingByName(name) != Encoding::kUnknown) return {};
  return std::string(name);
}

bool DecodeSource(absl::string_view source, const ParseOptions& options,
                  Arena* arena, absl::string_view* decoded,
                  SyntaxErrorInfo* error) {
  bool marked = false;
  if (absl::StartsWith(source, kByteOrderMark)) {
    marked = true;
    source.remove_prefix(kByteOrderMark.size());
  }
  Encoding encoding = Encoding::kUtf8;
  if (!options.source_is_utf8) {
    const absl::string_view name = DeclaredEncoding(source);
    if (!name.empty()) {
      encoding = EncodingByName(name);
      if (encoding == Encoding::kUnknown) {
        error->message = absl::StrCat("unknown encoding: ", name);
        return false;
      }
      // Beside the mark only the name "utf-8" itself will do.
      if (marked &&
          !absl::StartsWith(absl::StrCat(absl::AsciiStrToLower(name), "-"),
                            "utf-8-")) {
        error->message = absl::StrCat("encoding problem: ", name, " with BOM");
        return false;
      }
    }
  }
  if (encoding == Encoding::kLatin1) {
    *decoded = FromLatin1(source, arena);
    return true;
  }
  const Utf8Fault fault = FindUtf8Fault(source);
  if (fault.found) {
    if (encoding == Encoding::kAscii) {
      Utf8Fault ascii = fault;
      ascii.length = 1;
      ascii.reason = "ordinal not in range(128)";
      ReportFault(source, ascii, "ascii", options, error);
    } else {
      ReportFault(source, fault, "utf-8", options, error);
    }
    return false;
  }
  *decoded = source;
  return true;
}

}  // namespace pyjit::internal
