"""Labelled images: what a network learns from, and drawings as such images."""
