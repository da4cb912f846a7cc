from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """Who has looked through a month of the audit: the law asks for it every month."""

    dependencies = [("kernel", "0008_sealed_audit")]

    operations = [
        ops.RunSQL(
            """
            CREATE TABLE kernel.audit_reviews (
                month date PRIMARY KEY,
                reviewed_by uuid NOT NULL,
                reviewed_at timestamptz NOT NULL
            )
            """,
            reverse_sql="DROP TABLE kernel.audit_reviews",
        ),
    ]
