"""A migration's step that turns a column of clear text into one of sealed values."""

from typing import Any

from tortoise.fields import BinaryField
from tortoise.migrations.operations import AlterField
from tortoise.migrations.schema_generator.state import State


class SealText(AlterField):
    """What lies there stays, as text behind the byte 2: it waits to be sealed.

    SQL knows no keys: `osan-talk migrate` seals what waits right afterwards, and until then it
    reads as what it is. See infra/keys/envelope.
    """

    def __init__(
        self, model: str, column: str, *, table: str, what: str, null: bool = False
    ) -> None:
        said: dict[str, Any] = {"null": null, "description": f"personal: {what}"}
        field: Any = BinaryField(**said)
        super().__init__(model, column, field)
        self._statements = (
            rf"""
            ALTER TABLE {table} ALTER COLUMN {column} TYPE bytea
            USING '\x02'::bytea || convert_to({column}, 'UTF8')
            """,
            f"COMMENT ON COLUMN {table}.{column} IS 'personal: {what}'",
        )

    async def database_forward(
        self,
        app_label: str,  # noqa: ARG002 - tortoise's signature
        old_state: State,  # noqa: ARG002
        new_state: State,  # noqa: ARG002
        state_editor: Any = None,
    ) -> None:
        for statement in self._statements if state_editor else ():
            await state_editor._run_sql(statement)
