"""Copies of a person's data: sealed at rest, printed to be read, packed to be taken home."""

from infra.exports.pack import ZipPacker
from infra.exports.print import CopyPrinter
from infra.exports.seal import PassphraseSealer

__all__ = ["CopyPrinter", "PassphraseSealer", "ZipPacker"]
