/** What `?` shows (Dm724-I 2.1.1, 2.1.4, 2.1.15, 2.1.19), by the words in front of it. */
export const MENUS: Readonly<Record<string, readonly (readonly [word: string, says: string])[]>> = {
  "": [
    ["accounting", "Set accounting options"],
    ["authorization", "Set authorization options"],
    ["check", "Set checks to perform to firmware received"],
    ["clients", "Sets the maximum number that can be simultaneously connected"],
    ["control-port", "Configures the FTP session control TCP port"],
    ["data-port", "Configures the data transfer TCP port"],
    ["default", "Sets default configuration"],
    ["direct", "Saves the received file in the active file system"],
    ["immediate", "Selects Rx data by the TCP based on direct indications"],
    ["keepalive", "Activates the keepalive in the data link"],
    ["list", "Lists current configuration"],
    ["login", "Set login options"],
    ["mss", "Configures the maximum TCP segment size"],
    ["no", "Disables the FTP server capabilities"],
    ["os", "Determines the format used by the server"],
    ["priority", "Establishes the FTP task priority"],
    ["reply", "Activates the sending of replies when there are delays"],
    ["rx-buff", "Sets the size of the buffers used to receive TCP from DTP"],
    ["syst", "Specifies the file system to activate by default"],
    ["temp-buff", "Configures the temporary buffer size"],
    ["timer", "Configures the inactivity timer"],
    ["tx-buff", "Sets the size of the buffers used to transmit TCP from DTP"],
    ["exit", ""],
  ],
  no: [
    ["accounting", "Set accounting options"],
    ["authorization", "Set authorization options"],
    ["check", "Set checks to perform to firmware received"],
    ["direct", "Saves the received file in the active file system"],
    ["immediate", "Selects Rx data by the TCP based on direct indications"],
    ["keepalive", "Activates the keepalive in the data link"],
    ["login", "Set login options"],
    ["reply", "Activates the sending of replies when there are delays"],
  ],
  check: [
    ["all", "All checks"],
    ["bios", "Check min BIOS version support"],
    ["crc", "Check file CRC"],
    ["delete", "Auto delete temporal buffer"],
    ["firmware", "Check firmware files"],
    ["hardware", "Check min hardware history support"],
    ["hw-supported", "Check hardware supported"],
    ["length", "Check file length"],
    ["path", "Auto adjust BIOS path"],
    ["profile", "Reject incompatible profile extension"],
    ["rename", "Auto rename file"],
    ["system", "Auto adjust default file system"],
    ["unknown", "Reject unknown binary files"],
    ["version", "Reject older versions"],
  ],
  accounting: [["exec", "Method list for accounting"]],
  authorization: [["exec", "Method list for authorization"]],
  login: [["authentication", "Method list for authentication"]],
  os: [
    ["ms-dos", "Dos format"],
    ["unix", "Unix format"],
  ],
  syst: [
    ["bio", "Handles the BIOS zone. Only the BIOS code files are saved here"],
    ["dsk", "Handles the disk. The code and configurations are stored here"],
    ["fco", "Handles the code Flash memory"],
    ["fda", "Handles the data Flash memory"],
    ["mem", "Temporary buffer"],
    ["nul", "Default file system when a system has not been loaded"],
    ["smc", "Handles the Smart Memory Card"],
    ["ts1", "Checks that the FTP is operating correctly"],
    ["tst", "Checks that the FTP is operating correctly"],
  ],
};

/** A menu's lines, its second column aligned. */
export function menuLines(name: string): string[] {
  const menu = MENUS[name] ?? [];
  const width = Math.max(...menu.map(([word]) => word.length)) + 2;
  return menu.map(([word, says]) => `  ${word.padEnd(width)}${says}`.trimEnd());
}
