"""Golden cases in an archive: `golden/name.json` tells, `golden/name.bin` is the input as sent."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ml_serving.archive.layout import GOLDEN
from ml_serving.archive.refused import BadArchive
from ml_serving.archive.schema import problem_by
from ml_serving.archive.strict_json import read_json, write_json
from ml_serving.contract import GoldenCase


def write_golden(cases: Iterable[GoldenCase]) -> Mapping[str, bytes]:
    """The members of an archive that tell these cases. Raises ValueError on a name twice."""
    members: dict[str, bytes] = {}
    for case in cases:
        stem = f"golden/{case.name}"
        if f"{stem}.json" in members:
            raise ValueError(f"two golden cases are called {case.name!r}")
        members[f"{stem}.json"] = write_json(_told(case))
        members[f"{stem}.bin"] = case.body
    return members


def read_golden(members: Mapping[str, bytes]) -> Sequence[GoldenCase] | BadArchive:
    """Every case of an archive, by name."""
    cases = []
    for name in sorted(members):
        match = GOLDEN.fullmatch(name)
        if match is None or match[2] != "json":
            continue
        body = members.get(f"golden/{match[1]}.bin")
        if body is None:
            return BadArchive(f"the golden case {match[1]} lacks its .bin")
        case = _case(match[1], members[name], body)
        if isinstance(case, BadArchive):
            return case
        cases.append(case)
    return cases


def _case(name: str, told: bytes, body: bytes) -> GoldenCase | BadArchive:
    try:
        case = read_json(told)
    except ValueError as wrong:
        return BadArchive(f"golden/{name}.json {wrong}")
    if problem := problem_by("golden.schema.json", case):
        return BadArchive(f"golden/{name}.json: {problem}")
    return GoldenCase(
        name=name,
        body=body,
        content_type=case["content_type"],
        answer=case["answer"],
        tolerance=float(case["tolerance"]),
    )


def _told(case: GoldenCase) -> dict[str, Any]:
    return {
        "content_type": case.content_type,
        "answer": case.answer,
        "tolerance": case.tolerance,
    }
