#include "runtime/types/exception_group.h"

#include <string>

#include "absl/strings/str_format.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/class_internal.h"
#include "runtime/error.h"
#include "runtime/exceptions.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/native.h"
#include "runtime/operators.h"
#include "runtime/operators_internal.h"
#include "runtime/recursion_guard.h"
#include "runtime/types/list.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/set.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {

bool IsExceptionGroup(Thread* t, Value v) {
  return IsKind(v, Kind::kException) &&
         IsSubclass(ClassOf(t, v), ExceptionClass(t, Exc::kBaseExceptionGroup)) &&
         IsKind(v.as<Exception>()->extra, Kind::kTuple);
}

Value GroupMessage(Exception* group) { return group->extra.as<Tuple>()->items[0]; }
Tuple* GroupExceptions(Exception* group) {
  return group->extra.as<Tuple>()->items[1].as<Tuple>();
}

namespace {

bool Is(Thread* t, Value v, Exc exc) {
  return IsKind(v, Kind::kException) && IsSubclass(ClassOf(t, v), ExceptionClass(t, exc));
}

// BaseExceptionGroup.__new__(cls, message, exceptions).
Value Construct(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* cls = args[0].as<Class>();
  if (nargs != 3) {
    return Raise(t, Exc::kTypeError,
                 "BaseExceptionGroup.__new__() takes exactly 2 arguments (%d given)", nargs - 1);
  }
  if (!IsStr(args[1])) {
    return Raise(t, Exc::kTypeError,
                 "BaseExceptionGroup.__new__() argument 1 must be str, not %s",
                 ArgumentClassName(t, args[1]));
  }
  Value given = args[2];
  bool sequence = IsKind(given, Kind::kList) || IsKind(given, Kind::kTuple) ||
                  (!IsKind(given, Kind::kDict) && !IsKind(given, Kind::kSet) &&
                   !LookupSpecial(t, given, Slot::kGetItem).is_null());
  if (!sequence) {
    return RaiseText(t, Exc::kTypeError, "second argument (exceptions) must be a sequence");
  }
  Tuple* exceptions = NewTupleFrom(t, given);
  if (exceptions == nullptr) return Value();
  if (exceptions->length == 0) {
    return RaiseText(t, Exc::kValueError,
                     "second argument (exceptions) must be a non-empty sequence");
  }
  bool only_exceptions = true;
  for (int64_t i = 0; i < exceptions->length; ++i) {
    if (!IsKind(exceptions->items[i], Kind::kException)) {
      return Raise(t, Exc::kValueError,
                   "Item %d of second argument (exceptions) is not an exception", i);
    }
    only_exceptions = only_exceptions && Is(t, exceptions->items[i], Exc::kException);
  }
  Class* group = ExceptionClass(t, Exc::kExceptionGroup);
  if (cls == ExceptionClass(t, Exc::kBaseExceptionGroup)) {
    if (only_exceptions) cls = group;
  } else if (!only_exceptions && IsSubclass(cls, ExceptionClass(t, Exc::kException))) {
    if (cls == group) {
      return RaiseText(t, Exc::kTypeError, "Cannot nest BaseExceptions in an ExceptionGroup");
    }
    return Raise(t, Exc::kTypeError, "Cannot nest BaseExceptions in '%s'", ClassName(cls));
  }
  Tuple* own_args = TupleFromArray(t, args + 1, 2);
  Tuple* extra = own_args == nullptr ? nullptr : TuplePack(t, args[1], exceptions);
  Exception* self = extra == nullptr ? nullptr : NewException(t, cls, own_args);
  if (self == nullptr) return Value();
  StoreField(t, self, &self->extra, extra);
  return self;
}

// A group "" of a list or tuple of exceptions.
Value NewGroup(Thread* t, Value exceptions) {
  return CallValues(t, ExceptionClass(t, Exc::kBaseExceptionGroup),
                    {Value(t->isolate->empty_str()), exceptions});
}

// --- Splitting ---

enum class MatchBy : uint8_t { kClass, kPredicate, kIdentity };
struct Matcher {
  MatchBy by;
  Value what;  // class or tuple, callable, or a List of leaves
};

// 1, 0 or -1.
int Matches(Thread* t, const Matcher& matcher, Value exc) {
  switch (matcher.by) {
    case MatchBy::kClass: {
      bool matches = ExceptionMatches(t, exc, matcher.what);
      return t->exception.is_null() ? matches : -1;
    }
    case MatchBy::kPredicate: {
      Value result = Call(t, matcher.what, &exc, 1, Value());
      return result.is_null() ? -1 : IsTrue(t, result);
    }
    case MatchBy::kIdentity: {
      if (IsExceptionGroup(t, exc)) return 0;
      auto* list = matcher.what.as<List>();
      auto* items = static_cast<ValueArray*>(list->storage);
      for (int64_t i = 0; i < list->length; ++i) {
        if (items->items[i] == exc) return 1;
      }
      return 0;
    }
  }
  return 0;
}

// A group like `original` of some of its exceptions; None if there are none.
Value Subset(Thread* t, Exception* original, List* exceptions) {
  if (exceptions->length == 0) return t->none;
  Str* name = Intern(t, "derive");
  if (name == nullptr) return Value();
  Value arg = exceptions;
  Value made = CallMethod(t, original, name, &arg, 1);
  if (made.is_null()) return made;
  if (!IsExceptionGroup(t, made)) {
    return RaiseText(t, Exc::kTypeError, "derive must return an instance of BaseExceptionGroup");
  }
  auto* group = made.as<Exception>();
  group->traceback = original->traceback;
  group->context = original->context;
  group->cause = original->cause;
  group->suppress_context = 1;
  WriteBarrier(t, group);
  Value notes = GetAttrOrNull(t, original, t->isolate->names.dunder_notes);
  if (notes.is_null()) return t->exception.is_null() ? made : Value();
  if (!IsKind(notes, Kind::kList) && !IsKind(notes, Kind::kTuple)) return made;
  List* copy = NewListFrom(t, notes);
  if (copy == nullptr || !SetAttr(t, made, t->isolate->names.dunder_notes, copy)) return Value();
  return made;
}

// The part of `exc` that matches and (if rest is not null) the rest; None for an
// empty one. False with an exception pending.
bool Split(Thread* t, Value exc, const Matcher& matcher, Value* match, Value* rest) {
  *match = t->none;
  if (rest != nullptr) *rest = t->none;
  int matches = Matches(t, matcher, exc);
  if (matches < 0) return false;
  if (matches) {
    *match = exc;
    return true;
  }
  if (!IsExceptionGroup(t, exc)) {
    if (rest != nullptr) *rest = exc;
    return true;
  }
  RecursionGuard guard(t, " in exceptiongroup_split_recursive");
  if (!guard.ok()) return false;
  auto* group = exc.as<Exception>();
  List* matching = NewList(t);
  List* others = matching == nullptr ? nullptr : NewList(t);
  if (others == nullptr) return false;
  Tuple* exceptions = GroupExceptions(group);
  for (int64_t i = 0; i < exceptions->length; ++i) {
    Value part, other;
    if (!Split(t, exceptions->items[i], matcher, &part, rest == nullptr ? nullptr : &other)) {
      return false;
    }
    if (part != t->none && !ListAppend(t, matching, part)) return false;
    if (rest != nullptr && other != t->none && !ListAppend(t, others, other)) return false;
  }
  *match = Subset(t, group, matching);
  if (match->is_null()) return false;
  if (rest == nullptr) return true;
  *rest = Subset(t, group, others);
  return !rest->is_null();
}

bool IsExceptionClass(Value v) {
  return IsKind(v, Kind::kClass) && v.as<Class>()->instance_kind == Kind::kException;
}

// What split() and subgroup() take. False with TypeError pending.
bool MatcherOf(Thread* t, Value what, Matcher* matcher) {
  matcher->what = what;
  matcher->by = MatchBy::kClass;
  if (IsExceptionClass(what)) return true;
  if (IsKind(what, Kind::kTuple)) {
    bool all = true;
    auto* tuple = what.as<Tuple>();
    for (int64_t i = 0; i < tuple->length; ++i) all = all && IsExceptionClass(tuple->items[i]);
    if (all) return true;
  }
  matcher->by = MatchBy::kPredicate;
  if (IsKind(what, Kind::kFunction)) return true;
  RaiseText(t, Exc::kTypeError,
            "expected a function, exception type or tuple of exception types");
  return false;
}

Value SplitMethod(Thread* t, Value* args, size_t, Value) {
  Matcher matcher;
  Value match, rest;
  if (!MatcherOf(t, args[1], &matcher) || !Split(t, args[0], matcher, &match, &rest)) {
    return Value();
  }
  return TuplePack(t, match, rest);
}

Value SubgroupMethod(Thread* t, Value* args, size_t, Value) {
  Matcher matcher;
  Value match;
  if (!MatcherOf(t, args[1], &matcher) || !Split(t, args[0], matcher, &match, nullptr)) {
    return Value();
  }
  return match;
}

Value DeriveMethod(Thread* t, Value* args, size_t, Value) {
  return CallValues(t, ExceptionClass(t, Exc::kBaseExceptionGroup),
                    {GroupMessage(args[0].as<Exception>()), args[1]});
}

Value Text(Thread* t, Value* args, size_t, Value) {
  auto* self = args[0].as<Exception>();
  if (!IsExceptionGroup(t, self)) return ExceptionText(t, self);
  int64_t n = GroupExceptions(self)->length;
  Value message = ToStr(t, GroupMessage(self));
  if (message.is_null()) return message;
  return NewStrUtf8(t, absl::StrFormat("%s (%d sub-exception%s)",
                                       StrToUtf8(message.as<Str>()), n, n > 1 ? "s" : ""));
}

Value GetMessage(Thread* t, Value* args, size_t, Value) {
  return GroupMessage(args[0].as<Exception>());
}
Value GetExceptions(Thread* t, Value* args, size_t, Value) {
  return GroupExceptions(args[0].as<Exception>());
}

constexpr NativeInfo kRows[] = {
    {"__new__", Construct, nullptr, kAnything, "Create and return a new object."},
    {"__str__", Text, "($self, /)", kAnything, "Return str(self)."},
    {"derive", DeriveMethod, "($self, excs, /)", kAnything, nullptr},
    {"split", SplitMethod, "($self, matcher_value, /)", kAnything, nullptr},
    {"subgroup", SubgroupMethod, "($self, matcher_value, /)", kAnything, nullptr},
};
constexpr GetSetInfo kFields[] = {
    {"message", GetMessage, nullptr, "exception message", true},
    {"exceptions", GetExceptions, nullptr, "nested exceptions", true},
};

}  // namespace

bool InitExceptionGroupType(Thread* t) {
  Class* base = ExceptionClass(t, Exc::kBaseExceptionGroup);
  Class* group = ExceptionClass(t, Exc::kExceptionGroup);
  Class* exception = ExceptionClass(t, Exc::kException);
  Tuple* bases = NewTuple(t, 2);
  if (bases == nullptr) return false;
  bases->items[0] = base;
  bases->items[1] = exception;
  group->bases = bases;
  Tuple* mro = ComputeMro(t, group, bases);
  if (mro == nullptr || !AddSubclass(t, exception, group)) return false;
  group->mro = mro;
  base->construct = group->construct = Construct;
  return AddNatives(t, base->dict, kRows, base) && AddGetSets(t, base, kFields);
}

// --- except* ---

bool MatchGroup(Thread* t, Value exc, Value type, Value* match, Value* rest) {
  *match = *rest = t->none;
  Class* group_class = ExceptionClass(t, Exc::kBaseExceptionGroup);
  auto is_group = [&](Value v) { return IsSubclass(v.as<Class>(), group_class); };
  bool catches_groups = false;
  if (IsKind(type, Kind::kTuple)) {
    auto* tuple = type.as<Tuple>();
    for (int64_t i = 0; i < tuple->length; ++i) catches_groups |= is_group(tuple->items[i]);
  } else {
    catches_groups = is_group(type);
  }
  if (catches_groups) {
    RaiseText(t, Exc::kTypeError,
              "catching ExceptionGroup with except* is not allowed. Use except instead.");
    return false;
  }
  if (exc == t->none) return true;
  bool whole = ExceptionMatches(t, exc, type);
  if (!t->exception.is_null()) return false;
  if (whole) {
    *match = exc;
    if (IsExceptionGroup(t, exc)) return true;
    Tuple* one = TupleFromArray(t, &exc, 1);
    if (one == nullptr) return false;
    *match = NewGroup(t, one);
    return !match->is_null();
  }
  *rest = exc;
  if (!IsExceptionGroup(t, exc)) return true;
  Str* name = Intern(t, "split");
  if (name == nullptr) return false;
  Value parts = CallMethod(t, exc, name, &type, 1);
  if (parts.is_null()) return false;
  if (!IsKind(parts, Kind::kTuple)) {
    Raise(t, Exc::kTypeError, "%s.split must return a tuple, not %s", ClassNameOf(t, exc),
          ClassNameOf(t, parts));
    return false;
  }
  auto* pair = parts.as<Tuple>();
  if (pair->length < 2) {
    Raise(t, Exc::kTypeError, "%s.split must return a 2-tuple, got tuple of size %d",
          ClassNameOf(t, exc), pair->length);
    return false;
  }
  *match = pair->items[0];
  *rest = pair->items[1];
  return true;
}

namespace {

// Parts of one group share what was known of the whole.
bool SameMetadata(Thread* t, Value a, Value b) {
  if (!IsExceptionGroup(t, a) || !IsExceptionGroup(t, b)) return false;
  auto *x = a.as<Exception>(), *y = b.as<Exception>();
  return x->traceback == y->traceback && x->cause == y->cause && x->context == y->context &&
         x->notes == y->notes;
}

bool CollectLeaves(Thread* t, Value exc, List* leaves) {
  if (!IsExceptionGroup(t, exc)) return ListAppend(t, leaves, exc);
  RecursionGuard guard(t, " in collect_exception_group_leaves");
  if (!guard.ok()) return false;
  Tuple* exceptions = GroupExceptions(exc.as<Exception>());
  for (int64_t i = 0; i < exceptions->length; ++i) {
    if (!CollectLeaves(t, exceptions->items[i], leaves)) return false;
  }
  return true;
}

}  // namespace

Value Regroup(Thread* t, Value original, List* given) {
  if (given->length == 0) return t->none;
  auto* items = static_cast<ValueArray*>(given->storage);
  // A plain exception: at most one handler ran.
  if (!IsExceptionGroup(t, original)) return items->items[0];
  List* raised = NewList(t);
  List* leaves = raised == nullptr ? nullptr : NewList(t);
  if (leaves == nullptr) return Value();
  for (int64_t i = 0; i < given->length; ++i) {
    Value e = items->items[i];
    if (e == t->none) continue;
    bool ok = SameMetadata(t, e, original) ? CollectLeaves(t, e, leaves)
                                           : ListAppend(t, raised, e);
    if (!ok) return Value();
  }
  Value again;
  Matcher matcher{MatchBy::kIdentity, leaves};
  if (!Split(t, original, matcher, &again, nullptr)) return Value();
  if (raised->length == 0) return again;
  if (again != t->none && !ListAppend(t, raised, again)) return Value();
  return NewGroup(t, raised);
}

}  // namespace pyjit
