//! The formats of logs: where in a line the status stands, and who wrote the line.
//!
//! The formats are those of the vendors' documentation: nginx `log_format combined` and `error_log`, Apache
//! `LogFormat` and `ErrorLogFormat`, Envoy's default format, `HAProxy`'s `option httplog` (section 8.2.3 of its
//! configuration manual), the W3C extended format of IIS, the access logs of AWS load balancers, the standard logs of
//! `CloudFront`, Squid's native `access.log`, and Traefik's common log format.

use std::ops::Range;

/// A format that a line of a log can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The common or combined format: nginx, Apache and many application servers.
    Combined,
    /// Traefik's common log format: the combined one, and then the number of the request, router, server and duration.
    Traefik,
    /// Envoy's default format.
    Envoy,
    /// The `option httplog` of `HAProxy`.
    HaProxy,
    /// The W3C extended format of IIS.
    Iis,
    /// The access log of an AWS Application or Classic Load Balancer.
    Elb,
    /// The standard log of `CloudFront`.
    CloudFront,
    /// Squid's native format.
    Squid,
    /// nginx's error log, which has no status.
    NginxError,
    /// Apache's error log, which has no status.
    ApacheError,
}

impl Format {
    /// Whose codes a line of this format can hold, as the catalogue calls them; the likeliest first.
    pub const fn vendors(self) -> &'static [&'static str] {
        match self {
            Self::Combined | Self::NginxError => &["nginx", "Apache httpd"],
            Self::ApacheError => &["Apache httpd"],
            Self::Iis => &["Microsoft IIS"],
            Self::Elb => &["AWS ALB"],
            Self::Squid => &["Squid"],
            // Traefik logs 499 in nginx's meaning.
            Self::Traefik => &["nginx"],
            Self::Envoy | Self::HaProxy | Self::CloudFront => &[],
        }
    }

    /// The platform whose vocabulary such a line speaks, as `data/tokens` calls it.
    pub const fn platform(self) -> &'static str {
        match self {
            Self::Combined | Self::NginxError => "nginx",
            Self::Traefik => "Traefik",
            Self::Envoy => "Envoy",
            Self::HaProxy => "HAProxy",
            Self::Iis => "IIS",
            Self::Elb => "AWS ALB",
            Self::CloudFront => "CloudFront",
            Self::Squid => "Squid",
            Self::ApacheError => "Apache httpd",
        }
    }
}

/// A line whose format is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// The format.
    pub format: Format,
    /// Where the status stands in the line, in bytes.
    pub status: Option<Range<usize>>,
    /// Where IIS's sub-status stands.
    pub sub_status: Option<Range<usize>>,
}

impl LogLine {
    fn with(format: Format, status: Range<usize>) -> Self {
        Self { format, status: Some(status), sub_status: None }
    }

    fn without(format: Format) -> Self {
        Self { format, status: None, sub_status: None }
    }
}

/// The format of a line, and where its status stands.
pub fn log_line(line: &str) -> Option<LogLine> {
    cloud_front(line)
        .or_else(|| elb(line))
        .or_else(|| iis(line))
        .or_else(|| haproxy(line))
        .or_else(|| squid(line))
        .or_else(|| after_request(line))
        .or_else(|| error_log(line))
}

/// A field of a line, and where it starts.
type Field<'l> = (usize, &'l str);

/// The fields of a line between spaces.
fn fields(line: &str) -> Vec<Field<'_>> {
    line.split_ascii_whitespace().map(|field| (field.as_ptr().addr() - line.as_ptr().addr(), field)).take(64).collect()
}

fn range((start, field): Field<'_>) -> Range<usize> {
    start..start + field.len()
}

/// Whether a field is written as a status: three digits from 0 on, as ALB's `000` is.
fn status(field: &str) -> bool {
    field.len() == 3 && digits(field)
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `2024-03-12`.
fn date(field: &str) -> bool {
    let parts: Vec<&str> = field.split('-').collect();
    matches!(parts[..], [year, month, day] if year.len() == 4 && [year, month, day].iter().all(|part| digits(part)))
}

/// `2024-03-12T14:02:51.186641Z`.
fn time_stamp(field: &str) -> bool {
    field.split_once('T').is_some_and(|(day, time)| date(day) && time.contains(':'))
}

/// Tabs between date, time, edge location, bytes, client, method, host, path and status.
fn cloud_front(line: &str) -> Option<LogLine> {
    let fields: Vec<&str> = line.split('\t').collect();
    let field = fields.get(8).filter(|field| status(field) && date(fields[0]))?;
    let start = field.as_ptr().addr() - line.as_ptr().addr();
    Some(LogLine::with(Format::CloudFront, start..start + 3))
}

/// The status of the load balancer comes after three durations, which stand before two statuses and two sizes.
fn elb(line: &str) -> Option<LogLine> {
    let fields = fields(line);
    let first = fields.iter().position(|(_, field)| time_stamp(field)).filter(|&at| at <= 1)?;
    let durations = |at: usize| (0..3).all(|n| fields.get(at + n).is_some_and(|(_, field)| seconds(field)));
    // Name, client and target; the target may be missing from neither.
    let at = first + 4;
    let field = fields.get(at + 3).copied().filter(|(_, field)| durations(at) && status(field))?;
    Some(LogLine::with(Format::Elb, range(field)))
}

/// `0.086` or `-1`.
fn seconds(field: &str) -> bool {
    field == "-1" || field.split_once('.').is_some_and(|(whole, part)| digits(whole) && digits(part))
}

/// Date and time first; status, sub-status and the system's error among the numbers at the end.
fn iis(line: &str) -> Option<LogLine> {
    let fields = fields(line);
    let dated = fields.len() > 8 && date(fields[0].1) && fields[1].1.len() == 8 && fields[1].1.contains(':');
    let method = || fields.iter().take(6).any(|(_, field)| METHODS.contains(field));
    if !dated || !method() {
        return None;
    }
    let numbers = fields.iter().rev().take_while(|(_, field)| digits(field)).count();
    let [code, sub, ..] = fields[fields.len() - numbers..] else { return None };
    (status(code.1) && sub.1.len() <= 3).then(|| LogLine {
        format: Format::Iis,
        status: Some(range(code)),
        sub_status: Some(range(sub)),
    })
}

/// Five times joined by slashes, then the status and the size.
fn haproxy(line: &str) -> Option<LogLine> {
    let fields = fields(line);
    let times = |field: &str| {
        let parts: Vec<&str> = field.split('/').collect();
        parts.len() == 5 && parts.iter().all(|part| digits(part.trim_start_matches(['+', '-'])))
    };
    let at = fields.iter().position(|(_, field)| times(field))?;
    let (field, size) = (*fields.get(at + 1)?, fields.get(at + 2)?.1);
    // `-1` where nothing was sent.
    if !digits(size.trim_start_matches('+')) {
        return None;
    }
    if status(field.1) {
        Some(LogLine::with(Format::HaProxy, range(field)))
    } else {
        Some(LogLine::without(Format::HaProxy))
    }
}

/// `TCP_MISS/503`.
fn squid(line: &str) -> Option<LogLine> {
    let results = ["TCP_", "UDP_", "NONE/", "NONE_"];
    let field = |&(_, field): &Field<'_>| results.iter().any(|result| field.starts_with(result));
    let (start, field) = fields(line).into_iter().find(field)?;
    let (result, code) = field.split_once('/').filter(|(_, code)| status(code))?;
    let start = start + result.len() + 1;
    Some(LogLine::with(Format::Squid, start..start + code.len()))
}

/// The quoted request, then the status: common and combined formats, Envoy's and Traefik's.
fn after_request(line: &str) -> Option<LogLine> {
    let mut from = 0;
    while let Some(quote) = line[from..].find("\" ").map(|at| from + at) {
        from = quote + 2;
        let code = line.get(quote + 2..quote + 5).filter(|code| status(code))?;
        let rest = &line[quote + 2 + code.len()..];
        let ends = rest.is_empty() || rest.starts_with([' ', '\t', '\r']);
        let request = line[..quote].rfind('"').map_or("", |start| &line[start + 1..quote]);
        // What is no request at all, such as a TLS handshake, is known by the date in brackets before it.
        if ends && (request.contains(" HTTP/") || (line[..quote].contains('[') && sized(rest))) {
            let next = rest.split_ascii_whitespace().next().unwrap_or_default();
            let flags = |part: &str| part.len() >= 2 && part.bytes().all(|byte| byte.is_ascii_uppercase());
            let envoy = if next == "-" { time_stamp(bracketed(line)) } else { next.split(',').all(flags) };
            let format = if envoy && (time_stamp(bracketed(line)) || rest.contains("upstream")) {
                Format::Envoy
            } else if rest.trim_end().ends_with("ms") && rest.matches('"').count() >= 6 {
                Format::Traefik
            } else {
                Format::Combined
            };
            return Some(LogLine::with(format, quote + 2..quote + 5));
        }
    }
    None
}

/// Whether a size follows the status.
fn sized(rest: &str) -> bool {
    let next = rest.split_ascii_whitespace().next().unwrap_or_default();
    next == "-" || digits(next)
}

/// What stands in the brackets that a line begins with.
fn bracketed(line: &str) -> &str {
    line.strip_prefix('[').and_then(|rest| rest.split(']').next()).unwrap_or_default()
}

/// `2024/03/12 14:02:51 [error] 31#31: *1284 …`, `[error] 5#5: *1 …`; `[Wed Jun 17 13:08:42 2020] [proxy:error] …`.
fn error_log(line: &str) -> Option<LogLine> {
    let level = |level: &str| {
        line.split_once(level).is_some_and(|(_, rest)| {
            let (process, thread) = rest.trim_start().split_once('#').unwrap_or_default();
            digits(process) && thread.starts_with(|c: char| c.is_ascii_digit())
        })
    };
    if ["[error]", "[warn]", "[crit]", "[info]", "[alert]", "[emerg]", "[notice]"].iter().any(|name| level(name)) {
        return Some(LogLine::without(Format::NginxError));
    }
    let number = line.split("AH").skip(1).any(|rest| rest.get(..5).is_some_and(digits) && rest[5..].starts_with(':'));
    let module = line.starts_with('[') && line.contains(":error] [pid ");
    (number || module).then(|| LogLine::without(Format::ApacheError))
}

/// The methods of requests.
pub(super) const METHODS: [&str; 9] =
    ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "CONNECT", "PROPFIND"];

#[cfg(test)]
mod tests {
    use super::{Format, log_line};

    /// The format of a line and its status, with the sub-status.
    fn found(line: &str) -> Option<(Format, &str, &str)> {
        let log = log_line(line)?;
        let part = |range: Option<std::ops::Range<usize>>| range.map_or("", |range| &line[range]);
        Some((log.format, part(log.status), part(log.sub_status)))
    }

    #[test]
    fn lines_that_servers_wrote_are_read() {
        // nginx 1.22.1, HAProxy 2.6.12.
        for (line, format, status) in [
            (
                r#"127.0.0.1 - - [01/Dec/2026:00:20:52 +0000] "GET / HTTP/1.1" 502 157 "-" "curl/7.88.1""#,
                Format::Combined,
                "502",
            ),
            (
                r#"127.0.0.1 - - [01/Dec/2026:00:20:52 +0000] "GET /slow HTTP/1.1" 499 0 "-" "curl/7.88.1""#,
                Format::Combined,
                "499",
            ),
            (
                r#"2026/12/01 00:20:52 [error] 2406#2406: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 127.0.0.1, server: , request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:9/""#,
                Format::NginxError,
                "",
            ),
            (
                r#"127.0.0.1:51988 [01/Dec/2026:00:20:52.901] f dead/s 0/0/-1/-1/3089 503 217 - - SC-- 1/1/0/0/3 0/0 "GET /dead/1 HTTP/1.1""#,
                Format::HaProxy,
                "503",
            ),
            (
                r#"127.0.0.1:42206 [01/Dec/2026:00:20:59.756] f f/<NOSRV> -1/-1/-1/-1/1001 408 0 - - cR-- 1/1/0/0/0 0/0 "<BADREQ>""#,
                Format::HaProxy,
                "408",
            ),
        ] {
            assert_eq!(found(line), Some((format, status, "")), "{line}");
        }
    }

    #[test]
    fn documented_lines_are_read() {
        for (line, format, status, sub) in [
            (
                r#"http 2018-07-02T22:23:00.186641Z app/my-lb/50dc 192.0.2.39:2817 10.0.0.1:80 0.000 0.001 0.000 502 - 34 366 "GET http://www.example.com:80/ HTTP/1.1" "curl/7.46.0" - -"#,
                Format::Elb,
                "502",
                "",
            ),
            (
                "2019-12-04\t21:02:31\tLAX1\t392\t192.0.2.100\tGET\td111.cloudfront.net\t/index.html\t403\t-\tMozilla/5.0",
                Format::CloudFront,
                "403",
                "",
            ),
            (
                "2024-03-12 14:02:51 10.0.0.5 GET /a.js - 80 - 203.0.113.4 curl/8.4.0 - 404 13 2 203",
                Format::Iis,
                "404",
                "13",
            ),
            (
                "1710252171.120 3004 10.0.0.4 TCP_DENIED/407 3872 CONNECT example.com:443 - HIER_NONE/- text/html",
                Format::Squid,
                "407",
                "",
            ),
            (
                r#"[2016-04-15T20:17:00.310Z] "POST /api HTTP/2" 503 UF,URX 154 0 226 100 "10.0.35.28" "nsq2http""#,
                Format::Envoy,
                "503",
                "",
            ),
            (
                r#"192.0.2.4 - - [12/Mar/2024:14:02:51 +0000] "GET /api HTTP/1.1" 504 15 "-" "curl/8.4.0" 500 "api@docker" "http://172.18.0.4:8080" 30001ms"#,
                Format::Traefik,
                "504",
                "",
            ),
            (
                r#"192.0.2.4 - - [12/Mar/2024:14:02:51 +0000] "\x16\x03\x01" 400 157 "-" "-""#,
                Format::Combined,
                "400",
                "",
            ),
            (
                "[Wed Jun 17 13:08:52.089713 2020] [proxy_http:error] [pid 12181] [client 192.0.2.5:39416] AH01102: error reading status line from remote server 127.0.0.1:9001",
                Format::ApacheError,
                "",
                "",
            ),
        ] {
            assert_eq!(found(line), Some((format, status, sub)), "{line}");
        }
    }

    #[test]
    fn sentences_are_no_logs() {
        for line in ["", "404 Not Found", "\" 404", "the ratio is 1/2/3/4/5 here", "2024-03-12 a note about GET"] {
            assert_eq!(found(line), None, "{line}");
        }
    }
}
