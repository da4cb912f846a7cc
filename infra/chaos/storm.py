"""The blows of a run, drawn from its seed: who is struck when, and how the push service fails."""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from infra.chaos.emulator import Emulator
from infra.chaos.house import House
from infra.chaos.victims import Victim

SHARES = {"gateway": 10, "worker": 14, "relay": 9, "PostgreSQL": 9, "Valkey": 8}
"""How the kills fall, in parts of fifty."""

TICK_S = 0.1
SETTLED_S = (0.3, 3.0)
"""How long a target has worked before it is struck: what never gets to work proves nothing."""
FLUSHES_A_KILL = 0.2
SPELL_S = (1.0, 5.0)
SPELLS_A_MINUTE = 4
SPELLS: tuple[dict[str, object], ...] = (
    {"behaviour": "lost_response", "probability": 0.4},
    {"behaviour": "unavailable", "probability": 0.7},
    {"behaviour": "internal", "probability": 0.5},
    {"behaviour": "bad_gateway", "probability": 0.5},
    {"behaviour": "slow", "probability": 0.5, "delay_s": 1.5},
    {"behaviour": "quota", "probability": 0.5, "retry_after_s": 1},
)


@dataclass(slots=True)
class Struck:
    """What was really done."""

    kills: Counter[str] = field(default_factory=Counter)
    flushes: int = 0
    spells: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Storm:
    """Strikes `kills` times within `lasts_s` seconds, and keeps the house while it does."""

    house: House
    emulator: Emulator
    dice: Random
    kills: int
    lasts_s: float
    shares: Mapping[str, int] = field(default_factory=lambda: SHARES)
    spells: Sequence[dict[str, object]] = SPELLS
    """Empty: the push service's manners are somebody else's to order."""
    struck: Struck = field(default_factory=Struck)
    _due: list[tuple[float, Callable[[], bool]]] = field(default_factory=list)
    _up_since: dict[str, float] = field(default_factory=dict)

    def rage(
        self,
        *,
        while_: Callable[[], bool],
        tell: Callable[[str], None],
        meanwhile: Callable[[float], None] = lambda _: None,
    ) -> None:
        """Until every blow has fallen and `while_` is over; `meanwhile` hears the seconds."""
        self._due = sorted(self._plan(), key=lambda blow: blow[0])
        began, told = time.monotonic(), 0.0
        while self._due or while_():
            now = time.monotonic() - began
            self.house.keep()
            self._look()
            self._fall(now)
            meanwhile(now)
            if now - told > 10:
                told = now
                tell(f"{self.struck.kills.total()} of {self.kills} kills, {now:.0f} s")
            time.sleep(TICK_S)
        if self.spells:
            self.emulator.behave({"behaviour": "success"})

    def _look(self) -> None:
        for victim in self.house.victims:
            if victim.up:
                self._up_since.setdefault(victim.name, time.monotonic())
            else:
                self._up_since.pop(victim.name, None)

    def _fall(self, now: float) -> None:
        """What is due falls; what cannot yet (its target is still down) stays due."""
        waiting = []
        for at, blow in self._due:
            if at > now or not blow():
                waiting.append((at, blow))
        self._due = waiting

    def _plan(self) -> list[tuple[float, Callable[[], bool]]]:
        names = self._names()
        blows = [(self._moment(), self._killer(name)) for name in names]
        flushes = round(self.kills * FLUSHES_A_KILL)
        blows += [(self._moment(), self._flush) for _ in range(flushes)]
        at = 0.0 if self.spells else self.lasts_s
        while (at := at + 60 / SPELLS_A_MINUTE) < self.lasts_s:
            begins = at - self.dice.uniform(0, 10)
            ends = begins + self.dice.uniform(*SPELL_S)
            blows.append((begins, self._spell(self.dice.choice(self.spells))))
            blows.append((ends, self._spell({"behaviour": "success"})))
        return blows

    def _names(self) -> list[str]:
        """Each target its share, at least one where there are enough kills."""
        parts = sum(self.shares.values())
        names = [name for name, share in self.shares.items() for _ in range(share)]
        chosen = list(self.shares)[: self.kills]
        while len(chosen) < self.kills:
            chosen += self.dice.sample(names, min(parts, self.kills - len(chosen)))
        self.dice.shuffle(chosen)
        return chosen

    def _moment(self) -> float:
        """After a first breath, so that there is something to interrupt."""
        return self.dice.uniform(min(5.0, self.lasts_s / 10), self.lasts_s)

    def _killer(self, name: str) -> Callable[[], bool]:
        settled_s = self.dice.uniform(*SETTLED_S)

        def kill() -> bool:
            standing = [one for one in self._targets(name) if self._worked(one) >= settled_s]
            struck = self.dice.choice(standing).strike(self.dice) if standing else None
            if struck is not None:
                self.struck.kills[struck] += 1
                self._look()
            return struck is not None

        return kill

    def _worked(self, victim: Victim) -> float:
        since = self._up_since.get(victim.name)
        return 0.0 if since is None else time.monotonic() - since

    def _targets(self, name: str) -> list[Victim]:
        return [one for one in self.house.victims if one.name.startswith(name)]

    def _flush(self) -> bool:
        done = self.house.valkey.empty()
        self.struck.flushes += done
        return done

    def _spell(self, rule: dict[str, object]) -> Callable[[], bool]:
        def order() -> bool:
            self.emulator.behave(rule)
            if rule["behaviour"] != "success":
                self.struck.spells[str(rule["behaviour"])] += 1
            return True

        return order
