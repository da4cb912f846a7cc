"""Simulated homes for the reported figures, written apart from those of `homes`.

Nothing is shared but the format of a record. Here a life is a chain of activities in continuous
time, hung on the anchors of a day (rising, meals, weekday habits) that wander from week to week;
motion sensors have a hold time and say ON and OFF, plugs tell of use, a compressor follows the
season, clocks drift, batteries die, days go missing. The shapes that were asked for (a night shift,
an irregular sleeper, a very quiet home, two people, few sensors, a cat) come in equal shares.
"""
