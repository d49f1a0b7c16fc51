// The address says what is shown: #bank=01&n=5&seed=k3x9, or nothing for the first page.

const SEED_LENGTH = 40;

/** Put a page on the screen and the focus on its heading, where reading begins. */
function show({ title, nodes }, takeFocus = true) {
  document.title = `${title} · ${word("title")}`;
  say("");
  document.getElementById("view").replaceChildren(...nodes.flat().filter((node) => node !== null));
  document.getElementById("other").hash = location.hash;
  if (takeFocus) {
    scrollTo(0, 0);
    document.querySelector("h1").focus({ preventScroll: true });
  }
}

/** The quiz that the address asks for, as it was left if it was begun; null when it has no questions. */
function sittingFor(bank, wanted) {
  const seed = (wanted.get("seed") || newSeed()).slice(0, SEED_LENGTH);
  const review = wanted.get("review") ? "1" : "";
  const n = /^[1-9]\d{0,3}$/.test(wanted.get("n") || "") ? wanted.get("n") : "";
  const key = addressOf({ bank: bank.name, n, review, seed }).slice(1);
  const { results, sittings } = recall();
  const kept = isCurrent(sittings[key]) ? sittings[key] : { ids: null, answers: {} };
  const drawn = shuffled(
    review ? missedIn(bank, results) : bank.questions.map(({ id }) => id),
    generator(`${seed}:questions`),
  );
  const byId = Object.fromEntries(bank.questions.map((question) => [question.id, question]));
  const ids = (kept.ids || drawn.slice(0, n || drawn.length)).filter((id) => id in byId);
  const asked = ids.map((id) => ask(byId[id], seed));
  const sound = asked.filter((each) => fits(each, kept.answers[each.id])).map(({ id }) => [id, kept.answers[id]]);
  const title = review ? word("reviewing", { title: bank.title }) : bank.title;
  return asked.length ? { key, bank, n, review, title, asked, answers: Object.fromEntries(sound) } : null;
}

function route(takeFocus = true) {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const home = (notice) => {
    show(homePage(notice, home), takeFocus);
    say(notice);
  };
  const name = wanted.get("bank");
  if (!name) return home("");
  const bank = banks().find((each) => each.name === name);
  if (!bank) return home(word("no_bank", { name }));
  const sitting = sittingFor(bank, wanted);
  if (!sitting) return home(word("nothing_missed"));
  if (location.hash !== `#${sitting.key}`) return location.replace(`#${sitting.key}`); // comes back here
  const go = (at) => show(at < sitting.asked.length ? questionPage(sitting, at, go) : resultPage(sitting, go));
  const first = sitting.asked.findIndex(({ id }) => !(id in sitting.answers));
  go(first < 0 ? sitting.asked.length : first);
}

addEventListener("hashchange", () => route());
route(false);
