"""Who people are, who may act for whom, and which devices and sessions are theirs."""
