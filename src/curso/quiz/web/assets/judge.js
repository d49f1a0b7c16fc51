// What an answer is worth. The same rules as curso.quiz.reply; a test compares the two.

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const THOUSANDS = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;

/** One space where there are several, none at the ends of lines, no empty lines at the ends. */
function even(output) {
  const lines = output.trim().split(/\r\n|\r|\n/);
  return lines.map((line) => line.trim().split(/\s+/).join(" ")).join("\n");
}

/** The numbers that what was typed can mean: "12,5" is 12.5, and "1,290" both 1290 and 1.29. None: it is no number. */
function readings(text) {
  const tidy = text.trim().replaceAll("−", "-");
  const written = [tidy.replaceAll(",", "."), ...(THOUSANDS.test(tidy) ? [tidy.replaceAll(",", "")] : [])];
  return written
    .filter((each) => NUMBER.test(each))
    .map(Number)
    .filter(Number.isFinite);
}

/** What a program's typed output can mean: in one line, "\n" stands between two. */
function outputs(text) {
  return [even(text), even(text.replaceAll("\\n", "\n"))];
}

/** What has to be put right before an answer can be judged (a word's name), or null. */
function problemOf(asked, answer) {
  if (asked.options) return answer.length ? null : "none_chosen";
  if (!answer.trim()) return "none_written";
  return asked.kind === "number" && !readings(answer).length ? "not_a_number" : null;
}

/** Whether two numbers agree, give or take `tolerance` and what floating point makes of 0.1 + 0.2. */
function isNear(value, wanted, tolerance) {
  return Math.abs(value - wanted) <= tolerance + 1e-9 * Math.max(tolerance, Math.abs(wanted));
}

/**
 * The verdict on an answer without a problem: ids of options, ids of lines in their order ("cab"), or what was typed.
 * `slip` says what leads to this very mistake, where that is known.
 */
function judge(asked, answer) {
  if (asked.options) return judgeChoice(asked, answer);
  const isSame =
    asked.kind === "number"
      ? (value) => readings(answer).some((given) => isNear(given, value, asked.tolerance))
      : (value) => (asked.kind === "output" ? outputs(answer) : [answer]).includes(value);
  const right = asked.kind === "number" ? [asked.answer] : asked.accepted;
  if (right.some(isSame)) return { name: "right", score: 1, slip: null };
  const slip = asked.slips.find(({ value }) => isSame(value));
  return { name: "wrong", score: 0, slip: slip ? slip.why : null };
}

/** (right chosen − wrong chosen) / right, never below 0. */
function judgeChoice(asked, chosen) {
  const key = asked.options.filter((option) => option.correct).map((option) => option.id);
  const hits = chosen.filter((id) => key.includes(id)).length;
  const score = Math.max(0, (2 * hits - chosen.length) / key.length);
  const isRight = hits === key.length && chosen.length === key.length;
  return { name: isRight ? "right" : score > 0 ? "partly" : "wrong", score, slip: null };
}

/** Whether a remembered answer can be one to this question. */
function fits(asked, answer) {
  if (asked.options)
    return Array.isArray(answer) && answer.every((id) => asked.shown.includes(id)) && answer.length > 0;
  if (typeof answer !== "string") return false;
  if (asked.lines) return [...answer].sort().join() === [...asked.shown].sort().join();
  return problemOf(asked, answer) === null;
}
