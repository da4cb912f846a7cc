"""What the slow rivals may cost, in series and in seconds of CPU a task."""

from typing import Final

ARIMA_SERIES: Final = 50
ARIMA_BUDGET_S: Final = 900.0
ETS_BUDGET_S: Final = 1500.0
