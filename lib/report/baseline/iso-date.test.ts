import { expect } from "chai";
import { dayAfter, dayOf, daysFrom, isDay } from "./iso-date.js";

describe("report/baseline/iso-date", () => {
  for (const day of ["2027-01-31", "2028-02-29", "0001-01-01"])
    it(`${day} is a day`, () => expect(isDay(day)).to.equal(true));
  for (const text of [
    "2027-02-30",
    "2027-02-29",
    "2027-13-01",
    "2027-1-1",
    "20270101",
    "",
    "2027-01-01T00:00",
  ])
    it(`"${text}" is none`, () => expect(isDay(text)).to.equal(false));

  it("counts days, over the end of a year and of summer time too", () => {
    expect(daysFrom("2026-12-31", "2027-01-01")).to.equal(1);
    expect(daysFrom("2026-03-01", "2026-11-01")).to.equal(245);
    expect(daysFrom("2026-11-21", "2026-11-20")).to.equal(-1);
    expect(dayAfter("2027-02-28", 1)).to.equal("2027-03-01");
    expect(dayOf(new Date("2026-11-21T23:59:59.999Z"))).to.equal("2026-11-21");
  });
});
