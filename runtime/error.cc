#include "runtime/error.h"

#include <string>

#include "absl/strings/match.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/code.h"
#include "runtime/exceptions.h"
#include "runtime/frame_object.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/namespace.h"
#include "runtime/operators.h"
#include "runtime/operators_internal.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {

Class* ExceptionClass(Thread* t, Exc exc) {
  return t->isolate->exception_classes[static_cast<int>(exc)];
}

Exception* NewException(Thread* t, Class* cls, Tuple* args) {
  Object* object = AllocateInstance(t, cls);
  if (object == nullptr) return nullptr;
  auto* exception = static_cast<Exception*>(object);
  exception->args = args;
  WriteBarrier(t, exception);
  return exception;
}

namespace {

// Makes `exc` pending, with the exception being handled as its context.
Value SetPending(Thread* t, Exception* exc) {
  Value handled = t->handled;
  if (IsKind(handled, Kind::kException) && handled != Value(exc)) {
    // The chain of contexts must stay free of cycles: if exc is in it, cut there.
    Exception* e = handled.as<Exception>();
    for (int64_t steps = 0; IsKind(e->context, Kind::kException); ++steps) {
      if (e->context == Value(exc)) {
        e->context = Value();
        break;
      }
      e = e->context.as<Exception>();
      if (steps > 1000000) break;  // a cycle that Python code made
    }
    exc->context = handled;
    WriteBarrier(t, exc);
  }
  t->exception = exc;
  return Value();
}

Value RaiseArgs(Thread* t, Exc exc, Tuple* args) {
  if (args == nullptr) return Value();
  Exception* exception = NewException(t, ExceptionClass(t, exc), args);
  if (exception == nullptr) return Value();
  return SetPending(t, exception);
}

Value RaisePreallocated(Thread* t, Value exception) {
  // While the isolate is being built there is nothing better than "an error".
  if (exception.is_null()) exception = t->isolate->none();
  if (IsKind(exception, Kind::kException)) {
    auto* e = exception.as<Exception>();
    e->traceback = Value();
    e->context = Value();
    e->cause = Value();
    e->notes = Value();
  }
  t->exception = exception;
  return Value();
}

}  // namespace

Value RaiseText(Thread* t, Exc exc, absl::string_view message) {
  Str* text = NewStrUtf8(t, message);
  if (text == nullptr) return Value();
  return RaiseWithArg(t, exc, text);
}

Value RaiseWithArg(Thread* t, Exc exc, Value arg) {
  Tuple* args = TupleFromArray(t, &arg, 1);
  if (args == nullptr) return Value();
  Exception* exception = NewException(t, ExceptionClass(t, exc), args);
  if (exception == nullptr) return Value();
  if (exc == Exc::kStopIteration || exc == Exc::kSystemExit) {
    exception->extra = arg;
  }
  return SetPending(t, exception);
}

Value RaiseMemoryError(Thread* t) { return RaisePreallocated(t, t->isolate->memory_error); }

Value RaiseRecursionError(Thread* t) {
  RaiseText(t, Exc::kRecursionError, "maximum recursion depth exceeded");
  if (PendingIs(t, Exc::kMemoryError)) {
    return RaisePreallocated(t, t->isolate->recursion_error);
  }
  return Value();
}

Value RaiseStopIteration(Thread* t) {
  return RaiseArgs(t, Exc::kStopIteration, t->isolate->empty_tuple());
}

namespace {

bool IsExceptionClass(Value v) {
  return IsKind(v, Kind::kClass) && v.as<Class>()->instance_kind == Kind::kException;
}

// An exception class or instance as an instance; null with an exception pending.
Value Instantiate(Thread* t, Value v, const char* otherwise) {
  if (IsKind(v, Kind::kException)) return v;
  if (!IsExceptionClass(v)) return RaiseText(t, Exc::kTypeError, otherwise);
  Value made = Call(t, v, nullptr, 0, Value());
  if (made.is_null() || IsKind(made, Kind::kException)) return made;
  return Raise(t, Exc::kTypeError,
               "calling %s should have returned an instance of BaseException, not <class '%s'>",
               "<class '" + ClassDisplayName(v.as<Class>()) + "'>",
               ClassDisplayName(ClassOf(t, made)));
}

}  // namespace

Value RaiseValue(Thread* t, Value exc, Value cause) {
  if (exc.is_null()) {
    if (!IsKind(t->handled, Kind::kException)) {
      return RaiseText(t, Exc::kRuntimeError, "No active exception to reraise");
    }
    t->exception = t->handled;
    return Value();
  }
  Value instance = Instantiate(t, exc, "exceptions must derive from BaseException");
  if (instance.is_null()) return instance;
  auto* exception = instance.as<Exception>();
  if (!cause.is_null()) {
    if (IsNone(t, cause)) {
      exception->cause = Value();
    } else {
      cause = Instantiate(t, cause, "exception causes must derive from BaseException");
      if (cause.is_null()) return cause;
      exception->cause = cause;
      WriteBarrier(t, exception);
    }
    exception->suppress_context = 1;
  }
  return SetPending(t, exception);
}

bool ExceptionMatches(Thread* t, Value exc, Value cls_or_tuple) {
  if (IsKind(cls_or_tuple, Kind::kTuple)) {
    auto* tuple = cls_or_tuple.as<Tuple>();
    // All are checked before any is compared.
    for (int64_t i = 0; i < tuple->length; ++i) {
      if (!IsExceptionClass(tuple->items[i])) {
        RaiseText(t, Exc::kTypeError,
                  "catching classes that do not inherit from BaseException is not allowed");
        return false;
      }
    }
    for (int64_t i = 0; i < tuple->length; ++i) {
      if (IsSubclass(ClassOf(t, exc), tuple->items[i].as<Class>())) return true;
    }
    return false;
  }
  if (!IsExceptionClass(cls_or_tuple)) {
    RaiseText(t, Exc::kTypeError,
              "catching classes that do not inherit from BaseException is not allowed");
    return false;
  }
  return IsSubclass(ClassOf(t, exc), cls_or_tuple.as<Class>());
}

bool PendingIs(Thread* t, Exc exc) {
  return IsKind(t->exception, Kind::kException) &&
         IsSubclass(ClassOf(t, t->exception), ExceptionClass(t, exc));
}

Value TakeException(Thread* t) {
  Value exception = t->exception;
  t->exception = Value();
  return exception;
}

void AddTraceback(Thread* t, Exception* exc, Code* code, int64_t instruction) {
  Value pending = t->exception;
  Object* object =
      AllocateRaw(t, t->isolate->shape_of(Kind::kTraceback), sizeof(Traceback));
  if (object == nullptr) {
    t->exception = pending;  // a shorter traceback is better than another error
    return;
  }
  auto* entry = static_cast<Traceback*>(object);
  entry->next = exc->traceback;
  entry->code = code;
  entry->instruction = instruction;
  entry->line = code->block->LineAt(static_cast<uint32_t>(instruction));
  exc->traceback = entry;
  WriteBarrier(t, exc);
}

FrameObject* AddFrameTraceback(Thread* t, Exception* exc, Frame* frame) {
  Value pending = t->exception;
  FrameObject* object = FrameObjectFor(t, frame);
  t->exception = pending;
  Value before = exc->traceback;
  AddTraceback(t, exc, frame->code, frame->pc - frame->code->block->instructions.data());
  if (object != nullptr && exc->traceback != before) {
    auto* entry = exc->traceback.as<Traceback>();
    StoreField(t, entry, &entry->frame, object);
  }
  return object;
}

// --- Errors with attributes ---

namespace {

// An exception of one message with attributes in `extra`.
Value RaiseWithExtra(Thread* t, Exc exc, absl::string_view message, Value first, Value second) {
  Str* text = NewStrUtf8(t, message);
  if (text == nullptr) return Value();
  Value arg = text;
  Tuple* args = TupleFromArray(t, &arg, 1);
  if (args == nullptr) return Value();
  Value none = t->isolate->none();
  Tuple* extra = TuplePack(t, first.is_null() ? none : first, second.is_null() ? none : second);
  if (extra == nullptr) return Value();
  Exception* exception = NewException(t, ExceptionClass(t, exc), args);
  if (exception == nullptr) return Value();
  exception->extra = extra;
  WriteBarrier(t, exception);
  return SetPending(t, exception);
}

}  // namespace

Value RaiseNameError(Thread* t, Str* name) {
  return RaiseWithExtra(t, Exc::kNameError, "name '" + StrToUtf8(name) + "' is not defined", name,
                        Value());
}

// The compiler puts the text of an error of super() where the name stands.
static bool RaisedBySuper(Thread* t, Str* name) {
  const std::string text = StrToUtf8(name);
  if (!absl::StartsWith(text, "super(): ")) return false;
  RaiseText(t, Exc::kRuntimeError, text);
  return true;
}

Value RaiseUnboundLocal(Thread* t, Str* name) {
  if (RaisedBySuper(t, name)) return Value();
  return RaiseWithExtra(t, Exc::kUnboundLocalError,
                        "cannot access local variable '" + StrToUtf8(name) +
                            "' where it is not associated with a value",
                        name, Value());
}

Value RaiseUnboundFree(Thread* t, Str* name) {
  if (RaisedBySuper(t, name)) return Value();
  return RaiseWithExtra(t, Exc::kNameError,
                        "cannot access free variable '" + StrToUtf8(name) +
                            "' where it is not associated with a value in enclosing scope",
                        name, Value());
}

Value RaiseAttributeError(Thread* t, Value object, Str* name, absl::string_view message) {
  return RaiseWithExtra(t, Exc::kAttributeError, message, name, object);
}

namespace {

// True while importlib runs the module's code (module.__spec__._initializing).
bool IsInitializing(Thread* t, Module* module) {
  Str* spec_name = Intern(t, "__spec__");
  Str* flag_name = spec_name == nullptr ? nullptr : Intern(t, "_initializing");
  Value spec = flag_name == nullptr ? Value() : NamespaceGet(module->dict, spec_name);
  Value flag = spec.is_null() ? spec : GetAttrOrNull(t, spec, flag_name);
  const bool yes = !flag.is_null() && IsTrue(t, flag) == 1;
  t->exception = Value();
  return yes;
}

}  // namespace

Value RaiseNoAttribute(Thread* t, Value object, Str* name) {
  std::string text = StrToUtf8(name);
  std::string message;
  if (IsKind(object, Kind::kClass)) {
    message = "type object '" + ClassName(object.as<Class>()) + "' has no attribute '" + text + "'";
  } else if (IsKind(object, Kind::kModule) && IsStr(object.as<Module>()->name)) {
    const bool partly = IsInitializing(t, object.as<Module>());
    message = (partly ? "partially initialized module '" : "module '") +
              StrToUtf8(object.as<Module>()->name.as<Str>()) + "' has no attribute '" + text +
              (partly ? "' (most likely due to a circular import)" : "'");
  } else {
    message = "'" + TypeName(t, object) + "' object has no attribute '" + text + "'";
  }
  return RaiseWithExtra(t, Exc::kAttributeError, message, name, object);
}

Value RaiseSyntaxError(Thread* t, Exc exc, absl::string_view message,
                       absl::string_view filename, int line, int offset,
                       absl::string_view text, int end_line, int end_offset) {
  auto number = [&](int n) { return n < 0 ? t->isolate->none() : Value::SmallInt(n); };
  Value details[6];
  Str* file = NewStrUtf8(t, filename);
  Str* source = NewStrUtf8(t, text);
  Str* words = NewStrUtf8(t, message);
  if (file == nullptr || source == nullptr || words == nullptr) return Value();
  details[0] = file;
  details[1] = number(line);
  details[2] = number(offset);
  details[3] = text.empty() ? t->isolate->none() : Value(source);
  details[4] = number(end_line);
  // -1 is "unknown" there, if there is an end at all.
  details[5] = end_line < 0 ? t->isolate->none() : Value::SmallInt(end_offset);
  Tuple* tuple = TupleFromArray(t, details, 6);
  if (tuple == nullptr) return Value();
  Value args[3] = {ExceptionClass(t, exc), words, tuple};
  Value made = ConstructException(t, args, 3, Value());
  if (made.is_null()) return made;
  return SetPending(t, made.as<Exception>());
}

}  // namespace pyjit
