from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """A sign-in that a provider's logout overtakes comes to nothing.

    Logouts that the release before heard name nobody here, and so overtake nothing; they are gone
    within the hour.
    """

    dependencies = [("identity", "0007_signing_keys")]

    operations = [
        ops.AddField(
            model_name="ProviderLogout", name="sid_hash", field=fields.BinaryField(null=True)
        ),
        ops.AddField(
            model_name="ProviderLogout", name="subject_hash", field=fields.BinaryField(null=True)
        ),
    ]
