"""Reading the national standard files of schools and child protection zones. Pure.

전국초중등학교위치표준데이터 and 어린이보호구역표준데이터 of the public data portal (data.go.kr),
as published by the ministry or by a single city, CP949 or UTF-8.
"""

from domains.commute.import_schools.decode_file import FileFault, RefusedFile
from domains.commute.import_schools.read_levels import default_radius_m
from domains.commute.import_schools.read_row import ImportedPlace
from domains.commute.import_schools.read_rows import ImportReading, read_rows
from domains.commute.import_schools.recognise_places import KnownPlace, recognise_places
from domains.commute.import_schools.refusals import REMEDIES, RefusedRow, RowFault
from domains.commute.import_schools.source_key import source_key

__all__ = [
    "REMEDIES",
    "FileFault",
    "ImportReading",
    "ImportedPlace",
    "KnownPlace",
    "RefusedFile",
    "RefusedRow",
    "RowFault",
    "default_radius_m",
    "read_rows",
    "recognise_places",
    "source_key",
]
