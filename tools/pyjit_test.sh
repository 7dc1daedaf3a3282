#!/usr/bin/env bash
# The pyjit program as a user calls it: pyjit_test.sh PROGRAM FILE_IN_TESTDATA_LANG

set -uo pipefail
pyjit=$(readlink -f "$1")
lang=$(dirname "$(readlink -f "$2")")
cd "$TEST_TMPDIR" || exit 1
failures=0

# expect WHAT CODE OUTPUT ARGUMENT...: the exit code, stdout and stderr together.
expect() {
  local what=$1 code=$2 output=$3 actual status
  shift 3
  actual=$("$pyjit" "$@" 2>&1 < /dev/null)
  status=$?
  if [[ $status != "$code" || $actual != "$output" ]]; then
    printf 'FAILED %s: exit code %s, expected %s\n%s\n--- expected\n%s\n' \
      "$what" "$status" "$code" "$actual" "$output"
    failures=$((failures + 1))
  fi
}

printf 'import sys\nprint(__name__, __file__, sys.argv)\n' > main.py
printf 'def f(:\n' > broken.py
printf 'def f():\n    return 1 / 0\n\nf()\n' > raises.py
printf 'import other\nprint(other.x)\n' > imports.py
echo 'x = 7' > other.py

here=$(pwd)
expect 'the program' 0 "__main__ $here/main.py ['main.py', 'a', '-b']" main.py a -b
expect 'code' 0 "['-c', 'x']" -c 'import sys; print(sys.argv)' x
expect 'imports beside the program' 0 7 imports.py
expect 'no program' 0 ''
expect 'missing file' 2 \
  "pyjit: can't open file '$here/none.py': [Errno 2] No such file or directory" none.py
expect 'a folder' 1 "pyjit: can't find '__main__' module in '$here'" .
expect 'exit code' 3 '' -c 'import sys; sys.exit(3)'
expect 'exit text' 1 'bye' -c 'raise SystemExit("bye")'
expect 'exit none' 0 '' -c 'raise SystemExit'
expect 'uncaught' 1 'Traceback (most recent call last):
  File "'"$here"'/raises.py", line 4, in <module>
    f()
  File "'"$here"'/raises.py", line 2, in f
    return 1 / 0
           ~~^~~
ZeroDivisionError: division by zero' raises.py
expect 'uncaught in code' 1 'Traceback (most recent call last):
  File "<string>", line 1, in <module>
ValueError: no' -c 'raise ValueError("no")'
expect 'syntax error' 1 '  File "'"$here"'/broken.py", line 1
    def f(:
          ^
SyntaxError: invalid syntax' broken.py
expect 'interpreter only' 0 499500 --jit=off -c 's = 0
for i in range(1000): s += i
print(s)'
expect 'evaluator' 0 499500 --jit=eval --jit-knob loop_threshold=5 -c 's = 0
for i in range(1000): s += i
print(s)'
expect 'tree' 0 \
  "Module(body=[Expr(value=Name(id='x', ctx=Load()))], type_ignores=[])" \
  --dump=ast -c x
expect 'version' 0 'pyjit 0.1 (Python 3.11)' --version

for bad in --what --jit=maybe --gc-stress=x --jit-knob=none=1 --profile; do
  "$pyjit" "$bad" > out 2>&1 < /dev/null
  [[ $? == 2 ]] || { echo "FAILED $bad: no exit code 2"; failures=$((failures + 1)); }
done
[[ $(echo 'print(6 * 7)' | "$pyjit" -) == 42 ]] ||
  { echo 'FAILED standard input'; failures=$((failures + 1)); }
# No pipe: grep -q would end at the first match, and the program by SIGPIPE.
[[ $("$pyjit" --help) == *--jit-knob=NAME=VALUE* ]] ||
  { echo 'FAILED --help'; failures=$((failures + 1)); }
[[ $("$pyjit" --dump=bytecode -c 'x = 1') == *STORE_GLOBAL* ]] ||
  { echo 'FAILED --dump=bytecode'; failures=$((failures + 1)); }

# Ctrl-C ends it as the signal would.
python3.11 - "$pyjit" <<'END' || failures=$((failures + 1))
import signal, subprocess, sys
p = subprocess.Popen([sys.argv[1], '-c', "print('on', flush=True)\nwhile True: pass"],
                     stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                     preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
p.stdout.readline()
p.send_signal(signal.SIGINT)
err = p.communicate(timeout=30)[1]
assert p.returncode == -signal.SIGINT and 'KeyboardInterrupt' in err, (p.returncode, err)
END

# A global and a class change under compiled code: retired, right, compiled anew.
"$pyjit" --jit=eval --jit-knob=background=0 --jit-log=log "$lang/changes_midway.py" > out
if ! cmp -s out "$lang/changes_midway.out"; then
  echo 'FAILED changes_midway: wrong output'
  failures=$((failures + 1))
fi
sequence=$(grep -oE '^(compiled|retired|cautious) +trace [0-9]+' log | tr -s ' \n' ' ')
wanted='compiled trace 0 retired trace 0 compiled trace 1 retired trace 1 '
wanted+='compiled trace 2 retired trace 2 compiled trace 3 cautious trace 3 '
if [[ $sequence != "$wanted"* ]]; then
  printf 'FAILED changes_midway: the log says %s\n' "$sequence"
  failures=$((failures + 1))
fi

# Paths between loops make no cycle with two entries: no tree is lost to the verifier.
threshold1=(--jit=eval --jit-knob={loop_threshold,function_threshold,exit_threshold,verify}=1)
"$pyjit" "${threshold1[@]}" --jit-knob=background=0 --jit-log=log \
  "$lang/loops_linked_both_ways.py" > out
if ! cmp -s out "$lang/loops_linked_both_ways.out" || grep '^invalid' log ||
   ! grep -q '^compiled' log; then
  echo 'FAILED loops_linked_both_ways: wrong output, or an invalid graph'
  failures=$((failures + 1))
fi

cat > shares.py <<'END'
def light(n):
    s = 0
    for i in range(n): s += i % 7
    return s
def heavy(n):
    s = 0
    for i in range(n): s += i % 7
    return s
for i in range(400):
    light(20000)
    heavy(80000)
END
"$pyjit" --jit=off --profile=stacks shares.py
python3.11 - stacks <<'END' || failures=$((failures + 1))
import sys
counts = {'light': 0, 'heavy': 0, 'other': 0}
for line in open(sys.argv[1]):
    stack, count = line.rsplit(' ', 1)
    leaf = stack.split(';')[-1].split(' ')[0]
    counts[leaf if leaf in counts else 'other'] += int(count)
total = sum(counts.values())
assert total > 20, counts
assert 0.65 < counts['heavy'] / total < 0.92, counts
assert counts['other'] < 0.1 * total, counts
END

((failures == 0)) && echo 'all passed'
((failures == 0))
