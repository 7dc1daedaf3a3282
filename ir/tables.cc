// The .def tables in usable form, and their names.

#include "absl/strings/string_view.h"
#include "ir/graph.h"

namespace pyjit::ir {
namespace {

namespace op_effects {
constexpr uint32_t Pure = 0, ReadsMem = kReadsMem, WritesMem = kWritesMem,
                   Allocates = kAllocates, Helper = kHelperEffects,
                   Exits = kExits, Ends = kEnds, ExitsEnds = kExits | kEnds,
                   Anything = kAnything, Barrier = kBarrierEffect;
constexpr OpRow kOps[] = {
#define PYJIT_IR_OP(name, operands, result, attr, effects, doc) \
  {#name, operands, ResultRule::k##result, Attribute::k##attr, effects, doc},
#include "ir/ops.def"
#undef PYJIT_IR_OP
};
}  // namespace op_effects

struct RegionRow {
  const char* name;
  bool is_mutable;
};
constexpr RegionRow kRegions[] = {
#define Mutable true
#define Immutable false
#define PYJIT_REGION(name, mutability, doc) {#name, mutability},
#include "ir/regions.def"
#undef PYJIT_REGION
#undef Immutable
#undef Mutable
};
constexpr int kRegionCount = static_cast<int>(Region::kCount);
static_assert(kRegionCount < 32, "RegionSet has 32 bits");

constexpr RegionSet MutableMask() {
  RegionSet set = 0;
  for (int i = 0; i < kRegionCount; ++i) {
    if (kRegions[i].is_mutable) set |= RegionBit(static_cast<Region>(i));
  }
  return set;
}

namespace helper_flags {
constexpr RegionSet kAllRegions = RegionBit(Region::kCount) - 1;
constexpr uint32_t Pure = kHelperPure, Raises = kHelperRaises,
                   Collects = kHelperCollects, Python = kHelperRunsPython,
                   Fresh = kHelperFresh, Escapes = kHelperEscapes;
constexpr HelperRow kHelpers[] = {
#define R(region) RegionBit(Region::k_##region)
#define PYJIT_HELPER(name, operands, result, reads, writes, flags, doc) \
  {#name, operands, Type::k##result, reads, writes, flags, doc},
#include "ir/helpers.def"
#undef PYJIT_HELPER
#undef R
};
// Silences warnings while no row uses a flag.
[[maybe_unused]] constexpr uint32_t kUsed =
    Pure | Raises | Collects | Python | Fresh | Escapes;
}  // namespace helper_flags

constexpr const char* kTypeNames[] = {"void", "tagged", "ptr", "i64", "f64", "i1"};
static_assert(std::size(kTypeNames) == kTypeCount);
constexpr const char* kMemTypeNames[] = {"tagged", "i64", "f64", "u8", "u16", "u32"};
static_assert(std::size(kMemTypeNames) == kMemTypeCount);

template <typename T, int n, typename NameFn>
std::optional<T> Find(absl::string_view name, NameFn name_of) {
  for (int i = 0; i < n; ++i) {
    if (name == name_of(i)) return static_cast<T>(i);
  }
  return std::nullopt;
}

}  // namespace

const OpRow& RowOf(Opcode op) { return op_effects::kOps[static_cast<int>(op)]; }
const HelperRow& HelperRowOf(uint32_t id) { return helper_flags::kHelpers[id]; }

bool IsMutable(Region region) {
  return kRegions[static_cast<int>(region)].is_mutable;
}
RegionSet MutableRegions() { return MutableMask(); }

int MemBytes(MemType mem) {
  switch (mem) {
    case MemType::kTagged:
    case MemType::kI64:
    case MemType::kF64:
      return 8;
    case MemType::kU8:
      return 1;
    case MemType::kU16:
      return 2;
    case MemType::kU32:
      return 4;
  }
  return 8;
}

Type TypeOf(MemType mem) {
  switch (mem) {
    case MemType::kTagged:
      return Type::kTagged;
    case MemType::kF64:
      return Type::kF64;
    case MemType::kI64:
    case MemType::kU8:
    case MemType::kU16:
    case MemType::kU32:
      return Type::kI64;
  }
  return Type::kI64;
}

const char* NameOf(Type type) { return kTypeNames[static_cast<int>(type)]; }
const char* NameOf(MemType mem) { return kMemTypeNames[static_cast<int>(mem)]; }
const char* NameOf(Region region) {
  return kRegions[static_cast<int>(region)].name;
}

std::optional<Opcode> OpcodeByName(absl::string_view name) {
  return Find<Opcode, static_cast<int>(Opcode::kCount)>(
      name, [](int i) { return op_effects::kOps[i].name; });
}
std::optional<Region> RegionByName(absl::string_view name) {
  return Find<Region, kRegionCount>(name,
                                    [](int i) { return kRegions[i].name; });
}
std::optional<Type> TypeByName(absl::string_view name) {
  return Find<Type, kTypeCount>(name, [](int i) { return kTypeNames[i]; });
}
std::optional<MemType> MemTypeByName(absl::string_view name) {
  return Find<MemType, kMemTypeCount>(name,
                                      [](int i) { return kMemTypeNames[i]; });
}
std::optional<uint32_t> HelperByName(absl::string_view name) {
  return Find<uint32_t, static_cast<int>(HelperId::kCount)>(
      name, [](int i) { return helper_flags::kHelpers[i].name; });
}

}  // namespace pyjit::ir
