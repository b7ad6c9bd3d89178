import { describeSymptoms } from "./symptoms.test.js";

describeSymptoms("missing", [
  ["site-missing", ["SITE STATBUFFER"], /^211/, /^502/],
  ["top-missing", ["CWD /"], /^200/, /^550/],
  ["disk-missing", ["CWD DSK"], /^200/, /^550/],
  ["buffer-missing", ["CWD MEM"], /^200/, /^550/],
  ["first-sink-missing", ["CWD TST"], /^200/, /^550/],
  ["second-sink-missing", ["CWD TS1"], /^200/, /^550/],
  ["code-files-not-kept", ["STOR A.X < abc", "SIZE /MEM/A.X"], /^213 3/, /^550/, "current"],
  ["configuration-files-not-kept", ["STOR A.CFG < abc", "SIZE /MEM/A.CFG"], /^213 3/, /^550/, "current"],
  [
    "configuration-not-to-flash",
    ["CWD FCO", "STOR A.CFG < abc", "SITE SAVEBUFFER", "SIZE /FDA/A.CFG"],
    /^213 3/,
    /^550/,
    "legacy",
  ],
  ["code-not-to-flash", ["CWD FDA", "STOR A.X < abc", "SITE SAVEBUFFER"], /ordered/, /completed/, "legacy"],
  ["last-file-system-first", ["REIN", "USER root", "PASS", "PWD"], /DSK/, /TS1/],
]);
