"""The one exception that scripts raise for what a user can fix; their `main` prints it after "error:"."""


class UserError(Exception):
    """What is wrong, where, and what to do: one clear line, or a list of names under one line."""
