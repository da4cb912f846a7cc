"""The file that a citizen takes home: a ZIP whose files are locked with AES-256.

WinZip's AE-2, which 7-Zip, Bandizip, Keka and the rest open; its PBKDF2 makes few rounds, which a
passphrase of 123 random bits does not mind.
"""

import io
import zipfile
from collections.abc import Mapping

import pyzipper

from domains.kernel.written_code import as_shown


class ZipPacker:
    """An `ExportPacker`."""

    def bundle(self, files: Mapping[str, bytes]) -> bytes:
        body = io.BytesIO()
        with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as bundle:
            for name, content in files.items():
                bundle.writestr(name, content)
        return body.getvalue()

    def lock_up(self, bundle: bytes, *, passphrase: str) -> bytes:
        body = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(bundle)) as opened,
            pyzipper.AESZipFile(
                body, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES
            ) as locked,
        ):
            locked.setpassword(as_shown(passphrase).encode())
            for name in opened.namelist():
                locked.writestr(name, opened.read(name))
        return body.getvalue()
