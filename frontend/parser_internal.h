#ifndef PYJIT_FRONTEND_PARSER_INTERNAL_H_
#define PYJIT_FRONTEND_PARSER_INTERNAL_H_

// The recursive descent parser, split over parser_*.cc by family of constructs.
//
// It only decides whether a text is Python and builds the tree; on a text that
// is not, every function returns null and nothing is said about why. Saying why
// is the work of frontend/diagnosis.h, which runs only then. So the way a good
// program takes stays short.

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "absl/types/span.h"
#include "base/arena.h"
#include "frontend/ast.h"
#include "frontend/parser.h"
#include "frontend/string_literals.h"
#include "frontend/symbol_table.h"
#include "frontend/syntax_error.h"
#include "frontend/token.h"
#include "frontend/tokenizer.h"

namespace pyjit::internal {

// What the parser of a file shares with those of the expressions in its
// f-strings.
struct ParseContext {
  Arena* arena;
  SymbolTable* symbols;
  // Children being collected, see ListBuilder. Two stacks, so that two lists
  // can grow side by side (keys and values, arguments and keywords).
  std::vector<void*> scratch;
  std::vector<void*> side_scratch;
  int nesting = 0;
  // Links of the longest chain on a path through the expression being read.
  uint32_t chain_height = 0;
  // Set when the text is too deep for us; there is nothing more to diagnose.
  bool out_of_stack = false;
  bool tree_too_high = false;
  // As in ParseOptions, and what first went against the latter.
  size_t max_int_digits = 4300;
  int feature_version = 11;
  bool allow_incomplete = false;
  std::string feature_error;
  SourceSpan feature_span;

  // Notes syntax that came with Python 3.`minor`.
  void Needs(int minor, const char* what, const SourceSpan& span) {
    if (feature_version >= minor || !feature_error.empty()) return;
    feature_error = absl::StrFormat("%s only supported in Python 3.%d and greater", what, minor);
    feature_span = span;
  }
};

// Collects children on a shared stack and copies them to the arena at the end.
// Builders on one stack must be nested like blocks.
template <typename T>
class ListBuilder {
 public:
  ListBuilder(Arena* arena, std::vector<void*>* stack)
      : arena_(arena), stack_(stack), base_(stack->size()) {}
  explicit ListBuilder(ParseContext* context)
      : ListBuilder(context->arena, &context->scratch) {}
  ~ListBuilder() { stack_->resize(base_); }
  ListBuilder(const ListBuilder&) = delete;
  ListBuilder& operator=(const ListBuilder&) = delete;

  void Add(T* child) { stack_->push_back(child); }
  size_t size() const { return stack_->size() - base_; }
  T* operator[](size_t i) const {
    return static_cast<T*>((*stack_)[base_ + i]);
  }
  // The collected list; the builder is empty and usable afterwards.
  ast::Seq<T> Finish() {
    const size_t n = size();
    if (n == 0) return {};
    T** data = static_cast<T**>(arena_->Allocate(n * sizeof(T*), alignof(T*)));
    for (size_t i = 0; i < n; ++i) data[i] = (*this)[i];
    stack_->resize(base_);
    return ast::Seq<T>(data, n);
  }

 private:
  Arena* const arena_;
  std::vector<void*>* const stack_;
  const size_t base_;
};

// A builder on the other stack.
template <typename T>
class SideListBuilder : public ListBuilder<T> {
 public:
  explicit SideListBuilder(ParseContext* context)
      : ListBuilder<T>(context->arena, &context->side_scratch) {}
};

class Parser {
 public:
  // Both must outlive the parser. Parsing begins at token `at`.
  Parser(const TokenStream* stream, ParseContext* context, size_t at = 0)
      : stream_(stream),
        context_(context),
        first_(stream->tokens.data()),
        cur_(first_ + at) {}

  // ---- Entry points ----

  ast::Module* File();
  ast::Module* Eval();
  ast::Module* Interactive();
  ast::Module* FunctionType();
  // Notes the first type comment that no construct took as an error.
  void CheckTypeComments();

  // Index of the token the parser stands at.
  size_t position() const { return cur_ - first_; }
  // First token of the outermost statement being parsed.
  size_t statement_start() const { return statement_start_; }
  // What was wrong with a string literal, if that made the parser stop.
  const StringFault& string_fault() const { return string_fault_; }

  // ---- Expressions (parser_expr.cc, parser_atom.cc) ----

  ast::Expr* Expressions();          // a, b
  ast::Expr* StarExpressions();      // a, *b
  ast::Expr* StarExpression();       // a or *a
  ast::Expr* StarNamedExpression();  // a, *a or a := b
  ast::Expr* NamedExpression();
  ast::Expr* Expression();
  ast::Expr* Disjunction();
  ast::Expr* BitwiseOr();
  ast::Expr* YieldOrStarExpressions();
  ast::Expr* Primary();
  ast::Expr* Atom();
  ast::Expr* StarTargets();  // targets of `for`, in Store context
  ast::Expr* StarTarget();
  ast::Expr* Slices();
  ast::Expr* Strings();
  bool CallArguments(ListBuilder<ast::Expr>* args,
                     ListBuilder<ast::Keyword>* keywords);

  bool Comprehensions(ast::Seq<ast::Comprehension>* out);

  // Turns a parsed expression into an assignment or `del` target; false when it
  // cannot be one.
  bool MakeTarget(ast::Expr* expr, ast::ExprContext ctx, bool allow_star);

 private:
  using TK = TokenKind;

  // ---- Tokens ----

  TK kind() const { return cur_->kind; }
  TK kind(int ahead) const { return cur_[ahead].kind; }
  bool At(TK k) const { return cur_->kind == k; }
  bool Accept(TK k) {
    if (cur_->kind != k) return false;
    ++cur_;
    return true;
  }
  // Whether the token is a name and the given soft keyword.
  bool AtSoft(uint32_t symbol) const {
    return cur_->kind == TK::kName && cur_->symbol == symbol;
  }
  ast::Identifier NameOf(const Token* token) const {
    return (*context_->symbols)[token->symbol].text;
  }
  // From `start` to the last token read.
  SourceSpan From(const Token* start) const {
    const SourceSpan& last = cur_[-1].span;
    return {start->span.line, start->span.col, last.end_line, last.end_col};
  }
  // The same for statements, where line ends and dedents do not count.
  SourceSpan FromSkippingLayout(const Token* start) const;

  template <typename T>
  T* Make(const SourceSpan& span) {
    T* node = context_->arena->New<T>();
    node->kind = T::kKind;
    node->span = span;
    return node;
  }
  template <typename T>
  T* Make(const Token* start) {
    return Make<T>(From(start));
  }
  template <typename T>
  T* New() {
    return context_->arena->New<T>();
  }

  // The type comment before the token `at`, "" if there is none.
  absl::string_view TypeCommentBefore(const Token* at);
  // That of a `def` whose colon was just read: behind it, or alone on the next line.
  absl::string_view FunctionTypeComment();

  // ---- Depth ----

  class NestingScope {
   public:
    explicit NestingScope(Parser* parser) : context_(parser->context_) {
      if (++context_->nesting > kMaxNesting) context_->out_of_stack = true;
    }
    ~NestingScope() { --context_->nesting; }
    bool ok() const { return !context_->out_of_stack; }

   private:
    ParseContext* const context_;
  };

  // Adds one link to a chain such as a + b + c or a.b.c, whose tree grows in
  // height without the parser going deeper.
  bool GrowChain();

  // ---- Expressions ----

  ast::Expr* Conjunction();
  ast::Expr* Inversion();
  ast::Expr* Comparison();
  ast::Expr* Binary(int min_precedence);
  ast::Expr* Unary();
  ast::Expr* Power();
  ast::Expr* Postfix(const Token* start, ast::Expr* base);
  ast::Expr* CallTail(const Token* start, ast::Expr* func);
  ast::Expr* GeneratorRest(const Token* open, ast::Expr* element, TK close);
  ast::Expr* Lambda();
  ast::Expr* Yield();
  ast::Expr* Slice();
  ast::Expr* ParenthesisAtom();
  ast::Expr* ListAtom();
  ast::Expr* BraceAtom();
  ast::Expr* DictRest(const Token* start, ast::Expr* key, ast::Expr* value);
  ast::Expr* SetRest(const Token* start, ast::Expr* first);
  ast::Expr* Number();
  ast::Expr* Name();
  ast::Expr* Singleton(ast::ConstantKind kind);
  ast::Expr* TupleRest(const Token* start, ast::Expr* first, bool named);
  bool StartsExpression() const;
  bool AtComprehension() const {
    return kind() == TK::kFor || (kind() == TK::kAsync && kind(1) == TK::kFor);
  }

  // Parameters of `def` (annotated) or `lambda`; reads up to `end`, which
  // stays.
  ast::Arguments* Parameters(bool annotated, TK end);
  ast::Arg* Parameter(bool annotated, bool star_annotation);

  // ---- Statements ----

  bool StatementInto(ListBuilder<ast::Stmt>* out);
  bool SimpleStatementsInto(ListBuilder<ast::Stmt>* out);
  bool Statements(ListBuilder<ast::Stmt>* out, TK end, bool outermost);
  bool Block(ast::Seq<ast::Stmt>* out);
  ast::Stmt* CompoundStatement(bool* is_compound);
  ast::Stmt* SimpleStatement();
  ast::Stmt* ExpressionStatement();
  ast::Stmt* AnnotatedAssignment(const Token* start, ast::Expr* target);
  ast::Stmt* If();
  ast::Stmt* While();
  ast::Stmt* For(const Token* start, bool is_async);
  ast::Stmt* With(const Token* start, bool is_async);
  bool WithItems(ListBuilder<ast::WithItem>* out, bool parenthesized);
  ast::Stmt* Try();
  ast::Stmt* Async();
  ast::Stmt* Decorated();
  ast::Stmt* FunctionDef(const Token* start, bool is_async,
                         ast::Seq<ast::Expr> decorators);
  ast::Stmt* ClassDef(ast::Seq<ast::Expr> decorators);
  ast::Stmt* Return();
  ast::Stmt* Raise();
  ast::Stmt* Assert();
  ast::Stmt* Delete();
  ast::Stmt* Import();
  ast::Stmt* ImportFrom();
  bool DottedName(ast::Identifier* out);
  template <typename T>
  ast::Stmt* NameList();

  // ---- Match (parser_pattern.cc) ----

  bool LooksLikeMatch() const;
  // Null with *is_match false means that this is no match statement.
  ast::Stmt* Match(bool* is_match);
  bool MatchCases(ListBuilder<ast::MatchCase>* out);
  ast::Pattern* CasePattern();
  ast::Pattern* AsPattern();
  ast::Pattern* MaybeStarPattern();
  ast::Pattern* ClosedPattern();
  ast::Pattern* NameOrClassPattern();
  ast::Pattern* ClassPattern(const Token* start, ast::Expr* cls);
  ast::Pattern* MappingPattern();
  ast::Pattern* SequencePattern(TK close);
  ast::Expr* PatternValue();  // literals and dotted names
  ast::Expr* PatternNumber();
  ast::Expr* DottedValue();

  const TokenStream* const stream_;
  ParseContext* const context_;
  const Token* const first_;
  const Token* cur_;
  size_t statement_start_ = 0;
  StringFault string_fault_;
  std::vector<size_t> taken_comments_;  // indices of type comments
};

}  // namespace pyjit::internal

#endif  // PYJIT_FRONTEND_PARSER_INTERNAL_H_
