"""The embedded collection: which images it consists of, and whether a copy on disk still matches the code."""
import json

import cv2
import numpy as np
import scipy.sparse

from . import imed, looks

SEED = 361
OTHER_SEEDS = {"dermoscopy": 362, "mr": 362, "cta": 366}  # so that each of a look's views occurs
TEST_IMAGES, TRAINING_IMAGES = 3, 1  # per look
LARGEST_ROUNDING = 1  # grey levels; vector instructions of other processors round the last bit of a float differently
# Rendered height and width in turn; the model's own grid is 256.
SIZES = ((256, 256), (280, 240), (240, 320), (264, 264))
# Items stored with one channel; the others are RGB.
GREY_FILES = {"ct": (0, 2), "x_ray": (0, 1, 2, 3), "pet": (1,), "cta": (1, 2), "mr_flair": (0, 1, 3),
              "mr_tof": (0, 2, 3), "mr_t2w": (1, 2, 3)}


def items_of(look):
    """(split, name, image, targets) of every item; each shows at least two targets."""
    place, seed = list(looks.LOOKS).index(look), OTHER_SEEDS.get(look, SEED)
    for index in range(TEST_IMAGES + TRAINING_IMAGES):
        height, width = SIZES[(place + index) % len(SIZES)]
        attempt = 0
        while True:
            image, targets = looks.draw(look, [seed, place, index, attempt], height, width)
            if len(targets) >= 2:
                break
            attempt += 1
        if index not in GREY_FILES.get(look, ()):
            image = looks.as_rgb(image)
        yield ("test" if index < TEST_IMAGES else "training"), f"{look}_{index:03d}", image, targets


def folder_name(look):
    return "phantom_" + look


def write(root):
    for look in looks.LOOKS:
        items = {"test": [], "training": []}
        for split, *item in items_of(look):
            items[split].append(item)
        name = folder_name(look)
        imed.write_dataset(root / name, name, look, f"{look}_phantom: generated, not real", items)


def differences(root):
    """One line for every item whose pixels (except for rounding) or planes are not what the code makes."""
    for look in looks.LOOKS:
        folder = root / folder_name(look)
        try:
            listed = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            yield f"{folder / 'dataset.json'}: {error}"
            continue
        vocabulary = looks.LOOKS[look].VOCABULARY
        on_disk = {item["image"]: item for item in listed["test"] + listed["training"]}
        for _, name, image, targets in items_of(look):
            item = on_disk.get(f"image/{name}.png")
            problem = "is not listed in dataset.json"
            if item is not None:
                problem = compare(folder, item, image, targets, vocabulary)
            if problem:
                yield f"{folder / 'image' / (name + '.png')}: {problem}"


def compare(folder, item, image, targets, vocabulary):
    stored = cv2.imread(str(folder / item["image"]), cv2.IMREAD_UNCHANGED)
    if stored is None:
        return "cannot be read"
    stored = stored if stored.ndim == 2 else cv2.cvtColor(stored, cv2.COLOR_BGR2RGB)
    if stored.shape != image.shape or np.abs(stored.astype(int) - image).max() > LARGEST_ROUNDING:
        return "pixels differ"
    planes = scipy.sparse.load_npz(folder / item["label"]).toarray()
    expected = np.zeros_like(planes)
    for index, target in enumerate(vocabulary):
        if target in targets:
            expected[index] = targets[target].ravel()
    return None if np.array_equal(planes, expected) else "targets differ"
