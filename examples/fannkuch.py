"""Pancake flips over all permutations: list slots, small ints, while loops."""
import sys


def fannkuch(n):
    perm = list(range(n))
    count = list(range(1, n + 1))
    work = perm[:]
    most = 0
    checksum = 0
    even = True
    done = False
    while not done:
        first = perm[0]
        if first != 0:
            for i in range(n):
                work[i] = perm[i]
            flips = 0
            while first != 0:
                low = 1
                high = first - 1
                while low < high:
                    swap = work[low]
                    work[low] = work[high]
                    work[high] = swap
                    low += 1
                    high -= 1
                flips += 1
                next_first = work[first]
                work[first] = first
                first = next_first
            if flips > most:
                most = flips
            checksum += flips if even else -flips
        # Next permutation: rotate ever longer prefixes.
        if even:
            perm[0], perm[1] = perm[1], perm[0]
            even = False
        else:
            perm[1], perm[2] = perm[2], perm[1]
            even = True
            r = 2
            while True:
                if count[r] != 1:
                    count[r] -= 1
                    break
                if r == n - 1:
                    done = True
                    break
                count[r] = r + 1
                r += 1
                head = perm[0]
                for i in range(r):
                    perm[i] = perm[i + 1]
                perm[r] = head
            # count[r] of the prefix that was not rotated keeps its turn.
    return checksum, most


def main(n):
    checksum, most = fannkuch(n)
    print(f"checksum {checksum}, at most {most} flips for {n}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8)
