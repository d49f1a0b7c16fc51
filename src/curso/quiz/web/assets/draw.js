// What a seed decides: the same seed, the same questions, numbers and order, in both languages.

/** Numbers in [0, 1) that follow from `seed`: FNV-1a to begin with, then mulberry32. */
function generator(seed) {
  let state = 0x811c9dc5;
  for (let at = 0; at < seed.length; at += 1) state = Math.imul(state ^ seed.charCodeAt(at), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A shuffled copy (Fisher and Yates). */
function shuffled(items, random) {
  const copy = [...items];
  for (let last = copy.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [copy[last], copy[other]] = [copy[other], copy[last]];
  }
  return copy;
}

/** A seed that nobody chose. */
function newSeed() {
  return crypto.getRandomValues(new Uint32Array(1))[0].toString(36);
}

/** A question as `seed` puts it: one of its variants, and the ids of its options or lines in the order shown. */
function ask(question, seed) {
  const random = generator(`${seed}:${question.id}`);
  const variant = question.variants[Math.floor(random() * question.variants.length)];
  const ids = (variant.options || variant.lines || []).map((each) => each.id);
  let shown = shuffled(ids, random);
  while (variant.lines && variant.accepted.includes(shown.join(""))) shown = shuffled(ids, random);
  return { ...question, ...variant, shown };
}
