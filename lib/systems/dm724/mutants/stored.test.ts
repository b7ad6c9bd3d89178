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
  ["checksum-begins-one-later", ["STOR A < abc", "XCRC /MEM/A 1 1"], /^250 71BEEFF9$/, /^250 E8B7BE43$/],
  ["checksum-past-the-end", ["STOR A < abc", "XCRC /MEM/A 0 4"], /^550/, /^250 352441C2$/],
  [
    "checksum-as-sent",
    ["TYPE I", "STOR A < a\n", "TYPE A", "XCRC /MEM/A"],
    /^250 DDEAA107$/,
    /^250 (?!DDEAA107)/,
  ],
  ["xcrc-not-inverted", ["STOR A < abc", "XCRC /MEM/A"], /^250 352441C2$/, /^250 CADBBE3D$/],
  ["xcrc-octets-turned-round", ["STOR A < abc", "XCRC /MEM/A"], /^250 352441C2$/, /^250 C2412435$/],
  ["xmd5-octets-turned-round", ["XMD5 CONFIG.CFG"], /^250 [0-9A-F]{32}$/, /^250 [0-9A-F]{32}$/],
  ["checksum-name-without-quotes", ['XCRC "CONFIG.CFG"'], /^250/, /^501/],
  ["checksum-name-with-quotes", ["XCRC CONFIG.CFG"], /^250/, /^501/],
  ["appe-one-octet-short", ["STOR A < abc", "APPE A < de", "SIZE /MEM/A"], /^213 5/, /^213 4/],
]);
