from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """A family's own place is called by a sealed name; a public one keeps its open one.

    The names that lie there wait to be sealed: see infra/keys/envelope.
    """

    dependencies = [("commute", "0003_retention_indexes")]

    operations = [
        ops.AlterField(
            model_name="Place", name="name", field=fields.CharField(null=True, max_length=120)
        ),
        ops.AddField(
            model_name="Place",
            name="own_name",
            field=fields.BinaryField(
                null=True, description="personal: what a family calls it (sealed for the owner)"
            ),
        ),
        ops.RunSQL(
            r"""
            UPDATE commute.places
            SET own_name = '\x02'::bytea || convert_to(name, 'UTF8'), name = NULL
            WHERE owner_id IS NOT NULL
            """,
            reverse_sql="DELETE FROM commute.places WHERE owner_id IS NOT NULL",
        ),
        ops.RunSQL(
            """
            ALTER TABLE commute.places ADD CONSTRAINT places_one_name
            CHECK ((owner_id IS NULL) = (name IS NOT NULL)
               AND (owner_id IS NULL) = (own_name IS NULL))
            """,
            reverse_sql="ALTER TABLE commute.places DROP CONSTRAINT places_one_name",
        ),
    ]
