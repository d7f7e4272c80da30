"""Copies a golden file of tables with one number changed.

usage: python3 change_cell.py GOLDEN COPY TITLE ROW COLUMN DIFFERENCE
"""

import json
import sys
from pathlib import Path

golden, copy, title, row_name, column, difference = sys.argv[1:]
document = json.loads(Path(golden).read_text(encoding="utf-8"))
table = next(table for table in document["tables"] if table["title"] == title)
row = next(row for row in table["rows"] if row[0] == row_name)
row[table["columns"].index(column)] += float(difference)
Path(copy).write_text(json.dumps(document), encoding="utf-8")
