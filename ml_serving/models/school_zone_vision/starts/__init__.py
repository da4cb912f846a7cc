"""Where the weights of a first archive come from: packages that ship them, and torchvision.

Each start checks the digest of the file it reads, and gives the parameters of one of `networks` by
name. None of them needs the framework that the weights were trained with.
"""
