import { describeSymptoms } from "./symptoms.test.js";

describeSymptoms("told", [
  ["syst-of-its-own-name", ["SYST"], /UNIX/, /FGROS/],
  ["help-of-one-command", ["HELP NOOP"], /NOOP/, /QUIT/],
  ["help-knows-nothing-absent", ["HELP MKD"], /not implemented/, /not recognized/],
  ["stat-of-the-start", ["SITE DIRECT ON", "STAT"], /Direct mode : ON/, /Direct mode : OFF/],
  [
    "stat-without-savebuffer",
    ["STOR A.X < abc", "SITE SAVEBUFFER", "STAT"],
    /Savebuffer : ON/,
    /Savebuffer : OFF/,
    "legacy",
  ],
  ["stat-letters-turned-round", ["SITE CHECK CRC OFF", "STAT"], /P-L/, /-C-/],
  ["stat-knows-no-all", ["STAT"], /: ALL/, /: NONE/],
  ["stat-knows-no-none", ["SITE CHECK ALL OFF", "STAT"], /: NONE/, /: ALL/],
  ["storedevice-of-the-start", ["CWD /TST", "SITE STOREDEVICE"], /^211 TST/, /^211 DSK/],
  ["storedevice-never-direct", ["SITE DIRECT ON", "SITE STOREDEVICE"], /is ON/, /is OFF/],
  ["getappname-is-the-configuration", ["SITE GETAPPNAME"], /CHASSIS\.BIN/, /CONFIG\.CFG/],
  ["listfirmwares-always-none", ["SITE LISTFIRMWARES"], /^211 /, /^200 None/, "current"],
  ["coherence-wants-a-configuration", ["DELE CONFIG.CFG", "SITE COHERENCE"], /^211-/, /^550-/],
]);
