#ifndef IR_GRAPH_H_
#define IR_GRAPH_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

// SSA over a control-flow graph with block parameters (design D8). A trace is a
// graph with one hot path; where side traces join again it is a region. No LLVM
// and no runtime headers here: heap objects, shapes and code objects appear as
// rows of tables that the graph carries, printed as ids.
//
// A graph owns all of its nodes, blocks and snapshots in vectors; 32-bit ids
// are valid for the graph's life. Not thread-safe; a finished graph may be read
// by a background thread. Contains std containers only, so that it may cross
// into libpyjit_codegen.so.

namespace pyjit::ir {

enum class Type : uint8_t { kVoid, kTagged, kPtr, kI64, kF64, kI1 };
enum class Opcode : uint8_t {
#define PYJIT_IR_OP(name, operands, result, attr, effects, doc) k_##name,
#include "ir/ops.def"
#undef PYJIT_IR_OP
  kCount,
};
enum class Region : uint8_t {
#define PYJIT_REGION(name, mutability, doc) k_##name,
#include "ir/regions.def"
#undef PYJIT_REGION
  kCount,
};
enum class MemType : uint8_t { kTagged, kI64, kF64, kU8, kU16, kU32 };
// A set of regions, bit per Region.
using RegionSet = uint32_t;
inline constexpr RegionSet RegionBit(Region r) {
  return RegionSet{1} << static_cast<int>(r);
}
// Immutable regions are written only while their object is fresh.
bool IsMutable(Region region);
RegionSet MutableRegions();

inline constexpr int kTypeCount = static_cast<int>(Type::kI1) + 1;
inline constexpr int kMemTypeCount = static_cast<int>(MemType::kU32) + 1;
// Bytes of a field of this kind; also the distance between two elements.
int MemBytes(MemType mem);
// What a load of this kind gives and a store takes: u8, u16 and u32 are i64,
// zero-extended and cut off.
Type TypeOf(MemType mem);
// kPtr is a kTagged that is known to be an object; each may stand for the other.
inline constexpr bool SameKind(Type a, Type b) {
  return a == b || ((a == Type::kTagged || a == Type::kPtr) &&
                    (b == Type::kTagged || b == Type::kPtr));
}

using Ref = uint32_t;      // a node; also its printed number
using BlockId = uint32_t;
using SnapshotId = uint32_t;
inline constexpr uint32_t kNone = 0xFFFFFFFF;
// A Ref inside a snapshot with this bit set names Snapshot::virtuals[ref & ~bit].
inline constexpr Ref kVirtualBit = 0x80000000;

// A jump's destination with the values of its block's parameters.
struct Target {
  BlockId block = kNone;
  std::vector<Ref> args;
};

// What a native function may do (Node::effects of call_native): the bits of
// runtime's NativeEffect, which the recorder copies. 0 is a pure function.
enum CallEffects : uint32_t {
  kCallReadsHeap = 1, kCallWritesHeap = 2, kCallRaises = 4, kCallCollects = 8,
  kCallRunsPython = 16, kCallEscapesArgs = 32, kCallAnything = 63,
};

struct Node {
  Opcode op;
  Type type = Type::kVoid;
  Region region = Region::k_shape;  // Memory
  MemType mem = MemType::kTagged;   // Memory
  int32_t offset = 0;               // Memory; New: unused
  uint32_t index = 0;  // Object: objects[], Shape/New: shapes[], Helper: helper id, Register
  SnapshotId snapshot = kNone;
  BlockId block = kNone;     // kNone: removed
  uint32_t position = 0;     // positions[] row: bytecode it comes from, 0 none
  uint32_t effects = kCallAnything;  // call_native: CallEffects
  union {
    int64_t imm;    // Int; New: bytes; guard: expected 0/1; param: number
    double f64;     // Double
  };
  std::vector<Ref> operands;
  std::vector<Target> targets;  // terminators
  Node() : op(Opcode::k_poison), imm(0) {}
  explicit Node(Opcode o) : op(o), imm(0) {}
};

// A bytecode position with its inline chain, for the profiler's code map,
// tracebacks and dumps: `parent` is the position of the call that was inlined, 0 none.
struct Position {
  uint32_t code = 0;   // codes[] row
  uint32_t pc = 0;     // instruction-word index
  uint32_t parent = 0;
};

// What one interpreter frame must hold when an exit is taken (design D10).
// Only registers that differ from memory are listed; the rest of the root frame
// stays as it is in memory, the rest of inlined frames is null.
struct FrameState {
  uint32_t code = 0;    // codes[] row
  uint32_t pc = 0;      // instruction that runs next (resume) or raised (raise)
  uint32_t base = 0;    // inlined: header's offset in words from the parent's r[0]
  Ref callee = kNone;   // inlined: the Function
  Ref extra = kNone;    // Frame::extra if not null (constructor: the instance)
  uint32_t flags = 0;   // Frame::flags
  std::vector<std::pair<uint16_t, Ref>> registers;  // ascending
};

// An object that escape analysis removed; the exit makes it.
struct VirtualObject {
  uint32_t shape = 0;   // shapes[] row
  int64_t bytes = 0;
  struct Field {
    int32_t offset;
    MemType mem;
    Ref value;  // may name another virtual
  };
  std::vector<Field> fields;  // fields not named are zero
};

// A store that was sunk into the exit: done when the exit is taken.
struct PendingStore {
  Ref object;   // may be virtual
  int32_t offset;
  MemType mem;
  Ref value;
};

// A raw number that stands for a register: "as it is in memory". The bits of a signalling NaN,
// which no arithmetic gives, with a payload of its own; an int that is no small one.
inline constexpr uint64_t kFloatKept = 0x7ff4'6b65'7074'2121;
inline constexpr uint64_t kIntKept = uint64_t{1} << 63;
// Node::index of a parameter: a variable that will not be read before it is bound again, carried
// for who looks at the frame.
inline constexpr uint32_t kDeadParam = 1;
inline bool IsRegisterKept(Type type, uint64_t word) {
  return (type == Type::kF64 && word == kFloatKept) || (type == Type::kI64 && word == kIntKept);
}

enum class SnapshotKind : uint8_t {
  kResume,  // the interpreter goes on at the innermost frame's pc
  kRaise,   // an exception is pending, raised by the instruction at pc
};
struct Snapshot {
  SnapshotKind kind = SnapshotKind::kResume;
  std::vector<FrameState> frames;  // root first
  std::vector<VirtualObject> virtuals;
  std::vector<PendingStore> stores;
  uint32_t exit_id = kNone;  // stable over recompiles of one tree; counts and grows by it
};

struct Block {
  std::vector<Ref> params;
  std::vector<Ref> nodes;  // in order; the last one is a terminator
  bool loop_header = false;
  bool cold = false;       // exits and rarely run side paths
};

struct ShapeRow {
  uint32_t id = 0;       // the runtime's dense id, printed as shape#id
  bool stable = false;   // objects of this shape never change it (float, str, tuple, ...)
  uint64_t word = 0;     // the header's shape word; 0 in tests
  std::string name;      // class name, for people
};

struct ObjectRow {
  uint64_t word = 0;   // the Value; its owner keeps it alive; 0 in tests
  std::string name;    // short repr, for people
};

struct CodeRow {
  uint64_t word = 0;   // the Code object; likewise
  std::string name;    // qualified name
};

class Graph {
 public:
  std::string name;
  std::vector<Node> nodes;
  std::vector<Block> blocks;        // blocks[0] is the entry and has no params
  std::vector<Snapshot> snapshots;
  std::vector<Position> positions{1};  // row 0: none
  std::vector<ShapeRow> shapes;
  std::vector<ObjectRow> objects;
  std::vector<CodeRow> codes;
  std::vector<BlockId> layout;      // block order for printing and code; empty: by id

  Node& node(Ref ref) { return nodes[ref]; }
  const Node& node(Ref ref) const { return nodes[ref]; }
  // Also appended to `layout` if there is one.
  BlockId NewBlock();
  // Appends a node to a block; returns its Ref. The type follows from the op's
  // row; for loads and helper calls from mem type and helper, unless node.type
  // is set already.
  Ref Append(BlockId block, Node node);
  // As above, at position `at` of the block's nodes.
  Ref Insert(BlockId block, size_t at, Node node);
  Ref AddParam(BlockId block, Type type);
  // Takes the node out of its block. Its uses must be gone or go too.
  void Remove(Ref ref);
  // All uses of `from` in operands, targets and snapshots become `to`. Walks the graph.
  void ReplaceUses(Ref from, Ref to);
  uint32_t ShapeIndex(uint32_t id, bool stable, uint64_t word,
                      absl::string_view name);  // finds or adds
  uint32_t ObjectIndex(uint64_t word, absl::string_view name);
  uint32_t CodeIndex(uint64_t word, absl::string_view name);
  // Number of nodes that stand in blocks, parameters not counted.
  int LiveNodeCount() const;
  // A block without nodes has been removed.
  bool IsRemoved(BlockId block) const { return blocks[block].nodes.empty(); }
  // Blocks that stand, in the order of `layout`, or by id.
  std::vector<BlockId> BlockOrder() const;
  // The terminator of a block that stands.
  const Node& Terminator(BlockId block) const {
    return nodes[blocks[block].nodes.back()];
  }
  Node& Terminator(BlockId block) { return nodes[blocks[block].nodes.back()]; }
};

// Calls fn(Ref&) for each node that a snapshot names (virtuals left out).
// `snapshot` may be const. Without `kRegisters`, not for those that only frames' registers hold.
template <bool kRegisters = true, typename S, typename Fn>
void ForEachRef(S& snapshot, Fn fn) {
  auto visit = [&](auto& ref) {
    if (ref != kNone && (ref & kVirtualBit) == 0) fn(ref);
  };
  for (auto& frame : snapshot.frames) {
    visit(frame.callee);
    visit(frame.extra);
    if constexpr (kRegisters) {
      for (auto& entry : frame.registers) visit(entry.second);
    }
  }
  for (auto& object : snapshot.virtuals) {
    for (auto& field : object.fields) visit(field.value);
  }
  for (auto& store : snapshot.stores) {
    visit(store.object);
    visit(store.value);
  }
}

// Row of ops.def in usable form.
enum Effects : uint32_t {
  kReadsMem = 1, kWritesMem = 2, kAllocates = 4, kHelperEffects = 8, kExits = 16,
  kEnds = 32, kAnything = 64, kBarrierEffect = 128,
};
enum class ResultRule : uint8_t {
  kVoid, kTagged, kPtr, kI64, kF64, kI1,
  kSameAs1,  // type of operand 1
  kOwn,      // Node::type
};
enum class Attribute : uint8_t {
  kNone, kInt, kDouble, kObject, kShape, kRegister, kMemory, kHelper, kNew, kTarget,
};
struct OpRow {
  const char* name;
  const char* operands;
  ResultRule result;
  Attribute attribute;
  uint32_t effects;  // 0: pure
  const char* doc;
};
const OpRow& RowOf(Opcode op);

// Row of helpers.def: a runtime function that compiled code calls. The jit room binds addresses.
struct HelperRow {
  const char* name;
  const char* operands;  // letters as in ops.def
  Type result;
  RegionSet reads, writes;
  uint32_t flags;        // HelperFlags
  const char* doc;
};
enum HelperFlags : uint32_t {
  kHelperPure = 1,       // no memory read or written but immutable: may be merged and removed
  kHelperRaises = 2,     // null result means a pending exception
  kHelperCollects = 4,
  kHelperRunsPython = 8,  // may do anything, retire this code included
  kHelperFresh = 16,     // the result is a fresh object
  kHelperEscapes = 32,   // arguments may be stored somewhere
};
enum class HelperId : uint32_t {
#define PYJIT_HELPER(name, operands, result, reads, writes, flags, doc) k_##name,
#include "ir/helpers.def"
#undef PYJIT_HELPER
  kCount,
};
const HelperRow& HelperRowOf(uint32_t id);
// Arguments that call_keywords takes.
constexpr size_t kMostKeywordCallArgs = 16;

// Text names, as the tables and the text form have them, and back.
const char* NameOf(Type type);
const char* NameOf(MemType mem);
const char* NameOf(Region region);
std::optional<Opcode> OpcodeByName(absl::string_view name);
std::optional<Region> RegionByName(absl::string_view name);
std::optional<Type> TypeByName(absl::string_view name);
std::optional<MemType> MemTypeByName(absl::string_view name);
std::optional<uint32_t> HelperByName(absl::string_view name);

// What `node` may read and write, and whether it may raise, collect, run Python:
// the one place that passes ask (op row, helper row, Memory attribute).
struct NodeEffects {
  // Writes of calls name mutable regions only: an immutable one is never clobbered.
  RegionSet reads = 0, writes = 0;
  bool collects = false, runs_python = false, exits = false, escapes = false;
  bool raises = false;     // the null word means a pending exception
  bool fresh = false;      // the result is an object that nothing else refers to
  bool removable = false;  // may go when its result is unused
  // Same operands, same result, no effect: may be merged with a dominating twin
  // (reads of immutable memory included).
  bool pure = false;
  // Defined only where the guards before it hold (a division, a load): it must not be
  // moved above them. Pure ops without it may go anywhere.
  bool guarded = false;
};
NodeEffects EffectsOf(const Graph& graph, const Node& node);

}  // namespace pyjit::ir

#endif  // IR_GRAPH_H_
