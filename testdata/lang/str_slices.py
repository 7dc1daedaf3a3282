# Slices, indexing, search and comparison of strings in hot loops.


def reverse_words(text, n):
    out = ""
    for _ in range(n):
        words = text.split()
        out = " ".join(words[::-1])
        text = out
    return out


def count_vowels(text, n):
    count = 0
    for _ in range(n):
        for ch in text:
            if ch in "aeiou":
                count += 1
    return count


def palindromes(n):
    found = 0
    for i in range(n):
        s = str(i)
        if s == s[::-1]:
            found += 1
    return found


def windows(text):
    seen = {}
    for i in range(len(text) - 2):
        key = text[i : i + 3]
        seen[key] = seen.get(key, 0) + 1
    return len(seen), max(seen.values())


def indices(text, n):
    total = 0
    for i in range(n):
        total += ord(text[i % len(text)]) - ord(text[-1 - i % len(text)])
        total += len(text[i % 7 : -(i % 5)]) + len(text[-i:i:3])
    return total


text = "the quick brown fox jumps over the lazy dog"
print(reverse_words(text, 301))
print(count_vowels(text, 60))
print(palindromes(2500))
print(windows(text * 20))
print(indices(text, 1000))
caught = 0
for i in range(400):
    try:
        text[i]
    except IndexError as e:
        caught += 1
        message = str(e)
print(caught, message)
less = 0
names = ["b", "a", "ab", "", "abc", "é", "z", "日本"]
for i in range(40):
    for x in names:
        for y in names:
            less += (x < y) + 2 * (x <= y) + 4 * (x == y) + 8 * (x > y)
print(less)
pos = 0
for i in range(500):
    pos += text.find("o", i % 40) + text.rfind("e") + text.count("o")
print(pos, text[::-7], text[100:], text[5:2], text[-3:], text[:-40], "x" * 0, "ab" * -1)
