import { describeSymptoms } from "./symptoms.test.js";

describeSymptoms("stored", [
  [
    "stor-keeps-the-tail",
    ["STOR A < abc", "SITE SAVEBUFFER", "STOR A < d", "SITE SAVEBUFFER", "SIZE A"],
    /^213 1/,
    /^213 3/,
  ],
  ["empty-file-not-stored", ["STOR A < ", "SIZE /MEM/A"], /^213 0/, /^550/],
  ["appe-needs-a-file", ["APPE A < abc"], / \| 226 /, / \| 550 /],
  ["size-before-the-append", ["STOR A < abc", "APPE A < d", "SIZE /MEM/A"], /^213 4/, /^213 3/],
  [
    "mdtm-of-the-first-version",
    ["SITE DIRECT ON", "STOR CONFIG.CFG < a", "MDTM CONFIG.CFG"],
    /^213 202611/,
    /^213 202608/,
  ],
  ["mdtm-with-two-digits-for-the-year", ["MDTM CONFIG.CFG"], /^213 20260821060000$/, /^213 260821060000$/],
  ["dele-of-nothing", ["DELE NOSUCH.TXT"], /^550/, /^250/],
  ["rnfr-of-nothing", ["RNFR NOSUCH.TXT"], /^550/, /^350/],
  ["appe-one-octet-short", ["STOR A < abc", "APPE A < de", "SIZE /MEM/A"], /^213 5/, /^213 4/],
]);
