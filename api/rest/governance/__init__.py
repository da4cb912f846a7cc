"""Pages of the rights desk that need no app: a copy of one's data, the receipt of an erasure."""

from api.rest.governance.exports import ExportPages, export_routes
from api.rest.governance.receipts import ReceiptPages, receipt_routes

__all__ = ["ExportPages", "ReceiptPages", "export_routes", "receipt_routes"]
