"""A hierarchy of classes: properties, operators, __eq__ and __hash__, super()."""
import math


class Vector:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor)

    def __eq__(self, other):
        if not isinstance(other, Vector):
            return NotImplemented
        return self.x == other.x and self.y == other.y

    def __hash__(self):
        return hash((self.x, self.y))

    def __repr__(self):
        return f"Vector({self.x:.2f}, {self.y:.2f})"

    def dot(self, other):
        return self.x * other.x + self.y * other.y

    @property
    def length(self):
        return math.sqrt(self.x * self.x + self.y * self.y)


class Shape:
    count = 0

    def __init__(self, position):
        self.position = position
        self.visible = True
        Shape.count += 1

    @property
    def area(self):
        raise NotImplementedError

    def contains(self, point):
        return False

    def move(self, offset):
        self.position = self.position + offset

    def describe(self):
        return "%s of %.1f" % (type(self).__name__, self.area)


class Circle(Shape):
    def __init__(self, position, radius):
        super().__init__(position)
        self._radius = radius

    @property
    def radius(self):
        return self._radius

    @radius.setter
    def radius(self, value):
        if value < 0:
            raise ValueError("negative radius")
        self._radius = value

    @property
    def area(self):
        return math.pi * self.radius ** 2

    def contains(self, point):
        return (point - self.position).length <= self.radius


class Rectangle(Shape):
    def __init__(self, position, width, height):
        super().__init__(position)
        self.width = width
        self.height = height

    @classmethod
    def square(cls, position, side):
        return cls(position, side, side)

    @property
    def area(self):
        return self.width * self.height

    @staticmethod
    def between(low, value, high):
        return low <= value < high

    def contains(self, point):
        offset = point - self.position
        return (self.between(0, offset.x, self.width)
                and self.between(0, offset.y, self.height))


class Group(Shape):
    def __init__(self, position, members=()):
        super().__init__(position)
        self.members = list(members)

    @property
    def area(self):
        return sum(member.area for member in self.members)

    def contains(self, point):
        return any(member.contains(point) for member in self.members)

    def move(self, offset):
        super().move(offset)
        for member in self.members:
            member.move(offset)


def work():
    shapes = []
    for i in range(40):
        where = Vector(i * 7 % 50 + 0.5, i * 11 % 40 + 0.25)
        if i % 3 == 0:
            shapes.append(Circle(where, 2.0 + i % 5))
        elif i % 3 == 1:
            shapes.append(Rectangle(where, 3 + i % 4, 2 + i % 6))
        else:
            shapes.append(Rectangle.square(where, 1.5 + i % 3))
    groups = [Group(Vector(0, 0), shapes[i::4]) for i in range(4)]
    hits = 0
    seen = set()
    for step in range(30):
        for shape in shapes:
            if isinstance(shape, Circle):
                shape.radius = shape.radius * 1.01
        for group in groups:
            group.move(Vector(0.1, -0.05) * (step % 3))
        for x in range(0, 60, 8):
            for y in range(0, 50, 10):
                point = Vector(x, y)
                for group in groups:
                    if group.contains(point):
                        hits += 1
                        seen.add(point)
    area = sum(group.area for group in groups)
    names = sorted({shape.describe() for shape in shapes})
    return hits, len(seen), round(area, 6), len(names), names[0], repr(shapes[0].position)


def run():
    for _ in range(8):
        result = work()
    return result


if __name__ == "__main__":
    print(run())
