"""The deck is imported by Anki's own library, into a collection of its own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from curso.quiz.bank import Choice, Number, Order
from curso.quiz.exports import ExportError, write


@pytest.fixture
def collection(tmp_path):
    """An empty collection of Anki."""
    anki = pytest.importorskip("anki.collection")
    opened = anki.Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


@pytest.fixture
def take_in(collection):
    """Imports a deck; gives how many notes were new, and how many brought up to date."""
    from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

    def imported(path) -> tuple[int, int]:
        options = ImportAnkiPackageOptions(with_scheduling=False)
        log = collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(path), options=options)).log
        return len(log.new), len(log.updated)

    return imported


def test_every_question_is_a_card_with_its_answer_behind(bank, lang, items, exported, collection, take_in, plain, said):
    questions = {item.question.id for item in items.values()}
    assert take_in(exported("anki")) == (len(questions), 0)
    notes = {note["Id"]: note for note in map(collection.get_note, collection.find_notes(""))}
    assert notes.keys() == questions
    for name, note in notes.items():
        front, back = (plain(side(note.cards()[0])) for side in (lambda c: c.question(), lambda c: c.answer()))
        question = items[name].question if name in items else None
        if question is None:  # a variant of a template
            assert "{" not in note["Question"] + note["Answer"]
            continue
        assert said(question.question) in front and said(question.question) in back
        assert question.lesson in note.tags
        if isinstance(question, Choice):
            assert all(
                said(o.text) in front and said(o.why) not in front and said(o.why) in back for o in question.options
            )
            key = plain(note["Answer"])
            assert [o.id for o in question.options if f"{o.id}) {said(o.text)}" in key] == sorted(question.key)
        elif isinstance(question, Order):
            assert [plain(note["Answer"]).index(said(line.why)) for line in question.lines] == sorted(
                plain(note["Answer"]).index(said(line.why)) for line in question.lines
            )
        else:
            assert said(question.why) in back and said(question.why) not in front
            wanted = f"{question.answer:g}" if isinstance(question, Number) else " ".join(question.answer.split())
            assert wanted in plain(note["Answer"])


def test_a_newer_file_brings_cards_up_to_date_and_keeps_their_schedule(tmp_path, collection, take_in):
    bank = tmp_path / "77_copia.yaml"
    text = (Path(__file__).parent / "77_todo.yaml").read_text(encoding="utf-8")
    bank.write_text(text, encoding="utf-8")
    take_in(write("anki", str(bank), tmp_path / "one.apkg", "es"))
    before = {card: collection.get_card(card).due for card in collection.find_cards("")}
    bank.write_text(text.replace("¿Cuáles son impares?", "¿Cuáles son números impares?"), encoding="utf-8")
    new, _ = take_in(write("anki", str(bank), tmp_path / "two.apkg", "es"))
    assert new == 0
    assert {card: collection.get_card(card).due for card in collection.find_cards("")} == before


def test_both_languages_live_side_by_side(tmp_path, collection, take_in):
    both = [take_in(write("anki", "01", tmp_path / f"{lang}.apkg", lang)) for lang in ("es", "en")]
    assert both[0] == both[1] and both[0][0] > 0
    assert {"curso::01_regresion_lineal (es)", "curso::01_regresion_lineal (en)"} <= {
        deck.name for deck in collection.decks.all_names_and_ids()
    }


def test_without_genanki_the_command_that_mends_it_is_said(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "genanki", None)
    with pytest.raises(ExportError) as caught:
        write("anki", "01", tmp_path / "x.apkg", "es")
    assert all("curso-redes[quiz] @ git+" in text for text in (caught.value.sentence.es, caught.value.sentence.en))
    assert list(tmp_path.iterdir()) == []
