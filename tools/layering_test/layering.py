#!/usr/bin/python3.11 -B
"""Which room may include which, and where the sources break it.

Prints each include that reaches past its room's layer, or LLVM's headers from
outside the rooms that may have them:

    tools/layering_test/layering.py [ROOT]
"""

import os
import pathlib
import re
import sys

# The rooms that each room may include from, beside itself: lower layers only,
# so that there are no cycles. This is the table; nothing else repeats it.
ROOMS = {
    # Layer 0.
    'base': (),
    # Layer 1.
    'bytecode': ('base',),
    'ir': ('base',),
    # Layer 2.
    'runtime': ('bytecode', 'base'),
    'passes': ('ir', 'base'),
    # Layer 3.
    'frontend': ('runtime', 'bytecode', 'base'),
    'interp': ('runtime', 'bytecode', 'base'),
    # Layer 4.
    'stdlib': ('interp', 'frontend', 'runtime', 'base'),
    'jit': ('interp', 'runtime', 'bytecode', 'passes', 'ir', 'base'),
    'profiler': ('interp', 'runtime', 'base'),
    # Layer 5.
    'embed_api': ('profiler', 'jit', 'stdlib', 'interp', 'frontend', 'passes',
                  'runtime', 'ir', 'bytecode', 'base'),
    # Layer 6. Tools may look inside.
    'tools': ('embed_api', 'profiler', 'jit', 'stdlib', 'interp', 'frontend',
              'passes', 'runtime', 'ir', 'bytecode', 'base'),
    'bench': ('embed_api',),
    'examples': ('embed_api',),
    # Beside the layers.
    'testdata': (),
    'docs': (),
}

# What tests (*_test.cc and testing/) may include besides: to run Python, a room
# needs those that compile it and hold its builtins.
TEST_ROOMS = {
    'interp': ('frontend', 'stdlib'),
}

# Folders that may include LLVM's headers.
LLVM_FOLDERS = ('jit/lower', 'jit/orc')

# Folders that hold no room.
_OTHER_FOLDERS = ('third_party',)

_SUFFIXES = ('.h', '.hpp', '.inc', '.def', '.c', '.cc', '.cpp')

_INCLUDE = re.compile(r'\s*#\s*include\s*(["<])([^">]+)[">]')


def source_files(root):
    """Yields the paths, relative to root, of all C and C++ sources of ours."""
    for folder, folders, files in os.walk(root):
        at_top = os.path.samefile(folder, root)
        folders[:] = sorted(
            f for f in folders
            if not f.startswith('.') and not (
                at_top and (f in _OTHER_FOLDERS or f.startswith('bazel-'))))
        for name in sorted(files):
            if name.endswith(_SUFFIXES):
                yield pathlib.PurePath(folder, name).relative_to(root)


def complaint(path, bracket, include):
    """Says what is wrong with an include of the file at path, or None."""
    room = path.parts[0]
    target = include.split('/')[0]
    if target in ('llvm', 'llvm-c'):
        if any(path.is_relative_to(folder) for folder in LLVM_FOLDERS):
            return None
        return f"only {' and '.join(LLVM_FOLDERS)} may include LLVM"
    # <ir/...> and the like may be another project's.
    if bracket == '<' or '/' not in include or target not in ROOMS:
        return None
    if room not in ROOMS:
        return f'{room} is no room: give it a row in {pathlib.Path(__file__).name}'
    if target == room or target in ROOMS[room]:
        return None
    is_test = path.name.endswith('_test.cc') or 'testing' in path.parts
    if is_test and target in TEST_ROOMS.get(room, ()):
        return None
    allowed = ', '.join(sorted(ROOMS[room])) or 'no other room'
    return f'{room} may include {allowed}'


def violations(root):
    """Returns a line 'file:line: ...' for each include that is not allowed."""
    found = []
    for path in source_files(root):
        text = pathlib.Path(root, path).read_text('utf-8', errors='replace')
        for number, line in enumerate(text.splitlines(), start=1):
            if match := _INCLUDE.match(line):
                bracket, include = match.groups()
                if reason := complaint(path, bracket, include):
                    found.append(f'{path}:{number}: "{include}": {reason}')
    return found


def tree_of_this_file():
    """Returns the top of the source tree, also when run by Bazel."""
    return pathlib.Path(__file__).resolve().parents[2]


if __name__ == '__main__':
    lines = violations(sys.argv[1] if len(sys.argv) > 1 else tree_of_this_file())
    print(*lines, sep='\n', end='\n' if lines else '')
    sys.exit(1 if lines else 0)
