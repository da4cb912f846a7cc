"""Who lives there: the planted, who will be erased, and their neighbours, who stay."""

from dataclasses import dataclass, field
from datetime import date
from uuid import NAMESPACE_URL, uuid5

import httpx

from infra.canaries.house import House
from infra.canaries.notebook import Notebook
from infra.canaries.visitor import Visitor, id_of

CENTRE = id_of("Unit", uuid5(NAMESPACE_URL, "osan-talk:demo:centre"))
"""Where the demo's counsellor works, as the seed names it."""

ID = "id"
"""What a person's own key is called among their canaries."""


@dataclass
class Town:
    """Everybody by the part they play; the demo's own officers among them."""

    house: House
    http: httpx.AsyncClient
    notebook: Notebook
    people: dict[str, Visitor] = field(default_factory=dict)

    def __getitem__(self, part: str) -> Visitor:
        return self.people[part]

    async def official(self, sub: str) -> Visitor:
        """One of the demo's staff, signed in just now."""
        self.people[sub] = await Visitor.arrives(self.house, self.http, sub, device_name="desk")
        return self.people[sub]

    async def settle(self, part: str, *, born: int) -> Visitor:
        """Somebody new whose name, birthday, subject, phone and session are canaries."""
        note = self.notebook
        sub, name = note.code(part, "provider's subject"), note.word(part, "display name")
        birthday = note.birth_date(part, born)
        await self._introduce(sub, name, birthday)
        device = note.word(part, "session's device name")
        visitor = await Visitor.arrives(self.house, self.http, sub, device_name=device)
        self.people[part] = visitor
        note.id(part, ID, visitor.key)
        note.secret(part, "access token", visitor.tokens.access_token)
        note.secret(part, "refresh token", visitor.tokens.refresh_token)
        await visitor.tell(
            "registerPushDevice",
            "... on RegisterPushDeviceSuccess { deviceId }",
            platform="ANDROID",
            pushToken=note.code(part, "push token"),
            name=note.word(part, "phone's name"),
        )
        return visitor

    def stand_in(self, part: str, id_: str) -> None:
        """Somebody whom the counsellor speaks for: they sign in nowhere."""
        desk = self["counsellor"]
        self.people[part] = Visitor(self.house, self.http, "", desk.tokens, id_)
        self.notebook.id(part, ID, self.people[part].key)

    async def _introduce(self, sub: str, name: str, birthday: date) -> None:
        citizen = {"sub": sub, "name": name, "birthdate": birthday.isoformat()}
        answer = await self.http.post(f"{self.house.idp_url}/control/citizens", json=citizen)
        answer.raise_for_status()
