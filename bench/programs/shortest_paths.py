"""A priority queue of our own, and shortest paths over a grid and a graph with it."""


class PriorityQueue:
    def __init__(self):
        self.heap = []

    def __len__(self):
        return len(self.heap)

    def push(self, priority, item):
        heap = self.heap
        heap.append((priority, item))
        i = len(heap) - 1
        while i > 0:
            parent = (i - 1) // 2
            if heap[parent] <= heap[i]:
                break
            heap[parent], heap[i] = heap[i], heap[parent]
            i = parent

    def pop(self):
        heap = self.heap
        top = heap[0]
        last = heap.pop()
        if heap:
            heap[0] = last
            i = 0
            n = len(heap)
            while True:
                child = 2 * i + 1
                if child >= n:
                    break
                if child + 1 < n and heap[child + 1] < heap[child]:
                    child += 1
                if heap[i] <= heap[child]:
                    break
                heap[i], heap[child] = heap[child], heap[i]
                i = child
        return top


class Grid:
    def __init__(self, width, height):
        self.width = width
        self.height = height
        self.costs = {}
        for y in range(height):
            for x in range(width):
                self.costs[x, y] = 1 + (x * 7 + y * 13 + x * y) % 9

    def neighbours(self, cell):
        x, y = cell
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            other = (x + dx, y + dy)
            if other in self.costs:
                yield other, self.costs[other]


class Graph:
    def __init__(self):
        self.edges = {}

    def add(self, a, b, weight):
        self.edges.setdefault(a, []).append((b, weight))
        self.edges.setdefault(b, []).append((a, weight))

    def neighbours(self, node):
        return self.edges[node]


def dijkstra(graph, start):
    distances = {start: 0}
    before = {}
    queue = PriorityQueue()
    queue.push(0, start)
    done = set()
    while len(queue):
        distance, node = queue.pop()
        if node in done:
            continue
        done.add(node)
        for other, weight in graph.neighbours(node):
            candidate = distance + weight
            if other not in distances or candidate < distances[other]:
                distances[other] = candidate
                before[other] = node
                queue.push(candidate, other)
    return distances, before


def path(before, goal):
    steps = [goal]
    while steps[-1] in before:
        steps.append(before[steps[-1]])
    return steps[::-1]


def work():
    grid = Grid(36, 36)
    distances, before = dijkstra(grid, (0, 0))
    steps = path(before, (35, 35))
    graph = Graph()
    for i in range(600):
        graph.add(f"n{i}", f"n{(i * i + 7) % 600}", 1 + i % 13)
        graph.add(f"n{i}", f"n{(i + 1) % 600}", 5 + i % 7)
    lengths, _ = dijkstra(graph, "n0")
    return distances[35, 35], len(steps), len(lengths), max(lengths.values())


def run():
    for _ in range(22):
        result = work()
    return result


if __name__ == "__main__":
    print(run())
