"""Which files an archive holds, and nothing else."""

import re

MANIFEST = "model.json"
WEIGHTS = "weights.safetensors"
SUMS = "SHA256SUMS"
NEEDED = (MANIFEST, WEIGHTS, SUMS)

GOLDEN = re.compile(r"golden/([a-z0-9][a-z0-9_-]{0,63})\.(json|bin)", re.ASCII)
"""A case is a pair: `.json` says what is expected, `.bin` is the input as it was sent."""

_PICKLES = re.compile(r"\.(pkl|pickle|pt|pth|ckpt|joblib|dill|npy|npz)$", re.IGNORECASE)


def name_problem(name: str) -> str | None:
    """Why a member may not be called so; None where it may."""
    if name in NEEDED or GOLDEN.fullmatch(name):
        return None
    if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name):
        return f"{name!r} is an absolute path"
    if ".." in re.split(r"[/\\]", name):
        return f"{name!r} leads out of the archive"
    if _PICKLES.search(name):
        return f"{name!r} may hold a pickle, which is code; weights come as safetensors"
    return f"{name!r} is no part of an archive of models"
