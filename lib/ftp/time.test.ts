import { expect } from "chai";
import fc from "fast-check";
import { parseTime, printTime } from "./time.js";

describe("the time of MDTM", () => {
  const accepted: [why: string, text: string, iso: string, fraction?: string][] = [
    ["UTC, to the second", "20261120211005", "2026-11-20T21:10:05.000Z"],
    ["a fraction", "20261120211005.25", "2026-11-20T21:10:05.000Z", "25"],
    ["February 29 in a leap year", "20240229000000", "2024-02-29T00:00:00.000Z"],
    ["2000 was a leap year", "20000229000000", "2000-02-29T00:00:00.000Z"],
    ["a leap second (RFC 3659 2.3)", "20161231235960", "2017-01-01T00:00:00.000Z"],
    ["the start of UNIX time", "19700101000000", "1970-01-01T00:00:00.000Z"],
    ["a device without a clock", "00010101000000", "0001-01-01T00:00:00.000Z"],
  ];
  for (const [why, text, iso, fraction] of accepted) {
    it(why, () => {
      const date = new Date(iso);
      expect(parseTime(text)).to.deep.equal(fraction ? { ok: true, date, fraction } : { ok: true, date });
    });
  }

  const refused: [why: string, text: string, fault: string][] = [
    ["no text", "", "not YYYYMMDDHHMMSS"],
    ["blanks", "2026 1120211005", "not YYYYMMDDHHMMSS"],
    ["a zone", "20261120211005Z", "not YYYYMMDDHHMMSS"],
    ["a point without a fraction", "20261120211005.", "not YYYYMMDDHHMMSS"],
    ["the year 2000 fault", "191001120211005", "15 digits"],
    ["no seconds", "202611202110", "12 digits"],
    ["month 0", "20260020211005", "month 0 is not 1 to 12"],
    ["month 13", "20261320211005", "month 13 is not 1 to 12"],
    ["day 0", "20261100211005", "day 0 is not 1 to 30"],
    ["November 31", "20261131211005", "day 31 is not 1 to 30"],
    ["February 29 in another year", "20260229211005", "day 29 is not 1 to 28"],
    ["1900 was no leap year", "19000229211005", "day 29 is not 1 to 28"],
    ["hour 24", "20261120241005", "hour 24 is not 0 to 23"],
    ["minute 60", "20261120216005", "minute 60 is not 0 to 59"],
    ["second 61", "20261120211061", "second 61 is not 0 to 60"],
  ];
  for (const [why, text, fault] of refused) {
    it(`refused: ${why}`, () => {
      const parsed = parseTime(text);
      expect(parsed.ok).to.equal(false);
      expect(!parsed.ok && parsed.fault).to.contain(fault);
    });
  }

  it("is printed in UTC, without the milliseconds", () => {
    expect(printTime(new Date("2026-01-02T03:04:05.999Z"))).to.equal("20260102030405");
  });

  it("a date that has no such form is a mistake of the programmer", () => {
    expect(() => printTime(new Date(Number.NaN))).to.throw(RangeError);
    expect(() => printTime(new Date("+010000-01-01T00:00:00Z"))).to.throw(RangeError);
  });

  it("what is printed is read back", () => {
    const dates = fc.date({
      min: new Date("0000-01-01T00:00:00Z"),
      max: new Date("9999-12-31T23:59:59Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(dates, (date) => {
        const whole = new Date(Math.floor(date.getTime() / 1000) * 1000);
        expect(parseTime(printTime(date))).to.deep.equal({ ok: true, date: whole });
      }),
    );
  });
});
