/** What other programs can use: the suites, the runner and its reports, and the reference device as a server. */
export { type CatalogueEntry, ftpCatalogue } from "./catalogue/catalogue.js";
export { HAZARDS, type Hazard } from "./catalogue/hazard-order.js";
export { Device, type DeviceOptions } from "./device/device.js";
export { summaryText } from "./report/summary.js";
export { writeReports } from "./report/write-reports.js";
export { chooseCases } from "./runner/choose-cases.js";
export { embeddedTestbed } from "./runner/embedded.js";
export { type Journal, JournalWriter, readJournal } from "./runner/journal.js";
export { prepareRun } from "./runner/prepare.js";
export { exitCode, type Run, type RunListener } from "./runner/run.js";
export { targetTestbed } from "./runner/target.js";
export type { Bench, Testbed } from "./runner/testbed.js";
export { type FtpServer, type FtpServerOptions, startFtpServer } from "./server/ftp-server.js";
export { type Profile, readTarget } from "./suite/profile.js";
