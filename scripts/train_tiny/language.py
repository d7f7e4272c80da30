"""The names that the network is taught: their tokens and their categories.

A category is a target name without its side; each has a fixed unit vector that semantic tokens point to.
"""
import json
from dataclasses import dataclass

import numpy as np
import torch

from imis_export.imisconv import IMISConvConfig
from phantoms.generator import looks
from train_tiny import words

MERGES = 400
TABLE_SEED = 42  # of the category vectors


def category_of(name):
    return " ".join(word for word in name.split() if word not in ("left", "right"))


def all_categories(names):
    return sorted({category_of(name) for name in names})


def category_table(categories, dim):
    """[dim, n] unit columns: an orthonormal set when n <= dim, otherwise random directions."""
    draws = np.random.Generator(np.random.PCG64(TABLE_SEED)).standard_normal((dim, len(categories)))
    if len(categories) <= dim:
        draws, _ = np.linalg.qr(draws)
    return (draws / np.linalg.norm(draws, axis=0)).astype(np.float32)


def write_categories(folder, names, dim):
    """categories.json and category_table.npy, for the exporter."""
    categories = all_categories(names)
    described = {name.replace(" ", "_"): {"display": name.capitalize(), "category": category_of(name)}
                 for name in sorted(names)}
    content = {"names": described, "categories": categories, "table": "category_table.npy"}
    (folder / "categories.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    np.save(folder / "category_table.npy", category_table(categories, dim))


@dataclass
class Language:
    """Turns names into token ids and category indices."""
    tokenizer: words.Tokenizer
    context: int
    categories: list
    table: torch.Tensor

    def tokens(self, names):
        return torch.tensor(self.tokenizer.batch([words.sentence(name) for name in names],
                                                 self.context)).to(self.table.device)

    def category_indices(self, names, masks):
        known = {category: index for index, category in enumerate(self.categories)}
        present = masks.flatten(1).any(1).tolist()
        return torch.tensor([known[category_of(name)] if name and there else -1
                             for name, there in zip(names, present)], device=masks.device)


def prepare_language(folder, device):
    """Learn the vocabulary of all target names and write the files that the exporter needs besides the weights."""
    names = looks.vocabulary()
    merges = words.learn_merges([words.sentence(name) for name in names], MERGES)
    words.write_merges(folder / "bpe_merges.txt", merges)
    tokenizer = words.Tokenizer(merges)
    config = IMISConvConfig(vocabulary_size=tokenizer.size)
    write_categories(folder, names, config.semantic_dim)
    kinds = all_categories(names)
    table = torch.from_numpy(category_table(kinds, config.semantic_dim)).to(device)
    return Language(tokenizer, config.text_context, kinds, table)
