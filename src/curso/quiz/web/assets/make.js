"use strict";
// Words and elements. Nothing is ever parsed as HTML: texts become text nodes.

const DATA = JSON.parse(document.getElementById("data").textContent);

/** The sentence called `name` with its braces filled. */
function word(name, values = {}) {
  return DATA.words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

/** An element; functions among the attributes are listeners, null and false leave an attribute out. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null));
  return element;
}

/** A sentence as nodes: what stands between backticks becomes code. */
function prose(sentence) {
  return sentence.split(/`([^`]+)`/).map((part, nth) => (nth % 2 ? make("code", {}, part) : part));
}

/** A sentence without its backticks, for a label that is only heard. */
function plain(sentence) {
  return sentence.replace(/`([^`]+)`/g, "$1");
}

/** Several lines of code, which can be scrolled with the keyboard. */
function codeBlock(code) {
  return make(
    "pre",
    { tabindex: "0", role: "region", "aria-label": word("code"), translate: "no" },
    make("code", {}, code),
  );
}

function button(name, click, kind = "") {
  return make("button", { type: "button", class: kind, click }, word(name));
}

/** Have a screen reader say `sentence` without moving the focus. */
function say(sentence) {
  document.getElementById("said").textContent = sentence;
}

/** Points, with two decimals at most. */
function points(score) {
  return String(Math.round(score * 100) / 100);
}
