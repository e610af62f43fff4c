//! What is known of TLS on a connection, and of the certificate that the server showed.

use std::net::IpAddr;

use serde::{Serialize, Serializer};
use x509_parser::prelude::{FromDer, GeneralName, X509Certificate, X509Name};

/// The most names of a certificate that are kept.
const NAMES: usize = 200;
/// The longest text of a certificate that is kept, in characters.
const TEXT: usize = 300;

/// TLS on a connection. What a certificate says comes from outside: clean it before it is printed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Certificate {
    /// `TLS 1.3`; `None` where the handshake did not come so far.
    pub version: Option<String>,
    /// The cipher suite by its name in the registry.
    pub cipher: Option<String>,
    /// The protocol that was negotiated: `h2`, `http/1.1`.
    pub alpn: Option<String>,
    /// Whether the certificate was verified: by an authority that is trusted, for this host, today.
    pub verified: bool,
    /// What is wrong with it, in words.
    pub problems: Vec<String>,
    /// Whom it is for: the common name, or all of the name.
    pub subject: Option<String>,
    /// The hosts that it is for.
    pub names: Vec<String>,
    /// Who signed it.
    pub issuer: Option<String>,
    /// From when on it is valid, in seconds since 1970.
    #[serde(serialize_with = "as_date")]
    pub not_before: Option<i64>,
    /// Until when it is valid, in seconds since 1970.
    #[serde(serialize_with = "as_date")]
    pub not_after: Option<i64>,
    /// How many whole days are left; negative where it has expired.
    pub days_left: Option<i64>,
}

impl Certificate {
    /// What a server's own certificate says at a time; nothing where it cannot be read.
    pub(super) fn read(der: &[u8], now: i64) -> Self {
        let Ok((_, read)) = X509Certificate::from_der(der) else {
            return Self { problems: vec!["the certificate cannot be read".to_owned()], ..Self::default() };
        };
        let (not_before, not_after) = (read.validity().not_before.timestamp(), read.validity().not_after.timestamp());
        let names = read.subject_alternative_name().ok().flatten();
        let names = names.iter().flat_map(|names| &names.value.general_names).filter_map(name).take(NAMES);
        Self {
            subject: named(read.subject()),
            names: names.collect(),
            issuer: named(read.issuer()),
            not_before: Some(not_before),
            not_after: Some(not_after),
            days_left: Some((not_after - now).div_euclid(86_400)),
            ..Self::default()
        }
    }
}

fn name(name: &GeneralName<'_>) -> Option<String> {
    match name {
        GeneralName::DNSName(name) => Some(short(name)),
        GeneralName::IPAddress(bytes) => match <[u8; 4]>::try_from(*bytes) {
            Ok(bytes) => Some(IpAddr::from(bytes).to_string()),
            Err(_) => <[u8; 16]>::try_from(*bytes).ok().map(|bytes| IpAddr::from(bytes).to_string()),
        },
        _ => None,
    }
}

fn named(name: &X509Name<'_>) -> Option<String> {
    let text = |attribute: &x509_parser::x509::AttributeTypeAndValue<'_>| attribute.as_str().ok().map(short);
    let common = name.iter_common_name().next().and_then(text);
    let whole = || Some(short(&name.to_string())).filter(|name| !name.is_empty());
    common.or_else(|| name.iter_organization().next().and_then(text)).or_else(whole)
}

fn short(text: &str) -> String {
    crate::text::shorten(text, TEXT).into_owned()
}

#[expect(clippy::ref_option, reason = "serde hands it over so")]
fn as_date<S: Serializer>(seconds: &Option<i64>, serializer: S) -> Result<S::Ok, S::Error> {
    seconds.map(|seconds| format!("{}T{}Z", date(seconds), time(seconds))).serialize(serializer)
}

/// A day as `2026-11-30`.
pub fn date(seconds: i64) -> String {
    // The days since 0000-03-01, so that a leap day ends its year, in eras of 400 years.
    let days = seconds.div_euclid(86_400) + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let (year, month) = (year_of_era + era * 400, if month < 10 { month + 3 } else { month - 9 });
    format!("{:04}-{month:02}-{day:02}", year + i64::from(month <= 2))
}

fn time(seconds: i64) -> String {
    let seconds = seconds.rem_euclid(86_400);
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        for (seconds, day) in [
            (0, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (4_107_542_399, "2100-02-28"),
            (4_107_542_400, "2100-03-01"),
            (-1, "1969-12-31"),
            (1_796_083_200, "2026-12-01"),
        ] {
            assert_eq!(date(seconds), day);
        }
        assert_eq!(time(86_399), "23:59:59");
    }

    #[test]
    fn what_is_no_certificate_is_told() {
        assert_eq!(Certificate::read(b"\x30\x82", 0).problems, ["the certificate cannot be read"]);
    }
}
