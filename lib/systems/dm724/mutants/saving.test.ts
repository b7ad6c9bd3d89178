import { Conversation, say } from "../device/conversation.test.js";
import { describeSymptoms } from "./symptoms.test.js";

/** What another session gets when the first has filled the buffer, and ended if it is to. */
const afterwards =
  (command: string, ends = false) =>
  (first: Conversation): string => {
    say(first, "STOR A < abc");
    if (ends) first.session.end("client");
    return new Conversation(first.device).login().say(command);
  };

describeSymptoms("saving", [
  ["statbuffer-turned-round", ["STOR A < abc", "SITE STATBUFFER"], /Y \d{5,}-65536-3 /, /Y 3-65536-\d{5,} /],
  [
    "statbuffer-of-the-first-file",
    ["STOR A.B < abc", "SITE STATBUFFER", "STOR C.D < e", "SITE STATBUFFER"],
    /"C\.D"/,
    /"A\.B"/,
  ],
  [
    "clearbuffer-keeps-the-memory",
    ["STOR A < abc", "SITE CLEARBUFFER", "SITE SAVEBUFFER"],
    /No Temp/,
    /empty/,
  ],
  ["clearbuffer-by-its-owner-only", afterwards("SITE CLEARBUFFER"), /^211/, /^503/],
  ["savebuffer-by-its-owner-only", afterwards("SITE SAVEBUFFER"), /^200/, /^503/],
  ["buffer-lost-with-its-session", afterwards("SITE STATBUFFER", true), /-3 f/, /-0 f/],
  ["direct-empties-the-buffer", ["STOR A < abc", "SITE DIRECT OFF", "SITE STATBUFFER"], /-3 f/, /-0 f/],
  ["refused-file-stored", ["STOR CHASSIS.BIN < abc", "SIZE CHASSIS.BIN"], /^213 131072/, /^213 3/],
  ["bfw-not-checked", ["STOR X.BFW < abc"], / \| 503 /, / \| 226 /],
  ["small-extensions-not-checked", ["STOR x.bin < abc"], / \| 503 /, / \| 226 /],
  ["direct-on-without-checks", ["SITE DIRECT ON", "STOR X.BIN < abc"], / \| 503 /, / \| 226 /],
  ["crc-takes-length-along", ["SITE CHECK CRC OFF", "STAT"], /P-L/, /P--/],
  ["compatible-governs-hardware", ["SITE COMPATIBLE OFF", "STAT"], /UH$/, /U-$/],
  ["compatible-turned-round", ["SITE COMPATIBLE ON", "STAT"], /ALL/, /PCL-/],
]);
