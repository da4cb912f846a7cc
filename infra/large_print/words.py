"""The words of these pages."""

from pathlib import Path
from typing import Final

from domains.kernel.text import Catalogue

WORDS: Final = Catalogue(Path(__file__).parent / "locales")
