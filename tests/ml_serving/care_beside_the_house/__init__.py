"""What the models' environment does for `tests.care_in_the_house`: it tells the homes of the
simulated year as JSON, and judges what happened in them straight, without a house around it.
"""
