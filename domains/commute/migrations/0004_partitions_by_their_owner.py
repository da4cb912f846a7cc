from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """The application's role may neither make nor drop tables: these two do it as their owner."""

    dependencies = [("commute", "0003_retention_indexes")]

    operations = [
        ops.RunSQL(
            """
            ALTER FUNCTION commute.ensure_position_partitions
                SECURITY DEFINER SET search_path = pg_catalog, pg_temp;
            ALTER FUNCTION commute.drop_position_partitions
                SECURITY DEFINER SET search_path = pg_catalog, pg_temp
            """,
            reverse_sql="""
            ALTER FUNCTION commute.ensure_position_partitions SECURITY INVOKER RESET search_path;
            ALTER FUNCTION commute.drop_position_partitions SECURITY INVOKER RESET search_path
            """,
        ),
    ]
