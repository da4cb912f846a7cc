"""What is counted, and how Prometheus reads it: TorchServe's names where it has one."""
