// IncrementalNewlineDecoder, and newline translation for TextIOWrapper.
#include "runtime/call.h"
#include "runtime/types/bytes.h"
#include "runtime/types/int.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/str.h"
#include "runtime/types/str_builder.h"
#include "runtime/types/tuple.h"
#include "stdlib/io_internal.h"

namespace pyjit {
namespace {

enum SeenNewlines : uint8_t { kSeenLf = 1, kSeenCr = 2, kSeenCrLf = 4 };

struct NewlineDecoder : Object {
  Value decoder;  // null: not initialised; None: input is text already
  bool translate, pending_cr;
  uint8_t seen;
};
const ExtensionInfo kLayout = {sizeof(NewlineDecoder), 1, nullptr};

NewlineDecoder* Self(Value* args) { return args[0].as<NewlineDecoder>(); }

bool Ready(Thread* t, NewlineDecoder* d) {
  if (d->decoder) return true;
  RaiseText(t, Exc::kValueError, "IncrementalNewlineDecoder.__init__() not called");
  return false;
}

Value Init(Thread* t, Value* args, size_t, Value) {
  int translate = IsTrue(t, args[2]);
  if (translate < 0) return Value();
  StoreField(t, Self(args), &Self(args)->decoder, args[1]);
  Self(args)->translate = translate != 0;
  Self(args)->pending_cr = false;
  Self(args)->seen = 0;
  return NoneOf(t);
}

Value Decode(Thread* t, Value* args, size_t, Value) {
  NewlineDecoder* d = Self(args);
  int final = args[2] ? IsTrue(t, args[2]) : 0;
  if (final < 0 || !Ready(t, d)) return Value();
  Value text = args[1];
  if (d->decoder != NoneOf(t)) {
    text = CallIo(t, d->decoder, "decode", {args[1], t->isolate->Bool(final != 0)});
    if (!text) return text;
  }
  if (!IsStr(text)) {
    return Raise(t, Exc::kTypeError, "decoder should return a string result, not '%s'",
                 ClassNameOf(t, text));
  }
  return TranslateNewlines(t, text.as<Str>(), final != 0, d->translate, &d->pending_cr, &d->seen);
}

Value GetState(Thread* t, Value* args, size_t, Value) {
  NewlineDecoder* d = Self(args);
  if (!Ready(t, d)) return Value();
  Value buffer, flags = Value::SmallInt(0);
  if (d->decoder == NoneOf(t)) {
    buffer = NewBytes(t, "");
  } else {
    Value state = CallIo(t, d->decoder, "getstate");
    if (!state) return state;
    if (!IsKind(state, Kind::kTuple) || state.as<Tuple>()->length != 2) {
      return RaiseText(t, Exc::kTypeError, "illegal decoder state");
    }
    buffer = state.as<Tuple>()->items[0];
    flags = state.as<Tuple>()->items[1];
    if (!IsInt(flags)) return RaiseText(t, Exc::kTypeError, "illegal decoder state");
  }
  flags = IntLShift(t, flags, Value::SmallInt(1));
  if (flags && d->pending_cr) flags = IntOr(t, flags, Value::SmallInt(1));
  return buffer && flags ? Value(TuplePack(t, buffer, flags)) : Value();
}

Value SetState(Thread* t, Value* args, size_t, Value) {
  NewlineDecoder* d = Self(args);
  if (!Ready(t, d)) return Value();
  if (!IsKind(args[1], Kind::kTuple)) {
    return RaiseText(t, Exc::kTypeError, "state argument must be a tuple");
  }
  auto* state = args[1].as<Tuple>();
  if (state->length != 2 || !IsInt(state->items[1])) {
    return RaiseText(t, Exc::kTypeError, "setstate(): illegal state argument");
  }
  d->pending_cr = IntIsTrue(IntAnd(t, state->items[1], Value::SmallInt(1)));
  if (d->decoder == NoneOf(t)) return NoneOf(t);
  Value flags = IntRShift(t, state->items[1], Value::SmallInt(1));
  Value inner = flags ? Value(TuplePack(t, state->items[0], flags)) : Value();
  return inner ? CallIo(t, d->decoder, "setstate", {inner}) : inner;
}

Value Reset(Thread* t, Value* args, size_t, Value) {
  NewlineDecoder* d = Self(args);
  if (!Ready(t, d)) return Value();
  d->seen = 0;
  d->pending_cr = false;
  return d->decoder == NoneOf(t) ? NoneOf(t) : CallIo(t, d->decoder, "reset");
}

Value GetNewlines(Thread* t, Value* args, size_t, Value) {
  return Ready(t, Self(args)) ? NewlinesSeen(t, Self(args)->seen) : Value();
}

constexpr NativeInfo kRows[] = {
    {"__new__", ConstructBare, nullptr, kAnything, nullptr},
    {"__init__", Init, "($self, /, decoder, translate, errors='strict')", kAnything, nullptr},
    {"decode", Decode, "($self, /, input, final=False)", kAnything, nullptr},
    {"getstate", GetState, "($self, /)", kAnything, nullptr},
    {"setstate", SetState, "($self, state, /)", kAnything, nullptr},
    {"reset", Reset, "($self, /)", kAnything, nullptr},
};
constexpr GetSetInfo kAttributes[] = {{"newlines", GetNewlines}};

}  // namespace

Str* TranslateNewlines(Thread* t, Str* text, bool final, bool translate, bool* pending_cr,
                       uint8_t* seen) {
  int64_t n = text->length;
  bool before = *pending_cr && (n > 0 || final);
  bool cut = n > 0 && !final && StrCharAt(text, n - 1) == '\r';
  if (!before && !cut) {
    Str* cr = t->isolate->latin1_char('\r');
    if (!StrContains(text, cr)) {
      if (!(*seen & kSeenLf) && StrContains(text, t->isolate->latin1_char('\n'))) {
        *seen |= kSeenLf;
      }
      return text;
    }
  }
  if (before) *pending_cr = false;
  if (cut) {
    *pending_cr = true;
    --n;
  }
  StrBuilder out;
  out.Reserve(n + 1);
  bool cr = before;
  auto end_cr = [&] {
    *seen |= kSeenCr;
    out.AppendChar(translate ? '\n' : '\r');
    cr = false;
  };
  for (int64_t i = 0; i < n; ++i) {
    uint32_t c = StrCharAt(text, i);
    if (cr) {
      if (c == '\n') {
        *seen |= kSeenCrLf;
        if (!translate) out.AppendChar('\r');
        out.AppendChar('\n');
        cr = false;
        continue;
      }
      end_cr();
    }
    if (c == '\r') {
      cr = true;
      continue;
    }
    if (c == '\n') *seen |= kSeenLf;
    out.AppendChar(c);
  }
  if (cr) end_cr();
  return out.Finish(t);
}

Value NewlinesSeen(Thread* t, uint8_t seen) {
  Value texts[3];
  int64_t n = 0;
  auto add = [&](uint8_t bit, const char* text) {
    if (!(seen & bit)) return true;
    texts[n] = NewStrUtf8(t, text);
    return !texts[n++].is_null();
  };
  if (!add(kSeenCr, "\r") || !add(kSeenLf, "\n") || !add(kSeenCrLf, "\r\n")) return Value();
  if (n == 0) return NoneOf(t);
  return n == 1 ? texts[0] : Value(TupleFromArray(t, texts, n));
}

Value NewNewlineDecoder(Thread* t, Value decoder, bool translate) {
  Class* cls = IoClassOf(t, IoClass::kNewlineDecoder);
  Object* object = cls == nullptr ? nullptr : AllocateInstance(t, cls);
  if (object == nullptr) return Value();
  auto* d = static_cast<NewlineDecoder*>(object);
  StoreField(t, d, &d->decoder, decoder);
  d->translate = translate;
  return d;
}

bool MakeNewlineDecoder(Thread* t, IoState* io) {
  Class* cls = NewIoClass(t, "IncrementalNewlineDecoder", t->isolate->object_class(), &kLayout,
                          &ConstructBare, kRows, kAttributes);
  io->classes[static_cast<int>(IoClass::kNewlineDecoder)] = cls;
  return cls != nullptr;
}

}  // namespace pyjit
