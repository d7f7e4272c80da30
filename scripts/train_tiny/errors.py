"""The error that ends in one line on the terminal."""


class TrainingError(Exception):
    """What is wrong, where, and what to do."""
