"""What the library's tests ask of CPython's module of this name without meaning its insides."""

import sys


def get_config():
    return {"code_debug_ranges": int(not sys._xoptions.get("no_debug_ranges", False))}


def get_recursion_depth():
    depth = 0
    frame = sys._getframe(1)
    while frame is not None:
        depth += 1
        frame = frame.f_back
    return depth
