//! What can be said to `httpdex check`.

use std::path::PathBuf;
use std::time::Duration;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use crate::check::{Agent, ConnectTo, Expect, GivenField, MAX_BODY, Resolve};
use crate::cli::format::GivenFormat;

/// What `check` is asked for. Options that curl has too mean what they mean there.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct CheckArguments {
    /// What to ask for; without a scheme http on this machine and https elsewhere. - reads URLs from standard input
    #[arg(value_name = "URL", required_unless_present = "from")]
    pub(super) urls: Vec<String>,
    /// Read URLs from a file, one a line; lines that begin with # are left out
    #[arg(long, value_name = "FILE")]
    pub(super) from: Option<PathBuf>,
    /// How to print
    #[arg(long, default_value = "text", value_parser = format())]
    pub(super) format: GivenFormat,
    /// What is expected: 200, 2xx, 200,204 (the last hop) or 301>200 (the chain); a status below 400 by default
    #[arg(long, value_name = "STATUS", value_parser = expect)]
    pub(super) expect: Option<Expect>,
    /// The method
    #[arg(short = 'X', long = "request", value_name = "METHOD", value_parser = method)]
    pub(super) method: Option<String>,
    /// Ask for the header section alone
    #[arg(short = 'I', long, conflicts_with_all = ["method", "content", "data_file"])]
    pub(super) head: bool,
    /// A field of the request, such as 'Accept: text/html'; 'Accept:' leaves a field out
    #[arg(short = 'H', long = "header", value_name = "FIELD", value_parser = GivenField::new)]
    pub(super) fields: Vec<GivenField>,
    /// The content of the request, as that of a form; @FILE takes it from a file, without its line ends
    // Without a long name: `--data` is that of every command.
    #[arg(short = 'd', value_name = "DATA", allow_hyphen_values = true)]
    pub(super) content: Vec<String>,
    /// A file to send as content, as it is
    #[arg(long, value_name = "FILE", conflicts_with = "content")]
    pub(super) data_file: Option<PathBuf>,
    /// Name and password for the server; credentials are sent and not printed, in no format
    #[arg(short = 'u', long, value_name = "NAME:PASSWORD")]
    pub(super) user: Option<String>,
    /// The value of User-Agent
    #[arg(short = 'A', long, value_name = "NAME")]
    pub(super) user_agent: Option<String>,
    /// Ask as somebody else does
    #[arg(long = "as", value_enum, value_name = "WHO")]
    pub(super) agent: Option<As>,
    /// Go on where a certificate cannot be verified
    #[arg(short = 'k', long)]
    pub(super) insecure: bool,
    /// Trust the authorities of a PEM file, instead of the system's
    #[arg(long, value_name = "FILE")]
    pub(super) cacert: Option<PathBuf>,
    /// Use IPv4 addresses alone
    #[arg(short = '4', long, conflicts_with = "ipv6")]
    pub(super) ipv4: bool,
    /// Use IPv6 addresses alone
    #[arg(short = '6', long)]
    pub(super) ipv6: bool,
    /// An address to use for a host and port, instead of looking it up
    #[arg(long, value_name = "HOST:PORT:ADDRESS", value_parser = Resolve::new)]
    pub(super) resolve: Vec<Resolve>,
    /// A host and port to connect to instead of those in the URL
    #[arg(long, value_name = "HOST1:PORT1:HOST2:PORT2", value_parser = ConnectTo::new)]
    pub(super) connect_to: Vec<ConnectTo>,
    /// Ask in HTTP/1.1
    #[arg(long = "http1.1", conflicts_with_all = ["http2", "http2_prior_knowledge"])]
    pub(super) http1: bool,
    /// Ask in HTTP/2 where TLS negotiates it, which is what happens anyway
    #[arg(long)]
    pub(super) http2: bool,
    /// Ask in HTTP/2 without negotiating it, over http too
    #[arg(long)]
    pub(super) http2_prior_knowledge: bool,
    /// Ask for compressed content
    #[arg(long)]
    pub(super) compressed: bool,
    /// The proxy (http, socks5 or socks5h), instead of that of the environment; '' for none
    #[arg(short = 'x', long, value_name = "URL")]
    pub(super) proxy: Option<String>,
    /// Do not follow redirects
    #[arg(long)]
    pub(super) no_follow: bool,
    /// How many redirects to follow
    #[arg(long, alias = "max-redirs", value_name = "N", default_value_t = 20)]
    pub(super) max_redirects: u16,
    /// How many seconds a URL may take, all its hops together
    #[arg(short = 'm', long, alias = "max-time", value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    pub(super) timeout: Duration,
    /// How many bytes of content to read of each response; K and M are understood
    #[arg(long, value_name = "BYTES", default_value_t = MAX_BODY, value_parser = bytes)]
    pub(super) max_body: usize,
    /// How often to ask for each URL
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(super) repeat: u32,
}

/// As whom to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum As {
    /// Google's crawler
    Googlebot,
    /// curl
    Curl,
    /// A browser that opens a page
    Browser,
}

impl From<As> for Agent {
    fn from(agent: As) -> Self {
        match agent {
            As::Googlebot => Self::Googlebot,
            As::Curl => Self::Curl,
            As::Browser => Self::Browser,
        }
    }
}

fn format() -> impl TypedValueParser<Value = GivenFormat> {
    PossibleValuesParser::new(["text", "json", "jsonl", "junit", "markdown"]).map(|word| match word.as_str() {
        "json" => GivenFormat::Json,
        "jsonl" => GivenFormat::Jsonl,
        "junit" => GivenFormat::Junit,
        "markdown" => GivenFormat::Markdown,
        _ => GivenFormat::Text,
    })
}

fn expect(text: &str) -> Result<Expect, String> {
    text.parse()
}

fn method(text: &str) -> Result<String, String> {
    let is_token =
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte));
    if is_token { Ok(text.to_owned()) } else { Err("give a method such as GET, POST or PURGE".to_owned()) }
}

/// Seconds, of which a part may be given.
fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse::<f64>().ok().filter(|seconds| *seconds > 0.0);
    let time = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds.min(86_400.0)).ok());
    time.filter(|time| !time.is_zero()).ok_or_else(|| "give seconds above 0, such as 5 or 0.5".to_owned())
}

fn bytes(text: &str) -> Result<usize, String> {
    let (number, unit) = match text.trim_end_matches(['k', 'K', 'm', 'M']) {
        number if number.len() + 1 == text.len() => {
            (number, if text.ends_with(['k', 'K']) { 1 << 10 } else { 1 << 20 })
        }
        number => (number, 1),
    };
    let bytes = number.parse::<usize>().ok().and_then(|number| number.checked_mul(unit));
    bytes
        .filter(|bytes| *bytes <= 1 << 30)
        .ok_or_else(|| "give a number of bytes, such as 4096, 64K or 10M; 1024M at most".to_owned())
}
