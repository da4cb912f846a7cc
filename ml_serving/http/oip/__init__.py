"""The Open Inference Protocol v2 over HTTP, with the binary tensor extension.

Written from the protocol's text (kserve `docs/predict-api/v2/required_api.md`) and Triton's
extensions: binary tensor data, schedule policy, model repository, statistics, model configuration.
"""
