"""The rows that a segment chooses from: every person with each of their installations."""

from typing import Final, LiteralString

AUDIENCE: Final[LiteralString] = """identity.audience_people AS people
    LEFT JOIN identity.audience_devices AS devices ON devices.person_id = people.person_id"""
"""One row an installation; a person without one has a row whose `devices` columns are null."""

FROM_HERE: Final[LiteralString] = ".person_id >= $1"
"""Said of each joined table too: PostgreSQL draws no conclusion from one side of an outer join to
the other, and would read each table from its beginning for every page."""

AUDIENCE_FROM_HERE: Final[LiteralString] = f"{AUDIENCE} AND devices{FROM_HERE}"

BEHIND: Final[LiteralString] = f"""people{FROM_HERE}
      AND (people.person_id > $1 OR devices.device_id > $2)"""
"""The rows behind the cursor ($1 person, $2 device or null), in IN_ORDER."""

IN_ORDER: Final[LiteralString] = "ORDER BY people.person_id, devices.device_id"
