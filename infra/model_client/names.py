"""The models that this house knows, by the names that their archives bear."""

from typing import Final

SCHOOL_ZONE_VISION: Final = "school-zone-vision"
DEMAND_FORECAST: Final = "demand-forecast"
KNOWLEDGE_TRACING: Final = "knowledge-tracing"
ACTIVITY_ANOMALY: Final = "activity-anomaly"

MODELS: Final = (SCHOOL_ZONE_VISION, DEMAND_FORECAST, KNOWLEDGE_TRACING, ACTIVITY_ANOMALY)
