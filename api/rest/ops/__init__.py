"""Pages for the control room: `/ops/push`, what was given up, and `/ops/devices`."""

from api.rest.ops.desk import OperatorsDesk
from api.rest.ops.routes import ops_routes

__all__ = ["OperatorsDesk", "ops_routes"]
