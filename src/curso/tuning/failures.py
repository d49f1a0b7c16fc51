"""What is said when trials fail, so that nobody takes the best of nothing for a result."""

from __future__ import annotations

from collections.abc import Mapping

from curso.text import Text, join, verbatim


class TrialsFailed(RuntimeError):
    """Trials of a search failed, and so it has no best.

    Attributes
    ----------
    sentence : which trials failed and why, in both languages.
    failures : the reason of each failed trial, by its number.
    """

    def __init__(self, sentence: Text, failures: Mapping[int, Text]) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.failures = dict(failures)

    def __str__(self) -> str:
        return str(self.sentence)


def trials_failed(failures: Mapping[int, Text], trials: int) -> TrialsFailed:
    """The error for `failures`, of so many `trials`: the same reason is said once."""
    by_reason: dict[Text, list[int]] = {}
    for number, reason in failures.items():
        by_reason.setdefault(reason, []).append(number)
    reasons = [
        (ONE if len(numbers) == 1 else SEVERAL).format(numbers=", ".join(map(str, numbers)), reason=reason)
        for reason, numbers in by_reason.items()
    ]
    said = (ALL if len(failures) == trials else SOME).format(n=len(failures), trials=trials)
    return TrialsFailed(join([said, *reasons], "\n"), failures)


def reason_of(error: BaseException) -> Text:
    """Why a trial failed: the error's own sentence, or its type and first line."""
    sentence = getattr(error, "sentence", None)
    if isinstance(sentence, Text):
        return sentence
    lines = str(error).strip().splitlines()
    return verbatim(f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__)


ALL = Text(
    es="Han fallado todos los ensayos ({n}): no hay ningún mejor. Los motivos:",
    en="All trials failed ({n}): there is no best. The reasons:",
)
SOME = Text(
    es="Han fallado {n} de {trials} ensayos, y sin ellos el mejor podría no serlo. Corrige la causa, o pide con "
    '`failed="skip"` el mejor de los completados. Los motivos:',
    en="{n} of {trials} trials failed, and without them the best may not be the best. Mend the cause, or ask with "
    '`failed="skip"` for the best of those completed. The reasons:',
)
ONE = Text(es="– Ensayo {numbers}: {reason}", en="– Trial {numbers}: {reason}")
SEVERAL = Text(es="– Ensayos {numbers}: {reason}", en="– Trials {numbers}: {reason}")
