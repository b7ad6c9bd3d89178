/** A server that a test forgot keeps the process alive for ever after its last line. */
import { expect } from "chai";

after("no test leaves a server behind", () => {
  const left = process.getActiveResourcesInfo().filter((kind) => kind === "TCPServerWrap");
  expect(left, "servers that still listen").to.deep.equal([]);
});
