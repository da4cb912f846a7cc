"""Osan's schools: public facts, so that the demo stands without any file."""

from dataclasses import dataclass

from domains.commute.public import (
    ImportedPlace,
    PlaceKind,
    SchoolLevel,
    default_radius_m,
    source_key,
)
from domains.kernel.geo import LatLon


@dataclass(frozen=True, slots=True)
class SchoolFact:
    """A school of Osan and where it stands (WGS84 degrees)."""

    name: str
    level: SchoolLevel
    lat: float
    lon: float

    @property
    def point(self) -> LatLon:
        return LatLon(self.lat, self.lon)

    @property
    def source_key(self) -> str:
        """The key under which an import of the city's list finds it again."""
        return source_key(kind=PlaceKind.SCHOOL, level=self.level, name=self.name)


OSAN_SCHOOLS: tuple[SchoolFact, ...] = (
    SchoolFact("가수초등학교", SchoolLevel.ELEMENTARY, 37.1479195, 127.0477491),
    SchoolFact("광성초등학교", SchoolLevel.ELEMENTARY, 37.1838017, 127.0400336),
    SchoolFact("금암초등학교", SchoolLevel.ELEMENTARY, 37.1783851, 127.044006),
    SchoolFact("다온초등학교", SchoolLevel.ELEMENTARY, 37.1516978, 127.090752),
    SchoolFact("대호초등학교", SchoolLevel.ELEMENTARY, 37.1589981, 127.0576963),
    SchoolFact("매홀초등학교", SchoolLevel.ELEMENTARY, 37.1623652, 127.0635868),
    SchoolFact("매홀초등학교삼미분교장", SchoolLevel.ELEMENTARY, 37.162672, 127.063454),
    SchoolFact("문시초등학교", SchoolLevel.ELEMENTARY, 37.1741406, 127.0458616),
    SchoolFact("성산초등학교", SchoolLevel.ELEMENTARY, 37.149695, 127.0664245),
    SchoolFact("성호초등학교", SchoolLevel.ELEMENTARY, 37.1500349, 127.0709724),
    SchoolFact("세미초등학교", SchoolLevel.ELEMENTARY, 37.1739971, 127.0646658),
    SchoolFact("수청초등학교", SchoolLevel.ELEMENTARY, 37.1706676, 127.0556667),
    SchoolFact("양산초등학교", SchoolLevel.ELEMENTARY, 37.196887, 127.0321106),
    SchoolFact("오산고현초등학교", SchoolLevel.ELEMENTARY, 37.1333652, 127.0855314),
    SchoolFact("오산대원초등학교", SchoolLevel.ELEMENTARY, 37.130446, 127.0710562),
    SchoolFact("오산원당초등학교", SchoolLevel.ELEMENTARY, 37.1419484, 127.0908645),
    SchoolFact("오산원일초등학교", SchoolLevel.ELEMENTARY, 37.1393663, 127.0711992),
    SchoolFact("오산초등학교", SchoolLevel.ELEMENTARY, 37.1447559, 127.0499533),
    SchoolFact("운산초등학교", SchoolLevel.ELEMENTARY, 37.1524999, 127.0774136),
    SchoolFact("운암초등학교", SchoolLevel.ELEMENTARY, 37.1436434, 127.0761442),
    SchoolFact("운천초등학교", SchoolLevel.ELEMENTARY, 37.1561119, 127.0791732),
    SchoolFact("원동초등학교", SchoolLevel.ELEMENTARY, 37.1351683, 127.0696986),
    SchoolFact("필봉초등학교", SchoolLevel.ELEMENTARY, 37.178499, 127.0525529),
    SchoolFact("화성초등학교", SchoolLevel.ELEMENTARY, 37.164615, 127.0688576),
    SchoolFact("대호중학교", SchoolLevel.MIDDLE, 37.1618638, 127.0569778),
    SchoolFact("매홀중학교", SchoolLevel.MIDDLE, 37.1677778, 127.0685001),
    SchoolFact("문시중학교", SchoolLevel.MIDDLE, 37.1744463, 127.047472),
    SchoolFact("성호중학교", SchoolLevel.MIDDLE, 37.1397567, 127.0810026),
    SchoolFact("세마중학교", SchoolLevel.MIDDLE, 37.1806924, 127.0421942),
    SchoolFact("오산원일중학교", SchoolLevel.MIDDLE, 37.1394466, 127.0725611),
    SchoolFact("오산중학교", SchoolLevel.MIDDLE, 37.1530045, 127.0613054),
    SchoolFact("운암중학교", SchoolLevel.MIDDLE, 37.145562, 127.0771704),
    SchoolFact("운천중학교", SchoolLevel.MIDDLE, 37.1578877, 127.0780268),
    SchoolFact("매홀고등학교", SchoolLevel.HIGH, 37.169003, 127.0689515),
    SchoolFact("성호고등학교", SchoolLevel.HIGH, 37.139008, 127.0823637),
    SchoolFact("세교고등학교", SchoolLevel.HIGH, 37.1777237, 127.053442),
    SchoolFact("세마고등학교", SchoolLevel.HIGH, 37.1802513, 127.040944),
    SchoolFact("오산고등학교", SchoolLevel.HIGH, 37.1530045, 127.0613054),
    SchoolFact("오산정보고등학교", SchoolLevel.HIGH, 37.1506439, 127.0610334),
    SchoolFact("운암고등학교", SchoolLevel.HIGH, 37.14359, 127.0749736),
    SchoolFact("운천고등학교", SchoolLevel.HIGH, 37.1557237, 127.0804449),
)


def school_named(name: str) -> SchoolFact:
    """The school of that name. Raises KeyError when Osan has none."""
    for school in OSAN_SCHOOLS:
        if school.name == name:
            return school
    raise KeyError(name)


def seeded_places() -> tuple[ImportedPlace, ...]:
    """The schools as an import would read them."""
    return tuple(
        ImportedPlace(
            kind=PlaceKind.SCHOOL,
            source_key=school.source_key,
            name=school.name,
            level=school.level,
            lat=school.lat,
            lon=school.lon,
            radius_m=default_radius_m(PlaceKind.SCHOOL, school.level),
            address="",
            authority="",
            data_as_of=None,
            line=line,
        )
        for line, school in enumerate(OSAN_SCHOOLS, start=1)
    )
