"""The three listeners: inference, management, metrics.

A small HTTP/1.1 front of our own over httptools. It was measured against uvicorn as a raw ASGI
server and takes less CPU a request (figures in the README); it knows no model and no torch.
"""
