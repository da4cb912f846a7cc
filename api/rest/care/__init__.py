"""Pages of care, each the size of a phone: her own, her guardians', her worker's, her centre's."""

from api.rest.care.desk import CareDesk
from api.rest.care.photos import Album, photo_routes
from api.rest.care.routes import care_routes

__all__ = ["Album", "CareDesk", "care_routes", "photo_routes"]
