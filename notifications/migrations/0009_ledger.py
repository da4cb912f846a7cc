from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """The ledger of a whole city: who sends by which channel, in which lane, and how it ended.

    `sending` is a state of its own: leased until `leased_until`, which is also when it is due again.
    What was `pending` or `quarantined` is `queued` (with its reason), `dead` is `failed` and a dead
    letter. `stopped` names events of which nothing may begin to be sent for now.
    """

    dependencies = [("notifications", "0008_campaigns")]

    operations = [
        ops.RunSQL(
            """
            ALTER TABLE notifications.deliveries DROP CONSTRAINT deliveries_state_check;
            ALTER TABLE notifications.deliveries RENAME COLUMN error TO reason;
            ALTER TABLE notifications.deliveries
                ALTER COLUMN state SET DEFAULT 'queued',
                ADD COLUMN channel text NOT NULL DEFAULT 'fcm'
                    CHECK (channel IN ('fcm', 'web_push', 'sms', 'voice')),
                ADD COLUMN lane smallint NOT NULL DEFAULT 2 CHECK (lane BETWEEN 0 AND 3),
                ADD COLUMN dead_letter boolean NOT NULL DEFAULT false,
                ADD COLUMN seen_at timestamptz;
            UPDATE notifications.deliveries d SET lane = CASE n.category
                WHEN 'safety' THEN 0 WHEN 'care' THEN 1 WHEN 'advertising' THEN 3 ELSE 2 END
            FROM notifications.notices n WHERE n.event_id = d.event_id;
            UPDATE notifications.deliveries SET
                reason = CASE state
                    WHEN 'quarantined' THEN 'credentials:' || coalesce(reason, '') ELSE reason END,
                dead_letter = state = 'dead',
                next_attempt_at = CASE WHEN state IN ('pending', 'quarantined')
                    THEN greatest(next_attempt_at, leased_until) ELSE next_attempt_at END,
                state = CASE
                    WHEN state = 'dead' THEN 'failed'
                    WHEN leased_until IS NOT NULL THEN 'sending'
                    ELSE 'queued' END
            WHERE state IN ('pending', 'quarantined', 'dead');
            ALTER TABLE notifications.deliveries
                ADD CONSTRAINT deliveries_state_check CHECK (state IN (
                    'queued', 'sending', 'sent', 'seen', 'failed', 'expired', 'retracted')),
                ADD CONSTRAINT deliveries_sending_is_leased
                    CHECK (state <> 'sending' OR leased_until IS NOT NULL),
                ADD CONSTRAINT deliveries_dead_letters_failed
                    CHECK (NOT dead_letter OR state = 'failed');
            DROP INDEX notifications.deliveries_due;
            CREATE INDEX deliveries_due
                ON notifications.deliveries (lane, next_attempt_at, event_id, device_id)
                WHERE state IN ('queued', 'sending');
            CREATE INDEX deliveries_dead ON notifications.deliveries (event_id, device_id)
                WHERE dead_letter;
            """,
            reverse_sql="""
            DROP INDEX notifications.deliveries_dead;
            DROP INDEX notifications.deliveries_due;
            ALTER TABLE notifications.deliveries
                DROP CONSTRAINT deliveries_state_check,
                DROP CONSTRAINT deliveries_sending_is_leased,
                DROP CONSTRAINT deliveries_dead_letters_failed;
            UPDATE notifications.deliveries SET state = CASE
                WHEN dead_letter THEN 'dead' WHEN state = 'seen' THEN 'sent'
                WHEN reason LIKE 'credentials:%' THEN 'quarantined' ELSE 'pending' END
            WHERE dead_letter OR state IN ('queued', 'sending', 'seen');
            ALTER TABLE notifications.deliveries
                DROP COLUMN channel, DROP COLUMN lane, DROP COLUMN dead_letter, DROP COLUMN seen_at,
                ALTER COLUMN state SET DEFAULT 'pending',
                ADD CONSTRAINT deliveries_state_check CHECK (state IN (
                    'pending', 'quarantined', 'sent', 'failed', 'dead', 'retracted', 'expired'));
            ALTER TABLE notifications.deliveries RENAME COLUMN reason TO error;
            CREATE INDEX deliveries_due ON notifications.deliveries (next_attempt_at)
                WHERE state IN ('pending', 'quarantined');
            """,
        ),
        ops.RunSQL(
            """
            CREATE TABLE notifications.stopped (
                event_id uuid PRIMARY KEY,
                until timestamptz NOT NULL
            );
            CREATE INDEX stopped_by_end ON notifications.stopped (until);
            """,
            reverse_sql="DROP TABLE notifications.stopped",
        ),
    ]
