"""Knowledge tracing: what a learner will answer next, and what they master, from what they
answered. A small memory goes in with each request and comes out with its answer."""
