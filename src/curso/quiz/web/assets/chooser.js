"use strict";
// Goes on to the reader's first language that there is a page in, and takes the quiz asked for along.
const spoken = (navigator.languages || [navigator.language]).map((tag) => String(tag).slice(0, 2).toLowerCase());
const lang = spoken.find((each) => each === "es" || each === "en") || "en";
location.replace(`index.${lang}.html${location.hash}`);
