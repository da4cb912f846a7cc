"""One citizen with two phones, a thief, a bad network and a wrong clock; told step by step.

`Desk` is whoever answers refresh tokens: the pure policy, or the real use cases over PostgreSQL.
The story knows only what was sent and what came back.
"""

from abc import abstractmethod
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from domains.identity.refresh_policy import GRACE

LIVES = timedelta(days=30)
PHONES = ("phone", "tablet")


class Desk(Protocol):
    """Answers as `/auth/token` does. A token is its session's id, 16 bytes, and its secret."""

    def begin(self) -> bytes:
        """Sign in anew; the first token."""

    def present(self, token: bytes) -> bytes | str:
        """A successor; or "goes on" (an access token only) or "over"."""

    def sign_out(self, token: bytes) -> None: ...
    def pass_time(self, by: timedelta) -> None: ...
    def revoked_because(self, token: bytes) -> str | None:
        """Why this token's session was ended, if it was."""


@dataclass
class Phone:
    """An installation: what it keeps, and what a thief copied from it."""

    kept: bytes
    given: list[bytes]
    parent: dict[bytes, bytes] = field(default_factory=dict)
    used: list[bytes] = field(default_factory=list)
    stolen: bytes | None = None
    is_over: bool = False
    used_at: timedelta = timedelta()
    age: timedelta = timedelta()


class RefreshStory(RuleBasedStateMachine):
    """Never two living lines of one sign-in; never a locked-out owner but by a theft."""

    desk: Desk

    @abstractmethod
    def start(self) -> Desk: ...

    @initialize()
    def sign_in_twice(self) -> None:
        self.desk, self.now = self.start(), timedelta()
        self.phones = {name: self._signed_in() for name in PHONES}

    def _signed_in(self) -> Phone:
        token = self.desk.begin()
        return Phone(kept=token, given=[token], age=self.now)

    # --- the world ------------------------------------------------------------------------

    @rule(seconds=st.sampled_from([0.2, 3, 9, 11, 600, 7_200, 86_400]))
    def time_passes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.desk.pass_time(timedelta(seconds=seconds))

    @rule(seconds=st.sampled_from([0.2, 2, 8]))
    def a_gateways_clock_is_set_back(self, seconds: float) -> None:
        self.now -= timedelta(seconds=seconds)
        self.desk.pass_time(-timedelta(seconds=seconds))

    # --- the owner ------------------------------------------------------------------------

    @rule(name=st.sampled_from(PHONES))
    def the_owner_refreshes(self, name: str) -> None:
        phone = self.phones[name]
        answer = self._owner_presents(phone)
        if isinstance(answer, bytes):
            phone.kept = answer

    @rule(name=st.sampled_from(PHONES), times=st.integers(1, 4))
    def the_answers_are_lost(self, name: str, times: int) -> None:
        """The phone goes on with what it has, at once or after a day in a tunnel."""
        for _ in range(times):
            self._owner_presents(self.phones[name])

    @rule(name=st.sampled_from(PHONES), tabs=st.integers(2, 5), last=st.integers(0, 4))
    def tabs_refresh_at_once(self, name: str, tabs: int, last: int) -> None:
        """They share one jar: whichever answer came last is what it keeps."""
        phone = self.phones[name]
        answers = [self._owner_presents(phone) for _ in range(tabs)]
        if all(isinstance(answer, bytes) for answer in answers):
            phone.kept = answers[last % tabs]

    @rule(name=st.sampled_from(PHONES))
    def a_tab_is_overtaken(self, name: str) -> None:
        """Its request left before the jar was filled anew, and arrives within the grace."""
        phone = self.phones[name]
        late, before = phone.kept, self._owner_presents(phone)
        if not isinstance(before, bytes):
            return
        phone.kept = before
        newer = self._owner_presents(phone)
        if isinstance(newer, bytes):
            phone.kept = newer
            self._present(phone, late, is_honest=True)

    @precondition(lambda self: any(phone.is_over for phone in self.phones.values()))
    @rule(name=st.sampled_from(PHONES))
    def the_owner_signs_in_again(self, name: str) -> None:
        if self.phones[name].is_over:
            self.phones[name] = self._signed_in()

    @rule(name=st.sampled_from(PHONES))
    def the_owner_signs_out(self, name: str) -> None:
        phone = self.phones[name]
        self.desk.sign_out(phone.kept)
        assert self.desk.present(phone.kept) == "over"
        phone.is_over = True

    # --- others ---------------------------------------------------------------------------

    @rule(name=st.sampled_from(PHONES))
    def a_thief_copies_what_the_phone_keeps(self, name: str) -> None:
        self.phones[name].stolen = self.phones[name].kept

    @precondition(lambda self: any(phone.stolen for phone in self.phones.values()))
    @rule(name=st.sampled_from(PHONES))
    def the_thief_refreshes(self, name: str) -> None:
        phone = self.phones[name]
        if phone.stolen is None:
            return
        answer = self._present(phone, phone.stolen, is_honest=False)
        if isinstance(answer, bytes):
            phone.stolen = answer

    @rule(name=st.sampled_from(PHONES), secret=st.binary(min_size=48, max_size=48))
    def somebody_guesses(self, name: str, secret: bytes) -> None:
        """Knowing the session's id helps nobody, and ends nothing."""
        assert self.desk.present(self.phones[name].given[0][:16] + secret) == "over"

    # --- what must hold -------------------------------------------------------------------

    def _owner_presents(self, phone: Phone) -> bytes | str:
        return self._present(phone, phone.kept, is_honest=phone.stolen is None)

    def _present(self, phone: Phone, token: bytes, *, is_honest: bool) -> bytes | str:
        is_too_old = self.now - phone.age >= LIVES
        answer = self.desk.present(token)
        if is_honest and phone.stolen is None and not phone.is_over and not is_too_old:
            assert answer != "over", "an honest owner was locked out"
        if answer == "over":
            phone.is_over = True
        elif isinstance(answer, bytes):
            self._note(phone, token, answer)
        return answer

    def _note(self, phone: Phone, token: bytes, successor: bytes) -> None:
        assert not phone.is_over, "what had ended came back"
        assert successor not in phone.given
        phone.given.append(successor)
        phone.parent[successor] = token
        if not phone.used or phone.used[-1] != token:
            assert token not in phone.used, "a dead token was exchanged"
            assert phone.parent.get(token) == (phone.used[-1] if phone.used else None), (
                "a second line lives"
            )
            phone.used.append(token)

    @invariant()
    def one_phones_thief_ends_no_other_session(self) -> None:
        for phone in getattr(self, "phones", {}).values():
            if phone.stolen is None:
                because = self.desk.revoked_because(phone.kept)
                assert because in (None, "signed_out")


def both_moved_on(desk: Desk, *, first: str) -> tuple[bytes | str, bytes | str]:
    """Owner and thief hold the same token; each refreshes twice, in turn, long after the other.

    What the owner and the thief hear at their last try.
    """
    token = desk.begin()
    held = {"owner": token, "thief": token}
    turns = ["owner", "thief"] if first == "owner" else ["thief", "owner"]
    heard: dict[str, bytes | str] = {}
    for who in turns * 3:
        desk.pass_time(GRACE * 2)
        heard[who] = desk.present(held[who])
        if isinstance(heard[who], bytes):
            held[who] = heard[who]
    return heard["owner"], heard["thief"]
