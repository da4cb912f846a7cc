"""Recorded homes run through the code that serves: for training, calibration and evaluation."""
