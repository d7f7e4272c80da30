"""The one exception that the exporters raise for what a user can put right."""


class ExportError(Exception):
    """Its message is one clear line, or a list of names under one line."""
