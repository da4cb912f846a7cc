"""Run the migrations that are due, as Tortoise does, without drawing all models before each step.

Tortoise keeps what stood before an operation as a whole second set of rendered models, for the few
operations that look at it, and prepares queries of every model anew after each: with a hundred
models and two hundred operations that is nine tenths of a first start.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from tortoise import Tortoise
from tortoise.connection import get_connection
from tortoise.migrations.executor import MigrationExecutor, MigrationTarget
from tortoise.migrations.graph import MigrationKey
from tortoise.migrations.schema_generator.state import ModelState, State
from tortoise.migrations.schema_generator.state_apps import StateApps
from tortoise.models import Model

from domains.kernel.sql import CONNECTION

LATEST = "__latest__"


async def run_migrations(config: dict[str, Any]) -> None:
    """Every app of a Tortoise configuration, each to its latest."""
    await Tortoise.init(config=config, init_connections=False)
    executor = Executor(get_connection(CONNECTION), config["apps"])
    await executor.migrate([MigrationTarget(label, LATEST) for label in config["apps"]])


class Executor(MigrationExecutor):
    """Tortoise's own, with states that are drawn late."""

    async def _project_state(
        self, applied: set[MigrationKey], *, upto: MigrationKey | None = None
    ) -> State:
        state = await super()._project_state(applied, upto=upto)
        return StateNow(models=state.models, apps=Rendered.of(state.apps))


class Rendered(StateApps):
    """Models as they are after an operation; queries are prepared once for each."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._prepared: set[type[Model]] = set()

    @classmethod
    def of(cls, apps: StateApps) -> "Rendered":
        rendered = cls(default_connections=apps._default_connections, connections=apps._connections)
        rendered.apps = apps.apps
        return rendered

    def _build_initial_querysets(self) -> None:
        whole = self.apps
        self.apps = {
            label: {name: model for name, model in app.items() if model not in self._prepared}
            for label, app in whole.items()
        }
        try:
            super()._build_initial_querysets()
            self._prepared |= {
                model for app in self.apps.values() for model in app.values() if model._meta._inited
            }
        finally:
            self.apps = whole


class StateNow(State):
    """What operations change in place; its clones are what stood before."""

    def clone(self) -> State:
        return StateBefore(self.models, self.apps)


class StateBefore(State):
    """Remembers which fields each model had, and renders the models when somebody looks."""

    def __init__(self, models: Mapping[tuple[str, str], ModelState], like: StateApps) -> None:
        self.models = {
            key: replace(model, options=dict(model.options), fields=dict(model.fields))
            for key, model in models.items()
        }
        self._like = like

    @cached_property
    def apps(self) -> StateApps:  # type: ignore[override]
        """A rendered model fills in its fields: it gets copies."""
        copies = {key: model.clone() for key, model in self.models.items()}
        return self._like.clone(model_states=copies)
