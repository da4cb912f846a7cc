"""`osan-talk audit`: is everything still as it was written?"""
