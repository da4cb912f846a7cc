"""Fonts that print every language of the house, wherever it runs.

Noto Sans KR and SC (SIL OFL 1.1) come as wheels; a machine that lacks them may have Debian's
`fonts-noto-cjk` instead.
"""

from pathlib import Path

import pylopdf_fonts_ko
import pylopdf_fonts_zh_cn

DEBIAN = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
"""Package fonts-noto-cjk: one file with the glyphs of all."""


def font_files() -> list[Path]:
    """Korean first (with Latin and Vietnamese), then what fills its gaps.

    Raises FileNotFoundError where there is none: a page of empty boxes is no copy.
    """
    wheels = [pylopdf_fonts_ko.sans_path(), pylopdf_fonts_zh_cn.sans_path()]
    found = [path for path in [*wheels, DEBIAN] if path.exists()]
    if not found:
        raise FileNotFoundError("no font for Korean: install pylopdf-fonts-ko or fonts-noto-cjk")
    return found[:2]
