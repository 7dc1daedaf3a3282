#ifndef RUNTIME_INTERN_H_
#define RUNTIME_INTERN_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/strings/string_view.h"
#include "runtime/heap.h"
#include "runtime/objects.h"
#include "runtime/thread.h"

namespace pyjit {

// The one string per contents that names use, so that names compare by address.
// Interned strings live as long as the isolate; those made while it is being
// built are immortal. Owned by the isolate.
class InternTable final : public RootProvider {
 public:
  explicit InternTable(size_t expected);
  void VisitRoots(RootVisitor* visitor) override;
  size_t size() const { return size_; }

 private:
  friend Str* Intern(Thread* t, absl::string_view utf8);
  friend Str* InternStr(Thread* t, Str* str);
  friend Str* FindInterned(Isolate* isolate, const Str* str);

  // Index of the entry with these chars, or of the empty entry where they go.
  size_t Find(uint64_t hash, const void* chars, int width, int64_t length) const;
  void Add(size_t index, Str* str);
  void Grow();

  std::vector<Str*> mortal_;  // those that are not kGcImmortal
  std::unique_ptr<Str*[]> entries_;  // open addressing, capacity a power of two
  size_t capacity_;
  size_t size_ = 0;
};

// The interned string of these contents. May collect; null with MemoryError
// pending, or when the text is not UTF-8 (UnicodeDecodeError).
Str* Intern(Thread* t, absl::string_view utf8);
// `str` itself if it is (or becomes) the interned one of its contents. Takes
// instances of str subclasses too and gives the plain str.
Str* InternStr(Thread* t, Str* str);
// The interned string equal to `str`, or null. Never allocates: what was never
// interned is no attribute of anything.
Str* FindInterned(Isolate* isolate, const Str* str);

// Special method that an interned name denotes (kept in Str::aux), or kCount.
inline Slot SlotOfName(const Str* name) {
  return name->aux == 0 ? Slot::kCount : static_cast<Slot>(name->aux - 1);
}

}  // namespace pyjit

#endif  // RUNTIME_INTERN_H_
