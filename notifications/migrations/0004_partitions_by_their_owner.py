from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """The application's role may neither make nor drop tables: these two do it as their owner."""

    dependencies = [("notifications", "0003_housekeeping")]

    operations = [
        ops.RunSQL(
            """
            ALTER FUNCTION notifications.ensure_delivery_partitions
                SECURITY DEFINER SET search_path = pg_catalog, pg_temp;
            ALTER FUNCTION notifications.drop_delivery_partitions
                SECURITY DEFINER SET search_path = pg_catalog, pg_temp
            """,
            reverse_sql="""
            ALTER FUNCTION notifications.ensure_delivery_partitions
                SECURITY INVOKER RESET search_path;
            ALTER FUNCTION notifications.drop_delivery_partitions
                SECURITY INVOKER RESET search_path
            """,
        ),
    ]
