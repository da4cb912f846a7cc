"""What the detector is worth beside a timer and a rule by the hour: homes apart, the NAB series."""
