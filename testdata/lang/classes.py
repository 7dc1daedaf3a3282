# Classes: inheritance, super, overriding, class attributes, class and static methods.


class Shape:
    sides = 0

    def __init__(self, name):
        self.name = name

    def area(self):
        return 0

    def describe(self):
        return self.name + ":" + str(self.area())


class Rect(Shape):
    sides = 4

    def __init__(self, w, h):
        super().__init__("rect")
        self.w = w
        self.h = h

    def area(self):
        return self.w * self.h


class Square(Rect):
    def __init__(self, w):
        super().__init__(w, w)
        self.name = "square"

    def describe(self):
        return "<" + super().describe() + ">"


class Circle(Shape):
    made = 0

    def __init__(self, r):
        Shape.__init__(self, "circle")
        self.r = r
        Circle.made += 1

    def area(self):
        return 3 * self.r * self.r

    @classmethod
    def unit(cls):
        return cls(1)

    @staticmethod
    def double(x):
        return x * 2


def total(shapes, n):
    t = 0
    text = 0
    for i in range(n):
        s = shapes[i % len(shapes)]
        t += s.area() + s.sides
        text += len(s.describe())
    return t, text


print(total([Rect(2, 3)], 400))
print(total([Rect(2, 3), Square(2), Circle(2.5), Shape("none")], 1000))
t = 0
for i in range(500):
    t += Circle.unit().r + Circle.double(i) + Square(i).area()
print(t, Circle.made)
sq = Square(3)
print(sq.describe(), isinstance(sq, Rect), isinstance(sq, Circle), issubclass(Square, Shape), type(sq).__name__)
print(Square.__mro__ == (Square, Rect, Shape, object), Square.__bases__ == (Rect,), hasattr(sq, "w"), getattr(sq, "zz", 5))
hits = 0
for i in range(600):
    s = (sq, Shape("x"), 5, Circle)[i % 4]
    hits += isinstance(s, Shape) + 10 * isinstance(s, (int, Rect)) + 100 * hasattr(s, "w")
print(hits)
for i in range(300):
    try:
        sq.missing
    except AttributeError as e:
        text = str(e)
    try:
        Square.nothing
    except AttributeError as e:
        text2 = str(e)
print(text, "/", text2)
