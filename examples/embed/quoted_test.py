#!/usr/bin/python3.11 -B
"""The examples in the embedding guide are the files beside this one.

    quoted_test.py PAGE FILE...
"""

import pathlib
import sys


def main(page, *files):
    text = pathlib.Path(page).read_text(encoding='utf-8')
    missing = [
        name for name in files
        if '\n' + pathlib.Path(name).read_text(encoding='utf-8') + '```\n'
        not in text
    ]
    for name in missing:
        print(f'{page} does not quote {name} as it is')
    return bool(missing)


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
