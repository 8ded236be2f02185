from pathlib import Path

from index.locking import Hold


def test_who_holds_a_file_alone_is_told_so(tmp_path: Path) -> None:
    file = tmp_path / "manifest.json"
    file.write_text("one", encoding="utf-8")
    first, second = Hold(file), Hold(file)
    assert first.is_only_one() is False
    del second
    assert first.is_only_one() is True


def test_a_hold_is_on_the_file_that_was_there_and_not_on_what_replaces_it(tmp_path: Path) -> None:
    file = tmp_path / "manifest.json"
    file.write_text("one", encoding="utf-8")
    before = Hold(file)
    (tmp_path / "half").write_text("two", encoding="utf-8")
    (tmp_path / "half").replace(file)
    after = Hold(file)
    assert (before.read(), after.read(), before.is_only_one(), after.is_only_one()) == ("one", "two", True, True)
