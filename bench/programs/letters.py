"""String building, char by char: ciphers, palindromes, run lengths, reversal."""


def caesar(text, shift):
    out = ""
    for char in text:
        if "a" <= char <= "z":
            out += chr((ord(char) - 97 + shift) % 26 + 97)
        elif "A" <= char <= "Z":
            out += chr((ord(char) - 65 + shift) % 26 + 65)
        else:
            out += char
    return out


def vigenere(text, key):
    out = []
    position = 0
    for char in text:
        if char.isalpha():
            shift = ord(key[position % len(key)]) - ord("a")
            base = ord("A") if char.isupper() else ord("a")
            out.append(chr((ord(char) - base + shift) % 26 + base))
            position += 1
        else:
            out.append(char)
    return "".join(out)


def run_lengths(text):
    out = []
    i = 0
    while i < len(text):
        j = i
        while j < len(text) and text[j] == text[i]:
            j += 1
        out.append(text[i] + str(j - i))
        i = j
    return "".join(out)


def expand(packed):
    out = ""
    i = 0
    while i < len(packed):
        char = packed[i]
        i += 1
        digits = ""
        while i < len(packed) and packed[i].isdigit():
            digits += packed[i]
            i += 1
        out += char * int(digits)
    return out


def is_palindrome(text):
    low, high = 0, len(text) - 1
    while low < high:
        if text[low] != text[high]:
            return False
        low += 1
        high -= 1
    return True


def longest_palindrome(text):
    best = ""
    for i in range(len(text)):
        for width in (0, 1):
            low, high = i, i + width
            while low >= 0 and high < len(text) and text[low] == text[high]:
                low -= 1
                high += 1
            if high - low - 1 > len(best):
                best = text[low + 1:high]
    return best


def words_reversed(text):
    return " ".join([word[::-1] for word in text.split(" ")])


def work():
    text = "It was a bright cold day in April, and the clocks were striking twelve or so. "
    text *= 30
    secret = caesar(text, 3)
    again = caesar(secret, -3)
    coded = vigenere(text, "lemon")
    bits = "".join("x" if i * i % 7 in (1, 2) else "y" for i in range(8000))
    packed = run_lengths(bits)
    assert again == text and expand(packed) == bits
    palindromes = sum(1 for n in range(30000) if is_palindrome(str(n)))
    best = longest_palindrome(text[:300].replace(" ", "").lower())
    turned = words_reversed(text)
    return coded[:30], len(packed), palindromes, best, turned[:24]


def run():
    for _ in range(10):
        result = work()
    return result


if __name__ == "__main__":
    print(run())
