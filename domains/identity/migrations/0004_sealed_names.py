from tortoise import migrations

from domains.kernel.seal_text import SealText


class Migration(migrations.Migration):
    """Names and evidence are sealed under a key per person."""

    dependencies = [("identity", "0003_family")]

    operations = [
        SealText(
            "Person",
            "display_name",
            table="identity.people",
            what="the name that family and staff see (sealed for the person)",
        ),
        SealText(
            "Relation",
            "evidence",
            table="identity.relations",
            what="what was shown, such as a register (sealed for the holder)",
            null=True,
        ),
        SealText(
            "Device",
            "name",
            table="identity.devices",
            what="what the owner calls it (sealed for the owner)",
        ),
        SealText(
            "Session",
            "device_name",
            table="identity.sessions",
            what="so that the owner recognises the session (sealed for the owner)",
        ),
    ]
