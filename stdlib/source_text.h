#ifndef STDLIB_SOURCE_TEXT_H_
#define STDLIB_SOURCE_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "runtime/thread.h"

namespace pyjit {

// What is compiled: text, and whether it came from a str, so that it is UTF-8 whatever
// encoding it declares.
struct SourceText {
  std::string text;
  bool from_str = false;
};

// Decodes text whose declared encoding only the registry of codecs knows (PEP 263), which
// runs Python; `decoded` then gets the text, as from a str, else it stays. False with an
// exception pending; an encoding that is unknown is left for the parser to tell.
bool DecodeByCodec(Thread* t, absl::string_view source, absl::string_view filename,
                   SourceText* decoded);

}  // namespace pyjit

#endif  // STDLIB_SOURCE_TEXT_H_
