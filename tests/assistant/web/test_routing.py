from assistant.web.routing import Asked

ASKED = Asked(
    named=(("paper", "jfp"),), query=(("paper", "a"), ("find", "  "), ("paper", " b "), ("find", "virtual wards "))
)


def test_a_value_is_the_first_that_says_something() -> None:
    assert (ASKED.one("find"), ASKED.one("paper"), ASKED.one("mark")) == ("virtual wards", "a", "")


def test_a_name_may_have_several_values() -> None:
    assert (ASKED.every("paper"), ASKED.every("mark")) == (("a", "b"), ())


def test_a_part_of_the_path_is_not_confused_with_the_query() -> None:
    assert ASKED.part("paper") == "jfp"
