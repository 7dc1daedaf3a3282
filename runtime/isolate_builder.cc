#include "runtime/isolate_builder.h"

#include <sys/mman.h>

#include <cstring>
#include <type_traits>

#include "runtime/class.h"
#include "runtime/class_internal.h"
#include "runtime/error.h"
#include "runtime/frame_object.h"
#include "runtime/intern.h"
#include "runtime/layout.h"
#include "runtime/namespace.h"
#include "runtime/python_threads.h"
#include "runtime/shape_arena.h"
#include "runtime/types/bytearray.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/memoryview.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {

#define PYJIT_INIT(name) bool Init##name##Type(Thread* t);
#include "runtime/types/init.def"
#undef PYJIT_INIT

namespace {

// Strings that an isolate has interned when it is ready; saves growing the table.
constexpr size_t kExpectedStrings = 1800;

enum BuiltinClassIndex {
#define PYJIT_BUILTIN_CLASS(field, name, base, kind, layout, flags) k_##field,
#include "runtime/builtin_classes.def"
#undef PYJIT_BUILTIN_CLASS
  kBuiltinClassCount,
};

enum ClassRowFlags : uint8_t { kRowFinal = 0, kRowBaseable = kClassBaseable };

// The layout of a row's class if it is one of kind Extension.
template <typename Layout>
const ExtensionInfo* ExtensionOf() {
  if constexpr (requires { Layout::kExtension; }) {
    return &Layout::kExtension;
  } else {
    return nullptr;
  }
}

bool IsVar(Kind kind) {
  switch (kind) {
#define PYJIT_KIND(name, type, sizing, doc) \
  case Kind::k##name:                       \
    return #sizing[0] == 'V';
#include "runtime/object_kinds.def"
#undef PYJIT_KIND
  }
  return false;
}

}  // namespace

bool IsolateBuilder::MapStacks() {
  const size_t bytes = isolate_.options_.vm_stack_words * 8;
  void* stack = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (stack == MAP_FAILED) return false;
  isolate_.vm_stack_ = stack;
  isolate_.vm_stack_bytes_ = bytes;
  t_->stack_base = t_->stack_top = static_cast<Value*>(stack);
  t_->stack_limit = t_->stack_base + isolate_.options_.vm_stack_words;
  t_->isolate = &isolate_;
  t_->heap = isolate_.heap_.get();
  t_->depth_limit = isolate_.options_.recursion_limit;
  t_->vm_state.store(VmState::kHost, std::memory_order_relaxed);
  isolate_.BindToNativeThread();
  return true;
}

// The first class of a kind in the table gives the kind its shape.
void IsolateBuilder::NoteKindShape(Kind kind, Shape* shape) {
  constexpr int kKinds = 0
#define PYJIT_KIND(name, type, sizing, doc) +1
#include "runtime/object_kinds.def"
#undef PYJIT_KIND
      ;
  static_assert(kKinds <= sizeof(Thread::exact_shapes) / sizeof(Thread::exact_shapes[0]));
  const int i = static_cast<int>(kind);
  if (isolate_.kind_shapes_[i] != nullptr) return;
  isolate_.kind_shapes_[i] = shape;
  t_->exact_shapes[i] = static_cast<uint32_t>(reinterpret_cast<uintptr_t>(shape));
}

// One shape per builtin class; the class is filled in when it exists.
bool IsolateBuilder::MakeShapes() {
  auto make = [this](Kind kind, size_t size) -> Shape* {
    Shape* shape = NewPlainShape(t_, nullptr, kind,
                                 IsVar(kind) ? 0 : static_cast<uint32_t>(size));
    NoteKindShape(kind, shape);
    return shape;
  };
  // Shape ids of the builtin classes follow the table, so MakeClasses finds them.
#define PYJIT_BUILTIN_CLASS(field, name, base, kind, layout, flags) \
  if (make(Kind::k##kind, sizeof(layout)) == nullptr) return false;
#include "runtime/builtin_classes.def"
#undef PYJIT_BUILTIN_CLASS
  return make(Kind::kValueArray, 0) != nullptr;
}

bool IsolateBuilder::MakeStrings() {
  auto immortal_str = [this](size_t bytes) -> Str* {
    Object* object = t_->heap->AllocateImmortal(layout::kStrChars + bytes);
    if (object == nullptr) return nullptr;
    object->set_shape(isolate_.shape_of(Kind::kStr));
    return static_cast<Str*>(object);
  };
  isolate_.empty_str_ = immortal_str(0);
  if (isolate_.empty_str_ == nullptr) return false;
  isolate_.empty_str_->flags = kStrWidth1 | kStrAscii;
  InternStr(t_, isolate_.empty_str_);
  for (int c = 0; c < 256; ++c) {
    Str* str = immortal_str(1);
    if (str == nullptr) return false;
    str->length = 1;
    str->flags = c < 128 ? kStrWidth1 | kStrAscii : kStrWidth1;
    str->chars[0] = static_cast<uint8_t>(c);
    isolate_.latin1_[c] = str;
    InternStr(t_, str);
  }
#define PYJIT_NAME(id, text)                                        \
  isolate_.names.id = Intern(t_, absl::string_view(text, sizeof(text) - 1)); \
  if (isolate_.names.id == nullptr) return false;
#include "runtime/names.def"
#undef PYJIT_NAME
#define PYJIT_SPECIAL(id, text) \
  isolate_.names.special_##id->aux = static_cast<uint16_t>(Slot::k##id) + 1;
#include "runtime/special_methods.def"
#undef PYJIT_SPECIAL
  module_name_ = isolate_.names.builtins;
  Object* tuple = t_->heap->AllocateImmortal(layout::kTupleItems);
  if (tuple == nullptr) return false;
  tuple->set_shape(isolate_.shape_of(Kind::kTuple));
  isolate_.empty_tuple_ = static_cast<Tuple*>(tuple);
  return true;
}

Class* IsolateBuilder::MakeClass(const char* name, Class* base, Shape* shape,
                                 Kind kind, uint32_t native_size, uint8_t flags) {
  Object* object =
      AllocateRaw(t_, isolate_.shape_of(Kind::kClass), sizeof(Class));
  if (object == nullptr) return nullptr;
  auto* cls = static_cast<Class*>(object);
  Str* interned = Intern(t_, name);
  if (interned == nullptr) return nullptr;
  cls->name = cls->qualname = interned;
  cls->module = module_name_;
  cls->instance_kind = kind;
  cls->native_size = native_size;
  cls->flags = kClassBuiltin | flags;
  cls->instance_root = shape;
  cls->version = isolate_.NewClassVersion();
  shape->cls = cls;
  cls->dict = NewNamespace(t_, cls);
  if (cls->dict == nullptr) return nullptr;
  if (base == nullptr) {
    cls->bases = isolate_.empty_tuple_;
    Tuple* mro = NewTuple(t_, 1);
    if (mro == nullptr) return nullptr;
    mro->items[0] = cls;
    cls->mro = mro;
    return cls;
  }
  Tuple* bases = NewTuple(t_, 1);
  if (bases == nullptr) return nullptr;
  bases->items[0] = base;
  cls->bases = bases;
  cls->mro = ComputeMro(t_, cls, bases);
  return cls->mro.is_null() || !AddSubclass(t_, base, cls) ? nullptr : cls;
}

bool IsolateBuilder::MakeClasses() {
  // Here a class without a base is `object`.
#define PYJIT_BUILTIN_CLASS(field, name, base, kind, layout, row_flags)            \
  isolate_.field##_class_ =                                                        \
      MakeClass(name, isolate_.base##_class_, isolate_.shape_by_id(k_##field),     \
                Kind::k##kind, sizeof(layout), kRow##row_flags);                   \
  if (isolate_.field##_class_ == nullptr) return false;                            \
  isolate_.field##_class_->extension = ExtensionOf<layout>();                      \
  isolate_.field##_class_->instance_root->extension = ExtensionOf<layout>();
#include "runtime/builtin_classes.def"
#undef PYJIT_BUILTIN_CLASS
  isolate_.shape_of(Kind::kValueArray)->cls = isolate_.storage_class_;

  // Exceptions have attribute slots behind their fields.
  Class* bases[static_cast<int>(Exc::kCount)] = {};
  enum { k_object = -1 };
  int index = 0;
  auto add = [&](const char* name, Class* base) {
    Shape* shape = NewRootShape(t_, nullptr, Kind::kException, sizeof(Exception), 1);
    if (shape == nullptr) return false;
    NoteKindShape(Kind::kException, shape);
    Class* cls = MakeClass(name, base, shape, Kind::kException, sizeof(Exception),
                           kClassBaseable | kClassIsException);
    if (cls == nullptr) return false;
    bases[index] = isolate_.exception_classes[index] = cls;
    ++index;
    return true;
  };
  (void)bases;
  auto find = [&](absl::string_view base) -> Class* {
    for (int i = index; i-- > 0;) {
      if (StrEqualsAscii(bases[i]->name.as<Str>(), base)) return bases[i];
    }
    return isolate_.object_class_;
  };
#define PYJIT_EXCEPTION(name, base) \
  if (!add(#name, find(#base))) return false;
#include "runtime/exceptions.def"
#undef PYJIT_EXCEPTION
  return true;
}

bool IsolateBuilder::MakeSingletons() {
  auto make = [this](Class* cls, uint8_t flags) -> Value {
    Object* object = t_->heap->AllocateImmortal(sizeof(Object));
    if (object == nullptr) return Value();
    object->set_shape(cls->instance_root);
    object->flags = flags;
    return object;
  };
  isolate_.none_ = make(isolate_.NoneType_class_, kSingletonOther);
  isolate_.true_ = make(isolate_.bool_class_, kSingletonTrue);
  isolate_.false_ = make(isolate_.bool_class_, kSingletonFalse);
  isolate_.not_implemented_ = make(isolate_.NotImplementedType_class_, kSingletonOther);
  isolate_.ellipsis_ = make(isolate_.ellipsis_class_, kSingletonOther);
  return !isolate_.ellipsis_.is_null();
}

bool IsolateBuilder::InitTypes() {
#define PYJIT_INIT(name) \
  if (!Init##name##Type(t_)) return false;
#include "runtime/types/init.def"
#undef PYJIT_INIT
  // Names were added behind the back of the classes' versions; what was looked up
  // until now is forgotten with them. Bases come before their subclasses.
  auto finish = [this](Class* cls) {
    cls->version = isolate_.NewClassVersion();
    return RefreshClass(t_, cls);
  };
#define PYJIT_BUILTIN_CLASS(field, name, base, kind, layout, flags) \
  if (!finish(isolate_.field##_class_)) return false;
#include "runtime/builtin_classes.def"
#undef PYJIT_BUILTIN_CLASS
  for (int i = 0; i < static_cast<int>(Exc::kCount); ++i) {
    if (!finish(isolate_.exception_classes[i])) return false;
  }
  return true;
}

bool IsolateBuilder::MakeBuiltins() {
  isolate_.builtins_ = NewNamespace(t_, Value());
  isolate_.modules_ = NewDict(t_);
  if (isolate_.builtins_ == nullptr || isolate_.modules_ == nullptr) return false;
  auto add = [this](Str* name, Value value) {
    return NamespaceSet(t_, isolate_.builtins_, name, value);
  };
  for (Class* cls :
       {isolate_.object_class_, isolate_.type_class_, isolate_.int_class_,
        isolate_.bool_class_, isolate_.float_class_, isolate_.complex_class_,
        isolate_.str_class_, isolate_.bytes_class_, isolate_.bytearray_class_,
        isolate_.memoryview_class_, isolate_.list_class_,
        isolate_.tuple_class_, isolate_.dict_class_, isolate_.set_class_,
        isolate_.frozenset_class_, isolate_.range_class_, isolate_.slice_class_,
        isolate_.property_class_, isolate_.staticmethod_class_,
        isolate_.classmethod_class_, isolate_.super_class_,
        isolate_.enumerate_class_, isolate_.zip_class_, isolate_.map_class_,
        isolate_.filter_class_, isolate_.reversed_class_}) {
    if (!add(cls->name.as<Str>(), cls)) return false;
  }
  for (int i = 0; i < static_cast<int>(Exc::kCount); ++i) {
    Class* cls = isolate_.exception_classes[i];
    if (!add(cls->name.as<Str>(), cls)) return false;
  }
  Class* os_error = isolate_.exception_classes[static_cast<int>(Exc::kOSError)];
  struct {
    const char* name;
    Value value;
  } const others[] = {
      {"IOError", os_error},
      {"EnvironmentError", os_error},
      {"None", isolate_.none_},
      {"True", isolate_.true_},
      {"False", isolate_.false_},
      {"NotImplemented", isolate_.not_implemented_},
      {"Ellipsis", isolate_.ellipsis_},
  };
  for (const auto& other : others) {
    Str* name = Intern(t_, other.name);
    if (name == nullptr || !add(name, other.value)) return false;
  }
  return true;
}

absl::Status IsolateBuilder::Build() {
  isolate_.shape_arena_ = std::make_unique<ShapeArena>();
  isolate_.interned_ = std::make_unique<InternTable>(kExpectedStrings);
  isolate_.heap_ = std::make_unique<Heap>(&isolate_, isolate_.options_.heap);
  isolate_.attr_cache_.reset(static_cast<Isolate::AttrCacheEntry*>(
      calloc(Isolate::kAttrCacheSize, sizeof(Isolate::AttrCacheEntry))));
  Heap* heap = isolate_.heap_.get();
  heap->PauseCollection(true);
  heap->AddRootProvider(isolate_.interned_.get());
  isolate_.threads_ = std::make_unique<PythonThreads>(&isolate_);
  heap->AddRootProvider(isolate_.threads_.get());
  if (isolate_.attr_cache_ == nullptr || !MapStacks() || !MakeShapes() ||
      !MakeStrings() || !MakeClasses() || !MakeSingletons() || !InitTypes() ||
      !MakeBuiltins()) {
    return absl::ResourceExhaustedError("no memory for a new isolate");
  }
  isolate_.booting_ = false;
  heap->PauseCollection(false);
  return absl::OkStatus();
}

}  // namespace pyjit
