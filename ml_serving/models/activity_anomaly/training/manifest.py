"""`model.json` of the weights that are served."""

from typing import Final

from ml_serving.contract import Manifest, Profile

VERSION: Final = "1.0.0"
PROFILE: Final = {
    # Asked every quarter of an hour or with every event, as care does.
    "days_learnt": Profile(mean=90.0, std=52.0, low=0.0, high=365.0),
    "events": Profile(mean=2.0, std=4.0, low=0.0, high=200.0),
    "span_s": Profile(mean=2700.0, std=600.0, low=0.0, high=86_400.0),
}


def manifest_of(*, homes: int, days: int, loss: float, months: float) -> Manifest:
    """`loss` in nats a slot on homes held out; `months` of life that the levels were read off."""
    return Manifest(
        name="activity-anomaly",
        version=VERSION,
        architecture="activity-anomaly",
        register_id="osan-ai-activity-anomaly",
        licence="weights: this project's own",
        training_data=(
            f"{homes} simulated homes over {days} days from this project's own generator "
            "(ml_serving/models/activity_anomaly/homes); no person's data"
        ),
        units={
            "silence_s": "seconds heard without a sign of life",
            "score": "surprise of the silence, nats: -ln of the chance of one as long",
            "threshold": "nats",
            "expected_gap_s": "seconds from the last sign of life to the next, expected",
            "alarm_in_s": "seconds until an alarm if the silence goes on",
            "budget_per_month": "false alarms a person-month",
        },
        settings={
            "timezone": "Asia/Seoul",
            "slot_s": 900,
            "lateness_s": 1800,
            "learning_days": 7,
            "input_sizes": "any number of events since the last call, and the state it gave",
            "classes": "two: normal, silent for too long",
            "preprocessing": "events into slots of local time; late ones up to lateness_s taken",
        },
        metrics={"held_out_nats_a_slot": round(loss, 4), "calibration_months": round(months, 1)},
        profile=PROFILE,
        description=(
            "Whether a person's silence at home has lasted too long for this hour of this person, "
            "learnt online in constant memory, at a stated budget of false alarms."
        ),
    )
