"""Other detectors of persons, to run beside ours: none of them is ever served.

Each module has `detector(…) -> Detector`, and needs what the extra `ml-evaluate` installs.
"""
