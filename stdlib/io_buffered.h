#ifndef STDLIB_IO_BUFFERED_H_
#define STDLIB_IO_BUFFERED_H_

#include "runtime/intern.h"
#include "stdlib/io_internal.h"

// Inside of the buffered streams; see io_buffered.cc. Unless said otherwise the
// caller has checked that the stream is open and holds a BusyGuard. Counts are -1 with an
// exception pending, -2 if the raw stream would block.

namespace pyjit {

// One call at a time is inside a stream: other Python threads wait for their turn, a raw
// stream that calls back is told so.
class BusyGuard {
 public:
  BusyGuard() = default;
  ~BusyGuard() {
    if (state_ != nullptr) state_->state->busy = nullptr;
  }
  bool Enter(Thread* t, Buffered* b);  // false: RuntimeError pending

 private:
  Buffered* state_ = nullptr;
};

bool CheckInitialised(Thread* t, const Buffered* b);
int BufferedIsClosed(Thread* t, Buffered* b);
bool BufferedCheckOpen(Thread* t, Buffered* b, const char* message);
void RaiseBlocking(Thread* t, const char* message, int64_t written);

int64_t RawReadInto(Thread* t, Buffered* b, uint8_t* to, int64_t size);
int64_t RawWrite(Thread* t, Buffered* b, absl::string_view bytes);
int64_t RawSeek(Thread* t, Buffered* b, int64_t offset, int whence);
int64_t RawTell(Thread* t, Buffered* b);

bool BufferedFlushPending(Thread* t, Buffered* b);
bool BufferedRewind(Thread* t, Buffered* b);
bool BufferedWriteUnlocked(Thread* t, Buffered* b, absl::string_view bytes, int64_t* written);
bool BufferedPrepareRead(Thread* t, Buffered* b);
int64_t BufferedFill(Thread* t, Buffered* b);
Value BufferedReadAll(Thread* t, Buffered* b);
Value BufferedReadExactly(Thread* t, Buffered* b, int64_t n);
int64_t BufferedReadInto(Thread* t, Buffered* b, uint8_t* to, int64_t size, bool once);
Value BufferedReadLine(Thread* t, Buffered* b, int64_t limit);
int64_t BufferedTell(Thread* t, Buffered* b);
int64_t BufferedSeek(Thread* t, Buffered* b, int64_t target, int whence);

}  // namespace pyjit

#endif  // STDLIB_IO_BUFFERED_H_
