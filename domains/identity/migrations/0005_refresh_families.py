from tortoise import fields, migrations
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """A lost answer is answered again until a successor was used; guesses end no session.

    Sessions of the release before go on: their newest token is the one that lies there.
    """

    dependencies = [("identity", "0004_sealed_names")]

    operations = [
        ops.AddField(
            model_name="Session",
            name="family_hash",
            field=fields.BinaryField(
                null=True,
                description="of what all its tokens share; null: opened before they did",
            ),
        ),
        ops.AddField(
            model_name="Session", name="sibling_hashes", field=ArrayField("BYTEA", null=True)
        ),
        ops.AddField(
            model_name="Session", name="overtaken_hashes", field=ArrayField("BYTEA", null=True)
        ),
        ops.AlterField(
            model_name="Session",
            name="successor_salt",
            field=fields.BinaryField(
                null=True, description="of the release before; nobody reads it any more"
            ),
        ),
        ops.RunSQL(
            """
            CREATE INDEX sessions_by_end ON identity.sessions (revoked_at)
            WHERE revoked_at IS NOT NULL
            """,
            reverse_sql="DROP INDEX identity.sessions_by_end",
        ),
    ]
