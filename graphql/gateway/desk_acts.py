"""What a community centre may do in the place of somebody without a phone: this, and no more.

Their own affairs with the city: who they are, who watches over them and what they see, what they
consent to, their rights, how they are cared for, the telephone at which they are called. Nothing
about others, no place, no office, no device, no socket.
"""

DESK_ACTS = frozenset(
    {
        "Query.me",
        "Query.invitation",
        "Query.myInvitations",
        "Query.purposes",
        "Query.consentHistory",
        "Query.locationUses",
        "Mutation.makeInvitation",
        "Mutation.acceptInvitation",
        "Mutation.confirmInvitation",
        "Mutation.cancelInvitation",
        "Mutation.shareWithGuardian",
        "Mutation.endRelation",
        "Mutation.endStandIn",
        "Mutation.grantConsent",
        "Mutation.withdrawConsent",
        "Mutation.reconfirmConsent",
        "Mutation.chooseProvisionNotices",
        "Query.notificationPreferences",
        "Query.whyNotified",
        "Mutation.chooseChannels",
        "Mutation.chooseQuietHours",
        "Mutation.chooseDigest",
        "Mutation.chooseReading",
        "Query.myContactNumbers",
        "Mutation.addContactNumber",
        "Mutation.verifyContactNumber",
        "Mutation.removeContactNumber",
        "Query.myCare",
        "Query.myCheckIn",
        "Query.myCheckInPlan",
        "Mutation.planCheckIns",
        "Query.printedCarePlan",
        "Mutation.enrolInCare",
        "Mutation.chooseCareContacts",
        "Mutation.sayGuardianHours",
        "Mutation.chooseCareDepth",
        "Mutation.writeCarePlan",
        "Mutation.writeCareKeyBox",
        "Mutation.pauseCare",
        "Mutation.tellCareVisit",
        "Mutation.endCareVisit",
        "Mutation.tellCareHousehold",
        "Mutation.resumeCare",
        "Mutation.moveSenior",
        "Mutation.correctCareAddress",
        "Mutation.leaveCare",
        "Query.myRightsCases",
        "Query.rightsCase",
        "Mutation.openRightsCase",
        "Mutation.saveRightsDraft",
        "Mutation.withdrawRightsCase",
    }
)
"""Root fields open while `Actor.stand_in_id` is set. Their use cases ask `Actor.speaks_for`."""
