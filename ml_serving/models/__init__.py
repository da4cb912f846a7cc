"""One folder a model. A model knows no server: it reads, predicts, and says what it expects."""
