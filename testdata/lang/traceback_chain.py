# Chained exceptions, raised in a hot loop, uncaught.


class Failure(Exception):
    pass


def parse(text):
    return int(text)


def convert(texts):
    out = []
    for t in texts:
        try:
            out.append(parse(t))
        except ValueError as e:
            raise Failure("cannot convert " + t) from e
    return out


def cleanup(texts):
    try:
        return convert(texts)
    finally:
        print("cleaned")


print(sum(cleanup(["1", "2", "3"] * 200)))
try:
    cleanup(["1"] * 350 + ["x"])
except Failure as e:
    print(e)
    {}[e.args[0][:3]]
