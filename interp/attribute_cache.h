#ifndef INTERP_ATTRIBUTE_CACHE_H_
#define INTERP_ATTRIBUTE_CACHE_H_

#include <cstdint>
#include <memory>

#include "absl/container/flat_hash_set.h"
#include "bytecode/instruction.h"
#include "interp/inline_cache.h"
#include "runtime/class.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

namespace pyjit {

// The function inside a staticmethod or classmethod (IsPlainWrapper) that was found for
// `object`; *self: what it takes first, or null.
inline Value UnwrapMethod(Thread* t, Value wrapper, Value object, Value* self) {
  auto* w = wrapper.as<MethodWrapper>();
  *self = w->flags == 0                  ? Value()
          : IsKind(object, Kind::kClass) ? object
                                         : Value(ClassOf(t, object));
  return w->function;
}

// Look-ups that the inline cache of a site did not have: a table per isolate
// from (shape, name) to what an inline cache would hold. Opcode bodies look into it
// themselves (Thread::attribute_table), so sites that see many shapes stay fast;
// what is here fills it. Layout of keys and payloads: interp/inline_cache.h.
class AttributeCache final : public RootProvider {
 public:
  AttributeCache();
  void* table() { return entries_.get(); }

  // object.name for LOAD_ATTR, after its inline cache missed: refills it as
  // worth while. Runs Python; null with an exception pending.
  Value Load(Thread* t, Value object, Str* name, uint64_t* site);
  // The same for LOAD_METHOD: *self is the object if the result is a function to be
  // called with it as first argument, else null.
  Value LoadMethod(Thread* t, Value object, Str* name, uint64_t* site, Value* self);
  // object.name = value. False with an exception pending.
  bool Store(Thread* t, Value object, Str* name, Value value, uint64_t* site);

  // Writes a site's inline cache if that seems worth while.
  static void Refill(Thread* t, uint64_t* site, uint64_t key, uint64_t payload) {
    // A site that sees many shapes gains nothing from being rewritten all the time.
    if (site[0] == 0 || site[0] == key || (++t->attribute_misses & 15) == 0) {
      site[0] = key;
      site[1] = payload;
    }
  }

  void VisitRoots(RootVisitor* visitor) override;

 private:
  // Key and payload for reading object.name; from the table, else planned anew.
  void Find(Thread* t, Value object, Str* name, uint64_t* key, uint64_t* payload);
  // As LoadMethod; what no cache can hold is asked of `uncached`.
  Value LoadOr(Thread* t, Value object, Str* name, uint64_t* site, Value* self,
               Value (*uncached)(Thread*, Value, Str*, Value*));
  std::unique_ptr<AttributeEntry[]> entries_;
  // Modules in inline caches: their cells must not go away.
  absl::flat_hash_set<Object*> modules_;
};

}  // namespace pyjit

#endif  // INTERP_ATTRIBUTE_CACHE_H_
