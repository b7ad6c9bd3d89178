import { describeTables, type Table } from "../conversation.test.js";

const tables: readonly Table[] = [
  {
    title: "data ports",
    rows: [
      [[], "PASV", "227 Entering Passive Mode. (127,9,0,1,19,137) (any host)"],
      [[], "EPSV 1", "229 Entering Extended Passive Mode (|||5001|) (any host)"],
      [[], "EPSV 2", "522 Protocol not supported, use (1,2)"],
      [[], "EPSV x", "522 Protocol not supported, use (1,2)"],
      [[], "EPSV all", "200 Extended Passive ALL processed."],
      [["EPSV ALL"], "EPSV", "229 Entering Extended Passive Mode (|||5001|) (any host)"],
      [["EPSV ALL"], "PASV", "530 Only EPSV commands admitted."],
      [["EPSV ALL"], "PORT 127,9,0,2,19,137", "530 Only EPSV commands admitted."],
      [["EPSV ALL"], "EPRT |1|127.9.0.2|5001|", "530 Only EPSV commands admitted."],
      [
        ["EPSV ALL", "REIN", "USER root", "PASS"],
        "PASV",
        "227 Entering Passive Mode. (127,9,0,1,19,137) (any host)",
      ],
      [[], "PORT 127,9,0,3,19,137", "200 PORT is set to IP ADDR = 127.9.0.3 PORT = 5001 (to 127.9.0.3 5001)"],
      [[], "PORT 127,9,0,3,3,255", "504 Command not implemented for that parameter."],
      [[], "PORT 127,9,0,3,4,0", "200 PORT is set to IP ADDR = 127.9.0.3 PORT = 1024 (to 127.9.0.3 1024)"],
      [[], "PORT", "501 IP Address error."],
      [[], "PORT 10,0,0", "501 IP Address delimiter error."],
      [[], "PORT 127,9,0,256,19,137", "501 IP Address error."],
      [[], "PORT 127.9.0.2,19,137", "501 IP Address delimiter error."],
      [[], "PORT 127,9,0,2,x,137", "501 TCP port error."],
      [[], "PORT 127,9,0,2,0,0", "501 TCP port error."],
      [[], "PORT 127,9,0,2,19", "501 TCP port delimiter error."],
      [[], "PORT 127,9,0,2,19,137,1", "501 TCP port delimiter error."],
      [[], "PORT 0,0,0,0,19,137", "501 IP Address error."],
      [[], "PORT 224,0,0,1,19,137", "501 IP Address error."],
      [[], "EPRT |1|127.9.0.2|5001|", "200 Extended PORT is set to |1|127.9.0.2|5001| (to 127.9.0.2 5001)"],
      [[], "EPRT !2!::1!5001!", "200 Extended PORT is set to |2|0:0:0:0:0:0:0:1|5001| (to ::1 5001)"],
      [[], "EPRT |3|x|5001|", "522 Protocol not supported, use (1,2)."],
      [[], "EPRT", "501 Bad First EPRT delimiter."],
      [[], "EPRT  |1|127.9.0.2|5001|", "501 Bad First EPRT delimiter."],
      [[], "EPRT |1!127.9.0.2|5001|", "501 Bad Second EPRT delimiter."],
      [[], "EPRT |1|127.9.0.2!5001|", "501 Bad Third EPRT delimiter."],
      [[], "EPRT |1|127.9.0.2|5001", "501 Bad Fourth EPRT delimiter."],
      [[], "EPRT |1|127.9.0.256|5001|", "501 IP address error."],
      [[], "EPRT |1|127,9,0,2|5001|", "501 IP address delimiter error."],
      [[], "EPRT |1|127.9.0.2|65536|", "501 TCP port value error."],
      [[], "EPRT |1|127.9.0.2|1023|", "504 Command not implemented for that parameter."],
      [[], "EPRT |2|ff02::1|5001|", "501 IP address error."],
    ],
  },
  {
    title: "access of a guest",
    user: "guest",
    rows: [
      [[], "PASV", "227 Entering Passive Mode. (127,9,0,1,19,137) (own host)"],
      [[], "EPSV", "229 Entering Extended Passive Mode (|||5001|) (own host)"],
      [[], "PORT 127,9,0,2,19,137", "200 PORT is set to IP ADDR = 127.9.0.2 PORT = 5001 (to 127.9.0.2 5001)"],
      [[], "PORT 127,9,0,3,19,137", "504 IP Address not allowed."],
      [[], "PORT 127,9,0,2,3,255", "504 Command not implemented for that parameter."],
      [[], "EPRT |1|127.9.0.3|5001|", "504 IP Address not allowed."],
    ],
  },
];

describe("systems/dm724/device/commands/data-port", () => {
  describeTables(tables);
});
