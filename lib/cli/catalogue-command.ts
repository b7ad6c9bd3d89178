import type { DeviceFault } from "../catalogue/faults.js";
import { catalogueJson, catalogueTable } from "../catalogue/table.js";
import { catalogue } from "../systems/dm724/catalogue.js";

/** `flashgate catalogue`: what the manual documents, for people or for programs. */
export function catalogueCommand(options: { json?: boolean; faults?: boolean }): number {
  const json = options.json === true;
  const text =
    options.faults === true
      ? faultList(json)
      : json
        ? catalogueJson(catalogue.replies)
        : catalogueTable(catalogue.replies, catalogue.cited);
  process.stdout.write(`${text.trimEnd()}\n`);
  return 0;
}

/** The faults of the reference device: name, what each strikes, and the reply that tells of it. */
function faultList(json: boolean): string {
  const faults = [...catalogue.faults.values()];
  if (json) {
    const objects = faults.map(({ name, on, point, entry }) => ({ name, on, point, reply: entry.id }));
    return JSON.stringify(objects, null, 2);
  }
  const width = Math.max(...faults.map(({ name }) => name.length));
  const line = ({ name, on, entry }: DeviceFault): string =>
    `${name.padEnd(width)}  ${on.join(", ")}: ${entry.code} ${entry.text}`;
  return faults.map(line).join("\n");
}
