// The comfort of the report: filter, search, keys, and what unfolds. The page says everything that matters without it.
// What a device said is only ever put into the page as text.
"use strict";

{
  /** @typedef {{ texts: string[], cases: Record<string, [[string, string][], (string | number)[]]> }} CaseData */

  const list = document.getElementById("case-list");
  const controls = document.getElementById("controls");
  const search = /** @type {HTMLInputElement} */ (document.getElementById("search"));
  const dialoguesToo = /** @type {HTMLInputElement} */ (document.getElementById("dialogues-too"));
  const letterKeys = /** @type {HTMLInputElement} */ (document.getElementById("letter-keys"));
  const shown = document.getElementById("shown");
  const folds = /** @type {HTMLDetailsElement[]} */ ([...(list?.querySelectorAll("[data-case]") ?? [])]);

  /** @type {CaseData | undefined} */
  let parsed;
  /** The dialogues of the cases that passed; read when the first of them is needed. @returns {CaseData} */
  const data = () =>
    (parsed ??= JSON.parse(document.getElementById("case-data")?.textContent ?? '{"texts":[],"cases":{}}'));

  /** @param {string} name @param {string} text @param {string} [className] */
  const element = (name, text, className) => {
    const made = document.createElement(name);
    made.textContent = text;
    if (className !== undefined) made.className = className;
    return made;
  };

  /** Who speaks in a line of a dialogue; the page's maker knows the same. @param {string} text */
  const speakerOf = (text) => {
    const side = /^ +(?:\S+ +)??([CS]:|D[<>-]|[CS-] ) /.exec(text)?.[1];
    if (side === "C:") return "client";
    if (side === "S:") return "server";
    return side?.startsWith("D") ? "data" : "note";
  };

  /** @param {(string | number)[]} pairs time and place of the text, in turn */
  const dialogue = (pairs) => {
    const block = element("pre", "", "dialogue");
    const width = Math.max(6, ...pairs.filter((_, index) => index % 2 === 0).map((at) => String(at).length));
    for (let index = 0; index < pairs.length; index += 2) {
      const text = data().texts[Number(pairs[index + 1])] ?? "";
      const line = element("span", "", speakerOf(text));
      const at = String(pairs[index]);
      line.append(element("i", at === "" ? "" : at.padStart(width)), `${text}\n`);
      block.append(line);
    }
    return block;
  };

  /** What unfolds below a case of the list. @param {string} id */
  const storyOf = (id) => {
    const own = Object.hasOwn(data().cases, id) ? data().cases[id] : undefined;
    if (own === undefined) {
      // It did not pass, so its story is in the page.
      const copy = /** @type {Element | undefined} */ (
        document.getElementById(id)?.querySelector(".story")?.cloneNode(true)
      );
      copy?.querySelector("details")?.setAttribute("open", "");
      return copy ?? element("p", "The page does not have more of this case.");
    }
    const [rows, pairs] = own;
    const story = element("div", "", "story");
    const terms = element("dl", "", "rows");
    for (const [label, text] of rows) {
      const row = element("div", "", label);
      row.append(element("dt", label), element("dd", text));
      terms.append(row);
    }
    const link = element("a", "Link to this case");
    link.setAttribute("href", `#${encodeURIComponent(id)}`);
    const place = element("p", "");
    place.append(link);
    story.append(terms, pairs.length > 0 ? dialogue(pairs) : element("p", "The journal has no dialogue of it."), place);
    return story;
  };

  /** @param {HTMLDetailsElement} fold */
  const fill = (fold) => {
    if (fold.childElementCount === 1) fold.append(storyOf(fold.dataset.case ?? ""));
  };

  list?.addEventListener(
    "toggle",
    ({ target }) => {
      if (target instanceof HTMLDetailsElement && target.dataset.case !== undefined && target.open) fill(target);
    },
    true,
  );

  /** What the search looks through, by case, in small letters. @type {Map<HTMLDetailsElement, [string, string]>} */
  const searched = new Map();
  /** @param {HTMLDetailsElement} fold @returns {[facts: string, dialogue: string]} */
  const textsOf = (fold) => {
    const known = searched.get(fold);
    if (known !== undefined) return known;
    const id = fold.dataset.case ?? "";
    const own = Object.hasOwn(data().cases, id) ? data().cases[id] : undefined;
    const head = fold.firstElementChild?.textContent ?? "";
    const story = own === undefined ? document.getElementById(id)?.querySelector(".story") : undefined;
    const facts = own === undefined ? (story?.querySelector(".rows")?.textContent ?? "") : own[0].flat().join(" ");
    const said =
      own === undefined
        ? (story?.querySelector(".dialogue")?.textContent ?? "")
        : own[1].map((place, index) => (index % 2 === 1 ? data().texts[Number(place)] : "")).join("\n");
    /** @type {[string, string]} */
    const texts = [`${head} ${facts}`.toLowerCase(), said.toLowerCase()];
    searched.set(fold, texts);
    return texts;
  };

  /**
   * What is searched for: words, and whole phrases in quotation marks, so that "RFC 959 5.4" is not RFC 959 5.4.1.
   * @param {string} text @returns {((where: string) => boolean)[]}
   */
  const termsIn = (text) =>
    [...text.matchAll(/"([^"]*)"?|\S+/g)].map(([word, phrase]) => {
      if (phrase === undefined) return (where) => where.includes(word);
      const escaped = phrase.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
      const whole = new RegExp(`(?<![\\w.])${escaped}(?!\\w|\\.\\d)`);
      return (where) => whole.test(where);
    });

  const chosenFate = () =>
    /** @type {HTMLInputElement | null} */ (controls?.querySelector("[name=fate]:checked"))?.value ?? "";

  const filter = () => {
    const words = termsIn(search.value.toLowerCase());
    const fate = chosenFate();
    let count = 0;
    for (const fold of folds) {
      let fits = fate === "" || fold.dataset.fate === fate;
      if (fits && words.length > 0) {
        const [facts, said] = textsOf(fold);
        fits = words.every((word) => word(facts) || (dialoguesToo.checked && word(said)));
      }
      if (fits) count += 1;
      const item = fold.parentElement;
      if (item !== null && item.hidden === fits) item.hidden = !fits;
    }
    for (const topic of list?.querySelectorAll(".topic") ?? [])
      /** @type {HTMLElement} */ (topic).hidden = topic.querySelector("li:not([hidden])") === null;
    const all = `${folds.length} case${folds.length === 1 ? "" : "s"}`;
    if (shown !== null) shown.textContent = count === folds.length ? all : `${count} of ${all}`;
  };

  const showAll = () => {
    search.value = "";
    const first = /** @type {HTMLInputElement | null} */ (controls?.querySelector("[name=fate]"));
    if (first !== null) first.checked = true;
    filter();
  };

  /** Moves the focus to the next of some elements, in the order of the page. @param {HTMLElement[]} all @param {1 | -1} step */
  const move = (all, step) => {
    const here = document.activeElement?.closest("#case-list summary, .failure h3") ?? document.activeElement;
    let at = all.indexOf(/** @type {HTMLElement} */ (here));
    if (at < 0) {
      // From elsewhere: to what stands next below or above.
      const below = all.findIndex((one) => here !== null && (here.compareDocumentPosition(one) & 4) !== 0);
      const from = here === document.body ? 0 : below < 0 ? all.length : below;
      at = step > 0 ? from - 1 : from;
    }
    const next = all[Math.min(all.length - 1, Math.max(0, at + step))];
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest" });
  };
  /** Only what is shown can take the focus. @returns {HTMLElement[]} */
  const summaries = () => [...(list?.querySelectorAll("li:not([hidden]) > details > summary") ?? [])].map((one) => /** @type {HTMLElement} */ (one));
  /** @returns {HTMLElement[]} */
  const failures = () => [...document.querySelectorAll(".failure h3")].map((one) => /** @type {HTMLElement} */ (one));

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = /** @type {HTMLElement} */ (event.target);
    const writes = target === search;
    const inList = list?.contains(target) ?? false;
    /** @type {Record<string, () => void>} */
    const keys = {};
    if (controls !== null) keys.Escape = () => showAll();
    if (inList) {
      keys.ArrowDown = () => move(summaries(), 1);
      keys.ArrowUp = () => move(summaries(), -1);
    }
    if (writes) keys.ArrowDown = keys.Enter = () => move(summaries(), 1);
    else if (letterKeys === null || letterKeys.checked) {
      keys["/"] = () => {
        search?.focus();
        search?.select();
      };
      keys.j = () => move(summaries(), 1);
      keys.k = () => move(summaries(), -1);
      keys.n = () => move(failures(), 1);
      keys.p = () => move(failures(), -1);
    }
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
    if (act === undefined) return;
    event.preventDefault();
    act();
  });

  controls?.addEventListener("submit", (event) => event.preventDefault());
  controls?.addEventListener("input", (event) => {
    if (event.target !== letterKeys) filter();
  });

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("[data-search]") : null;
    if (link === null || controls === null) return;
    event.preventDefault();
    showAll();
    search.value = `"${link.getAttribute("data-search") ?? ""}"`;
    filter();
    search.focus({ preventScroll: true });
    document.getElementById("cases")?.scrollIntoView();
  });

  /** Opens what the address names: `#case-id` or `#case-` and the id. */
  const openAddressed = () => {
    let id = "";
    try {
      id = decodeURIComponent(location.hash.slice(1));
    } catch {
      return;
    }
    const found = document.getElementById(id) ?? document.getElementById(id.replace(/^case-/, ""));
    if (found === null || found.closest("main") === null) return;
    for (let above = found.closest("details"); above !== null; above = above.parentElement?.closest("details") ?? null)
      above.open = true;
    if (found.matches("[data-case]")) {
      fill(/** @type {HTMLDetailsElement} */ (found));
      if (found.parentElement?.hidden) showAll();
    }
    found.querySelector(".failure > .story > details")?.setAttribute("open", "");
    found.scrollIntoView({ block: "start" });
    /** @type {HTMLElement | null} */ (found.querySelector("summary, h3[tabindex]"))?.focus({ preventScroll: true });
  };

  // On paper nothing can be unfolded.
  addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll(".failure details")) fold.setAttribute("open", "");
  });
  addEventListener("hashchange", openAddressed);

  if (controls !== null) controls.hidden = false;
  if (location.hash !== "") {
    openAddressed();
    // A browser that has gone to the address itself takes the focus away again.
    addEventListener("load", () => setTimeout(openAddressed));
  }
}
