#!/usr/bin/env python3
"""Write CLIP's byte-pair merges to a file, in the form that bundles store: extract_vocabulary.py OUT [VOCABULARY]

VOCABULARY is CLIP's bpe_simple_vocab_16e6.txt(.gz); by default the one in the installed open_clip_torch package.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from imis_export.vocabulary import packaged_vocabulary, read_merges, write_merges  # noqa: E402
from user_error import UserError  # noqa: E402


def main() -> int:
    if len(sys.argv) not in (2, 3) or sys.argv[1].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        merges = read_merges(Path(sys.argv[2]) if len(sys.argv) == 3 else packaged_vocabulary())
        write_merges(merges, Path(sys.argv[1]))
    except (UserError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"{sys.argv[1]}: {len(merges)} merges", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
