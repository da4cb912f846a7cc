"""What the forecaster is measured against. Nothing here is served."""
