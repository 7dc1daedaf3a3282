// zlib: compress, decompress, compressobj, decompressobj, adler32, crc32, error and
// constants, over the zlib library.
#include <zlib.h>

#include <algorithm>
#include <string>

#include "runtime/buffer.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/types/bytes.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

struct ZlibState final : RootProvider {
  void VisitRoots(RootVisitor* visitor) override {
    for (Value* v : {&error, &compressor, &decompressor}) visitor->Visit(v);
  }
  Value error, compressor, decompressor;
};
ZlibState* StateOf(Thread* t) { return static_cast<ZlibState*>(StdlibOf(t)->zlib.get()); }

// zlib.error; a message of the library's own comes behind the text.
Value Fail(Thread* t, const z_stream* stream, int code, const char* what) {
  const char* detail = code == Z_VERSION_ERROR ? "library version mismatch"
                       : stream != nullptr     ? stream->msg
                                               : nullptr;
  if (detail == nullptr) {
    detail = code == Z_BUF_ERROR      ? "incomplete or truncated stream"
             : code == Z_STREAM_ERROR ? "inconsistent stream state"
             : code == Z_DATA_ERROR   ? "invalid input data"
                                      : nullptr;
  }
  std::string text = detail == nullptr ? absl::StrFormat("Error %d %s", code, what)
                                       : absl::StrFormat("Error %d %s: %s", code, what, detail);
  Str* message = NewStrUtf8(t, text);
  Value error = message == nullptr ? Value() : CallValues(t, StateOf(t)->error, {message});
  return error ? RaiseValue(t, error, Value()) : error;
}
Value FailText(Thread* t, const char* text) {
  Str* message = NewStrUtf8(t, text);
  Value error = message == nullptr ? Value() : CallValues(t, StateOf(t)->error, {message});
  return error ? RaiseValue(t, error, Value()) : error;
}

bool ReadInt(Thread* t, Value v, int64_t standard, int64_t* out) {
  *out = standard;
  return v.is_null() || IntArgument(t, v, out);
}

// Input in pieces that fit zlib's counters.
class Feeder {
 public:
  Feeder(z_stream* stream, absl::string_view input) : stream_(stream), left_(input) {}
  void Fill() {
    if (stream_->avail_in != 0) return;
    size_t n = std::min<size_t>(left_.size(), 1 << 30);
    stream_->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(left_.data()));
    stream_->avail_in = static_cast<uInt>(n);
    left_.remove_prefix(n);
  }
  bool last() const { return left_.empty(); }
  // What zlib has not taken.
  absl::string_view rest() const {
    return absl::string_view(reinterpret_cast<const char*>(stream_->next_in),
                             stream_->avail_in + left_.size());
  }

 private:
  z_stream* stream_;
  absl::string_view left_;
};

constexpr size_t kChunk = 64 << 10;

// Runs deflate or inflate until the input is used up, the stream ends, or `most` bytes came
// out (0: any). Returns the library's last code.
int Run(z_stream* stream, int (*step)(z_stream*, int), Feeder* feeder, int flush, size_t most,
        std::string* out) {
  int code = Z_OK;
  for (;;) {
    feeder->Fill();
    size_t room = kChunk;
    if (most != 0) room = std::min(room, most - out->size());
    size_t old = out->size();
    out->resize(old + room);
    stream->next_out = reinterpret_cast<Bytef*>(out->data() + old);
    stream->avail_out = static_cast<uInt>(room);
    code = step(stream, feeder->last() ? flush : Z_NO_FLUSH);
    out->resize(old + room - stream->avail_out);
    bool full = stream->avail_out == 0;
    if (code != Z_OK && code != Z_BUF_ERROR) return code;
    if (most != 0 && out->size() >= most) return code;
    if (full) continue;
    if (stream->avail_in == 0 && feeder->last()) return code;
    if (code == Z_BUF_ERROR) return code;
  }
}

Value Compress(Thread* t, Value* args, size_t, Value) {
  int64_t level, wbits;
  if (!ReadInt(t, args[1], Z_DEFAULT_COMPRESSION, &level) ||
      !ReadInt(t, args[2], MAX_WBITS, &wbits)) {
    return Value();
  }
  ScopedBuffer buffer(t);
  if (!buffer.Get(args[0])) return Value();
  z_stream stream = {};
  int code = deflateInit2(&stream, static_cast<int>(level), Z_DEFLATED, static_cast<int>(wbits),
                          8, Z_DEFAULT_STRATEGY);
  if (code == Z_MEM_ERROR) return RaiseMemoryError(t);
  if (code == Z_STREAM_ERROR) return FailText(t, "Bad compression level");
  if (code != Z_OK) return Fail(t, &stream, code, "while compressing data");
  std::string out;
  Feeder feeder(&stream, buffer.bytes());
  code = Run(&stream, deflate, &feeder, Z_FINISH, 0, &out);
  Value result = code == Z_STREAM_END ? Value(NewBytes(t, out))
                                      : Fail(t, &stream, code, "while compressing data");
  deflateEnd(&stream);
  return result;
}

Value Decompress(Thread* t, Value* args, size_t, Value) {
  int64_t wbits, size = 16384;
  if (!ReadInt(t, args[1], MAX_WBITS, &wbits) || (args[2] && !SizeArgument(t, args[2], &size))) {
    return Value();
  }
  if (size < 0) return RaiseText(t, Exc::kValueError, "bufsize must be non-negative");
  ScopedBuffer buffer(t);
  if (!buffer.Get(args[0])) return Value();
  z_stream stream = {};
  int code = inflateInit2(&stream, static_cast<int>(wbits));
  if (code == Z_MEM_ERROR) return RaiseMemoryError(t);
  if (code != Z_OK) return Fail(t, &stream, code, "while preparing to decompress data");
  std::string out;
  Feeder feeder(&stream, buffer.bytes());
  code = Run(&stream, inflate, &feeder, Z_SYNC_FLUSH, 0, &out);
  if (code == Z_OK) code = Z_BUF_ERROR;
  Value result = code == Z_STREAM_END ? Value(NewBytes(t, out))
                                      : Fail(t, &stream, code, "while decompressing data");
  inflateEnd(&stream);
  return result;
}

// --- Objects ---

struct StreamState {
  z_stream stream = {};
  bool open = false, compressing = false;
};
struct StreamObject : Object {
  Value unused_data, unconsumed_tail;  // Bytes
  Value dictionary;                    // Bytes or null
  StreamState* state;
  bool eof;
};
void CloseStream(StreamState* state) {
  if (!state->open) return;
  if (state->compressing) {
    deflateEnd(&state->stream);
  } else {
    inflateEnd(&state->stream);
  }
  state->open = false;
}
void FinalizeStream(Object* object) {
  auto* s = static_cast<StreamObject*>(object);
  if (s->state == nullptr) return;
  CloseStream(s->state);
  delete s->state;
  s->state = nullptr;
}
const ExtensionInfo kLayout = {sizeof(StreamObject), 3, &FinalizeStream};

StreamObject* Self(Value* args) { return args[0].as<StreamObject>(); }

StreamObject* NewStream(Thread* t, Value cls, bool compressing) {
  Object* object = AllocateInstance(t, cls.as<Class>());
  Value empty = object == nullptr ? Value() : Value(NewBytes(t, ""));
  if (!empty) return nullptr;
  auto* s = static_cast<StreamObject*>(object);
  s->unused_data = s->unconsumed_tail = empty;
  WriteBarrier(t, s);
  s->state = new StreamState;
  s->state->compressing = compressing;
  t->heap->RegisterNative(s);
  return s;
}

Value CompressObject(Thread* t, Value* args, size_t, Value) {
  int64_t level, method, wbits, memory, strategy;
  if (!ReadInt(t, args[0], Z_DEFAULT_COMPRESSION, &level) ||
      !ReadInt(t, args[1], Z_DEFLATED, &method) || !ReadInt(t, args[2], MAX_WBITS, &wbits) ||
      !ReadInt(t, args[3], 8, &memory) || !ReadInt(t, args[4], Z_DEFAULT_STRATEGY, &strategy)) {
    return Value();
  }
  StreamObject* s = NewStream(t, StateOf(t)->compressor, true);
  if (s == nullptr) return Value();
  z_stream* stream = &s->state->stream;
  int code = deflateInit2(stream, static_cast<int>(level), static_cast<int>(method),
                          static_cast<int>(wbits), static_cast<int>(memory),
                          static_cast<int>(strategy));
  if (code == Z_MEM_ERROR) return RaiseMemoryError(t);
  if (code == Z_STREAM_ERROR) {
    return RaiseText(t, Exc::kValueError, "Invalid initialization option");
  }
  if (code != Z_OK) return Fail(t, stream, code, "while creating compression object");
  s->state->open = true;
  if (!IsAbsent(t, args[5])) {
    ScopedBuffer dictionary(t);
    if (!dictionary.Get(args[5])) return Value();
    code = deflateSetDictionary(stream, dictionary.data(), static_cast<uInt>(dictionary.size()));
    if (code == Z_STREAM_ERROR) {
      return RaiseText(t, Exc::kValueError, "Invalid dictionary");
    }
    if (code != Z_OK) return RaiseText(t, Exc::kValueError, "deflateSetDictionary()");
  }
  return s;
}

bool SetDictionary(Thread* t, StreamObject* s) {
  absl::string_view d = BytesView(s->dictionary.as<Bytes>());
  int code = inflateSetDictionary(&s->state->stream, reinterpret_cast<const Bytef*>(d.data()),
                                  static_cast<uInt>(d.size()));
  if (code == Z_OK) return true;
  Fail(t, &s->state->stream, code, "while setting zdict");
  return false;
}

Value DecompressObject(Thread* t, Value* args, size_t, Value) {
  int64_t wbits;
  if (!ReadInt(t, args[0], MAX_WBITS, &wbits)) return Value();
  if (args[1] && !HasBuffer(t, args[1])) {
    return RaiseText(t, Exc::kTypeError, "zdict argument must support the buffer protocol");
  }
  StreamObject* s = NewStream(t, StateOf(t)->decompressor, false);
  if (s == nullptr) return Value();
  int code = inflateInit2(&s->state->stream, static_cast<int>(wbits));
  if (code == Z_MEM_ERROR) return RaiseMemoryError(t);
  if (code == Z_STREAM_ERROR) {
    return RaiseText(t, Exc::kValueError, "Invalid initialization option");
  }
  if (code != Z_OK) {
    return Fail(t, &s->state->stream, code, "while creating decompression object");
  }
  s->state->open = true;
  if (args[1]) {
    ScopedBuffer dictionary(t);
    if (!dictionary.Get(args[1])) return Value();
    Value copy = NewBytes(t, dictionary.bytes());
    if (!copy) return copy;
    StoreField(t, s, &s->dictionary, copy);
    // Raw streams do not ask for it.
    if (wbits < 0 && dictionary.size() != 0 && !SetDictionary(t, s)) return Value();
  }
  return s;
}

Value CompressMethod(Thread* t, Value* args, size_t, Value) {
  ScopedBuffer buffer(t);
  if (!buffer.Get(args[1])) return Value();
  StreamState* state = Self(args)->state;
  std::string out;
  Feeder feeder(&state->stream, buffer.bytes());
  if (buffer.size() == 0) return NewBytes(t, "");
  int code = Run(&state->stream, deflate, &feeder, Z_NO_FLUSH, 0, &out);
  if (code != Z_OK && code != Z_BUF_ERROR) {
    return Fail(t, &state->stream, code, "while compressing data");
  }
  return NewBytes(t, out);
}

Value CompressFlush(Thread* t, Value* args, size_t, Value) {
  int64_t mode;
  if (!ReadInt(t, args[1], Z_FINISH, &mode)) return Value();
  if (mode == Z_NO_FLUSH) return NewBytes(t, "");
  StreamState* state = Self(args)->state;
  std::string out;
  state->stream.avail_in = 0;
  Feeder feeder(&state->stream, "");
  int code = Run(&state->stream, deflate, &feeder, static_cast<int>(mode), 0, &out);
  if (code == Z_STREAM_END && mode == Z_FINISH) {
    CloseStream(state);
  } else if (code != Z_OK && code != Z_BUF_ERROR) {
    return Fail(t, &state->stream, code, "while flushing");
  }
  return NewBytes(t, out);
}

// What is behind the stream's end, and what the limit left.
bool KeepRest(Thread* t, StreamObject* s, absl::string_view rest, bool ended) {
  if (ended) {
    std::string unused(BytesView(s->unused_data.as<Bytes>()));
    unused.append(rest.data(), rest.size());
    Value all = NewBytes(t, unused);
    if (!all) return false;
    StoreField(t, s, &s->unused_data, all);
    // As ever, a tail that was there stays until it is asked for again.
    if (s->unconsumed_tail.as<Bytes>()->length == 0) rest = "";
  }
  Value tail = NewBytes(t, rest);
  if (!tail) return false;
  StoreField(t, s, &s->unconsumed_tail, tail);
  return true;
}

int Inflate(Thread* t, StreamObject* s, Feeder* feeder, int flush, size_t most,
            std::string* out) {
  z_stream* stream = &s->state->stream;
  int code = Run(stream, inflate, feeder, flush, most, out);
  if (code == Z_NEED_DICT && s->dictionary) {
    if (!SetDictionary(t, s)) return Z_NEED_DICT;
    code = Run(stream, inflate, feeder, flush, most, out);
  }
  return code;
}

Value DecompressMethod(Thread* t, Value* args, size_t, Value) {
  StreamObject* s = Self(args);
  int64_t most = 0;
  if (args[2] && !SizeArgument(t, args[2], &most)) return Value();
  if (most < 0) return RaiseText(t, Exc::kValueError, "max_length must be non-negative");
  ScopedBuffer buffer(t);
  if (!buffer.Get(args[1])) return Value();
  std::string out;
  z_stream* stream = &s->state->stream;
  stream->avail_in = 0;
  Feeder feeder(stream, buffer.bytes());
  if (s->eof || buffer.size() == 0) {
    return KeepRest(t, s, buffer.bytes(), s->eof) ? Value(NewBytes(t, "")) : Value();
  }
  int code = Inflate(t, s, &feeder, Z_SYNC_FLUSH, static_cast<size_t>(most), &out);
  if (t->exception) return Value();
  if (code == Z_STREAM_END) s->eof = true;
  bool kept = KeepRest(t, s, feeder.rest(), s->eof);
  stream->avail_in = 0;
  if (!kept) return Value();
  if (code != Z_OK && code != Z_BUF_ERROR && code != Z_STREAM_END) {
    return Fail(t, stream, code, "while decompressing data");
  }
  return NewBytes(t, out);
}

Value DecompressFlush(Thread* t, Value* args, size_t, Value) {
  StreamObject* s = Self(args);
  int64_t length = 16384;
  if (args[1] && !SizeArgument(t, args[1], &length)) return Value();
  if (length <= 0) return RaiseText(t, Exc::kValueError, "length must be greater than zero");
  std::string out;
  z_stream* stream = &s->state->stream;
  if (!s->state->open) return NewBytes(t, "");
  std::string tail(BytesView(s->unconsumed_tail.as<Bytes>()));
  stream->avail_in = 0;
  Feeder feeder(stream, tail);
  int code = s->eof ? Z_STREAM_END : Inflate(t, s, &feeder, Z_FINISH, 0, &out);
  if (t->exception) return Value();
  if (code == Z_STREAM_END) s->eof = true;
  bool kept = KeepRest(t, s, feeder.rest(), s->eof);
  stream->avail_in = 0;
  if (!kept) return Value();
  if (code == Z_STREAM_END) {
    CloseStream(s->state);
  } else if (code != Z_OK && code != Z_BUF_ERROR) {
    return Fail(t, stream, code, "while flushing");
  }
  return NewBytes(t, out);
}

Value CopyMethod(Thread* t, Value* args, size_t, Value) {
  StreamObject* s = Self(args);
  bool compressing = s->state->compressing;
  if (!s->state->open) {
    return RaiseText(t, Exc::kValueError,
                     compressing ? "Inconsistent stream state" : "Inconsistent stream state");
  }
  StreamObject* copy = NewStream(t, ClassOf(t, s), compressing);
  if (copy == nullptr) return Value();
  int code = compressing ? deflateCopy(&copy->state->stream, &s->state->stream)
                         : inflateCopy(&copy->state->stream, &s->state->stream);
  if (code == Z_MEM_ERROR) return RaiseMemoryError(t);
  if (code != Z_OK) return RaiseText(t, Exc::kValueError, "Inconsistent stream state");
  copy->state->open = true;
  copy->eof = s->eof;
  copy->unused_data = s->unused_data;
  copy->unconsumed_tail = s->unconsumed_tail;
  copy->dictionary = s->dictionary;
  WriteBarrier(t, copy);
  return copy;
}

Value GetUnused(Thread*, Value* args, size_t, Value) { return Self(args)->unused_data; }
Value GetTail(Thread*, Value* args, size_t, Value) { return Self(args)->unconsumed_tail; }
Value GetEof(Thread* t, Value* args, size_t, Value) { return t->isolate->Bool(Self(args)->eof); }

template <uLong (*sum)(uLong, const Bytef*, z_size_t), uint32_t kStart>
Value Checksum(Thread* t, Value* args, size_t, Value) {
  ScopedBuffer buffer(t);
  uLong value = kStart;
  if (args[1]) {
    Value n = NumberIndex(t, args[1]);
    Value masked = n ? IntAnd(t, n, Value::SmallInt(0xFFFFFFFF)) : n;
    if (!masked) return masked;
    value = static_cast<uLong>(masked.small_int());
  }
  if (!buffer.Get(args[0])) return Value();
  value = sum(value, buffer.data(), static_cast<z_size_t>(buffer.size()));
  return IntFromUint64(t, value & 0xFFFFFFFF);
}

constexpr NativeInfo kRows[] = {
    {"compress", Compress, "(data, /, level=-1, wbits=15)", kAnything,
     "Returns a bytes object containing compressed data."},
    {"decompress", Decompress, "(data, /, wbits=15, bufsize=16384)", kAnything,
     "Returns a bytes object containing the uncompressed data."},
    {"compressobj", CompressObject,
     "(level=-1, method=8, wbits=15, memLevel=8, strategy=0, zdict=None)", kAnything,
     "Return a compressor object."},
    {"decompressobj", DecompressObject, "(wbits=15, zdict=b'')", kAnything,
     "Return a decompressor object."},
    {"adler32", Checksum<adler32_z, 1>, "(data, value=1, /)", kReadsHeap | kAllocates,
     "Compute an Adler-32 checksum of data."},
    {"crc32", Checksum<crc32_z, 0>, "(data, value=0, /)", kReadsHeap | kAllocates,
     "Compute a CRC-32 checksum of data."},
};
constexpr NativeInfo kCompressRows[] = {
    {"compress", CompressMethod, "($self, data, /)", kAnything, nullptr},
    {"flush", CompressFlush, "($self, mode=zlib.Z_FINISH, /)", kAnything, nullptr},
    {"copy", CopyMethod, "($self, /)", kAnything, nullptr},
    {"__copy__", CopyMethod, "($self, /)", kAnything, nullptr},
    {"__deepcopy__", CopyMethod, "($self, memo, /)", kAnything, nullptr},
};
constexpr NativeInfo kDecompressRows[] = {
    {"decompress", DecompressMethod, "($self, data, /, max_length=0)", kAnything, nullptr},
    {"flush", DecompressFlush, "($self, length=zlib.DEF_BUF_SIZE, /)", kAnything, nullptr},
    {"copy", CopyMethod, "($self, /)", kAnything, nullptr},
    {"__copy__", CopyMethod, "($self, /)", kAnything, nullptr},
    {"__deepcopy__", CopyMethod, "($self, memo, /)", kAnything, nullptr},
};
constexpr GetSetInfo kDecompressAttributes[] = {
    {"unused_data", GetUnused, nullptr, nullptr, true},
    {"unconsumed_tail", GetTail, nullptr, nullptr, true},
    {"eof", GetEof, nullptr, nullptr, true},
};

Value MakeClass(Thread* t, const char* name, absl::Span<const NativeInfo> rows,
                absl::Span<const GetSetInfo> attributes) {
  Str* text = Intern(t, name);
  Str* module = text == nullptr ? nullptr : Intern(t, "zlib");
  if (module == nullptr) return Value();
  ClassOptions options;
  options.module = module;
  options.extension = &kLayout;
  Class* cls = NewNativeClass(t, text, t->isolate->object_class(), options);
  bool ok = cls != nullptr && AddNatives(t, cls->dict, rows, cls) &&
            AddGetSets(t, cls, attributes) && RefreshClass(t, cls);
  return ok ? Value(cls) : Value();
}

}  // namespace

bool InitZlibModule(Thread* t, Module* module) {
  auto state = std::make_shared<ZlibState>();
  StdlibOf(t)->zlib = state;
  t->heap->AddRootProvider(state.get());
  Tuple* bases = NewTuple(t, 1);
  Dict* ns = bases == nullptr ? nullptr : NewDict(t);
  Str* name = ns == nullptr ? nullptr : Intern(t, "error");
  Str* in = name == nullptr ? nullptr : Intern(t, "zlib");
  if (in == nullptr || !DictSet(t, ns, t->isolate->names.dunder_module, in)) return false;
  bases->items[0] = ExceptionClass(t, Exc::kException);
  state->error = NewClass(t, t->isolate->type_class(), name, bases, ns, nullptr, Value());
  state->compressor = MakeClass(t, "Compress", kCompressRows, {});
  if (!state->error || !state->compressor) return false;
  state->decompressor = MakeClass(t, "Decompress", kDecompressRows, kDecompressAttributes);
  if (!state->decompressor) return false;
  static constexpr struct {
    const char* name;
    int value;
  } kConstants[] = {
      {"MAX_WBITS", MAX_WBITS},
      {"DEFLATED", Z_DEFLATED},
      {"DEF_MEM_LEVEL", 8},
      {"DEF_BUF_SIZE", 16384},
      {"Z_BEST_SPEED", Z_BEST_SPEED},
      {"Z_BEST_COMPRESSION", Z_BEST_COMPRESSION},
      {"Z_DEFAULT_COMPRESSION", Z_DEFAULT_COMPRESSION},
      {"Z_NO_COMPRESSION", Z_NO_COMPRESSION},
      {"Z_FILTERED", Z_FILTERED},
      {"Z_HUFFMAN_ONLY", Z_HUFFMAN_ONLY},
      {"Z_RLE", Z_RLE},
      {"Z_FIXED", Z_FIXED},
      {"Z_DEFAULT_STRATEGY", Z_DEFAULT_STRATEGY},
      {"Z_NO_FLUSH", Z_NO_FLUSH},
      {"Z_PARTIAL_FLUSH", Z_PARTIAL_FLUSH},
      {"Z_SYNC_FLUSH", Z_SYNC_FLUSH},
      {"Z_FULL_FLUSH", Z_FULL_FLUSH},
      {"Z_FINISH", Z_FINISH},
      {"Z_BLOCK", Z_BLOCK},
      {"Z_TREES", Z_TREES},
  };
  for (const auto& constant : kConstants) {
    if (!SetModuleInt(t, module, constant.name, constant.value)) return false;
  }
  return AddModuleNatives(t, module, kRows) && SetModuleValue(t, module, "error", state->error) &&
         SetModuleText(t, module, "ZLIB_VERSION", ZLIB_VERSION) &&
         SetModuleText(t, module, "ZLIB_RUNTIME_VERSION", zlibVersion()) &&
         SetModuleText(t, module, "__version__", "1.0");
}

}  // namespace pyjit
