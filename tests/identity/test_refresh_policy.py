"""Whatever the order of uses, losses and thefts: one line of tokens, and thieves are found out."""

from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings

from domains.identity.refresh_policy import (
    GRACE,
    MOST_REMEMBERED,
    Overtaken,
    RefreshDecision,
    Renewed,
    Reused,
    Tokens,
    decide_refresh,
    digest,
    family_part,
    first_tokens,
)
from tests.examples import examples
from tests.identity.refresh_story import LIVES, RefreshStory, both_moved_on


@dataclass(frozen=True)
class Row:
    """A session as the table keeps it."""

    family_hash: bytes | None
    refresh_hash: bytes
    sibling_hashes: tuple[bytes, ...]
    previous_refresh_hash: bytes | None
    overtaken_hashes: tuple[bytes, ...]
    rotated_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None

    def after(self, tokens: Tokens) -> "Row":
        return replace(self, **asdict(tokens))


class PureDesk:
    """The policy alone, over rows in memory."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 3, tzinfo=UTC)
        self.rows: dict[bytes, Row] = {}
        self.because: dict[bytes, str] = {}
        self.made = 0

    def _fresh(self) -> bytes:
        self.made += 1
        return digest(self.made.to_bytes(8))

    def begin(self) -> bytes:
        session, secret = len(self.rows).to_bytes(16), self._fresh()[:16] + self._fresh()
        self.rows[session] = Row(
            family_hash=digest(family_part(secret)),
            expires_at=self.now + LIVES,
            **asdict(first_tokens(secret, now=self.now)),
        )
        return session + secret

    def decide(self, token: bytes) -> RefreshDecision:
        return decide_refresh(
            self.rows[token[:16]], presented=token[16:], fresh=self._fresh(), now=self.now
        )

    def present(self, token: bytes) -> bytes | str:
        session = token[:16]
        match self.decide(token):
            case Renewed(successor, tokens):
                self.rows[session] = self.rows[session].after(tokens)
                return session + successor
            case Overtaken():
                return "goes on"
            case Reused():
                self._revoke(session, "refresh_token_reused")
        return "over"

    def _revoke(self, session: bytes, because: str) -> None:
        self.rows[session] = replace(self.rows[session], revoked_at=self.now)
        self.because[session] = because

    def sign_out(self, token: bytes) -> None:
        if isinstance(self.decide(token), Renewed | Overtaken):
            self._revoke(token[:16], "signed_out")

    def pass_time(self, by: timedelta) -> None:
        self.now += by

    def revoked_because(self, token: bytes) -> str | None:
        return self.because.get(token[:16])


class PureStory(RefreshStory):
    def start(self) -> PureDesk:
        return PureDesk()


TestPureStory = PureStory.TestCase
TestPureStory.settings = settings(
    max_examples=examples(80), stateful_step_count=40, deadline=None, derandomize=True
)


@pytest.fixture
def desk() -> PureDesk:
    return PureDesk()


@pytest.mark.parametrize("first", ["owner", "thief"])
def test_a_thief_is_found_out_as_soon_as_both_have_moved_on(desk, first):
    assert both_moved_on(desk, first=first) == ("over", "over")


def test_an_answer_lost_in_a_tunnel_is_given_again_hours_later(desk):
    first = desk.begin()
    lost = desk.present(first)
    desk.pass_time(timedelta(hours=9))
    second = desk.present(first)
    assert isinstance(second, bytes)
    assert second != lost
    assert isinstance(desk.present(second), bytes)


def test_of_two_answers_the_one_that_is_used_first_wins(desk):
    first = desk.begin()
    one, other = desk.present(first), desk.present(first)
    assert isinstance(desk.present(one), bytes)
    desk.pass_time(GRACE * 2)
    assert desk.present(other) == "over"
    assert desk.revoked_because(first) == "refresh_token_reused"


@pytest.mark.parametrize(("late", "answer"), [(9, "goes on"), (11, "over")])
def test_an_overtaken_tab_goes_on_for_ten_seconds_but_gets_no_token(desk, late, answer):
    first = desk.begin()
    desk.present(desk.present(first))
    desk.pass_time(timedelta(seconds=late))
    assert desk.present(first) == answer


def test_a_thief_who_comes_within_the_grace_gets_no_successor_and_is_found_out_after_it(desk):
    first = desk.begin()
    desk.present(desk.present(first))
    assert desk.present(first) == "goes on"
    desk.pass_time(GRACE * 2)
    assert desk.present(first) == "over"


def test_a_phone_without_luck_fills_no_table(desk):
    first = desk.begin()
    for _ in range(MOST_REMEMBERED * 3):
        newest = desk.present(first)
    (row,) = desk.rows.values()
    assert len(row.sibling_hashes) < MOST_REMEMBERED
    assert isinstance(desk.present(newest), bytes)


def test_a_session_of_the_release_before_goes_on_and_takes_guesses_for_thefts(desk):
    token = desk.begin()
    session, legacy = token[:16], token[-32:]
    desk.rows[session] = replace(desk.rows[session], family_hash=None, refresh_hash=digest(legacy))
    successor = desk.present(session + legacy)
    assert isinstance(successor, bytes)
    assert isinstance(desk.present(successor), bytes)
    assert desk.present(session + b"\1" * 32) == "over"
    assert desk.revoked_because(token) == "refresh_token_reused"
