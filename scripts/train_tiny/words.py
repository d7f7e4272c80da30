"""A small byte-pair vocabulary in CLIP's notation, learnt from the sentences that the model will be given.

Token ids follow CLIP: 256 byte symbols, the same with the end-of-word mark, one per merge, start, end.
"""
import re
from collections import Counter

TEMPLATE = "A segmentation area of a {}."
END_OF_WORD = "</w>"
WORD = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d|[^\W\d_]+|\d|(?:[^\s\w]|_)+", re.IGNORECASE)


def byte_symbols():
    """CLIP's printable stand-in for each byte, in its order: the printable Latin-1 bytes, then the others."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    symbols = {byte: chr(byte) for byte in printable}
    symbols.update({byte: chr(256 + index) for index, byte in enumerate(others)})
    return symbols


def split_words(text):
    """Lower-cased words of a text as tuples of symbols, the last of each marked."""
    symbols = byte_symbols()
    words = []
    for word in WORD.findall(re.sub(r"\s+", " ", text).strip().lower()):
        units = [symbols[byte] for byte in word.encode("utf-8")]
        words.append((*units[:-1], units[-1] + END_OF_WORD))
    return words


def sentence(name):
    """The sentence for a target name, normalised as `imis` does it."""
    plain = re.sub(r"\s+", " ", name.lower().replace("_", " ").replace("-", " ")).strip()
    return TEMPLATE.format(plain)


def merge_pair(word, pair):
    merged, index = [], 0
    while index < len(word):
        if tuple(word[index:index + 2]) == pair:
            merged.append(word[index] + word[index + 1])
            index += 2
        else:
            merged.append(word[index])
            index += 1
    return tuple(merged)


def learn_merges(texts, limit):
    """The most frequent neighbouring pairs, most frequent first; ties go to the alphabetically first pair."""
    words = Counter(word for text in texts for word in split_words(text))
    merges = []
    while len(merges) < limit:
        pairs = Counter()
        for word, count in words.items():
            for pair in zip(word, word[1:]):
                pairs[pair] += count
        if not pairs:
            break
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        joined = Counter()
        for word, count in words.items():
            joined[merge_pair(word, best)] += count
        words = joined
    return merges


class Tokenizer:
    def __init__(self, merges):
        self.rank = {pair: index for index, pair in enumerate(merges)}
        units = list(byte_symbols().values())
        units += [unit + END_OF_WORD for unit in units] + [left + right for left, right in merges]
        self.ids = {unit: index for index, unit in enumerate(units)}
        self.start, self.end = len(units), len(units) + 1
        self.size = len(units) + 2

    def encode(self, text, context):
        """Ids with start and end token, cut to the context."""
        ids = [self.start]
        for word in split_words(text):
            ids += [self.ids[unit] for unit in self.merge(word)]
        return ids[:context - 1] + [self.end]

    def merge(self, word):
        while len(word) > 1:
            pair = min(zip(word, word[1:]), key=lambda p: self.rank.get(p, len(self.rank)))
            if pair not in self.rank:
                break
            word = merge_pair(word, pair)
        return word

    def batch(self, texts, context):
        """Rows of equal length, padded on the right with the end token."""
        rows = [self.encode(text, context) for text in texts]
        longest = max(map(len, rows))
        return [row + [self.end] * (longest - len(row)) for row in rows]


def write_merges(path, merges):
    path.write_text("".join(f"{left} {right}\n" for left, right in merges), encoding="utf-8")


def read_merges(path):
    return [tuple(line.split(" ")) for line in path.read_text(encoding="utf-8").splitlines()]
