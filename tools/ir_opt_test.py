#!/usr/bin/python3.11 -B
"""ir_opt and ir_eval as a user calls them: ir_opt_test.py IR_OPT IR_EVAL PAGE

The page (docs/passes.md) has a file, "`NAME.ir`:" and indented text, and
commands, "$ ..." with what they print: all of that must be true.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

ir_opt, ir_eval = (os.path.abspath(path) for path in sys.argv[1:3])
page = pathlib.Path(sys.argv[3]).read_text()
os.chdir(tempfile.mkdtemp())
failures = 0

BAD = 'graph "t" {\n  codes: f = "f"\na:\n  %x = load_reg 0\n  return %y\n}\n'
# Two graphs, the second of which does not verify.
WRONG = '''graph "one" {
a:
  %x = load_reg 0
  return %x
}
graph "two" {
a:
  %x = load_reg 0
  %y = unbox_int %x
  return %y
}
'''


def run(tool, *arguments, stdin=''):
    done = subprocess.run([tool, *arguments], input=stdin, capture_output=True,
                          text=True, timeout=30)
    return done.returncode, done.stdout, done.stderr


def expect(what, actual, expected):
    global failures
    if actual != expected:
        failures += 1
        print(f'FAILED {what}:\n{actual}\n--- expected\n{expected}')


def expect_in(what, part, text):
    global failures
    if part not in text:
        failures += 1
        print(f'FAILED {what}: no {part!r} in\n{text}')


def check_page():
    files = re.findall(r'^`(\w+\.ir)`:\n\n((?:    .*\n|\n)+)', page, flags=re.M)
    for name, text in files:
        pathlib.Path(name).write_text(re.sub(r'^    ', '', text.rstrip('\n') + '\n', flags=re.M))
    commands = re.findall(r'^    \$ (.*)\n((?:    (?!\$).*\n)*)', page, flags=re.M)
    for command, output in commands:
        tool, *arguments = command.split()
        actual = run({'ir_opt': ir_opt, 'ir_eval': ir_eval}[tool], *arguments)
        expect(f'page: {command}', actual, (0, re.sub(r'^    ', '', output, flags=re.M), ''))
    if not files or len(commands) < 3:
        expect('the page has a file and commands', (len(files), len(commands)), 'more')


def check_errors():
    pathlib.Path('bad.ir').write_text(BAD)
    pathlib.Path('wrong.ir').write_text(WRONG)
    for name, tool in ('ir_opt', ir_opt), ('ir_eval', ir_eval):
        expect(f'{name}: bad text', run(tool, 'bad.ir'),
               (1, '', f'{name}: bad.ir:5:10: undefined value %y\n'))
        code, out, err = run(tool, 'wrong.ir')
        expect(f'{name}: not verified', (code, out), (1, ''))
        expect_in(f'{name}: not verified', f'{name}: wrong.ir:10: block0: return %1', err)
        expect(f'{name}: no such file', run(tool, 'none.ir'),
               (1, '', f'{name}: none.ir: No such file or directory\n'))
        code, out, err = run(tool, '--help')
        expect(f'{name}: help', (code, err), (0, ''))
        expect_in(f'{name}: help', f'usage: {name}', out)
        code, out, err = run(tool, '--nonsense')
        expect(f'{name}: option', (code, out), (2, ''))
        expect_in(f'{name}: option', 'unknown option --nonsense', err)
    expect_in('help lists the passes', 'load_store', run(ir_opt, '--help')[1])
    expect_in('unknown pass', "there is no pass 'flod'", run(ir_opt, '--passes=flod')[2])
    expect_in('no graph of this name', "no graph has 'x'", run(ir_opt, '--graph=x', 'sum.ir')[2])
    expect_in('no graph of this number', 'there is no graph 2 among 1',
              run(ir_opt, '--graph=2', 'sum.ir')[2])
    for argument in 'q1=2', 'r1', 'r0=Nobody:24{}', 'r0=Point:4{}', 'r0=Point:24{32:i64=1}':
        code, out, err = run(ir_eval, 'sum.ir', argument)
        expect(f'ir_eval: {argument}', (code in (1, 2), out), (True, ''))


def check_round_trip():
    # What it prints it reads; without passes nothing changes.
    code, text, _ = run(ir_opt, '--passes=', 'sum.ir')
    expect('no passes', run(ir_opt, '--passes=', stdin=text), (0, text, ''))
    # Passes change nothing that can be seen.
    optimised = run(ir_opt, 'sum.ir')[1]
    for arguments in ['r0=1.5'], ['r0=7'], ['--fail=1', 'r0=2.5']:
        expect(f'evaluated with {arguments}', run(ir_eval, '-', *arguments, stdin=optimised),
               run(ir_eval, 'sum.ir', *arguments))


check_page()
check_errors()
check_round_trip()
sys.exit(failures != 0)
