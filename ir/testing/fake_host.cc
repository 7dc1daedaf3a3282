#include "ir/testing/fake_host.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "ir/printer.h"

namespace pyjit::ir {
namespace {

// FNV-1a: the same in each run and on each machine.
uint64_t HashOf(absl::string_view text) {
  uint64_t h = 0xCBF29CE484222325;
  for (char c : text) h = (h ^ static_cast<uint8_t>(c)) * 0x100000001B3;
  return h;
}

double PythonMod(double a, double b) {
  double m = std::fmod(a, b);
  if (m != 0) return (b < 0) != (m < 0) ? m + b : m;
  return std::copysign(0.0, b);
}

double PythonFloorDiv(double a, double b) {
  double m = std::fmod(a, b);
  double div = (a - m) / b;
  if (m != 0 && (b < 0) != (m < 0)) div -= 1.0;
  if (div == 0) return std::copysign(0.0, a / b);
  double floor = std::floor(div);
  return div - floor > 0.5 ? floor + 1.0 : floor;
}

std::string Decimal(__int128 n) {
  auto rest = static_cast<unsigned __int128>(n);
  if (n < 0) rest = -rest;
  std::string out;
  do {
    out.insert(out.begin(), static_cast<char>('0' + static_cast<int>(rest % 10)));
    rest /= 10;
  } while (rest != 0);
  return n < 0 ? "-" + out : out;
}

}  // namespace

// Writes values down; objects get numbers when they are first met.
class FakeHost::Describer {
 public:
  explicit Describer(FakeHost* host) : host_(host) {}

  std::string operator()(Word word) {
    if (word == kNullWord) return "null";
    if (IsIntWord(word)) return absl::StrCat(UntagInt(word));
    FakeObject* object = host_->Find(word);
    if (object == nullptr || object->address != word) return "wild";
    if (!object->name.empty()) return object->name;
    Word shape = host_->Read(word, MemType::kU32);
    if (shape == WordOfShape(kFloatShape)) {
      double d = host_->FloatValue(word);
      return d != d ? "nan" : PrintDouble(d);
    }
    if (shape == WordOfShape(kBigIntShape)) return Decimal(host_->IntValue(word));
    auto [it, inserted] = numbers_.try_emplace(word, numbers_.size());
    std::string out = absl::StrCat("#", it->second);
    if (!inserted) return out;
    absl::StrAppend(&out, "<", (shape - 0x1000) / 16, ":");
    for (size_t i = 1; i < object->kinds.size(); ++i) {
      Word field = host_->Read(word + 8 * i, MemType::kI64);
      // Zero is the same however it was written.
      if (field == 0) {
        absl::StrAppend(&out, " 0");
      } else if (object->kinds[i] == MemType::kTagged) {
        absl::StrAppend(&out, " ", (*this)(field));
      } else if (object->kinds[i] == MemType::kF64) {
        double d = DoubleOf(field);
        absl::StrAppend(&out, " ", d != d ? "nan" : PrintDouble(d));
      } else {
        absl::StrAppend(&out, " 0x", absl::Hex(field));
      }
    }
    return out + ">";
  }

 private:
  FakeHost* host_;
  std::map<Word, size_t> numbers_;
};

FakeHost::FakeHost() {
  thread_ = NewObject(kNamedShape, 256);
  Find(thread_)->name = "thread";
}

FakeHost::FakeObject* FakeHost::Find(Word address) {
  auto it = std::upper_bound(
      objects_.begin(), objects_.end(), address,
      [](Word a, const FakeObject& object) { return a < object.address; });
  if (it == objects_.begin()) return nullptr;
  --it;
  return address < it->address + it->bytes.size() ? &*it : nullptr;
}

Word FakeHost::NewObject(uint32_t shape_id, int64_t bytes) {
  FakeObject object;
  object.address = next_address_;
  auto size = static_cast<size_t>((bytes + 7) / 8 * 8);
  object.bytes.assign(size, 0);
  object.kinds.assign(size / 8, MemType::kI64);
  // A gap after each object, so that running off the end is noticed.
  next_address_ += (size + 31) / 16 * 16;
  objects_.push_back(std::move(object));
  Word word = objects_.back().address;
  Write(word, MemType::kU32, WordOfShape(shape_id));
  return word;
}

Word FakeHost::Named(absl::string_view name) {
  auto it = named_.find(std::string(name));
  if (it != named_.end()) return it->second;
  Word word = NewObject(kNamedShape, 16);
  objects_.back().name = std::string(name);
  named_[std::string(name)] = word;
  return word;
}

void FakeHost::BindObject(absl::string_view name, Word word) {
  named_[std::string(name)] = word;
}

void FakeHost::SetHelper(HelperId id, Helper helper) {
  helpers_[static_cast<uint32_t>(id)] = std::move(helper);
}

Word FakeHost::Read(Word address, MemType mem) {
  FakeObject* object = Find(address);
  auto size = static_cast<size_t>(MemBytes(mem));
  if (object == nullptr || address % size != 0 ||
      address - object->address + size > object->bytes.size()) {
    Fail(absl::StrCat("bad read of ", size, " bytes at 0x", absl::Hex(address)));
    return 0;
  }
  Word word = 0;
  std::memcpy(&word, &object->bytes[address - object->address], size);
  return word;
}

void FakeHost::Write(Word address, MemType mem, Word value) {
  FakeObject* object = Find(address);
  auto size = static_cast<size_t>(MemBytes(mem));
  if (object == nullptr || address % size != 0 ||
      address - object->address + size > object->bytes.size()) {
    return Fail(absl::StrCat("bad write of ", size, " bytes at 0x", absl::Hex(address)));
  }
  std::memcpy(&object->bytes[address - object->address], &value, size);
  object->kinds[(address - object->address) / 8] = mem;
}

Word FakeHost::Allocate(const ShapeRow& shape, int64_t bytes) {
  ++allocations_;
  return NewObject(shape.id, bytes);
}

Word FakeHost::BoxInt(int64_t n) {
  ++allocations_;
  return BoxBig(n);
}

Word FakeHost::BoxFloat(double d) {
  ++allocations_;
  Word word = NewObject(kFloatShape, kFloatBytes);
  Write(word + kFloatValueOffset, MemType::kF64, BitsOf(d));
  return word;
}

Word FakeHost::BoxBig(__int128 n) {
  if (n >= kMinSmallInt && n <= kMaxSmallInt) return TagInt(static_cast<int64_t>(n));
  Word word = NewObject(kBigIntShape, 24);
  Write(word + 8, MemType::kI64, static_cast<Word>(n));
  Write(word + 16, MemType::kI64, static_cast<Word>(n >> 64));
  return word;
}

__int128 FakeHost::IntValue(Word word) {
  if (IsIntWord(word)) return UntagInt(word);
  auto high = static_cast<__int128>(static_cast<int64_t>(Read(word + 16, MemType::kI64)));
  return (high << 64) | Read(word + 8, MemType::kI64);
}

Word FakeHost::ReadRegister(uint32_t number) {
  auto it = registers_.find(number);
  return it == registers_.end() ? kNullWord : it->second;
}

std::string FakeHost::Describe(Word word) { return Describer(this)(word); }

std::string FakeHost::DescribeAll(absl::Span<const Word> words) {
  Describer describe(this);
  return absl::StrJoin(words, ", ", [&](std::string* out, Word word) {
    absl::StrAppend(out, describe(word));
  });
}

void FakeHost::ChangeReachable(absl::Span<const Word> roots) {
  std::vector<Word> work(roots.begin(), roots.end());
  for (const auto& [number, word] : registers_) work.push_back(word);
  std::set<Word> seen;
  while (!work.empty()) {
    Word word = work.back();
    work.pop_back();
    if (!IsObjectWord(word) || !seen.insert(word).second) continue;
    FakeObject* object = Find(word);
    if (object == nullptr || object->address != word || !object->name.empty()) continue;
    Word shape = Read(word, MemType::kU32);
    if (shape == WordOfShape(kFloatShape) || shape == WordOfShape(kBigIntShape)) continue;
    for (size_t i = 1; i < object->kinds.size(); ++i) {
      Word field = Read(word + 8 * i, MemType::kI64);
      if (object->kinds[i] == MemType::kTagged) {
        work.push_back(field);
      } else if (object->kinds[i] == MemType::kF64) {
        Write(word + 8 * i, MemType::kF64, BitsOf(DoubleOf(field) + 1.0));
      }
    }
  }
}

// For pure functions: does not look at what can change.
uint64_t FakeHost::ShallowHash(absl::string_view name, absl::Span<const Word> args) {
  std::string call(name);
  for (Word word : args) {
    FakeObject* object = IsObjectWord(word) ? Find(word) : nullptr;
    bool known = object == nullptr || Read(word, MemType::kU32) <= WordOfShape(kNamedShape);
    absl::StrAppend(&call, " ", known ? Describe(word) : "object");
  }
  return HashOf(call);
}

uint64_t FakeHost::Opaque(absl::string_view name, absl::Span<const Word> args,
                          bool logged, bool writes) {
  std::string call = absl::StrCat(name, "(", DescribeAll(args), ")");
  if (logged) {
    // What the callee could see of the heap belongs to what it does.
    Describer describe(this);
    std::string world;
    for (const auto& [number, word] : registers_) {
      absl::StrAppend(&world, " ", describe(word));
    }
    log_.push_back(absl::StrCat(call, " in", world));
  }
  if (writes) ChangeReachable(args);
  return HashOf(call);
}

Word FakeHost::TaggedResult(uint64_t hash, bool raises) {
  if (raises && raise_each_ != 0 && ++raising_calls_ % raise_each_ == 0) {
    return kNullWord;
  }
  return TagInt(static_cast<int64_t>(hash % 1000));
}

Word FakeHost::CallHelper(uint32_t id, absl::Span<const Word> args) {
  auto it = helpers_.find(id);
  if (it != helpers_.end()) return it->second(*this, args);
  auto f = [&](int i) { return DoubleOf(args[static_cast<size_t>(i)]); };
  auto n = [&](int i) { return IntValue(args[static_cast<size_t>(i)]); };
  switch (static_cast<HelperId>(id)) {
    case HelperId::k_float_pow:
      return BitsOf(std::pow(f(0), f(1)));
    case HelperId::k_float_mod:
      return BitsOf(PythonMod(f(0), f(1)));
    case HelperId::k_float_floordiv:
      return BitsOf(PythonFloorDiv(f(0), f(1)));
    // Wrapping at 128 bits is far beyond what tests compute.
    case HelperId::k_int_add:
      return BoxBig(static_cast<__int128>(static_cast<unsigned __int128>(n(0)) +
                                          static_cast<unsigned __int128>(n(1))));
    case HelperId::k_int_sub:
      return BoxBig(static_cast<__int128>(static_cast<unsigned __int128>(n(0)) -
                                          static_cast<unsigned __int128>(n(1))));
    case HelperId::k_int_mul:
      return BoxBig(static_cast<__int128>(static_cast<unsigned __int128>(n(0)) *
                                          static_cast<unsigned __int128>(n(1))));
    default:
      break;
  }
  const HelperRow& row = HelperRowOf(id);
  // Raw operands are shown as ints.
  std::vector<Word> shown(args.begin(), args.end());
  absl::string_view letters = row.operands;
  for (size_t i = 0; i < shown.size() && i < letters.size(); ++i) {
    if (letters[i] != 't' && letters[i] != 'p') {
      shown[i] = TagInt(static_cast<int64_t>(shown[i]));
    }
  }
  bool python = (row.flags & kHelperRunsPython) != 0;
  bool writes = python || row.writes != 0;
  bool pure = (row.flags & kHelperPure) != 0;
  uint64_t hash = 0;
  if (static_cast<HelperId>(id) == HelperId::k_is_identical) {
    hash = args[0] == args[1] || (ShallowHash("", {args[0]}) == ShallowHash("", {args[1]}) &&
                                  Describe(args[0])[0] != '#');
  } else if (pure) {
    hash = ShallowHash(row.name, shown);
  } else {
    // A helper that only reads may be removed or merged: it leaves no trace.
    hash = Opaque(row.name, shown, writes, writes);
  }
  switch (row.result) {
    case Type::kI1:
      return hash & 1;
    case Type::kI64:
      return hash % 1000;
    case Type::kF64:
      return BitsOf(static_cast<double>(hash % 1000) / 8);
    case Type::kVoid:
    case Type::kTagged:
    case Type::kPtr:
      return TaggedResult(hash, (row.flags & kHelperRaises) != 0);
  }
  return 0;
}

Word FakeHost::CallNative(const ObjectRow& function, absl::Span<const Word> args) {
  // The node's effects do not come here: a name with "pure" in it is a pure function.
  if (function.name.find("pure") != std::string::npos) {
    return TaggedResult(ShallowHash(function.name, args), false);
  }
  return TaggedResult(Opaque(function.name, args, true, true), true);
}

Word FakeHost::CallValue(Word callee, absl::Span<const Word> args) {
  return TaggedResult(Opaque(absl::StrCat("call ", Describe(callee)), args, true, true),
                      true);
}

Word FakeHost::Raw(const Evaluator& evaluator, Ref ref,
                   const std::vector<Word>& virtuals) {
  if ((ref & kVirtualBit) != 0) return virtuals[ref & ~kVirtualBit];
  return evaluator.ValueOf(ref);
}

// As the interpreter holds it: raw values boxed.
Word FakeHost::Resolve(const Graph& graph, const Evaluator& evaluator, Ref ref,
                       const std::vector<Word>& virtuals) {
  if (ref == kNone) return kNullWord;
  Word word = Raw(evaluator, ref, virtuals);
  if ((ref & kVirtualBit) != 0) return word;
  switch (graph.node(ref).type) {
    case Type::kI64:
      return BoxBig(static_cast<int64_t>(word));
    case Type::kF64: {
      uint64_t before = allocations_;
      Word box = BoxFloat(DoubleOf(word));
      allocations_ = before;  // the exit's, not the graph's
      return box;
    }
    case Type::kI1:
      return BoxBool(word != 0);
    case Type::kVoid:
    case Type::kTagged:
    case Type::kPtr:
      return word;
  }
  return word;
}

std::string FakeHost::Observe(const Graph& graph, const Evaluator& evaluator,
                              const EvalResult& result) {
  std::vector<Word> virtuals;
  Describer describe(this);
  std::string out;
  if (result.returned) {
    absl::StrAppend(&out, "return ", describe(result.value), "\n");
  } else {
    const Snapshot& s = graph.snapshots[result.snapshot];
    for (const VirtualObject& v : s.virtuals) {
      virtuals.push_back(NewObject(graph.shapes[v.shape].id, v.bytes));
    }
    for (size_t i = 0; i < virtuals.size(); ++i) {
      for (const VirtualObject::Field& f : s.virtuals[i].fields) {
        Write(virtuals[i] + static_cast<Word>(f.offset), f.mem,
              f.mem == MemType::kTagged
                  ? Resolve(graph, evaluator, f.value, virtuals)
                  : Raw(evaluator, f.value, virtuals));
      }
    }
    for (const PendingStore& p : s.stores) {
      Write(Raw(evaluator, p.object, virtuals) + static_cast<Word>(p.offset), p.mem,
            p.mem == MemType::kTagged ? Resolve(graph, evaluator, p.value, virtuals)
                                      : Raw(evaluator, p.value, virtuals));
    }
    absl::StrAppend(&out, s.kind == SnapshotKind::kResume ? "resume" : "raise");
    if (s.exit_id != kNone) absl::StrAppend(&out, " exit ", s.exit_id);
    out += "\n";
    for (size_t i = 0; i < s.frames.size(); ++i) {
      const FrameState& frame = s.frames[i];
      std::map<uint32_t, Word> registers;
      if (i == 0) registers = registers_;
      for (const auto& [number, ref] : frame.registers) {
        if ((ref & kVirtualBit) == 0 &&
            IsRegisterKept(graph.node(ref).type, evaluator.ValueOf(ref))) {
          continue;
        }
        registers[number] = Resolve(graph, evaluator, ref, virtuals);
      }
      absl::StrAppend(&out, "  ", graph.codes[frame.code].name, "@", frame.pc, " base ",
                      frame.base, " callee ",
                      describe(Resolve(graph, evaluator, frame.callee, virtuals)),
                      " extra ",
                      describe(Resolve(graph, evaluator, frame.extra, virtuals)),
                      " flags ", frame.flags);
      for (const auto& [number, word] : registers) {
        // A register that holds nothing is as good as one not named.
        if (word != kNullWord) absl::StrAppend(&out, " r", number, "=", describe(word));
      }
      out += "\n";
    }
  }
  absl::StrAppend(&out, "entry");
  for (const auto& [number, word] : registers_) {
    absl::StrAppend(&out, " r", number, "=", describe(word));
  }
  out += "\n";
  for (const std::string& line : log_) absl::StrAppend(&out, "call ", line, "\n");
  if (failed()) absl::StrAppend(&out, "failed: ", message(), "\n");
  return out;
}

std::string FakeHost::RunAndObserve(const Graph& graph, uint64_t max_steps) {
  Evaluator evaluator(graph);
  absl::StatusOr<EvalResult> result = evaluator.Run(this, max_steps);
  if (!result.ok()) return absl::StrCat("failed: ", result.status().ToString());
  return Observe(graph, evaluator, *result);
}

}  // namespace pyjit::ir
