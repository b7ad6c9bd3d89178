import { asBuffer } from "./text.js";

const ROW = 16;

/**
 * The classic dump for people: offset, sixteen octets in hexadecimal, the same octets as ASCII.
 * @param options.limit octets that are shown, all by default; how many were left off is said in a last line
 * @returns lines joined by LF, without one at the end; the empty text for no octets
 */
export function hexDump(octets: Uint8Array, options: { limit?: number } = {}): string {
  const shown = asBuffer(octets).subarray(0, Math.max(0, options.limit ?? octets.length));
  const rows: string[] = [];
  for (let at = 0; at < shown.length; at += ROW) rows.push(row(shown.subarray(at, at + ROW), at));
  const left = octets.length - shown.length;
  if (left > 0) rows.push(`... ${left} more ${left === 1 ? "octet" : "octets"}`);
  return rows.join("\n");
}

function row(octets: Buffer, at: number): string {
  const hex = octets
    .toString("hex")
    .replace(/../g, "$& ")
    .padEnd(3 * ROW);
  const ascii = octets.toString("latin1").replace(/[^\x20-\x7e]/g, ".");
  const half = 3 * (ROW / 2);
  return `${at.toString(16).padStart(8, "0")}  ${hex.slice(0, half)} ${hex.slice(half)} |${ascii}|`;
}
