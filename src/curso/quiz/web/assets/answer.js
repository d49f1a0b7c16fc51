// Where an answer is given, for each kind of question: an element, and a function that reads the answer off it.

function answerField(asked) {
  if (asked.options) return choiceField(asked);
  return asked.lines ? orderField(asked) : typedField(asked);
}

function choiceField(asked) {
  const byId = Object.fromEntries(asked.options.map((option) => [option.id, option]));
  const type = asked.kind === "single" ? "radio" : "checkbox";
  const inputs = asked.shown.map((id) => make("input", { type, name: "answer", value: id, id: `option-${id}` }));
  const rows = inputs.map((input) =>
    make("div", { class: "option" }, input, make("label", { for: input.id }, prose(byId[input.value].text))),
  );
  const hint = asked.kind === "multiple" ? make("p", { class: "soft" }, word("mark_all")) : null;
  return {
    element: make("div", {}, hint, rows),
    read: () => inputs.filter((input) => input.checked).map((input) => input.value),
  };
}

function typedField(asked) {
  const isNumber = asked.kind === "number";
  const shared = {
    id: "typed",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    "aria-describedby": "problem",
  };
  const field = isNumber
    ? make("input", { ...shared, type: "text", inputmode: "decimal" })
    : make("textarea", { ...shared, rows: "3", translate: "no" });
  return {
    element: make(
      "p",
      { class: "typed" },
      make("label", { for: "typed" }, word(isNumber ? "your_number" : "your_output")),
      field,
    ),
    read: () => field.value,
  };
}

function orderField(asked) {
  const byId = Object.fromEntries(asked.lines.map((line) => [line.id, line]));
  const list = make("ol", { class: "lines" });
  const move = (item, by) => {
    const items = [...list.children];
    const to = items.indexOf(item) + by;
    if (to < 0 || to >= items.length) return say(word("at_the_end"));
    list.insertBefore(by < 0 ? item : items[to], by < 0 ? items[to] : item);
    say(word("moved", { nth: to + 1, total: items.length }));
  };
  for (const id of asked.shown) {
    const line = byId[id].text;
    const item = make("li", { "data-id": id }, lineText(asked, line));
    const mover = (name, sign, by) =>
      make(
        "button",
        {
          type: "button",
          "aria-label": word(name, { line: plain(line) }),
          click: ({ currentTarget }) => {
            move(item, by);
            currentTarget.focus(); // moving an element takes the focus off it
          },
        },
        sign,
      );
    item.append(make("span", { class: "movers" }, mover("up", "↑", -1), mover("down", "↓", 1)));
    list.append(item);
  }
  return {
    element: make("div", {}, make("p", { class: "soft" }, word("your_order")), list),
    read: () => [...list.children].map((item) => item.dataset.id).join(""),
  };
}

/** A line as code, its indentation kept, or as prose. */
function lineText(asked, line) {
  return make("span", { class: "line" }, asked.isCode ? make("code", { translate: "no" }, plain(line)) : prose(line));
}
