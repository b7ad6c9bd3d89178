import { describeSymptoms } from "./symptoms.test.js";

describeSymptoms("site", [
  ["verbs-with-case", ["noop"], /^200/, /^500/],
  ["site-words-with-case", ["SITE statbuffer"], /^211/, /^500/],
  ["site-takes-any-word", ["SITE NOSUCH"], /^500/, /^200/],
  ["unknown-verbs-answered", ["NOSUCH"], /^500/, /^200/],
  ["mkd-answered", ["MKD A"], /^502/, /^200/],
  ["opts-answered", ["OPTS UTF8 ON"], /^501/, /^200/],
  ["feat-without-size", ["FEAT"], /\r\n SIZE\r\n/, /^211-(?![^]* SIZE)/],
  ["syst-of-the-start", ["SITE SYSTMODE MSDOS", "SYST"], /MSDOS/, /UNIX/],
  [
    "stat-never-busy",
    (first) => {
      first.device.jobs.begin(first.session, undefined);
      return first.say("STAT");
    },
    /BUSY/,
    /READY/,
  ],
  ["stat-without-reload", ["SITE RELOAD ON", "STAT"], /code : ON/, /code : OFF/],
  ["reply-switches-keepalive", ["SITE REPLY ON", "STAT"], /Keepalive : OFF/, /Keepalive : ON/],
  ["getappname-without-extension", ["SITE GETAPPNAME"], /CHASSIS\.BIN/, /CHASSIS$/],
  ["getcfgname-is-the-application", ["SITE GETCFGNAME"], /CONFIG\.CFG/, /CHASSIS\.BIN/],
  ["getbiosver-with-a-dot", ["SITE GETBIOSVER"], /^214 \d+$/, /^214 \d\d\.\d+$/],
  ["getfilever-of-anything", ["SITE GETFILEVER CONFIG.CFG"], /^530/, /^214/],
  ["gethdwlvl-in-two-replies", ["SITE GETHDWLVL"], /^213-/, /^213 .*\r\n213 /],
  ["listfirmwares-none-is-empty", ["SITE LISTFIRMWARES"], /^200 None/, /^211 $/],
  ["coherence-ends-early", ["SITE COHERENCE"], /^211-/, /^(211 [^]*){3}$/],
]);
