"""Where the dongs of Osan lie to one another: a scheme of tiles, no map of places.

Rows from north to south, columns from west to east. Of a dong that is not here, the page makes a
tile in the last row.
"""

from collections.abc import Mapping
from typing import Final

TILES: Final[Mapping[str, tuple[int, int]]] = {
    "세마동": (1, 0),
    "신장1동": (1, 1),
    "신장2동": (2, 1),
    "신장동": (1, 1),
    "초평동": (0, 2),
    "중앙동": (2, 2),
    "남촌동": (1, 2),
    "대원1동": (1, 3),
    "대원2동": (2, 3),
    "대원동": (1, 3),
}
"""Column and row. 신장동 and 대원동 stand for the time before they were divided."""
