"""What computes a network: PyTorch anywhere, OpenVINO on a processor (decision 25).

An engine is a function of pictures [height, width, 3], lying or upright: of each it tells boxes
[k, 4] in 0..1 and scores [k, labels], in order.
"""
