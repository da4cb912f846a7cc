"""Pages of what the house tells people: the way out of its advertising."""

from api.rest.notifications.opt_out import OptOutPages, opt_out_routes

__all__ = ["OptOutPages", "opt_out_routes"]
