#ifndef RUNTIME_ISOLATE_BUILDER_H_
#define RUNTIME_ISOLATE_BUILDER_H_

#include "absl/status/status.h"
#include "runtime/isolate.h"

namespace pyjit {

// Fills a new isolate, in an order in which each step finds what it needs:
// memory, shapes of builtin kinds, strings, classes, singletons, the types'
// methods (runtime/types/init.def), special-method slots, builtins.
class IsolateBuilder {
 public:
  explicit IsolateBuilder(Isolate* isolate)
      : isolate_(*isolate), t_(&isolate->main_thread_) {}

  // ResourceExhausted if cap or system give too little.
  absl::Status Build();

 private:
  bool MapStacks();
  void NoteKindShape(Kind kind, Shape* shape);
  bool MakeShapes();
  bool MakeStrings();
  bool MakeClasses();
  bool MakeSingletons();
  bool InitTypes();
  bool MakeBuiltins();

  Class* MakeClass(const char* name, Class* base, Shape* shape, Kind kind,
                   uint32_t native_size, uint8_t flags);

  Isolate& isolate_;
  Thread* t_;
  Str* module_name_ = nullptr;  // "builtins"
};

}  // namespace pyjit

#endif  // RUNTIME_ISOLATE_BUILDER_H_
