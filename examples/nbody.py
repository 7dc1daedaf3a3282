"""Five bodies under gravity, stepped with a leapfrog. Floats in attributes."""
import sys


class Body:
    def __init__(self, name, x, y, z, vx, vy, vz, mass):
        self.name = name
        self.x = x
        self.y = y
        self.z = z
        self.vx = vx
        self.vy = vy
        self.vz = vz
        self.mass = mass


def make_system():
    # Rounded figures of our outer planets: AU, AU per year, solar masses.
    return [
        Body("Sun", 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0),
        Body("Jupiter", 4.84, -1.16, -0.10, 0.606, 2.811, -0.025, 0.000954),
        Body("Saturn", 8.34, 4.12, -0.40, -1.010, 1.825, 0.008, 0.000285),
        Body("Uranus", 12.89, -15.11, -0.22, 1.082, 0.868, -0.010, 0.0000436),
        Body("Neptune", 15.37, -25.92, 0.18, 0.979, 0.594, -0.034, 0.0000515),
    ]


G = 39.47841760435743  # 4 pi squared


def offset_momentum(bodies):
    px = py = pz = 0.0
    for b in bodies:
        px += b.vx * b.mass
        py += b.vy * b.mass
        pz += b.vz * b.mass
    sun = bodies[0]
    sun.vx = -px / sun.mass
    sun.vy = -py / sun.mass
    sun.vz = -pz / sun.mass


def advance(bodies, pairs, dt, steps):
    for _ in range(steps):
        for a, b in pairs:
            dx = a.x - b.x
            dy = a.y - b.y
            dz = a.z - b.z
            d2 = dx * dx + dy * dy + dz * dz
            pull = G * dt / (d2 * d2 ** 0.5)
            am = a.mass * pull
            bm = b.mass * pull
            a.vx -= dx * bm
            a.vy -= dy * bm
            a.vz -= dz * bm
            b.vx += dx * am
            b.vy += dy * am
            b.vz += dz * am
        for b in bodies:
            b.x += dt * b.vx
            b.y += dt * b.vy
            b.z += dt * b.vz


def energy(bodies, pairs):
    total = 0.0
    for b in bodies:
        total += 0.5 * b.mass * (b.vx * b.vx + b.vy * b.vy + b.vz * b.vz)
    for a, b in pairs:
        dx = a.x - b.x
        dy = a.y - b.y
        dz = a.z - b.z
        total -= G * a.mass * b.mass / (dx * dx + dy * dy + dz * dz) ** 0.5
    return total


def main(steps):
    bodies = make_system()
    pairs = []
    for i in range(len(bodies)):
        for j in range(i + 1, len(bodies)):
            pairs.append((bodies[i], bodies[j]))
    offset_momentum(bodies)
    print(f"{energy(bodies, pairs):.9f}")
    advance(bodies, pairs, 0.01, steps)
    print(f"{energy(bodies, pairs):.9f}")
    for b in bodies:
        print(f"{b.name:8s} {b.x:+.6f} {b.y:+.6f} {b.z:+.6f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20000)
