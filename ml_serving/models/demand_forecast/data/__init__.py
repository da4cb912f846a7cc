"""What the forecaster is trained on and judged by: two public data sets, and generated shops."""
