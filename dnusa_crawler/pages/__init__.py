"""Understand a page: bytes in, articles out. No network, no disk, no clock."""
