"""Categories are target names without their side; each has a fixed unit vector that semantic tokens point to."""
import json

import numpy as np

TABLE_SEED = 42


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
    """categories.json and category_table.npy as the exporter takes them."""
    categories = all_categories(names)
    described = {name.replace(" ", "_"): {"display": name.capitalize(), "category": category_of(name)}
                 for name in sorted(names)}
    content = {"names": described, "categories": categories, "table": "category_table.npy"}
    (folder / "categories.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    np.save(folder / "category_table.npy", category_table(categories, dim))
