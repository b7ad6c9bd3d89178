/**
 * Internet addresses as text. Own code and not that of the system, because a conformance suite has to accept
 * and refuse the same forms on every platform.
 */

const GROUPS = 8;
const BYTE = /^(?:0|[1-9]\d{0,2})$/;

/** A decimal 0 to 255 without leading zeros: some readers take "010" for octal, so it means nothing certain. */
export function parseByte(text: string): number | undefined {
  if (!BYTE.test(text)) return undefined;
  const byte = Number(text);
  return byte <= 255 ? byte : undefined;
}

/** @returns the four octets of a dotted decimal address */
export function parseIpv4(text: string): number[] | undefined {
  const bytes = text.split(".", 5).map(parseByte);
  if (bytes.length !== 4) return undefined;
  const octets = bytes.filter((byte) => byte !== undefined);
  return octets.length === 4 ? octets : undefined;
}

/** @returns the eight groups of an IPv6 address in any form of RFC 4291 2.2, without a zone */
export function parseIpv6(text: string): number[] | undefined {
  if (text.length > "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".length) return undefined;
  const [head = "", tail, more] = text.split("::", 3);
  if (more !== undefined) return undefined;
  if (tail === undefined) {
    const groups = parseGroups(head, true);
    return groups?.length === GROUPS ? groups : undefined;
  }
  const before = head === "" ? [] : parseGroups(head, false);
  const after = tail === "" ? [] : parseGroups(tail, true);
  if (!before || !after) return undefined;
  const zeros = GROUPS - before.length - after.length;
  // "::" stands for one group at least.
  return zeros >= 1 ? [...before, ...Array.from({ length: zeros }, () => 0), ...after] : undefined;
}

function parseGroups(text: string, mayEndInIpv4: boolean): number[] | undefined {
  const words = text.split(":");
  const groups: number[] = [];
  for (const [index, word] of words.entries()) {
    if (mayEndInIpv4 && index === words.length - 1 && word.includes(".")) {
      const [a, b, c, d] = parseIpv4(word) ?? [];
      if (a === undefined || b === undefined || c === undefined || d === undefined) return undefined;
      groups.push((a << 8) | b, (c << 8) | d);
    } else if (/^[0-9A-Fa-f]{1,4}$/.test(word)) {
      groups.push(Number.parseInt(word, 16));
    } else {
      return undefined;
    }
  }
  return groups;
}

/** The one text of RFC 5952 for the eight groups of an address, so that equal addresses are equal texts. */
export function printIpv6(groups: readonly number[]): string {
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (mapped) {
    const octets = groups.slice(6).flatMap((group) => [group >> 8, group & 0xff]);
    return `::ffff:${octets.join(".")}`; // RFC 5952 5
  }
  const words = groups.map((group) => group.toString(16));
  const { from, length } = longestZeros(groups);
  if (length < 2) return words.join(":"); // RFC 5952 4.2.2
  return `${words.slice(0, from).join(":")}::${words.slice(from + length).join(":")}`;
}

/** The first of the longest runs of zero groups (RFC 5952 4.2.3). */
function longestZeros(groups: readonly number[]): { from: number; length: number } {
  let best = { from: 0, length: 0 };
  let from = 0;
  for (const [index, group] of groups.entries()) {
    if (group !== 0) from = index + 1;
    else if (index + 1 - from > best.length) best = { from, length: index + 1 - from };
  }
  return best;
}
