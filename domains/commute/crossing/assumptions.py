"""What the judge assumes about phones, legs and buses; each number with its reason."""

UNKNOWN_ACCURACY_M = 25.0
"""Taken for a fix that states no accuracy, until its neighbours show how noisy it is. Between
an open-sky fix (5 to 10 m) and one by Wi-Fi indoors (30 to 50 m)."""

BEST_ACCURACY_M = 4.0
"""No phone is believed to do better, whatever it claims."""

VAGUE_ACCURACY_M = 500.0
"""A circle wider than this (a cell tower's, often 1 to 20 km) is no evidence about a place."""

TOP_SPEED_M_S = 400 / 3.6
"""Faster than this between two fixes, beyond what their circles explain, is an outlier."""

OUTLIERS_IN_A_ROW = 3
"""So many mutually plausible outliers are believed: then the earlier track was the wrong one."""

RESTING, WALKING, RIDING = 1e-3, 0.03, 1.0
GAITS = (RESTING, WALKING, RIDING)
"""Power of the random acceleration (m2/s3) of somebody who stays, walks, or rides: a vehicle
brakes and turns with about 1 m/s2 held for a second, legs with a fifth of it, a sitter not.
The gait that explains the latest fixes best is the one believed."""

GAIT_MEMORY = 0.9
"""What a gait's record keeps from one fix to the next: about ten fixes count."""

GAIT_LEAD = 6.0
"""How far (nats) one gait may lead: two fixes that contradict it are enough to change."""

CRUISE_M_S = 8.0
"""Spread of each velocity component where a track starts, before anything is known of it."""

TRACK_BREAK_S = 300.0
"""After so long a silence the earlier velocity says nothing: the motion model starts anew."""

SHORTEST_LAG_S = 5.0
LONGEST_LAG_S = 120.0
LONGEST_WINDOW = 40
"""How much hindsight one fix may get: seconds, and fixes. The lag used adapts to the noise."""

DECIDED = 2.0
"""Log-likelihood ratio (nats) at which a side is believed: odds of 7 to 1, or two standard
deviations beyond the boundary. Hysteresis and dwell stand behind it: to flap, the noise would
have to make up both."""

DECIDED_TO_LEAVE = 3.0
"""The same for ending a visit, at odds of 20 to 1: a false leaving frightens, and brings a
false arrival after it."""

SHARE_OF_A_VAGUE_FIX = 1.5
"""What one estimate coarser than half the fence may add: it never decides alone."""

SIGHT_M = 300.0
"""A fence is looked at when a fix comes this near to its exit radius; beyond, it costs nothing."""
