import { describeSymptoms } from "./symptoms.test.js";

describeSymptoms("directories", [
  ["cwd-stays", ["CWD /SMC", "PWD"], /"\/SMC"/, /"\/DSK"/],
  ["cdup-stays", ["CDUP", "PWD"], /"\/"/, /"\/DSK"/],
  ["smnt-stays", ["SMNT /SMC", "PWD"], /"\/SMC"/, /"\/DSK"/],
  ["cwd-into-a-file", ["CWD CONFIG.CFG"], /^501/, /^200/],
  ["pwd-of-the-start", ["CWD /SMC", "PWD"], /"\/SMC"/, /"\/DSK"/],
  ["bare-names-at-the-start", ["CWD /SMC", "SIZE CONFIG.CFG"], /^550/, /^213/],
]);
