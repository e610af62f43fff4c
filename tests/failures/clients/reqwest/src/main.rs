//! Asks for a URL with reqwest as the one argument says, and prints what went wrong as JSON.

use std::error::Error;
use std::fs::{self, File};
use std::time::Duration;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(default)]
struct Ask {
    url: String,
    upload: usize,
    timeout: Option<u64>,
    connect_timeout: Option<u64>,
    ca: Option<String>,
    crl: Option<String>,
    proxy: Option<String>,
    cancel: Option<u64>,
    exhaust: bool,
}

impl Default for Ask {
    fn default() -> Self {
        let (timeout, connect_timeout, ca, crl, proxy, cancel) = (None, None, None, None, None, None);
        Self { url: String::new(), upload: 0, timeout, connect_timeout, ca, crl, proxy, cancel, exhaust: false }
    }
}

async fn ask(ask: &Ask) -> reqwest::Result<String> {
    let mut builder = reqwest::Client::builder();
    if let Some(timeout) = ask.timeout {
        builder = builder.timeout(Duration::from_millis(timeout));
    }
    if let Some(timeout) = ask.connect_timeout {
        builder = builder.connect_timeout(Duration::from_millis(timeout));
    }
    if let Some(ca) = &ask.ca {
        let ca = reqwest::Certificate::from_pem(&fs::read(ca).expect("a certificate"))?;
        builder = builder.tls_certs_only([ca]);
    }
    if let Some(crl) = &ask.crl {
        let crl = reqwest::tls::CertificateRevocationList::from_pem(&fs::read(crl).expect("a list"))?;
        builder = builder.tls_crls_only([crl]);
    }
    if let Some(proxy) = &ask.proxy {
        builder = builder.proxy(reqwest::Proxy::all(proxy)?);
    }
    let client = builder.build()?;
    let mut files = Vec::new();
    while ask.exhaust && let Ok(file) = File::open("/dev/null") {
        files.push(file);
    }
    let request = match ask.upload {
        0 => client.get(&ask.url),
        upload => client.post(&ask.url).body(vec![b'x'; upload]),
    };
    let response = request.send().await?;
    let status = response.status();
    let content = response.bytes().await?;
    Ok(format!("{status}, {} bytes", content.len()))
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let text = std::env::args().nth(1).expect("an argument");
    let asked: Ask = serde_json::from_str(&text).expect("JSON");
    let outcome = match asked.cancel {
        // A future that is dropped ends its request, and nobody is told.
        Some(after) => match tokio::time::timeout(Duration::from_millis(after), ask(&asked)).await {
            Ok(outcome) => outcome,
            Err(_) => return println!("{}", serde_json::json!({ "silent": true })),
        },
        None => ask(&asked).await,
    };
    let told = match outcome {
        Ok(answer) => serde_json::json!({ "answer": answer }),
        Err(error) => {
            let mut message = error.to_string();
            let mut source = error.source();
            while let Some(cause) = source {
                message = format!("{message}: {cause}");
                source = cause.source();
            }
            let kinds = [
                ("is_builder", error.is_builder()),
                ("is_redirect", error.is_redirect()),
                ("is_timeout", error.is_timeout()),
                ("is_connect", error.is_connect()),
                ("is_request", error.is_request()),
                ("is_body", error.is_body()),
                ("is_decode", error.is_decode()),
            ];
            let kinds: Vec<&str> = kinds.iter().filter(|kind| kind.1).map(|kind| kind.0).collect();
            serde_json::json!({ "message": message, "class": format!("reqwest::Error: {}", kinds.join(", ")) })
        }
    };
    println!("{told}");
}
