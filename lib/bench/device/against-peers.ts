/** The reference device as an FTP server beside those that others made, in turns. */
import { cpus, release } from "node:os";
import { FIGURES, type Figure, measure } from "./measure.js";
import { takeFirstCpu } from "./placing.js";
import { type Contender, device, PEERS, peer, versionOf } from "./servers.js";
import { table } from "./table.js";

/** Everybody is compared with this one. */
const YARDSTICK = "vsftpd";

/** @param rounds in each of which every server has one turn @returns lines to print */
export async function deviceAgainstPeers(rounds: number): Promise<string[]> {
  // An end by Ctrl-C has to end the servers too, which is done at the exit.
  process.once("SIGINT", () => process.exit(130));
  const machine = `${cpus().length} x ${cpus()[0]?.model ?? "?"}, Linux ${release()}, Node ${process.version}`;
  const lines = [machine, takeFirstCpu()];
  const servers: Contender[] = [device];
  for (const [index, name] of PEERS.entries()) {
    try {
      lines.push(versionOf(name));
      servers.push(peer(name, index));
    } catch (error) {
      lines.push(leftOut(name, error));
    }
  }
  process.stderr.write("a turn for the client, whose code is compiled while it runs: not counted\n");
  await measure(device, () => {});
  const results = new Map<Figure, Map<string, number[]>>();
  for (let round = 0; round < rounds; round += 1) {
    for (const server of servers.slice()) {
      process.stderr.write(`round ${round + 1} of ${rounds}: ${server.name}\n`);
      try {
        await measure(server, (figure, value) => {
          const ofFigure = results.get(figure) ?? new Map<string, number[]>();
          results.set(figure, ofFigure);
          ofFigure.set(server.name, [...(ofFigure.get(server.name) ?? []), value]);
        });
      } catch (error) {
        if (server === device) throw error;
        lines.push(leftOut(server.name, error));
        servers.splice(servers.indexOf(server), 1);
      }
    }
  }
  for (const figure of Object.keys(FIGURES) as Figure[]) lines.push(...table(figure, results, YARDSTICK));
  return lines;
}

function leftOut(name: string, error: unknown): string {
  return `${name} is left out: ${error instanceof Error ? error.message : String(error)}`;
}
