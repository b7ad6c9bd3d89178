import { describeSymptoms } from "./symptoms.test.js";

describeSymptoms("sinks", [
  ["test-mode-fills-the-buffer", ["ACCT TEST0", "STOR A < abc", "SITE STATBUFFER"], /-0 f/, /-3 f/],
  ["test1-is-tst", ["ACCT TEST1", "PWD"], /"\/TS1"/, /"\/TST"/],
  ["acct-takes-any-word", ["ACCT STAFF"], /^202/, /^200/],
  ["sink-remembers-nothing", ["CWD TST", "STOR A < abc", "SIZE A"], /^213 3/, /^550/],
  ["sink-remembers-all", ["CWD TST", "STOR A < abc", "STOR B < d", "SIZE A"], /^550/, /^213 3/],
  ["sink-without-rest", ["TYPE I", "CWD TST", "REST 60", "RETR 100"], / 40 bytes/, / 100 bytes/],
  ["sink-of-16-bits", ["TYPE I", "CWD TST", "RETR 65536"], / \| 226 /, / \| 550 /],
]);
