import { FILE_SYSTEMS, type FileSystemName, fileSystemName, foldName } from "./names.js";

/** How LIST prints and what SYST says (Dm724-I 2.1.15). */
export type ListingFormat = "unix" | "ms-dos";

/** What is set under `FTP config>` (Dm724-I 2.1), as far as the device acts on it. */
export interface Configuration {
  /** sessions at the same time; 0 stops the service */
  clients: number;
  /** seconds without a command after which a session ends; 0: never */
  timer: number;
  direct: boolean;
  immediate: boolean;
  keepalive: boolean;
  reply: boolean;
  os: ListingFormat;
  /** the file system that a connection begins in; NUL: the first that the device has (3.7, CHECK SYSTEM) */
  syst: FileSystemName;
}

/** As LIST shows it on a device that was never configured (Dm724-I 2.1.12, AMB-043). */
export const defaultConfiguration: Readonly<Configuration> = {
  clients: 1,
  timer: 360,
  direct: false,
  immediate: true,
  keepalive: false,
  reply: false,
  os: "unix",
  syst: "NUL",
};

/** A line that is no configuration, and what to write instead. */
export class ConfigurationFault extends Error {
  override readonly name = "ConfigurationFault";

  /**
   * @param line counted from 1
   * @param column counted from 1
   */
  constructor(
    message: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(message);
  }
}

interface Word {
  text: string;
  column: number;
}

const SWITCHES = ["direct", "immediate", "keepalive", "reply"] as const;
const KNOWN =
  "clients <number>, timer <seconds>, os unix, os ms-dos, syst <file system>, or direct, immediate, keepalive and reply with or without no";
const MAX_CLIENTS = 255;
const MAX_TIMER = 86_400;

/**
 * Applies lines in the manual's own syntax to the default configuration; blank ones are skipped, case does not matter.
 * @throws ConfigurationFault for the first line that it does not understand
 */
export function parseConfiguration(lines: readonly string[]): Configuration {
  const configuration = { ...defaultConfiguration };
  lines.forEach((text, index) => {
    const words = [...text.matchAll(/\S+/g)].map((match) => ({
      text: match[0].toLowerCase(),
      column: match.index + 1,
    }));
    if (words.length > 0) applyLine(configuration, words, index + 1, text.length + 1);
  });
  return configuration;
}

function applyLine(to: Configuration, words: readonly Word[], line: number, end: number): void {
  const fault = (message: string, word?: Word): never => {
    throw new ConfigurationFault(message, line, word?.column ?? end);
  };
  const negated = words[0]?.text === "no";
  const [command, argument, extra] = negated ? words.slice(1) : words;
  if (command === undefined) return fault("no is followed by direct, immediate, keepalive or reply");

  const name = SWITCHES.find((name) => name === command.text);
  if (name !== undefined) {
    if (argument !== undefined) fault(`${name} takes no argument: write ${name} or no ${name}`, argument);
    to[name] = !negated;
    return;
  }
  if (negated)
    fault(
      `no ${command.text} is not known: write no direct, no immediate, no keepalive or no reply`,
      command,
    );
  if (extra !== undefined) fault(`nothing stands behind ${command.text} ${argument?.text}`, extra);
  switch (command.text) {
    case "clients":
      to.clients =
        number(argument, MAX_CLIENTS) ??
        fault(`write clients and a number from 0 to ${MAX_CLIENTS}`, argument);
      return;
    case "timer":
      to.timer =
        number(argument, MAX_TIMER) ?? fault(`write timer and seconds from 0 to ${MAX_TIMER}`, argument);
      return;
    case "os":
      if (argument?.text !== "unix" && argument?.text !== "ms-dos")
        return fault("write os unix or os ms-dos", argument);
      to.os = argument.text;
      return;
    case "syst": {
      const names = FILE_SYSTEMS.join(", ").toLowerCase();
      to.syst =
        fileSystemName(foldName(argument?.text ?? "")) ?? fault(`write syst and one of ${names}`, argument);
      return;
    }
    default:
      fault(`${command.text} is not known here: write ${KNOWN}`, command);
  }
}

function number(word: Word | undefined, most: number): number | undefined {
  if (word === undefined || !/^\d{1,9}$/.test(word.text)) return undefined;
  const value = Number(word.text);
  return value <= most ? value : undefined;
}
