"""Feedback pages: one a notebook, in the language of the notebook handed in, readable without the network."""

from __future__ import annotations

import glob
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter
from nbconvert.filters import Highlight2HTML
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from nbgrader.preprocessors import NbGraderPreprocessor

from curso.exercises.verdict import Status
from curso.grading.course import Course, GradingError, Progress
from curso.grading.feedback_words import RESULTS, WORDS, result_of
from curso.grading.journal import Journal
from curso.grading.late import refresh_penalties
from curso.grading.marks import NO_RESPONSE
from curso.grading.mathml import markdown_to_html
from curso.grading.notebooks import read
from curso.grading.notes import exercise_name, remembered
from curso.grading.students import students_named
from curso.grading.workers import in_processes
from curso.text import Language, Text, as_language, verbatim

NONE_GRADED = Text(
    es="No hay entregas calificadas de «{module}»: califícalas antes con `curso grade`.",
    en="No submissions of “{module}” are graded: grade them first with `curso grade`.",
)
NOT_GRADED = Text(
    es="ninguno de sus cuadernos está calificado: mira lo que dice `curso grade`",
    en="none of their notebooks is graded: see what `curso grade` says",
)
HIDDEN_REGION = re.compile(r"^[^\n]*BEGIN HIDDEN TESTS.*?(?:END HIDDEN TESTS[^\n]*\n?|\Z)", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"#{2,6} [^\n]+")
TITLE = re.compile(r"^# +(.+)$", re.MULTILINE)
UNATTEMPTED = f"curso-{Status.UNATTEMPTED.value}"  # as a verdict's HTML says it
# What could act on its own in a page made of other people's HTML. The page's own policy forbids it as well.
ACTIVE = ("script", "style", "iframe", "object", "embed", "link", "base", "form", "noscript", "meta", "audio", "video")
ACTS = re.compile(r"\s*((javascript|vbscript)\s*:|data:text)", re.IGNORECASE)


@dataclass(frozen=True)
class FeedbackRow:
    """The pages of one student, or why there are none."""

    student: str
    pages: tuple[Path, ...]
    problem: Text | None = None


def feedback(
    course: Course,
    module: str,
    students: Sequence[str] | None = None,
    jobs: int = 2,
    progress: Progress | None = None,
) -> list[FeedbackRow]:
    """Make the pages with nbgrader, of those named or of everybody: feedback/<student>/<module>/<lesson>.html.

    Students are named by id or as their folder was called. Raises GradingError.
    """
    module = course.module(module)
    chosen = students_named(course, module, students)
    graded = [s for s in chosen if any((course.autograded / s / module).glob("*.ipynb"))]
    if students is None and not graded:
        raise GradingError(NONE_GRADED.format(module=module))
    refresh_penalties(course, module)
    finished = 0

    def ended(position: int, result: object, reason: Text | None) -> None:
        nonlocal finished
        finished += 1
        if progress:
            progress(finished, len(graded), verbatim(graded[position]))

    results = in_processes(_make_pages, [(str(course.root), module, s) for s in graded], jobs, ended)
    problems = dict.fromkeys(chosen, NOT_GRADED) | {s: why for s, (_, why) in zip(graded, results, strict=True)}
    return [FeedbackRow(s, tuple(_pages(course, module, s)), problems[s]) for s in chosen]


def _pages(course: Course, module: str, student: str) -> list[Path]:
    return sorted((course.feedback / student / module).glob("*.html"))


def _make_pages(root: str, module: str, student: str) -> None:
    """Run nbgrader's GenerateFeedback for one student. Called in a process of its own."""
    from nbgrader.converters import GenerateFeedback
    from nbgrader.coursedir import CourseDirectory

    from curso.grading.logs import run_converter

    config = Course(Path(root)).load_config()
    directory = CourseDirectory(config=config, assignment_id=module, student_id=glob.escape(student))
    run_converter(GenerateFeedback(coursedir=directory, config=config, force=True))


def language_of_page(nb: Any) -> Language:
    """The language of a graded notebook; Spanish, the course's first, when it does not say."""
    return as_language(str(nb.metadata.get("curso", {}).get("language", ""))) or "es"


class ForTheStudent(NbGraderPreprocessor):  # type: ignore[misc]
    """After GetGrades: says each exercise's result in words, and takes out what students must not see."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Prepare a graded notebook for its page."""
        lang = language_of_page(nb)
        number = str(nb.metadata.get("curso", {}).get("module", ""))
        resources["pending"] = False
        resources["comments"] = []
        _without_title(nb)
        nb.cells = list(students_part(nb, self._released(resources)))
        for cell in nb.cells:
            cell.source = HIDDEN_REGION.sub("", cell.source)
            tags = cell.metadata.get("nbgrader")
            if not tags or not tags.get("grade_id"):
                continue
            name = exercise_name(tags.grade_id)
            tags["exercise"] = f"{number}.{name}" if number else name
            if tags.get("comment") == NO_RESPONSE:
                tags["comment"] = WORDS["no_response"].to(lang)
            elif tags.get("comment"):
                resources["comments"].append((tags["exercise"], tags.grade_id))
            if tags.get("grade"):
                tags["pending"] = self._pending(cell, resources)
                tags["untouched"] = UNATTEMPTED in str(cell.get("outputs", ""))
                resources["pending"] |= tags["pending"]
                tags["result"] = RESULTS[result_of(tags)].to(lang)
            if tags.get("grade") and not tags.get("solution") and cell.cell_type == "code":
                cell.source = ""
                cell.outputs = list(_without_hidden(cell.outputs))
        return nb, resources

    def _released(self, resources: Any) -> set[str]:
        """The sources of the lesson's own cells, in all languages."""
        coursedir = getattr(getattr(self.parent, "parent", None), "coursedir", None)
        if coursedir is None:
            return set()
        about = resources["nbgrader"]
        course = Course(Path(coursedir.root))
        paths = course.released(about["assignment"], about["notebook"]).values()
        return {cell.source.strip() for path in paths for cell in read(path).cells}

    def _pending(self, cell: Any, resources: Any) -> bool:
        """Whether the mark is still to be given by hand."""
        from nbgrader.api import Gradebook

        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            grade = gradebook.find_grade(
                cell.metadata.nbgrader.grade_id, about["notebook"], about["assignment"], about["student"]
            )
            return grade.auto_score is None and grade.manual_score is None


def students_part(nb: Any, released: set[str]) -> Iterator[Any]:
    """What the student answered, changed or added, each under the lesson's heading that it stands below.

    The lesson itself is in the student's notebook; repeated here it would bury the feedback. The check of a
    practice question stays when its answer does.
    """
    answered, heading = False, None
    for cell in nb.cells:
        tags = cell.metadata.get("nbgrader", {})
        ours = cell.source.strip() in released
        if tags.get("grade") or tags.get("solution") or (not ours and cell.source.strip()):
            if heading is not None:
                yield heading
            answered, heading = True, None
            yield cell
        elif cell.cell_type == "code":
            if answered and cell.metadata.get("curso", {}).get("check"):
                yield cell
            answered = False
        elif found := HEADING.match(cell.source.strip()):
            cell.source = found.group()
            answered, heading = False, cell


def _without_title(nb: Any) -> None:
    """The page has the title already."""
    nb.cells = [c for c in nb.cells if c.cell_type != "markdown" or not TITLE.match(c.source.strip())]


def _without_hidden(outputs: list[Any]) -> Iterator[Any]:
    """The outputs of a check without the bare number and without tracebacks, which quote the tests' source."""
    for output in outputs:
        if output.output_type == "execute_result":
            continue
        if output.output_type == "error":
            output.traceback = [f"{output.ename}: {str(output.evalue).partition(chr(10))[0][:300]}"]
        yield output


_Exporter: Any = HTMLExporter
_highlighter: Any = Highlight2HTML
_data_types: Any = WidgetsDataTypeFilter


class FeedbackExporter(_Exporter):  # type: ignore[misc]
    """nbconvert's HTML exporter with our template, words in the notebook's language, and MathML."""

    def from_notebook_node(self, nb: Any, resources: Any = None, **settings: Any) -> tuple[str, Any]:
        """Make the page of one graded notebook."""
        lang = language_of_page(nb)
        self.language_code = lang
        resources = resources or {}
        resources["words"] = {name: text.to(lang) for name, text in WORDS.items()}
        resources["notes"] = [note.to(lang) for note in remembered(nb)]
        resources["page_title"] = _title(nb) or resources.get("nbgrader", {}).get("notebook", "")
        resources["student_name"] = self._student_name(resources)
        resources = self._init_resources(resources)
        self.register_filter("highlight_code", _highlighter(pygments_lexer="ipython3", parent=self))
        chosen = _data_types(notebook_metadata=self._nb_metadata, parent=self, resources=resources)
        self.register_filter("filter_data_type", chosen)
        # Not HTMLExporter's own method: it would read the whole page once more to add alternative texts.
        page, resources = super(_Exporter, self).from_notebook_node(nb, resources, **settings)
        return _still(page, lang), resources

    def default_filters(self) -> Iterator[tuple[str, Any]]:
        """nbconvert's filters, with our Markdown and a filter that writes points."""
        yield from super().default_filters()
        yield "markdown2html", _markdown_filter
        yield "points", lambda value: f"{round(float(value or 0), 2):g}"

    def _student_name(self, resources: Any) -> str:
        about = resources.get("nbgrader", {})
        root = getattr(getattr(self.parent, "coursedir", None), "root", None)
        student = str(about.get("student", ""))
        if not root or not student:
            return student
        return Journal.of(Course(Path(root)), about["assignment"]).get(student).name or student


@pass_context
def _markdown_filter(context: Any, source: str) -> str:
    cell = context.get("cell", {})
    return markdown_to_html(source, cell.get("attachments"))


def _title(nb: Any) -> str:
    for cell in nb.cells:
        found = TITLE.search(cell.source) if cell.cell_type == "markdown" else None
        if found:
            return found.group(1).strip()
    return ""


def _still(page: str, lang: Language) -> str:
    """The page with nothing in its body that acts or fetches: no scripts, frames or pictures from elsewhere."""
    soup = BeautifulSoup(page, "html.parser")
    body = soup.body or soup
    for tag in body.find_all(ACTIVE):
        tag.decompose()
    for tag in body.find_all(True):
        for name in [name for name in tag.attrs if name.lower().startswith("on") or ACTS.match(str(tag.attrs[name]))]:
            del tag[name]
    for image in body.find_all("img"):
        if image.get("alt") is None:
            image["alt"] = WORDS["picture"].to(lang)
        if not str(image.get("src", "")).startswith("data:image/"):
            note = soup.new_tag("span", attrs={"class": "no-picture"})
            note.string = f"[{image['alt']}]"
            image.replace_with(note)
    return str(soup)
