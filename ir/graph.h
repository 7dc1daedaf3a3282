#ifndef IR_GRAPH_H_
#define IR_GRAPH_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

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
  union {
    int64_t imm;    // Int; New: bytes; guard: expected 0/1; param: number
    double f64;     // Double
  };
  std::vector<Ref> operands;
  std::vector<Target> targets;  // terminators
  Node() : op(Opcode::k_poison), imm(0) {}
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
  BlockId NewBlock();
  // Appends a node to a block; returns its Ref. The type follows from the op's row.
  Ref Append(BlockId block, Node node);
  Ref AddParam(BlockId block, Type type);
  uint32_t ShapeIndex(uint32_t id, bool stable, uint64_t word,
                      absl::string_view name);  // finds or adds
  uint32_t ObjectIndex(uint64_t word, absl::string_view name);
  uint32_t CodeIndex(uint64_t word, absl::string_view name);
  // Number of nodes that stand in blocks.
  int LiveNodeCount() const;
};

// Row of ops.def in usable form.
enum Effects : uint32_t {
  kReadsMem = 1, kWritesMem = 2, kAllocates = 4, kHelperEffects = 8, kExits = 16,
  kEnds = 32, kAnything = 64, kBarrierEffect = 128,
};
struct OpRow {
  const char* name;
  const char* operands;
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

// What `node` may read and write, and whether it may raise, collect, run Python:
// the one place that passes ask (op row, helper row, Memory attribute).
struct NodeEffects {
  RegionSet reads = 0, writes = 0;
  bool collects = false, runs_python = false, exits = false, escapes = false;
  bool removable = false;  // may go when its result is unused
};
NodeEffects EffectsOf(const Graph& graph, const Node& node);

}  // namespace pyjit::ir

#endif  // IR_GRAPH_H_
