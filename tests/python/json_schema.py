"""Checks a document against a JSON Schema: the keywords that configs/ uses; others are refused, not ignored."""

import re
from typing import Any

TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}
ANNOTATIONS = {"$schema", "title", "description"}


def schema_errors(value: Any, schema: dict[str, Any], place: str = "$") -> list[str]:
    """One line for each place that does not fit; empty where all does."""
    errors: list[str] = []
    for keyword, rule in schema.items():
        if keyword in ANNOTATIONS:
            continue
        errors += [f"{place}{problem}" for problem in CHECKS[keyword](value, rule, schema)]
    for name, inner, below in _children(value, schema):
        errors += schema_errors(inner, below, f"{place}{name}")
    return errors


def _children(value: Any, schema: dict[str, Any]) -> list[tuple[str, Any, dict[str, Any]]]:
    if isinstance(value, list) and "items" in schema:
        return [(f"[{index}]", inner, schema["items"]) for index, inner in enumerate(value)]
    if not isinstance(value, dict):
        return []
    known = schema.get("properties", {})
    others = schema.get("additionalProperties", {})
    return [
        (f".{name}", inner, known.get(name, others if isinstance(others, dict) else {}))
        for name, inner in value.items()
    ]


def _is_type(value: Any, name: str) -> bool:
    if isinstance(value, bool):
        return name == "boolean"
    return isinstance(value, TYPES[name])


def _type(value: Any, rule: Any, _: Any) -> list[str]:
    names = [rule] if isinstance(rule, str) else rule
    return [] if any(_is_type(value, name) for name in names) else [f": {value!r} is not {' or '.join(names)}"]


def _additional(value: Any, rule: Any, schema: Any) -> list[str]:
    if rule is not False or not isinstance(value, dict):
        return []
    return [f": unknown field {name}" for name in value if name not in schema.get("properties", {})]


def _pattern(value: Any, rule: str, _: Any) -> list[str]:
    return [f": {value!r} does not match {rule}"] if isinstance(value, str) and not re.search(rule, value) else []


def _names(value: Any, rule: Any, _: Any) -> list[str]:
    return [error for name in value for error in schema_errors(name, rule, f" name {name}")]


CHECKS: dict[str, Any] = {
    "type": _type,
    "properties": lambda *_: [],  # see _children
    "items": lambda *_: [],
    "additionalProperties": _additional,
    "required": lambda value, rule, _: [f": lacks {name}" for name in rule if name not in value],
    "enum": lambda value, rule, _: [] if value in rule else [f": {value!r} is none of {rule}"],
    "const": lambda value, rule, _: [] if value == rule else [f": {value!r} is not {rule!r}"],
    "minimum": lambda value, rule, _: [f": {value} is less than {rule}"] if value < rule else [],
    "maximum": lambda value, rule, _: [f": {value} is more than {rule}"] if value > rule else [],
    "minLength": lambda value, rule, _: [": is too short"] if isinstance(value, str) and len(value) < rule else [],
    "minItems": lambda value, rule, _: (
        [": has too few entries"] if isinstance(value, list) and len(value) < rule else []
    ),
    "pattern": _pattern,
    "propertyNames": _names,
}
