"""Runs the first Python example of a Markdown document in the current folder: run_documented.py DOCUMENT."""

import re
import sys
from pathlib import Path

example = re.search(r"^```python\n(.*?)^```$", Path(sys.argv[1]).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
if example is None:
    sys.exit(f"{sys.argv[1]}: has no Python example")
exec(compile(example[1], sys.argv[1], "exec"), {"__name__": "__main__"})  # noqa: S102, it is our own document
