"""A street that was lived is not lived again, and one that was cut off leaves nothing behind."""

import pytest

from domains.care.cases.vocabulary import ConcernKind
from tests.ml_serving.care_year.household import Incident
from tests.ml_serving.care_year.kept import kept_or_lived
from tests.ml_serving.care_year.told import Found, Told

LAY = Found(Incident(ConcernKind.INACTIVITY, 12.5, "bathroom"), 60.0, asked_s=5400.0)
STREET = {
    "ours": [Told("one-5", 365.0, [LAY], 3, 1, {ConcernKind.MISSED_CHECK_IN: 2}), Told("two-6")]
}


class CutOffError(Exception):
    pass


def test_a_street_is_lived_once_and_told_alike_afterwards(tmp_path):
    lived = []

    def live():
        lived.append(1)
        return STREET

    page = tmp_path / "street.json"
    assert [kept_or_lived(page, live) for _ in range(2)] == [STREET, STREET]
    assert lived == [1]


def test_one_that_was_cut_off_is_lived_from_its_beginning(tmp_path):
    def cut_off():
        raise CutOffError

    page = tmp_path / "street.json"
    with pytest.raises(CutOffError):
        kept_or_lived(page, cut_off)
    assert list(tmp_path.iterdir()) == []
    assert kept_or_lived(page, lambda: STREET) == STREET
