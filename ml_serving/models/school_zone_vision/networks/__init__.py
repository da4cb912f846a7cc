"""The networks that an archive of this model may carry, each behind one face.

`networks.build` makes one out of an archive's settings; what comes out is a torch module that turns
pixels [n, 3, height, width] in 0..255 into boxes [n, k, 4] (left, top, right, bottom in 0..1) and
scores [n, k, labels].
"""
