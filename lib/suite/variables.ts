/**
 * `${name}` in a case: the columns of its `each` table are replaced when the case is loaded, the rest when it runs,
 * because only then the device and the account are known.
 */
const REPEAT = /^repeat:([^:]+):(\d{1,7})$/;

/** What a case can ask for at run time, with the sentence that docs/writing-cases.md prints. */
export const RUN_TIME_VARIABLES: Readonly<Record<string, string>> = {
  work: "the directory for the case's own files, such as /DSK",
  own: "the address of this end of the control connection",
  "own.comma": "the same in PORT's notation: 127,0,0,1",
  "root.user": "the name of the account with all rights",
  "root.password": "its password",
  "guest.user": "the name of an account with few rights",
  "guest.password": "its password",
};

/** Puts something in the place of every `${name}`; looks at each character once, also where no brace closes. */
export function replaceForms(text: string, put: (whole: string, name: string) => string): string {
  const pieces: string[] = [];
  let from = 0;
  for (let at = text.indexOf("${"); at >= 0; at = text.indexOf("${", from)) {
    const end = text.indexOf("}", at);
    if (end < 0) break;
    pieces.push(text.slice(from, at), put(text.slice(at, end + 1), text.slice(at + 2, end)));
    from = end + 1;
  }
  return from === 0 ? text : pieces.join("") + text.slice(from);
}

/** Replaces what `values` has and leaves the rest; a text that is one variable alone becomes the value itself. */
export function substitute(value: unknown, values: Readonly<Record<string, unknown>>): unknown {
  if (typeof value === "string") {
    const whole = /^\$\{([^}]*)\}$/.exec(value)?.[1];
    if (whole !== undefined && Object.hasOwn(values, whole)) return values[whole];
    return replaceForms(value, (text, name) => (Object.hasOwn(values, name) ? String(values[name]) : text));
  }
  if (Array.isArray(value)) return value.map((item) => substitute(item, values));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [String(substitute(key, values)), substitute(item, values)]),
    );
  }
  return value;
}

/** `${repeat:A:600}` is known before the case runs. */
export function expandRepeats(text: string): string {
  return replaceForms(text, (whole, name) => {
    const repeat = REPEAT.exec(name);
    return repeat === null ? whole : (repeat[1] ?? "").repeat(Number(repeat[2]));
  });
}

/**
 * @param names what the names of files that the text spells out are called; as they are written when left out
 * @returns the text with every variable replaced; throws on one that has no value (the loader refused it before).
 */
export function expand(
  text: string,
  values: Readonly<Record<string, string>>,
  names: (text: string) => string = (written) => written,
): string {
  return replaceForms(names(expandRepeats(text)), (_, name) => {
    const value = values[name];
    if (value === undefined) throw new Error(`no value for \${${name}}`);
    return value;
  });
}

/** @returns the names in `value` that nothing can replace. */
export function unknownVariables(value: unknown): string[] {
  const unknown = new Set<string>();
  const walk = (item: unknown): void => {
    if (typeof item === "string") {
      replaceForms(item, (whole, name) => {
        if (!Object.hasOwn(RUN_TIME_VARIABLES, name) && !REPEAT.test(name)) unknown.add(name);
        return whole;
      });
    } else if (typeof item === "object" && item !== null) {
      for (const inner of Object.values(item)) walk(inner);
    }
  };
  walk(value);
  return [...unknown];
}
