"""What is kept of the inputs of one version: numbers of their distribution, and nothing else."""

from collections.abc import Mapping, Sequence

from ml_serving.contract import Profile
from ml_serving.registry.description import FeatureDrift
from ml_serving.registry.moments import Moments, beside, merged


class Seen:
    """Since the version was registered, over all its workers, the dead ones too."""

    def __init__(self) -> None:
        self._moments: dict[str, Moments] = {}

    def add(self, features: Mapping[str, Sequence[float]]) -> None:
        """One batch, as a worker counted it."""
        for name, numbers in features.items():
            new = Moments(*numbers)
            known = self._moments.get(name)
            self._moments[name] = new if known is None else merged(known, new)

    def beside(self, profile: Mapping[str, Profile]) -> Mapping[str, FeatureDrift]:
        return {
            name: beside(moments, profile.get(name))
            for name, moments in sorted(self._moments.items())
        }
