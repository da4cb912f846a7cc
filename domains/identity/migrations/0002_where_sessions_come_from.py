from tortoise import fields, migrations
from tortoise.migrations import operations as ops

SUBJECT = "personal: the provider's identifier of the person"


class Migration(migrations.Migration):
    """Sessions know the sign-in that they came from: a provider's logout ends its own.

    The release before writes rows without these columns; they are as fresh as their creation.
    """

    dependencies = [("identity", "0001_initial")]

    operations = [
        ops.AddField(
            model_name="Session",
            name="signed_in_at",
            field=fields.DatetimeField(
                null=True,
                description="when the person proved who they are; null: at created_at",
            ),
        ),
        ops.AddField(
            model_name="Session", name="provider", field=fields.CharField(max_length=40, null=True)
        ),
        ops.AddField(
            model_name="Session",
            name="provider_sid",
            field=fields.CharField(
                max_length=255, null=True, description="the provider's session, for its logout"
            ),
        ),
        ops.AddField(
            model_name="Session",
            name="provider_subject",
            field=fields.CharField(max_length=255, null=True, description=SUBJECT),
        ),
        ops.AddField(
            model_name="SignInCode", name="signed_in_at", field=fields.DatetimeField(null=True)
        ),
        ops.AddField(
            model_name="SignInCode",
            name="provider",
            field=fields.CharField(max_length=40, null=True),
        ),
        ops.AddField(
            model_name="SignInCode",
            name="provider_sid",
            field=fields.CharField(max_length=255, null=True),
        ),
        ops.AddField(
            model_name="SignInCode",
            name="provider_subject",
            field=fields.CharField(max_length=255, null=True, description=SUBJECT),
        ),
        ops.RunSQL(
            """
            CREATE INDEX sessions_by_provider_sid ON identity.sessions (provider, provider_sid)
            WHERE revoked_at IS NULL AND provider_sid IS NOT NULL
            """,
            reverse_sql="DROP INDEX identity.sessions_by_provider_sid",
        ),
        ops.RunSQL(
            """
            CREATE INDEX sessions_by_provider_subject
            ON identity.sessions (provider, provider_subject)
            WHERE revoked_at IS NULL AND provider_subject IS NOT NULL
            """,
            reverse_sql="DROP INDEX identity.sessions_by_provider_subject",
        ),
    ]
