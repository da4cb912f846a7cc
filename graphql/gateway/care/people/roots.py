"""The part of the root types about the people of care."""

import strawberry

from gateway.care.people.accept_into_care import AcceptIntoCareMutation
from gateway.care.people.choose_care_contacts import ChooseCareContactsMutation
from gateway.care.people.choose_care_depth import ChooseCareDepthMutation
from gateway.care.people.correct_care_address import CorrectCareAddressMutation
from gateway.care.people.decline_care_application import DeclineCareApplicationMutation
from gateway.care.people.enrol_in_care import EnrolInCareMutation
from gateway.care.people.enter_care_absence import CareAbsenceMutation
from gateway.care.people.keep_care_rota import CareRotaMutation
from gateway.care.people.leave_care import LeaveCareMutation
from gateway.care.people.move_senior import MoveSeniorMutation
from gateway.care.people.pause_care import PauseCareMutation
from gateway.care.people.pin_care_home import CareHomesQuery, PinCareHomeMutation
from gateway.care.people.read_areas import CareAreasQuery
from gateway.care.people.read_care import CareQuery
from gateway.care.people.read_rota import CareRotaQuery
from gateway.care.people.read_seniors import CareSeniorsQuery
from gateway.care.people.say_care_hours import SayCareHoursMutation
from gateway.care.people.serve_dong import ServeDongMutation
from gateway.care.people.write_care_plan import WriteCarePlanMutation

__all__ = ["Mutation", "Query"]


@strawberry.type
class Query(CareQuery, CareSeniorsQuery, CareHomesQuery, CareRotaQuery, CareAreasQuery):
    """Who is cared for, by whom, and when."""


@strawberry.type
class Mutation(
    EnrolInCareMutation,
    AcceptIntoCareMutation,
    DeclineCareApplicationMutation,
    ChooseCareContactsMutation,
    SayCareHoursMutation,
    ChooseCareDepthMutation,
    WriteCarePlanMutation,
    PauseCareMutation,
    MoveSeniorMutation,
    CorrectCareAddressMutation,
    PinCareHomeMutation,
    LeaveCareMutation,
    ServeDongMutation,
    CareRotaMutation,
    CareAbsenceMutation,
):
    """The people of care, one file each."""
