/**
 * Nobody leaves a server behind: it would keep the process alive for ever after its last line. Mocha is told to load this
 * (`require`), so that it holds behind every file, also where files run in several processes.
 */
import { expect } from "chai";

export const mochaHooks: Mocha.RootHookObject = {
  afterAll() {
    const left = process.getActiveResourcesInfo().filter((kind) => kind === "TCPServerWrap");
    expect(left, "servers that still listen").to.deep.equal([]);
  },
};
