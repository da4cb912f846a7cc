"""Deny unless declared."""

import pytest
import strawberry
from gateway.declarations import Nobody
from gateway.fields import query
from gateway.guard import UndeclaredPermission, declared_permission, root_fields
from gateway.permissions import Anyone
from gateway.schema import build_schema

PUBLIC = {"Query.hello", "Query.apiVersion", "Query.webPushKey"}
"""Fields that nobody in particular may call; adding one is a decision to review here."""


def test_every_root_field_states_its_permission() -> None:
    fields = list(root_fields(build_schema()._schema))
    assert fields
    assert [name for name, field in fields if declared_permission(field) is None] == []


def test_only_the_listed_root_fields_are_open_to_anyone() -> None:
    fields = root_fields(build_schema()._schema)
    open_fields = {name for name, field in fields if declared_permission(field) == Anyone()}
    assert open_fields == PUBLIC


def test_a_root_field_without_a_permission_does_not_build() -> None:
    class Forgetful:
        @strawberry.type
        class Query:
            @query(allow=Anyone(), about=Nobody(), description="Declared.")
            def stated(self) -> str:
                return ""

            @strawberry.field
            def forgotten(self) -> str:
                return ""

            plain: str = ""

    with pytest.raises(UndeclaredPermission, match=r"Query\.plain, Query\.forgotten"):
        build_schema([Forgetful])
