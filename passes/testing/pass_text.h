#ifndef PASSES_TESTING_PASS_TEXT_H_
#define PASSES_TESTING_PASS_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"

// Tests of passes as texts: EXPECT_EQ(After("fold", before), Normal(after)). Texts are
// the blocks and snapshots of a graph (docs/ir.md) without its tables, which are
// always these:
//   shapes   float (stable), body, body2, array (stable), tuple (stable)
//   objects  none, true, false, fn, pure_fn
//   codes    f, g
// Random hosts run them with r0, r1 ints, r2, r3 floats, r4, r5 Bodies (tagged at
// 8, f64 at 16 and 24, i64 at 32, u32 at 40, 48 bytes), r6 an array of 4 doubles, r7
// anything. Each exit needs a pc of its own.

namespace pyjit::passes {

// The text as the printer writes it, or what is wrong with it.
std::string Normal(absl::string_view body);

// What the pass makes of it, as the printer writes it. Verifies before and after,
// runs both in simulated worlds, forces exits, checks that the pass says
// whether it changed something and has nothing left to do; what goes wrong is the result.
std::string After(absl::string_view pass, absl::string_view body);

}  // namespace pyjit::passes

#endif  // PASSES_TESTING_PASS_TEXT_H_
