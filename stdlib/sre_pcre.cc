#include "stdlib/sre_pcre.h"

#define PCRE2_CODE_UNIT_WIDTH 0
#include <pcre2.h>

#include <string>

#include "runtime/unicode_properties.h"

namespace pyjit {
namespace {

// PCRE2's functions of one width under one name.
template <int kWidth>
struct Api;

#define PYJIT_PCRE_API(bytes, bits)                                           \
  template <>                                                                 \
  struct Api<bytes> {                                                         \
    using Unit = PCRE2_UCHAR##bits;                                           \
    using Code = pcre2_code_##bits;                                           \
    using MatchData = pcre2_match_data_##bits;                                \
    using MatchContext = pcre2_match_context_##bits;                          \
    using CompileContext = pcre2_compile_context_##bits;                      \
    using JitStack = pcre2_jit_stack_##bits;                                  \
    using CalloutBlock = pcre2_callout_block_##bits;                          \
    static constexpr auto compile = pcre2_compile_##bits;                     \
    static constexpr auto jit_compile = pcre2_jit_compile_##bits;             \
    static constexpr auto pattern_info = pcre2_pattern_info_##bits;           \
    static constexpr auto match = pcre2_match_##bits;                         \
    static constexpr auto jit_match = pcre2_jit_match_##bits;                 \
    static constexpr auto get_ovector_pointer =                               \
        pcre2_get_ovector_pointer_##bits;                                     \
    static constexpr auto match_data_create = pcre2_match_data_create_##bits; \
    static constexpr auto match_data_free = pcre2_match_data_free_##bits;     \
    static constexpr auto match_context_create =                              \
        pcre2_match_context_create_##bits;                                    \
    static constexpr auto match_context_free =                                \
        pcre2_match_context_free_##bits;                                      \
    static constexpr auto compile_context_create =                            \
        pcre2_compile_context_create_##bits;                                  \
    static constexpr auto compile_context_free =                              \
        pcre2_compile_context_free_##bits;                                    \
    static constexpr auto set_newline = pcre2_set_newline_##bits;             \
    static constexpr auto set_character_tables =                              \
        pcre2_set_character_tables_##bits;                                    \
    static constexpr auto set_match_limit = pcre2_set_match_limit_##bits;     \
    static constexpr auto set_callout = pcre2_set_callout_##bits;             \
    static constexpr auto jit_stack_create = pcre2_jit_stack_create_##bits;   \
    static constexpr auto jit_stack_assign = pcre2_jit_stack_assign_##bits;   \
    static constexpr auto jit_stack_free = pcre2_jit_stack_free_##bits;       \
  }
PYJIT_PCRE_API(1, 8);
PYJIT_PCRE_API(2, 16);
PYJIT_PCRE_API(4, 32);
#undef PYJIT_PCRE_API

// Something like a third of a second of machine code.
constexpr uint32_t kMatchLimit = 40'000'000;
constexpr size_t kJitStackStart = 32 << 10, kJitStackMax = 8 << 20;

// Between two looks at the poll word.
constexpr uint64_t kCalloutsPerPoll = 1 << 16;
struct CalloutState {
  Thread* thread;
  uint64_t count;
};

template <typename Block>
int OnCallout(Block*, void* data) {
  auto* state = static_cast<CalloutState*>(data);
  if (++state->count % kCalloutsPerPoll != 0) return 0;
  return state->thread->poll.load(std::memory_order_relaxed) != 0
             ? PCRE2_ERROR_CALLOUT
             : 0;
}

// The layout of PCRE2's char tables, which it lets programs save and load.
constexpr size_t kFlipTable = 256, kBitTable = 512, kWordBits = 160,
                 kTypeTable = 832, kTablesSize = 1088;

// ASCII's tables with the letters of Latin-1 as str knows them. Empty if the
// tables are not laid out as expected.
std::vector<uint8_t> MakeLatin1Tables() {
  const uint8_t* ascii = pcre2_maketables_8(nullptr);
  if (ascii == nullptr) return {};
  std::vector<uint8_t> tables(ascii, ascii + kTablesSize);
  pcre2_maketables_free_8(nullptr, ascii);
  const uint8_t word = tables[kTypeTable + '_'];
  const bool expected =
      tables['A'] == 'a' && tables['a'] == 'a' &&
      tables[kFlipTable + 'a'] == 'A' && tables[kFlipTable + 'A'] == 'a' &&
      word != 0 && (word & (word - 1)) == 0 &&
      (tables[kTypeTable + 'a'] & word) && (tables[kTypeTable + '9'] & word) &&
      !(tables[kTypeTable + '-'] & word) &&
      (tables[kBitTable + kWordBits + '_' / 8] >> ('_' % 8) & 1) &&
      !(tables[kBitTable + kWordBits + '-' / 8] >> ('-' % 8) & 1);
  if (!expected) return {};
  for (uint32_t c = 128; c < 256; ++c) {
    if (SreIsUnicodeWord(c)) {
      tables[kTypeTable + c] |= word;
      tables[kBitTable + kWordBits + c / 8] |=
          static_cast<uint8_t>(1 << (c % 8));
    }
    if (c >= 0xC0 && c != 0xD7 && c != 0xF7 && c != 0xDF && c != 0xFF) {
      tables[c] = static_cast<uint8_t>(c | 32);
      tables[kFlipTable + c] = static_cast<uint8_t>(c ^ 32);
    }
  }
  return tables;
}

constexpr int IndexOfWidth(int width) {
  return width == 1 ? 0 : width == 2 ? 1 : 2;
}

}  // namespace

// Contexts of one width; void pointers, as the type depends on the width.
struct SrePcreShared::Width {
  void* match_context = nullptr;
  void* compile_context = nullptr;  // ASCII tables for width 1
  void* latin1_context = nullptr;   // width 1 only
  void* stack = nullptr;
  void* match_data = nullptr;
  uint32_t pairs = 0;  // room in match_data
  CalloutState callout = {nullptr, 0};
  void (*free_all)(Width*) = nullptr;

  ~Width() {
    if (free_all != nullptr) free_all(this);
  }

  template <int kWidth>
  static void Free(Width* w) {
    using A = Api<kWidth>;
    A::match_data_free(static_cast<typename A::MatchData*>(w->match_data));
    A::jit_stack_free(static_cast<typename A::JitStack*>(w->stack));
    A::match_context_free(
        static_cast<typename A::MatchContext*>(w->match_context));
    A::compile_context_free(
        static_cast<typename A::CompileContext*>(w->compile_context));
    A::compile_context_free(
        static_cast<typename A::CompileContext*>(w->latin1_context));
  }

  template <int kWidth>
  bool Init(const std::vector<uint8_t>& latin1_tables) {
    using A = Api<kWidth>;
    free_all = &Free<kWidth>;
    auto* match = A::match_context_create(nullptr);
    match_context = match;
    auto* compile = A::compile_context_create(nullptr);
    compile_context = compile;
    auto* latin1 = A::compile_context_create(nullptr);
    latin1_context = latin1;
    auto* jit_stack =
        A::jit_stack_create(kJitStackStart, kJitStackMax, nullptr);
    stack = jit_stack;
    if (match == nullptr || compile == nullptr || latin1 == nullptr)
      return false;
    A::set_newline(compile, PCRE2_NEWLINE_LF);
    A::set_newline(latin1, PCRE2_NEWLINE_LF);
    if (kWidth == 1) A::set_character_tables(latin1, latin1_tables.data());
    A::set_match_limit(match, kMatchLimit);
    A::set_callout(match, &OnCallout<typename A::CalloutBlock>, &callout);
    if (jit_stack != nullptr) A::jit_stack_assign(match, nullptr, jit_stack);
    return true;
  }

  template <int kWidth>
  typename Api<kWidth>::MatchData* MatchData(uint32_t wanted) {
    using A = Api<kWidth>;
    if (wanted > pairs) {
      A::match_data_free(static_cast<typename A::MatchData*>(match_data));
      match_data = A::match_data_create(wanted, nullptr);
      pairs = match_data == nullptr ? 0 : wanted;
    }
    return static_cast<typename A::MatchData*>(match_data);
  }
};

std::unique_ptr<SrePcreShared> SrePcreShared::Create() {
  std::unique_ptr<SrePcreShared> shared(new SrePcreShared());
  shared->latin1_tables_ = MakeLatin1Tables();
  if (shared->latin1_tables_.empty()) return nullptr;
  for (auto& width : shared->widths_) width = std::make_unique<Width>();
  if (!shared->widths_[0]->Init<1>(shared->latin1_tables_) ||
      !shared->widths_[1]->Init<2>({}) || !shared->widths_[2]->Init<4>({})) {
    return nullptr;
  }
  return shared;
}
SrePcreShared::~SrePcreShared() = default;

const SreCaseTable& SrePcreShared::cases() {
  if (cases_.empty()) cases_ = SreMakeCaseTable();
  return cases_;
}

SrePcre::~SrePcre() {
  for (int mode = 0; mode < 3; ++mode) {
    pcre2_code_free_8(static_cast<pcre2_code_8*>(forms_[0][mode].code));
    pcre2_code_free_16(static_cast<pcre2_code_16*>(forms_[1][mode].code));
    pcre2_code_free_32(static_cast<pcre2_code_32*>(forms_[2][mode].code));
  }
}

template <int kWidth>
void SrePcre::Compile(SrePcreShared* shared, const SreTree& tree, SreMode mode,
                      Form* form, int64_t* bytes) {
  using A = Api<kWidth>;
  form->state = State::kUnable;
  SrePcreText translated = SreTranslate(tree, kWidth, shared->cases());
  if (!translated.ok) return;
  std::vector<typename A::Unit> text(translated.text.begin(),
                                     translated.text.end());
  uint32_t options = PCRE2_ALT_CIRCUMFLEX | PCRE2_NEVER_UTF;
  if (kWidth > 1) options |= PCRE2_UCP;
  if (mode != SreMode::kSearch) options |= PCRE2_ANCHORED;
  if (mode == SreMode::kFullMatch) options |= PCRE2_ENDANCHORED;
  SrePcreShared::Width& width = *shared->widths_[IndexOfWidth(kWidth)];
  void* context = kWidth == 1 && translated.latin1_tables
                      ? width.latin1_context
                      : width.compile_context;
  int error;
  PCRE2_SIZE offset;
  auto* code = A::compile(text.data(), text.size(), options, &error, &offset,
                          static_cast<typename A::CompileContext*>(context));
  if (code == nullptr)
    return;  // a limit of PCRE2's, or a look-behind it cannot measure
  form->code = code;
  form->state = State::kReady;
  size_t size = 0, jit_size = 0;
  A::pattern_info(code, PCRE2_INFO_SIZE, &size);
  if (width.stack != nullptr && A::jit_compile(code, PCRE2_JIT_COMPLETE) == 0) {
    A::pattern_info(code, PCRE2_INFO_JITSIZE, &jit_size);
    form->jit = jit_size != 0;
  }
  *bytes += static_cast<int64_t>(size + jit_size);
}

template <int kWidth>
SrePcreResult SrePcre::RunWidth(Thread* t, SrePcreShared* shared,
                                const SreTree& tree, const SreText& text,
                                const SreRequest& request, int64_t* marks,
                                int64_t* bytes) {
  using A = Api<kWidth>;
  const int index = IndexOfWidth(kWidth);
  Form& form = forms_[index][static_cast<int>(request.mode)];
  if (form.state == State::kNew)
    Compile<kWidth>(shared, tree, request.mode, &form, bytes);
  SrePcreShared::Width& width = *shared->widths_[index];
  auto* data = width.MatchData<kWidth>(tree.groups + 1);
  if (form.state == State::kUnable || data == nullptr)
    return SrePcreResult::kUnable;
  width.callout = {t, 0};
  const auto* code = static_cast<const typename A::Code*>(form.code);
  const auto* subject = static_cast<const typename A::Unit*>(text.chars);
  auto* context = static_cast<typename A::MatchContext*>(width.match_context);
  const uint32_t options = request.must_advance ? PCRE2_NOTEMPTY_ATSTART : 0;
  const int found =
      form.jit ? A::jit_match(code, subject, static_cast<size_t>(request.end),
                              static_cast<size_t>(request.start), options, data,
                              context)
               : A::match(code, subject, static_cast<size_t>(request.end),
                          static_cast<size_t>(request.start), options, data,
                          context);
  if (found == PCRE2_ERROR_NOMATCH) return SrePcreResult::kNoMatch;
  if (found <= 0)
    return SrePcreResult::kUnable;  // a limit, or there is something to poll
  const size_t* spans = A::get_ovector_pointer(data);
  const int64_t count = 2 * (int64_t{tree.groups} + 1);
  for (int64_t i = 0; i < count; ++i) {
    marks[i] = i / 2 < found && spans[i] != PCRE2_UNSET
                   ? static_cast<int64_t>(spans[i])
                   : -1;
  }
  return SrePcreResult::kMatched;
}

SrePcreResult SrePcre::Run(Thread* t, SrePcreShared* shared,
                           const SreTree& tree, const SreText& text,
                           const SreRequest& request, int64_t* marks,
                           int64_t* bytes) {
  // Compiling costs as much as matching a few short texts does without.
  used_ += 8 + (request.end - request.start);
  if (used_ < shared->threshold) return SrePcreResult::kUnable;
  // In an empty text CPython has neither \b nor \B.
  if (request.end == 0) return SrePcreResult::kUnable;
  switch (text.width) {
    case 1:
      return RunWidth<1>(t, shared, tree, text, request, marks, bytes);
    case 2:
      return RunWidth<2>(t, shared, tree, text, request, marks, bytes);
    default:
      return RunWidth<4>(t, shared, tree, text, request, marks, bytes);
  }
}

}  // namespace pyjit
