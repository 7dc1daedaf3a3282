#ifndef BASE_CHECK_H_
#define BASE_CHECK_H_

#include <cstdio>
#include <cstdlib>

// A broken invariant ends the process with the place and the reason. Never for
// bad input, a script's errors or failing surroundings.
#define PYJIT_CHECK(condition, message)                                      \
  do {                                                                       \
    if (!(condition)) [[unlikely]] {                                         \
      std::fprintf(stderr, "%s:%d: broken invariant: %s: %s\n", __FILE__,    \
                   __LINE__, #condition, message);                           \
      std::abort();                                                          \
    }                                                                        \
  } while (false)

// The same in debug and sanitizer builds only.
#ifdef NDEBUG
#define PYJIT_DCHECK(condition, message) \
  do {                                   \
  } while (false && (condition))
#else
#define PYJIT_DCHECK(condition, message) PYJIT_CHECK(condition, message)
#endif

#endif  // BASE_CHECK_H_
