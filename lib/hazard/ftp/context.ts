/** What is known about the target and the session at the moment of sending. */
export interface HazardContext {
  /** the target has Dm 724-I's TEST-mode sinks /TST and /TS1 */
  sinks: boolean;
  /** the session is confined to TEST mode (ACCT TESTn answered 200) or its working directory is a sink */
  inSink: boolean;
  /** STOR/APPE are redirected to the temporary buffer (known for sure) */
  buffered: boolean;
}
