"""The operation documents that the stories send, as apps do."""

from pathlib import Path

_FOLDER = Path(__file__).parents[3] / "graphql" / "operations"


def operation(name: str) -> str:
    return (_FOLDER / f"{name}.graphql").read_text()


OPEN = operation("open_rights_case")
SAVE_DRAFT = operation("save_rights_draft")
PROVE = operation("prove_rights_identity")
WITHDRAW = operation("withdraw_rights_case")
MINE = operation("my_rights_cases")
CASE = operation("rights_case")
EXPORT = operation("request_rights_export")
RECEIPT = operation("request_erasure_receipt")
PREVIEW = operation("erasure_preview")
ERASE = operation("carry_out_erasure")
SUSPEND = operation("carry_out_suspension")
LIFT = operation("lift_suspension")
QUEUE = operation("rights_queue")
STATISTICS = operation("rights_statistics")
AT_DESK = operation("open_rights_case_at_desk")
ASSIGN = operation("assign_rights_case")
CONFIRM = operation("confirm_rights_identity")
ASK_PROOF = operation("ask_rights_proof")
TAKE_PROOF = operation("take_rights_proof")
EXTEND = operation("extend_rights_case")
ANSWER = operation("answer_rights_case")
REFUSE = operation("refuse_rights_case")
CORRECT = operation("carry_out_correction")
OPEN_BREACH = operation("open_breach")
NOTE_TOLD = operation("note_breach_told")
CLOSE_BREACH = operation("close_breach")
BREACHES = operation("breaches")
GRANT = operation("grant_consent")
HOLIDAYS = operation("temporary_holidays")
DECLARE_HOLIDAY = operation("declare_holiday")
TAKE_BACK_HOLIDAY = operation("take_back_holiday")
