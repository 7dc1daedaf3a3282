#ifndef RUNTIME_TYPES_GENERIC_ALIAS_H_
#define RUNTIME_TYPES_GENERIC_ALIAS_H_

#include "runtime/objects.h"
#include "runtime/shape.h"
#include "runtime/thread.h"
#include "runtime/types/str_builder.h"
#include "runtime/value.h"

// types.GenericAlias, what list[int] is, and types.UnionType, what int | str is.
// Functions may run Python and return null or false with an exception pending.

namespace pyjit {

// origin[args]; args that are no tuple count as one.
Value NewGenericAlias(Thread* t, Value origin, Value args);
// __class_getitem__ of builtin classes: a row of kind ($cls, item, /).
Value ClassGetItemAlias(Thread* t, Value* args, size_t nargs, Value kwnames);
bool IsGenericAlias(Thread* t, Value v);

// a | b of types; NotImplemented if one of them can be no member of a union.
Value UnionOr(Thread* t, Value a, Value b);

// --- What both are made of ---

// The type variables among the arguments, each once: a new Tuple.
Tuple* CollectTypeParameters(Thread* t, Tuple* args);
// The arguments after `self[item]`: type variables replaced. self is for messages.
Tuple* SubstituteTypeParameters(Thread* t, Value self, Tuple* args, Tuple* parameters,
                                Value item);
// An argument as repr() of an alias shows it: "int", "collections.OrderedDict", "...".
bool AppendTypeRepr(Thread* t, Value v, StrBuilder* text);

bool InitGenericAliasesType(Thread* t);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_GENERIC_ALIAS_H_
