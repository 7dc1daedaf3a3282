#ifndef STDLIB_TIME_INTERNAL_H_
#define STDLIB_TIME_INTERNAL_H_

#include "runtime/objects.h"
#include "runtime/thread.h"

// The parts of time beside time_module.cc.

namespace pyjit {

bool AddTimeCalendar(Thread* t, Module* module);
bool AddTimeClocks(Thread* t, Module* module);

}  // namespace pyjit

#endif  // STDLIB_TIME_INTERNAL_H_
