#ifndef STDLIB_SELECT_INTERNAL_H_
#define STDLIB_SELECT_INTERNAL_H_

#include <cstdint>

#include "runtime/objects.h"

// What select_module.cc and select_epoll.cc share.

namespace pyjit {

// The time in nanoseconds that limits are counted by.
int64_t SelectClock();
// A limit of time in nanoseconds; -1: none. `scale`: nanoseconds in a unit of it. False
// with an exception pending; `what` is TypeError's text.
bool ParseSelectLimit(Thread* t, Value v, double scale, const char* what, int64_t* out);
// select.epoll and its numbers.
bool AddEpoll(Thread* t, Module* module);

}  // namespace pyjit

#endif  // STDLIB_SELECT_INTERNAL_H_
