// _string: formatter_parser, formatter_field_name_split.
//
// What string.Formatter takes format strings apart with.
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"
#include "runtime/types/str_format_parse.h"
#include "runtime/types/tuple.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

// Goes over the pieces of a format string, or over the parts of a field's name.
struct FormatIterator : Object {
  Value text;
  int64_t at;
};
const ExtensionInfo kLayout = {sizeof(FormatIterator), 1, nullptr};

Value Text(Thread* t, Str* str, StrRange range) {
  return StrSlice(t, str, range.start, range.end);
}
// As an index if it is a number.
Value NumberOrText(Thread* t, Str* str, StrRange range) {
  int64_t index;
  if (!ReadFormatIndex(t, str, range, &index)) return Value();
  return index >= 0 ? IntFromInt64(t, index) : Text(t, str, range);
}

// (literal text, field name, format spec, conversion); None where there is no
// field.
Value NextPiece(Thread* t, Value* args, size_t, Value) {
  auto* self = args[0].as<FormatIterator>();
  auto* str = self->text.as<Str>();
  if (self->at >= str->length) return RaiseStopIteration(t);
  FormatPiece piece;
  if (!ParseFormatPiece(t, str, str->length, &self->at, &piece)) return Value();
  Value none = NoneOf(t);
  Value parts[4] = {Text(t, str, piece.literal), none, none, none};
  if (piece.has_field) {
    parts[1] = Text(t, str, piece.field.name);
    parts[2] = Text(t, str, piece.field.spec);
    if (piece.field.conversion != 0)
      parts[3] = StrFromChar(t, piece.field.conversion);
  }
  for (Value part : parts) {
    if (part.is_null()) return part;
  }
  return TupleFromArray(t, parts, 4);
}

// (is attribute, name or index)
Value NextPart(Thread* t, Value* args, size_t, Value) {
  auto* self = args[0].as<FormatIterator>();
  auto* str = self->text.as<Str>();
  if (self->at >= str->length) return RaiseStopIteration(t);
  FieldPart part;
  if (!ParseFieldPart(t, str, str->length, &self->at, &part)) return Value();
  Value name = part.is_attribute ? Text(t, str, part.text)
                                 : NumberOrText(t, str, part.text);
  return name.is_null()
             ? name
             : Value(TuplePack(t, t->isolate->Bool(part.is_attribute), name));
}

Value ReturnSelf(Thread*, Value* args, size_t, Value) { return args[0]; }

template <NativeFn kNext>
constexpr NativeInfo kIteratorRows[] = {
    {"__iter__", ReturnSelf, "($self, /)", kPure, "Implement iter(self)."},
    {"__next__", kNext, "($self, /)",
     kReadsHeap | kWritesHeap | kRaises | kCollects, "Implement next(self)."},
};

Value RefuseConstruct(Thread* t, Value* args, size_t, Value) {
  return Raise(t, Exc::kTypeError, "cannot create '%s' instances",
               ClassDisplayName(args[0].as<Class>()));
}
Class* IteratorClass(Thread* t, const char* name,
                     absl::Span<const NativeInfo> rows) {
  ClassOptions options;
  options.extension = &kLayout;
  options.module = t->isolate->names.builtins;
  Str* text = Intern(t, name);
  if (text == nullptr) return nullptr;
  Class* cls = NewNativeClass(t, text, t->isolate->object_class(), options);
  if (cls == nullptr || !AddNatives(t, cls->dict, rows, cls) ||
      !RefreshClass(t, cls)) {
    return nullptr;
  }
  cls->construct = RefuseConstruct;
  return cls;
}

Value NewIterator(Thread* t, Value cls, Value text, int64_t at) {
  auto* iterator =
      static_cast<FormatIterator*>(AllocateInstance(t, cls.as<Class>()));
  if (iterator == nullptr) return Value();
  StoreField(t, iterator, &iterator->text, text);
  iterator->at = at;
  return iterator;
}

bool StrArgument(Thread* t, Value v) {
  if (IsStr(v)) return true;
  Raise(t, Exc::kTypeError, "expected str, got %s", ClassNameOf(t, v));
  return false;
}

// The functions carry the class of their iterators as `self`.
Value Parser(Thread* t, Value* args, size_t, Value) {
  return StrArgument(t, args[1]) ? NewIterator(t, args[0], args[1], 0)
                                 : Value();
}
Value FieldNameSplit(Thread* t, Value* args, size_t, Value) {
  if (!StrArgument(t, args[1])) return Value();
  auto* str = args[1].as<Str>();
  const int64_t end = FieldFirstEnd(str, {0, str->length});
  Value first = NumberOrText(t, str, {0, end});
  Value rest = first.is_null() ? first : NewIterator(t, args[0], str, end);
  return rest.is_null() ? rest : Value(TuplePack(t, first, rest));
}

constexpr NativeInfo kParser = {
    "formatter_parser", Parser, "(string, /)",
    kReadsHeap | kRaises | kCollects | kEscapesArgs,
    "The pieces of a format string, one after the other."};
constexpr NativeInfo kSplit = {
    "formatter_field_name_split", FieldNameSplit, "(string, /)",
    kReadsHeap | kRaises | kCollects | kEscapesArgs,
    "The first part of a field's name, and its other parts."};

bool AddFunction(Thread* t, Module* module, const NativeInfo& row,
                 Class* iterator) {
  return iterator != nullptr &&
         SetModuleValue(t, module, row.name,
                        NewNativeFunction(t, &row, iterator));
}

}  // namespace

bool InitStringModule(Thread* t, Module* module) {
  return AddFunction(
             t, module, kParser,
             IteratorClass(t, "formatteriterator", kIteratorRows<NextPiece>)) &&
         AddFunction(
             t, module, kSplit,
             IteratorClass(t, "fieldnameiterator", kIteratorRows<NextPart>));
}

}  // namespace pyjit
