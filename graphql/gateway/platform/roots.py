"""The smallest domain folder, and so the example of how one adds root fields."""

from importlib.metadata import version

import strawberry

from gateway.declarations import Nobody
from gateway.fields import query
from gateway.permissions import Anyone

API_VERSION = version("osan-talk")


@strawberry.type
class Query:
    @query(allow=Anyone(), about=Nobody(), description="A greeting that says the gateway answers.")
    def hello(self) -> str:
        return "안녕하세요, 오산톡입니다"

    @query(
        allow=Anyone(),
        about=Nobody(),
        description="The release whose contract this endpoint speaks.",
    )
    def api_version(self) -> str:
        return API_VERSION
