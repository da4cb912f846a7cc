"""The ways out of the house; each implements `ports.PushChannel`."""
