"""The ledger as a sealed stream: what people decided, nobody rewrites unseen."""

from domains.kernel.sealing.stream import Stream

LEDGER = Stream(
    name="consent.ledger",
    fresh="""
        SELECT l.* FROM consent.ledger l
        WHERE l.id >= $1 AND l.id < $2
          AND NOT EXISTS (SELECT FROM unnest($3::uuid[]) AS sealed (id) WHERE sealed.id = l.id)
        ORDER BY l.id LIMIT $4
    """,
    span="SELECT * FROM consent.ledger WHERE id >= $1 AND id < $2 ORDER BY id LIMIT $3",
    encodings={
        1: (
            "id",
            "subject_id",
            "purpose",
            "action",
            "text_version",
            "locale",
            "text_shown",
            "decided_by",
            "at",
            "because",
            "channel",
            "on_behalf_of",
            "stands_until",
            "number",
        ),
    },
)
"""A new column is a new encoding: add one, and keep those before it."""
