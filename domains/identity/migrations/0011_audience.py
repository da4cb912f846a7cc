from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """What identity publishes for audiences of a whole city: views, read in one statement.

    They are part of its public face (README, decision 16): a column is added to them freely, and
    taken away as from a function of `public`. Names are in none of them.
    """

    dependencies = [("identity", "0010_who_became_whom")]

    operations = [
        ops.RunSQL(
            """
            CREATE VIEW identity.audience_people AS
                SELECT id AS person_id, birth_date, locale
                FROM identity.people WHERE became_id IS NULL;
            COMMENT ON VIEW identity.audience_people IS
                'personal: everybody who can be told something, with what decides in which words';

            CREATE VIEW identity.audience_devices AS
                SELECT person_id, id AS device_id, platform, push_token AS address
                FROM identity.devices WHERE push_token IS NOT NULL AND revoked_at IS NULL;
            COMMENT ON VIEW identity.audience_devices IS
                'personal: the installations that can be rung now, with their addresses';

            CREATE VIEW identity.audience_ties AS
                SELECT holder_id, subject_id, kind, starts_at, ends_at FROM identity.relations;
            COMMENT ON VIEW identity.audience_ties IS
                'personal: who stands in for whom; compare starts_at and ends_at with the moment';

            CREATE VIEW identity.audience_offices AS
                SELECT person_id, role, unit_id, starts_at, ends_at FROM identity.role_grants;
            COMMENT ON VIEW identity.audience_offices IS
                'personal: who holds which office; compare starts_at and ends_at with the moment';

            CREATE VIEW identity.audience_units AS
                SELECT id AS unit_id, within_id FROM identity.units;
            COMMENT ON VIEW identity.audience_units IS
                'which unit stands within which';
            """,
            reverse_sql="""
            DROP VIEW identity.audience_units;
            DROP VIEW identity.audience_offices;
            DROP VIEW identity.audience_ties;
            DROP VIEW identity.audience_devices;
            DROP VIEW identity.audience_people;
            """,
        ),
        ops.AddIndex(
            model_name="RoleGrant",
            index=Index(fields=["person_id"], name="role_grants_by_person"),
        ),
    ]
