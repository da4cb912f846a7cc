"""The models, as the domains' ports know them: asked over HTTP, and never waited for too long.

`open_models` is the whole face. Below it: `line` is the pool, `caller` asks one model by the rules
of `breaker` and `retries` (pure), `reply` reads what came, and one file for each port speaks its
model's language. What a domain does without an answer is the domain's own (decision 21).
"""

from infra.model_client.open import Models, no_models, open_models

__all__ = ["Models", "no_models", "open_models"]
