"""The documents that these stories send are those that the apps send."""

from tests.stories.identity.documents import document

ENROL, ACCEPT = document("enrol_in_care"), document("accept_into_care")
DECLINE = document("decline_care_application")
CONTACTS, HOURS = document("choose_care_contacts"), document("say_care_hours")
THEIR_HOURS, DEPTH = document("say_guardian_hours"), document("choose_care_depth")
WORDS, KEY_BOX = document("write_care_plan"), document("write_care_key_box")
PAUSE, RESUME = document("pause_care"), document("resume_care")
MOVE, LEAVE = document("move_senior"), document("leave_care")
CORRECT = document("correct_care_address")
DONGS, CENTRES, WORKERS = (
    document("care_dongs"),
    document("care_centres"),
    document("care_workers"),
)
SERVE, SHIFT, END_SHIFT = (
    document("serve_dong"),
    document("enter_care_shift"),
    document("end_care_shift"),
)
AWAY, BACK = document("enter_care_absence"), document("take_back_care_absence")
MINE, HERS, PRINTED = (
    document("my_care"),
    document("senior_care"),
    document("printed_care_plan"),
)
LIST, MY_LIST, ROTA = (
    document("care_seniors"),
    document("my_care_seniors"),
    document("care_rota"),
)
