#!/usr/bin/python3.11 -B
"""Tests the source tree, and the check itself on small trees made up here."""

import pathlib
import tempfile
import unittest

import layering


class LayeringTest(unittest.TestCase):

    def violations(self, files):
        """Returns what the check says of a tree of the given texts by path."""
        with tempfile.TemporaryDirectory() as root:
            for path, text in files.items():
                path = pathlib.Path(root, path)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            return layering.violations(root)

    def test_source_tree(self):
        root = layering.tree_of_this_file()
        # Were this another folder than meant, nothing would be found in it.
        self.assertTrue((root / 'WORKSPACE').is_file(), root)
        self.assertGreater(len(list(layering.source_files(root))), 10)
        found = layering.violations(root)
        self.assertFalse(found, '\n' + '\n'.join(found))

    def test_allows_own_room_and_lower_ones(self):
        self.assertEqual([], self.violations({
            'passes/dce_pass.cc':
                '#include "passes/dce_pass.h"\n#include "ir/trace.h"\n',
            'tools/ir_opt.cc': '#include "passes/pipeline.h"\n',
            'base/arena.h': '#include <vector>\n#include "absl/hash/hash.h"\n',
        }))

    def test_finds_higher_room(self):
        self.assertEqual(
            ['ir/trace.cc:2: "runtime/heap.h": ir may include base'],
            self.violations({
                'ir/trace.cc':
                    '#include "ir/trace.h"\n#include "runtime/heap.h"\n',
                'runtime/heap.h': '',
            }))

    def test_lets_tests_include_more(self):
        self.assertIsNone(layering.complaint(
            pathlib.PurePath('interp/loop_test.cc'), '"', 'frontend/compile.h'))
        self.assertIsNone(layering.complaint(
            pathlib.PurePath('interp/testing/python.h'), '"', 'stdlib/modules.h'))
        self.assertIsNotNone(layering.complaint(
            pathlib.PurePath('interp/loop.cc'), '"', 'frontend/compile.h'))

    def test_finds_room_of_same_layer(self):
        self.assertEqual(
            ['profiler/walk.h:1: "jit/code.h": '
             'profiler may include base, interp, runtime'],
            self.violations({'profiler/walk.h': '#include "jit/code.h"\n'}))

    def test_reads_tables_and_odd_spacing(self):
        self.assertEqual(
            ['base/a.def:1: "ir/op.h": base may include no other room',
             'base/b.cpp:2: "ir/op.h": base may include no other room'],
            self.violations({
                'base/a.def': '  #  include   "ir/op.h"  // why\n',
                'base/b.cpp': '\n#include"ir/op.h"\n',
            }))

    def test_keeps_llvm_in_its_rooms(self):
        llvm = '#include "llvm/IR/Module.h"\n'
        self.assertEqual(
            ['jit/lowering.cc:1: "llvm-c/Core.h": '
             'only jit/lower and jit/orc may include LLVM',
             'jit/record/recorder.cc:1: "llvm/IR/Module.h": '
             'only jit/lower and jit/orc may include LLVM'],
            self.violations({
                'jit/lower/lower.cc': llvm,
                'jit/orc/orc_jit.h': llvm,
                'jit/record/recorder.cc': llvm,
                'jit/lowering.cc': '#include <llvm-c/Core.h>\n',
            }))

    def test_finds_unknown_room(self):
        self.assertEqual(
            ['attic/a.cc:1: "base/arena.h": '
             'attic is no room: give it a row in layering.py'],
            self.violations({'attic/a.cc': '#include "base/arena.h"\n'}))

    def test_skips_what_is_not_ours(self):
        bad = '#include "jit/code.h"\n'
        self.assertEqual([], self.violations({
            'third_party/base/a.h': bad,
            'bazel-out/base/a.h': bad,
            '.cache/base/a.h': bad,
            'base/notes.md': bad,
        }))

    def test_table_has_no_cycles(self):
        rank = {}

        def visit(room, above=()):
            self.assertNotIn(room, above, 'cycle')
            if room not in rank:
                below = [visit(r, above + (room,)) for r in layering.ROOMS[room]]
                rank[room] = 1 + max(below, default=0)
            return rank[room]

        for room in layering.ROOMS:
            visit(room)


if __name__ == '__main__':
    unittest.main()
