/**
 * `${name}` in a case: the columns of its `each` table are replaced when the case is loaded, the rest when it runs,
 * because only then the device and the account are known.
 */
const FORM = /\$\{([^}]*)\}/g;
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

/** Replaces what `values` has and leaves the rest; a text that is one variable alone becomes the value itself. */
export function substitute(value: unknown, values: Readonly<Record<string, unknown>>): unknown {
  if (typeof value === "string") {
    const whole = /^\$\{([^}]*)\}$/.exec(value)?.[1];
    if (whole !== undefined && Object.hasOwn(values, whole)) return values[whole];
    return value.replace(FORM, (text, name: string) =>
      Object.hasOwn(values, name) ? String(values[name]) : text,
    );
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
  return text.replace(FORM, (whole, name: string) => {
    const repeat = REPEAT.exec(name);
    return repeat === null ? whole : (repeat[1] ?? "").repeat(Number(repeat[2]));
  });
}

/** @returns the text with every variable replaced; throws on one that has no value (the loader refused it before). */
export function expand(text: string, values: Readonly<Record<string, string>>): string {
  return expandRepeats(text).replace(FORM, (_, name: string) => {
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
      for (const match of item.matchAll(FORM)) {
        const name = match[1] ?? "";
        if (!Object.hasOwn(RUN_TIME_VARIABLES, name) && !REPEAT.test(name)) unknown.add(name);
      }
    } else if (typeof item === "object" && item !== null) {
      for (const inner of Object.values(item)) walk(inner);
    }
  };
  walk(value);
  return [...unknown];
}
