/** Numbers for people: benchmarks print, they never assert. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

export function row(name: string, values: readonly number[], unit: string): string {
  const show = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(2));
  const span = `${show(Math.min(...values))} to ${show(Math.max(...values))}`;
  return `${name.padEnd(44)} ${show(median(values)).padStart(9)} ${unit}  (${span}, ${values.length} rounds)`;
}
