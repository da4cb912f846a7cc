from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('governance', '0001_initial')]

    initial = False

    operations = [
        ops.AddField(
            model_name='CaseStep',
            name='subject_id',
            field=fields.UUIDField(description='personal: whose data; the note is sealed for them'),
        ),
    ]
