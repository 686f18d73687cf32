"""How many pages may be open at once, in all and from one address, counted over all workers.

A classroom has one address for all of its machines, so the limit per address is a generous one. It
is there so that nobody takes all places, not to ration them.
"""

import hashlib
import ipaddress
import sys
from collections.abc import MutableSequence
from dataclasses import dataclass, field

import numpy as np

BUCKETS = 4096
"""Addresses are counted by a hash, so that none is kept; two that share a bucket count as one."""
NETWORK_BITS = 64
"""An IPv6 reader has at least so many bits less than an address to choose from."""


@dataclass
class PageQuota:
    """One worker's view of the places, of which it takes some.

    ``counts`` has BUCKETS numbers for each worker, in memory that they share; only row ``worker``
    is written here, so that no lock is needed.
    """

    most: int
    most_per_address: int
    key: bytes
    counts: MutableSequence[int]
    worker: int = 0
    most_here: int = sys.maxsize
    """How many this worker has room for."""
    _taken: dict[str, int] = field(default_factory=dict)

    def full(self, address: str) -> bool:
        """Return whether nobody, or nobody else from ``address``, can be taken in."""
        table = np.asarray(self.counts).reshape(-1, BUCKETS)
        everybody = int(table.sum())
        neighbours = int(table[:, self._bucket(address)].sum())
        return (
            everybody >= self.most
            or neighbours >= self.most_per_address
            or self.taken >= self.most_here
        )

    @property
    def taken(self) -> int:
        """How many pages are open here."""
        return len(self._taken)

    def holds(self, page: str) -> bool:
        """Return whether ``page`` is open."""
        return page in self._taken

    def take(self, page: str, address: str) -> None:
        """Count ``page``, which somebody at ``address`` opens."""
        if not self.holds(page):
            self._taken[page] = self._bucket(address)
            self.counts[self.worker * BUCKETS + self._taken[page]] += 1

    def leave(self, page: str) -> None:
        """Count ``page`` no more."""
        if self.holds(page):
            self.counts[self.worker * BUCKETS + self._taken.pop(page)] -= 1

    def _bucket(self, address: str) -> int:
        network = network_of(address)
        digest = hashlib.blake2b(network.encode(), key=self.key, digest_size=4).digest()
        return int.from_bytes(digest) % BUCKETS


def network_of(address: str) -> str:
    """Return what one client may have all of: an IPv4 address, or a network of IPv6."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    bits = NETWORK_BITS if parsed.version == 6 else parsed.max_prefixlen
    return str(ipaddress.ip_network((parsed, bits), strict=False))
