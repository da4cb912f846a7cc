from tortoise import migrations
from tortoise.migrations import operations as ops
from domains.identity.vocabulary import Platform, RelationKind
from domains.kernel.actor import Role
from domains.kernel.text import Locale
from tortoise.fields.base import OnDelete
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

class Migration(migrations.Migration):
    initial = True

    operations = [
        ops.CreateSchema(schema_name='identity'),
        ops.CreateModel(
            name='Person',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('display_name', fields.CharField(description='personal: the name that family and staff see', max_length=80)),
                ('birth_date', fields.DateField(null=True, description='personal: decides who consents (under 14: the guardian)')),
                ('locale', fields.CharEnumField(description='personal: the language they are addressed in', enum_type=Locale, max_length=2)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'people', 'schema': 'identity', 'app': 'identity', 'pk_attr': 'id', 'table_description': 'A human being known to Osan Talk, with or without an account of their own.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Account',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('provider', fields.CharField(max_length=40)),
                ('subject', fields.CharField(description="personal: the provider's identifier of the person", max_length=255)),
                ('person', fields.ForeignKeyField('identity.Person', source_field='person_id', db_constraint=True, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'accounts', 'schema': 'identity', 'app': 'identity', 'unique_together': (('provider', 'subject'),), 'pk_attr': 'id', 'table_description': "One way to sign in: a provider's stable name for a person."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Device',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('person', fields.ForeignKeyField('identity.Person', source_field='person_id', db_constraint=True, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('name', fields.CharField(description='personal: what the owner calls it', max_length=80)),
                ('platform', fields.CharEnumField(description='a Platform', enum_type=Platform, max_length=10)),
                ('push_token', fields.CharField(null=True, unique=True, description='personal: reaches one installation', max_length=512)),
                ('credential_hash', fields.BinaryField(null=True)),
                ('credential_issued_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('last_seen_at', fields.DatetimeField(null=True, description='personal: when it was last heard of, to within minutes', auto_now=False, auto_now_add=False)),
                ('revoked_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'devices', 'schema': 'identity', 'app': 'identity', 'indexes': [Index(fields=['person_id'], name='devices_by_person')], 'pk_attr': 'id', 'table_description': 'A phone, browser or tracker of one person.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Relation',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('kind', fields.CharEnumField(description='a RelationKind', enum_type=RelationKind, max_length=20)),
                ('holder', fields.ForeignKeyField('identity.Person', source_field='holder_id', description='personal: who is tied to whom', db_constraint=True, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('subject_id', fields.UUIDField(description='personal: a person; else the id of a class, shop or dong')),
                ('starts_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('ends_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('granted_by', fields.CharField(description="a person's id, or system:<name>", max_length=80)),
                ('ended_by', fields.CharField(null=True, description="a person's id, or system:<name>", max_length=80)),
                ('evidence', fields.CharField(null=True, description='personal: what was shown, such as a register', max_length=120)),
            ],
            options={'table': 'relations', 'schema': 'identity', 'app': 'identity', 'indexes': [Index(fields=['subject_id', 'kind'], name='relations_by_subject'), Index(fields=['holder_id', 'kind'], name='relations_by_holder')], 'pk_attr': 'id', 'table_description': 'The holder stands in for the subject from its start until its end.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='RoleGrant',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('person', fields.ForeignKeyField('identity.Person', source_field='person_id', db_constraint=True, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('role', fields.CharEnumField(description='a Role', enum_type=Role, max_length=20)),
                ('starts_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('ends_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('granted_by', fields.CharField(description="a person's id, or system:<name>", max_length=80)),
            ],
            options={'table': 'role_grants', 'schema': 'identity', 'app': 'identity', 'indexes': [Index(fields=['role'], name='role_grants_by_role')], 'pk_attr': 'id', 'table_description': "A person's office, from its start until its end."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Session',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('person', fields.ForeignKeyField('identity.Person', source_field='person_id', db_constraint=True, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('device_name', fields.CharField(description='personal: so that the owner recognises the session', max_length=80)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('last_used_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('expires_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('revoked_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('revoked_because', fields.CharField(null=True, max_length=40)),
                ('refresh_hash', fields.BinaryField()),
                ('previous_refresh_hash', fields.BinaryField(null=True)),
                ('successor_salt', fields.BinaryField(null=True)),
                ('rotated_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'sessions', 'schema': 'identity', 'app': 'identity', 'indexes': [Index(fields=['person_id'], name='sessions_by_person')], 'pk_attr': 'id', 'table_description': 'One signed-in installation; its refresh tokens are kept only as hashes.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='SignInCode',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('person', fields.ForeignKeyField('identity.Person', source_field='person_id', db_constraint=True, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('code_hash', fields.BinaryField()),
                ('code_challenge', fields.CharField(description='PKCE S256 of the app', max_length=128)),
                ('redirect_uri', fields.CharField(max_length=255)),
                ('expires_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('used_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('session_id', fields.UUIDField(null=True)),
            ],
            options={'table': 'sign_in_codes', 'schema': 'identity', 'app': 'identity', 'pk_attr': 'id', 'table_description': 'The one-time code that hands a finished sign-in from the browser to an app (RFC 8252).'},
            bases=['Model'],
        ),
        ops.AddConstraint(
            model_name='Relation',
            constraint=UniqueConstraint(fields=('kind', 'holder_id', 'subject_id'), name='relations_one_open', condition='ends_at IS NULL'),
        ),
        ops.AddConstraint(
            model_name='Relation',
            constraint=CheckConstraint(check='ends_at >= starts_at', name='relations_end_after_start'),
        ),
        ops.AddConstraint(
            model_name='RoleGrant',
            constraint=UniqueConstraint(fields=('person_id', 'role'), name='role_grants_one_open', condition='ends_at IS NULL'),
        ),
    ]
