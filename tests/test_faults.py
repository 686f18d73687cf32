"""tests.faults: every fault of the list can be put into the code as it is today."""

import pytest

from tests.faults import FAULTS, ROOT


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.path)
def test_what_a_fault_replaces_is_once_in_its_file(fault):
    assert (ROOT / fault.path).read_text(encoding="utf-8").count(fault.old) == 1
    assert fault.old != fault.new
    assert (ROOT / fault.tests.split()[0]).is_file()
