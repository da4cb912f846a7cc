"""The audit as a sealed stream."""

from datetime import timedelta

from domains.kernel.sealing.stream import Stream

KEPT = timedelta(days=731)
"""개인정보의 안전성 확보조치 기준 §8: access records are kept two years, leap days too."""

MAY_BE_GONE = timedelta(days=730)
"""The database drops no month younger than two years of the calendar: this is the shortest."""

AUDIT = Stream(
    name="audit",
    fresh="""
        SELECT a.* FROM kernel.audit a
        WHERE a.id >= $1 AND a.id < $2
          AND NOT EXISTS (SELECT FROM unnest($3::uuid[]) AS sealed (id) WHERE sealed.id = a.id)
        ORDER BY a.id LIMIT $4
    """,
    span="SELECT * FROM kernel.audit WHERE id >= $1 AND id < $2 ORDER BY id LIMIT $3",
    encodings={
        1: (
            "id",
            "at",
            "actor_id",
            "actor_system",
            "on_behalf_of",
            "action",
            "subject_id",
            "reference",
            "why",
        ),
    },
    kept=MAY_BE_GONE,
)
