"""A TextIOWrapper whose stream below detaches it, or uses it, in the middle of a read."""
import io


class Raw:
    closed = False
    mode = "r"

    def __init__(self, action):
        self.action = action
        self.calls = 0

    def readable(self):
        return True

    def writable(self):
        return True

    def seekable(self):
        return True

    def read(self, n=-1):
        self.calls += 1
        if self.calls == 1:
            self.action(self.wrapper)
        return b"one\ntwo\n" if self.calls < 3 else b""

    def write(self, data):
        self.action(self.wrapper)
        return len(data)

    def seek(self, *args):
        return 0

    def tell(self):
        return 0

    def flush(self):
        pass

    def close(self):
        pass


ACTIONS = {
    "nothing": lambda w: None,
    "detach": lambda w: w.detach(),
    "seek": lambda w: w.seek(0),
    "tell": lambda w: w.tell(),
    "init": lambda w: w.__init__(io.BytesIO(b"new\n"), encoding="latin-1"),
    "next": lambda w: next(w),
    "reconfigure": lambda w: w.reconfigure(line_buffering=True),
}

for name, action in ACTIONS.items():
    for method in ("readline", "read", "__next__", "readlines", "tell"):
        raw = Raw(action)
        raw.wrapper = wrapper = io.TextIOWrapper(raw, encoding="utf-8")
        try:
            result = getattr(wrapper, method)()
            kind = type(result).__name__
        except (ValueError, OSError, StopIteration, RuntimeError, AttributeError) as error:
            kind = "an error"
        # What comes out of the odd ones is nobody's business; that it ends is.
        print(name, method, kind if name == "nothing" else "ended")
