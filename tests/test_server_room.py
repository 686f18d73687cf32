"""app.server.room: what a process has room for."""

import resource
import subprocess
import sys

import pytest

from app.server.room import WANTED, Room
from tests.serving import ROOT


@pytest.mark.parametrize("files", [0, 50, 256, 1024, 10**6])
@pytest.mark.parametrize("trainers", [0, 1, 64])
def test_there_are_always_connections_that_are_no_pages(files, trainers):
    room = Room(files, trainers)
    assert 0 < room.pages < room.connections
    assert room.connections - room.pages >= room.connections // 4
    assert 0 < room.newcomers < room.connections


def test_what_is_no_connection_has_room_too():
    room = Room(1024, 4)
    assert room.connections + room.newcomers < 1024
    assert room.connections < Room(1024, 0).connections


@pytest.mark.parametrize(
    ("soft", "hard"), [(64, 300), (300, 300), (64, WANTED[0]), (WANTED[0], WANTED[0])]
)
def test_the_limit_is_raised_to_what_the_system_allows(soft, hard):
    def lower() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))

    show = (
        "import resource; from app.server.room import Room;"
        "print(Room.here().files, *resource.getrlimit(resource.RLIMIT_NOFILE))"
    )
    command = [sys.executable, "-c", show]
    shown = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True, preexec_fn=lower
    )
    assert shown.stdout.split() == [str(hard)] * 3


def test_a_limit_that_cannot_be_raised_so_far_is_raised_less_far(monkeypatch):
    asked = []

    def refuse_much(_which: int, limits: tuple[int, int]) -> None:
        asked.append(limits)
        if limits[0] > WANTED[1]:
            raise ValueError("current limit exceeds maximum limit")

    monkeypatch.setattr(resource, "setrlimit", refuse_much)
    monkeypatch.setattr(resource, "getrlimit", lambda _which: (256, resource.RLIM_INFINITY))
    assert Room.here().files == WANTED[1]
    assert asked == [(wanted, resource.RLIM_INFINITY) for wanted in WANTED]
