"""What knowledge tracing is compared with, fitted here on the same questions. Never served."""
