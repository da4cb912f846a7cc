"""Archives: how a trained model travels, and how little of one is believed before it is checked."""

from ml_serving.archive.file_name import file_name_of
from ml_serving.archive.limits import Limits
from ml_serving.archive.open import open_archive
from ml_serving.archive.pack import pack
from ml_serving.archive.refused import BadArchive

__all__ = ["BadArchive", "Limits", "file_name_of", "open_archive", "pack"]
