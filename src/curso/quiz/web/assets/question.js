// One question of a sitting, to be answered or answered already.

/** The question `at`; `go(at)` shows another one, and one past the last shows the result. */
function questionPage(sitting, at, go) {
  const asked = sitting.asked[at];
  const total = sitting.asked.length;
  const isAnswered = asked.id in sitting.answers;
  const heading = word("position", { title: sitting.title, nth: at + 1, total });
  const statement = make("p", { class: "question", id: "question", "data-id": asked.id }, prose(asked.question));
  const top = [
    make("h1", { tabindex: "-1" }, heading),
    make("progress", { max: total, value: Object.keys(sitting.answers).length, "aria-hidden": "true" }),
  ];
  const code = asked.code ? codeBlock(asked.code) : null;
  const body = isAnswered
    ? [
        statement,
        code,
        originalWording(asked),
        explanation(asked, sitting.answers[asked.id]),
        actions(sitting, at, go, true),
      ]
    : [answerForm(sitting, at, go, [statement, code, originalWording(asked)])];
  return { title: heading, nodes: [...top, ...body] };
}

function answerForm(sitting, at, go, above) {
  const asked = sitting.asked[at];
  const field = answerField(asked);
  const problem = make("p", { id: "problem", class: "problem", role: "alert" });
  const submit = (event) => {
    event.preventDefault();
    const answer = field.read();
    const found = problemOf(asked, answer);
    problem.replaceChildren(...(found ? prose(word(found)) : []));
    if (found) return form.querySelector("fieldset :is(input, textarea)").focus();
    keepAnswer(sitting, asked, answer);
    go(at);
    document.getElementById("verdict").focus();
  };
  const fields = make("fieldset", { "aria-labelledby": "question" }, field.element);
  const form = make("form", { novalidate: true, submit }, above, fields, problem, actions(sitting, at, go, false));
  return form;
}

function actions(sitting, at, go, isAnswered) {
  const isLast = at + 1 === sitting.asked.length;
  const onwards = isLast ? "to_result" : isAnswered ? "next" : "skip";
  return make(
    "p",
    { class: "actions" },
    isAnswered ? null : make("button", { type: "submit", class: "main" }, word("check")),
    button(onwards, () => go(at + 1), isAnswered ? "main" : ""),
    at > 0 ? button("back", () => go(at - 1)) : null,
  );
}
