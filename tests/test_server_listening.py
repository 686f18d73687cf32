"""app.server.listening: at which addresses a server listens, and how workers share its port."""

import contextlib
import socket

import pytest

from app.server.listening import CannotListen, Where, listen, reserve
from tests.serving import server_of


def connected(family: int, address: str, port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket(family, socket.SOCK_STREAM) as client:
        return client.connect_ex((address, port)) == 0


@pytest.mark.skipif(not socket.has_ipv6, reason="this machine has no IPv6")
def test_the_address_for_all_is_one_port_of_ipv4_and_of_ipv6():
    sockets = listen(Where("::"))
    (port,) = {each.getsockname()[1] for each in sockets}
    assert {each.family for each in sockets} == {socket.AF_INET, socket.AF_INET6}
    assert connected(socket.AF_INET, "127.0.0.1", port)
    assert connected(socket.AF_INET6, "::1", port)
    for each in sockets:
        each.close()


@pytest.mark.skipif(not socket.has_ipv6, reason="this machine has no IPv6")
def test_clients_of_ipv4_keep_their_address_there():
    sockets = {each.family: each for each in listen(Where("::"))}
    listening = sockets[socket.AF_INET]
    listening.setblocking(True)
    with socket.create_connection(("127.0.0.1", listening.getsockname()[1])):
        accepted, address = listening.accept()
        accepted.close()
    assert address[0] == "127.0.0.1"
    for each in sockets.values():
        each.close()


async def test_a_server_at_the_address_for_all_answers_over_ipv4():
    async with server_of(Where("::")) as visitors:
        await visitors.page().open()


def test_one_address_is_that_address_alone():
    (only,) = listen(Where("127.0.0.1"))
    with only:
        assert only.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize("address", ["127.0.0.1", "::"])
def test_workers_share_a_port_that_nobody_else_can_take(address):
    held, where = reserve(Where(address))
    assert where.shared
    try:
        for each in held:
            family, at = each.family, each.getsockname()
            assert not connected(family, "::1" if family == socket.AF_INET6 else "127.0.0.1", at[1])
            with socket.socket(family) as other, pytest.raises(OSError, match="in use"):
                other.bind(at)
        for _worker in range(2):
            for each in listen(where):
                assert each.getsockname()[1] == where.port
                each.close()
    finally:
        for each in held:
            each.close()


def test_connections_that_linger_after_a_server_do_not_keep_the_next_from_its_port():
    # Whoever closes first keeps the connection for a while; this one shared its port with nobody.
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as client:
            served, _address = listening.accept()
            served.close()
            assert client.recv(1) == b""
    (held,), where = reserve(Where(port=port))
    (worker,) = listen(where)
    with contextlib.closing(held), contextlib.closing(worker):
        assert where.port == port


def test_a_system_where_no_port_can_be_shared_has_one_worker(monkeypatch):
    monkeypatch.delattr(socket, "SO_REUSEPORT")
    with pytest.raises(CannotListen, match="--workers"):
        reserve(Where())
