"""A writer and a reader for JSON-like text."""

ESCAPES = {"\"": "\\\"", "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
UNESCAPES = {"n": "\n", "t": "\t", "r": "\r", "\"": "\"", "\\": "\\", "/": "/"}


def quote(text):
    out = ["\""]
    for char in text:
        if char in ESCAPES:
            out.append(ESCAPES[char])
        elif ord(char) < 32 or ord(char) > 126:
            out.append("\\u%04x" % ord(char))
        else:
            out.append(char)
    out.append("\"")
    return "".join(out)


def dumps(value, indent=0):
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, str):
        return quote(value)
    pad = " " * (indent + 2)
    if isinstance(value, (list, tuple)):
        if not value:
            return "[]"
        inner = ",\n".join(pad + dumps(item, indent + 2) for item in value)
        return "[\n" + inner + "\n" + " " * indent + "]"
    if isinstance(value, dict):
        if not value:
            return "{}"
        parts = []
        for key, item in value.items():
            parts.append(f"{pad}{quote(key)}: {dumps(item, indent + 2)}")
        return "{\n" + ",\n".join(parts) + "\n" + " " * indent + "}"
    raise TypeError(f"{type(value).__name__} is not serializable")


class Reader:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def skip(self):
        text = self.text
        while self.at < len(text) and text[self.at] in " \n\t\r":
            self.at += 1

    def fail(self, wanted):
        raise ValueError(f"{wanted} expected at {self.at}")

    def value(self):
        self.skip()
        char = self.text[self.at]
        if char == "{":
            return self.object()
        if char == "[":
            return self.array()
        if char == "\"":
            return self.string()
        if char == "-" or char.isdigit():
            return self.number()
        for word, value in (("true", True), ("false", False), ("null", None)):
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return value
        self.fail("value")

    def object(self):
        result = {}
        self.at += 1
        self.skip()
        if self.text[self.at] == "}":
            self.at += 1
            return result
        while True:
            self.skip()
            key = self.string()
            self.skip()
            if self.text[self.at] != ":":
                self.fail("colon")
            self.at += 1
            result[key] = self.value()
            self.skip()
            char = self.text[self.at]
            self.at += 1
            if char == "}":
                return result
            if char != ",":
                self.fail("comma")

    def array(self):
        result = []
        self.at += 1
        self.skip()
        if self.text[self.at] == "]":
            self.at += 1
            return result
        while True:
            result.append(self.value())
            self.skip()
            char = self.text[self.at]
            self.at += 1
            if char == "]":
                return result
            if char != ",":
                self.fail("comma")

    def string(self):
        text = self.text
        start = self.at + 1
        end = start
        out = None
        while text[end] != "\"":
            if text[end] == "\\":
                if out is None:
                    out = []
                out.append(text[start:end])
                code = text[end + 1]
                if code == "u":
                    out.append(chr(int(text[end + 2:end + 6], 16)))
                    end += 6
                else:
                    out.append(UNESCAPES[code])
                    end += 2
                start = end
            else:
                end += 1
        self.at = end + 1
        last = text[start:end]
        return last if out is None else "".join(out) + last

    def number(self):
        start = self.at
        text = self.text
        while self.at < len(text) and text[self.at] in "-+.eE0123456789":
            self.at += 1
        word = text[start:self.at]
        return float(word) if "." in word or "e" in word else int(word)


def document(n):
    return {
        "title": "Catalogue \u00e9t\u00e9",
        "version": 3,
        "items": [
            {"id": i, "name": f"item \"{i}\"", "price": i * 1.25, "tags": ["a", "b" * (i % 4)],
             "stock": None if i % 5 == 0 else i * 3, "active": i % 2 == 0,
             "size": {"w": i % 10, "h": i % 7, "unit": "cm\n"}, "empty": [], "none": {}}
            for i in range(n)
        ],
    }


def work():
    data = document(90)
    text = dumps(data)
    again = Reader(text).value()
    assert again == data
    assert dumps(again) == text
    return len(text), text.count("\n"), again["items"][7]["name"]


def run():
    for _ in range(22):
        result = work()
    return result


if __name__ == "__main__":
    print(run())
