"""Commute's part of the root types."""

import strawberry

from gateway.commute.acknowledge_sos import AcknowledgeSosMutation
from gateway.commute.commute_events import Subscription
from gateway.commute.fetch_nodes import NODES
from gateway.commute.raise_sos import RaiseSosMutation
from gateway.commute.read_commute import Query
from gateway.commute.report_positions import ReportPositionsMutation
from gateway.commute.watch_place import WatchPlaceMutation

__all__ = ["NODES", "Mutation", "Query", "Subscription"]


@strawberry.type
class Mutation(
    ReportPositionsMutation, RaiseSosMutation, AcknowledgeSosMutation, WatchPlaceMutation
):
    """Commute's mutations, one file each."""
