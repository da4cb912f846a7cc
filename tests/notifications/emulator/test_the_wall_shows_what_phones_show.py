"""The page at `/`, read as a browser without JavaScript reads it."""

import re
from html.parser import HTMLParser

from tests.notifications.emulator.conftest import Emulator, arrival, retraction


async def page(emulator: Emulator, path: str = "/") -> str:
    answer = await emulator.http.get(path)
    assert answer.status_code == 200
    return answer.text


async def test_an_empty_wall_says_what_to_do(emulator: Emulator) -> None:
    html = await page(emulator)
    assert "아직 휴대전화가 없습니다" in html
    assert "/v1/projects/osan/messages:send" in html


async def test_a_phone_hangs_on_the_wall_with_its_owner_and_its_notification(
    emulator: Emulator,
) -> None:
    await emulator.phone("a", owner="민지 엄마", app_version="1.4.0")
    await emulator.send(arrival("a", title="민지가 학교에 도착했어요"))

    html = await page(emulator)
    for said in ("민지 엄마", "안드로이드", "앱 1.4.0", "민지가 학교에 도착했어요"):
        assert said in html


async def test_a_hostile_title_stays_text(emulator: Emulator) -> None:
    await emulator.phone("a", owner='"><script>owner()</script>')
    hostile = '<img src=x onerror="title()">'
    await emulator.send(arrival("a", title=hostile) | {})

    html = await page(emulator)
    seen = Tags()
    seen.feed(html)
    assert seen.names.count("script") == 1
    assert all(name != "onerror" for name in seen.attributes)
    assert "script-src 'self'" in (await emulator.http.get("/")).headers["content-security-policy"]


async def test_a_retracted_notification_leaves_the_screen_for_the_history(
    emulator: Emulator,
) -> None:
    await emulator.send(arrival("a", title="아직 도착하지 않았어요"))
    await emulator.send(retraction("a"))

    html = await page(emulator)
    screen, history = html.split("<details>")
    assert "아직 도착하지 않았어요" not in screen
    assert "아직 도착하지 않았어요" in history
    assert "회수됨" in history


async def test_the_forms_work_without_javascript(emulator: Emulator) -> None:
    slug = (await emulator.phone("a"))["slug"]
    away = await emulator.http.post(f"/phones/{slug}/offline")
    assert (away.status_code, away.headers["location"]) == (303, f"/#phone-{slug}")
    await emulator.http.post(f"/phones/{slug}/behaviour", data={"behaviour": "quota"})

    phone = await emulator.look("a")
    assert (phone["online"], phone["behaviour"][0]["behaviour"]) == (False, "quota")


async def test_a_form_from_another_site_is_refused(emulator: Emulator) -> None:
    slug = (await emulator.phone("a"))["slug"]
    refused = await emulator.http.post(
        f"/phones/{slug}/offline", headers={"sec-fetch-site": "cross-site"}
    )
    assert refused.status_code == 403
    assert (await emulator.look("a"))["online"] is True


async def test_the_wall_asks_nobody_else_for_anything(emulator: Emulator) -> None:
    await emulator.send(arrival("a"))
    html = await page(emulator)
    for asset in re.findall(r'(?:src|href)="([^"#]+)"', html):
        assert asset.startswith("/"), asset
        assert (await emulator.http.get(asset)).status_code == 200


async def test_every_control_has_a_name_and_every_id_is_its_own(emulator: Emulator) -> None:
    for token in ("a", "b"):
        await emulator.send(arrival(token))
    seen = Tags()
    seen.feed(await page(emulator))

    assert len(seen.ids) == len(set(seen.ids))
    assert set(seen.fields) <= set(seen.labelled)
    assert seen.names[0] == "html"
    assert seen.language == "ko"


async def test_a_crowded_wall_shows_the_latest_and_finds_the_rest(emulator: Emulator) -> None:
    for number in range(60):
        emulator.moment += 1
        await emulator.phone(f"t{number:02}", owner=f"보호자 {number:02}")

    html = await page(emulator)
    assert "전화 60대 가운데" in html
    assert "보호자 59" in html
    assert "보호자 03" not in html
    assert "보호자 03" in await page(emulator, "/?q=t03")


class Tags(HTMLParser):
    """The tags, ids, fields and labels of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[str] = []
        self.ids: list[str] = []
        self.fields: list[str] = []
        self.labelled: list[str] = []
        self.language = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.names.append(tag)
        self.attributes += given
        if "id" in given:
            self.ids.append(given["id"])
        if tag in ("input", "select"):
            self.fields.append(given.get("id", "nameless"))
        if tag == "label":
            self.labelled.append(given["for"])
        if tag == "html":
            self.language = given["lang"]
