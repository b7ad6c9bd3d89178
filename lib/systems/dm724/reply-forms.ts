import type { Field, Form, Forms } from "../../catalogue/template-form.js";

const NAME = "[^\\s.;<>]{1,8}\\.[^\\s.;<>]{1,3}";
const NAMES = `${NAME}(?:;${NAME})*`;
const LEVEL = "[0-9A-Fa-f]{1,8}";

const FIELDS: Readonly<Record<string, Field>> = {
  "on-off": { pattern: "ON|OFF" },
  "ready-busy": { pattern: "READY|BUSY" },
  // AMB-021: fixed places; tolerated are twelve or thirteen of them, in any order.
  checks: {
    pattern: "ALL|NONE|[P-][C-][L-][B-][F-][V-][R-][D-][S-][U-][H-]",
    tolerated: "ALL|NONE|[PCLBFVRDSUH-]{11,13}",
  },
  verb: { pattern: "[A-Z][A-Z0-9 -]*" },
  rest: { pattern: ".*", loose: true },
  // AMB-006: the delimiters of RFC 2428 were lost in the print; in EPRT's text anything short is tolerated there.
  families: { pattern: "[12](?:,[12])*", silent: true },
  delimiter: { pattern: "[!-/:-~]", silent: true },
  gap: { pattern: "[^0-9A-Za-z.:]{1,3}", silent: true },
  end: { pattern: "[^0-9A-Za-z.:]{0,3}", silent: true },
  ipv6: { pattern: "[0-9A-Fa-f:.]{2,45}" },
  // AMB-034, AMB-048
  name: { pattern: NAME, tolerated: "[^\\s;<>]+", bracketed: true },
  names: { pattern: NAMES, tolerated: `${NAME}(?:[; ]+${NAME})*;?`, bracketed: true },
  systid: { pattern: "[^\\s<>](?:.*[^\\s<>])?", bracketed: true, loose: true },
  level: { pattern: LEVEL, bracketed: true },
  version: { pattern: `${LEVEL}\\.[0-9A-Fa-f]{1,6}`, bracketed: true },
  time: { pattern: "\\d{14}", tolerated: "\\d{14}(?:\\.\\d+)?" },
  // AMB-008: the manual prints nine and thirty-nine places.
  crc32: { pattern: "[0-9A-Fa-f]{8}", tolerated: "[0-9A-Fa-f]{1,9}" },
  md5: { pattern: "[0-9A-Fa-f]{32}" },
};

const FORMS: Readonly<Record<string, Form>> = {
  "HELP: See ...": { wire: "HELP: See %{rest}" },
  "LIST: Syntax: LIST[ <path-name>]<CRLF>...": { wire: "%{verb}: Syntax: %{rest}" },
  "Server Status: READY / BUSY": { wire: "Server Status: %{ready-busy}" },
  "Direct mode : ON / OFF": { wire: "Direct mode : %{on-off}" },
  "Immediate : ON / OFF": { wire: "Immediate : %{on-off}" },
  "Keepalive : ON / OFF": { wire: "Keepalive : %{on-off}" },
  "Reply 119 : ON / OFF": { wire: "Reply 119 : %{on-off}" },
  "Reload code : ON / OFF": { wire: "Reload code : %{on-off}" },
  "Savebuffer : ON / OFF": { wire: "Savebuffer : %{on-off}" },
  "Checks : ALL / NONE / PCLBFVRDSUH": { wire: "Checks : %{checks}" },
  // AMB-005: the dialogue of 5.1.4 has no second equals sign.
  "PORT is set to IP ADDR = %d.%d.%d.%d PORT = %d": {
    wire: "PORT is set to IP ADDR = %d.%d.%d.%d PORT = %d",
    or: ["PORT is set to IP ADDR = %d.%d.%d.%d PORT %d"],
  },
  "Extended PORT is set to  1 %u.%u.%u.%u": {
    wire: "Extended PORT is set to |1|%u.%u.%u.%u|%u|",
    or: ["Extended PORT is set to |1|%u.%u.%u.%u|"],
    tolerated: [
      "Extended PORT is set to%{gap}1%{gap}%u.%u.%u.%u%{gap}%u%{end}",
      "Extended PORT is set to%{gap}1%{gap}%u.%u.%u.%u%{end}",
    ],
  },
  "Extended PORT is set to  2 %X:%X:%X:%X:%X:%X:%X:%X": {
    wire: "Extended PORT is set to |2|%X:%X:%X:%X:%X:%X:%X:%X|%u|",
    or: ["Extended PORT is set to |2|%X:%X:%X:%X:%X:%X:%X:%X|"],
    tolerated: [
      "Extended PORT is set to%{gap}2%{gap}%{ipv6}%{gap}%u%{end}",
      "Extended PORT is set to%{gap}2%{gap}%{ipv6}%{end}",
    ],
  },
  "Protocol not supported, use (1,2).": {
    wire: "Protocol not supported, use (1,2).",
    or: ["Protocol not supported, use (%{families})."],
  },
  "Protocol not supported, use (1,2)": {
    wire: "Protocol not supported, use (1,2)",
    or: ["Protocol not supported, use (%{families})"],
  },
  // AMB-006: blanks instead of delimiters are not tolerated here, no client can read them.
  "Entering Extended Passive Mode (   %u )": {
    wire: "Entering Extended Passive Mode (|||%u|)",
    tolerated: [
      "Entering Extended Passive Mode (%{delimiter}%{delimiter}%{delimiter}%u%{delimiter})",
      "Entering Extended Passive Mode. (|||%u|)",
    ],
  },
  // AMB-004
  "Aborting RNT0 command...": {
    wire: "Aborting RNT0 command...",
    tolerated: ["Aborting RNTO command...", "Aborting RNTD command..."],
  },
  "Bad sequence of RNFR and RNTD commands.": {
    wire: "Bad sequence of RNFR and RNTD commands.",
    tolerated: ["Bad sequence of RNFR and RNTO commands.", "Bad sequence of RNFR and RNT0 commands."],
  },
  "<NNNNNNNN.EEE>": { wire: "%{name}", answers: ["GETAPPNAME", "GETCFGNAME"] },
  "<NNNNNNNN.EEE;...>": { wire: "%{names}", answers: ["LISTFIRMWARES"] },
  "<systid>": { wire: "%{systid}", answers: ["SYSTID"] },
  "BIOS: <NNNNNNNN>": { wire: "BIOS: %{level}" },
  "APPL: <NNNNNNNN>": { wire: "APPL: %{level}" },
  "<NNNNNN>": { wire: "%{level}", answers: ["GETBIOSVER"] },
  "<NNNNNN.SSSSS>": { wire: "%{version}", answers: ["GETFILEVER"] },
  YYYYMMDDHHMMSS: { wire: "%{time}" },
  nnnnnnnnn: { wire: "%u" },
  XXXXXXXXX: { wire: "%{crc32}" },
  XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX: { wire: "%{md5}" },
};

/** What the manual's print leaves open about the texts of its replies. */
export const replyForms: Forms = { forms: FORMS, fields: FIELDS };
