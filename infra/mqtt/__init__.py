"""Homes are heard over MQTT: the bridge's line to the broker, and who may come in there."""
