"""configs/imed361m: fits its schemas, and the counts are the supplement's."""

import collections
import contextlib
import io
import json
import os
import unittest
from pathlib import Path
from typing import Any

from checkpoints import REPOSITORY
from imis_export.categories import load_categories
from json_schema import schema_errors
from list_unmapped_labels import dataset_labels, main, mapped_labels, normalised_label
from user_error import UserError

TEST_DATA = Path(os.environ.get("IMIS_TEST_DATA", REPOSITORY.parent / "shared" / "data"))
PUBLISHED = TEST_DATA / "imisnet" / "categories_weight.pkl"
FOLDER = REPOSITORY / "configs" / "imed361m"


def read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def expanded(target: dict[str, Any]) -> int:
    """Targets that a code stands for: its parts, left and right."""
    return (2 if target["left_right"] else 1) * max(1, len(target["parts"]))


class Imed361mTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.targets, cls.datasets, cls.aliases = (read(f"{n}.json") for n in ("targets", "datasets", "aliases"))

    def test_documents_fit_their_schemas(self) -> None:
        for name in ("targets", "datasets", "aliases"):
            schema = read(f"schemas/{name}.schema.json")
            self.assertEqual(schema_errors(read(f"{name}.json"), schema), [])

    def test_schemas_refuse_what_does_not_fit(self) -> None:
        schema = read("schemas/datasets.schema.json")
        for field, value in (("categories", 0), ("released", "yes"), ("targets", ["X01"]), ("licence", "MIT")):
            document = read("datasets.json")
            document["datasets"][0][field] = value
            self.assertEqual(len(schema_errors(document, schema)), 1, field)
        document = read("datasets.json")
        del document["datasets"][3]["link"]
        self.assertEqual(schema_errors(document, schema), ["$.datasets[3]: lacks link"])

    def test_targets_are_those_of_table_1(self) -> None:
        codes = [target["code"] for target in self.targets["targets"]]
        self.assertEqual(len(set(codes)), len(codes))
        self.assertTrue(all(target["code"][0] == target["group"] for target in self.targets["targets"]))
        counts = collections.Counter(target["group"] for target in self.targets["targets"])
        self.assertEqual(counts, {"A": 21, "S": 10, "H": 27, "T": 14, "P": 10, "L": 24})
        totals: collections.Counter[str] = collections.Counter()
        for target in self.targets["targets"]:
            totals[target["group"]] += expanded(target)
        self.assertEqual(totals, {"A": 27, "S": 61, "H": 43, "T": 23, "P": 13, "L": 24})
        for group in self.targets["groups"]:
            self.assertEqual((group["codes"], group["targets"]), (counts[group["code"]], totals[group["code"]]))

    def test_the_stated_204_targets_are_not_what_table_1_lists(self) -> None:
        # A difference within the supplement, recorded in README.md; not to be evened out.
        self.assertEqual(self.targets["stated_targets"], 204)
        self.assertEqual(sum(map(expanded, self.targets["targets"])), 191)

    def test_datasets_are_those_of_tables_2_and_3(self) -> None:
        datasets = self.datasets["datasets"]
        self.assertEqual(len(datasets), self.datasets["stated_datasets"])
        self.assertEqual(len(datasets), 110)
        self.assertEqual(len({entry["name"] for entry in datasets}), 103)
        self.assertEqual(len({entry["modality"][0] for entry in datasets}), self.datasets["stated_modalities"])
        self.assertEqual(sum(entry["private"] for entry in datasets), 15)
        self.assertTrue(all(entry["private"] == (entry["link"] is None) for entry in datasets))
        self.assertEqual(sum(entry["released"] for entry in datasets), 86)

    def test_modalities_are_the_published_names(self) -> None:
        published = json.loads((REPOSITORY / "configs" / "modalities.json").read_text(encoding="utf-8"))["published"]
        self.assertLessEqual({entry["modality"][0] for entry in self.datasets["datasets"]}, set(published))

    def test_codes_of_datasets_are_in_table_1_and_differing_counts_are_recorded(self) -> None:
        size = {target["code"]: expanded(target) for target in self.targets["targets"]}
        differing = 0
        for entry in self.datasets["datasets"]:
            self.assertLessEqual(set(entry["targets"]), set(size), entry["name"])
            self.assertTrue(set(size).isdisjoint(entry.get("codes_not_in_table_1", [])), entry["name"])
            count = sum(size[code] for code in entry["targets"])
            recorded = entry.get("targets_expand_to", entry["categories"])
            self.assertEqual(count, recorded, entry["name"])
            differing += count != entry["categories"]
        self.assertEqual(differing, 38)

    def test_alias_table_has_every_target_and_no_label_twice(self) -> None:
        self.assertEqual(list(self.aliases["targets"]), [target["code"] for target in self.targets["targets"]])
        labels = [label for group in self.aliases["targets"].values() for label in group]
        labels += [label for entry in self.aliases["beyond_table"] for label in entry["labels"]]
        labels += [entry["label"] for entry in self.aliases["not_mapped"]]
        self.assertEqual([x for x, count in collections.Counter(labels).items() if count > 1], [])
        self.assertEqual([label for label in labels if normalised_label(label) != label], [])
        for target in self.targets["targets"]:
            self.assertIn(normalised_label(target["name"]), self.aliases["targets"][target["code"]])

    def test_labels_of_the_repository_are_mapped_or_said_not_to_be(self) -> None:
        known = set(mapped_labels(self.aliases)) | {entry["label"] for entry in self.aliases["not_mapped"]}
        labels = dataset_labels(REPOSITORY / "data" / "phantoms")
        categories = json.loads((REPOSITORY / "models" / "imis-tiny" / "categories.json").read_text(encoding="utf-8"))
        labels |= set(categories["names"])
        self.assertEqual([label for label in sorted(labels) if normalised_label(label) not in known], [])

    @unittest.skipUnless(PUBLISHED.is_file(), "the published category table is absent")
    def test_labels_of_the_published_table_are_mapped(self) -> None:
        mapped = mapped_labels(self.aliases)
        labels = set(load_categories(PUBLISHED, 512).names) - {"background"}
        self.assertEqual([label for label in sorted(labels) if normalised_label(label) not in mapped], [])

    def test_sides_and_spelling_do_not_matter(self) -> None:
        mapped = mapped_labels(self.aliases)
        for label, code in (("kidney_right", "A11"), ("Left-Kidney", "A11"), ("vertebrae_C1", "S08"), ("tumor", "L")):
            self.assertEqual(mapped[normalised_label(label)], code)

    def test_unmapped_labels_are_listed(self) -> None:
        shown = io.StringIO()
        with contextlib.redirect_stdout(shown):
            self.assertEqual(main([str(REPOSITORY / "data" / "phantoms" / "phantom_dermoscopy")]), 0)
        self.assertIn("hair: an artefact", shown.getvalue())
        self.assertNotIn("skin_lesion", shown.getvalue())
        with self.assertRaisesRegex(UserError, "holds no dataset.json"):
            dataset_labels(Path(__file__).parent)


if __name__ == "__main__":
    unittest.main()
