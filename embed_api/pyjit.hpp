#ifndef EMBED_API_PYJIT_HPP_
#define EMBED_API_PYJIT_HPP_

// Python inside a C++17 program, over the C ABI of pyjit.h alone: link
// libpyjit.so, whatever compiler and standard library you have.
//
//   pyjit::Isolate python;
//   python.Define("area", [](double w, double h) { return w * h; });
//   python.Run("def room(n): return area(n, 2.5)");
//   double x = python.Get("room")(4).As<double>();
//
// Failures are thrown as pyjit::Error. Threads, lifetimes and limits are as pyjit.h
// says; a Value must not outlive its Isolate.

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <initializer_list>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "embed_api/pyjit.h"

namespace pyjit {

class Isolate;
class Value;

// A call that failed. what() is one line, "ValueError: too small".
class Error : public std::runtime_error {
 public:
  Error(pyjit_status status, const std::string& text, std::string type = "",
        std::string traceback = "", int exit_code = 0)
      : std::runtime_error(text), status_(status), type_(std::move(type)),
        traceback_(std::move(traceback)), exit_code_(exit_code) {}

  // The failure that the isolate tells of.
  static Error Last(pyjit_isolate* isolate, pyjit_status status) {
    if (isolate == nullptr || status == PYJIT_BUSY) {
      return Error(status, pyjit_status_name(status));
    }
    return Error(status, pyjit_error_text(isolate), pyjit_error_type(isolate),
                 pyjit_error_traceback(isolate), pyjit_exit_code(isolate));
  }

  pyjit_status status() const { return status_; }
  // The exception's class, "ValueError"; empty if Python raised nothing.
  const std::string& type() const { return type_; }
  const std::string& traceback() const { return traceback_; }
  int exit_code() const { return exit_code_; }  // of PYJIT_EXIT

 private:
  pyjit_status status_;
  std::string type_, traceback_;
  int exit_code_;
};

inline void Check(pyjit_isolate* isolate, pyjit_status status) {
  if (status != PYJIT_OK) throw Error::Last(isolate, status);
}

// How C++ types become Python values and back; specialise it for your own:
// To() makes a new handle, From() reads one it does not own. Both throw.
template <typename T, typename = void>
struct Convert;

// A Python object, kept alive. Move-only; Copy() for a second handle.
class Value {
 public:
  Value() = default;
  // Takes over a handle.
  Value(pyjit_isolate* isolate, pyjit_value handle)
      : isolate_(isolate), handle_(handle) {}
  Value(Value&& other) noexcept
      : isolate_(other.isolate_), handle_(std::exchange(other.handle_, 0)) {}
  Value& operator=(Value&& other) noexcept {
    std::swap(isolate_, other.isolate_);
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Value() {
    if (handle_ != 0) pyjit_release(isolate_, handle_);
  }

  bool empty() const { return handle_ == 0; }
  pyjit_value handle() const { return handle_; }
  pyjit_isolate* isolate() const { return isolate_; }
  pyjit_value Release() { return std::exchange(handle_, 0); }

  Value Copy() const {
    return Make([&](pyjit_value* v) { return pyjit_copy(isolate_, handle_, v); });
  }
  pyjit_kind kind() const {
    pyjit_kind kind = PYJIT_KIND_OTHER;
    Check(isolate_, pyjit_kind_of(isolate_, handle_, &kind));
    return kind;
  }
  bool IsNone() const { return kind() == PYJIT_KIND_NONE; }

  // As<int>(), As<double>(), As<std::string>(), As<std::vector<double>>() ...
  template <typename T>
  T As() const {
    return Convert<T>::From(isolate_, handle_);
  }
  std::string Str() const {
    return Make([&](pyjit_value* v) { return pyjit_str(isolate_, handle_, v); })
        .As<std::string>();
  }
  std::string Repr() const {
    return Make([&](pyjit_value* v) { return pyjit_repr(isolate_, handle_, v); })
        .As<std::string>();
  }

  // value(args...), value.name(args...)
  template <typename... Args>
  Value operator()(const Args&... args) const;
  template <typename... Args>
  Value Call(const char* name, const Args&... args) const;

  Value Attr(const char* name) const {
    return Make([&](pyjit_value* v) {
      return pyjit_get_attr(isolate_, handle_, name, v);
    });
  }
  template <typename T>
  void SetAttr(const char* name, const T& value) const;
  // value[key]
  template <typename Key>
  Value Item(const Key& key) const;
  template <typename Key, typename T>
  void SetItem(const Key& key, const T& value) const;
  int64_t Length() const {
    int64_t n = 0;
    Check(isolate_, pyjit_length(isolate_, handle_, &n));
    return n;
  }
  // visit(Value) for each item of an iterable.
  template <typename Visit>
  void ForEach(Visit visit) const {
    const Value iterator =
        Make([&](pyjit_value* v) { return pyjit_iter(isolate_, handle_, v); });
    for (;;) {
      Value item = Make([&](pyjit_value* v) {
        return pyjit_next(isolate_, iterator.handle_, v);
      });
      if (item.empty()) return;
      visit(std::move(item));
    }
  }

 private:
  template <typename Function>
  Value Make(Function function) const {
    pyjit_value v = 0;
    Check(isolate_, function(&v));
    return Value(isolate_, v);
  }

  pyjit_isolate* isolate_ = nullptr;
  pyjit_value handle_ = 0;
};

// ---- Conversions ----

template <>
struct Convert<bool> {
  static Value To(pyjit_isolate* isolate, bool b) {
    pyjit_value v = 0;
    Check(isolate, pyjit_from_bool(isolate, b, &v));
    return Value(isolate, v);
  }
  static bool From(pyjit_isolate* isolate, pyjit_value v) {
    int b = 0;
    Check(isolate, pyjit_truth(isolate, v, &b));
    return b != 0;
  }
};

template <typename T>
struct Convert<T, std::enable_if_t<std::is_integral_v<T> &&
                                   !std::is_same_v<T, bool>>> {
  static Value To(pyjit_isolate* isolate, T n) {
    if constexpr (std::is_unsigned_v<T> && sizeof(T) == 8) {
      if (n > static_cast<T>(INT64_MAX)) {
        throw Error(PYJIT_WRONG_TYPE, "the number exceeds 63 bits");
      }
    }
    pyjit_value v = 0;
    Check(isolate, pyjit_from_int64(isolate, static_cast<int64_t>(n), &v));
    return Value(isolate, v);
  }
  static T From(pyjit_isolate* isolate, pyjit_value v) {
    int64_t n = 0;
    Check(isolate, pyjit_to_int64(isolate, v, &n));
    bool fits = true;
    if constexpr (std::is_unsigned_v<T>) {
      fits = n >= 0 &&
             static_cast<uint64_t>(n) <= std::numeric_limits<T>::max();
    } else {
      fits = n >= std::numeric_limits<T>::min() &&
             n <= std::numeric_limits<T>::max();
    }
    if (!fits) throw Error(PYJIT_WRONG_TYPE, "the int does not fit");
    return static_cast<T>(n);
  }
};

template <typename T>
struct Convert<T, std::enable_if_t<std::is_floating_point_v<T>>> {
  static Value To(pyjit_isolate* isolate, T d) {
    pyjit_value v = 0;
    Check(isolate, pyjit_from_double(isolate, static_cast<double>(d), &v));
    return Value(isolate, v);
  }
  static T From(pyjit_isolate* isolate, pyjit_value v) {
    double d = 0;
    Check(isolate, pyjit_to_double(isolate, v, &d));
    return static_cast<T>(d);
  }
};

template <>
struct Convert<std::string_view> {
  static Value To(pyjit_isolate* isolate, std::string_view text) {
    pyjit_value v = 0;
    Check(isolate, pyjit_from_utf8(isolate, text.empty() ? "" : text.data(),
                                   text.size(), &v));
    return Value(isolate, v);
  }
};
template <>
struct Convert<std::string> : Convert<std::string_view> {
  static std::string From(pyjit_isolate* isolate, pyjit_value v) {
    const char* text = nullptr;
    size_t size = 0;
    Check(isolate, pyjit_to_utf8(isolate, v, &text, &size));
    return std::string(text, size);
  }
};
template <>
struct Convert<const char*> : Convert<std::string_view> {};
template <size_t n>
struct Convert<char[n]> : Convert<std::string_view> {};

template <>
struct Convert<std::nullptr_t> {  // None
  static Value To(pyjit_isolate* isolate, std::nullptr_t) {
    pyjit_value v = 0;
    Check(isolate, pyjit_from_none(isolate, &v));
    return Value(isolate, v);
  }
};

template <>
struct Convert<Value> {
  static Value To(pyjit_isolate*, const Value& value) { return value.Copy(); }
  static Value From(pyjit_isolate* isolate, pyjit_value v) {
    pyjit_value copy = 0;
    Check(isolate, pyjit_copy(isolate, v, &copy));
    return Value(isolate, copy);
  }
};

template <typename T>
struct Convert<std::vector<T>> {
  static Value To(pyjit_isolate* isolate, const std::vector<T>& items) {
    pyjit_value list = 0;
    Check(isolate, pyjit_list_new(isolate, nullptr, 0, &list));
    Value result(isolate, list);
    for (const auto& item : items) {
      const Value value = Convert<T>::To(isolate, item);
      Check(isolate, pyjit_list_append(isolate, list, value.handle()));
    }
    return result;
  }
  // Any iterable.
  static std::vector<T> From(pyjit_isolate* isolate, pyjit_value v) {
    std::vector<T> items;
    Convert<Value>::From(isolate, v).ForEach(
        [&](const Value& item) { items.push_back(item.As<T>()); });
    return items;
  }
};

// ---- Calls ----

namespace internal {

// Arguments as handles, for the time of a call.
template <typename... Args>
struct Arguments {
  explicit Arguments(pyjit_isolate* isolate, const Args&... args)
      : values{Convert<std::remove_cv_t<Args>>::To(isolate, args)...} {
    for (size_t i = 0; i < sizeof...(Args); ++i) handles[i] = values[i].handle();
  }
  Value values[sizeof...(Args) + 1];
  pyjit_value handles[sizeof...(Args) + 1] = {};
};

template <typename T>
struct Signature : Signature<decltype(&T::operator())> {};
template <typename R, typename... Args>
struct Signature<R (*)(Args...)> {
  using Result = R;
  using Types = std::tuple<std::decay_t<Args>...>;
};
template <typename C, typename R, typename... Args>
struct Signature<R (C::*)(Args...)> : Signature<R (*)(Args...)> {};
template <typename C, typename R, typename... Args>
struct Signature<R (C::*)(Args...) const> : Signature<R (*)(Args...)> {};

// What Python calls: converts, runs the callable, turns what it throws into a
// Python exception.
template <typename Callable>
struct HostCall {
  using Result = typename Signature<Callable>::Result;
  using Types = typename Signature<Callable>::Types;
  static constexpr size_t kCount = std::tuple_size_v<Types>;

  static pyjit_status Run(pyjit_isolate* isolate, void* data,
                          const pyjit_value* args, size_t count,
                          pyjit_value* result) {
    try {
      if (count != kCount) {
        return pyjit_raise(isolate, "TypeError",
                           ("the function takes " + std::to_string(kCount) +
                            " arguments (" + std::to_string(count) + " given)")
                               .c_str());
      }
      return Apply(isolate, *static_cast<Callable*>(data), args, result,
                   std::make_index_sequence<kCount>());
    } catch (const Error& error) {
      if (error.status() <= PYJIT_NO_MEMORY) return error.status();
      return pyjit_raise(isolate, "TypeError", error.what());
    } catch (const std::out_of_range& error) {
      return pyjit_raise(isolate, "IndexError", error.what());
    } catch (const std::invalid_argument& error) {
      return pyjit_raise(isolate, "ValueError", error.what());
    } catch (const std::bad_alloc&) {
      return pyjit_raise(isolate, "MemoryError", "");
    } catch (const std::exception& error) {
      return pyjit_raise(isolate, "RuntimeError", error.what());
    } catch (...) {
      return pyjit_raise(isolate, "RuntimeError", "unknown C++ exception");
    }
  }

  template <size_t... i>
  static pyjit_status Apply(pyjit_isolate* isolate, Callable& callable,
                            const pyjit_value* args, pyjit_value* result,
                            std::index_sequence<i...>) {
    (void)args;
    if constexpr (std::is_void_v<Result>) {
      callable(
          Convert<std::tuple_element_t<i, Types>>::From(isolate, args[i])...);
    } else {
      *result = Convert<std::decay_t<Result>>::To(
                    isolate,
                    callable(Convert<std::tuple_element_t<i, Types>>::From(
                        isolate, args[i])...))
                    .Release();
    }
    return PYJIT_OK;
  }

  static void Free(void* data) { delete static_cast<Callable*>(data); }
};

}  // namespace internal

template <typename... Args>
Value Value::operator()(const Args&... args) const {
  const internal::Arguments<Args...> all(isolate_, args...);
  return Make([&](pyjit_value* v) {
    return pyjit_call(isolate_, handle_, all.handles, sizeof...(Args), v);
  });
}

template <typename... Args>
Value Value::Call(const char* name, const Args&... args) const {
  const internal::Arguments<Args...> all(isolate_, args...);
  return Make([&](pyjit_value* v) {
    return pyjit_call_method(isolate_, handle_, name, all.handles,
                             sizeof...(Args), v);
  });
}

template <typename T>
void Value::SetAttr(const char* name, const T& value) const {
  const internal::Arguments<T> all(isolate_, value);
  Check(isolate_, pyjit_set_attr(isolate_, handle_, name, all.handles[0]));
}

template <typename Key>
Value Value::Item(const Key& key) const {
  const internal::Arguments<Key> all(isolate_, key);
  return Make([&](pyjit_value* v) {
    return pyjit_get_item(isolate_, handle_, all.handles[0], v);
  });
}

template <typename Key, typename T>
void Value::SetItem(const Key& key, const T& value) const {
  const internal::Arguments<Key, T> all(isolate_, key, value);
  Check(isolate_, pyjit_set_item(isolate_, handle_, all.handles[0],
                                 all.handles[1]));
}

// ---- Isolates ----

// pyjit_options, filled in steps: Options().MemoryCap(64 << 20).AllowFiles()
class Options {
 public:
  Options() { options_.size = sizeof(options_); }
  Options& MemoryCap(uint64_t bytes) { return Set(options_.memory_cap, bytes); }
  Options& RecursionLimit(int64_t n) { return Set(options_.recursion_limit, n); }
  Options& AllowFiles() { return Set(options_.allow_files, 1); }
  Options& AllowEnvironment() { return Set(options_.allow_environment, 1); }
  Options& AllowClock() { return Set(options_.allow_clock, 1); }
  // sys.stdout and the others are the process's own.
  Options& StandardStreams() { return Set(options_.standard_streams, 1); }
  Options& Jit(pyjit_jit_mode mode) {
    return Set(options_.jit, static_cast<int>(mode));
  }
  // output(stream, text): what Python writes to stdout, 1, and stderr, 2.
  Options& Output(std::function<void(int, std::string_view)> output) {
    output_ = std::make_shared<std::function<void(int, std::string_view)>>(
        std::move(output));
    return *this;
  }
  Options& ImportPath(std::vector<std::string> folders) {
    return Set(import_path_, std::move(folders));
  }
  Options& Argv(std::vector<std::string> argv) {
    return Set(argv_, std::move(argv));
  }
  Options& JitKnob(std::string assignment) {  // "loop_threshold=50"
    knobs_.push_back(std::move(assignment));
    return *this;
  }

 private:
  friend class Isolate;
  template <typename Field, typename T>
  Options& Set(Field& field, T value) {
    field = std::move(value);
    return *this;
  }

  pyjit_options options_ = {};
  std::vector<std::string> argv_, import_path_, knobs_;
  std::shared_ptr<std::function<void(int, std::string_view)>> output_;
};

// One Python of its own. Move-only; values must be gone before it.
class Isolate {
 public:
  explicit Isolate(const Options& given = Options().StandardStreams()) {
    pyjit_options options = given.options_;
    const auto argv = Pointers(given.argv_);
    const auto path = Pointers(given.import_path_);
    const auto knobs = Pointers(given.knobs_);
    options.argv = argv.data();
    options.argc = argv.size();
    options.import_path = path.data();
    options.import_path_count = path.size();
    options.jit_knobs = knobs.data();
    options.jit_knob_count = knobs.size();
    output_ = given.output_;
    if (output_ != nullptr) {
      options.standard_streams = 0;
      options.output = [](void* data, int stream, const char* text,
                          size_t size) {
        (*static_cast<std::function<void(int, std::string_view)>*>(data))(
            stream, std::string_view(text, size));
      };
      options.output_data = output_.get();
    }
    char message[256];
    pyjit_isolate* isolate = nullptr;
    const pyjit_status status =
        pyjit_isolate_new(&options, &isolate, message, sizeof(message));
    if (status != PYJIT_OK) throw Error(status, message);
    isolate_.reset(isolate);
  }

  pyjit_isolate* get() const { return isolate_.get(); }

  // Runs a program in __main__.
  void Run(std::string_view text, const char* filename = nullptr) {
    Check(get(), pyjit_run(get(), text.data() == nullptr ? "" : text.data(),
                           text.size(), filename));
  }
  Value Eval(std::string_view expression) {
    return Make([&](pyjit_value* v) {
      return pyjit_eval(get(), expression.data() == nullptr ? "" : expression.data(),
                        expression.size(), v);
    });
  }
  Value Import(const char* name) {
    return Make([&](pyjit_value* v) { return pyjit_import(get(), name, v); });
  }
  // Globals of __main__.
  Value Get(const char* name) {
    return Make([&](pyjit_value* v) { return pyjit_get_global(get(), name, v); });
  }
  template <typename T>
  T Get(const char* name) {
    return Get(name).template As<T>();
  }
  template <typename T>
  void Set(const char* name, const T& value) {
    const internal::Arguments<T> all(get(), value);
    Check(get(), pyjit_set_global(get(), name, all.handles[0]));
  }
  template <typename T>
  Value From(const T& value) {
    return Convert<T>::To(get(), value);
  }

  // A lambda or other callable as a Python function; its types say how arguments
  // are converted. What it throws becomes a Python exception.
  template <typename Callable>
  Value Function(const char* name, Callable callable) {
    using Call = internal::HostCall<Callable>;
    return Make([&](pyjit_value* v) {
      return pyjit_function_new(get(), name, &Call::Run,
                                new Callable(std::move(callable)), &Call::Free,
                                v);
    });
  }
  // The same, as a global of __main__.
  template <typename Callable>
  void Define(const char* name, Callable callable) {
    Set(name, Function(name, std::move(callable)));
  }

  // Any thread, at any time.
  void Interrupt() { pyjit_interrupt(get()); }
  void SetDeadline(uint64_t milliseconds) {
    Check(get(), pyjit_set_deadline(get(), milliseconds));
  }
  void SetFuel(uint64_t steps) { Check(get(), pyjit_set_fuel(get(), steps)); }
  void Collect() { Check(get(), pyjit_collect(get())); }
  pyjit_stats Stats() {
    pyjit_stats stats = {};
    stats.size = sizeof(stats);
    Check(get(), pyjit_get_stats(get(), &stats));
    return stats;
  }
  void StartProfile() { Check(get(), pyjit_profile_start(get(), nullptr)); }
  void StopProfile(const char* path) {
    Check(get(), pyjit_profile_stop(get(), path));
  }

 private:
  struct Free {
    void operator()(pyjit_isolate* isolate) const { pyjit_isolate_free(isolate); }
  };
  static std::vector<const char*> Pointers(const std::vector<std::string>& texts) {
    std::vector<const char*> pointers;
    for (const std::string& text : texts) pointers.push_back(text.c_str());
    return pointers;
  }
  template <typename Function>
  Value Make(Function function) {
    pyjit_value v = 0;
    Check(get(), function(&v));
    return Value(get(), v);
  }

  std::shared_ptr<std::function<void(int, std::string_view)>> output_;
  std::unique_ptr<pyjit_isolate, Free> isolate_;
};

}  // namespace pyjit

#endif  // EMBED_API_PYJIT_HPP_
