"""What the house may be told of its models: where they are asked, and what `up` starts."""

from typing import Annotated

from pydantic import Field

from infra.setting_sections import Port, Section

ModelName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,63}$")]


class ModelsSettings(Section):
    """Where the models are asked. Without an address no model is, and every domain uses its
    stated fallback."""

    base_url: str | None = Field(default=None, pattern=r"^https?://.*[^/]$")
    """The inference address of the model server; it belongs into our own network."""
    patience_s: float = Field(default=2.0, gt=0)
    """Silence after this long speaks against the model. Callers may have less time."""
    concurrency: int = Field(default=16, ge=1)
    """Calls of one model under way at once, a process; the next ones wait their turn."""
    versions: dict[ModelName, str] = Field(default_factory=dict)
    """Models of which one version and no other is asked; the others' default is."""


class ModelServerSettings(Section):
    """The model server that `make run MODELS=1` starts; a city runs its own."""

    enabled: bool = False
    host: str = "127.0.0.1"
    inference_port: Port = 8080
    management_port: Port = 8081
    metrics_port: Port = 8082
