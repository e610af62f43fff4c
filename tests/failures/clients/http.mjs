// Asks for a URL with node:http, node:https or node:http2 as the one argument says, and prints what went wrong as JSON.
import { openSync, readFileSync } from "node:fs";
import http from "node:http";
import http2 from "node:http2";
import https from "node:https";
import { gunzipSync } from "node:zlib";

const ask = JSON.parse(process.argv[2]);

function said(error) {
  let text = error.message ? `${error.name}: ${error.message}` : error.name;
  if (error.errors) text += ` [errors]: ${error.errors.map(said).join(", ")}`;
  return error.cause ? `${text} [cause]: ${said(error.cause)}` : text;
}

function tell(told) {
  console.log(JSON.stringify(told));
  process.exit(0);
}

const fail = (error) => tell({ message: said(error), class: error.code ?? error.name });

function exhaust() {
  for (;;) {
    try {
      openSync("/dev/null");
    } catch {
      return;
    }
  }
}

function overHttp2() {
  const session = http2.connect(ask.url, { ca: readFileSync(ask.ca) });
  session.on("error", fail);
  const stream = session.request({ ":path": new URL(ask.url).pathname });
  let length = 0;
  stream.on("error", fail);
  stream.on("data", (data) => (length += data.length));
  // Neither event tells of a response; an error may still follow.
  const done = () => setTimeout(() => tell({ answer: `no error, ${length} bytes` }), 200);
  stream.on("end", done);
  stream.on("close", done);
}

function overHttp1() {
  const options = { method: ask.upload ? "POST" : "GET" };
  if (ask.upload) options.headers = { "Content-Length": ask.upload };
  if (ask.ca) options.ca = readFileSync(ask.ca);
  if (ask.crl) options.crl = readFileSync(ask.crl);
  if (ask.cancel) {
    const controller = new AbortController();
    options.signal = controller.signal;
    setTimeout(() => controller.abort(), ask.cancel);
  }
  if (ask.timeout) options.signal = AbortSignal.timeout(ask.timeout);
  if (ask.exhaust) exhaust();
  let url = new URL(ask.url);
  if (ask.proxy && url.protocol === "https:") return tunnel(url);
  if (ask.proxy) {
    Object.assign(options, { path: ask.url, headers: { Host: url.host } });
    url = new URL(ask.proxy);
  }
  const request = (url.protocol === "https:" ? https : http).request(url, options, (response) => {
    const pieces = [];
    response.on("error", fail);
    response.on("data", (data) => pieces.push(data));
    response.on("end", () => {
      const content = Buffer.concat(pieces);
      if (response.headers["content-encoding"] === "gzip") gunzipSync(content);
      const head = response.statusCode === 200 ? "" : ` ${response.statusMessage}`;
      tell({ answer: `${response.statusCode}${head}, ${content.length} bytes` });
    });
  });
  request.on("error", fail);
  if (ask.upload) request.write(Buffer.alloc(ask.upload, "x"));
  request.end();
}

// A tunnel through a proxy, as by hand.
function tunnel(url) {
  const proxy = new URL(ask.proxy);
  const request = http.request({ host: proxy.hostname, port: proxy.port, method: "CONNECT", path: `${url.hostname}:443` });
  request.on("error", fail);
  request.on("connect", (response) => tell({ answer: `CONNECT: ${response.statusCode} ${response.statusMessage}` }));
  request.end();
}

process.on("uncaughtException", fail);
try {
  ask.http2 ? overHttp2() : overHttp1();
} catch (error) {
  fail(error);
}
