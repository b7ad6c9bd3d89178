/**
 * Nobody leaves a server behind: it would keep the process alive for ever after its last line. And nobody leaves a run in the
 * folder where people have theirs. Mocha is told to load this (`require`), so that it holds behind every file, also where
 * files run in several processes.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { packageRoot } from "./files/package-root.js";

const reports = (): string[] => readdirSync(join(packageRoot(), "reports"));
const before = new Set(reports());

export const mochaHooks: Mocha.RootHookObject = {
  afterAll() {
    const left = process.getActiveResourcesInfo().filter((kind) => kind === "TCPServerWrap");
    expect(left, "servers that still listen").to.deep.equal([]);
    const runs = reports().filter((name) => !before.has(name));
    expect(runs, "runs in reports/, of a test without --out or of you meanwhile").to.deep.equal([]);
  },
};
