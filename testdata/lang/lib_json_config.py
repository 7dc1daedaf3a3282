# json and configparser.
import configparser
import json

records = [{"id": i, "name": f"n{i}", "score": i / 3, "tags": ["a", "b"][: i % 3], "none": None, "ok": i % 2 == 0}
           for i in range(12)]
text = json.dumps(records)
print(text[:120], len(text))
print(json.loads(text) == records, json.dumps(records[3], indent=2, sort_keys=True))
print(json.dumps({"é": "\u2028\"\\", "nan": float("inf")}), json.dumps("é😀", ensure_ascii=False), json.dumps([1.0, 1e30, -0.0]))
print(json.dumps({1: 2, None: 3, True: 4, 2.5: 5}), json.dumps((1, 2), separators=(",", ":")))
print(json.loads('{"a": [1, 2.5e3, -0, true, null, "\\u00e9\\n"], "b": {}}'), json.loads("123456789012345678901234567890"))
for bad in ("", "{", "[1,]", '{"a" 1}', '"abc', "nul", "[1] 2", '{"a":1,}'):
    try:
        print(json.loads(bad))
    except json.JSONDecodeError as e:
        print(e, e.pos, e.lineno, e.colno)
for bad in (object(), {(1, 2): 3}, {1}):
    try:
        json.dumps(bad)
    except TypeError as e:
        print(str(e).split(" at 0x")[0])


class Encoder(json.JSONEncoder):
    def default(self, value):
        if isinstance(value, (set, complex)):
            return sorted(value) if isinstance(value, set) else [value.real, value.imag]
        return super().default(value)


print(json.dumps({"s": {3, 1}, "c": 1 + 2j}, cls=Encoder), json.loads('{"x": 1}', object_hook=lambda d: sorted(d.items())))
loop = []
loop.append(loop)
try:
    json.dumps(loop)
except ValueError as e:
    print(e)

config = configparser.ConfigParser()
config.read_string("[main]\nname = %(first)s Smith\nfirst = Ann\nsize: 12\non = yes\n[other]\n; no\nlist = 1\n  2\n  3\n")
print(config.sections(), config["main"]["name"], config.getint("main", "size"), config.getboolean("main", "on"),
      config["other"]["list"].split())
try:
    config.get("main", "nothing")
except configparser.NoOptionError as e:
    print(e)
