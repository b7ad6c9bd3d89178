/** The command word as a server should read it, SITE with its own: Telnet and control octets do not belong to it. */
export function verbIn(line: string): string {
  const letters = line.replace(/[^\x20-\x7e]/g, "").trimStart();
  const [verb = "", word] = letters.toUpperCase().split(/ +/);
  return verb === "SITE" && word !== undefined ? `${verb} ${word}` : verb;
}

/** The commands in octets that are sent in one go, in order; a line end in the middle separates two of them. */
export function verbsIn(octets: string): string[] {
  const lines = octets.split(/[\r\n]+/).filter((line) => line !== "");
  return lines.length === 0 ? [""] : lines.map(verbIn);
}
