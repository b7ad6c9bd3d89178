import { expect } from "chai";
import { hostOf } from "./address.js";

describe("server/ftp/address", () => {
  const cases: readonly (readonly [address: string | undefined, host: string])[] = [
    ["127.0.0.1", "127.0.0.1"],
    ["::ffff:127.0.0.1", "127.0.0.1"],
    ["::FFFF:127.9.0.1", "127.9.0.1"],
    ["::1", "::1"],
    ["0:0:0:0:0:0:0:1", "::1"],
    ["::1%lo", "::1"],
    [undefined, ""],
  ];
  for (const [address, host] of cases) {
    it(`${address} is ${host}`, () => {
      expect(hostOf(address)).to.equal(host);
    });
  }
});
