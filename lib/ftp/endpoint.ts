import { parseByte, parseIpv4, parseIpv6, printIpv6 } from "./address.js";

/** Where a data connection goes. */
export interface Endpoint {
  /** Dotted decimal, or IPv6 in the form of RFC 5952. */
  host: string;
  /** 1 to 65535. */
  port: number;
}

/**
 * What is wrong with an argument, as finely as Dm724-I 1.4.2 tells it apart: PORT has four texts for 501, EPRT
 * seven and the 522.
 */
export type EndpointFault =
  | "address"
  | "address-delimiter"
  | "port"
  | "port-delimiter"
  | "first-delimiter"
  | "second-delimiter"
  | "third-delimiter"
  | "fourth-delimiter"
  | "protocol"
  | "missing";

interface Refused {
  ok: false;
  fault: EndpointFault;
  /** The index in the text at which reading it from the left goes wrong. */
  at: number;
}

export type ParsedEndpoint = { ok: true; endpoint: Endpoint } | Refused;

const refused = (fault: EndpointFault, at: number): Refused => ({ ok: false, fault, at });

/** The index behind the run of decimal digits that begins here; a delimiter that is a digit ends the run. */
function endOfDigits(text: string, from: number, delimiter = ""): number {
  let at = from;
  for (; at < text.length; at++) {
    const character = text.charAt(at);
    if (character < "0" || character > "9" || character === delimiter) break;
  }
  return at;
}

/**
 * Reads the argument of PORT, `h1,h2,h3,h4,p1,p2` (RFC 959 5.3.2), strictly: decimal fields of 0 to 255 without
 * leading zeros, commas, nothing else and nothing behind. Port 0 is no port. What stands where a comma or the end
 * is due is a delimiter fault, of the port from p1 on.
 */
export function parsePort(argument: string): ParsedEndpoint {
  if (argument === "") return refused("missing", 0);
  const fields: number[] = [];
  const starts: number[] = [];
  let at = 0;
  for (let index = 0; index < 6; index++) {
    const end = endOfDigits(argument, at);
    const field = parseByte(argument.slice(at, end));
    if (field === undefined) return refused(index < 4 ? "address" : "port", at);
    fields.push(field);
    starts.push(at);
    const delimiter = index < 5 ? "," : "";
    if (argument.charAt(end) !== delimiter) {
      return refused(index < 4 ? "address-delimiter" : "port-delimiter", end);
    }
    at = end + 1;
  }
  return sixNumbers(fields, starts);
}

function sixNumbers(fields: readonly number[], starts: readonly number[]): ParsedEndpoint {
  const [high = 0, low = 0] = fields.slice(4);
  const port = high * 256 + low;
  if (port === 0) return refused("port", starts[4] ?? 0);
  return { ok: true, endpoint: { host: fields.slice(0, 4).join("."), port } };
}

/**
 * The six numbers of PORT and of a 227, without parentheses.
 * @throws RangeError when the host is no IPv4 address or the port is none
 */
export function printPort(endpoint: Endpoint): string {
  const address = parseIpv4(endpoint.host);
  if (!address) throw new RangeError(`${endpoint.host} is no IPv4 address`);
  checkPort(endpoint.port);
  return [...address, endpoint.port >> 8, endpoint.port & 0xff].join(",");
}

function checkPort(port: number): void {
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new RangeError(`${port} is no port`);
}

/** How a 227 has its numbers: "regular" is `(h1,h2,h3,h4,p1,p2)`, the rest is for a remark. */
export type PassiveStyle = "regular" | "no-parentheses" | "blanks" | "leading-zeros";

const SIX_NUMBERS = /(?<!\d)\d{1,5}(?:[ \t]*,[ \t]*\d{1,5}(?!\d)){5}/;

/**
 * Reads the text of a 227, tolerantly: RFC 959 does not fix its form, so RFC 1123 4.1.2.6 has the user-PI search
 * it for the numbers, wherever they stand.
 */
export function parsePassive(text: string): ParsedEndpoint & { style?: PassiveStyle } {
  const found = SIX_NUMBERS.exec(text);
  if (!found) return refused("missing", 0);
  const end = found.index + found[0].length;
  // With a seventh number nobody knows which six are meant.
  if (/^[ \t]*,[ \t]*\d/.test(text.slice(end, end + 8))) return refused("port-delimiter", end);
  const starts: number[] = [];
  const fields: number[] = [];
  for (const number of found[0].matchAll(/\d+/g)) {
    const field = Number(number[0]);
    const at = found.index + number.index;
    if (field > 255) return refused(fields.length < 4 ? "address" : "port", at);
    starts.push(at);
    fields.push(field);
  }
  const parsed = sixNumbers(fields, starts);
  return parsed.ok ? { ...parsed, style: styleOf(text, found[0], found.index) } : parsed;
}

function styleOf(text: string, numbers: string, at: number): PassiveStyle {
  if (/[ \t]/.test(numbers)) return "blanks";
  if (/(?:^|,)0\d/.test(numbers)) return "leading-zeros";
  const parentheses = text.charAt(at - 1) === "(" && text.charAt(at + numbers.length) === ")";
  return parentheses ? "regular" : "no-parentheses";
}

/**
 * Reads the argument of EPRT, `<d>protocol<d>address<d>port<d>` (RFC 2428 2), strictly and from the left: the
 * first thing that is wrong is the fault. The delimiter is any of ASCII 33 to 126, so a digit may be one; but when
 * nothing sensible follows such a digit, it was the protocol and the first delimiter is missing.
 */
export function parseEprt(argument: string): { ok: true; endpoint: Endpoint; protocol: 1 | 2 } | Refused {
  if (argument === "") return refused("missing", 0);
  const delimiter = argument.charAt(0);
  if (!/[!-~]/.test(delimiter)) return refused("first-delimiter", 0);
  const parsed = eprtFields(argument, delimiter);
  return !parsed.ok && /\d/.test(delimiter) ? refused("first-delimiter", 0) : parsed;
}

function eprtFields(
  argument: string,
  delimiter: string,
): { ok: true; endpoint: Endpoint; protocol: 1 | 2 } | Refused {
  const second = endOfDigits(argument, 1, delimiter);
  const protocol = argument.slice(1, second);
  if (protocol !== "1" && protocol !== "2") return refused("protocol", 1);
  if (argument.charAt(second) !== delimiter) return refused("second-delimiter", second);

  const start = second + 1;
  const address =
    protocol === "1" ? readIpv4(argument, start, delimiter) : readIpv6(argument, start, delimiter);
  if (!address.ok) return address;
  const third = address.end;
  if (argument.charAt(third) !== delimiter) return refused("third-delimiter", third);

  const fourth = endOfDigits(argument, third + 1, delimiter);
  const digits = argument.slice(third + 1, fourth);
  const port = Number(digits);
  if (!/^[1-9]\d*$/.test(digits) || port > 65535) return refused("port", third + 1);
  if (argument.charAt(fourth) !== delimiter) return refused("fourth-delimiter", fourth);
  if (argument.length > fourth + 1) return refused("fourth-delimiter", fourth + 1);
  return { ok: true, endpoint: { host: address.host, port }, protocol: protocol === "1" ? 1 : 2 };
}

type ReadAddress = { ok: true; host: string; end: number } | Refused;

function readIpv4(text: string, from: number, delimiter: string): ReadAddress {
  let at = from;
  for (let index = 0; ; index++) {
    const end = endOfDigits(text, at, delimiter);
    if (parseByte(text.slice(at, end)) === undefined) return refused("address", at);
    if (index === 3) return { ok: true, host: text.slice(from, end), end };
    if (text.charAt(end) !== ".") return refused("address-delimiter", end);
    at = end + 1;
  }
}

function readIpv6(text: string, from: number, delimiter: string): ReadAddress {
  let end = from;
  while (/[0-9A-Fa-f:.]/.test(text.charAt(end)) && text.charAt(end) !== delimiter) end++;
  const groups = parseIpv6(text.slice(from, end));
  if (groups) return { ok: true, host: printIpv6(groups), end };
  // The part that can stand in an address is no address. Was it cut short by a wrong delimiter of its own?
  const cutShort =
    end > from && end < text.length && text.charAt(end) !== delimiter && !/[:.]/.test(text.charAt(end - 1));
  return cutShort ? refused("address-delimiter", end) : refused("address", from);
}

/**
 * The argument of EPRT with the delimiter that RFC 2428 recommends.
 * @throws RangeError when the host is no address or the port is none
 */
export function printEprt(endpoint: Endpoint): string {
  const { host, port } = endpoint;
  const protocol = parseIpv4(host) ? 1 : 2;
  if (protocol === 2 && !parseIpv6(host)) throw new RangeError(`${host} is no address`);
  checkPort(port);
  return `|${protocol}|${host}|${port}|`;
}

const EXTENDED = /\(([!-~])\1\1(\d+)\1\)/;
/** A digit is no delimiter here: nobody could tell it from those of the protocol. */
const EXTENDED_FILLED = /\(([!-/:-~])\d*\1[^()]*?\1(\d+)\1\)/;
const EXTENDED_OPEN = /([!-/:-@[-`{-~])\1\1(\d+)\1/;

/**
 * Reads the text of a 229, `(<d><d><d>port<d>)` (RFC 2428 3). Clients search for exactly that form, so blanks in
 * the place of delimiters are a fault and not a style (AMB-006).
 * @returns the port; `irregular` says what else is wrong with a form of which the port is certain
 */
export function parseExtendedPassive(
  text: string,
): { ok: true; port: number; irregular?: string } | { ok: false; fault: string; at: number } {
  const regular = EXTENDED.exec(text);
  const filled = regular ? null : EXTENDED_FILLED.exec(text);
  const found = regular ?? filled ?? withoutParentheses(text);
  if (!found) return noExtendedPassive(text);
  const digits = found[2] ?? "";
  const port = Number(digits);
  if (port < 1 || port > 65535) {
    return {
      ok: false,
      fault: `the port is ${digits.slice(0, 20)}`,
      at: found.index + found[0].lastIndexOf(digits),
    };
  }
  const irregular = [
    ...(filled ? ["protocol and address are not empty"] : []),
    ...((regular ?? filled) ? [] : ["there are no parentheses"]),
    ...(digits.startsWith("0") ? ["the port has leading zeros"] : []),
  ];
  return irregular.length > 0 ? { ok: true, port, irregular: irregular.join(", ") } : { ok: true, port };
}

/** Parentheses with blanks between them and the delimiters are not "no parentheses": clients stumble there. */
function withoutParentheses(text: string): RegExpExecArray | null {
  const found = EXTENDED_OPEN.exec(text);
  if (!found) return null;
  const before = text.slice(0, found.index).trimEnd();
  const behind = text.slice(found.index + found[0].length).trimStart();
  return before.endsWith("(") && behind.startsWith(")") ? null : found;
}

function noExtendedPassive(text: string): { ok: false; fault: string; at: number } {
  const found = /\(([^()]*)\)/.exec(text);
  if (!found) return { ok: false, fault: "there is no (|||port|)", at: 0 };
  const blank = found[1]?.search(/\s/) ?? -1;
  if (blank < 0)
    return { ok: false, fault: "what the parentheses hold is not |||port|", at: found.index + 1 };
  const fault = "a blank stands where a delimiter or a digit of (|||port|) is due, so clients find no port";
  return { ok: false, fault, at: found.index + 1 + blank };
}
