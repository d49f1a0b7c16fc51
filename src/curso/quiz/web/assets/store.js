// What the browser remembers: the last score of every question, and the answers of the latest quizzes.
// Where it may keep nothing, it is remembered until the page is closed.

const KEPT_AS = "curso-quiz";
const LATEST = 20;
const store = { isKept: true, isDamaged: false, memory: nothingYet() };

function nothingYet() {
  return { version: 1, results: {}, sittings: {} };
}

function isSound(state) {
  const isObject = (thing) => typeof thing === "object" && thing !== null && !Array.isArray(thing);
  return (
    isObject(state) &&
    state.version === 1 &&
    isObject(state.results) &&
    isObject(state.sittings) &&
    Object.values(state.results).every((each) => isObject(each) && Number.isFinite(each.score)) &&
    Object.values(state.sittings).every((each) => isObject(each) && Array.isArray(each.ids) && isObject(each.answers))
  );
}

/** Everything remembered; what can't be understood is put aside first. */
function recall() {
  if (!store.isKept) return store.memory;
  let raw = null;
  try {
    raw = localStorage.getItem(KEPT_AS);
    if (raw === null) return nothingYet();
    const state = JSON.parse(raw);
    if (isSound(state)) return state;
  } catch (error) {
    if (!(error instanceof SyntaxError)) {
      store.isKept = false;
      return store.memory;
    }
  }
  store.isDamaged = true;
  remember(nothingYet(), `${KEPT_AS}-damaged`, raw);
  return nothingYet();
}

/** Keep `state`, and `aside` under another name before it. */
function remember(state, name = null, aside = null) {
  store.memory = state;
  if (!store.isKept) return;
  try {
    if (name) localStorage.setItem(name, aside);
    localStorage.setItem(KEPT_AS, JSON.stringify(state));
  } catch {
    store.isKept = false;
  }
}

/** Keep an answer of a sitting and its score; other tabs may have written in between. */
function keepAnswer(sitting, asked, answer) {
  const state = recall();
  sitting.answers[asked.id] = answer;
  state.results[asked.id] = { score: judge(asked, answer).score };
  state.sittings[sitting.key] = {
    digest: DATA.digest,
    ids: sitting.asked.map((each) => each.id),
    answers: sitting.answers,
    at: Date.now(),
  };
  const byAge = Object.entries(state.sittings).sort(([, one], [, other]) => other.at - one.at);
  state.sittings = Object.fromEntries(byAge.slice(0, LATEST));
  remember(state);
}

function forget() {
  store.memory = nothingYet();
  store.isDamaged = false;
  try {
    localStorage.removeItem(KEPT_AS);
    localStorage.removeItem(`${KEPT_AS}-damaged`);
  } catch {
    store.isKept = false;
  }
}

/** Whether the questions are still those of when the sitting was kept. */
function isCurrent(kept) {
  return kept !== undefined && kept.digest === DATA.digest;
}
