// The last page: points, what to reread, and every question to look at again.

function resultPage(sitting, go) {
  const scores = sitting.asked.map((asked) =>
    asked.id in sitting.answers ? judge(asked, sitting.answers[asked.id]) : null,
  );
  const sum = scores.reduce((all, each) => all + (each ? each.score : 0), 0);
  const total = sitting.asked.length;
  const left = scores.indexOf(null);
  const missed = missedIn(sitting.bank, recall().results).length;
  const start = (wanted) => () => {
    location.hash = addressOf({ bank: sitting.bank.name, ...wanted });
  };
  const heading = word("result", { title: sitting.title });
  return {
    title: heading,
    nodes: [
      make("h1", { tabindex: "-1" }, heading),
      make(
        "p",
        { class: "score" },
        word("result_score", { score: points(sum), total, percent: Math.round((100 * sum) / total) }),
      ),
      left < 0 ? null : make("p", {}, word("unanswered", { n: scores.filter((each) => each === null).length })),
      make(
        "p",
        { class: "actions" },
        left < 0 ? null : button("answer_rest", () => go(left), "main"),
        missed
          ? make("button", { type: "button", click: start({ review: "1" }) }, word("review", { n: missed }))
          : null,
        button("again", start({ n: sitting.n })),
        button("home", () => {
          location.hash = "";
        }),
      ),
      topics(sitting, scores),
      make("h2", {}, word("questions")),
      make(
        "ol",
        { class: "answered" },
        sitting.asked.map((asked, at) => {
          const name = scores[at] ? scores[at].name : "unanswered";
          const state = word(name === "unanswered" ? "state_unanswered" : name);
          return make(
            "li",
            {},
            mark(name),
            " ",
            state,
            " ",
            make("button", { type: "button", class: "link", click: () => go(at) }, prose(asked.question)),
          );
        }),
      ),
      sitting.review ? null : shared(),
    ].filter((node) => node !== null),
  };
}

/** Points by section of a lesson, the weakest first. */
function topics(sitting, scores) {
  const sections = new Map();
  sitting.asked.forEach(({ lesson, section }, at) => {
    const row = sections.get(`${lesson} ${section}`) || { lesson, section, got: 0, of: 0 };
    sections.set(`${lesson} ${section}`, {
      ...row,
      got: row.got + (scores[at] ? scores[at].score : 0),
      of: row.of + 1,
    });
  });
  const rows = [...sections.values()].sort((one, other) => one.got / one.of - other.got / other.of);
  const cells = ({ lesson, section, got, of }) =>
    [lesson, section]
      .map((name) => make("td", {}, prose(name)))
      .concat(make("td", {}, `${points(got)} / ${of}`));
  return make(
    "table",
    {},
    make("caption", {}, word("reread")),
    make(
      "thead",
      {},
      make(
        "tr",
        {},
        ["topic_lesson", "topic_section", "topic_points"].map((name) => make("th", { scope: "col" }, word(name))),
      ),
    ),
    make(
      "tbody",
      {},
      rows.map((row) => make("tr", {}, cells(row))),
    ),
  );
}

/** The address of this quiz, to be copied. */
function shared() {
  const isFile = location.protocol === "file:"; // an address that leads nowhere on another computer
  const field = make("input", {
    type: "text",
    id: "address",
    readonly: true,
    value: isFile ? location.hash : location.href,
  });
  const copy = async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      told.textContent = word("copied");
    } catch {
      told.textContent = word("copy_yourself");
    }
  };
  const told = make("p", { role: "status" });
  return make(
    "details",
    {},
    make("summary", {}, word("share")),
    make("p", {}, word("share_what"), " ", isFile ? word("share_file") : ""),
    make("p", { class: "typed" }, make("label", { for: "address" }, word("address")), field, button("copy", copy)),
    told,
  );
}
