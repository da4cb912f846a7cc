"""The JSON Schemas beside this file: the format of an archive, for whoever writes one elsewhere."""

from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator

from ml_serving.archive.strict_json import read_json


def problem_by(schema: str, value: Any) -> str | None:
    """The nearest thing that is wrong with `value`, and where; None where nothing is."""
    errors = sorted(_validator(schema).iter_errors(value), key=lambda each: list(each.path))
    if not errors:
        return None
    where = "/".join(str(step) for step in errors[0].path) or "the whole"
    return f"{where}: {_words(errors[0])}"


@cache
def _validator(schema: str) -> Any:
    return Draft202012Validator(read_json(files(__package__).joinpath(schema).read_bytes()))


def _words(error: Any) -> str:
    """What the schema wanted; the value itself may be long, and is not quoted."""
    match error.validator:
        case "required":
            return (
                f"must have {', '.join(sorted(set(error.validator_value) - set(error.instance)))}"
            )
        case "additionalProperties":
            strange = set(error.instance) - set(error.schema.get("properties", {}))
            return f"knows no {', '.join(sorted(strange))[:80]}"
        case rule:
            return f"must have {rule} {str(error.validator_value)[:120]}"
