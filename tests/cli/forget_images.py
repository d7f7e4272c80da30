"""Takes the images of a data set by one system out of a run of a store, as a run that was stopped lacks them.

    python forget_images.py STORE RUN MODEL DATASET
"""

import sqlite3
import sys


def main() -> None:
    store, run, model, dataset = sys.argv[1:]
    with sqlite3.connect(store) as database:
        for table in ("image", "round", "skipped_target"):
            database.execute(f"DELETE FROM {table} WHERE run = ? AND model = ? AND dataset = ?", (run, model, dataset))
        database.execute("UPDATE run SET files_written = 0 WHERE name = ?", (run,))


if __name__ == "__main__":
    main()
