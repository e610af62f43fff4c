#!/usr/bin/env python3
"""Makes the captures in `senders/`: what servers, proxies and frameworks answer of themselves, as `curl -si` prints it.

  senders.py --tools FOLDER [NAME…]

Each program is started on loopback, asked, and stopped. The folder of tools has what is not installed: `venv` (PyPI),
`npm/node_modules`, `java/NAME/lib` (Maven Central), `go/NAME/NAME` and `rust/NAME` (built), `lighttpd` (its package,
unpacked). A program that is not there is told and left out. Dates become one that stays, and ports 8080.
"""
import os, re, shutil, signal, socket, subprocess, sys, tempfile, threading, time
from pathlib import Path

OUT = Path(__file__).with_name("senders")
DATE = b"Sun, 22 Nov 2026 14:03:07 GMT"
PY = {
    "flask": "from flask import Flask\napp = Flask(__name__)\n@app.get('/error')\ndef error(): raise ValueError\n",
    "django": "from django.conf import settings\nsettings.configure(SECRET_KEY='x', ALLOWED_HOSTS=['*'], ROOT_URLCONF=__name__, MIDDLEWARE=['django.middleware.security.SecurityMiddleware', 'django.middleware.clickjacking.XFrameOptionsMiddleware'])\nfrom django.urls import path\nfrom django.core.wsgi import get_wsgi_application\ndef error(request): raise ValueError\nurlpatterns = [path('error', error)]\napp = get_wsgi_application()\nif __name__ == '__main__':\n    from django.core.management import execute_from_command_line\n    import sys\n    execute_from_command_line(['', 'runserver', '--noreload', '127.0.0.1:' + sys.argv[1]])\n",
    "fastapi": "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/error')\ndef error(): raise ValueError\n@app.get('/item')\ndef item(n: int): return n\n",
    "aiohttp": "import sys\nfrom aiohttp import web\nasync def error(request): raise ValueError\napp = web.Application()\napp.router.add_get('/error', error)\nweb.run_app(app, host='127.0.0.1', port=int(sys.argv[1]))\n",
    "tornado": "import asyncio, sys, tornado.web\nclass Error(tornado.web.RequestHandler):\n    def get(self): raise ValueError\nasync def main():\n    tornado.web.Application([('/error', Error)]).listen(int(sys.argv[1]), '127.0.0.1')\n    await asyncio.Event().wait()\nasyncio.run(main())\n",
    "bottle": "import sys, bottle\n@bottle.get('/error')\ndef error(): raise ValueError\nbottle.run(host='127.0.0.1', port=int(sys.argv[1]), quiet=True)\n",
    "falcon": "import falcon, sys\nfrom wsgiref.simple_server import make_server\nclass Error:\n    def on_get(self, request, response): raise ValueError\napp = falcon.App()\napp.add_route('/error', Error())\nmake_server('127.0.0.1', int(sys.argv[1]), app).serve_forever()\n",
    "sanic": "import sys\nfrom sanic import Sanic\napp = Sanic('a')\n@app.get('/error')\nasync def error(request): raise ValueError\nif __name__ == '__main__': app.run('127.0.0.1', int(sys.argv[1]), single_process=True, access_log=False)\n",
    "cherrypy": "import sys, cherrypy\nclass Root:\n    @cherrypy.expose\n    def error(self): raise ValueError\ncherrypy.config.update({'server.socket_host': '127.0.0.1', 'server.socket_port': int(sys.argv[1]), 'request.show_tracebacks': False, 'engine.autoreload.on': False})\ncherrypy.quickstart(Root())\n",
    "twisted": "import sys\nfrom twisted.internet import reactor\nfrom twisted.web import resource, server\nclass Error(resource.Resource):\n    def render_GET(self, request): raise ValueError\nroot = resource.Resource()\nroot.putChild(b'error', Error())\nreactor.listenTCP(int(sys.argv[1]), server.Site(root), interface='127.0.0.1')\nreactor.run()\n",
    "broken": "def app(environ, start): raise ValueError\n",
    "broken_asgi": "async def app(scope, receive, send):\n    if scope['type'] == 'lifespan': raise NotImplementedError\n    raise ValueError\n",
}
JS = {
    "express": "const app = require('express')(); app.get('/error', () => { throw new Error('x') }); app.listen(PORT, '127.0.0.1');",
    "fastify": "const app = require('fastify')(); app.get('/error', async () => { throw new Error('x') }); app.listen({ port: PORT, host: '127.0.0.1' });",
    "koa": "const Koa = require('koa'); const app = new Koa(); app.silent = true; app.use(c => { if (c.path == '/error') throw new Error('x') }); app.listen(PORT, '127.0.0.1');",
    "hono": "const { Hono } = require('hono'); const { serve } = require('@hono/node-server'); const app = new Hono(); app.get('/error', () => { throw new Error('x') }); serve({ fetch: app.fetch, port: PORT, hostname: '127.0.0.1' });",
    "hapi": "const s = require('@hapi/hapi').server({ port: PORT, host: '127.0.0.1' }); s.route({ method: 'GET', path: '/error', handler: () => { throw new Error('x') } }); s.start();",
    "connect": "const app = require('connect')(); app.use('/error', () => { throw new Error('x') }); app.listen(PORT, '127.0.0.1');",
    "node": "require('http').createServer((q, r) => { r.statusCode = q.url == '/error' ? 500 : 404; r.end() }).listen(PORT, '127.0.0.1');",
}
GO = {
    "go": 'package main\nimport ("net/http"; "os")\nfunc main() {\n\thttp.HandleFunc("/error", func(w http.ResponseWriter, r *http.Request) { http.Error(w, "x", 500) })\n\thttp.ListenAndServe("127.0.0.1:"+os.Args[1], nil)\n}\n',
    "go-proxy": 'package main\nimport ("net/http"; "net/http/httputil"; "net/url"; "os")\nfunc main() {\n\tto, _ := url.Parse("http://127.0.0.1:1")\n\thttp.ListenAndServe("127.0.0.1:"+os.Args[1], httputil.NewSingleHostReverseProxy(to))\n}\n',
}
JAVA = {
    "tomcat": "import org.apache.catalina.startup.Tomcat; import jakarta.servlet.http.*;\npublic class Main { public static void main(String[] a) throws Exception { Tomcat t = new Tomcat(); t.setBaseDir(a[1]); t.setPort(Integer.parseInt(a[0])); t.getConnector(); var c = t.addContext(\"\", a[1]);\nTomcat.addServlet(c, \"e\", new HttpServlet() { public void doGet(HttpServletRequest q, HttpServletResponse r) { throw new IllegalStateException(); } }); c.addServletMappingDecoded(\"/error\", \"e\"); Tomcat.addServlet(c, \"d\", new HttpServlet() { public void doGet(HttpServletRequest q, HttpServletResponse r) throws java.io.IOException { r.sendError(404); } }); c.addServletMappingDecoded(\"/\", \"d\"); t.start(); t.getServer().await(); } }\n",
    "jetty": "import org.eclipse.jetty.server.*; import org.eclipse.jetty.util.Callback;\npublic class Main { public static void main(String[] a) throws Exception { Server s = new Server(); ServerConnector c = new ServerConnector(s); c.setHost(\"127.0.0.1\"); c.setPort(Integer.parseInt(a[0])); s.addConnector(c); s.setHandler(new Handler.Abstract() { public boolean handle(Request q, Response r, Callback b) { if (q.getHttpURI().getPath().equals(\"/error\")) throw new IllegalStateException(\"x\"); return false; } }); s.start(); s.join(); } }\n",
    "spring": "import org.springframework.boot.*; import org.springframework.boot.autoconfigure.*; import org.springframework.web.bind.annotation.*;\n@SpringBootApplication @RestController public class Main { @GetMapping(\"/boom\") String b() { throw new IllegalStateException(); } public static void main(String[] a) { SpringApplication.run(Main.class, \"--server.address=127.0.0.1\", \"--server.port=\" + a[0]); } }\n",
    "jdk": "import com.sun.net.httpserver.*; import java.net.*;\npublic class Main { public static void main(String[] a) throws Exception { var s = HttpServer.create(new InetSocketAddress(\"127.0.0.1\", Integer.parseInt(a[0])), 0); s.createContext(\"/a\", e -> {}); s.start(); } }\n",
}
NGINX = "daemon off; master_process off; pid {d}/pid; error_log {d}/log; events {{}} http {{ access_log off; client_body_temp_path {d}; proxy_temp_path {d}; fastcgi_temp_path {d}; uwsgi_temp_path {d}; scgi_temp_path {d}; server {{ listen 127.0.0.1:{p}; root {d}/none; location /down {{ proxy_pass http://127.0.0.1:1; }} location /slow {{ proxy_read_timeout 1s; proxy_pass http://127.0.0.1:{s}; }} location /limited {{ return 429; }} {more} }} }}"
APACHE = "ServerName a.example\nServerRoot {d}\nPidFile {d}/pid\nErrorLog {d}/log\nListen 127.0.0.1:{p}\n{mods}\nDocumentRoot {d}\n<Location /error>\nRewriteEngine On\nRewriteRule .* - [R=500]\n</Location>\nProxyPass /down http://127.0.0.1:1/\nProxyPass /slow http://127.0.0.1:{s}/ timeout=1\n"


def port():
    """A free port with as many digits as 8080, so that lengths stay right where pages name it."""
    for number in range(7100 + os.getpid() % 1000, 9999):
        with socket.socket() as s:
            try:
                s.bind(("127.0.0.1", number))
                return number
            except OSError:
                pass


def silent():
    """A port that accepts and never answers, and one that closes at once."""
    held = []
    def listen(act):
        listener = socket.create_server(("127.0.0.1", 0))
        def loop():
            while True:
                act(listener.accept()[0])
        threading.Thread(target=loop, daemon=True).start()
        return listener.getsockname()[1]
    def close(client):
        client.recv(65536)
        client.close()
    return listen(held.append), listen(close)


def stacks(tools, d, p, slow, shut):
    """For each name: the command, and the paths that are asked by the status they give."""
    venv = tools / "venv/bin"
    def write(name, text):
        (d / name).write_text(text)
        return str(d / name)
    def nginx(more=""):
        return ["nginx", "-c", write("nginx.conf", NGINX.format(d=d, p=p, s=slow, more=more))]
    def python(name):
        return [venv / "python", write(name + "_app.py", PY[name]), str(p)]
    def node(name):
        return ["node", write(name + ".js", JS[name].replace("PORT", str(p)))]
    def module(name):
        write(name + "_app.py", PY[name])
        return name + "_app:app"
    def java(name, folder):
        return ["java", "-cp", str(tools / "java" / folder / "lib" / "*"), write("Main.java", JAVA[name]), str(p), str(d)]
    def spring():
        lib = str(tools / "java/spring/lib/*")
        subprocess.run(["javac", "-parameters", "-cp", lib, "-d", str(d), write("Main.java", "package a; " + JAVA["spring"])], check=True)
        return ["java", "-cp", f"{d}:{lib}", "a.Main", str(p)]
    def go(name):
        source = write("main.go", GO[name])
        subprocess.run(["go", "build", "-o", str(d / "main"), source], check=True, env={**os.environ, "GO111MODULE": "off"})
        return [str(d / "main"), str(p)]
    def haproxy():
        text = f"global\n maxconn 20\ndefaults\n mode http\n timeout connect 1s\n timeout client 9s\n timeout server 1s\nfrontend f\n bind 127.0.0.1:{p}\n http-request deny if {{ path /denied }}\n use_backend down if {{ path /down }}\n use_backend slow if {{ path /slow }}\n use_backend shut if {{ path /shut }}\n default_backend none\nbackend none\nbackend down\n server a 127.0.0.1:1\nbackend slow\n server a 127.0.0.1:{slow}\nbackend shut\n server a 127.0.0.1:{shut}\n"
        return ["haproxy", "-db", "-f", write("haproxy.cfg", text)]
    def apache():
        folder = "/usr/lib/apache2/modules"
        names = "mpm_event authz_core alias rewrite proxy proxy_http".split()
        mods = "\n".join(f"LoadModule {name}_module {folder}/mod_{name}.so" for name in names)
        return ["apache2", "-X", "-f", write("apache.conf", APACHE.format(d=d, p=p, s=slow, mods=mods))]
    def caddy():
        return ["caddy", "run", "--config", write("Caddyfile", f"{{\nadmin off\n}}\nhttp://127.0.0.1:{p} {{\nreverse_proxy /down 127.0.0.1:1\nhandle /missing {{\nroot * {d}\nfile_server\n}}\n}}\n")]
    def varnish(vcl):
        return ["varnishd", "-F", "-n", str(d / "v"), "-a", f"127.0.0.1:{p}", "-f", write("a.vcl", "vcl 4.1;\n" + vcl)]
    def squid():
        text = f"http_port 127.0.0.1:{p}\npid_filename {d}/pid\ncache_log {d}/log\naccess_log none\ncoredump_dir {d}\nacl bad dstdomain forbidden.example\nhttp_access deny bad\nhttp_access allow all\nvisible_hostname proxy.example\nnetdb_filename none\ncache_effective_user proxy\npinger_enable off\n"
        return ["squid", "-N", "-n", f"senders{p}", "-f", write("squid.conf", text)]
    def lighttpd():
        root = tools / "lighttpd/usr"
        text = f'server.document-root = "{d}"\nserver.port = {p}\nserver.bind = "127.0.0.1"\nserver.modules = ("mod_access", "mod_proxy")\n$HTTP["url"] =~ "^/down" {{ proxy.server = ("" => (("host" => "127.0.0.1", "port" => 1))) }}\n$HTTP["url"] =~ "^/denied" {{ url.access-deny = ("") }}\n'
        return [root / "sbin/lighttpd", "-D", "-m", root / "lib/lighttpd", "-f", write("lighttpd.conf", text)]
    def ruby(server):
        text = f"require 'sinatra'\nset :server, '{server}'\nset :bind, '127.0.0.1'\nset :port, {p}\nset :environment, :production\nset :logging, false\nget('/error') {{ raise 'x' }}\n"
        return ["ruby", write("a.rb", text)]
    def webrick():
        return ["ruby", write("w.rb", f"require 'webrick'\ns = WEBrick::HTTPServer.new(Port: {p}, BindAddress: '127.0.0.1', AccessLog: [])\ns.mount_proc('/error') {{ raise 'x' }}\ns.start\n")]
    def puma():
        return ["puma", "-b", f"tcp://127.0.0.1:{p}", "-q", "-e", "production", write("config.ru", "run ->(e) { raise 'x' }\n")]
    def php():
        write("error.php", "<?php throw new Exception('x');")
        return ["php", "-d", "display_errors=0", "-S", f"127.0.0.1:{p}", "-t", str(d)]
    plain = {"404": "/missing", "500": "/error"}
    return {
        "nginx": (nginx, {"404": "/missing", "502": "/down", "504": "/slow", "429": "/limited"}),
        "nginx_bare": (lambda: nginx("location /app { proxy_pass http://127.0.0.1:1; } server_tokens off;"), {"502": "/app"}),
        "apache": (apache, {"404": "/missing", "500": "/error", "503": "/down", "502": "/slow"}),
        "haproxy": (haproxy, {"503": "/", "504": "/slow", "502": "/shut", "403": "/denied"}),
        "caddy": (caddy, {"404": "/missing", "502": "/down"}),
        "varnish": (lambda: varnish('backend default { .host = "127.0.0.1"; .port = "1"; }\nsub vcl_recv { if (req.url == "/missing") { return (synth(404)); } }'), {"503": "/", "404": "/missing"}),
        "squid": (squid, {"503": "http://127.0.0.1:1/", "403": "http://forbidden.example/", "400": "/"}),
        "lighttpd": (lighttpd, {"404": "/missing", "503": "/down", "403": "/denied"}),
        "express": (lambda: node("express"), plain), "fastify": (lambda: node("fastify"), plain),
        "koa": (lambda: node("koa"), plain), "hono": (lambda: node("hono"), plain), "hapi": (lambda: node("hapi"), plain),
        "connect": (lambda: node("connect"), plain), "node": (lambda: node("node"), plain),
        "flask": (lambda: [venv / "flask", "--app", module("flask"), "run", "-p", str(p)], plain),
        "flask_gunicorn": (lambda: [venv / "gunicorn", "-b", f"127.0.0.1:{p}", module("flask")], plain),
        "gunicorn": (lambda: [venv / "gunicorn", "-b", f"127.0.0.1:{p}", module("broken")], {"500": "/"}),
        "waitress": (lambda: [venv / "waitress-serve", "--listen", f"127.0.0.1:{p}", module("broken")], {"500": "/"}),
        "uvicorn": (lambda: [venv / "uvicorn", "--port", str(p), module("broken_asgi")], {"500": "/"}),
        "hypercorn": (lambda: [venv / "hypercorn", "-b", f"127.0.0.1:{p}", module("broken_asgi")], {"500": "/"}),
        "fastapi": (lambda: [venv / "uvicorn", "--port", str(p), module("fastapi")], {**plain, "422": "/item?n=x"}),
        "django": (lambda: python("django"), plain),
        "django_gunicorn": (lambda: [venv / "gunicorn", "-b", f"127.0.0.1:{p}", module("django")], plain),
        "aiohttp": (lambda: python("aiohttp"), plain), "tornado": (lambda: python("tornado"), plain),
        "bottle": (lambda: python("bottle"), plain), "falcon": (lambda: python("falcon"), plain),
        "sanic": (lambda: python("sanic"), plain), "cherrypy": (lambda: python("cherrypy"), plain), "twisted": (lambda: python("twisted"), plain),
        "python": (lambda: ["python3", "-m", "http.server", "--bind", "127.0.0.1", str(p)], {"404": "/missing"}),
        "go": (lambda: go("go"), plain), "go_proxy": (lambda: go("go-proxy"), {"502": "/"}),
        "gin": (lambda: [tools / "go/gin/gin", str(p)], plain), "echo": (lambda: [tools / "go/echo/echo", str(p)], plain),
        "fiber": (lambda: [tools / "go/fiber/fiber", str(p)], plain),
        "axum": (lambda: [tools / "rust/axum", str(p)], {"404": "/missing"}), "actix": (lambda: [tools / "rust/actix", str(p)], {"404": "/missing"}),
        "php": (php, {"404": "/missing", "500": "/error.php"}),
        "sinatra_webrick": (lambda: ruby("webrick"), plain), "sinatra_puma": (lambda: ruby("puma"), plain),
        "webrick": (webrick, plain), "puma": (puma, {"500": "/"}),
        "tomcat": (lambda: java("tomcat", "spring"), plain), "jetty": (lambda: java("jetty", "jetty"), plain),
        "jdk": (lambda: java("jdk", "none"), {"404": "/missing"}), "spring": (spring, {"404": "/missing", "500": "/boom"}),
    }


def asked(p, path):
    """What curl prints of an answer."""
    command = ["curl", "-si", "-m", "20", "--noproxy", ""]
    command += ["-x", f"http://127.0.0.1:{p}", path] if path.startswith("http") else [f"http://127.0.0.1:{p}{path}"]
    data = subprocess.run(command, stdout=subprocess.PIPE).stdout
    data = re.sub(rb"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT", DATE, data)
    data = re.sub(rb"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d", b"2026-11-22T14:03:07", data)
    return data.replace(str(p).encode(), b"8080")


def main():
    names = sys.argv[1:]
    tools = Path(names[1]).resolve() if names[:1] == ["--tools"] else Path("tools")
    names = names[2:] if names[:1] == ["--tools"] else names
    OUT.mkdir(exist_ok=True)
    slow, shut = silent()
    for name in stacks(tools, Path("/"), 0, 0, 0):
        if names and name not in names:
            continue
        d, p = Path(tempfile.mkdtemp()), port()
        os.chmod(d, 0o777)
        process = None
        try:
            start, paths = stacks(tools, d, p, slow, shut)[name]
            command = [str(part) for part in start()]
            environment = {**os.environ, "PYTHONPATH": str(d), "NODE_PATH": str(tools / "npm/node_modules"), "NODE_ENV": "production", "PYTHONWARNINGS": "ignore"}
            log = open(d / "out", "wb")
            process = subprocess.Popen(command, cwd=d, env=environment, stdout=log, stderr=log, start_new_session=True)
            for _ in range(300):
                try:
                    socket.create_connection(("127.0.0.1", p), 1).close()
                    break
                except OSError:
                    if process.poll() is not None:
                        break
                    time.sleep(0.1)
            for status, path in paths.items():
                data = asked(p, path)
                if not data:
                    print(name, status, "gave no answer:", (d / "out").read_bytes()[-600:])
                    continue
                if data.split(b" ", 2)[1] != status.encode():
                    print(name, status, "is", data[:40])
                (OUT / f"{name}-{status}.http").write_bytes(data)
                print(name, status, len(data), "bytes")
        except (OSError, subprocess.CalledProcessError) as error:
            print(name, "left out:", error)
        finally:
            if process and process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                try:
                    process.wait(5)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
            shutil.rmtree(d, ignore_errors=True)


main()
