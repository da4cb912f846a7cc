"""Whatever the order of uses, retries and thefts: one living token, and thieves are found out."""

from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from domains.identity.refresh_policy import (
    GRACE,
    Over,
    Repeated,
    Reused,
    Rotated,
    decide_refresh,
    digest,
    first_tokens,
    revoked,
)

LIVES = timedelta(days=1)


class RefreshedSession(RuleBasedStateMachine):
    """`given` is every token ever handed out, in order; the last is the living one."""

    @initialize(secret=st.binary(min_size=32, max_size=32))
    def begin(self, secret: bytes) -> None:
        self.now = datetime(2026, 3, 3, tzinfo=UTC)
        self.tokens = first_tokens(secret, now=self.now, lives=LIVES)
        self.given = [secret]
        self.salts = 0

    def present(self, secret: bytes):
        self.salts += 1
        salt = self.salts.to_bytes(32)
        return decide_refresh(self.tokens, presented=secret, salt=salt, now=self.now)

    def is_over(self) -> bool:
        return self.tokens.revoked_at is not None or self.now >= self.tokens.expires_at

    @rule(seconds=st.integers(0, 20))
    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule()
    def use_the_living_token(self) -> None:
        decision = self.present(self.given[-1])
        if self.is_over():
            assert decision == Over()
            return
        assert isinstance(decision, Rotated)
        assert decision.successor not in self.given
        self.tokens = decision.tokens
        self.given.append(decision.successor)

    @precondition(lambda self: len(self.given) > 1)
    @rule()
    def ask_again_after_a_lost_answer(self) -> None:
        in_grace = self.now - self.tokens.rotated_at <= GRACE
        decision = self.present(self.given[-2])
        if self.is_over():
            assert decision == Over()
        elif in_grace:
            assert decision == Repeated(self.given[-1])
        else:
            self.found_out(decision)

    @precondition(lambda self: len(self.given) > 2)
    @rule(data=st.data())
    def a_thief_uses_an_old_token(self, data: st.DataObject) -> None:
        stolen = data.draw(st.sampled_from(self.given[:-2]))
        over = self.is_over()
        decision = self.present(stolen)
        if over:
            assert decision == Over()
        else:
            self.found_out(decision)

    @rule(guess=st.binary(max_size=64))
    def somebody_guesses(self, guess: bytes) -> None:
        if guess not in self.given and not self.is_over():
            self.found_out(self.present(guess))

    def found_out(self, decision: object) -> None:
        assert decision == Reused()
        self.tokens = revoked(self.tokens, now=self.now)

    @invariant()
    def the_row_knows_the_living_token_only_by_its_hash(self) -> None:
        if hasattr(self, "tokens"):
            assert self.tokens.refresh_hash == digest(self.given[-1])
            assert self.tokens.expires_at - LIVES == datetime(2026, 3, 3, tzinfo=UTC)


TestRefreshedSession = RefreshedSession.TestCase
TestRefreshedSession.settings = settings(
    max_examples=60, stateful_step_count=25, deadline=None, derandomize=True
)
