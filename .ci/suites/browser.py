"""Opens the pages of the server at a URL in headless Chromium, over its DevTools protocol, and looks at them."""

import base64
import json
import os
import subprocess
import sys
import time

PAGES = ["/", "/codes", "/codes/404", "/codes/nginx-499", "/codes/certificate-expired", "/codes/499"]

# What is too wide, and what is too pale: the least contrast is that of WCAG 2.2, level AA, for text of any size.
WIDE = "document.documentElement.scrollWidth > innerWidth"
PALE = """(() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const light = (color) => {
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((c) => {
      c /= 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (color !== "rgba(0, 0, 0, 0)") return color;
    }
    return "white";
  };
  const has_text = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const pale = [];
  for (const element of document.querySelectorAll("body *")) {
    if (!has_text(element) || !element.checkVisibility()) continue;
    const [a, b] = [light(getComputedStyle(element).color), light(ground(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) pale.push(element.tagName + " " + element.className + " " + contrast.toFixed(2));
  }
  return [...new Set(pale)];
})()"""


class Browser:
    """Chromium with one page. Messages are JSON that ends with a zero byte, on the descriptors 3 and 4."""

    def __init__(self, profile):
        theirs_in, self.out = os.pipe()
        self.into, theirs_out = os.pipe()

        def descriptors():
            # By way of numbers that are not 3 and 4 themselves.
            first, second = os.dup2(theirs_in, 60), os.dup2(theirs_out, 61)
            os.dup2(first, 3)
            os.dup2(second, 4)

        arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                     "--disable-dev-shm-usage", "--remote-debugging-pipe", f"--user-data-dir={profile}", "about:blank"]
        self.process = subprocess.Popen(["chromium", *arguments], preexec_fn=descriptors, close_fds=False,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(theirs_in)
        os.close(theirs_out)
        self.rest, self.events, self.number, self.session = b"", [], 0, None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Network", "Log", "Runtime"]:
            self.call(f"{domain}.enable")

    def receive(self):
        while b"\0" not in self.rest:
            data = os.read(self.into, 1 << 16)
            if not data:
                raise EOFError("Chromium has ended")
            self.rest += data
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def until(self, method):
        while True:
            for event in self.events:
                if event.get("method") == method:
                    self.events.remove(event)
                    return
            self.events.append(self.receive())

    def open(self, url):
        self.events.clear()
        self.call("Page.navigate", url=url)
        self.until("Page.loadEventFired")

    def value(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(str(result["exceptionDetails"]))
        return result["result"].get("value")

    def wait(self, expression):
        for _ in range(200):
            value = self.value(expression)
            if value:
                return value
            time.sleep(0.05)
        raise TimeoutError(expression)

    def complaints(self, origin):
        """What the browser had against the last page: errors, refusals by its policy, requests that lead elsewhere."""
        self.value("0")
        for event in self.events:
            parameters = event.get("params", {})
            match event.get("method"):
                case "Log.entryAdded" if parameters["entry"]["level"] in ("error", "warning"):
                    yield parameters["entry"]["text"]
                case "Runtime.exceptionThrown":
                    yield str(parameters["exceptionDetails"])
                case "Network.loadingFailed":
                    yield parameters["errorText"]
                case "Network.requestWillBeSent" if not parameters["request"]["url"].startswith(origin):
                    yield parameters["request"]["url"]


def main(origin, profile):
    browser = Browser(profile)
    failures = []

    def expect(holds, what):
        if not holds:
            failures.append(what)

    for page in PAGES:
        for scheme in ["light", "dark"]:
            browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
            for width in [1280, 375]:
                browser.call("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False)
                browser.open(origin + page)
                where = f"{page} {scheme} {width}"
                for complaint in browser.complaints(origin):
                    failures.append(f"{where}: {complaint}")
                expect(not browser.value(WIDE), f"{where}: it is wider than the window")
                pale = browser.value(PALE)
                expect(not pale, f"{where}: too little contrast: {pale}")
                expect(browser.value("document.styleSheets.length === 1"), f"{where}: it has no style")
                ground = browser.value("getComputedStyle(document.documentElement).backgroundColor")
                expect((ground == "rgb(255, 255, 255)") == (scheme == "light"), f"{where}: {ground}")
        pdf = base64.b64decode(browser.call("Page.printToPDF")["data"])
        expect(pdf.startswith(b"%PDF-"), f"{page}: it cannot be printed")
        browser.call("Emulation.setEmulatedMedia", media="print", features=[])
        expect(browser.value("[...document.querySelectorAll('nav, form')].every((e) => !e.checkVisibility())"),
               f"{page}: what cannot be clicked on paper is printed")
        browser.call("Emulation.setEmulatedMedia", media="", features=[])

    # The form, with script.
    browser.call("Emulation.setDeviceMetricsOverride", width=1280, height=800, deviceScaleFactor=1, mobile=False)

    def send(**fields):
        browser.open(origin + "/")
        for name, value in fields.items():
            browser.value(f"form.elements['{name}'].value = {json.dumps(value)}")
        browser.value("form.requestSubmit()")
        return browser.wait("(() => { const said = document.getElementById('summary').textContent;"
                            " return / after \\d+ ms/.test(said) && said; })()")

    expect(send(path="/status/404").startswith("404 Not Found after "), "the form does not show a 404")
    expect(browser.wait("document.getElementById('response').textContent.includes('content-type: text/plain')"),
           "the form does not show the fields")
    expect("TypeError" in send(path="/get?a=1", fault="reset"), "the form does not show a failure")
    expect(send(path="/post", method="POST", content="it's sent").startswith("200 OK"), "the form does not send content")
    expect(browser.wait("document.getElementById('response').textContent.includes(`it's sent`)"), "the content is not sent")
    command = browser.value("document.getElementById('command').textContent")
    expect(command == f"curl --include --request POST --data-raw 'it'\\''s sent' '{origin}/post'", command)

    # The same without.
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(origin + "/")
    expect(not browser.value("document.querySelector('.scripted').checkVisibility()"), "a field needs script and is shown")
    browser.value("document.getElementById('try').elements.path.value = '/status/402'")
    browser.events.clear()
    browser.value("document.querySelector('button').click()")
    browser.until("Page.loadEventFired")
    expect(browser.value("location.pathname") == "/status/402", "without script the form leads nowhere")

    browser.process.terminate()
    browser.process.wait()
    for failure in failures:
        print(f"failed: {failure}", file=sys.stderr)
    print(f"Chromium: {len(PAGES)} pages, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
