"""Which versions are here, and which of them is meant by a name alone."""

from collections.abc import Iterator

from ml_serving.registry.version import Version


class Book:
    """Names, and versions under each in the order of their coming."""

    def __init__(self) -> None:
        self._names: dict[str, dict[str, Version]] = {}
        self._defaults: dict[str, str] = {}

    def find(self, name: str, version: str | None = None) -> Version | None:
        """That version, or the default one."""
        wanted = self._defaults.get(name) if version is None else version
        return self._names.get(name, {}).get(wanted) if wanted is not None else None

    def all(self, name: str | None = None, version: str | None = None) -> Iterator[Version]:
        """Every one, of that name, of that version."""
        for each, versions in self._names.items():
            if name in (None, each):
                yield from (one for key, one in versions.items() if version in (None, key))

    def enter(self, version: Version) -> None:
        """The first of its name is what the name means."""
        identity = version.identity
        self._names.setdefault(identity.name, {})[identity.version] = version
        self._defaults.setdefault(identity.name, identity.version)

    def strike(self, version: Version) -> None:
        """It is no more. A name that meant it means the latest of the others, if any."""
        version.archive.close()
        name, key = version.identity.name, version.identity.version
        versions = self._names.get(name, {})
        if versions.get(key) is version:
            del versions[key]
        if not versions:
            self._names.pop(name, None)
            self._defaults.pop(name, None)
        elif self.is_default(version):
            self._defaults[name] = list(versions)[-1]

    def make_default(self, version: Version) -> None:
        self._defaults[version.identity.name] = version.identity.version

    def is_default(self, version: Version) -> bool:
        return self._defaults.get(version.identity.name) == version.identity.version
