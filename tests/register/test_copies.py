"""Files that are whole or not there."""

import pytest

from landrelease.register import copies, errors


def test_a_name_is_given_only_at_the_end(tmp_path):
    with copies.under_another_name(tmp_path / "a") as partial:
        partial.write_bytes(b"all of it")
        assert not (tmp_path / "a").exists()
    assert [found.name for found in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"all of it"


def test_what_fails_leaves_nothing(tmp_path):
    def fail():
        with copies.under_another_name(tmp_path / "a") as partial:
            partial.write_bytes(b"half of it")
            partial.with_name(partial.name + "-wal").write_bytes(b"journal")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_a_name_taken_meanwhile_is_not_written_over(tmp_path):
    def race():
        with copies.under_another_name(tmp_path / "a") as partial:
            partial.write_bytes(b"ours")
            (tmp_path / "a").write_bytes(b"theirs")

    with pytest.raises(errors.RegisterExistsError):
        race()
    assert (tmp_path / "a").read_bytes() == b"theirs"
    assert [found.name for found in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize(
    ("fault", "told"),
    [(PermissionError(1, "no"), errors.RegisterReadOnlyError), (OSError(5, "no"), errors.DiskFaultError)],
)
def test_refusals_of_the_system_are_told(tmp_path, fault, told):
    with pytest.raises(told), copies.under_another_name(tmp_path / "a"):
        raise fault
