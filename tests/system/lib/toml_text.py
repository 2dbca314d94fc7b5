"""Writes the plain TOML that Sluis' settings need: tables of strings, numbers, booleans and lists."""
import json


def _value(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    return json.dumps(str(value), ensure_ascii=False)


def toml_text(table, path=()):
    """The table as TOML; its own values before its tables."""
    lines = [f"{json.dumps(key)} = {_value(value)}" for key, value in table.items() if not isinstance(value, dict)]
    text = "\n".join(lines) + "\n" if lines else ""
    for key, value in table.items():
        if isinstance(value, dict):
            inner = (*path, key)
            text += f"\n[{'.'.join(json.dumps(part) for part in inner)}]\n" + toml_text(value, inner)
    return text


def merged(table, changes):
    """The table with the changes laid over it; None takes a key away."""
    result = dict(table)
    for key, value in changes.items():
        if value is None:
            result.pop(key, None)
        elif isinstance(value, dict):
            result[key] = merged(result.get(key, {}), value)
        else:
            result[key] = value
    return result
