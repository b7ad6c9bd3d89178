import { describeSymptoms } from "./symptoms.test.js";

describeSymptoms("paths", [
  ["second-level-overlooked", ["CWD DSK/SUB"], /^501/, /^200/],
  ["cwd-takes-any-name", ["CWD NOSUCH"], /^501/, /^200/],
  ["cwd-to-the-top-stays", ["CWD ..", "PWD"], /"\/"/, /DSK/],
  ["paths-overlooked", ["SIZE /NOSUCH/CONFIG.CFG"], /^550/, /^213/],
  ["bare-names-refused", ["STOR A < abc"], /226/, /^550/],
  ["retr-of-the-first-file", ["RETR NOSUCH"], /550/, /226/],
  ["stor-under-another-name", ["STOR A < abc", "SIZE /MEM/A"], /^213/, /^550/],
  ["rntd-is-rnto", ["RNFR CONFIG.CFG", "RNTD A"], /^500/, /^250/],
  ["bios-zone-takes-anything", ["SITE DIRECT ON", "STOR /BIO/A.TXT < abc"], /503/, /226/, "current"],
  ["flash-written-directly", ["SITE DIRECT ON", "CWD FCO", "STOR A.X < abc"], /550/, /226/, "legacy"],
  ["room-without-end", ({ device }) => String(device.storage.permanent[0]?.free), /^\d{5,9}$/, /^\d{16}$/],
  [
    "deleting-frees-nothing",
    ({ device }) => {
      const [disk] = device.storage.permanent;
      const before = disk?.roomFor("A") ?? 0;
      disk?.delete("CONFIG.CFG");
      return (disk?.roomFor("A") ?? 0) > before ? "more" : "as much";
    },
    /more/,
    /as much/,
  ],
]);
