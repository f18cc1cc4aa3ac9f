"""Tiny random decoder reward models, and the rewards that every other engine must compute for them."""
