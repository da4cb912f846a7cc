"""TorchServe's management API: register, describe, scale, set the default, unregister."""
