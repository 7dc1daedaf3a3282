#ifndef RUNTIME_OBJECTS_H_
#define RUNTIME_OBJECTS_H_

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "runtime/object.h"
#include "runtime/value.h"

// Layouts of all builtin heap objects. Plain data: behaviour lives in
// runtime/types/<type>.h. Compiled code reads these fields by offset, so the
// offsets it uses are named in runtime/layout.h and asserted there.
// Storage (ValueArray, RawArray) is a heap object of its own; whoever stores a
// pointer into an object uses WriteBarrier (runtime/heap.h).

namespace pyjit {

class CodeBlock;  // runtime/code.h: the malloc'ed part of a code object
class Watchpoint;
struct Thread;
struct Frame;
struct Dict;

struct Float : Object {
  double value;
};

// sign * |limbs|; canonical: no leading zero limb, never fits a small int.
struct BigInt : Object {
  int64_t size;  // limb count, negative for negative numbers (as GMP does)
  uint64_t limbs[1];
  int64_t limb_count() const { return size < 0 ? -size : size; }
};

// flags of Str.
enum StrFlags : uint8_t {
  kStrWidth1 = 0, kStrWidth2 = 1, kStrWidth4 = 2, kStrWidthMask = 3,
  kStrAscii = 4,      // every char < 128 (implies width 1)
  kStrInterned = 8,   // the one string of its contents in the isolate
  kStrExternal = 16,  // chars live in a RawArray, which appends may share
};

// PEP 393 string. hash is 0 until computed. With kStrExternal the word at
// `chars` is a pointer to a RawArray whose first `length` chars are ours; the
// array's used count lets `s += x` append in place for the string that ends
// at its end (amortised, runtime/types/str_concat.cc).
struct Str : Object {
  int64_t length;  // in chars
  uint64_t hash;
  union {
    uint8_t chars[8];  // width * length bytes follow
    Object* external;  // RawArray
  };
  int width() const { return 1 << (flags & kStrWidthMask); }
  bool is_ascii() const { return (flags & kStrAscii) != 0; }
  bool is_interned() const { return (flags & kStrInterned) != 0; }
  inline const void* data() const;
};

struct Bytes : Object {
  int64_t length;
  uint64_t hash;
  uint8_t data[8];
};

// flags of ValueArray.
enum ValueArrayFlags : uint8_t {
  // Words may be stale or raw, as registers of a suspended frame are: the
  // collector treats each like a word of the native stack. Set it right after
  // allocation. Generator::registers has it.
  kArrayConservative = 1,
};
struct ValueArray : Object {
  int64_t capacity;  // words
  Value items[1];
};

struct RawArray : Object {
  int64_t capacity;  // bytes
  int64_t used;      // bytes in use, for shared string buffers
  uint8_t bytes[8];
  double* doubles() { return reinterpret_cast<double*>(bytes); }
};

inline const void* Str::data() const {
  if (flags & kStrExternal) {
    return static_cast<const RawArray*>(external)->bytes;
  }
  return chars;
}

// How a list stores its items; in List::flags, also in Set (D2).
enum class ListStorage : uint8_t {
  kEmpty = 0,   // length 0, storage null
  kTagged = 1,  // ValueArray of anything
  kInt = 2,     // ValueArray, every item a small int (tagged words)
  kDouble = 3,  // RawArray of raw doubles
};
struct List : Object {
  int64_t length;
  Object* storage;  // ValueArray or RawArray, null when kEmpty
  uint64_t version;  // sort detects mutation through it
  ListStorage storage_kind() const { return static_cast<ListStorage>(flags); }
};

struct Tuple : Object {
  int64_t length;
  Value items[1];
};

// Compact ordered dict. `entries` is a ValueArray of triples
// (hash as small int, key, value); a deleted entry has a null key. `index` is a
// RawArray of int32 positions with open addressing (-1 empty, -2 deleted), null
// while used <= kDictLinear. version changes when keys change.
enum DictFlags : uint8_t {
  kDictStrKeys = 1,    // every key is exactly str
  kDictIntKeys = 2,    // every key is a small int
  kDictNamespace = 4,  // values are Cell objects (module and class dicts)
};
inline constexpr int kDictLinear = 8;
inline constexpr int kDictEntryWords = 3;
struct Dict : Object {
  int64_t length;    // live entries
  int64_t used;      // entries used, deleted ones included
  Object* entries;   // ValueArray or null
  Object* index;     // RawArray or null
  uint64_t version;
  Value owner;       // namespace dicts: the Class or Module they belong to, or null; native
                     // subclasses keep a word of theirs here
};

enum class DictViewKind : uint8_t { kKeys, kValues, kItems };  // in flags
struct DictView : Object {
  Dict* dict;
};

struct Set : Object {  // same table as Dict with pairs (hash, key)
  int64_t length;
  int64_t used;
  Object* entries;
  Object* index;
  uint64_t version;
  uint64_t hash;  // frozenset only
};

struct Range : Object {
  Value start, stop, step;  // any ints
  Value length;
};

struct Slice : Object {
  Value start, stop, step;
};

enum class IteratorKind : uint8_t {  // in flags
  kList, kTuple, kStr, kBytes, kDictKeys, kDictValues, kDictItems, kSet,
  kSequence, kCallable, kEnumerate, kZip, kMap, kFilter, kReversed, kLongRange,
  kByteArray, kMemoryView,
};
// One layout for all builtin iterators; source is null once exhausted.
struct Iterator : Object {
  Value source;
  int64_t position;
  int64_t expected;  // length or version seen at the start, or a step
  Value extra;
};

// Iterator over machine ints: yields current, current + step, ... remaining times.
struct RangeIterator : Object {
  int64_t current;
  int64_t step;
  int64_t remaining;
};

struct Code : Object {
  CodeBlock* block;  // owned; freed when the code object dies
};

struct Function : Object {
  Code* code;
  Dict* globals;
  Value defaults;     // Tuple or null
  Value kw_defaults;  // Dict or null
  Value closure;      // Tuple of Cells or null
  Value name;
  Value qualname;
  Value module;
  Value doc;
  Value annotations;  // Dict or null
  Value dict;         // Dict of further attributes or null
  Watchpoint* watchpoint;  // code or defaults replaced; lazily made, owned
};

struct NativeInfo;  // runtime/native.h: a row of a builtin table
struct NativeSignature;  // runtime/native_signature.h
struct NativeFunction : Object {  // flags, aux: the interpreter's note of direct calls
  const NativeInfo* info;  // static or owned by the module
  Value self;     // bound receiver or module, may be null
  Value owner;    // Class for methods of builtin types, else null
  void* context;  // host functions: opaque pointer handed through
  const NativeSignature* signature;  // parsed at the first call; the isolate's
};

struct BoundMethod : Object {
  Value function;
  Value self;
};

// flags of Cell.
enum CellFlags : uint8_t {
  kCellWatched = 1,  // watchpoint below is set and someone depends on the value
};
// aux counts writes after the first, saturating: what is rewritten often is
// read as a variable instead of being promoted to a constant (D12).
struct Cell : Object {
  Value value;  // null: unbound
  Watchpoint* watchpoint;
};

struct BufferView;  // runtime/buffer.h

// How objects of a class give others access to their bytes (PEP 3118); inherited.
// See runtime/buffer.h, whose functions are the only callers.
struct BufferProcs {
  // Fills *view; false with BufferError pending. flags: BufferFlags.
  bool (*get)(Thread* t, Value self, int flags, BufferView* view);
  // The view is given back; null if there is nothing to do.
  void (*release)(Thread* t, Value self, BufferView* view);
};

// Layout of the instances of a class of Kind::kExtension, static data of the C++
// code that defines the class; inherited. `size` bytes, header included; behind
// the header `values` Values, which the collector traces, then raw bytes, which
// it does not look at. `finalize` (may be null) frees what the object owns
// outside the heap: called when it dies, on the collecting thread; no Python, no
// allocation, no other heap object may be touched. Whoever allocates an object
// that needs it calls Heap::RegisterNative.
struct ExtensionInfo {
  uint32_t size;
  uint32_t values;
  void (*finalize)(Object* object);
  // For iterators: what __iter__ (the object itself) and __next__ do, unless a class
  // written in Python has its own. The next item; null without a pending exception
  // at the end. May run Python.
  Value (*next)(Thread* t, Object* self) = nullptr;
  // For callables: what __call__ does, likewise; arguments as in D18.
  Value (*call)(Thread* t, Object* self, Value* args, size_t nargs, Value kwnames) = nullptr;
};
// The start of all such layouts: `struct Deque : Extension` is not needed, but
// fields that hold Values come first.
struct Extension : Object {
  Value values[1];
};

// double pair; kind Extension without values.
struct Complex : Object {
  double real, imag;
  static const ExtensionInfo kExtension;
};

// A read-only view of a mapping: a class's __dict__, types.MappingProxyType.
struct MappingProxy : Object {
  Value mapping;
  static const ExtensionInfo kExtension;
};
// list[int], or *list[int] when starred: runtime/types/generic_alias.h.
struct GenericAlias : Object {
  Value origin;
  Value args;        // Tuple
  Value parameters;  // Tuple, or null until asked for
  uint64_t starred;
  static const ExtensionInfo kExtension;
};
// int | str: runtime/types/union_type.h.
struct UnionType : Object {
  Value args;        // Tuple
  Value parameters;  // Tuple, or null until asked for
  static const ExtensionInfo kExtension;
};

// Special methods, in a table per class kept fresh when the class changes.
enum class Slot : uint8_t {
#define PYJIT_SPECIAL(name, text) k##name,
#include "runtime/special_methods.def"
#undef PYJIT_SPECIAL
  kCount,
};

enum ClassFlags : uint8_t {
  kClassBuiltin = 1,        // immutable, native
  kClassHasGetAttr = 2,     // __getattr__ or __getattribute__ in the MRO
  kClassHasSetAttr = 4,     // __setattr__ or __delattr__ overridden
  kClassHasDataDescr = 8,   // some attribute in the MRO is a data descriptor
  kClassBaseable = 16,      // may be subclassed
  kClassIsException = 32,
  kClassHasFinalizer = 64,  // __del__ in the MRO
  kClassNoDict = 128,       // instances have only the attributes of __slots__, or none
};
// Further facts about a class, in Class::traits.
enum ClassTraits : uint16_t {
  kTraitWeakref = 1,     // instances may be weakly referenced; inherited
  kTraitSequence = 2,    // matches sequence patterns; inherited
  kTraitMapping = 4,     // matches mapping patterns; inherited
  kTraitAbstract = 8,    // __abstractmethods__ is not empty
  kTraitHasMembers = 16,  // instances have members from __slots__; inherited
  kTraitDict = 32,       // instances have a __dict__; inherited
  kTraitNoNew = 64,      // Python code cannot make instances
};
struct Class : Object {
  Value name, qualname, module, doc;
  Value bases;          // Tuple
  Value mro;            // Tuple, this class first
  Dict* dict;           // namespace dict (cells)
  Value subclasses;     // List: builtin Classes, and Weakrefs to others
  Shape* instance_root;  // shape of a fresh instance
  Object* slots;        // ValueArray indexed by Slot: the function found in the MRO, or null
  Watchpoint* watchpoint;  // names, bases or kind of attributes changed (here or in a base)
  uint32_t version;     // changes together with the watchpoint; never 0
  Kind instance_kind;
  uint32_t native_size;  // bytes before attribute slots
  uint16_t inline_hint;  // attribute slots worth reserving, learnt and from the compiler
  uint16_t traits;       // ClassTraits
  // Builds an instance: called with the class as args[0]. From the native base.
  Value (*construct)(Thread* t, Value* args, size_t nargs, Value kwnames);
  const ExtensionInfo* extension;  // Kind::kExtension: the layout; inherited
  const BufferProcs* buffer;       // or null: no buffer protocol; inherited
};

struct Instance : Object {
  Object* overflow;  // ValueArray or null
  Value slots[1];    // inline_capacity of them
};

struct Exception : Object {
  Value args;  // Tuple
  Value traceback, context, cause;  // null: none
  Value notes;       // List or null
  Value extra;       // StopIteration.value, OSError.errno, SyntaxError details, ...: see types/exception.cc
  uint64_t suppress_context;
};

struct Traceback : Object {
  Value next;   // inner entry or null
  Code* code;
  int64_t instruction;  // index into the code's instructions
  int64_t line;
  Value frame;          // FrameObject (runtime/frame_object.h), or null: made on demand
};

struct Module : Object {
  Value name;
  Dict* dict;  // namespace dict (cells)
};

// Also the computed attributes of builtin types: then fget is not a Value to
// call but a tagged word, and fset the owning class. See runtime/attributes.cc.
enum PropertyFlags : uint8_t {
  kPropertyGetSet = 1,  // GetSetInfo; class getset_descriptor
  kPropertyMember = 2,  // a name of __slots__; fget is its key (runtime/members.h); class member_descriptor
};
struct Property : Object {
  Value fget, fset, fdel, doc;
  Value name;  // from __set_name__, for messages; or null
};
struct MethodWrapper : Object {  // flags: 0 staticmethod, 1 classmethod
  Value function;
};
struct Super : Object {
  Value start_class, self, self_class;
};

// Generators, coroutines and asynchronous generators: a frame that is copied to
// the heap while it sleeps (see interp/generators.h) and to the VM stack to run.
enum GeneratorFlags : uint8_t {
  kGeneratorFinalizes = 1,   // the heap was told to finalize it
  kGeneratorYieldedItem = 2,  // asynchronous: the last yield gave an item, not an await's
  // Asynchronous generators:
  kGeneratorHooked = 4,   // sys.set_asyncgen_hooks' firstiter was called
  kGeneratorClosed = 8,   // aclose() or an error ended it
  kGeneratorBusy = 16,    // an asend() or the like is running
  // What it delegated to has returned: the next value sent is that result.
  kGeneratorDelegateReturned = 32,
};
enum GeneratorPc : int64_t { kGeneratorCreated = 0, kGeneratorRunning = -2, kGeneratorDone = -3 };
struct Generator : Object {
  Code* code;
  Value function;
  Object* registers;  // ValueArray; null when done
  int64_t pc;         // instruction at which it sleeps, or GeneratorPc
  Value name, qualname;
  Value exc_state;    // handled exception while suspended, or null
  Value resumer_handled;  // while running: handled exception of who resumed it
  Value origin;       // cr_origin; asynchronous generators: the finalizer hook; or null
  Value frame_object;  // what gi_frame gives, once it was asked for; or null
  Frame* frame;       // while running
};

// What drives a generator on behalf of an `await`: coroutine_wrapper, asend() and
// athrow() objects of asynchronous generators, anext() with a default.
struct Awaiter : Object {  // flags: state, see types/async_generator.cc
  Value target;    // Generator, or the awaitable of anext()
  Value argument;  // what to send or throw; the default of anext(); or null
  static const ExtensionInfo kExtension;
};

// Also the proxies of weakref.proxy. All weak references to one object form a
// list (Heap::FirstWeakref), newest first but for those without a callback.
struct Weakref : Object {
  Object* referent;  // cleared by the collector; not traced
  Value callback;
  Value hash;        // the referent's, once it was asked for; else null
  Weakref* next;     // neighbours in the referent's list; not traced
  Weakref* previous;
};

}  // namespace pyjit

#endif  // RUNTIME_OBJECTS_H_
