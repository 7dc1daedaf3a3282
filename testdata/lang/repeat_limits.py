# Sequences repeated more often than any memory holds.
import array


def attempt(sequence, n):
    try:
        result = sequence * n
    except (OverflowError, MemoryError) as error:
        print(type(sequence).__name__, len(sequence), n, type(error).__name__, error)
    else:
        print(type(sequence).__name__, len(sequence), n, len(result))


for sequence in ("ab", b"ab", bytearray(b"ab"), [1, 2], (1, 2), array.array("i", [1, 2])):
    for n in (-(2**63), 0, 2**62, 2**63 - 1, 2**63, 2**70):
        attempt(sequence, n)
for sequence in ("", b"", bytearray(), [], (), array.array("i")):
    for n in (2**62, 2**63 - 1, 2**63):
        attempt(sequence, n)
