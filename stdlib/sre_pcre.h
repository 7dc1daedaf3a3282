#ifndef STDLIB_SRE_PCRE_H_
#define STDLIB_SRE_PCRE_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "runtime/thread.h"
#include "stdlib/sre_matcher.h"
#include "stdlib/sre_translate.h"

// The fast engine: PCRE2 with its JIT, for what sre_translate.h has words for.

namespace pyjit {

enum class SrePcreResult : uint8_t {
  kMatched,
  kNoMatch,
  kUnable,  // not for this pattern, this text, or within the limits: ask the
            // other engine
};

// What PCRE2 keeps per isolate: contexts, stack for machine code, result
// vectors.
class SrePcreShared {
 public:
  static std::unique_ptr<SrePcreShared> Create();
  ~SrePcreShared();
  SrePcreShared(const SrePcreShared&) = delete;
  SrePcreShared& operator=(const SrePcreShared&) = delete;

  const SreCaseTable& cases();
  // How much a pattern must have been used before it is compiled (see Run).
  int64_t threshold = 64;

 private:
  friend class SrePcre;
  SrePcreShared() = default;

  struct Width;
  std::unique_ptr<Width> widths_[3];
  std::vector<uint8_t> latin1_tables_;
  SreCaseTable cases_;
};

// A pattern's compiled forms: one per width and mode, made when first needed.
class SrePcre {
 public:
  SrePcre() = default;
  ~SrePcre();
  SrePcre(const SrePcre&) = delete;
  SrePcre& operator=(const SrePcre&) = delete;

  // marks: as SreRunProgram's, with room for the tree's groups. Runs no Python
  // and does not collect. *bytes grows by what was newly allocated.
  SrePcreResult Run(Thread* t, SrePcreShared* shared, const SreTree& tree,
                    const SreText& text, const SreRequest& request,
                    int64_t* marks, int64_t* bytes);

 private:
  enum class State : uint8_t { kNew, kReady, kUnable };
  struct Form {
    State state = State::kNew;
    bool jit = false;
    void* code = nullptr;
  };
  template <int kWidth>
  SrePcreResult RunWidth(Thread* t, SrePcreShared* shared, const SreTree& tree,
                         const SreText& text, const SreRequest& request,
                         int64_t* marks, int64_t* bytes);
  template <int kWidth>
  void Compile(SrePcreShared* shared, const SreTree& tree, SreMode mode,
               Form* form, int64_t* bytes);

  Form forms_[3][3];  // by width (1, 2, 4) and SreMode
  int64_t used_ = 0;  // how much it was used, in chars and calls
};

}  // namespace pyjit

#endif  // STDLIB_SRE_PCRE_H_
