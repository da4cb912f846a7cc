"""What computes a network: PyTorch anywhere, OpenVINO on a processor (decision 25).

An engine is a function of pixels [n, height, width, 3]: boxes [n, k, 4] in 0..1 and scores
[n, k, labels].
"""
