"""Named tuples made by C code: repr, construction, hidden fields, copying, comparing."""
import copy, os, pickle, sys, time
s = os.terminal_size((80, 24))
print(s, s.columns, s[1], len(s), s == (80, 24), s + (1,), hash(s) == hash((80, 24)))
a, b = s
print(a, b, s[::-1], 24 in s, isinstance(s, tuple), type(s).__mro__)
print(copy.copy(s), copy.deepcopy(s) == s, pickle.loads(pickle.dumps(s)) == s)
t = time.gmtime(0)
u = pickle.loads(pickle.dumps(t))
print(u == t, u.tm_zone, u.tm_gmtoff, type(u))
print(t.__reduce__()[1][1])
for attempt in ("s.columns = 5", "s.other = 1", "del s.lines", "os.terminal_size(1)", "os.terminal_size((1,))", "os.terminal_size((1, 2, 3))", "os.terminal_size((1, 2), 3)",
                "os.terminal_size()", "time.struct_time((1, 2, 3))", "time.struct_time(range(12))", "s < 5"):
    try:
        print(attempt, eval(compile(attempt, "x", "exec")) if "=" not in attempt and "del" not in attempt and "<" not in attempt and False else exec(attempt))
    except (TypeError, AttributeError) as e:
        print(attempt, "->", type(e).__name__, e)
match s:
    case os.terminal_size(columns=c, lines=l):
        print("matched", c, l)
match t:
    case time.struct_time(y, m):
        print("year", y, m)
print(os.terminal_size.n_fields, time.struct_time.n_fields, time.struct_time.n_sequence_fields, time.struct_time.__match_args__)
print(os.uname_result(range(5)), os.times_result("abcde").elapsed)
print(sorted([os.terminal_size((3, 1)), os.terminal_size((2, 9))]))
