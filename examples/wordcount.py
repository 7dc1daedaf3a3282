"""Words of a text file by frequency: files, strings, dicts, sorting by key."""
import sys


def clean(word):
    start = 0
    end = len(word)
    while start < end and not word[start].isalnum():
        start += 1
    while end > start and not word[end - 1].isalnum():
        end -= 1
    return word[start:end].lower()


def count_words(lines):
    counts = {}
    for line in lines:
        for word in line.split():
            word = clean(word)
            if word:
                counts[word] = counts.get(word, 0) + 1
    return counts


def main(path, repeat):
    with open(path) as file:
        lines = file.readlines()
    counts = {}
    for _ in range(repeat):
        counts = count_words(lines)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    total = 0
    longest = ""
    for word, count in ranked:
        total += count
        if len(word) > len(longest):
            longest = word
    print(f"{total} words, {len(ranked)} different, longest {longest!r}")
    for word, count in ranked[:12]:
        print(f"{count:6d} {word}")


if __name__ == "__main__":
    directory = sys.argv[0].rpartition("/")[0] or "."
    main(sys.argv[2] if len(sys.argv) > 2 else directory + "/text.txt",
         int(sys.argv[1]) if len(sys.argv) > 1 else 5)
