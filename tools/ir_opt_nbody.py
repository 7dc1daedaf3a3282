#!/usr/bin/python3.11 -B
"""The hot loop of examples/nbody.py through all passes: checks it, writes the page.

    tools/ir_opt_nbody.py PYJIT IR_OPT examples/nbody.py            checks
    tools/ir_opt_nbody.py PYJIT IR_OPT examples/nbody.py docs       and writes

Runs the program with its recorded graphs dumped, takes the last one of
`advance`, runs ir_opt on it and checks what docs/nbody_trace.md says: that the loops
allocate nothing and look up nothing in the end, and that the same input gives the
same text. With a folder it writes nbody_trace.md and nbody_trace.txt there.
"""

import collections
import pathlib
import re
import subprocess
import sys
import tempfile

STEPS = '20000'
FUNCTION = 'advance'

# What may be left in the loops: arithmetic that the machine has no op for.
PURE_CALLS = {'float_pow', 'float_mod', 'float_floordiv'}
KINDS = (
    ('guards', lambda op, rest: op in ('guard', 'guard_valid')),
    ('tests', lambda op, rest: op in ('has_shape', 'is_int', 'is_null', 'is_same')),
    ('boxes made', lambda op, rest: op in ('box_float', 'box_int')),
    ('unboxed', lambda op, rest: op in ('unbox_float', 'unbox_int')),
    ('objects made', lambda op, rest: op == 'new'),
    ('loads', lambda op, rest: op in ('load', 'load_elem')),
    ('stores', lambda op, rest: op in ('store', 'store_elem')),
    ('calls', lambda op, rest: op.startswith('call')),
    ('arithmetic', lambda op, rest: re.match(r'[if](add|sub|mul|div)$', op)),
)

Line = collections.namedtuple('Line', 'text op rest pc')


class Graph:
    """The blocks of a printed graph."""

    def __init__(self, text):
        self.positions = {
            name: int(pc)
            for name, pc in re.findall(r'(p\d+) = c\d+@(\d+)', text)
        }
        self.blocks = collections.OrderedDict()
        self.heads = {}
        self.successors = {}
        block = None
        for text_line in text.splitlines():
            head = re.match(r'(block\d+)\b.*:$', text_line)
            if head:
                block = head.group(1)
                self.blocks[block] = []
                self.heads[block] = text_line
                self.successors[block] = []
            elif re.match(r'  !\d+ = ', text_line):
                block = None
            elif block is not None and text_line.startswith('  '):
                self.add(block, text_line.strip())

    def add(self, block, text):
        position = re.search(r' @(p\d+)$', text)
        pc = self.positions[position.group(1)] if position else None
        if position:
            text = text[:position.start()]
        op, _, rest = re.sub(r'^%\d+: \w+ = ', '', text).partition(' ')
        if op in ('jump', 'branch'):
            self.successors[block] = re.findall(r'\b(block\d+)', rest)
        self.blocks[block].append(Line(text, op, rest, pc))

    def dominators(self):
        blocks = list(self.blocks)
        dominators = {b: set(blocks) for b in blocks}
        dominators[blocks[0]] = {blocks[0]}
        changed = True
        while changed:
            changed = False
            for b in blocks[1:]:
                above = [dominators[p] for p in blocks if b in self.successors[p]]
                new = (set.intersection(*above) if above else set()) | {b}
                changed |= new != dominators[b]
                dominators[b] = new
        return dominators

    def loops(self):
        """The natural loops, smallest first, each with its blocks in order."""
        dominators = self.dominators()
        loops = {}
        for latch in self.blocks:
            for header in self.successors[latch]:
                if header not in dominators[latch]:
                    continue
                inside, work = {header}, [latch]
                while work:
                    b = work.pop()
                    if b not in inside:
                        inside.add(b)
                        work += [p for p in self.blocks if b in self.successors[p]]
                loops.setdefault(header, set()).update(inside)
        in_order = [[b for b in self.blocks if b in inside] for inside in loops.values()]
        return sorted(in_order, key=len)

    def hot_loop(self):
        """The innermost loop that takes the root."""
        for loop in self.loops():
            if any('float_pow' in line.rest for b in loop for line in self.blocks[b]):
                return loop
        sys.exit('no loop of this graph calls float_pow')

    def lines(self, blocks):
        return [line for b in blocks for line in self.blocks[b]]

    def text_of(self, blocks):
        out = []
        for b in blocks:
            out.append(self.heads[b])
            out += ['  ' + line.text for line in self.blocks[b]]
        return '\n'.join(out) + '\n'


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        sys.exit(f'{" ".join(command)}: exit code {done.returncode}\n{done.stderr}')
    return done.stdout


def make_steps(pyjit, ir_opt, program):
    """[(pass, Graph)] from the recorded graph to the end, and the whole text."""
    with tempfile.TemporaryDirectory() as folder:
        dump = str(pathlib.Path(folder) / 'recorded.ir')
        run(pyjit, '--jit-knob=background=0', f'--jit-dump=ir:{dump}', program, STEPS)
        text = run(ir_opt, f'--graph={FUNCTION}', '--print-after-all', dump)
    steps = []
    for part in re.split(r'^; (?=recorded$|after )', text, flags=re.M)[1:]:
        title, _, graph = part.partition('\n')
        steps.append((title.removeprefix('after '), Graph(graph)))
    return steps, text


def check(steps):
    """Complaints about the first and the last graph."""
    problems = []
    first, last = steps[0][1], steps[-1][1]
    if sum(line.op == 'box_float' for line in first.lines(first.hot_loop())) < 10:
        problems.append('the recorded loop is not the naive one')
    loops = last.loops()
    if len(loops) < 3:
        problems.append(f'{len(loops)} loops are left of 3')
    for line in last.lines({b for loop in loops for b in loop}):
        call = line.rest.split('(')[0]
        if line.op == 'new' or line.op.startswith('box_'):
            problems.append(f'a loop allocates: {line.text}')
        elif line.op in ('call_native', 'call_value') or (
                line.op == 'call' and call not in PURE_CALLS):
            problems.append(f'a loop calls the runtime: {line.text}')
        elif re.search(r'\b(dict|class_fields|cell)\b', line.rest):
            problems.append(f'a loop looks something up: {line.text}')
    return problems


def statement(graph, pcs):
    """The nodes of some instructions."""
    lines = [line for line in graph.lines(graph.hot_loop()) if line.pc in pcs]
    return '\n'.join('    ' + line.text for line in lines) or '    (nothing)'


def first_update(graph):
    """Pcs of the first `x.y -= z * w` of the loop: load, multiply, subtract, store."""
    lines = graph.lines(graph.hot_loop())
    store = next(i for i, line in enumerate(lines) if line.op == 'store')
    pcs = []
    for line in reversed(lines[:store + 1]):
        if line.pc is not None and line.pc not in pcs:
            pcs.append(line.pc)
        if len(pcs) == 4:
            break
    return set(pcs)


PAGE = '''# The hot loop of nbody through the passes

Written by `tools/ir_opt_nbody.py`, which also checks what is said here on a run of its own
(`bazel test //tools:ir_opt_nbody_test`). To see the whole of it:

    bazel build //tools:pyjit //tools:ir_opt
    bazel-bin/tools/pyjit --jit-knob=background=0 --jit-dump=ir:recorded.ir examples/nbody.py {steps}
    bazel-bin/tools/ir_opt --graph={function} --print-after-all recorded.ir

The loop is the inner one of `advance`:

{source}
{count} runs of passes change its graph. This is what the loop, tests of its head
included, consists of after each; [nbody_trace.txt](nbody_trace.txt) has the loop's IR at each of these points.

{table}

In the end no iteration allocates, calls the runtime (but C's `pow`) or looks up a name: attributes are
loads and stores at offsets of objects whose shape one test has checked, numbers stay raw from loads to stores. The
iterator of each `for` is an index in a register, which exits make into a list iterator.

## One statement: `a.vx -= dx * bm`

{statements}
## The loop in the end

{last}'''


def page(steps, program):
    source = pathlib.Path(program).read_text().splitlines()
    at = next(i for i, line in enumerate(source) if 'for a, b in pairs' in line)
    indent = len(source[at]) - len(source[at].lstrip())
    body = [source[at]]
    for line in source[at + 1:]:
        if len(line) - len(line.lstrip()) <= indent:
            break
        body.append(line)
    rows = ['| | ' + ' | '.join(name for name, _ in KINDS) + ' |',
            '|---' * (len(KINDS) + 1) + '|']
    for title, graph in steps:
        lines = graph.lines(graph.hot_loop())
        counts = [str(sum(bool(is_kind(line.op, line.rest)) for line in lines))
                  for _, is_kind in KINDS]
        rows.append(f'| {title} | ' + ' | '.join(counts) + ' |')
    last = steps[-1][1]
    pcs = first_update(last)
    statements, before = '', None
    for title, graph in steps:
        now = statement(graph, pcs)
        plain = re.sub(r'%\d+', '%', now)
        if plain != before:
            statements += f'{title}:\n\n{now}\n\n'
        before = plain
    return PAGE.format(
        steps=STEPS, function=FUNCTION, count=len(steps) - 1,
        source='\n'.join('    ' + line[indent:] for line in body) + '\n',
        table='\n'.join(rows), statements=statements,
        last='\n'.join('    ' + line
                       for line in last.text_of(last.hot_loop()).splitlines()) + '\n')


def main():
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    pyjit, ir_opt, program = sys.argv[1:4]
    steps, text = make_steps(pyjit, ir_opt, program)
    problems = check(steps)
    if make_steps(pyjit, ir_opt, program)[1] != text:
        problems.append('two runs give two texts')
    if len(sys.argv) == 5:
        folder = pathlib.Path(sys.argv[4])
        (folder / 'nbody_trace.md').write_text(page(steps, program))
        (folder / 'nbody_trace.txt').write_text('\n'.join(
            f'; {title}\n{graph.text_of(graph.hot_loop())}' for title, graph in steps))
    else:
        page(steps, program)  # it can be made
    for problem in problems:
        print(problem)
    sys.exit(bool(problems))


if __name__ == '__main__':
    main()
