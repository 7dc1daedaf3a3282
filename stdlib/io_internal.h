#ifndef STDLIB_IO_INTERNAL_H_
#define STDLIB_IO_INTERNAL_H_

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "runtime/buffer.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/native.h"
#include "runtime/objects.h"
#include "runtime/operators.h"
#include "runtime/types/codecs.h"
#include "stdlib/state.h"

// What the io_*.cc files share. Layers as in Python's io: FileIO over a
// descriptor, Buffered* over a raw stream, TextIOWrapper over a buffered one. Each
// layer talks C++ to the layer below if that is exactly of the class defined here, and
// calls methods otherwise.

namespace pyjit {

enum class IoClass : uint8_t {
  kIoBase, kRawBase, kBufferedBase, kTextBase, kFileIo, kBytesIo, kStringIo, kReader, kWriter,
  kRandom, kPair, kTextWrapper, kNewlineDecoder, kUnsupported, kCount,
};

// A link in the isolate's list of streams that may hold unwritten data.
struct IoLink {
  Object* object = nullptr;
  IoLink* previous = nullptr;
  IoLink* next = nullptr;
};

// _io's part of an isolate.
struct IoState final : RootProvider {
  void VisitRoots(RootVisitor* visitor) override;
  Value classes[static_cast<int>(IoClass::kCount)];
  IoLink streams;  // head of the list
};
IoState* IoOf(Thread* t);  // made, with all classes, when first asked for; null: error
Class* IoClassOf(Thread* t, IoClass which);
void LinkStream(Thread* t, IoLink* link, Object* object);
void UnlinkStream(IoLink* link);

inline bool IsExactly(Thread* t, Value v, IoClass which) {
  return v.is_object() && ClassOf(t, v) == IoClassOf(t, which);
}

constexpr int64_t kDefaultBufferSize = 8192;

// --- Layouts ---

// The first field of all streams that another stream may own: the owner closes it,
// so that finalizers may come in any order.
struct IoOwned : Object {
  Value owner;
};

struct FileIo : IoOwned {
  int fd;
  int host_stream;  // 1 or 2: what is written goes to the host's writer
  bool created, readable, writable, appending, close_fd;
  int8_t seekable;  // -1: not asked yet
  static const ExtensionInfo kExtension;
};

struct BufferedState {
  IoLink link;
  std::string read;      // read ahead
  size_t read_pos = 0;   // of it, consumed
  std::string pending;   // not yet written
  int64_t buffer_size = kDefaultBufferSize;
  void* busy = nullptr;  // the Python thread that is inside: see BusyGuard
};
struct Buffered : IoOwned {
  Value raw;             // null: not initialised
  BufferedState* state;
  bool detached, closing;
  static const ExtensionInfo kExtension;
};

struct TextState {
  IoLink link;
  std::string pending;   // encoded, not yet given to the buffer
  std::string undecoded;  // bytes of an incomplete char, for the known encodings
  bool pending_cr = false;  // a \r that may be half of a line end
  Encoding encoding = Encoding::kUtf8;
  int64_t chunk_size = kDefaultBufferSize;
};
struct TextWrapper : IoOwned {
  Value buffer;          // null: not initialised
  Value encoding, errors;  // Str
  Value decoder;         // incremental decoder; null: encoding is known, or none yet
  Value encoder;         // incremental encoder; null likewise
  Value newline;         // Str or null (None): as given
  Value decoded;         // Str: decoded, of which `used` chars are given out
  Value snapshot;        // Bytes: input since the decoder was in state snapshot_flags; or null
  Value decoder_flags;   // int, with snapshot
  TextState* state;
  int64_t used;
  bool detached, line_buffering, write_through, known, seekable, telling, universal,
      translate, has_read1, decodes, encodes;
  uint8_t seen_newlines;
  static const ExtensionInfo kExtension;
};

// --- Calls ---

Value CallIo(Thread* t, Value object, absl::string_view method,
             std::initializer_list<Value> args = {});
Value UnsupportedOperation(Thread* t, absl::string_view what);  // raises
// object.closed as a truth: 1, 0, -1.
int IsClosed(Thread* t, Value object);
bool CheckClosed(Thread* t, Value object, const char* message = "I/O operation on closed file.");
// A size argument: None and absent are -1. `name`: TypeError "argument should be
// integer or None, not 'x'".
bool SizeOrNone(Thread* t, Value v, int64_t* out);

// A writable buffer of an argument; TypeError "f() argument must be read-write bytes-like
// object, not X".
bool GetWritable(Thread* t, Value v, const char* function, ScopedBuffer* buffer);

// --- FileIO ---
Value NewFileIo(Thread* t, int fd, int host_stream, bool readable, bool writable, Value name);
// Writes what the system takes: bytes written, -1 with an exception pending, -2 if it
// would block.
int64_t FileIoWrite(Thread* t, FileIo* file, absl::string_view bytes);
int64_t FileIoRead(Thread* t, FileIo* file, uint8_t* to, int64_t size);  // likewise
bool FileIoClose(Thread* t, FileIo* file);
// ResourceWarning: `source`, the stream that the program knew, dies and nobody closed it.
void WarnUnclosed(Thread* t, FileIo* file, Value source);

// --- Buffered ---
Value NewBuffered(Thread* t, IoClass which, Value raw, int64_t buffer_size);
bool BufferedWrite(Thread* t, Buffered* b, absl::string_view bytes, int64_t* written);
bool BufferedFlush(Thread* t, Buffered* b);
Value BufferedRead1(Thread* t, Buffered* b, int64_t size);

// --- TextIOWrapper ---
Value NewTextWrapper(Thread* t, Value buffer, absl::string_view encoding,
                     absl::string_view errors, Value newline, bool line_buffering,
                     bool write_through);
bool TextWrite(Thread* t, TextWrapper* w, Str* text);
bool TextFlush(Thread* t, TextWrapper* w);
Value TextReadLine(Thread* t, TextWrapper* w, int64_t limit);

// Sets up one class each; called by IoOf in the order of IoClass.
Class* NewIoClass(Thread* t, const char* name, Class* base, const ExtensionInfo* extension,
                  Value (*construct)(Thread*, Value*, size_t, Value),
                  absl::Span<const NativeInfo> rows, absl::Span<const GetSetInfo> attributes);
bool MakeBaseClasses(Thread* t, IoState* io);
bool MakeFileIo(Thread* t, IoState* io);
bool MakeBuffered(Thread* t, IoState* io);
bool MakeMemoryStreams(Thread* t, IoState* io);
bool MakeText(Thread* t, IoState* io);
bool MakeNewlineDecoder(Thread* t, IoState* io);

// newline=None decoding, without the class: text with \r\n and \r as \n, as one piece of a
// stream. *pending_cr carries a \r at the end over to the next piece.
Str* TranslateNewlines(Thread* t, Str* text, bool final, bool translate, bool* pending_cr,
                       uint8_t* seen);
Value NewlinesSeen(Thread* t, uint8_t seen);
Value NewNewlineDecoder(Thread* t, Value decoder, bool translate);

bool FilesAllowed(Thread* t);

}  // namespace pyjit

#endif  // STDLIB_IO_INTERNAL_H_
