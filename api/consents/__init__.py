"""`osan-talk consents`: whether what stands is what people said."""
