from typing import Final

from tortoise import migrations
from tortoise.migrations import operations as ops

ROOMS_FOR_DEVICES: Final = """
    UPDATE care.case_concerns SET signals = (
        SELECT jsonb_agg(
            jsonb_set(signal, '{facts}', (signal -> 'facts') - 'device_id' || coalesce((
                SELECT jsonb_build_object('room', s.room)
                FROM care.devices d JOIN care.spots s ON s.id = d.spot_id
                WHERE d.id::text = signal -> 'facts' ->> 'device_id'
            ), '{}')) ORDER BY nr
        )
        FROM jsonb_array_elements(signals) WITH ORDINALITY AS told (signal, nr)
    )
    WHERE signals @? '$[*].facts.device_id';
"""
"""Of a device that is gone nobody knows the room any more: its signal says neither."""


class Migration(migrations.Migration):
    """A concern says in which room it was, and no longer which device told it."""

    dependencies = [("care", "0011_dangers_that_come_again")]

    operations = [ops.RunSQL(ROOMS_FOR_DEVICES, reverse_sql="")]
