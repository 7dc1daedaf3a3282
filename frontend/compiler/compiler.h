#ifndef FRONTEND_COMPILER_COMPILER_H_
#define FRONTEND_COMPILER_COMPILER_H_

// The bytecode compiler: tree and scopes in, code units out. One Compiler per
// module; a Function per code object on the way down.
//
// How expressions become registers:
//   Into(e, r)      the value ends up in r. If r is a local, only the last
//                   instruction writes it.
//   Operand(e)      any register that holds the value: a local itself, a pinned
//                   constant, or a new temporary (`hint`, if that is one).
//   Effect(e)       the value is not wanted.
//   JumpIf(e, l, s) jumps to l if the truth of e is s.
// Temporaries are a stack: TempMark gives back what its scope took.

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "base/arena.h"
#include "frontend/ast.h"
#include "frontend/compiler/code_builder.h"
#include "frontend/compiler/code_unit.h"
#include "frontend/compiler/constants.h"
#include "frontend/compiler/scope.h"
#include "frontend/syntax_error.h"

namespace pyjit::compiler {

struct Options {
  bool namespace_names = false;  // module names through Frame::extra
  bool optimize = false;         // no asserts, __debug__ is False
  bool docstrings = true;
  bool future_annotations = false;
  bool top_level_await = false;  // a module that awaits is a coroutine
  DepthLimit limit;
};

// Compiles a tree. False: `error` is set (without `text`).
bool CompileTree(const ast::Module& module, const Options& options,
                 Arena* arena, CompiledModule* out, SyntaxErrorInfo* error);

// What the `from __future__` statements at the top of a module switch on.
struct FutureFeatures {
  bool annotations = false;
  int last_line = -1;  // of the last such statement
};
bool FindFutureFeatures(const ast::Module& module, FutureFeatures* features,
                        SyntaxErrorInfo* error);

// The expression as text, as `from __future__ import annotations` keeps it.
std::string Unparse(const ast::Expr* e);

class Compiler {
 public:
  Compiler(const Options& options, const FutureFeatures& future, Arena* arena,
           const ScopeTable* scopes, CompiledModule* out,
           SyntaxErrorInfo* error);
  bool Module(const ast::Module& module);

 private:
  // What has to happen when control leaves a statement early.
  struct Block {
    enum Kind {
      kLoop,
      kTryExcept,    // body of a try with handlers
      kTryFinally,   // body of a try with a finally part
      kHandled,      // a handler, or finally part, that handles an exception
      kNamedHandler, // `except E as name`
      kWith,
    };
    Kind kind;
    Label break_label, continue_label;          // kLoop
    bool at_tail = false;                       // kLoop: `break` returns
    CodeBuilder::Region* region = nullptr;      // open while in the block
    ast::Seq<ast::Stmt> finalbody;              // kTryFinally
    Reg reg = kNoReg;  // kHandled: the saved exception; kWith: __exit__
    absl::string_view name;                     // kNamedHandler
    SourceSpan span;                            // kWith
    bool is_async = false;                      // kWith
    bool is_star = false;                       // kHandled: of `except*`
  };

  struct Function {
    Function(CodeUnit* unit, ConstMaker* maker, Scope* scope, Function* outer)
        : unit(unit), code(unit, maker), scope(scope), outer(outer) {}
    CodeUnit* unit;
    CodeBuilder code;
    Scope* scope;
    Function* outer;
    absl::flat_hash_map<absl::string_view, Reg> locals, cells;
    // A class body's own __class__, which its methods capture; the name may stand for
    // another one in the body itself.
    Reg class_cell = kNoReg;
    std::vector<Block> blocks;
    int handlers = 0;  // enclosing regions with handlers
    bool interactive = false;
  };

  // Where a name lives.
  struct Place {
    enum Kind { kFast, kCell, kGlobal, kName, kNameOrCell };
    Kind kind;
    Reg reg = kNoReg;
    absl::string_view name;  // mangled
  };

  class TempMark {
   public:
    explicit TempMark(Compiler* c) : code_(c->code_), mark_(code_->next_temp()) {}
    ~TempMark() { code_->SetNextTemp(mark_); }

   private:
    CodeBuilder* code_;
    Reg mark_;
  };

  // ---- compiler.cc: functions and names ----
  void Fail(const SourceSpan& span, std::string message);
  void Unsupported(const SourceSpan& span, absl::string_view construct);
  bool TooDeep();
  void BeginFunction(Function* f, absl::string_view name, int32_t first_line);
  void AssignRegisters(Function* f, int parameters);
  void Prologue(bool is_function, const SourceSpan& span);
  void EndFunction(Function* f);
  std::string QualifiedName(absl::string_view name);
  absl::string_view MangleHere(absl::string_view name);
  Place PlaceOf(absl::string_view name);
  Reg CellOf(absl::string_view mangled);
  Reg CapturedCell(absl::string_view mangled);
  Reg FastTarget(const ast::Expr* e);  // register of a plain local, or kNoReg
  Reg LoadName(absl::string_view name, const SourceSpan& span, Reg hint);
  void LoadNameInto(absl::string_view name, const SourceSpan& span, Reg dst);
  void StoreName(absl::string_view name, Reg value, const SourceSpan& span);
  void DeleteName(absl::string_view name, const SourceSpan& span);
  void CheckBound(Reg local, absl::string_view name, const SourceSpan& span);
  void MarkBound(Reg reg);
  bool Forbidden(absl::string_view name, const SourceSpan& span,
                 ast::ExprContext ctx);
  // Nobody can see a local change before the statement is done.
  bool MayWriteEarly() const;
  int NameIndex(absl::string_view name) { return code_->AddName(name); }

  // ---- compile_expr.cc ----
  Reg Operand(const ast::Expr* e, Reg hint = kNoReg);
  void Into(const ast::Expr* e, Reg dst);
  void IntoNode(const ast::Expr* e, Reg dst);
  void Effect(const ast::Expr* e);
  Reg ConstOperand(const Const* c, const SourceSpan& span, Reg hint);
  void LoadConst(const Const* c, Reg dst, const SourceSpan& span);
  void LoadNone(Reg dst, const SourceSpan& span);
  // `r`, or a copy if it is a local that `later` may assign.
  Reg Protect(Reg r, const ast::Expr* later);
  Reg Scratch(Reg dst) { return IsTemp(dst) ? dst : code_->NewTemp(); }
  void Move(Reg dst, Reg src, const SourceSpan& span);
  static SourceSpan StartAtAttribute(SourceSpan span, const ast::Attribute& a);
  static SourceSpan AttributeSpan(const ast::Attribute& a);
  void BinaryInto(const ast::BinOp& e, Reg dst);
  // op applied to a left register and a right expression.
  void BinaryOp(ast::BinaryOperator op, Reg dst, Reg left,
                const ast::Expr* right, const SourceSpan& span, bool inplace,
                Reg scratch);
  void BoolInto(const ast::BoolOp& e, Reg dst);
  void SubscriptInto(const ast::Subscript& e, Reg dst);
  Reg IndexOperand(const ast::Expr* slice, Reg hint);
  void SliceInto(const ast::Slice& e, Reg dst);
  void NamedInto(const ast::NamedExpr& e, Reg dst);

  // ---- compile_generator.cc ----
  bool IsSuspendable() const;  // the code is a generator or coroutine
  // x of PUSH_HANDLED and POP_HANDLED: 1 for the outermost handler of a generator.
  int OutermostHandled() const;
  void EmitYield(Op op, Reg dst, Reg value, const SourceSpan& span, bool item);
  void YieldInto(const ast::Yield& e, Reg dst);
  void YieldFromInto(const ast::YieldFrom& e, Reg dst);
  void AwaitInto(const ast::Await& e, Reg dst);
  // Awaits what is in `value`; `which`: x of GET_AWAITABLE. The result is in dst.
  void AwaitValue(Reg value, Reg dst, int which, const SourceSpan& span);
  bool InAsyncFunction() const;
  // A module that is a coroutine.
  bool IsAwaitingModule(const Scope& scope) const;
  uint32_t SuspendFlags(const Scope& scope) const;
  void MakeGenerator(const SourceSpan& span);
  void AsyncForStatement(const ast::For& s);
  template <typename F>
  void AsyncIterationLoop(const ast::Expr* target, Reg iterator, Label bottom,
                          const SourceSpan& span, F body);

  // ---- compile_fstring.cc ----
  void JoinedInto(const ast::JoinedStr& e, Reg dst);
  void FormattedInto(const ast::FormattedValue& e, Reg dst);
  bool PercentInto(const ast::BinOp& e, Reg dst);
  void JoinParts(Reg run, bool last, Reg dst, const SourceSpan& span);

  // ---- compile_display.cc ----
  Reg Run(ast::Seq<ast::Expr> elts);
  void ListInto(Op op, ast::Seq<ast::Expr> elts, Reg dst,
                const SourceSpan& span);
  void AppendAll(Op add, Op extend, ast::Seq<ast::Expr> elts, size_t from,
                 Reg collection, const SourceSpan& span);
  void SetInto(const ast::Set& e, Reg dst);
  void DictInto(const ast::Dict& e, Reg dst);
  void ComprehensionInto(const ast::Expr* e, absl::string_view name, Op build,
                         ast::Seq<ast::Comprehension> generators,
                         const ast::Expr* element, const ast::Expr* value,
                         Reg dst);
  void Generators(const ast::Expr* e, ast::Seq<ast::Comprehension> generators,
                  size_t index, const ast::Expr* element,
                  const ast::Expr* value, Reg result);

  // ---- compile_compare.cc ----
  void CompareInto(const ast::Compare& e, Reg dst);
  void CompareOp(ast::CompareOperator op, Reg dst, Reg left, Reg right,
                 const SourceSpan& span);
  Reg CompareRight(ast::CompareOperator op, const ast::Expr* right);
  void CompareJump(ast::CompareOperator op, Reg left, const ast::Expr* right,
                   Label target, bool sense, const SourceSpan& span);
  void JumpIf(const ast::Expr* e, Label target, bool sense,
              const SourceSpan& span);
  void JumpIfNode(const ast::Expr* e, Label target, bool sense,
                  const SourceSpan& span);

  // ---- compile_call.cc ----
  Reg CallBase(Reg dst);
  void CallInto(const ast::Call& e, Reg dst);
  bool CheckKeywords(ast::Seq<ast::Keyword> keywords, const SourceSpan& span);
  void CallExInto(Reg base, Reg dst, ast::Seq<ast::Expr> args,
                  ast::Seq<ast::Keyword> keywords,
                  Reg list, const SourceSpan& span);
  int KeywordNames(ast::Seq<ast::Keyword> keywords);
  bool SuperCall(const ast::Call& e, Reg base, Reg dst);

  // ---- compile_assign.cc ----
  void Store(const ast::Expr* target, Reg value);
  void Unpack(ast::Seq<ast::Expr> elts, Reg value, const SourceSpan& span);
  void AssignStatement(const ast::Assign& s);
  bool ParallelAssign(ast::Seq<ast::Expr> targets, ast::Seq<ast::Expr> values);
  bool ParallelLocals(ast::Seq<ast::Expr> targets, ast::Seq<ast::Expr> values);
  void AugmentedAssign(const ast::AugAssign& s);
  void AnnotatedAssign(const ast::AnnAssign& s);
  void DeleteTarget(const ast::Expr* target);
  bool StoresLocal(const ast::Expr* e, Reg local);
  bool ReadsLocal(const ast::Expr* e, Reg local);

  // ---- compile_stmt.cc ----
  void Body(ast::Seq<ast::Stmt> body);
  // The body of a function or module: falls into the implicit return.
  void OutermostBody(ast::Seq<ast::Stmt> body);
  // To the end of a statement, where nothing but the implicit return may follow: then it
  // is made here, for it has the line of what ran last.
  void JumpToEnd(Label end, ast::Seq<ast::Stmt> body, const SourceSpan& span);
  bool AtTail() const;
  void ReturnNone(const SourceSpan& span);
  SourceSpan AfterUnwind(const SourceSpan& span) const;
  // Has a `finally` or the end of a `with` among the blocks from `keep` on.
  bool RunsOnTheWayOut(size_t keep) const;
  SourceSpan TailSpan(ast::Seq<ast::Stmt> body) const;
  void Statement(const ast::Stmt* s);
  void StatementNode(const ast::Stmt* s);
  void IfStatement(const ast::If& s);
  void ReturnStatement(const ast::Return& s);
  void ReturnValue(const ast::Expr* value, const SourceSpan& span);
  void AssertStatement(const ast::Assert& s);
  void ImportStatement(const ast::Import& s);
  void ImportFromStatement(const ast::ImportFrom& s);
  void ImportInto(absl::string_view name, Reg from_list, int level, Reg dst,
                  const SourceSpan& span);

  // ---- compile_loop.cc ----
  void WhileStatement(const ast::While& s);
  void ForStatement(const ast::For& s);
  // FOR_ITER around `body`, the iterator in `iterator`. For comprehensions too.
  template <typename F>
  void IterationLoop(const ast::Expr* target, Reg iterator, Label bottom,
                     const SourceSpan& span,
                     const SourceSpan& loop_span, F body);
  void BreakOrContinue(const ast::Stmt* s);
  const Block* InnerLoop() const;
  bool PushBlock(const Block& block, const SourceSpan& span);
  void PopBlock();
  // Emits what leaving the blocks above the first `keep` requires; the blocks
  // are still there afterwards.
  void Unwind(size_t keep, const SourceSpan& span);
  void LeaveBlock(const Block& block, const SourceSpan& span);

  // ---- compile_match.cc ----
  struct Captures {
    std::vector<std::pair<absl::string_view, Reg>> stores;
    bool allow_irrefutable = false;  // a pattern that matches anything may stand here
  };
  void MatchStatement(const ast::Match& s);
  void Pattern(const ast::Pattern* p, Reg subject, Label fail, Captures* captures);
  void PatternNode(const ast::Pattern* p, Reg subject, Label fail, Captures* captures);
  void Subpattern(const ast::Pattern* p, Reg subject, Label fail, Captures* captures);
  void SequencePattern(const ast::MatchSequence& p, Reg subject, Label fail,
                       Captures* captures);
  void MappingPattern(const ast::MatchMapping& p, Reg subject, Label fail,
                      Captures* captures);
  void ClassPattern(const ast::MatchClass& p, Reg subject, Label fail,
                    Captures* captures);
  void OrPattern(const ast::MatchOr& p, Reg subject, Label fail, Captures* captures);
  void LengthTest(Op op, Reg subject, size_t length, Label fail, const SourceSpan& span);
  bool Capture(absl::string_view name, Reg value, const SourceSpan& span,
               Captures* captures);

  // ---- compile_try.cc ----
  // What runs while an exception is handled: handlers, a finally, the end of a with.
  struct HandledRegion {
    Reg exc;    // the exception
    Reg saved;  // what was handled before it
    int outer = 0;
    CodeBuilder::Region cleanup = {};  // where what fails in it goes
    LocalSet bound = {};
  };
  // PUSH_HANDLED, and the region is open. False if blocks are too deep.
  bool OpenHandled(const SourceSpan& span, HandledRegion* handled);
  void PopHandled(const HandledRegion& handled);
  // The handler of the closed region: what was raised in it goes on.
  void HandlerFailed(const HandledRegion& handled);
  // The body of try with its else, up to where its handlers begin. Sets `end`, which they
  // and the body go to, and whether the function ends where the body does.
  bool TryBody(const ast::Try& s, Reg exc, bool* tail, Label* end);
  void TryStar(const ast::Try& s);
  void StarHandler(const ast::ExceptHandler& h, Reg rest, Reg raised);
  void TryStatement(const ast::Try& s);
  void TryExcept(const ast::Try& s);
  void TryFinally(const ast::Try& s);
  void Handler(const ast::ExceptHandler& h, const HandledRegion& handled, Label end);
  void WithStatement(const ast::With& s, size_t item);
  void CallExit(Reg exit, bool is_async, const SourceSpan& span);
  CodeBuilder::Region NewRegion(Reg exc);
  void ClearHandlerName(absl::string_view name, const SourceSpan& span);

  // ---- compile_function.cc ----
  void FunctionStatement(const ast::FunctionDef& s);
  void LambdaInto(const ast::Lambda& e, Reg dst);
  void ClassStatement(const ast::ClassDef& s);
  const CodeUnit* ClassBody(const ast::ClassDef& s);
  // Evaluates decorators; `make` then puts the object into the innermost
  // argument, and the calls follow. The result is stored under `name`.
  template <typename F>
  void Decorated(ast::Seq<ast::Expr> decorators, absl::string_view name,
                 const SourceSpan& span, F make);
  // The function object of a code without defaults and annotations.
  void MakeFunction(const CodeUnit* unit, Reg dst, const SourceSpan& span);
  bool DefaultsRun(const ast::Arguments& args, int* flags,
                   const SourceSpan& span);
  bool AnnotationsRun(const ast::Arguments& args, const ast::Expr* returns,
                      const SourceSpan& span);
  void AnnotationInto(const ast::Expr* annotation, Reg dst);
  bool ClosureRun(const CodeUnit& unit, const SourceSpan& span);
  void SetParameters(Function* f, const ast::Arguments& args);
  bool CheckParameters(const ast::Arguments& args, const SourceSpan& span);
  const ast::Constant* Docstring(ast::Seq<ast::Stmt> body) const;

  const Options options_;
  const FutureFeatures future_;
  Arena* arena_;
  const ScopeTable* scopes_;
  CompiledModule* out_;
  SyntaxErrorInfo* error_;
  ConstMaker maker_;
  ConstFolder folder_;
  Function* function_ = nullptr;
  CodeBuilder* code_ = nullptr;  // function_->code
  int depth_ = 0;
  int64_t statements_ = 0;
  bool failed_ = false;
  const ast::Stmt* silent_pass_ = nullptr;  // its line is that of its loop's LOOP
  bool namespace_names_ = false;  // of the module, as Options have it
  bool tail_ = false;  // the statement is the last one, see AtTail()
  SourceSpan pattern_span_;  // of the pattern last looked at
};

}  // namespace pyjit::compiler

#endif  // FRONTEND_COMPILER_COMPILER_H_
