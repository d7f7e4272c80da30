"""The one exception that the scripts raise for what a user can fix; their `main` prints it after "error:" and exits with 1."""


class UserError(Exception):
    """What is wrong, where, and what to do: one clear line, or a list of names under one line."""
