"""The members of a zip, by what they say of themselves: nothing is inflated here."""

import stat
from collections.abc import Iterable, Sequence
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

from ml_serving.archive.layout import GOLDEN, MANIFEST, NEEDED, SUMS, name_problem
from ml_serving.archive.limits import Limits

_ENCRYPTED = 0x1 | 0x40 | 0x2000
_LOCAL_HEADER = 30


def members_problem(members: Sequence[ZipInfo], limits: Limits) -> str | None:
    """The first thing that is wrong with any of them, or with all of them together."""
    for member in members:
        if problem := _member_problem(member, limits):
            return problem
    return _crowd_problem(members, limits)


def _member_problem(member: ZipInfo, limits: Limits) -> str | None:
    return (
        name_problem(member.orig_filename) or _kind_problem(member) or _size_problem(member, limits)
    )


def _kind_problem(member: ZipInfo) -> str | None:
    mode = member.external_attr >> 16
    if stat.S_ISLNK(mode):
        return f"{member.filename} is a symbolic link"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return f"{member.filename} is no plain file"
    if member.flag_bits & _ENCRYPTED:
        return f"{member.filename} is encrypted"
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return f"{member.filename} is neither stored nor deflated"
    return None


def _size_problem(member: ZipInfo, limits: Limits) -> str | None:
    largest = _largest(member.filename, limits)
    if member.file_size > largest:
        return f"{member.filename} says it is {member.file_size} bytes long; {largest} are allowed"
    if member.file_size > limits.ratio * max(member.compress_size, 1):
        return f"{member.filename} would inflate more than {limits.ratio} times"
    return None


def _largest(name: str, limits: Limits) -> int:
    if name in (MANIFEST, SUMS):
        return limits.manifest
    return limits.golden if GOLDEN.fullmatch(name) else limits.inflated


def _crowd_problem(members: Sequence[ZipInfo], limits: Limits) -> str | None:
    names = [member.filename for member in members]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        return f"{twice[0]} is there twice"
    if missing := [name for name in NEEDED if name not in names]:
        return f"{missing[0]} is missing"
    if sum(member.file_size for member in members) > limits.inflated:
        return f"its files together would be more than {limits.inflated} bytes"
    return _overlap_problem(members) or _pairs_problem(names)


def _overlap_problem(members: Iterable[ZipInfo]) -> str | None:
    """Files that share bytes are how a small zip becomes a very large one."""
    end = 0
    for member in sorted(members, key=lambda each: each.header_offset):
        if member.header_offset < end:
            return f"{member.filename} lies over another file"
        name = len(member.orig_filename.encode())
        end = member.header_offset + _LOCAL_HEADER + name + member.compress_size
    return None


def _pairs_problem(names: Iterable[str]) -> str | None:
    cases = [match.groups() for match in map(GOLDEN.fullmatch, names) if match]
    if not cases:
        return "it has no golden case: nobody could tell whether it still answers rightly"
    told = {name for name, kind in cases if kind == "json"}
    sent = {name for name, kind in cases if kind == "bin"}
    if alone := sorted(told ^ sent):
        return f"the golden case {alone[0]} lacks its .json or its .bin"
    return None
