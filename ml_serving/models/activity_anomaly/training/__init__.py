"""How the weights come about. Only here, PyTorch."""
