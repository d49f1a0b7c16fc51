// What is said to an answer: the verdict, every reason, and where to read on.

const MARKS = { right: "✓", partly: "◐", wrong: "✗", unanswered: "○" };

/** A mark that is seen beside words that are heard. */
function mark(name) {
  return make("span", { "aria-hidden": "true", class: "mark" }, MARKS[name]);
}

function explanation(asked, answer) {
  const verdict = judge(asked, answer);
  const partial = verdict.name === "partly" ? make("p", {}, word("points", { score: points(verdict.score) })) : null;
  const heading = make("h2", { tabindex: "-1", id: "verdict" }, mark(verdict.name), " ", word(verdict.name));
  const lesson = word("lesson", { lesson: asked.lesson, section: asked.section });
  return make(
    "section",
    { "aria-labelledby": "verdict" },
    make(
      "div",
      { class: `verdict ${verdict.name}` },
      heading,
      partial,
      verdict.slip ? make("p", {}, prose(verdict.slip)) : null,
    ),
    asked.options
      ? explainedOptions(asked, answer)
      : asked.lines
        ? explainedOrder(asked, answer, verdict)
        : explainedTyped(asked, answer, verdict),
    make("p", { class: "soft" }, prose(lesson)),
    asked.erratum ? make("p", {}, make("strong", {}, word("erratum")), " ", prose(asked.erratum)) : null,
  );
}

function explainedOptions(asked, chosen) {
  const byId = Object.fromEntries(asked.options.map((option) => [option.id, option]));
  return make(
    "ul",
    { class: "options" },
    asked.shown.map((id) => {
      const option = byId[id];
      const name = option.correct ? "right" : "wrong";
      const isChosen = chosen.includes(id);
      const said = word(`option_${name}`) + (isChosen ? `, ${word("chosen")}` : "");
      return make(
        "li",
        { class: `option ${name}${isChosen ? " chosen" : ""}` },
        make("p", { class: "text" }, prose(option.text)),
        make("p", {}, mark(name), " ", make("strong", {}, `${said}.`), " ", prose(option.why)),
        isChosen && option.misconception
          ? make("p", { class: "soft" }, make("strong", {}, word("from")), " ", prose(option.misconception))
          : null,
      );
    }),
  );
}

function explainedTyped(asked, answer, verdict) {
  const shown = (text) => (asked.kind === "output" ? codeBlock(text) : make("code", {}, text));
  const pair = (name, text) => make(asked.kind === "output" ? "div" : "p", {}, word(name), " ", shown(text));
  return make(
    "div",
    {},
    verdict.name === "right" ? null : [pair("you_said", answer.trim()), pair("answer_is", asked.answerText)],
    make("p", {}, prose(asked.why)),
  );
}

/** Every line with its reason, in the order given where that is right. */
function explainedOrder(asked, answer, verdict) {
  const byId = Object.fromEntries(asked.lines.map((line) => [line.id, line]));
  const order = verdict.name === "right" ? answer : asked.accepted[0];
  const lines = (ids, withWhy) =>
    [...ids].map((id) =>
      make("li", {}, lineText(asked, byId[id].text), withWhy ? make("p", {}, prose(byId[id].why)) : null),
    );
  return make(
    "div",
    {},
    verdict.name === "right"
      ? null
      : [make("p", {}, word("you_said")), make("ol", { class: "lines" }, lines(answer, false))],
    make("p", {}, make("strong", {}, word("right_order"))),
    make("ol", { class: "lines explained" }, lines(order, true)),
  );
}

/** The question in its first author's words, which are Spanish, folded away. */
function originalWording(asked) {
  if (!asked.original) return null;
  const options = asked.shown
    .filter((id) => id in asked.original.options)
    .map((id) => make("li", {}, asked.original.options[id]));
  return make(
    "details",
    {},
    make("summary", {}, word("original")),
    make(
      "div",
      { lang: "es" },
      make("p", {}, asked.original.question),
      options.length ? make("ul", {}, options) : null,
    ),
  );
}
