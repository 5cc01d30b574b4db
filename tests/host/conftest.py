"""Trees that several tests use, compiled once."""

import pytest

from board import BOARD
from hostshell import dtc


@pytest.fixture(scope="session")
def board(tmp_path_factory):
    """The board's .dtb."""
    path = tmp_path_factory.mktemp("board") / "board.dtb"
    path.write_bytes(dtc(BOARD, "dts", "dtb"))
    return path
