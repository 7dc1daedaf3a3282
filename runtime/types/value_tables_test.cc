// Runs tables of operations whose results CPython 3.11 gave
// (testdata/generate_tables.py writes them). With PYJIT_VALUE_TABLE set to a file,
// that table is run as well: for long random runs while developing.

#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/exceptions.h"
#include "runtime/intern.h"
#include "runtime/isolate.h"
#include "runtime/operators.h"
#include "runtime/types/bigint.h"
#include "runtime/types/bytes.h"
#include "runtime/types/dict.h"
#include "runtime/types/float_internal.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

std::string Unescape(absl::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      auto digit = [&](size_t at) { return DigitValue(static_cast<unsigned char>(text[at])); };
      out.push_back(static_cast<char>(digit(i + 1) << 4 | digit(i + 2)));
      i += 2;
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

class TableRunner {
 public:
  explicit TableRunner(uint64_t collect_every) {
    IsolateOptions options;
    options.heap.collect_every = collect_every;
    auto isolate = Isolate::Create(options);
    EXPECT_TRUE(isolate.ok()) << isolate.status();
    isolate_ = std::move(*isolate);
    t = isolate_->main_thread();
  }

  // How many of the lines fail; prints the first ones.
  int RunFile(const std::string& path, int step, int shown = 30) {
    std::ifstream in(path);
    EXPECT_TRUE(in.good()) << path;
    std::string line;
    int failures = 0, cases = 0;
    for (int n = 0; std::getline(in, line); ++n) {
      if (n % step != 0) continue;
      ++cases;
      std::vector<std::string> fields = absl::StrSplit(line, '\t');
      std::string expected = Unescape(fields.back());
      std::string actual = Run(fields);
      if (actual == expected) continue;
      if (++failures <= shown) {
        ADD_FAILURE() << line << "\n  expected " << expected << "\n  actual   " << actual;
      }
    }
    EXPECT_GT(cases, 0);
    return failures;
  }

 private:
  Value Decode(absl::string_view text) {
    char kind = text[0];
    text.remove_prefix(1);
    switch (kind) {
      case 'N': return t->isolate->none();
      case 'T': return t->isolate->true_value();
      case 'F': return t->isolate->false_value();
      case 'i': {
        bool negative = absl::ConsumePrefix(&text, "-");
        Value n = ParseIntLiteral(t, text, 16);
        return negative ? IntNegate(t, n) : n;
      }
      case 'f': {
        double d = 0;
        EXPECT_EQ(ParseHexDouble(text, &d), HexResult::kOk) << text;
        return NewFloat(t, d);
      }
      case 's': return NewStrUtf8(t, Unescape(text));
      case 'b': return NewBytes(t, Unescape(text));
      case 'd': {
        Dict* dict = NewDict(t);
        for (absl::string_view pair : absl::StrSplit(text, ',', absl::SkipEmpty())) {
          std::pair<absl::string_view, absl::string_view> parts = absl::StrSplit(pair, ';');
          Value key = Decode(parts.first);
          DictSet(t, dict, key, Decode(parts.second));
        }
        return dict;
      }
      default: {
        List* list = NewList(t);
        for (absl::string_view item : absl::StrSplit(text, ',', absl::SkipEmpty())) {
          ListAppend(t, list, Decode(item));
        }
        return kind == 'l' ? Value(list) : Value(ListToTuple(t, list));
      }
    }
  }

  Value Apply(const std::string& op, Value* args, size_t n) {
    static constexpr struct {
      const char* name;
      BinaryOp op;
    } kBinary[] = {
        {"+", BinaryOp::kAdd},       {"-", BinaryOp::kSub},     {"*", BinaryOp::kMul},
        {"/", BinaryOp::kTrueDiv},   {"//", BinaryOp::kFloorDiv}, {"%", BinaryOp::kMod},
        {"**", BinaryOp::kPow},      {"<<", BinaryOp::kLShift}, {">>", BinaryOp::kRShift},
        {"&", BinaryOp::kAnd},       {"|", BinaryOp::kOr},      {"^", BinaryOp::kXor},
    };
    for (const auto& row : kBinary) {
      if (op == row.name) return Binary(t, row.op, args[0], args[1]);
    }
    static constexpr struct {
      const char* name;
      CompareOp op;
    } kCompare[] = {
        {"<", CompareOp::kLt},  {"<=", CompareOp::kLe}, {">", CompareOp::kGt},
        {">=", CompareOp::kGe}, {"==", CompareOp::kEq}, {"!=", CompareOp::kNe},
    };
    for (const auto& row : kCompare) {
      if (op == row.name) return Compare(t, row.op, args[0], args[1]);
    }
    Isolate* isolate = t->isolate;
    if (op[0] == '.') return CallMethod(t, args[0], Intern(t, op.substr(1)), args + 1, n - 1);
    if (op == "pow3") return CallSpecialNamed("__pow__", args, n);
    if (op == "divmod") return CallSpecialNamed("__divmod__", args, n);
    if (op == "round") return CallSpecialNamed("__round__", args, n);
    if (op == "int") return Call(t, isolate->int_class(), args, n, Value());
    if (op == "float") return Call(t, isolate->float_class(), args, n, Value());
    if (op == "format") return FormatValue(t, args[0], args[1]);
    if (op == "[]") return GetItem(t, args[0], args[1]);
    if (op == "in") {
      int found = Contains(t, args[0], args[1]);
      return found < 0 ? Value() : isolate->Bool(found != 0);
    }
    if (op == "hash") {
      bool ok;
      int64_t hash = Hash(t, args[0], &ok);
      return ok ? IntFromInt64(t, hash) : Value();
    }
    if (op == "from_bytes") {
      Value method = GetAttr(t, isolate->int_class(), Intern(t, "from_bytes"));
      return method ? Call(t, method, args, n, Value()) : Value();
    }
    ADD_FAILURE() << "unknown operation " << op;
    return Value();
  }

  // args[0].name(...), with float's turn where int does not know the other.
  Value CallSpecialNamed(const char* name, Value* args, size_t n) {
    Value result = CallMethod(t, args[0], Intern(t, name), args + 1, n - 1);
    if (result != t->isolate->not_implemented()) return result;
    std::string reflected = absl::StrCat("__r", name + 2);
    return CallMethod(t, args[1], Intern(t, reflected), args, 1);
  }

  std::string Run(const std::vector<std::string>& fields) {
    Value args[8];
    size_t n = fields.size() - 2;
    for (size_t i = 0; i < n; ++i) args[i] = Decode(fields[i + 1]);
    Value result = Apply(fields[0], args, n);
    if (result) result = ToRepr(t, result);
    if (result) return StrToUtf8(result.as<Str>());
    if (!t->exception) return "no result and no exception";
    Value exception = TakeException(t);
    Value text = ToStr(t, exception);
    return absl::StrCat("!", ClassNameOf(t, exception), ": ",
                        text ? StrToUtf8(text.as<Str>()) : "?");
  }

  std::unique_ptr<Isolate> isolate_;
  Thread* t;
};

std::string TablePath(const char* name) {
  const char* root = std::getenv("TEST_SRCDIR");
  const char* workspace = std::getenv("TEST_WORKSPACE");
  std::string base = root == nullptr ? "" : absl::StrCat(root, "/", workspace, "/");
  return absl::StrCat(base, "runtime/types/testdata/", name, ".tsv");
}

class ValueTables : public ::testing::TestWithParam<const char*> {};

TEST_P(ValueTables, AgreeWithCPython) {
  TableRunner runner(0);
  EXPECT_EQ(runner.RunFile(TablePath(GetParam()), 1), 0);
}
TEST_P(ValueTables, AgreeWhenEachAllocationCollects) {
  TableRunner runner(1);
  EXPECT_EQ(runner.RunFile(TablePath(GetParam()), 25), 0);
}
INSTANTIATE_TEST_SUITE_P(Tables, ValueTables,
                         ::testing::Values("numbers", "text", "bytes", "misuse"));

TEST(ValueTable, OfTheEnvironment) {
  const char* path = std::getenv("PYJIT_VALUE_TABLE");
  if (path == nullptr) GTEST_SKIP();
  TableRunner runner(0);
  EXPECT_EQ(runner.RunFile(path, 1, /*shown=*/100000), 0);
}

}  // namespace
}  // namespace pyjit
