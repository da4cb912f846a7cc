from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """What expires must be found without reading everything."""

    dependencies = [("commute", "0002_positions")]

    operations = [
        ops.RunSQL(
            """
            CREATE INDEX crossings_by_age ON commute.crossings (at);
            CREATE INDEX arrival_watches_by_age ON commute.arrival_watches (due_at);
            CREATE INDEX sos_by_age ON commute.sos (acknowledged_at);
            CREATE INDEX tracks_by_age ON commute.tracks (last_position_at)
            """,
            reverse_sql="""
            DROP INDEX commute.crossings_by_age;
            DROP INDEX commute.arrival_watches_by_age;
            DROP INDEX commute.sos_by_age;
            DROP INDEX commute.tracks_by_age
            """,
        )
    ]
