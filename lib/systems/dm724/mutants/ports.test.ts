import { describeSymptoms } from "./symptoms.test.js";

const ANY = /any host/;
const OWN = /own host/;

describeSymptoms("ports", [
  ["port-below-1024", ["PORT 127,9,0,2,0,25"], /^504/, /^200 .*\(to 127\.9\.0\.2 25\)/],
  ["port-has-no-effect", ["PORT 127,9,0,2,100,1"], /\(to 127/, /\d$/],
  ["eprt-has-no-effect", ["EPRT |1|127.9.0.2|25601|"], /\(to 127/, /^200 [^(]*$/],
  ["passive-for-any-host", ["USER guest", "PASS", "PASV"], OWN, ANY],
  ["pasv-octets-turned-round", ["PASV"], /,19,137\)/, /,137,19\)/],
  ["pasv-without-an-address", ["PASV"], /\(127,9,0,1,19,137\)/, /\(0,0,0,0,19,137\)/],
  ["epsv-protocol-overlooked", ["EPSV 2"], /^522/, /^229/],
  ["epsv-all-without-epsv", ["EPSV ALL", "EPSV"], /^229/, /^530/],
  ["epsv-all-without-eprt", ["EPSV ALL", "EPRT |1|127.9.0.2|25601|"], /^530/, /^200/],
]);
