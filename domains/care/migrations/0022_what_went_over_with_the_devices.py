from typing import Final

from tortoise import migrations
from tortoise.migrations import operations as ops

TIMES_GO_OVER: Final = """
    WITH led AS (
        SELECT l.device_id, d.home_id
        FROM care.listening l JOIN care.devices d ON d.id = l.device_id
        WHERE l.home_id <> d.home_id ORDER BY l.device_id FOR UPDATE OF l
    )
    UPDATE care.listening l SET home_id = led.home_id FROM led WHERE l.device_id = led.device_id;
"""
"""Locked in the order in which a batch of messages locks them."""

APPLIANCES_GO_OVER: Final = """
    WITH gone_over AS (
        SELECT s.home_id, s.id::text AS spot, told.has_pet, told.told_at
        FROM care.households told
            JOIN care.homes shut ON shut.id = told.home_id AND shut.closed_at IS NOT NULL
            CROSS JOIN jsonb_array_elements_text(told.appliances) AS named (spot)
            JOIN care.spots s ON s.id::text = named.spot AND s.home_id <> shut.id
            JOIN care.homes h ON h.id = s.home_id AND h.closed_at IS NULL
            LEFT JOIN care.households later ON later.home_id = h.id
        WHERE later.told_at IS NULL OR later.told_at < shut.closed_at
    )
    INSERT INTO care.households AS kept (home_id, has_pet, appliances, told_at)
    SELECT home_id, bool_or(has_pet), jsonb_agg(DISTINCT spot ORDER BY spot), max(told_at)
    FROM gone_over GROUP BY home_id
    ON CONFLICT (home_id) DO UPDATE SET appliances = (
        SELECT jsonb_agg(DISTINCT each ORDER BY each)
        FROM jsonb_array_elements(kept.appliances || EXCLUDED.appliances) AS each
    );
"""
"""What was told of the kept home after the other was closed counts alone: whoever said it saw all
spots. `has_pet` is for the release before."""


class Migration(migrations.Migration):
    """Where of two open homes one was closed (0015), its devices went over, and what was known by
    the home stayed: when they were heard, and which of their spots switch themselves.

    So a home whose only signs of life came from there was deaf for good, and its fridge was her. Of
    the pairs nothing is written down, and nothing is needed: a device and a spot change their home
    nowhere else, so each says itself where it went.
    """

    dependencies = [("care", "0021_calls_with_more_to_tell")]

    operations = [
        ops.RunSQL(TIMES_GO_OVER, reverse_sql=""),
        ops.RunSQL(APPLIANCES_GO_OVER, reverse_sql=""),
    ]
