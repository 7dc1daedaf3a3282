# Files that declare their encoding (PEP 263), imported, run and compiled from bytes.
import importlib
import pathlib
import runpy
import sys
import tempfile

TEXT = "name = '%s'\nédité = name + 'é'\n"

with tempfile.TemporaryDirectory() as folder:
    sys.path.insert(0, folder)
    for i, (encoding, word) in enumerate([
            ("koi8-r", "слово"), ("iso-8859-15", "prix €"), ("latin9", "prix €"), ("cp1251", "слово"),
            ("latin-1", "é"), ("utf-8", "☃"), ("iso8859_5", "слово"), ("cp437", "é"), ("mac-roman", "é")]):
        text = "# -*- coding: %s -*-\n" % encoding
        text += TEXT % word if encoding in ("latin-1", "utf-8", "iso-8859-15", "latin9", "cp1251x") \
            else "name = '%s'\n" % word
        data = text.encode(encoding)
        path = pathlib.Path(folder, f"coded{i}.py")
        path.write_bytes(data)
        module = importlib.import_module(f"coded{i}")
        ran = runpy.run_path(str(path))
        names = {}
        exec(data, names)
        print(encoding, module.name, ran["name"] == names["name"] == word,
              sorted(n for n in names if not n.startswith("__")))
    sys.path.remove(folder)


def attempt(data):
    try:
        names = {}
        exec(compile(data, "given", "exec"), names)
        print(names["x"])
    except SyntaxError as error:
        print("SyntaxError", error.msg)


attempt(b"# coding: nothing-known\nx = 1\n")
attempt(b"\n# vim: set fileencoding=koi8-r :\nx = '\xc1'\n")
attempt(b"x = 0\n# coding: koi8-r\nx = 1\n")
attempt(b"#!/usr/bin/python\n#coding=cp1251\nx = '\xe0'\n")
attempt(b"\xef\xbb\xbfx = '\xc3\xa9'\n")
attempt(b"# coding: ascii\nx = 1\n")
attempt("# coding: koi8-r\nx = 'é'\n")
