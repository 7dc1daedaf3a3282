#include "interp/building.h"

#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/isolate.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/set.h"
#include "runtime/types/str.h"

namespace pyjit {
namespace {

bool IsExactStr(Thread* t, Value v) {
  return v.is_object() && v.object()->shape() == t->isolate->shape_of(Kind::kStr);
}

bool LooksLikeMapping(Thread* t, Value v) {
  return IsKind(v, Kind::kDict) || !GetAttrOrNull(t, v, t->isolate->names.keys).is_null();
}

}  // namespace

Value BuildSet(Thread* t, const Value* items, int64_t n) {
  Set* set = NewSet(t);
  if (set == nullptr) return Value();
  for (int64_t i = 0; i < n; ++i) {
    if (!SetAdd(t, set, items[i])) return Value();
  }
  return set;
}

Value BuildDict(Thread* t, const Value* pairs, int64_t n) {
  return NewDictOfPairs(t, pairs, n);
}

Value BuildString(Thread* t, Value* parts, int64_t n) {
  if (n == 2) return StrConcat(t, parts[0].as<Str>(), parts[1].as<Str>());
  return StrJoin(t, t->isolate->empty_str(), parts, n);
}

Value FormatWithConversion(Thread* t, Value v, int conversion, Value spec) {
  switch (conversion) {
    case 's': v = ToStr(t, v); break;
    case 'r': v = ToRepr(t, v); break;
    case 'a':
      v = ToRepr(t, v);
      if (!v.is_null()) v = StrAscii(t, v.as<Str>());
      break;
    default: break;
  }
  if (v.is_null()) return v;
  if (spec.is_null() && IsExactStr(t, v)) return v;
  return FormatValue(t, v, spec);
}

bool ExtendDisplay(Thread* t, List* list, Value v) {
  if (ListExtend(t, list, v)) return true;
  // Not iterable at all (an error from inside __iter__ stays).
  if (PendingIs(t, Exc::kTypeError) &&
      (!v.is_object() || (LookupSpecial(t, v, Slot::kIter).is_null() &&
                          LookupSpecial(t, v, Slot::kGetItem).is_null()))) {
    TakeException(t);
    Raise(t, Exc::kTypeError, "Value after * must be an iterable, not %s", ClassNameOf(t, v));
  }
  return false;
}

bool UpdateDictDisplay(Thread* t, Dict* dict, Value v) {
  if (!LooksLikeMapping(t, v)) {
    if (t->exception.is_null()) {
      Raise(t, Exc::kTypeError, "'%s' object is not a mapping", ClassNameOf(t, v));
    }
    return false;
  }
  return DictUpdate(t, dict, v);
}

namespace {

bool AddKeyword(Thread* t, Value callee, Dict* dict, Value key, Value value) {
  // Whether keys are strings is asked when all are together.
  const int there = DictContains(t, dict, key);
  if (there < 0) return false;
  if (there > 0) {
    Value text = ToStr(t, key);
    if (text.is_null()) return false;
    Raise(t, Exc::kTypeError, "%s got multiple values for keyword argument '%s'",
          CallableText(t, callee), StrToUtf8(text.as<Str>()));
    return false;
  }
  return DictSet(t, dict, key, value);
}

}  // namespace

bool MergeKeywords(Thread* t, Value callee, Dict* dict, Value v) {
  if (!LooksLikeMapping(t, v)) {
    if (t->exception.is_null()) {
      Raise(t, Exc::kTypeError, "%s argument after ** must be a mapping, not %s",
            CallableText(t, callee), ClassNameOf(t, v));
    }
    return false;
  }
  Value key, value;
  if (IsKind(v, Kind::kDict)) {
    int64_t pos = 0;
    while (DictNext(v.as<Dict>(), &pos, &key, &value)) {
      if (!AddKeyword(t, callee, dict, key, value)) return false;
    }
    return true;
  }
  // A mapping of another kind may even have a key twice.
  Value keys = CallMethod(t, v, t->isolate->names.keys, nullptr, 0);
  Value iterator = keys.is_null() ? keys : GetIter(t, keys);
  if (iterator.is_null()) return false;
  while (!(key = IterNext(t, iterator)).is_null()) {
    value = GetItem(t, v, key);
    if (value.is_null() || !AddKeyword(t, callee, dict, key, value)) return false;
  }
  return t->exception.is_null();
}

}  // namespace pyjit
