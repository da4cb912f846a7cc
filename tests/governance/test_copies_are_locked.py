"""What is stored of a copy opens with its passphrase only, and what is printed can be read."""

import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
import pyzipper
from fontTools.ttLib import TTFont

from domains.governance.export_link import sign_link
from domains.governance.ports import PersonalCopy
from domains.kernel.subject_rights import Section
from domains.kernel.text import Locale
from infra.exports import CopyPrinter, PassphraseSealer, ZipPacker
from infra.exports.fonts import font_files

MADE_AT = datetime(2026, 3, 3, tzinfo=UTC)
CANARY = "김하늘 카나리아"
COPY = PersonalCopy(
    MADE_AT, Locale.KO, [Section("identity.person", [{"name": CANARY, "birth_date": date.min}])]
)


def test_only_the_passphrase_opens_what_was_sealed_without_it():
    sealer = PassphraseSealer()
    new = sealer.new_lock()
    sealed = sealer.seal(CANARY.encode(), new.lock)
    assert CANARY.encode() not in sealed
    assert new.passphrase.encode() not in new.lock.salt + new.lock.public_key
    assert sealer.open(sealed, new.lock, passphrase=new.passphrase) == CANARY.encode()
    as_typed = f" {new.passphrase.lower().replace('-', ' ')} "
    assert sealer.open(sealed, new.lock, passphrase=as_typed) == CANARY.encode()
    assert sealer.open(sealed, new.lock, passphrase="AAAAA-" * 5) is None
    assert sealer.open(sealed[:-1] + b"\x00", new.lock, passphrase=new.passphrase) is None
    assert new.passphrase not in repr(new)


def test_the_file_taken_home_is_locked_with_aes_256():
    packer, passphrase = ZipPacker(), "ABCDE-FGHJK"
    locked = packer.lock_up(packer.bundle(CopyPrinter().files(COPY)), passphrase=passphrase)
    assert CANARY.encode() not in locked
    with pyzipper.AESZipFile(io.BytesIO(locked)) as opened:
        assert {info.wz_aes_strength for info in opened.infolist()} == {3}, "256 bits"
        with pytest.raises(RuntimeError):
            opened.read("osan-talk.json")
        opened.setpassword(passphrase.encode())
        said = json.loads(opened.read("osan-talk.json"))
    assert said["sections"]["identity.person"][0]["name"] == CANARY
    with zipfile.ZipFile(io.BytesIO(locked)) as names_only:
        assert names_only.namelist() == ["osan-talk.json", "osan-talk.pdf"]


@pytest.mark.parametrize("locale", list(Locale))
def test_the_pdf_is_printed_in_every_language(locale):
    files = CopyPrinter().files(PersonalCopy(MADE_AT, locale, COPY.sections))
    assert files["osan-talk.pdf"].startswith(b"%PDF-")


def test_every_letter_of_the_house_has_a_glyph():
    known = set().union(*(TTFont(path).getBestCmap() for path in font_files()))
    assert [letter for letter in "가힣똠漢烏简请数ếữđ①–" if ord(letter) not in known] == []


def test_a_link_that_was_changed_is_none_of_ours():
    salt, export, person = b"s" * 16, UUID(int=1), UUID(int=2)
    link = sign_link(export_id=export, person_id=person, until=MADE_AT, salt=salt)
    assert link.is_signed_with(salt)
    assert not link.is_signed_with(b"t" * 16)
    later = type(link)(export, person, link.until + 1, link.signature)
    other = type(link)(export, UUID(int=3), link.until, link.signature)
    assert not later.is_signed_with(salt)
    assert not other.is_signed_with(salt)
    assert link.ends_at - MADE_AT < timedelta(seconds=1)
