// The first page, where a quiz is chosen.

/** Every bank by name, and all of them together as "all". */
function banks() {
  const everything = {
    name: "all",
    title: word("everything"),
    questions: DATA.banks.flatMap((bank) => bank.questions),
  };
  return DATA.banks.length > 1 ? [...DATA.banks, everything] : DATA.banks;
}

/** The ids of a bank's questions whose last answer was not wholly right. */
function missedIn(bank, results) {
  return bank.questions.map(({ id }) => id).filter((id) => id in results && results[id].score < 1);
}

function addressOf({ bank, seed = newSeed(), n = "", review = "" }) {
  const parts = { bank, n, review, seed };
  return `#${new URLSearchParams(Object.entries(parts).filter(([, value]) => value !== ""))}`;
}

/** The first page; `notice` is a sentence about what has just happened. */
function homePage(notice, refresh) {
  const { results, sittings } = recall();
  const counts = make(
    "select",
    { id: "how-many" },
    make("option", { value: "" }, word("all")),
    [5, 10, 15].map((n) => make("option", { value: n }, String(n))),
  );
  const begin = (wanted) => () => {
    location.hash = addressOf({ n: counts.value, ...wanted });
  };
  const cards = banks().map((bank, nth) => {
    const missed = missedIn(bank, results).length;
    const right = bank.questions.filter(({ id }) => id in results && results[id].score === 1).length;
    const labelled = (name, values, click, kind) =>
      make("button", { type: "button", class: kind, click, "aria-describedby": `bank-${nth}` }, word(name, values));
    return make(
      "li",
      { class: "bank" },
      make("h2", { id: `bank-${nth}` }, bank.title),
      make("p", { class: "soft" }, word("bank_state", { total: bank.questions.length, right, missed })),
      make(
        "p",
        { class: "actions" },
        labelled("start", {}, begin({ bank: bank.name }), "main"),
        missed ? labelled("review", { n: missed }, begin({ bank: bank.name, review: "1", n: "" }), "") : null,
      ),
    );
  });
  const notices = [notice, store.isDamaged ? word("damaged") : "", store.isKept ? "" : word("not_kept")].filter(
    Boolean,
  );
  const erase = () => {
    if (!confirm(word("forget_sure"))) return;
    forget();
    refresh(word("forgotten"));
  };
  return {
    title: word("choose"),
    nodes: [
      make("h1", { tabindex: "-1" }, word("choose")),
      notices.map((sentence) => make("p", { class: "notice" }, sentence)),
      make("p", {}, word("intro")),
      unfinished(sittings),
      make("p", { class: "typed" }, make("label", { for: "how-many" }, word("how_many")), counts),
      make("ul", { class: "banks" }, cards),
      Object.keys(results).length ? make("p", { class: "actions" }, button("forget", erase)) : null,
    ].flat(),
  };
}

/** The way back into the latest quiz that has questions left. */
function unfinished(sittings) {
  const isOpen = (kept) => isCurrent(kept) && Object.keys(kept.answers).length < kept.ids.length;
  const [latest] = Object.entries(sittings)
    .filter(([, kept]) => isOpen(kept))
    .sort(([, one], [, other]) => other.at - one.at);
  const bank = latest && banks().find(({ name }) => name === new URLSearchParams(latest[0]).get("bank"));
  if (!bank) return null;
  const [key, { ids, answers }] = latest;
  return make(
    "p",
    { class: "notice" },
    make("a", { href: `#${key}` }, word("go_on")),
    ". ",
    word("go_on_state", { title: bank.title, done: Object.keys(answers).length, total: ids.length }),
  );
}
