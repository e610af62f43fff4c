// Opens a URL in headless Chromium as the one argument says, and prints what went wrong as JSON: what the console
// shows, or what the navigation was told. It speaks the DevTools protocol over the pipe.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";

const ask = JSON.parse(process.argv[2]);
const folder = mkdtempSync(`${tmpdir()}/chromium-`);
const words = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"];
words.push("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions");
words.push("--disable-default-apps", "--no-default-browser-check", "--metrics-recording-only", "--no-pings");
words.push("--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,DnsOverHttps,OptimizationHints,MediaRouter");
words.push(`--user-data-dir=${folder}`, "--remote-debugging-pipe");
words.push(ask.proxy ? `--proxy-server=${ask.proxy}` : "--no-proxy-server");
// Loopback addresses go through the proxy too.
if (ask.proxy) words.push("--proxy-bypass-list=<-loopback>");
const browser = spawn("chromium", words, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
const [, , , toBrowser, fromBrowser] = browser.stdio;
const open = new Map();
const handlers = [];
let last = 0;
let rest = "";
fromBrowser.on("data", (data) => {
  const pieces = (rest + data).split("\0");
  rest = pieces.pop();
  for (const message of pieces.map((piece) => JSON.parse(piece))) {
    if (open.has(message.id)) open.get(message.id)(message);
    else handlers.forEach((handler) => handler(message));
  }
});

function send(method, params = {}, sessionId = undefined) {
  const id = ++last;
  toBrowser.write(JSON.stringify({ id, method, params, sessionId }) + "\0");
  return new Promise((resolve) => open.set(id, resolve));
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function tell(told) {
  console.log(JSON.stringify(told));
  browser.on("exit", () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    process.exit(0);
  });
  browser.kill("SIGKILL");
}

// Where a response never ends the page goes on loading, with no failure.
setTimeout(() => tell({ answer: "it goes on loading" }), 40000);

const { result: target } = await send("Target.createTarget", { url: "about:blank" });
const { result: attached } = await send("Target.attachToTarget", { targetId: target.targetId, flatten: true });
const page = (method, params) => send(method, params, attached.sessionId);
const said = [];
const failed = [];
handlers.push(({ method, params }) => {
  if (method === "Log.entryAdded") said.push(params.entry.text);
  if (method === "Runtime.consoleAPICalled") said.push(params.args.map((arg) => arg.value ?? arg.description).join(" "));
  if (method === "Network.loadingFailed" && params.type !== "Preflight") failed.push(params);
});
for (const domain of ["Page", "Network", "Log", "Runtime", "Security"]) await page(`${domain}.enable`);
if (ask.block) await page("Network.setBlockedURLs", { urls: [ask.block] });
const offline = { offline: true, latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
if (ask.offline) await page("Network.emulateNetworkConditions", offline);
if (ask.visit) {
  await page("Page.navigate", { url: ask.visit });
  await pause(300);
}
const stopped = new Promise((resolve) => {
  handlers.push(({ method }) => method === "Page.frameStoppedLoading" && resolve());
});
const navigation = page("Page.navigate", { url: ask.url });
if (ask.cancel) setTimeout(() => page("Page.stopLoading"), ask.cancel);
const { result: arrived } = await navigation;
await Promise.race([stopped, pause(5000)]);
let outcome = arrived.errorText;
if (ask.script) {
  await pause(300);
  said.length = 0;
  const expression = `(async () => { ${ask.script} })().then(() => "nothing failed", (error) => String(error))`;
  const { result } = await page("Runtime.evaluate", { expression, awaitPromise: true });
  outcome = result.result.value;
}
await pause(500);
const wrong = failed.filter((failure) => failure.errorText).at(0);
// The sentence that says why, without the one that follows each failure, unless there is no other.
const why = said.filter((line) => !line.startsWith("Failed to load resource: "));
const lines = [...new Set(why.length > 0 ? why : said)];
if (ask.script || lines.length > 0) {
  const message = lines.join("\n") || wrong?.errorText || outcome;
  tell({ message, class: outcome ?? wrong?.errorText ?? "" });
} else if (outcome || wrong) {
  tell({ message: outcome ?? wrong.errorText, class: outcome ?? wrong.errorText });
} else {
  const { result } = await page("Runtime.evaluate", { expression: "document.body.innerText" });
  tell({ answer: String(result.result.value).slice(0, 100) });
}
