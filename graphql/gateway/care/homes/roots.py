"""The part of the root types about homes that notice."""

import strawberry

from gateway.care.homes.pair_device import CareDeviceMutation
from gateway.care.homes.read_devices import CareDevicesQuery
from gateway.care.homes.read_mistrusts import MistrustedDevicesQuery

__all__ = ["Mutation", "Query"]


@strawberry.type
class Query(CareDevicesQuery, MistrustedDevicesQuery):
    """How the devices do."""


@strawberry.type
class Mutation(CareDeviceMutation):
    """Devices come and go."""
