"use strict";
// Sends what the form says and shows what this browser makes of the answer. Without script the form opens the answer.
const form = document.getElementById("try");
const show = (id, text) => { document.getElementById(id).textContent = text; };
const most = 65536;

function target(data) {
  const query = new URLSearchParams();
  for (const name of ["fault", "delay"]) {
    if (data.get(name)) query.set(name, data.get(name));
  }
  const path = data.get("path");
  return String(query) ? path + (path.includes("?") ? "&" : "?") + query : path;
}

function command(method, content, path) {
  const quoted = (text) => "'" + text.replaceAll("'", "'\\''") + "'";
  const how = { GET: "", HEAD: " --head" }[method] ?? " --request " + method;
  const data = content === undefined ? "" : " --data-raw " + quoted(content);
  return "curl --include" + how + data + " " + quoted(location.origin + path);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const data = new FormData(form);
  const path = target(data);
  const method = data.get("method");
  const content = data.get("content") && !["GET", "HEAD"].includes(method) ? data.get("content") : undefined;
  document.getElementById("result").hidden = false;
  show("command", command(method, content, path));
  show("summary", "Waiting for the answer …");
  show("response", "");
  const began = performance.now();
  const after = () => " after " + Math.round(performance.now() - began) + " ms";
  try {
    const response = await fetch(path, { method, body: content, cache: "no-store" });
    const fields = [...response.headers].map(([name, value]) => name + ": " + value).join("\n");
    const from = response.redirected ? ", redirected to " + response.url : "";
    show("summary", response.status + " " + response.statusText + after() + from);
    show("response", fields);
    const text = await response.text();
    show("response", fields + "\n\n" + (text.length > most ? text.slice(0, most) + "\n… cut off here" : text));
    show("summary", response.status + " " + response.statusText + after() + from);
  } catch (error) {
    show("summary", "This browser says" + after() + ": " + error);
  }
});
document.documentElement.classList.add("with-script");
