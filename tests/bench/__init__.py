"""Measures what the design asks for: ``make bench`` prints one table, a line for each figure.

Machines differ and are noisy, so a figure stands beside a reference measured in the same run where
there is one, and what counts then is the ratio. Nothing here passes or fails. It needs Linux, which
is asked for the processor time and the memory of a server in another process.
"""
