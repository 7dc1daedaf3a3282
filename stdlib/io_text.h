#ifndef STDLIB_IO_TEXT_H_
#define STDLIB_IO_TEXT_H_

#include "stdlib/io_internal.h"

// Inside of TextIOWrapper; see io_text.cc.

namespace pyjit {

bool TextReady(Thread* t, const TextWrapper* w);   // initialised and not detached
bool TextCheckOpen(Thread* t, TextWrapper* w);     // and not closed
// Sets encoding, errors, codecs and newline handling of a wrapper that has its buffer.
bool TextSetCodec(Thread* t, TextWrapper* w, Value encoding, Value errors);
void TextSetNewline(Thread* t, TextWrapper* w, Value newline);
bool TextResetEncoder(Thread* t, TextWrapper* w, bool at_start);
// Gives what is pending to the buffer.
bool TextWritePending(Thread* t, TextWrapper* w);
void TextForgetDecoded(Thread* t, TextWrapper* w);

// Decodes a piece of input and translates line ends.
Value TextDecode(Thread* t, TextWrapper* w, Value bytes, bool final);
// The decoder's state: bytes and flags.
bool TextGetState(Thread* t, TextWrapper* w, Value* buffer, Value* flags);
bool TextSetState(Thread* t, TextWrapper* w, Value flags);  // and no bytes
bool TextResetDecoder(Thread* t, TextWrapper* w);
// Reads one chunk into `decoded`. 1, 0 at the end, -1 error.
int TextReadChunk(Thread* t, TextWrapper* w);
// Up to n decoded chars that are there already (n < 0: all).
Str* TextTakeDecoded(Thread* t, TextWrapper* w, int64_t n);
bool TextCanRead(Thread* t, TextWrapper* w);  // UnsupportedOperation "not readable"

Value TextTell(Thread* t, TextWrapper* w);                            // io_text_seek.cc
Value TextSeek(Thread* t, TextWrapper* w, Value cookie, int64_t whence);

}  // namespace pyjit

#endif  // STDLIB_IO_TEXT_H_
