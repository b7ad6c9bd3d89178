import { expect } from "chai";
import { catalogue } from "../systems/dm724/catalogue.js";

describe("the faults of a device", () => {
  const faults = [...catalogue.faults.values()];

  it("are one for every reply that the catalogue calls a fault's or out of reach", () => {
    const wanted = catalogue.replies.filter(
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
    const verbs = new Set(catalogue.commands.map(({ verb }) => verb));
    const struck = faults.flatMap(({ on }) => on).filter((verb) => verb !== "*");
    expect(struck.filter((verb) => !verbs.has(verb))).to.deep.equal([]);
  });
});
