import { Catalogue } from "../../catalogue/catalogue.js";
import { replyForms } from "./reply-forms.js";

/**
 * What Dm 724-I documents, as data. `ftp-replies.tsv` has one line for each reply, in the manual's order:
 *
 * section, command, text: the manual's. The manual's hints behind a text ("In cases where this is not integrated")
 *   are not part of it; they are in the condition.
 * separator: `SP` for a blank, `-` for a hyphen. A blank itself would not survive every editor.
 *   5.1.6 adds a reply of STOR.
 * phase: by the first digit, except that 4yz and 5yz are told apart as follows.
 *   A reply is an `abortion` when the device needs to have begun the work to know of the fault. 150 is sent when the
 *   data connection is open and before the file is (I7, 5.1.4), so all faults of opening, reading, writing, seeking
 *   and closing a file that is transferred are abortions, and so is what depends on the file's content (AMB-040).
 *   A `refusal` is what can be known before: syntax, login, a busy device, no server-DTP, a file system that is not
 *   there or cannot be opened, and 425, since 125 and 150 say that the data connection is open.
 *   Commands without a preliminary reply have refusals only, however late they fail. SITE has abortions where 119 may
 *   have been sent (AMB-036): the work of BACKUP, COHERENCE, SAVEBUFFER and SAVESLAVES. Where a text serves a SITE
 *   command with and one without 119, the one with 119 decides, unless the text fits its beginning only.
 *   ABOR's 426 is an abortion: it ends a command that was accepted.
 *   `unsolicited` answers no command.
 * provocation: `protocol` if a client alone can bring it about on some conforming device in factory configuration;
 *   `configuration` if it takes a setting or a device of a certain kind; `fault` if something inside has to fail;
 *   `outside` if nothing done to a device brings it about, for the reason that the condition gives.
 * condition: our reading of when it is sent.
 *
 * `ftp-commands.tsv` has one line for each verb, aliases included, and for each SITE command of chapter 3.
 *
 * syntax: what HELP says, too, in the notation of the manual's example.
 * access: from the section that has the command: 1.4.1 any, 1.4.2 registered, 1.4.3 root. It is its replies' too; those
 *   to (connect) and (any) come to anybody.
 * hazard, does: the worst that it may do, and why; `agreed` where the command is one of the standards' (lib/hazard/ftp).
 *
 * `ftp-extensions.tsv` is the place for what a vendor adds: a line for each reply of a command that the manual does not
 * have. It counts as documented on the wire, and nowhere as the manual's. `hazards.tsv` has words that are no commands.
 * @since 0.3.0
 */
export const catalogue = new Catalogue({
  title: "Dm 724-I",
  cited: "Dm724-I",
  replies: "systems/dm724/ftp-replies.tsv",
  commands: "systems/dm724/ftp-commands.tsv",
  faults: "systems/dm724/faults.tsv",
  extensions: "systems/dm724/ftp-extensions.tsv",
  forms: replyForms,
});
