// Asks for a URL with Node's fetch as the one argument says, and prints what went wrong as JSON.
import { openSync } from "node:fs";

const ask = JSON.parse(process.argv[2]);

// What an Error says when it is printed, with what it was caused by, on one line.
function said(error) {
  let text = error.name === "AggregateError" || !error.message ? error.name : `${error.name}: ${error.message}`;
  if (error.errors) text += ` [errors]: ${error.errors.map(said).join(", ")}`;
  return error.cause ? `${text} [cause]: ${said(error.cause)}` : text;
}

function exhaust() {
  for (;;) {
    try {
      openSync("/dev/null");
    } catch {
      return;
    }
  }
}

const options = { headers: {} };
if (ask.upload) Object.assign(options, { method: "POST", body: "x".repeat(ask.upload) });
if (ask.timeout) options.signal = AbortSignal.timeout(ask.timeout);
if (ask.cancel) {
  const controller = new AbortController();
  options.signal = controller.signal;
  setTimeout(() => controller.abort(), ask.cancel);
}
try {
  if (ask.exhaust) exhaust();
  const response = await fetch(ask.url, options);
  const content = await response.arrayBuffer();
  console.log(JSON.stringify({ answer: `${response.status}, ${content.byteLength} bytes` }));
} catch (error) {
  console.log(JSON.stringify({ message: said(error), class: String(error.cause?.code ?? (error.name === "TypeError" && error.code ? error.code : error.name)) }));
}
process.exit(0);
