// The wrapper behind functools.lru_cache and cache: a dict in the order of last use.
#include <limits>

#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/descriptors.h"
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/types/container_util.h"
#include "runtime/types/dict.h"
#include "runtime/types/dict_internal.h"
#include "runtime/types/int.h"
#include "runtime/types/tuple.h"
#include "stdlib/functools_internal.h"
#include "stdlib/native_class.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

constexpr int64_t kUnbounded = -1;

struct LruCache : Object {
  Value function;
  Value cache;      // Dict
  Value info_type;  // what cache_info() calls
  Value mark;       // stands between positional arguments and keywords in keys
  int64_t maxsize;  // kUnbounded: none
  int64_t hits, misses;
  bool typed;
  static const ExtensionInfo kExtension;
};

LruCache* Self(Value* args) { return args[0].as<LruCache>(); }

// The arguments as a key: a lone int or str as it is, else a tuple.
Value KeyOf(Thread* t, LruCache* self, Value* args, size_t nargs, Value kwnames) {
  const size_t nkw = kwnames.is_null() ? 0 : static_cast<size_t>(kwnames.as<Tuple>()->length);
  if (!self->typed && nkw == 0) {
    if (nargs == 1 && (args[0].is_small_int() || IsExactStr(t, args[0]) ||
                       IsExactInt(t, args[0]))) {
      return args[0];
    }
    return TupleFromArray(t, args, static_cast<int64_t>(nargs));
  }
  size_t size = nargs + (nkw == 0 ? 0 : 1 + 2 * nkw) + (self->typed ? nargs + nkw : 0);
  Tuple* key = NewTuple(t, static_cast<int64_t>(size));
  if (key == nullptr) return Value();
  Value* to = key->items;
  for (size_t i = 0; i < nargs; ++i) *to++ = args[i];
  if (nkw != 0) *to++ = self->mark;
  for (size_t i = 0; i < nkw; ++i) {
    *to++ = kwnames.as<Tuple>()->items[i];
    *to++ = args[nargs + i];
  }
  if (self->typed) {
    for (size_t i = 0; i < nargs + nkw; ++i) *to++ = ClassOf(t, args[i]);
  }
  WriteBarrier(t, key);
  return key;
}

Value CallCached(Thread* t, Object* object, Value* args, size_t nargs, Value kwnames) {
  auto* self = static_cast<LruCache*>(object);
  if (self->maxsize == 0) {
    self->misses++;
    return Call(t, self->function, args, nargs, kwnames);
  }
  Value key = KeyOf(t, self, args, nargs, kwnames);
  if (key.is_null()) return key;
  bool ok;
  const int64_t hash = KeyHash(t, key, &ok);
  if (!ok) return Value();
  auto* cache = self->cache.as<Dict>();
  int64_t i = FindEntry(t, cache, key, hash);
  if (i == -2) return Value();
  if (i >= 0) {
    self->hits++;
    Value value = DictEntry(cache, i)[2];
    if (self->maxsize != kUnbounded && !DictMoveToEnd(t, cache, i, true)) return Value();
    return value;
  }
  self->misses++;
  Value value = Call(t, self->function, args, nargs, kwnames);
  if (value.is_null()) return value;
  // The call may have come here again: what is there already stays.
  i = FindEntry(t, cache, key, hash);
  if (i == -2) return Value();
  if (i >= 0) {
    if (self->maxsize == kUnbounded) {
      DictEntry(cache, i)[2] = value;
      WriteBarrier(t, cache->entries);
    }
    return value;
  }
  if (self->maxsize != kUnbounded && cache->length >= self->maxsize) {
    RemoveEntry(cache, DictFirst(cache));
  }
  return AddEntry(t, cache, key, hash, value) ? value : Value();
}

}  // namespace

const ExtensionInfo LruCache::kExtension = {sizeof(LruCache), 4, nullptr, nullptr, CallCached};

namespace {

Value Construct(Thread* t, Value* args, size_t nargs, Value kwnames) {
  static constexpr const char* kNames[] = {"user_function", "maxsize", "typed",
                                           "cache_info_type"};
  Value bound[4];
  if (!BindConstructor(t, "lru_cache", args, nargs, kwnames, kNames, 4, 4, bound)) {
    return Value();
  }
  if (!IsCallable(t, bound[0])) {
    return RaiseText(t, Exc::kTypeError, "the first argument must be callable");
  }
  int64_t maxsize = kUnbounded;
  if (bound[1] != NoneOf(t)) {
    if (!IsInt(bound[1]) && LookupSpecial(t, bound[1], Slot::kIndex).is_null()) {
      return RaiseText(t, Exc::kTypeError, "maxsize should be integer or None");
    }
    if (!ArgAsSize(t, bound[1], &maxsize)) return Value();
    if (maxsize < 0) maxsize = 0;
  }
  const int typed = IsTrue(t, bound[2]);
  if (typed < 0) return Value();
  Dict* cache = NewDict(t);
  Object* mark = cache == nullptr ? nullptr : AllocateInstance(t, t->isolate->object_class());
  if (mark == nullptr) return Value();
  auto* self = NewExtension<LruCache>(t, args[0].as<Class>());
  if (self == nullptr) return Value();
  self->function = bound[0];
  self->cache = cache;
  self->info_type = bound[3];
  self->mark = mark;
  self->maxsize = maxsize;
  self->typed = typed != 0;
  return self;
}

Value CacheInfo(Thread* t, Value* args, size_t nargs, Value kwnames) {
  LruCache* self = Self(args);
  Value maxsize = self->maxsize == kUnbounded ? NoneOf(t) : IntFromInt64(t, self->maxsize);
  if (maxsize.is_null()) return maxsize;
  return CallValues(t, self->info_type,
                    {Value::SmallInt(self->hits), Value::SmallInt(self->misses), maxsize,
                     Value::SmallInt(self->cache.as<Dict>()->length)});
}

Value CacheClear(Thread* t, Value* args, size_t nargs, Value kwnames) {
  LruCache* self = Self(args);
  self->hits = self->misses = 0;
  DictClear(t, self->cache.as<Dict>());
  return NoneOf(t);
}

Value Reduce(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return GetAttr(t, args[0], t->isolate->names.dunder_qualname);
}
Value Itself(Thread* t, Value* args, size_t nargs, Value kwnames) { return args[0]; }

Value Get(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (args[1] == NoneOf(t)) return args[0];
  return NewBoundMethod(t, args[0], args[1]);
}

constexpr NativeInfo kRows[] = {
    {"__new__", Construct, nullptr, kAnything, ""},
    {"__call__", ExtensionCall, nullptr, kAnything, "Call self as a function."},
    {"__get__", Get, "($self, instance, owner=None, /)", kReadsHeap | kCollects | kRaises,
     "Return an attribute of instance, which is of type owner."},
    {"cache_info", CacheInfo, "($self, /)", kAnything, "Report cache statistics"},
    {"cache_clear", CacheClear, "($self, /)", kReadsHeap | kWritesHeap,
     "Clear the cache and cache statistics"},
    {"__reduce__", Reduce, "($self, /)", kAnything, nullptr},
    {"__copy__", Itself, "($self, /)", kPure, nullptr},
    {"__deepcopy__", Itself, "($self, memo, /)", kPure, nullptr},
};

}  // namespace

bool InitLruCache(Thread* t, Module* module) {
  NativeClassRow row = {"functools", "_lru_cache_wrapper", &LruCache::kExtension, Construct,
                        kRows, {},
                        "Create a cached callable that wraps another function.\n\n"
                        "user_function:      the function being cached\n\n"
                        "maxsize:  0         for no caching\n"
                        "          None      for unlimited cache size\n"
                        "          n         for a bounded cache\n\n"
                        "typed:    False     cache f(3) and f(3.0) as identical calls\n"
                        "          True      cache f(3) and f(3.0) as distinct calls\n\n"
                        "cache_info_type:    namedtuple class with the fields:\n"
                        "                        hits misses currsize maxsize\n"};
  row.flags = kClassBaseable;
  row.traits = kTraitWeakref;
  row.has_dict = true;
  return KeepClass(t, StdlibClass::kLruCache, DefineModuleClass(t, module, row));
}

}  // namespace pyjit
