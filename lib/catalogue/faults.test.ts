import { expect } from "chai";
import { ftpCatalogue, ftpCommands } from "./catalogue.js";
import { deviceFaults } from "./faults.js";

describe("the faults of a device", () => {
  const faults = [...deviceFaults().values()];

  it("are one for every reply that the catalogue calls a fault's or out of reach", () => {
    const wanted = ftpCatalogue().filter(
      ({ provocation }) => provocation === "fault" || provocation === "outside",
    );
    expect(wanted.length).to.be.greaterThan(80);
    const told = new Set(faults.map(({ entry }) => entry.id));
    expect(wanted.filter(({ id }) => !told.has(id)).map(({ id }) => id)).to.deep.equal([]);
  });

  it("tell of replies that no protocol and no configuration brings about, each of its own", () => {
    for (const { entry } of faults) expect(entry.provocation, entry.id).to.be.oneOf(["fault", "outside"]);
    expect(new Set(faults.map(({ entry }) => entry.id)).size).to.equal(faults.length);
  });

  it("strike commands that exist", () => {
    const verbs = new Set(ftpCommands().map(({ verb }) => verb));
    const struck = faults.flatMap(({ on }) => on).filter((verb) => verb !== "*");
    expect(struck.filter((verb) => !verbs.has(verb))).to.deep.equal([]);
  });
});
