"""Every story here may ask for a server with the toy in it."""

from tests.ml_serving.http.toys import server

__all__ = ["server"]
