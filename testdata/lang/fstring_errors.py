# What is wrong with an f-string, and where.
SOURCES = ["f'{'", "f'}'", "f'{}'", "f'{ }'", "f'{!r}'", "f'{a!x}'", "f'{a!}'", "f'{a:'", "f'{a!r'", "f'{a b}'", "f'{a\\n}'", "f'{#}'",
           "f'{a:{b:{c}}}'", "f'{a['", "f'{a(}'", "f'{a)}'", "f'{lambda x: 1}'", "f'{*a}'", "f'{yield}'", "f'{a=b}'", "f'{=}'", "f'{a!rr}'",
           "f'{a; b}'", "f'{a:{}}'", "f'{a:}}'", "f'{{}'", "f'{a.}'", "f'{1 +}'", "f'a' b'b'", "f'{\"}'", "f'{a!s:{'", "f'{,}'", "f'{:x}'", "f'{a if}'", "f'{a:{b}'"]
for source in SOURCES:
    try:
        compile(source, "<test>", "eval")
        print(source, "fine")
    except SyntaxError as e:
        print(source, "|", e.msg)
