"""The baseline "ellipse in the box": no weights, box prompts only."""
