#ifndef RUNTIME_LAYOUT_H_
#define RUNTIME_LAYOUT_H_

#include <cstddef>

#include "runtime/objects.h"
#include "runtime/shape.h"
#include "runtime/thread.h"

// Byte offsets that compiled code uses. Only names from here may appear in
// jit/lower; the static_asserts say what it relies on beyond the offset.

namespace pyjit::layout {

// Objects derive from Object, so offsetof is "conditionally supported" for them;
// both compilers that we build with support it.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winvalid-offsetof"
#define PYJIT_OFFSET(constant, type, field) \
  inline constexpr unsigned constant = offsetof(type, field)

// Header.
PYJIT_OFFSET(kObjectShape, Object, shape_word);
PYJIT_OFFSET(kObjectGc, Object, gc);
PYJIT_OFFSET(kObjectFlags, Object, flags);
PYJIT_OFFSET(kObjectAux, Object, aux);

// Thread.
PYJIT_OFFSET(kThreadAllocPtr, Thread, alloc_ptr);
PYJIT_OFFSET(kThreadAllocLimit, Thread, alloc_limit);
PYJIT_OFFSET(kThreadPoll, Thread, poll);
PYJIT_OFFSET(kThreadVmState, Thread, vm_state);
PYJIT_OFFSET(kThreadException, Thread, exception);
PYJIT_OFFSET(kThreadFrame, Thread, frame);
PYJIT_OFFSET(kThreadStackLimit, Thread, stack_limit);
PYJIT_OFFSET(kThreadNativeLimit, Thread, native_limit);
PYJIT_OFFSET(kThreadIsolate, Thread, isolate);
PYJIT_OFFSET(kThreadHeap, Thread, heap);
PYJIT_OFFSET(kThreadHandled, Thread, handled);
PYJIT_OFFSET(kThreadExitValues, Thread, exit_values);
PYJIT_OFFSET(kThreadStackTop, Thread, stack_top);
PYJIT_OFFSET(kThreadJit, Thread, jit);
PYJIT_OFFSET(kThreadFuel, Thread, fuel);
PYJIT_OFFSET(kThreadDepth, Thread, depth);
PYJIT_OFFSET(kThreadDepthLimit, Thread, depth_limit);

// Frame.
PYJIT_OFFSET(kFrameCallee, Frame, callee);
PYJIT_OFFSET(kFramePrev, Frame, prev);
PYJIT_OFFSET(kFrameCode, Frame, code);
PYJIT_OFFSET(kFramePc, Frame, pc);
PYJIT_OFFSET(kFrameExtra, Frame, extra);
PYJIT_OFFSET(kFrameFlags, Frame, flags);
inline constexpr unsigned kFrameRegs = sizeof(Frame);

// Shape.
PYJIT_OFFSET(kShapeClass, Shape, cls);
PYJIT_OFFSET(kShapeKind, Shape, kind);
PYJIT_OFFSET(kShapeInstanceSize, Shape, instance_size);

// Objects.
PYJIT_OFFSET(kFloatValue, Float, value);
PYJIT_OFFSET(kBigIntSize, BigInt, size);
PYJIT_OFFSET(kBigIntLimbs, BigInt, limbs);
PYJIT_OFFSET(kStrLength, Str, length);
PYJIT_OFFSET(kStrHash, Str, hash);
PYJIT_OFFSET(kStrChars, Str, chars);
PYJIT_OFFSET(kBytesLength, Bytes, length);
PYJIT_OFFSET(kBytesData, Bytes, data);
PYJIT_OFFSET(kValueArrayCapacity, ValueArray, capacity);
PYJIT_OFFSET(kValueArrayItems, ValueArray, items);
PYJIT_OFFSET(kRawArrayCapacity, RawArray, capacity);
PYJIT_OFFSET(kRawArrayUsed, RawArray, used);
PYJIT_OFFSET(kRawArrayBytes, RawArray, bytes);
PYJIT_OFFSET(kListLength, List, length);
PYJIT_OFFSET(kListStorage, List, storage);
PYJIT_OFFSET(kListVersion, List, version);
PYJIT_OFFSET(kTupleLength, Tuple, length);
PYJIT_OFFSET(kTupleItems, Tuple, items);
PYJIT_OFFSET(kDictLength, Dict, length);
PYJIT_OFFSET(kDictUsed, Dict, used);
PYJIT_OFFSET(kDictEntries, Dict, entries);
PYJIT_OFFSET(kDictIndex, Dict, index);
PYJIT_OFFSET(kDictVersion, Dict, version);
PYJIT_OFFSET(kRangeStart, Range, start);
PYJIT_OFFSET(kRangeStop, Range, stop);
PYJIT_OFFSET(kRangeStep, Range, step);
PYJIT_OFFSET(kRangeLength, Range, length);
PYJIT_OFFSET(kSliceStart, Slice, start);
PYJIT_OFFSET(kSliceStop, Slice, stop);
PYJIT_OFFSET(kSliceStep, Slice, step);
PYJIT_OFFSET(kIteratorSource, Iterator, source);
PYJIT_OFFSET(kIteratorPosition, Iterator, position);
PYJIT_OFFSET(kIteratorExpected, Iterator, expected);
PYJIT_OFFSET(kIteratorExtra, Iterator, extra);
PYJIT_OFFSET(kRangeIteratorCurrent, RangeIterator, current);
PYJIT_OFFSET(kRangeIteratorStep, RangeIterator, step);
PYJIT_OFFSET(kRangeIteratorRemaining, RangeIterator, remaining);
PYJIT_OFFSET(kCodeBlock, Code, block);
PYJIT_OFFSET(kFunctionCode, Function, code);
PYJIT_OFFSET(kFunctionGlobals, Function, globals);
PYJIT_OFFSET(kFunctionDefaults, Function, defaults);
PYJIT_OFFSET(kFunctionClosure, Function, closure);
PYJIT_OFFSET(kNativeFunctionInfo, NativeFunction, info);
PYJIT_OFFSET(kNativeFunctionSelf, NativeFunction, self);
PYJIT_OFFSET(kBoundMethodFunction, BoundMethod, function);
PYJIT_OFFSET(kBoundMethodSelf, BoundMethod, self);
PYJIT_OFFSET(kSuperStartClass, Super, start_class);
PYJIT_OFFSET(kSuperSelf, Super, self);
PYJIT_OFFSET(kSuperSelfClass, Super, self_class);
PYJIT_OFFSET(kCellValue, Cell, value);
PYJIT_OFFSET(kClassVersion, Class, version);
PYJIT_OFFSET(kClassInstanceRoot, Class, instance_root);
PYJIT_OFFSET(kClassDict, Class, dict);
PYJIT_OFFSET(kModuleDict, Module, dict);
PYJIT_OFFSET(kPropertyFget, Property, fget);
PYJIT_OFFSET(kPropertyFset, Property, fset);
PYJIT_OFFSET(kInstanceOverflow, Instance, overflow);
PYJIT_OFFSET(kInstanceSlots, Instance, slots);
PYJIT_OFFSET(kGeneratorRegisters, Generator, registers);
PYJIT_OFFSET(kGeneratorPc, Generator, pc);
PYJIT_OFFSET(kGeneratorCode, Generator, code);
PYJIT_OFFSET(kGeneratorFunction, Generator, function);
PYJIT_OFFSET(kGeneratorExcState, Generator, exc_state);
PYJIT_OFFSET(kGeneratorResumerHandled, Generator, resumer_handled);
PYJIT_OFFSET(kGeneratorFrame, Generator, frame);
PYJIT_OFFSET(kGeneratorFrameObject, Generator, frame_object);

#undef PYJIT_OFFSET
#pragma GCC diagnostic pop

// A shape guard compares the first 32 bits of the object.
static_assert(kObjectShape == 0 && sizeof(Object::shape_word) == 4);
// The barrier tests one byte.
static_assert(kObjectGc == 4 && sizeof(Object::gc) == 1);
// Allocation loads pointer and limit as a pair, with short displacements.
static_assert(kThreadAllocPtr == 0 && kThreadAllocLimit == 8);
static_assert(kThreadPoll == 16 && kThreadException < 128);
// Instances: slots of a shape with slots_offset 16.
static_assert(kInstanceOverflow == 8 && kInstanceSlots == 16);
static_assert(sizeof(Value) == 8 && sizeof(Frame) % 8 == 0);

}  // namespace pyjit::layout

#endif  // RUNTIME_LAYOUT_H_
