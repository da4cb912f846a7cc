"""The file by which a broker knows devices: mosquitto's own format, PBKDF2 with SHA-512.

    <user name>:$7$<rounds>$<salt, base64>$<hash, base64>

One round too few is not what protects these passwords: each is 256 bits of a key, which no amount
of hashing would improve. So the rounds are few: a broker that starts checks ten thousand at once.
"""

import base64
import hashlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

ROUNDS: Final = 101
"""mosquitto's own default, which older brokers insist upon."""


class Credential(NamedTuple):
    user: str
    password: str


def line_of(credential: Credential) -> str:
    """The same credential makes the same line: a file that did not change is not written."""
    user, password = credential
    salt = hashlib.sha256(f"osan-talk broker\0{user}\0{password}".encode()).digest()[:12]
    digest = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, ROUNDS)
    return f"{user}:$7${ROUNDS}${_text(salt)}${_text(digest)}"


def matches(line: str, password: str) -> bool:
    """Whether a line of the file is of this password; for the embedded broker."""
    _, _, rest = line.partition(":")
    match rest.split("$"):
        case ["", "7", rounds, salt, digest] if rounds.isdigit():
            made = hashlib.pbkdf2_hmac(
                "sha512", password.encode(), base64.b64decode(salt), int(rounds)
            )
            return _text(made) == digest
    return False


def write_lines(lines: Iterable[str], file: Path) -> bool:
    """Put the file in place as a whole, for its owner's and group's eyes; False where it is the
    same as before."""
    text = "".join(f"{line}\n" for line in lines)
    with suppress(OSError):
        if file.read_text() == text:
            return False
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.draft")
    draft.touch(mode=0o640)
    draft.write_text(text)
    draft.replace(file)
    return True


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
