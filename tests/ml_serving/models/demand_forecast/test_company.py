"""What rides beside an item changes nothing of its answer."""

import numpy as np

from ml_serving.contract import Archive, Refusal
from ml_serving.models.demand_forecast.predict import DemandForecast

TOLERANCE = 1e-5
"""Of the largest number: sums of a matrix product may be taken in another order."""


def test_alone_and_among_others_the_answer_is_the_same(archive: Archive, model: DemandForecast):
    windows = [model.read(case.body, case.content_type) for case in archive.golden]
    windows = [window for window in windows if not isinstance(window, Refusal)]
    together = model.predict([*windows, *windows[::-1], *windows * 7])
    for place, window in enumerate(windows):
        alone = model.predict([window])[0].tensors["quantiles"]
        other = together[place].tensors["quantiles"]
        assert np.abs(alone - other).max() <= TOLERANCE * alone.max()


def test_a_tensor_row_is_answered_as_the_same_json(model: DemandForecast):
    history = np.tile(np.array([4, 5, 6, 7, 9, 12, 8], dtype=np.float32), 12)
    rows = model.read_tensors(
        {
            "history": np.stack([history, history * 3]),
            "frequency": np.array([[b"day"], [b"day"]], dtype=object),
            "start": np.array([[b"2026-03-02"], [b"2026-03-02"]], dtype=object),
            "horizon": np.array([[7], [7]], dtype=np.int32),
        }
    )
    assert not isinstance(rows, Refusal)
    told = model.predict(rows)
    assert told[0].tensors["quantiles"].shape == (7, 3)
    assert told[0].tensors["quantiles"].dtype == np.float32
    assert told[1].tensors["quantiles"].mean() > 2 * told[0].tensors["quantiles"].mean()
