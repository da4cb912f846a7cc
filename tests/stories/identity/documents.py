"""The documents that these stories send are those that the apps send."""

from gateway.shipped import operations_folder


def document(name: str) -> str:
    """The text of `graphql/operations/<name>.graphql`."""
    return (operations_folder() / f"{name}.graphql").read_text("utf-8")


MAKE, LOOK = document("make_invitation"), document("invitation")
ACCEPT, CONFIRM = document("accept_invitation"), document("confirm_invitation")
CANCEL, MINE = document("cancel_invitation"), document("my_invitations")
FAMILY, SHARE, END = document("family"), document("share_with_guardian"), document("end_relation")
CLAIM, CLAIMS = document("claim_guardianship"), document("my_guardianship_claims")
WITHDRAW = document("withdraw_guardianship_claim")
QUEUE = document("guardianship_queue")
CHECKED, REFUSED = document("confirm_guardianship"), document("refuse_guardianship")
TIE = document("grant_relation")
OFFICES, APPOINT = document("my_offices"), document("grant_role")
DECIDE, DISMISS, PROPOSALS = (
    document("decide_role"),
    document("end_role"),
    document("role_proposals"),
)
STAND_INS, OPEN, WITNESS = (
    document("stand_ins"),
    document("open_stand_in"),
    document("witness_stand_in"),
)
SIT, LEAVE = document("begin_sitting"), document("end_sitting")
HAND_OVER, CLOSE = document("hand_over_stand_in"), document("end_stand_in")
