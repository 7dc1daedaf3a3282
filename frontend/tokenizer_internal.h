#ifndef PYJIT_FRONTEND_TOKENIZER_INTERNAL_H_
#define PYJIT_FRONTEND_TOKENIZER_INTERNAL_H_

// The tokenizer's state, shared by tokenizer.cc (layout, names, strings,
// operators) and tokenizer_numbers.cc.
//
// Every Read* function takes the position of the token and returns the position
// behind it, or null after it has recorded a failure.

#include <cstdint>
#include <string>
#include <vector>

#include "frontend/tokenizer.h"

namespace pyjit::internal {

class Tokenizer {
 public:
  Tokenizer(const SourceBuffer& buffer, ast::Mode mode, Arena* arena,
            SymbolTable* symbols, bool type_comments, bool imply_dedent);

  TokenStream Run();

 private:
  struct Indentation {
    int32_t col;
    int32_t alt_col;
  };

  const char* ReadIndentation(const char* p, bool* blank);
  bool SetIndentation(const char* p, int32_t col, int32_t alt_col);
  const char* ContinueLine(const char* p);
  const char* ReadLine(const char* p, bool blank);
  const char* Finish(const char* p);
  const char* NextLine(const char* p);

  const char* ReadNameOrString(const char* p);
  bool CheckIdentifier(absl::string_view text);
  const char* ReadString(const char* start, const char* p);
  void MeetEnd();  // the tokens from here on are behind the text
  const char* FailString(const char* start, int32_t first_line,
                         const char* first_line_start, bool triple, bool at_end);
  const char* ReadOpen(const char* p);
  const char* ReadClose(const char* p);
  const char* ReadOperator(const char* p);

  // In tokenizer_numbers.cc.
  const char* ReadNumber(const char* p);
  const char* ReadRadix(const char* start, int radix, const char* name);
  const char* ReadDecimalTail(const char* p);
  bool CheckNumberEnd(const char* p, const char* name);

  void Emit(TokenKind kind, const char* start, const char* end);
  // The comment up to `end` says a type.
  void NoteTypeComment(const char* p, const char* end);
  void EmitWithoutExtent(TokenKind kind, const char* at);

  // Records a message; the caret goes to the last character before `at`, or to
  // the given 1-based offsets.
  void Fail(const char* at, std::string message, int32_t offset = -1,
            int32_t end_offset = -1);
  void FailLayout(SyntaxErrorKind kind, const char* at, std::string message,
                  int32_t offset, int32_t end_offset);
  void FailEndOfFile(const char* at);

  const ast::Mode mode_;
  Arena* const arena_;
  SymbolTable* const symbols_;
  const bool type_comments_;
  const bool imply_dedent_;
  TokenStream out_;
  const char* begin_;
  const char* end_;
  const char* implicit_end_;  // where the text stops without a line end
  int32_t line_;
  const char* line_start_;
  int level_ = 0;
  std::vector<Indentation> indents_;
};

}  // namespace pyjit::internal

#endif  // PYJIT_FRONTEND_TOKENIZER_INTERNAL_H_
