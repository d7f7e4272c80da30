"""The names that the network is taught: their tokens and their categories."""
from dataclasses import dataclass

import torch

from imis_export.imisconv import IMISConvConfig
from phantoms.generator import looks
from train_tiny import categories, words

MERGES = 400


@dataclass
class Language:
    """What turns names into token ids and category indices."""
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
        return torch.tensor([known[categories.category_of(name)] if name and there else -1
                             for name, there in zip(names, present)], device=masks.device)


def prepare_language(folder, device):
    """Learn the vocabulary of all target names and write what the exporter takes beside the weights."""
    names = looks.vocabulary()
    merges = words.learn_merges([words.sentence(name) for name in names], MERGES)
    words.write_merges(folder / "bpe_merges.txt", merges)
    tokenizer = words.Tokenizer(merges)
    config = IMISConvConfig(vocabulary_size=tokenizer.size)
    categories.write_categories(folder, names, config.semantic_dim)
    kinds = categories.all_categories(names)
    table = torch.from_numpy(categories.category_table(kinds, config.semantic_dim)).to(device)
    return Language(tokenizer, config.text_context, kinds, table)
