from assistant.answer import Citation
from assistant.web.marking import Part, Piece, Stretch, quote_stretches, statement_parts


def citation(quote: str, *struck: tuple[int, int], start: int = 0) -> Citation:
    return Citation(
        number=1,
        paper="strategy",
        title="Strategy",
        version=None,
        date=None,
        status=None,
        locator="",
        page=None,
        quote=quote,
        start=start,
        end=start + len(quote),
        superseded=False,
        struck=struck,
    )


def shown(stretches: tuple[Stretch, ...]) -> str:
    """The stretches as text: <matched>, and ~struck out~."""
    words = (
        ("".join(f"<{p.text}>" if p.matched else p.text for p in stretch.pieces), stretch.struck)
        for stretch in stretches
    )
    return "".join(f"~{text}~" if struck else text for text, struck in words)


def test_words_of_the_question_match_in_any_form_and_case() -> None:
    stretches = quote_stretches(citation("Mothers smoking: 10.2% smoke."), "Who smokes?")
    assert shown(stretches) == "Mothers <smoking>: 10.2% <smoke>."


def test_words_that_carry_no_meaning_do_not_match() -> None:
    assert (
        shown(quote_stretches(citation("What is the aim of it?"), "What is the point of it?"))
        == "What is the aim of it?"
    )


def test_figures_match() -> None:
    assert shown(quote_stretches(citation("from 418.7 to 395"), "why 418.7?")) == "from <418.7> to 395"


def test_neighbouring_matches_are_joined() -> None:
    assert (
        shown(quote_stretches(citation("use virtual wards, wards"), "virtual wards")) == "use <virtual wards>, <wards>"
    )


def test_struck_out_words_are_found_by_their_place_in_the_paper() -> None:
    quote = citation("Support adoption of carers", (108, 116), start=100)
    assert shown(quote_stretches(quote, "carers")) == "Support ~adoption~ of <carers>"


def test_a_match_may_lie_within_struck_out_words() -> None:
    quote = citation("we will help carers more", (8, 19))
    assert shown(quote_stretches(quote, "carers")) == "we will ~help <carers>~ more"


def test_stretches_give_the_quote_back_to_the_character() -> None:
    quote = "●\tNHS  Kent\n\nand <Medway> & “all”"
    stretches = quote_stretches(citation(quote, (2, 9)), "Kent and Medway")
    assert "".join(piece.text for stretch in stretches for piece in stretch.pieces) == quote


def plain(text: str, **kind: bool) -> Part:
    return Part(stretches=(Stretch(pieces=(Piece(text=text),)),), **kind)


def test_own_words_that_lead_to_a_quotation_introduce_it() -> None:
    assert statement_parts("Strategy, indicators: “It will fall.” Owner: none.") == (
        plain("Strategy, indicators: ", introduces=True),
        plain("“It will fall.”", quoted=True),
        plain(" Owner: none."),
    )


def test_a_quotation_keeps_the_quotation_marks_within_it() -> None:
    assert statement_parts("Says: “the “I” statements”") == (
        plain("Says: ", introduces=True),
        plain("“the “I” statements”", quoted=True),
    )


def test_own_words_without_a_colon_are_a_statement_of_their_own() -> None:
    parts = statement_parts("Nothing in “Changes”: it stands.")
    assert [part.introduces for part in parts] == [False, False, False]


def test_an_unclosed_quotation_runs_to_the_end() -> None:
    assert statement_parts("“Never closed") == (plain("“Never closed", quoted=True),)


def test_struck_out_words_lose_the_label_that_plain_text_needs() -> None:
    assert statement_parts("“Support [struck out: adoption of] people”")[0].stretches == (
        Stretch(pieces=(Piece(text="“Support "),)),
        Stretch(pieces=(Piece(text="adoption of"),), struck=True),
        Stretch(pieces=(Piece(text=" people”"),)),
    )
