import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.X509CertSelector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Asks for a URL with java.net.http as the arguments say (KEY=VALUE), and prints what went wrong as JSON. */
class Client {
    public static void main(String[] words) throws Exception {
        Map<String, String> ask = new TreeMap<>();
        for (String word : words) {
            String[] pair = word.split("=", 2);
            ask.put(pair[0], pair[1]);
        }
        List<FileInputStream> files = new ArrayList<>();
        String told;
        try {
            HttpResponse<byte[]> response = get(ask, files);
            told = "\"answer\": " + quoted(response.statusCode() + ", " + response.body().length + " bytes");
        } catch (Exception error) {
            Throwable thrown = error instanceof ExecutionException ? error.getCause() : error;
            String message = thrown.toString();
            // A cause is often the same once more.
            String last = message;
            for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
                if (!cause.toString().equals(last)) {
                    message += " Caused by: " + cause;
                }
                last = cause.toString();
            }
            told = "\"message\": " + quoted(message) + ", \"class\": " + quoted(thrown.getClass().getName());
        }
        for (FileInputStream file : files) {
            file.close();
        }
        System.out.println("{" + told + "}");
        System.exit(0);
    }

    static HttpResponse<byte[]> get(Map<String, String> ask, List<FileInputStream> files) throws Exception {
        HttpClient.Builder builder = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL);
        if (ask.containsKey("connect_timeout")) {
            builder.connectTimeout(Duration.ofMillis(Long.parseLong(ask.get("connect_timeout"))));
        }
        if (ask.containsKey("ca")) {
            builder.sslContext(trusting(ask.get("ca"), ask.get("crl")));
        }
        if (ask.containsKey("proxy")) {
            URI proxy = URI.create(ask.get("proxy"));
            builder.proxy(ProxySelector.of(new InetSocketAddress(proxy.getHost(), proxy.getPort())));
        }
        HttpClient client = builder.build();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(ask.get("url")));
        if (ask.containsKey("timeout")) {
            request.timeout(Duration.ofMillis(Long.parseLong(ask.get("timeout"))));
        }
        if (ask.containsKey("upload")) {
            byte[] content = new byte[Integer.parseInt(ask.get("upload"))];
            request.POST(HttpRequest.BodyPublishers.ofByteArray(content));
        }
        HttpRequest built = request.build();
        if (ask.containsKey("cancel")) {
            CompletableFuture<HttpResponse<byte[]>> future =
                    client.sendAsync(built, HttpResponse.BodyHandlers.ofByteArray());
            Thread.sleep(Long.parseLong(ask.get("cancel")));
            future.cancel(true);
            return future.get();
        }
        if (ask.containsKey("exhaust")) {
            // Its classes are loaded first.
            try {
                client.send(built, HttpResponse.BodyHandlers.ofByteArray());
            } catch (IOException ignored) {
            }
            try {
                for (;;) {
                    files.add(new FileInputStream("/dev/null"));
                }
            } catch (IOException full) {
            }
        }
        return client.send(built, HttpResponse.BodyHandlers.ofByteArray());
    }

    /** A context that trusts one authority, and asks its list of revoked certificates where there is one. */
    static SSLContext trusting(String authority, String list) throws Exception {
        CertificateFactory certificates = CertificateFactory.getInstance("X.509");
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null);
        byte[] pem = Files.readAllBytes(Path.of(authority));
        store.setCertificateEntry("authority", certificates.generateCertificate(new ByteArrayInputStream(pem)));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        if (list == null) {
            trust.init(store);
        } else {
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(store, new X509CertSelector());
            byte[] bytes = Files.readAllBytes(Path.of(list));
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(
                    Collections.singleton(certificates.generateCRL(new ByteArrayInputStream(bytes))))));
            PKIXRevocationChecker checker =
                    (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX").getRevocationChecker();
            checker.setOptions(EnumSet.of(PKIXRevocationChecker.Option.PREFER_CRLS,
                    PKIXRevocationChecker.Option.NO_FALLBACK));
            parameters.addCertPathChecker(checker);
            trust.init(new CertPathTrustManagerParameters(parameters));
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            out.append(c == '"' || c == '\\' ? "\\" + c : c < ' ' ? String.format("\\u%04x", (int) c) : "" + c);
        }
        return out.append('"').toString();
    }
}
