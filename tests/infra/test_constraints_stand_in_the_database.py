"""What a model says of its rows, its table holds to."""

from tortoise import Tortoise

from domains.kernel import sql


async def test_every_constraint_of_a_model_is_one_of_its_table(database):
    rows = await sql.fetch(
        """
        SELECT schemaname AS schema, indexname AS name FROM pg_indexes
        UNION ALL
        SELECT n.nspname, c.conname
        FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
        """
    )
    stands = {(row["schema"], row["name"]) for row in rows}
    said = {
        (model._meta.schema, constraint.name)
        for models in Tortoise.apps.values()
        for model in models.values()
        for constraint in getattr(model._meta, "constraints", ())
    }
    assert said, "models have constraints"
    assert said - stands == set()
