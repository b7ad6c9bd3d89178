/** Results for people, in Markdown, so that they can be kept. */
import { median } from "../figures.js";
import { FIGURES, type Figure } from "./measure.js";

/** values by figure, and within that by the server's name, in the order in which they were taken */
export type Results = ReadonlyMap<Figure, ReadonlyMap<string, readonly number[]>>;

/** @param yardstick the server that the others are compared with */
export function table(figure: Figure, results: Results, yardstick: string): string[] {
  const { title, unit, beside = figure } = FIGURES[figure] as (typeof FIGURES)[Figure] & { beside?: Figure };
  const measured = median(results.get(beside)?.get(yardstick) ?? []);
  const rows = [...(results.get(figure) ?? [])].map(([name, values]) =>
    [
      `| ${name.padEnd(10)}`,
      ...[median(values), Math.min(...values), Math.max(...values)].map((value) => show(value).padStart(7)),
      `${(measured > 0 ? (median(values) / measured).toFixed(2) : "-").padStart(13)} |`,
    ].join(" | "),
  );
  const heading = `| ${title}, ${unit} | median | minimum | maximum | of ${yardstick} |`;
  return ["", heading, "| :-- | --: | --: | --: | --: |", ...rows];
}

function show(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(1);
}
