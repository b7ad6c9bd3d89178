import { type Conversation, say } from "../device/conversation.test.js";
import { describeSymptoms } from "./symptoms.test.js";

/** What the last of these lines sends, after an empty file was stored. */
const listed =
  (...lines: string[]) =>
  (first: Conversation): string => {
    for (const line of ["SITE DIRECT ON", "STOR EMPTY.TXT < ", ...lines]) say(first, line);
    return first.sent;
  };

describeSymptoms("listings", [
  ["listing-in-dos-form-only", listed("LIST"), /^-/, /^\d/],
  ["listing-lines-end-in-lf", listed("NLST"), /BIN\r\n/, /BIN\n/],
  ["listing-lengths-in-blocks", listed("LIST"), / 21 .*CONFIG/, / 512 .*CONFIG/],
  ["listing-without-empty-files", listed("NLST"), /EMPTY\.TXT/, /^(?![^]*EMPTY\.TXT)/],
  ["listing-mask-overlooked", listed("NLST *.TXT"), /^EMPTY\.TXT\r\n$/, /CONFIG\.CFG/],
  ["listing-of-the-directory-only", listed("NLST /BIO"), /^BIOS\.BIN\r\n$/, /CONFIG\.CFG/],
  ["listing-of-the-top-empty", listed("CWD /", "NLST"), /DSK/, /^$/],
  ["nlst-with-paths", listed("NLST"), /^CONFIG\.CFG/m, /^\/DSK\/CONFIG\.CFG/m],
  ["nlst-like-list", listed("NLST"), /^CONFIG\.CFG/m, /^-.* CONFIG\.CFG/m],
]);
