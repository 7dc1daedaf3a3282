"""Functions as values: closures, decorators, composition, partial application."""


def make_counter(start=0, step=1):
    value = start

    def counter():
        nonlocal value
        value += step
        return value

    return counter


def compose(*functions):
    def composed(x):
        for function in functions:
            x = function(x)
        return x

    return composed


def memoize(function):
    cache = {}

    def wrapper(*args):
        if args not in cache:
            cache[args] = function(*args)
        return cache[args]

    wrapper.cache = cache
    return wrapper


def traced(log):
    def decorate(function):
        def wrapper(*args, **kwargs):
            log[function.__name__] = log.get(function.__name__, 0) + 1
            return function(*args, **kwargs)

        return wrapper

    return decorate


def partial(function, *first, **options):
    def call(*rest, **more):
        return function(*first, *rest, **{**options, **more})

    return call


LOG = {}


@traced(LOG)
def scale(x, factor=2, offset=0):
    return x * factor + offset


@memoize
def binomial(n, k):
    if k == 0 or k == n:
        return 1
    return binomial(n - 1, k - 1) + binomial(n - 1, k)


class Events:
    def __init__(self):
        self.handlers = {}

    def on(self, name, handler):
        self.handlers.setdefault(name, []).append(handler)

    def emit(self, name, *args):
        return [handler(*args) for handler in self.handlers.get(name, ())]


def derivative(f, h=1e-5):
    return lambda x: (f(x + h) - f(x - h)) / (2 * h)


def work():
    LOG.clear()
    binomial.cache.clear()
    counters = [make_counter(i, step=i + 1) for i in range(10)]
    for _ in range(2500):
        for counter in counters:
            counter()
    pipeline = compose(lambda x: x + 1, lambda x: x * 3, abs, lambda x: x % 1000)
    folded = 0
    for i in range(15000):
        folded = pipeline(folded - i)
    scaled = 0
    by_five = partial(scale, factor=5)
    for i in range(6000):
        scaled += scale(i) + scale(i, 3) + by_five(i, offset=1)
    events = Events()
    totals = {"a": 0, "b": 0}
    for name in ("a", "b"):
        for weight in range(3):
            def handler(value, name=name, weight=weight):
                totals[name] += value * weight
                return totals[name]

            events.on(name, handler)
    for i in range(4000):
        events.emit("a" if i % 3 else "b", i)
    square = derivative(lambda x: x * x * x)
    slope = sum(square(i / 100) for i in range(5000))
    return ([counter() for counter in counters], folded, scaled, LOG["scale"], totals,
            binomial(60, 30), len(binomial.cache), round(slope, 3))


def run():
    for _ in range(7):
        result = work()
    return result


if __name__ == "__main__":
    print(run())
