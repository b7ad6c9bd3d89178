import { describeSymptoms } from "./symptoms.test.js";

describeSymptoms("checksums", [
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
]);
