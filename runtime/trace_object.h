#ifndef RUNTIME_TRACE_OBJECT_H_
#define RUNTIME_TRACE_OBJECT_H_

#include <bit>
#include <cstddef>
#include <cstdint>

#include "runtime/code.h"
#include "runtime/layout.h"
#include "runtime/objects.h"
#include "runtime/shape.h"

// What the collector knows about each kind of object: its size, which of its
// words are references, and what memory outside the heap it owns. One switch
// each; a new row of object_kinds.def shows up here as a compiler error.

namespace pyjit {

// Bytes that the object occupies, a multiple of 16.
inline size_t ObjectSize(const Object* object) {
  const Shape* shape = object->shape();
  size_t bytes = shape->instance_size;
  if (bytes == 0) {
    switch (shape->kind) {
      case Kind::kBigInt:
        bytes = layout::kBigIntLimbs +
                8 * static_cast<size_t>(
                        static_cast<const BigInt*>(object)->limb_count());
        break;
      case Kind::kStr: {
        auto* str = static_cast<const Str*>(object);
        bytes = (str->flags & kStrExternal)
                    ? sizeof(Str)
                    : layout::kStrChars + static_cast<size_t>(str->width()) *
                                                 static_cast<size_t>(str->length);
        break;
      }
      case Kind::kBytes:
        bytes = layout::kBytesData +
                static_cast<size_t>(static_cast<const Bytes*>(object)->length);
        break;
      case Kind::kTuple:
        bytes = layout::kTupleItems +
                8 * static_cast<size_t>(static_cast<const Tuple*>(object)->length);
        break;
      case Kind::kValueArray:
        bytes = layout::kValueArrayItems +
                8 * static_cast<size_t>(
                        static_cast<const ValueArray*>(object)->capacity);
        break;
      case Kind::kRawArray:
        bytes = layout::kRawArrayBytes +
                static_cast<size_t>(static_cast<const RawArray*>(object)->capacity);
        break;
      default:
        __builtin_unreachable();  // Fixed kinds have an instance_size
    }
  }
  return (bytes + 15) & ~size_t{15};
}

// Visits all references of a code object's block.
template <typename Visit>
void TraceCodeBlock(const CodeBlock* block, Visit& visit) {
  for (Value v : block->constants) visit(v);
  for (Str* s : block->names) visit(Value(s));
  for (Str* s : block->local_names) visit(Value(s));
  for (Str* s : block->cell_names) visit(Value(s));
  for (Str* s : block->free_names) visit(Value(s));
  visit(Value(block->name));
  visit(Value(block->qualname));
  visit(Value(block->filename));
  visit(block->doc);
  visit(Value(block->globals));
  visit(Value(block->builtins));
}

// Calls visit(Value) for each reference that keeps something alive; words may
// be null or small ints. Not visited: Weakref::referent, words of arrays flagged
// kArrayConservative (the collector scans those).
template <typename Visit>
void TraceObject(Object* object, Visit&& visit) {
  const Shape* shape = object->shape();
  switch (shape->kind) {
    case Kind::kInstance:
      break;
    case Kind::kFloat:
    case Kind::kBigInt:
    case Kind::kSingleton:
    case Kind::kBytes:
    case Kind::kRangeIterator:
    case Kind::kRawArray:
      break;
    case Kind::kStr:
      if (object->flags & kStrExternal) {
        visit(Value(static_cast<Str*>(object)->external));
      }
      break;
    case Kind::kList:
      visit(Value(static_cast<List*>(object)->storage));
      break;
    case Kind::kTuple: {
      auto* tuple = static_cast<Tuple*>(object);
      for (int64_t i = 0; i < tuple->length; ++i) visit(tuple->items[i]);
      break;
    }
    case Kind::kDict: {
      auto* dict = static_cast<Dict*>(object);
      visit(Value(dict->entries));
      visit(Value(dict->index));
      visit(dict->owner);
      break;
    }
    case Kind::kDictView:
      visit(Value(static_cast<DictView*>(object)->dict));
      break;
    case Kind::kSet: {
      auto* set = static_cast<Set*>(object);
      visit(Value(set->entries));
      visit(Value(set->index));
      break;
    }
    case Kind::kRange: {
      auto* range = static_cast<Range*>(object);
      visit(range->start);
      visit(range->stop);
      visit(range->step);
      visit(range->length);
      break;
    }
    case Kind::kSlice: {
      auto* slice = static_cast<Slice*>(object);
      visit(slice->start);
      visit(slice->stop);
      visit(slice->step);
      break;
    }
    case Kind::kIterator: {
      auto* iterator = static_cast<Iterator*>(object);
      visit(iterator->source);
      visit(iterator->extra);
      break;
    }
    case Kind::kFunction: {
      auto* function = static_cast<Function*>(object);
      visit(Value(function->code));
      visit(Value(function->globals));
      visit(function->defaults);
      visit(function->kw_defaults);
      visit(function->closure);
      visit(function->name);
      visit(function->qualname);
      visit(function->module);
      visit(function->doc);
      visit(function->annotations);
      visit(function->dict);
      break;
    }
    case Kind::kNativeFunction: {
      auto* function = static_cast<NativeFunction*>(object);
      visit(function->self);
      visit(function->owner);
      break;
    }
    case Kind::kBoundMethod: {
      auto* method = static_cast<BoundMethod*>(object);
      visit(method->function);
      visit(method->self);
      break;
    }
    case Kind::kClass: {
      auto* cls = static_cast<Class*>(object);
      visit(cls->name);
      visit(cls->qualname);
      visit(cls->module);
      visit(cls->doc);
      visit(cls->bases);
      visit(cls->mro);
      visit(Value(cls->dict));
      visit(cls->subclasses);
      visit(Value(cls->slots));
      visit(Value(shape->cls));
      break;
    }
    case Kind::kException: {
      auto* exception = static_cast<Exception*>(object);
      visit(exception->args);
      visit(exception->traceback);
      visit(exception->context);
      visit(exception->cause);
      visit(exception->notes);
      visit(exception->extra);
      break;
    }
    case Kind::kTraceback: {
      auto* traceback = static_cast<Traceback*>(object);
      visit(traceback->next);
      visit(Value(traceback->code));
      visit(traceback->frame);
      break;
    }
    case Kind::kModule: {
      auto* module = static_cast<Module*>(object);
      visit(module->name);
      visit(Value(module->dict));
      break;
    }
    case Kind::kCell:
      visit(static_cast<Cell*>(object)->value);
      break;
    case Kind::kCode: {
      auto* code = static_cast<Code*>(object);
      if (code->block != nullptr) TraceCodeBlock(code->block, visit);
      break;
    }
    case Kind::kProperty: {
      auto* property = static_cast<Property*>(object);
      visit(property->fget);
      visit(property->fset);
      visit(property->fdel);
      visit(property->doc);
      visit(property->name);
      break;
    }
    case Kind::kMethodWrapper:
      visit(static_cast<MethodWrapper*>(object)->function);
      break;
    case Kind::kSuper: {
      auto* super = static_cast<Super*>(object);
      visit(super->start_class);
      visit(super->self);
      visit(super->self_class);
      break;
    }
    case Kind::kGenerator: {
      auto* generator = static_cast<Generator*>(object);
      visit(Value(generator->code));
      visit(generator->function);
      visit(Value(generator->registers));
      visit(generator->name);
      visit(generator->qualname);
      visit(generator->exc_state);
      visit(generator->resumer_handled);
      visit(generator->origin);
      visit(generator->frame_object);
      break;
    }
    case Kind::kWeakref:
      visit(static_cast<Weakref*>(object)->callback);
      visit(static_cast<Weakref*>(object)->hash);
      break;
    case Kind::kExtension: {
      auto* extension = static_cast<Extension*>(object);
      for (uint32_t i = 0; i < shape->extension->values; ++i) {
        visit(extension->values[i]);
      }
      break;
    }
    case Kind::kValueArray: {
      auto* array = static_cast<ValueArray*>(object);
      if (array->flags & kArrayConservative) break;
      for (int64_t i = 0; i < array->capacity; ++i) visit(array->items[i]);
      break;
    }
  }
  if (shape->slots_offset == 0) {
    // A class written in Python is kept by its instances.
    const Class* cls = shape->cls;
    if (cls != nullptr && !(cls->flags & kClassBuiltin)) visit(Value(cls));
    return;
  }
  // Attribute slots. Only classes written in Python, and a few builtin ones, come
  // this far.
  visit(Value(shape->cls));
  auto* slots = reinterpret_cast<Value*>(reinterpret_cast<uint8_t*>(object) +
                                         shape->slots_offset);
  visit(slots[-1]);
  int count = shape->slot_count < shape->inline_capacity ? shape->slot_count
                                                         : shape->inline_capacity;
  if (shape->double_slots == 0) {
    for (int i = 0; i < count; ++i) visit(slots[i]);
  } else {
    for (int i = 0; i < count; ++i) {
      if (i >= 64 || !((shape->double_slots >> i) & 1)) visit(slots[i]);
    }
  }
}

// Frees what a registered object owns outside the heap. teardown: the whole
// isolate goes; nobody is told. Called by the collector: no Python, no allocation.
void FinalizeNative(Object* object, bool teardown);

}  // namespace pyjit

#endif  // RUNTIME_TRACE_OBJECT_H_
