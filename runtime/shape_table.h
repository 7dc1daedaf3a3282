#ifndef RUNTIME_SHAPE_TABLE_H_
#define RUNTIME_SHAPE_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "runtime/shape.h"

namespace pyjit {

// The growing part of a shape, made when it is first needed: which shapes
// follow it, and, when it has many attributes, a hash table of them. Owned by
// the shape (freed with the isolate).
class ShapeTable {
 public:
  Shape* Transition(Str* name) const;  // null if there is none
  // Adds or replaces the transition for child->name.
  void SetTransition(Shape* child);
  const std::vector<Shape*>& children() const { return children_; }

  // The shape that added `name` on the way to `shape`; null if none did.
  // Builds the hash table at the first call.
  Shape* FindNode(Shape* shape, Str* name);

  // Of roots only.
  Shape* dictionary = nullptr;
  std::vector<Shape*> variants;  // roots of the same class with another capacity
  uint32_t removals = 0;         // attributes deleted: too many, and objects of
                                 // this root change to dictionary mode

 private:
  std::vector<Shape*> children_;
  absl::flat_hash_map<Str*, size_t> child_index_;  // when there are many
  std::unique_ptr<Shape*[]> nodes_;  // open addressing by the name's address
  uint32_t mask_ = 0;
};

}  // namespace pyjit

#endif  // RUNTIME_SHAPE_TABLE_H_
