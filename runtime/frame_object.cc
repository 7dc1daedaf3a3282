// Frame objects: views of frames, copies of frames that are gone, and their
// attributes. Traceback objects' attributes are in traceback_object.cc.
#include "runtime/frame_object.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_format.h"
#include "bytecode/instruction.h"
#include "runtime/attributes.h"
#include "runtime/class.h"
#include "runtime/code.h"
#include "runtime/error.h"
#include "runtime/frame_jump.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/namespace.h"
#include "runtime/operators_internal.h"
#include "runtime/types/dict.h"
#include "runtime/types/generator.h"
#include "runtime/types/int.h"
#include "runtime/types/storage.h"
#include "runtime/types/str.h"

namespace pyjit {

const ExtensionInfo FrameObject::kExtension = {sizeof(FrameObject), 9, nullptr};

namespace {

CodeBlock& BlockOf(const FrameObject* object) { return *object->code.as<Code>()->block; }

FrameObject* NewFrameObject(Thread* t, Code* code) {
  Class* cls = t->isolate->frame_class();
  Object* made = AllocateRaw(t, cls->instance_root, sizeof(FrameObject));
  if (made == nullptr) return nullptr;
  auto* object = static_cast<FrameObject*>(made);
  object->code = code;
  object->trace_lines = true;
  object->jump = -1;
  return object;
}

}  // namespace

FrameObject* FrameObjectFor(Thread* t, Frame* frame) {
  if (frame->flags & kFrameHasObject) return static_cast<FrameObject*>(ObjectOfFrame(frame));
  FrameObject* object = NewFrameObject(t, frame->code);
  if (object == nullptr) return nullptr;
  object->callee = frame->callee;
  if (frame->code->block->flags & kCodeClassBody) object->names = frame->extra;
  if (frame->flags & kFrameGenerator) object->generator = frame->extra;
  object->live = frame;
  object->high_flags = frame->flags & ~kFrameFlagMask;
  frame->flags = (frame->flags & kFrameFlagMask) | kFrameHasObject |
                 reinterpret_cast<uint64_t>(object);
  return object;
}

FrameObject* ShownFrame(Thread* t, Frame* frame) {
  FrameObject* object = FrameObjectFor(t, frame);
  if (object != nullptr) object->shown = true;
  return object;
}

void DetachFrame(Thread* t, Frame* frame, bool unwinding) {
  auto* object = static_cast<FrameObject*>(ObjectOfFrame(frame));
  const Value pending = t->exception;
  const CodeBlock& block = *frame->code->block;
  object->pc = frame->pc - block.instructions.data();
  if (block.first_pinned != 0) {
    ValueArray* copy = NewValueArray(t, block.first_pinned);
    if (copy != nullptr) {
      // What is dead in compiled code may be stale here.
      copy->flags |= kArrayConservative;
      Value* regs = frame->regs();
      for (int i = 0; i < block.first_pinned; ++i) copy->items[i] = regs[i];
      object->registers = copy;
    }
  }
  if (object->shown && frame->prev != nullptr) ForceFrame(t, frame->prev);
  Frame* prev = frame->prev;
  if (prev != nullptr && object->back.is_null()) {
    // An exception that goes on will need the caller's object anyway.
    const bool goes_on = unwinding && !(frame->flags & kFrameEntry);
    if (object->shown || goes_on || (prev->flags & kFrameHasObject)) {
      FrameObject* back = object->shown ? ShownFrame(t, prev) : FrameObjectFor(t, prev);
      if (back != nullptr) object->back = back;
    }
  }
  object->live = nullptr;
  frame->flags =
      (frame->flags & kFrameFlagMask & ~uint64_t{kFrameHasObject}) | object->high_flags;
  WriteBarrier(t, object);
  t->exception = pending;
}

void SleepFrame(Thread* t, Frame* frame, Generator* generator) {
  auto* object = static_cast<FrameObject*>(ObjectOfFrame(frame));
  object->live = nullptr;
  object->suspended = true;
  frame->flags =
      (frame->flags & kFrameFlagMask & ~uint64_t{kFrameHasObject}) | object->high_flags;
  StoreField(t, generator, &generator->frame_object, object);
}

Value GeneratorFrame(Thread* t, Generator* generator) {
  ForceFrames(t);
  if (generator->pc == kGeneratorRunning && generator->frame != nullptr) {
    return ShownFrame(t, generator->frame);
  }
  if (generator->registers == nullptr) return t->isolate->none();
  if (generator->frame_object.is_null()) {
    FrameObject* object = NewFrameObject(t, generator->code);
    if (object == nullptr) return Value();
    object->callee = generator->function;
    object->generator = generator;
    StoreField(t, generator, &generator->frame_object, object);
  }
  generator->frame_object.as<FrameObject>()->shown = true;
  return generator->frame_object;
}

namespace {

// The sleeping generator whose frame the object shows, or null.
Generator* SleeperOf(const FrameObject* object) {
  if (object->live != nullptr || !IsKind(object->generator, Kind::kGenerator)) return nullptr;
  auto* generator = object->generator.as<Generator>();
  return generator->registers != nullptr && generator->pc >= 0 ? generator : nullptr;
}

}  // namespace

int64_t FrameInstruction(const FrameObject* object) {
  if (object->jump >= 0) return object->jump;
  if (object->live != nullptr) return object->live->pc - BlockOf(object).instructions.data();
  const Generator* sleeper = SleeperOf(object);
  return sleeper != nullptr ? sleeper->pc : object->pc;
}

int64_t FrameLine(const FrameObject* object) {
  if (object->call_line != 0) return object->call_line;
  return BlockOf(object).LineAt(static_cast<uint32_t>(FrameInstruction(object)));
}

Dict* FrameGlobals(Thread* t, const FrameObject* object) {
  if (IsKind(object->callee, Kind::kFunction)) return object->callee.as<Function>()->globals;
  Dict* globals = BlockOf(object).globals;
  return globals != nullptr ? globals : t->isolate->builtins();
}

// --- Locals ---

namespace {

bool PutLocal(Thread* t, Dict* dict, Str* name, Value value) {
  if (!value.is_null()) return DictSet(t, dict, name, value);
  return DictLength(dict) == 0 || DictDelete(t, dict, name) >= 0;
}

}  // namespace

namespace {

// The cell that the prologue will copy from the function, or null.
Value ClosureCell(const FrameObject* object, size_t i) {
  if (!IsKind(object->callee, Kind::kFunction)) return Value();
  Value closure = object->callee.as<Function>()->closure;
  if (!IsKind(closure, Kind::kTuple)) return Value();
  auto* cells = closure.as<Tuple>();
  return i < static_cast<size_t>(cells->length) ? cells->items[i] : Value();
}

}  // namespace

Value FrameLocals(Thread* t, FrameObject* object) {
  const CodeBlock& block = BlockOf(object);
  if (block.flags & (kCodeModule | kCodeClassBody)) {
    if ((block.flags & kCodeClassBody) && object->names.is_object()) return object->names;
    return FrameGlobals(t, object);
  }
  if (object->locals.is_null()) {
    Dict* made = NewDict(t);
    if (made == nullptr) return Value();
    StoreField(t, object, &object->locals, made);
  }
  auto* dict = object->locals.as<Dict>();
  if (object->live != nullptr) ForceFrame(t, object->live);
  const Value* regs = nullptr;
  size_t kept = block.first_pinned;  // registers that there are; others are unbound
  if (object->live != nullptr) {
    regs = object->live->regs();
  } else if (const Generator* sleeper = SleeperOf(object)) {
    regs = static_cast<const ValueArray*>(sleeper->registers)->items;
    kept = COf(block.instructions[static_cast<size_t>(sleeper->pc)]);
  } else if (object->registers.is_object()) {
    regs = object->registers.as<ValueArray>()->items;
  }
  if (regs == nullptr) return dict;
  auto at = [&](size_t i) { return i < kept ? regs[i] : Value(); };
  for (size_t i = 0; i < block.local_names.size(); ++i) {
    // A captured parameter's register is dead: its cell counts.
    if (std::find(block.cell_names.begin(), block.cell_names.end(), block.local_names[i]) !=
        block.cell_names.end()) continue;
    if (!PutLocal(t, dict, block.local_names[i], at(i))) return Value();
  }
  size_t reg = block.first_cell;
  for (Str* name : block.cell_names) {
    Value value = at(reg++);
    if (IsKind(value, Kind::kCell)) {
      value = value.as<Cell>()->value;
    } else {
      // The prologue has not run: a parameter is where the caller put it.
      auto found = std::find(block.local_names.begin(), block.local_names.end(), name);
      value = found == block.local_names.end()
                  ? Value()
                  : at(static_cast<size_t>(found - block.local_names.begin()));
    }
    if (!PutLocal(t, dict, name, value)) return Value();
  }
  for (size_t i = 0; i < block.free_names.size(); ++i) {
    Value cell = at(reg++);
    if (!IsKind(cell, Kind::kCell)) cell = ClosureCell(object, i);
    Value value = IsKind(cell, Kind::kCell) ? cell.as<Cell>()->value : Value();
    if (!PutLocal(t, dict, block.free_names[i], value)) return Value();
  }
  return dict;
}

void StoreFrameLocals(Thread* t, FrameObject* object) {
  const CodeBlock& block = BlockOf(object);
  if (object->live == nullptr || object->locals.is_null() ||
      (block.flags & (kCodeModule | kCodeClassBody))) {
    return;
  }
  auto* dict = object->locals.as<Dict>();
  Value* regs = object->live->regs();
  for (size_t i = 0; i < block.local_names.size(); ++i) {
    if (std::find(block.cell_names.begin(), block.cell_names.end(), block.local_names[i]) !=
        block.cell_names.end()) {
      continue;
    }
    // A name that is gone stays bound: compiled code may count on it.
    Value value = DictGetStr(dict, block.local_names[i]);
    if (!value.is_null()) regs[i] = value;
  }
  size_t reg = block.first_cell;
  for (const std::vector<Str*>* names : {&block.cell_names, &block.free_names}) {
    for (Str* name : *names) {
      Value cell = regs[reg++];
      if (!IsKind(cell, Kind::kCell)) continue;
      Value value = DictGetStr(dict, name);
      if (!value.is_null() && value != cell.as<Cell>()->value) SetCellValue(t, cell.as<Cell>(), value);
    }
  }
}

Value FrameBack(Thread* t, FrameObject* object) {
  if (object->live != nullptr) ForceFrames(t);
  if (object->live != nullptr && object->live->prev != nullptr) {
    return ShownFrame(t, object->live->prev);
  }
  if (SleeperOf(object) != nullptr) return t->isolate->none();
  if (object->back.is_null()) return t->isolate->none();
  object->back.as<FrameObject>()->shown = true;
  return object->back;
}

FrameObject* TracebackFrame(Thread* t, Traceback* entry) {
  if (entry->frame.is_null()) {
    FrameObject* object = NewFrameObject(t, entry->code);
    if (object == nullptr) return nullptr;
    object->pc = entry->instruction;
    StoreField(t, entry, &entry->frame, object);
  }
  auto* object = entry->frame.as<FrameObject>();
  object->shown = true;
  return object;
}

// --- Attributes ---

namespace {

FrameObject* Self(Value* args) { return args[0].as<FrameObject>(); }
Value Done(Thread* t) { return t->isolate->none(); }

Value GetCode(Thread*, Value* args, size_t, Value) { return Self(args)->code; }
Value GetBack(Thread* t, Value* args, size_t, Value) { return FrameBack(t, Self(args)); }
Value GetLocals(Thread* t, Value* args, size_t, Value) { return FrameLocals(t, Self(args)); }
Value GetGlobals(Thread* t, Value* args, size_t, Value) { return FrameGlobals(t, Self(args)); }
Value GetBuiltins(Thread* t, Value* args, size_t, Value) {
  return BuiltinsOfCode(t, BlockOf(Self(args)));
}
// The object of a frame whose pc is about to be read.
FrameObject* WithInstruction(Thread* t, Value* args) {
  if (Self(args)->live != nullptr) ForceFrame(t, Self(args)->live);
  return Self(args);
}
Value GetLine(Thread* t, Value* args, size_t, Value) {
  const int64_t line = FrameLine(WithInstruction(t, args));
  return line <= 0 ? Done(t) : Value::SmallInt(line);
}
Value SetLine(Thread* t, Value* args, size_t, Value) {
  return SetFrameLine(t, WithInstruction(t, args), args[1]) ? Done(t) : Value();
}
// A byte offset into co_code.
Value GetLasti(Thread* t, Value* args, size_t, Value) {
  return Value::SmallInt(FrameInstruction(WithInstruction(t, args)) * 8);
}
Value GetTrace(Thread* t, Value* args, size_t, Value) {
  Value trace = Self(args)->trace;
  return trace.is_null() ? Done(t) : trace;
}
Value SetTrace(Thread* t, Value* args, size_t, Value) {
  Value v = IsNone(t, args[1]) ? Value() : args[1];
  StoreField(t, Self(args), &Self(args)->trace, v);
  Self(args)->last_line = FrameLine(WithInstruction(t, args));
  return Done(t);
}
template <bool FrameObject::*kField>
Value GetFlag(Thread* t, Value* args, size_t, Value) {
  return t->isolate->Bool(Self(args)->*kField);
}
template <bool FrameObject::*kField>
Value SetFlag(Thread* t, Value* args, size_t, Value) {
  if (args[1].is_null()) {
    return RaiseText(t, Exc::kTypeError, "can't delete numeric/char attribute");
  }
  if (!IsBool(args[1])) {
    return RaiseText(t, Exc::kTypeError, "attribute value type must be bool");
  }
  Self(args)->*kField = IntIsTrue(args[1]);
  return Done(t);
}

Value Clear(Thread* t, Value* args, size_t, Value) {
  FrameObject* object = Self(args);
  if (object->live != nullptr) {
    return RaiseText(t, Exc::kRuntimeError, "cannot clear an executing frame");
  }
  if (Generator* sleeper = SleeperOf(object)) {
    // One that never ran is told of as if it had died.
    if (sleeper->pc == kGeneratorCreated) FinalizeGenerator(t, sleeper);
    Str* name = Intern(t, "close");
    if (name == nullptr || CallMethod(t, sleeper, name, nullptr, 0).is_null()) return Value();
  }
  object->registers = Value();
  object->locals = Value();
  object->trace = Value();
  return Done(t);
}

Value Repr(Thread* t, Value* args, size_t, Value) {
  FrameObject* object = WithInstruction(t, args);
  CodeBlock& block = BlockOf(object);
  Value file = ToRepr(t, block.filename == nullptr ? Done(t) : Value(block.filename));
  if (file.is_null()) return file;
  return NewStrUtf8(
      t, absl::StrFormat("<frame at %#x, file %s, line %d, code %s>", args[0].bits(),
                         StrToUtf8(file.as<Str>()), FrameLine(object),
                         block.name == nullptr ? "?" : StrToUtf8(block.name)));
}

constexpr GetSetInfo kFields[] = {
    {"f_back", GetBack},
    {"f_code", GetCode},
    {"f_builtins", GetBuiltins},
    {"f_globals", GetGlobals},
    {"f_locals", GetLocals},
    {"f_lineno", GetLine, SetLine},
    {"f_lasti", GetLasti},
    {"f_trace", GetTrace, SetTrace},
    {"f_trace_lines", GetFlag<&FrameObject::trace_lines>, SetFlag<&FrameObject::trace_lines>},
    {"f_trace_opcodes", GetFlag<&FrameObject::trace_opcodes>,
     SetFlag<&FrameObject::trace_opcodes>},
};
constexpr NativeInfo kMethods[] = {
    {"__repr__", Repr, "($self, /)", kCollects, "Return repr(self)."},
    {"clear", Clear, "($self, /)", kAnything,
     "F.clear(): clear most references held by the frame"},
};

}  // namespace

bool InitFrameType(Thread* t) {
  Class* cls = t->isolate->frame_class();
  return AddGetSets(t, cls, kFields) && AddNatives(t, cls->dict, kMethods, cls);
}

}  // namespace pyjit
