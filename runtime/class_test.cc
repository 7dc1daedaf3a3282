#include "runtime/class.h"

#include <string>
#include <vector>

#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/descriptors.h"
#include "runtime/namespace.h"
#include "runtime/test_isolate.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

// A method body for tests: returns (self, args...) as a tuple.
Value Echo(Thread* t, Value* args, size_t nargs, Value) {
  return TupleFromArray(t, args, static_cast<int64_t>(nargs));
}
// Rows serve either as methods or as functions: what is parsed from the row says so.
constexpr NativeInfo kEchoMethod = {"echo", Echo, nullptr, kCollects, nullptr};
constexpr NativeInfo kEchoFunction = {"echo", Echo, nullptr, kCollects, nullptr};

class CountingDependent : public Dependent {
 public:
  void Retire(const char*) override { ++count; }
  int count = 0;
};

class ClassTest : public IsolateTest {
 protected:
  Class* Make(absl::string_view name, std::vector<Class*> bases = {},
              Dict* ns = nullptr) {
    Tuple* tuple = NewTuple(t, static_cast<int64_t>(bases.size()));
    for (size_t i = 0; i < bases.size(); ++i) tuple->items[i] = bases[i];
    if (ns == nullptr) ns = NewDict(t);
    Class* metaclass = ComputeMetaclass(t, nullptr, tuple);
    if (metaclass == nullptr) return nullptr;
    Class* cls = NewClass(t, metaclass, Name(name), tuple, ns, nullptr, Value());
    if (cls != nullptr) roots.values.push_back(cls);
    return cls;
  }
  // Something that binds, as methods of builtin types do.
  Value Method(Class* owner) {
    Value function = NewNativeFunction(t, &kEchoMethod, Value());
    function.as<NativeFunction>()->owner = owner;
    roots.values.push_back(function);
    return function;
  }
  std::string Mro(Class* cls) {
    std::string text;
    auto* mro = cls->mro.as<Tuple>();
    for (int64_t i = 0; i < mro->length; ++i) {
      text += (i ? " " : "") + ClassName(mro->items[i].as<Class>());
    }
    return text;
  }
  std::string Text(Value v) {
    Value repr = ToRepr(t, v);
    return repr.is_null() ? TakeError() : StrToUtf8(repr.as<Str>());
  }
  std::string GetText(Value object, absl::string_view name) {
    Value v = GetAttr(t, object, Name(name));
    return v.is_null() ? TakeError() : Text(v);
  }
  std::string SetText(Value object, absl::string_view name, Value value) {
    return SetAttr(t, object, Name(name), value) ? "ok" : TakeError();
  }
  std::string DelText(Value object, absl::string_view name) {
    return DelAttr(t, object, Name(name)) ? "ok" : TakeError();
  }
};

TEST_F(ClassTest, EveryBuiltinClassIsComplete) {
#define PYJIT_BUILTIN_CLASS(field, text, base, kind, layout, row_flags)      \
  {                                                                          \
    Class* cls = isolate->field##_class();                                   \
    EXPECT_EQ(ClassOf(t, cls), isolate->type_class());                       \
    EXPECT_EQ(StrToUtf8(cls->name.as<Str>()), text);                         \
    EXPECT_NE(cls->version, 0u);                                             \
    ASSERT_NE(cls->slots, nullptr);                                          \
    EXPECT_TRUE(IsSubclass(cls, isolate->base##_class()));                   \
    EXPECT_FALSE(ClassSlot(cls, Slot::kRepr).is_null());                     \
    EXPECT_NE(cls->construct, nullptr);                                      \
    EXPECT_EQ(InstanceRoot(t, cls)->cls, cls);                               \
  }
#include "runtime/builtin_classes.def"
#undef PYJIT_BUILTIN_CLASS
  Class* key_error = ExceptionClass(t, Exc::kKeyError);
  EXPECT_EQ(Mro(key_error), "KeyError LookupError Exception BaseException object");
  EXPECT_EQ(NamespaceGet(isolate->builtins(), Name("KeyError")), Value(key_error));
  EXPECT_EQ(Text(isolate->int_class()), "<class 'int'>");
  EXPECT_EQ(Mro(isolate->bool_class()), "bool int object");
}

TEST_F(ClassTest, LinearisesAsPythonDoes) {
  Class* o = isolate->object_class();
  Class* a = Make("A");
  Class* b = Make("B");
  Class* c = Make("C");
  Class* d = Make("D");
  Class* e = Make("E");
  Class* k1 = Make("K1", {c, a, b});
  Class* k3 = Make("K3", {a, d});
  Class* k2 = Make("K2", {b, d, e});
  Class* z = Make("Z", {k1, k3, k2});
  EXPECT_EQ(Mro(z), "Z K1 C K3 A K2 B D E object");
  EXPECT_EQ(Make("Bad", {o, a}), nullptr);
  EXPECT_EQ(TakeError(),
            "TypeError: Cannot create a consistent method resolution\n"
            "order (MRO) for bases object, A");
  EXPECT_EQ(Make("Twice", {a, a}), nullptr);
  EXPECT_EQ(TakeError(), "TypeError: duplicate base class A");
  EXPECT_EQ(Make("Flag", {isolate->bool_class()}), nullptr);
  EXPECT_EQ(TakeError(), "TypeError: type 'bool' is not an acceptable base type");
  EXPECT_EQ(Make("Both", {isolate->int_class(), isolate->str_class()}), nullptr);
  EXPECT_EQ(TakeError(), "TypeError: multiple bases have instance lay-out conflict");
  EXPECT_NE(Make("Mixed", {a, isolate->dict_class()}), nullptr);
  EXPECT_NE(Make("Errors", {ExceptionClass(t, Exc::kKeyError),
                            ExceptionClass(t, Exc::kAttributeError)}),
            nullptr);
}

TEST_F(ClassTest, SpecialMethodSlotsStayFresh) {
  Class* base = Make("Base");
  Class* derived = Make("Derived", {base});
  Class* other = Make("Other");
  Class* both = Make("Both", {derived, other});
  EXPECT_EQ(derived->slots, base->slots);  // shared while there is nothing own
  EXPECT_TRUE(ClassSlot(both, Slot::kLen).is_null());
  Value len = Method(base);
  const uint32_t version = both->version;
  ASSERT_TRUE(SetAttr(t, base, Name("__len__"), len));
  for (Class* cls : {base, derived, both}) {
    EXPECT_EQ(ClassSlot(cls, Slot::kLen), len) << ClassName(cls);
  }
  EXPECT_TRUE(ClassSlot(other, Slot::kLen).is_null());
  EXPECT_NE(both->version, version);
  Value mine = Method(derived);
  ASSERT_TRUE(SetAttr(t, derived, Name("__len__"), mine));
  EXPECT_EQ(ClassSlot(base, Slot::kLen), len);
  EXPECT_EQ(ClassSlot(both, Slot::kLen), mine);
  ASSERT_TRUE(DelAttr(t, derived, Name("__len__")));
  EXPECT_EQ(ClassSlot(both, Slot::kLen), len);
  ASSERT_TRUE(DelAttr(t, base, Name("__len__")));
  EXPECT_TRUE(ClassSlot(both, Slot::kLen).is_null());
}

TEST_F(ClassTest, VersionsAndWatchpoints) {
  Class* base = Make("Base");
  Class* derived = Make("Derived", {base});
  ASSERT_TRUE(SetAttr(t, base, Name("x"), Value::SmallInt(1)));
  CountingDependent on_class, on_cell;
  ClassWatchpoint(t, derived)->Watch(&on_class);
  Cell* cell = LookupCellInClass(derived, Name("x"), nullptr);
  ASSERT_NE(cell, nullptr);
  CellWatchpoint(t, cell)->Watch(&on_cell);
  const uint32_t version = derived->version;

  // A plain overwrite concerns the cell only.
  ASSERT_TRUE(SetAttr(t, base, Name("x"), Value::SmallInt(2)));
  EXPECT_EQ(derived->version, version);
  EXPECT_EQ(on_class.count, 0);
  EXPECT_EQ(on_cell.count, 1);
  EXPECT_EQ(cell->value.small_int(), 2);

  // Another nature concerns whoever relied on the class.
  ASSERT_TRUE(SetAttr(t, base, Name("x"), Method(base)));
  EXPECT_NE(derived->version, version);
  EXPECT_EQ(on_class.count, 1);

  // So does a new name, a hiding one and a deletion.
  for (int i = 0; i < 3; ++i) {
    const uint32_t before = derived->version;
    ClassWatchpoint(t, derived)->Watch(&on_class);
    if (i == 0) ASSERT_TRUE(SetAttr(t, base, Name("y"), Value::SmallInt(1)));
    if (i == 1) ASSERT_TRUE(SetAttr(t, derived, Name("x"), Value::SmallInt(1)));
    if (i == 2) ASSERT_TRUE(DelAttr(t, derived, Name("x")));
    EXPECT_NE(derived->version, before);
    EXPECT_EQ(on_class.count, 2 + i);
  }
  // The cell survives its binding.
  Cell* own = FindCell(derived->dict, Name("x"));
  ASSERT_NE(own, nullptr);
  EXPECT_TRUE(own->value.is_null());
}

TEST_F(ClassTest, BecomingADescriptorIsNoticed) {
  Class* descriptor = Make("Descriptor");
  Class* cls = Make("C");
  ASSERT_TRUE(SetAttr(t, cls, Name("d"), AllocateInstance(t, descriptor)));
  Value object = AllocateInstance(t, cls);
  roots.values.push_back(object);
  const uint32_t version = cls->version;
  EXPECT_EQ(PlanGetAttr(t, object, Name("d")).what, AttrPlan::kClassValue);
  ASSERT_TRUE(SetAttr(t, descriptor, Name("__get__"), Method(descriptor)));
  EXPECT_NE(cls->version, version);
  EXPECT_EQ(PlanGetAttr(t, object, Name("d")).what, AttrPlan::kUncacheable);
  Value got = GetAttr(t, object, Name("d"));
  ASSERT_TRUE(IsKind(got, Kind::kTuple));
  EXPECT_EQ(got.as<Tuple>()->items[1], object);
  EXPECT_EQ(got.as<Tuple>()->items[2], Value(cls));
}

TEST_F(ClassTest, BasesCanBeReplaced) {
  Class* a = Make("A");
  Class* b = Make("B");
  Class* c = Make("C", {a});
  Class* d = Make("D", {c});
  ASSERT_TRUE(SetAttr(t, b, Name("who"), Value::SmallInt(2)));
  const uint32_t version = d->version;
  Tuple* bases = NewTuple(t, 1);
  bases->items[0] = b;
  ASSERT_TRUE(SetAttr(t, c, Name("__bases__"), bases));
  EXPECT_EQ(Mro(d), "D C B object");
  EXPECT_NE(d->version, version);
  EXPECT_EQ(GetText(AllocateInstance(t, d), "who"), "2");
  bases = NewTuple(t, 1);
  bases->items[0] = d;
  EXPECT_EQ(SetText(c, "__bases__", bases),
            "TypeError: a __bases__ item causes an inheritance cycle");
  EXPECT_EQ(Mro(d), "D C B object");
}

TEST_F(ClassTest, AttributeOrderAndBinding) {
  Class* cls = Make("C");
  Value object = AllocateInstance(t, cls);
  roots.values.push_back(object);
  ASSERT_TRUE(SetAttr(t, cls, Name("m"), Method(cls)));
  ASSERT_TRUE(SetAttr(t, cls, Name("v"), Value::SmallInt(1)));
  EXPECT_EQ(PlanGetAttr(t, object, Name("m")).what, AttrPlan::kMethod);
  EXPECT_EQ(PlanGetAttr(t, object, Name("v")).what, AttrPlan::kClassValue);
  Value self;
  Value method = GetMethod(t, object, Name("m"), &self);
  EXPECT_EQ(self, object);
  EXPECT_EQ(method, GetAttr(t, cls, Name("m")));
  Value bound = GetAttr(t, object, Name("m"));
  Value result = Call(t, bound, nullptr, 0, Value());
  ASSERT_TRUE(IsKind(result, Kind::kTuple));
  EXPECT_EQ(result.as<Tuple>()->items[0], object);

  // Own attributes hide functions and plain values, not properties.
  ASSERT_TRUE(SetAttr(t, object, Name("m"), Value::SmallInt(5)));
  EXPECT_EQ(GetText(object, "m"), "5");
  EXPECT_EQ(PlanGetAttr(t, object, Name("m")).what, AttrPlan::kSlot);
  GetMethod(t, object, Name("m"), &self);
  EXPECT_TRUE(self.is_null());
  ASSERT_TRUE(SetAttr(t, object, Name("p"), Value::SmallInt(6)));
  Value echo = NewNativeFunction(t, &kEchoFunction, Value());
  ASSERT_TRUE(SetAttr(t, cls, Name("p"),
                      NewProperty(t, echo, Value(), Value(), Value())));
  EXPECT_EQ(PlanGetAttr(t, object, Name("p")).what, AttrPlan::kProperty);
  Value got = GetAttr(t, object, Name("p"));
  ASSERT_TRUE(IsKind(got, Kind::kTuple));
  EXPECT_EQ(PlanSetAttrSlot(t, object, Name("p")), nullptr);
  EXPECT_NE(PlanSetAttrSlot(t, object, Name("new")), nullptr);
  EXPECT_EQ(SetText(object, "p", Value::SmallInt(1)),
            "AttributeError: property of 'C' object has no setter");
}

TEST_F(ClassTest, StaticAndClassMethods) {
  Class* cls = Make("C");
  Class* derived = Make("D", {cls});
  Value object = AllocateInstance(t, derived);
  roots.values.push_back(object);
  Value echo = NewNativeFunction(t, &kEchoFunction, Value());
  ASSERT_TRUE(SetAttr(t, cls, Name("s"), NewMethodWrapper(t, false, echo)));
  ASSERT_TRUE(SetAttr(t, cls, Name("c"), NewMethodWrapper(t, true, echo)));
  EXPECT_EQ(GetAttr(t, object, Name("s")), echo);
  EXPECT_EQ(GetAttr(t, cls, Name("s")), echo);
  for (Value receiver : {object, Value(derived)}) {
    Value bound = GetAttr(t, receiver, Name("c"));
    Value result = Call(t, bound, nullptr, 0, Value());
    ASSERT_TRUE(IsKind(result, Kind::kTuple)) << TakeError();
    EXPECT_EQ(result.as<Tuple>()->items[0], Value(derived));
  }
}

TEST_F(ClassTest, MessagesAreCPythons) {
  Class* cls = Make("A");
  Value object = AllocateInstance(t, cls);
  roots.values.push_back(object);
  Value one = Value::SmallInt(1);
  EXPECT_EQ(GetText(object, "x"), "AttributeError: 'A' object has no attribute 'x'");
  EXPECT_EQ(GetText(cls, "x"), "AttributeError: type object 'A' has no attribute 'x'");
  EXPECT_EQ(GetText(one, "x"), "AttributeError: 'int' object has no attribute 'x'");
  EXPECT_EQ(DelText(object, "x"), "AttributeError: 'A' object has no attribute 'x'");
  EXPECT_EQ(DelText(cls, "x"), "AttributeError: type object 'A' has no attribute 'x'");
  EXPECT_EQ(SetText(isolate->int_class(), "x", one),
            "TypeError: cannot set 'x' attribute of immutable type 'int'");
  EXPECT_EQ(SetText(one, "x", one), "AttributeError: 'int' object has no attribute 'x'");
  EXPECT_EQ(SetText(NewList(t), "append", one),
            "AttributeError: 'list' object attribute 'append' is read-only");
  EXPECT_EQ(SetText(isolate->none(), "x", one),
            "AttributeError: 'NoneType' object has no attribute 'x'");
  EXPECT_EQ(SetText(cls, "__name__", one),
            "TypeError: can only assign string to A.__name__, not 'int'");
  EXPECT_EQ(SetText(object, "__class__", isolate->int_class()),
            "TypeError: __class__ assignment only supported for mutable types or "
            "ModuleType subclasses");
  EXPECT_EQ(SetText(object, "__class__", one),
            "TypeError: __class__ must be set to a class, not 'int' object");
  EXPECT_EQ(SetText(object, "__dict__", one),
            "TypeError: __dict__ must be set to a dictionary, not a 'int'");
  EXPECT_EQ(DelText(object, "__class__"), "TypeError: can't delete __class__ attribute");
}

TEST_F(ClassTest, AttributesOfClasses) {
  Class* cls = Make("A");
  EXPECT_EQ(GetText(cls, "__name__"), "'A'");
  EXPECT_EQ(GetText(cls, "__bases__"), "(<class 'object'>,)");
  EXPECT_EQ(GetText(cls, "__mro__"), Text(cls->mro));
  EXPECT_EQ(GetText(cls, "__class__"), "<class 'type'>");
  EXPECT_EQ(GetText(isolate->type_class(), "__class__"), "<class 'type'>");
  EXPECT_EQ(GetText(cls, "__doc__"), "None");
  EXPECT_EQ(GetText(AllocateInstance(t, cls), "__doc__"), "None");
  EXPECT_EQ(SetText(cls, "__name__", Name("B")), "ok");
  EXPECT_EQ(GetText(cls, "__name__"), "'B'");
  EXPECT_EQ(GetText(isolate->int_class(), "__module__"), "'builtins'");
}

TEST_F(ClassTest, SlotsLimitAttributes) {
  Dict* ns = NewDict(t);
  Value names[2] = {Name("a"), Name("b")};
  ASSERT_TRUE(DictSet(t, ns, Name("__slots__"), TupleFromArray(t, names, 2)));
  Class* cls = Make("S", {}, ns);
  ASSERT_NE(cls, nullptr) << TakeError();
  Value object = AllocateInstance(t, cls);
  roots.values.push_back(object);
  EXPECT_EQ(GetText(object, "a"), "AttributeError: 'S' object has no attribute 'a'");
  EXPECT_EQ(SetText(object, "a", Value::SmallInt(3)), "ok");
  EXPECT_EQ(GetText(object, "a"), "3");
  EXPECT_EQ(PlanGetAttr(t, object, Name("a")).what, AttrPlan::kSlot);
  EXPECT_NE(PlanSetAttrSlot(t, object, Name("b")), nullptr);
  EXPECT_EQ(SetText(object, "c", Value::SmallInt(3)),
            "AttributeError: 'S' object has no attribute 'c'");
  EXPECT_EQ(GetText(object, "__dict__"),
            "AttributeError: 'S' object has no attribute '__dict__'. "
            "Did you mean: '__dir__'?");
  EXPECT_EQ(DelText(object, "a"), "ok");
  EXPECT_EQ(DelText(object, "a"), "AttributeError: a");
  // A subclass without __slots__ has a dict again.
  Value free = AllocateInstance(t, Make("Free", {cls}));
  EXPECT_EQ(SetText(free, "c", Value::SmallInt(3)), "ok");
}

TEST_F(ClassTest, SubclassesOfBuiltinsCarryAttributes) {
  Class* words = Make("Words", {isolate->list_class()});
  Object* list = AllocateInstance(t, words);
  ASSERT_TRUE(ListAppend(t, static_cast<List*>(list), Value::SmallInt(4)));
  EXPECT_EQ(SetText(list, "tag", Value::SmallInt(1)), "ok");
  EXPECT_EQ(GetText(list, "tag"), "1");
  EXPECT_EQ(Text(list), "[4]");

  Class* pair = Make("Pair", {isolate->tuple_class()});
  Tuple* tuple = NewTupleOfClass(t, pair, 1);
  tuple->items[0] = Value::SmallInt(7);
  roots.values.push_back(tuple);
  EXPECT_EQ(SetText(tuple, "tag", Value::SmallInt(2)), "ok");
  heap->Collect(t, true);
  EXPECT_EQ(GetText(tuple, "tag"), "2");
  EXPECT_EQ(DelText(tuple, "tag"), "ok");
  EXPECT_EQ(GetText(tuple, "tag"), "AttributeError: 'Pair' object has no attribute 'tag'");
}

TEST_F(ClassTest, ClassesFromTypeCall) {
  Value args[3] = {Name("Made"), isolate->empty_tuple(), NewDict(t)};
  ASSERT_TRUE(DictSet(t, args[2].as<Dict>(), Name("x"), Value::SmallInt(8)));
  Value made = Call(t, isolate->type_class(), args, 3, Value());
  ASSERT_TRUE(IsKind(made, Kind::kClass)) << TakeError();
  Value object = Call(t, made, nullptr, 0, Value());
  EXPECT_EQ(GetText(object, "x"), "8");
  EXPECT_EQ(Call(t, isolate->type_class(), args, 2, Value()), Value());
  EXPECT_EQ(TakeError(), "TypeError: type() takes 1 or 3 arguments");
  Value one = Value::SmallInt(1);
  EXPECT_EQ(Call(t, isolate->type_class(), &one, 1, Value()),
            Value(isolate->int_class()));
}

TEST_F(ClassTest, SurvivesCollectionAtEachAllocation) {
  IsolateOptions options;
  options.heap.collect_every = 1;
  Restart(options);
  Class* base = Make("Base");
  Class* derived = Make("Derived", {base});
  ASSERT_TRUE(SetAttr(t, base, Name("m"), Method(base)));
  Value object = AllocateInstance(t, derived);
  roots.values.push_back(object);
  for (int i = 0; i < 12; ++i) {
    ASSERT_TRUE(SetAttr(t, object, Name("a" + std::to_string(i)), Value::SmallInt(i)));
  }
  EXPECT_EQ(GetText(object, "a11"), "11");
  EXPECT_NE(GetText(object, "m").find("echo"), std::string::npos);
}

}  // namespace
}  // namespace pyjit
