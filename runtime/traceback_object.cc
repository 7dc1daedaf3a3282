// Traceback objects: construction and attributes. How tracebacks are printed is in
// traceback.cc.
#include "runtime/attributes.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/frame_object.h"
#include "runtime/function.h"
#include "runtime/heap.h"
#include "runtime/operators_internal.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"

namespace pyjit {
namespace {

Traceback* Self(Value* args) { return args[0].as<Traceback>(); }
Value Done(Thread* t) { return t->isolate->none(); }

// A traceback or None as the `next` of an entry (*out: the entry or null). `wanted`: what the
// message asks for.
bool AsNext(Thread* t, Value v, const char* wanted, Value* out) {
  if (IsNone(t, v) || IsKind(v, Kind::kTraceback)) {
    *out = IsNone(t, v) ? Value() : v;
    return true;
  }
  Raise(t, Exc::kTypeError, "expected %s, got '%s'", wanted, ClassNameOf(t, v));
  return false;
}

Value GetNext(Thread* t, Value* args, size_t, Value) {
  Value next = Self(args)->next;
  return next.is_null() ? Done(t) : next;
}
Value SetNext(Thread* t, Value* args, size_t, Value) {
  if (args[1].is_null()) {
    return RaiseText(t, Exc::kTypeError, "can't delete tb_next attribute");
  }
  Value next;
  if (!AsNext(t, args[1], "traceback object", &next)) return Value();
  for (Value v = next; !v.is_null(); v = v.as<Traceback>()->next) {
    if (v == args[0]) return RaiseText(t, Exc::kValueError, "traceback loop detected");
  }
  StoreField(t, Self(args), &Self(args)->next, next);
  return Done(t);
}
Value GetFrame(Thread* t, Value* args, size_t, Value) { return TracebackFrame(t, Self(args)); }
// -1: code without a line.
Value GetLine(Thread* t, Value* args, size_t, Value) {
  if (Self(args)->line <= 0) return Value::SmallInt(-1);
  return Value::SmallInt(Self(args)->line);
}
// A byte offset into co_code.
Value GetLasti(Thread* t, Value* args, size_t, Value) {
  return Value::SmallInt(Self(args)->instruction * 8);
}

// traceback(tb_next, tb_frame, tb_lasti, tb_lineno)
Value New(Thread* t, Value* args, size_t, Value) {
  Value next;
  if (!AsNext(t, args[1], "traceback object or None", &next)) return Value();
  if (ClassOf(t, args[2]) != t->isolate->frame_class()) {
    return Raise(t, Exc::kTypeError, "TracebackType() argument 'tb_frame' must be frame, not %s",
                 ClassNameOf(t, args[2]));
  }
  int64_t numbers[2];
  for (int i = 0; i < 2; ++i) {
    if (!IndexAsInt64(t, args[3 + i], &numbers[i])) return Value();
  }
  Object* object = AllocateRaw(t, t->isolate->shape_of(Kind::kTraceback), sizeof(Traceback));
  if (object == nullptr) return Value();
  auto* entry = static_cast<Traceback*>(object);
  entry->next = next;
  entry->frame = args[2];
  entry->code = args[2].as<FrameObject>()->code.as<Code>();
  entry->instruction = numbers[0] / 8;
  entry->line = numbers[1];
  return entry;
}

Value Dir(Thread* t, Value*, size_t, Value) {
  List* names = NewList(t);
  for (const char* name : {"tb_frame", "tb_next", "tb_lasti", "tb_lineno"}) {
    Value text = names == nullptr ? Value() : NewStrUtf8(t, name);
    if (text.is_null() || !ListAppend(t, names, text)) return Value();
  }
  return names;
}

constexpr GetSetInfo kFields[] = {
    {"tb_next", GetNext, SetNext},
    {"tb_frame", GetFrame, nullptr, nullptr, true},
    {"tb_lasti", GetLasti, nullptr, nullptr, true},
    {"tb_lineno", GetLine, nullptr, nullptr, true},
};
constexpr NativeInfo kNew = {"TracebackType", New, "(tb_next, tb_frame, tb_lasti, tb_lineno)",
                             kCollects | kRaises, nullptr};
constexpr NativeInfo kMethods[] = {
    {"__new__", ConstructBy<&kNew>, nullptr, kAnything, "Create a new traceback object."},
    {"__dir__", Dir, "($self, /)", kCollects, "Default dir() implementation."},
};

}  // namespace

bool InitTracebackType(Thread* t) {
  Class* cls = t->isolate->traceback_class();
  cls->construct = ConstructBy<&kNew>;
  return AddGetSets(t, cls, kFields) && AddNatives(t, cls->dict, kMethods, cls);
}

}  // namespace pyjit
