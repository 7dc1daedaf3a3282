#include "frontend/compiler/materialize.h"

#include <memory>
#include <string>

#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/isolate.h"
#include "runtime/types/bytes.h"
#include "runtime/types/complex.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/set.h"
#include "runtime/types/slice.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit::compiler {
namespace {

class Materializer {
 public:
  Materializer(Thread* t, Str* filename) : t_(t), filename_(filename) {}

  Code* MakeCode(const CodeUnit& unit);

 private:
  Value MakeConst(const Const& c);
  Value MakeStr(const std::string& text);
  Value MakeSequence(const Const& c);
  bool Names(const std::vector<std::string>& from, std::vector<Str*>* to);

  Thread* t_;
  Str* filename_;
};

// Strings that look like names are interned, as CPython does, so that
// attribute look-ups by constant names meet the same string.
bool LooksLikeName(const std::string& text) {
  for (unsigned char c : text) {
    if (!(c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
          (c >= 'A' && c <= 'Z'))) {
      return false;
    }
  }
  return true;
}

Value Materializer::MakeStr(const std::string& text) {
  return LooksLikeName(text) ? Intern(t_, text) : NewStrUtf8(t_, text);
}

Value Materializer::MakeSequence(const Const& c) {
  if (c.kind == ConstKind::kFrozenSet) {
    Set* set = NewFrozenSet(t_);
    if (set == nullptr) return Value();
    for (const Const* item : c.items) {
      Value value = MakeConst(*item);
      if (!value || !SetAdd(t_, set, value)) return Value();
    }
    // CPython makes it anew from its items, which changes their order.
    Set* again = NewFrozenSet(t_);
    int64_t at = 0;
    Value item;
    while (again != nullptr && SetNext(set, &at, &item)) {
      if (!SetAdd(t_, again, item)) return Value();
    }
    return again;
  }
  if (c.kind == ConstKind::kSlice) {
    Value start = MakeConst(*c.items[0]);
    Value stop = start ? MakeConst(*c.items[1]) : Value();
    Value step = stop ? MakeConst(*c.items[2]) : Value();
    return step ? Value(NewSlice(t_, start, stop, step)) : Value();
  }
  Tuple* tuple = NewTuple(t_, static_cast<int64_t>(c.items.size()));
  if (tuple == nullptr) return Value();
  for (size_t i = 0; i < c.items.size(); ++i) {
    Value value = MakeConst(*c.items[i]);
    if (!value) return Value();
    StoreField(t_, tuple, &tuple->items[i], value);
  }
  return tuple;
}

Value Materializer::MakeConst(const Const& c) {
  Isolate* isolate = t_->isolate;
  switch (c.kind) {
    case ConstKind::kNone:
      return isolate->none();
    case ConstKind::kFalse:
      return isolate->false_value();
    case ConstKind::kTrue:
      return isolate->true_value();
    case ConstKind::kEllipsis:
      return isolate->ellipsis();
    case ConstKind::kInt:
      return IntFromInt64(t_, c.int_value);
    case ConstKind::kBigInt: {
      const bool negative = c.text[0] == '-';
      Value value = ParseIntLiteral(
          t_, absl::string_view(c.text).substr(negative), 16);
      return value && negative ? IntNegate(t_, value) : value;
    }
    case ConstKind::kFloat:
      return NewFloat(t_, c.real);
    case ConstKind::kComplex:
      return NewComplex(t_, c.real, c.imag);
    case ConstKind::kStr:
      return MakeStr(c.text);
    case ConstKind::kBytes:
      return NewBytes(t_, c.text);
    case ConstKind::kTuple:
    case ConstKind::kFrozenSet:
    case ConstKind::kSlice:
      return MakeSequence(c);
    case ConstKind::kCode:
      return MakeCode(*c.code);
    case ConstKind::kException:
      return ExceptionClass(t_, Exc::kAssertionError);
  }
  return Value();
}

bool Materializer::Names(const std::vector<std::string>& from,
                         std::vector<Str*>* to) {
  to->reserve(from.size());
  for (const std::string& name : from) {
    Str* str = Intern(t_, name);
    if (str == nullptr) return false;
    to->push_back(str);  // interned: lives as long as the isolate
  }
  return true;
}

Code* Materializer::MakeCode(const CodeUnit& unit) {
  // The code object comes first: what is put into its block is reachable from
  // then on, as the block is traced through it.
  Code* code = NewCode(t_, std::make_unique<CodeBlock>());
  if (code == nullptr) return nullptr;
  CodeBlock* block = code->block;
  block->filename = filename_;
  block->id = t_->isolate->NewCodeId();
  block->name = Intern(t_, unit.name);
  if (block->name == nullptr) return nullptr;
  block->qualname = Intern(t_, unit.qualname);
  if (block->qualname == nullptr) return nullptr;
  if (!Names(unit.names, &block->names) ||
      !Names(unit.local_names, &block->local_names) ||
      !Names(unit.cell_names, &block->cell_names) ||
      !Names(unit.free_names, &block->free_names)) {
    return nullptr;
  }
  block->constants.reserve(unit.constants.size());
  for (const Const* c : unit.constants) {
    Value value = MakeConst(*c);
    if (!value) return nullptr;
    block->constants.push_back(value);
    WriteBarrier(t_, code);
  }
  block->doc = t_->isolate->none();
  if (unit.doc != nullptr) {
    Value doc = MakeConst(*unit.doc);
    if (!doc) return nullptr;
    block->doc = doc;
    WriteBarrier(t_, code);
  }
  block->register_count = static_cast<uint16_t>(unit.register_count);
  block->local_count = static_cast<uint16_t>(unit.local_count);
  block->first_cell = static_cast<uint16_t>(unit.first_cell);
  block->first_pinned = static_cast<uint16_t>(unit.first_pinned);
  block->pinned_constants = unit.pinned_constants;
  block->arg_count = static_cast<uint16_t>(unit.arg_count);
  block->positional_only = static_cast<uint16_t>(unit.positional_only);
  block->keyword_only = static_cast<uint16_t>(unit.keyword_only);
  block->flags = unit.flags;
  block->first_line = unit.first_line;
  block->attribute_hint = unit.attribute_hint;
  for (const UnitException& e : unit.exceptions) {
    block->exceptions.push_back({e.start, e.end, e.target, e.exc_reg});
  }
  for (const UnitPosition& p : unit.positions) {
    block->positions.push_back({p.offset, p.line, p.end_line, p.col, p.end_col});
  }
  for (uint32_t pc : unit.merge_points) {
    MergePoint point;
    point.pc = pc;
    block->merge_points.push_back(point);
  }
  block->instructions = unit.instructions;
  return code;
}

}  // namespace

Code* Materialize(Thread* t, const CodeUnit& unit, absl::string_view filename) {
  Str* name = Intern(t, filename);
  return name == nullptr ? nullptr : Materializer(t, name).MakeCode(unit);
}

// ---- Back, for dumps ----

namespace {

const Const* ConstOf(Value v, CompiledModule* out) {
  ConstKind kind = ConstKind::kNone;
  out->constants.emplace_back();
  Const* c = &out->constants.back();
  auto items = [&](const Value* values, int64_t n) {
    for (int64_t i = 0; i < n; ++i) c->items.push_back(ConstOf(values[i], out));
  };
  if (v.is_null()) {
    kind = ConstKind::kException;
    c->text = "null";
  } else if (v.is_small_int()) {
    kind = ConstKind::kInt;
    c->int_value = v.small_int();
  } else {
    switch (v.object()->kind()) {
      case Kind::kBigInt: {
        kind = ConstKind::kBigInt;
        c->text = IntToText(v, 16);
        break;
      }
      case Kind::kFloat:
        kind = ConstKind::kFloat;
        c->real = v.as<Float>()->value;
        break;
      case Kind::kStr:
        kind = ConstKind::kStr;
        c->text = StrToUtf8(v.as<Str>());
        break;
      case Kind::kBytes:
        kind = ConstKind::kBytes;
        c->text = std::string(BytesView(v.as<Bytes>()));
        break;
      case Kind::kTuple:
        kind = ConstKind::kTuple;
        items(v.as<Tuple>()->items, v.as<Tuple>()->length);
        break;
      case Kind::kSet: {
        kind = ConstKind::kFrozenSet;
        int64_t position = 0;
        Value key;
        while (SetNext(v.as<Set>(), &position, &key)) items(&key, 1);
        break;
      }
      case Kind::kSlice: {
        kind = ConstKind::kSlice;
        const Slice* slice = v.as<Slice>();
        const Value parts[] = {slice->start, slice->stop, slice->step};
        items(parts, 3);
        break;
      }
      case Kind::kCode:
        kind = ConstKind::kCode;
        c->code = UnitOfCode(*v.as<Code>()->block, out);
        break;
      case Kind::kClass:
        kind = ConstKind::kException;
        c->text = StrToUtf8(v.as<Class>()->name.as<Str>());
        break;
      default: {
        // The singletons: told apart by their classes' names.
        const std::string name =
            StrToUtf8(v.object()->shape()->cls->name.as<Str>());
        if (name == "ellipsis") {
          kind = ConstKind::kEllipsis;
        } else if (name == "bool") {
          kind = v.object()->flags == kSingletonTrue ? ConstKind::kTrue
                                                  : ConstKind::kFalse;
        }
        break;
      }
    }
  }
  c->kind = kind;
  return c;
}

std::vector<std::string> Texts(const std::vector<Str*>& names) {
  std::vector<std::string> out;
  for (const Str* name : names) out.push_back(StrToUtf8(name));
  return out;
}

}  // namespace

const CodeUnit* UnitOfCode(const CodeBlock& block, CompiledModule* out) {
  out->units.emplace_back();
  CodeUnit* unit = &out->units.back();
  unit->name = block.name == nullptr ? "" : StrToUtf8(block.name);
  unit->qualname = block.qualname == nullptr ? "" : StrToUtf8(block.qualname);
  unit->names = Texts(block.names);
  unit->local_names = Texts(block.local_names);
  unit->cell_names = Texts(block.cell_names);
  unit->free_names = Texts(block.free_names);
  unit->instructions = block.instructions;
  for (Value v : block.constants) unit->constants.push_back(ConstOf(v, out));
  for (const ExceptionEntry& e : block.exceptions) {
    unit->exceptions.push_back({e.start, e.end, e.target, e.exc_reg});
  }
  unit->pinned_constants = block.pinned_constants;
  unit->register_count = block.register_count;
  unit->local_count = block.local_count;
  unit->first_cell = block.first_cell;
  unit->first_pinned = block.first_pinned;
  unit->arg_count = block.arg_count;
  unit->positional_only = block.positional_only;
  unit->keyword_only = block.keyword_only;
  unit->flags = block.flags;
  unit->first_line = block.first_line;
  unit->attribute_hint = block.attribute_hint;
  return unit;
}

}  // namespace pyjit::compiler
