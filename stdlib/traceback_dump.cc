#include "stdlib/traceback_dump.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "runtime/code.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/objects.h"
#include "runtime/python_threads.h"

namespace pyjit {
namespace {

constexpr int kMaxFrames = 100;
constexpr int kMaxThreads = 100;
constexpr int64_t kMaxText = 500;

void WriteNumber(int fd, int64_t n) {
  char text[24];
  char* end = text + sizeof(text);
  char* p = end;
  uint64_t rest = n < 0 ? uint64_t{0} - static_cast<uint64_t>(n) : static_cast<uint64_t>(n);
  do {
    *--p = static_cast<char>('0' + rest % 10);
    rest /= 10;
  } while (rest != 0);
  if (n < 0) *--p = '-';
  WriteRaw(fd, absl::string_view(p, static_cast<size_t>(end - p)));
}

void WriteDigits(int fd, uint64_t n, int digits) {
  char text[16];
  for (int i = digits - 1; i >= 0; --i, n >>= 4) text[i] = "0123456789abcdef"[n & 15];
  WriteRaw(fd, absl::string_view(text, static_cast<size_t>(digits)));
}

uint32_t CharAt(const Str* s, int64_t i) {
  switch (s->width()) {
    case 1: return static_cast<const uint8_t*>(s->data())[i];
    case 2: return static_cast<const uint16_t*>(s->data())[i];
    default: return static_cast<const uint32_t*>(s->data())[i];
  }
}

// A str in ASCII, other chars as \x, \u and \U.
void WriteText(int fd, const Str* s) {
  if (s == nullptr) return WriteRaw(fd, "???");
  const int64_t length = s->length < kMaxText ? s->length : kMaxText;
  for (int64_t i = 0; i < length; ++i) {
    const uint32_t c = CharAt(s, i);
    if (c >= ' ' && c < 127) {
      const char plain = static_cast<char>(c);
      WriteRaw(fd, absl::string_view(&plain, 1));
    } else if (c <= 0xff) {
      WriteRaw(fd, "\\x");
      WriteDigits(fd, c, 2);
    } else if (c <= 0xffff) {
      WriteRaw(fd, "\\u");
      WriteDigits(fd, c, 4);
    } else {
      WriteRaw(fd, "\\U");
      WriteDigits(fd, c, 8);
    }
  }
  if (length < s->length) WriteRaw(fd, "...");
}

// One thread's frames, innermost first; `base` and `limit` are of its VM stack.
void DumpFrames(int fd, Thread* t, const Frame* frame, const Value* base, const Value* limit) {
  int count = 0;
  for (; frame != nullptr; frame = frame->prev) {
    const auto* at = reinterpret_cast<const Value*>(frame);
    if (at < base || at >= limit || reinterpret_cast<uintptr_t>(at) % 8 != 0) break;
    Code* code = frame->code;
    // The frame may be in the making, or gone: its code must be an object of that kind.
    if (code == nullptr || t->heap->FindObject(code) != code || code->kind() != Kind::kCode) break;
    if (count++ == kMaxFrames) {
      WriteRaw(fd, "  ...\n");
      return;
    }
    const CodeBlock* block = code->block;
    const int64_t offset = frame->pc - block->instructions.data();
    const bool inside = offset >= 0 && offset < static_cast<int64_t>(block->instructions.size());
    WriteRaw(fd, "  File \"");
    WriteText(fd, block->filename);
    WriteRaw(fd, "\", line ");
    WriteNumber(fd, inside ? block->LineAt(static_cast<uint32_t>(offset)) : block->first_line);
    WriteRaw(fd, " in ");
    WriteText(fd, block->name);
    WriteRaw(fd, "\n");
  }
  if (count == 0) WriteRaw(fd, "  <no Python frame>\n");
}

}  // namespace

void WriteRaw(int fd, absl::string_view text) {
  while (!text.empty()) {
    const ssize_t n = write(fd, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return;
    text.remove_prefix(static_cast<size_t>(n));
  }
}

void WriteRawHex(int fd, uint64_t n) {
  WriteRaw(fd, "0x");
  WriteDigits(fd, n, 16);
}

void DumpTraceback(int fd, Thread* t) {
  WriteRaw(fd, "Stack (most recent call first):\n");
  DumpFrames(fd, t, t->frame, t->stack_base, t->stack_limit);
}

void DumpAllTracebacks(int fd, Thread* t, bool current) {
  PythonThreads* threads = ThreadsOf(t);
  SavedThread* running = threads->running();
  int count = 0;
  // The main thread, which all others follow in the order of their age, comes last.
  auto dump = [&](SavedThread* thread) {
    if (count > 0) WriteRaw(fd, "\n");
    if (count++ >= kMaxThreads) {
      WriteRaw(fd, "...\n");
      return false;
    }
    const bool runs = thread == running && !thread->parked;
    WriteRaw(fd, runs && current ? "Current thread " : "Thread ");
    WriteRawHex(fd, reinterpret_cast<uintptr_t>(thread) >> 4);
    WriteRaw(fd, " (most recent call first):\n");
    if (runs) {
      DumpFrames(fd, t, t->frame, t->stack_base, t->stack_limit);
    } else {
      DumpFrames(fd, t, thread->frame, thread->stack_base, thread->stack_limit);
    }
    return true;
  };
  SavedThread* const first = threads->first();
  for (SavedThread* thread = first; thread != nullptr; thread = thread->next) {
    if (!thread->is_main && !dump(thread)) return;
  }
  for (SavedThread* thread = first; thread != nullptr; thread = thread->next) {
    if (thread->is_main) dump(thread);
  }
}

}  // namespace pyjit
