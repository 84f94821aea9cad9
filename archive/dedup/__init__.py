"""Is this new? Pure functions over digests and texts: exact in :mod:`.exact`, nearly the same in :mod:`.near`."""
