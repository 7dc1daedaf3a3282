// _typing: _idfunc.
#include "stdlib/state.h"

namespace pyjit {
namespace {

Value IdFunc(Thread*, Value* args, size_t, Value) { return args[0]; }

constexpr NativeInfo kRows[] = {
    {"_idfunc", IdFunc, "($module, x, /)", kPure, nullptr},
};

}  // namespace

bool Init_typingModule(Thread* t, Module* module) { return AddModuleNatives(t, module, kRows); }

}  // namespace pyjit
