"""Themes in the workspace: coding, merging, removing words, comparing a series."""
