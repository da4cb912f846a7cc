from typing import Final

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

AS_IT_STANDS_IN_THE_SIGNALS: Final = """
    UPDATE care.case_concerns SET silent_s = (
        SELECT coalesce(told -> 'facts' ->> 'quiet_s', told -> 'facts' ->> 'for_s')::int
        FROM jsonb_array_elements(signals) AS told WHERE told ->> 'kind' IN ('silence', 'last_seen')
        LIMIT 1
    )
    WHERE kind = 'inactivity' AND signals <> '[]';
"""
"""Of silences whose signals are forgotten nobody knows it any more."""


class Migration(migrations.Migration):
    """For how long she had not been heard: a centre measures from there how soon it was noticed."""

    dependencies = [("care", "0016_where_she_cried_for_help")]

    operations = [
        ops.AddField(
            model_name="CaseConcern",
            name="silent_s",
            field=fields.IntField(
                null=True,
                description="personal: how long she had not been heard, where it is a silence",
            ),
        ),
        ops.RunSQL(AS_IT_STANDS_IN_THE_SIGNALS, reverse_sql=""),
    ]
