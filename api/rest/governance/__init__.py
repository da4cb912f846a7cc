"""Pages of the rights desk that need no app: where a copy of one's data is fetched."""

from api.rest.governance.exports import ExportPages, export_routes

__all__ = ["ExportPages", "export_routes"]
