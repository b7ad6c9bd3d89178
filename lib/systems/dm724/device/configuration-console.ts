import {
  allChecks,
  CHECKS,
  type Configuration,
  ConfigurationFault,
  defaultConfiguration,
} from "./configuration.js";
import { NUMBERS } from "./configuration-limits.js";
import { printConfiguration } from "./configuration-list.js";
import { MENUS } from "./configuration-menus.js";
import { fileSystemName, foldName } from "./names.js";

interface Word {
  readonly text: string;
  /** counted from 1 */
  readonly column: number;
}

const SWITCHES = ["direct", "immediate", "keepalive", "reply"] as const;
/** Names of AAA method lists: where each is kept, and the word in front of it. */
const METHOD_LISTS = {
  accounting: "exec",
  authorization: "exec",
  login: "authentication",
} as const;

/** The `FTP config>` console of Dm724-I chapter 2: lines in, what they print out. */
export class ConfigurationConsole {
  #configuration: Configuration;
  #left = false;

  constructor(start: Readonly<Configuration> = defaultConfiguration) {
    this.#configuration = { ...start };
  }

  get configuration(): Configuration {
    return this.#configuration;
  }

  /**
   * Carries out one line; blank ones, and comments behind `;` or `!`, do nothing. A prompt in front is skipped, so that
   * a session can be pasted.
   * @param line counted from 1, for faults
   * @returns the lines it prints
   * @throws ConfigurationFault when it does not understand the line, which then has changed nothing
   */
  execute(text: string, line: number): string[] {
    const prompt = /^\s*FTP config>/i.exec(text)?.[0].length ?? 0;
    const words = [...text.slice(prompt).matchAll(/\S+/g)].map((match) => ({
      text: match[0],
      column: prompt + match.index + 1,
    }));
    if (words.length === 0 || /^[;!]/.test(words[0]?.text ?? "")) return [];
    return new Line(words, line, text.length + 1, this.#configuration, this.#left, (changed, left) => {
      this.#configuration = changed;
      this.#left = left;
    }).execute();
  }
}

/**
 * Applies lines to the default configuration.
 * @throws ConfigurationFault for the first line that it does not understand
 */
export function parseConfiguration(lines: readonly string[]): Configuration {
  const console = new ConfigurationConsole();
  lines.forEach((line, index) => console.execute(line, index + 1));
  return console.configuration;
}

/** One line at work. */
class Line {
  constructor(
    private readonly words: readonly Word[],
    private readonly line: number,
    private readonly end: number,
    private readonly before: Configuration,
    private readonly left: boolean,
    private readonly become: (configuration: Configuration, left: boolean) => void,
  ) {}

  execute(): string[] {
    if (this.left)
      this.#fault("the console was left with exit; remove this line, or the exit above", this.words[0]);
    if (this.words[0]?.text === "?") return this.#menu("", 0);
    const negated = this.#word("", 0) === "no";
    const at = negated ? 1 : 0;
    if (negated && this.words.length === 1) this.#fault(`no is followed by ${listed("no")}`);
    if (this.words[at]?.text === "?") return this.#menu("no", at);
    const command = this.#word(negated ? "no" : "", at);
    const menu = MENUS[command] === undefined ? undefined : command;
    if (menu !== undefined && this.words[at + 1]?.text === "?") return this.#menu(menu, at + 1);
    return this.#apply(command, negated, at + 1);
  }

  #apply(command: string, negated: boolean, at: number): string[] {
    switch (command) {
      case "check":
        return this.#check(!negated, at);
      case "default":
        this.#nothingBehind(at);
        return this.#become({ ...defaultConfiguration, checks: { ...defaultConfiguration.checks } });
      case "list":
        this.#nothingBehind(at);
        return printConfiguration(this.before);
      case "exit":
        this.#nothingBehind(at);
        this.become(this.before, true);
        return [];
      case "os": {
        const format = this.#word("os", at);
        this.#nothingBehind(at + 1);
        return this.#set({ os: format === "unix" ? "unix" : "ms-dos" });
      }
      case "syst": {
        const name = fileSystemName(foldName(this.#word("syst", at)));
        this.#nothingBehind(at + 1);
        return this.#set({ syst: name ?? "NUL" });
      }
    }
    const mode = SWITCHES.find((name) => name === command);
    if (mode !== undefined) {
      this.#nothingBehind(at);
      return this.#set({ [mode]: !negated });
    }
    if (command in METHOD_LISTS) return this.#methods(command as keyof typeof METHOD_LISTS, negated, at);
    return this.#number(command as keyof typeof NUMBERS, at);
  }

  #check(on: boolean, at: number): string[] {
    const name = this.#word("check", at);
    this.#nothingBehind(at + 1);
    if (name === "all") return this.#set({ checks: allChecks(on) });
    const check = CHECKS.find((known) => known === name);
    return check === undefined ? [] : this.#set({ checks: { ...this.before.checks, [check]: on } });
  }

  #methods(command: keyof typeof METHOD_LISTS, negated: boolean, at: number): string[] {
    const word = negated && this.words.length === at ? METHOD_LISTS[command] : this.#word(command, at);
    this.#nothingBehind(at + 2);
    const { [command]: _, ...others } = this.before;
    if (negated) return this.#become(others);
    const list = this.words[at + 1];
    if (list === undefined || list.text === "?") {
      return this.#fault(`write ${command} ${word} and the name of a method list`, list);
    }
    return this.#set({ [command]: list.text });
  }

  #number(command: keyof typeof NUMBERS, at: number): string[] {
    const { key, from, to, what } = NUMBERS[command];
    const word = this.words[at];
    const value = /^\d{1,10}$/.test(word?.text ?? "") ? Number(word?.text) : -1;
    if (value < from || value > to) this.#fault(`write ${command} and ${what} from ${from} to ${to}`, word);
    this.#nothingBehind(at + 1);
    return this.#set({ [key]: value });
  }

  #set(change: Partial<Configuration>): string[] {
    return this.#become({ ...this.before, ...change });
  }

  #become(configuration: Configuration): string[] {
    this.become(configuration, false);
    return [];
  }

  #menu(name: string, at: number): string[] {
    this.#nothingBehind(at + 1);
    return [...(MENUS[name]?.lines ?? [])];
  }

  /**
   * Reads a word of a menu, or the beginning of one that is the beginning of no other (the manual's examples abbreviate
   * rx-buff to rx-buf and syst to sys).
   */
  #word(menu: string, at: number): string {
    const word = this.words[at];
    const before = menu === "" ? "here" : `behind ${menu}`;
    if (word === undefined) return this.#fault(`write ${menu} and ${choice(menu)}`);
    const known = MENUS[menu]?.words ?? [];
    const wanted = word.text.toLowerCase();
    if (known.includes(wanted)) return wanted;
    const meant = known.filter((name) => name.startsWith(wanted));
    if (meant.length > 1) this.#fault(`${word.text} could be ${meant.join(" or ")}: write more of it`, word);
    return meant[0] ?? this.#fault(`${word.text} is not known ${before}: write ${listed(menu)}`, word);
  }

  #nothingBehind(at: number): void {
    const extra = this.words[at];
    const command = this.words
      .slice(0, at)
      .map(({ text }) => text)
      .join(" ");
    if (extra !== undefined) this.#fault(`nothing stands behind ${command}: remove ${extra.text}`, extra);
  }

  #fault(message: string, word?: Word): never {
    throw new ConfigurationFault(message, this.line, word?.column ?? this.end);
  }
}

/** `a, b or c`, or the word itself when there is one only. */
function listed(menu: string): string {
  const words = MENUS[menu]?.words ?? [];
  return [words.slice(0, -1).join(", "), ...words.slice(-1)].filter((part) => part !== "").join(" or ");
}

function choice(menu: string): string {
  return MENUS[menu]?.words.length === 1 ? listed(menu) : `one of ${listed(menu)}`;
}
