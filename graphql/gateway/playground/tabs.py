"""The playground's example tabs: the apps' own operations, with a demo parent's variables."""

import json
from pathlib import Path
from typing import TypedDict

from gateway.shipped import operations_folder

LIST = "playground_tabs.json"


class Tab(TypedDict):
    """One tab as GraphiQL takes it: a document and its variables, both as text."""

    query: str
    variables: str


def example_tabs(folder: Path | None = None) -> list[Tab]:
    """Tabs in the order of `operations/playground_tabs.json`.

    Each entry names a `document` of that folder and may give `variables`.
    """
    folder = folder or operations_folder()
    listed = folder / LIST
    if not listed.exists():
        return []
    return [
        Tab(
            query=(folder / entry["document"]).read_text("utf-8"),
            variables=json.dumps(entry.get("variables", {}), ensure_ascii=False, indent=2),
        )
        for entry in json.loads(listed.read_text("utf-8"))
    ]
