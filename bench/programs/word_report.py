"""Text: words of a book counted, sorted and laid out with plain str methods."""

SYLLABLES = ["ka", "lo", "mi", "ren", "sta", "tu", "ver", "wen", "xi", "yor",
             "zan", "qui", "pol", "ni", "gar", "fel", "den", "cho", "bra", "al"]


def make_text(lines):
    seed = 7
    text = []
    for number in range(lines):
        words = []
        for _ in range(9):
            seed = (seed * 69069 + 1) % 4294967296
            length = seed >> 16 & 3
            word = SYLLABLES[(seed >> 8) % 20]
            for i in range(length):
                word += SYLLABLES[(seed >> (10 + i)) % 20]
            words.append(word)
        line = " ".join(words).capitalize()
        text.append(line + (". " if number % 3 else "; ") + "The " + words[0].upper() + "!")
    return "\n".join(text)


def clean(word):
    return word.strip(".,;:!?\"'()").lower()


def count_words(text):
    counts = {}
    for line in text.splitlines():
        for word in line.split():
            word = clean(word)
            if not word:
                continue
            if word in counts:
                counts[word] += 1
            else:
                counts[word] = 1
    return counts


def by_initial(counts):
    groups = {}
    for word, count in counts.items():
        groups.setdefault(word[0], []).append((word, count))
    return groups


def report(counts):
    lines = []
    total = sum(counts.values())
    ranking = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    for place, (word, count) in enumerate(ranking[:300], 1):
        share = 100 * count / total
        lines.append(f"{place:4d}. {word:<16}{count:6d} {share:6.2f}% " + "#" * (count // 40))
    return "\n".join(lines)


def title(word):
    if word.startswith("k") or word.endswith("a"):
        return word.replace("a", "o").title()
    if "mi" in word:
        return word.upper()
    return word


def wrap(words, width):
    lines, line, length = [], [], 0
    for word in words:
        if length + len(word) + len(line) > width:
            lines.append(" ".join(line))
            line, length = [], 0
        line.append(word)
        length += len(word)
    if line:
        lines.append(" ".join(line))
    return lines


def vowels(text):
    total = 0
    for char in text:
        if char in "aeiou":
            total += 1
    return total


def work():
    text = make_text(2500)
    counts = count_words(text)
    groups = by_initial(counts)
    page = report(counts)
    wrapped = wrap([title(word) for word in text.split()], 72)
    checks = sum(len(line) for line in wrapped)
    return len(counts), len(groups), len(page), checks, vowels(page), page.split("\n")[3]


def run():
    for _ in range(5):
        result = work()
    return result


if __name__ == "__main__":
    print(run())
