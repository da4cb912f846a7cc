"""How a version wants its requests gathered."""

from dataclasses import dataclass

from ml_serving.batching.ask import Priority


@dataclass(frozen=True, slots=True)
class BatchWishes:
    """Sizes in rows, times in seconds.

    `max_batch` is the most rows of a batch; how many it is given is found out (`batching.seats`),
    or always as many where `learns_seats` is off. `max_delay_s` is the longest that a free worker
    waits for more company than came; it waits only where the last batch shows that company is
    likely, so a lone request never waits. `queue_rows` bounds those who wait, `answer_s` is the
    patience of requests that name no deadline, and `hung_s` the time after which a silent worker
    counts as dead.
    """

    max_batch: int = 8
    max_delay_s: float = 0.005
    queue_rows: int = 256
    priority: Priority = Priority.INTERACTIVE
    answer_s: float = 30.0
    hung_s: float = 120.0
    learns_seats: bool = True

    def __post_init__(self) -> None:
        if self.max_batch < 1 or self.queue_rows < 1:
            raise ValueError("a batch and a queue hold at least one row")
        if self.max_delay_s < 0 or self.answer_s <= 0 or self.hung_s <= 0:
            raise ValueError("times are not negative, and patience is above zero")
