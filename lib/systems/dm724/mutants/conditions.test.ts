import { describeSymptoms } from "./symptoms.test.js";

describeSymptoms("conditions", [
  ["compatible-governs-path", ["SITE COMPATIBLE OFF", "STAT"], /: PCL/, /: -CL/],
  ["compatible-governs-rename", ["SITE COMPATIBLE OFF", "STAT"], /R--UH/, /---UH/],
  ["compatible-governs-unknown", ["SITE COMPATIBLE OFF", "STAT"], /UH/, /-H/],
  ["check-system-not-set", ["SITE CHECK SYSTEM OFF", "STAT"], /D-U/, /ALL/],
  ["check-system-moves-the-session", ["SITE CHECK SYSTEM OFF", "PWD"], /DSK/, /"\/"/],
  ["check-all-off-does-nothing", ["SITE CHECK ALL OFF", "STAT"], /NONE/, /ALL/],
  ["check-all-on-does-nothing", ["SITE CHECK ALL OFF", "SITE CHECK ALL ON", "STAT"], /ALL/, /NONE/],
  ["check-delete-for-many-clients", ["STOR A < abc", "SITE SAVEBUFFER", "SIZE /MEM/A"], /^213/, /^550/],
  ["checked-file-not-announced", ["STOR A.BIN < abc"], /^150.*checked/, /^150(?!.*checked file)/],
  ["every-extension-checked", ["STOR A.TXT < abc"], /226/, /503/],
  ["ascii-not-checked", ["STOR A.BIN < abc"], /503/, /226/],
]);
