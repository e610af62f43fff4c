//! What is known of senders, as `data/senders` holds it.
//!
//! The build script compiles this file too, so that a sender that does not parse fails the build.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A program or service that answers requests or passes them on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sender {
    /// The name of its file, and what the ids of its own codes in the catalogue begin with.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// How it is recognized, the surest first.
    pub signs: Vec<Sign>,
    /// What an element of `Via`, `Cache-Status` or `Proxy-Status` of its looks like; `*` stands for anything.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub via: Vec<String>,
    /// What stands in front of a code of its own on its pages: `HTTP Error ` for `HTTP Error 404.13`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
    /// Responses of its own, from its documentation or written after it, that are recognized.
    #[serde(default, skip_serializing)]
    pub examples: Vec<String>,
    /// Where it stands; none where captures show it.
    #[serde(default, skip_serializing)]
    pub sources: Vec<Source>,
}

/// What a sender is. In this order they stand on the way from the client to the origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A content delivery network.
    Cdn,
    /// A service that runs applications, with proxies of its own in front of them.
    Platform,
    /// A load balancer.
    LoadBalancer,
    /// A gateway for APIs.
    Gateway,
    /// A reverse or forward proxy.
    Proxy,
    /// A cache.
    Cache,
    /// A web server, which may be a proxy too.
    Server,
    /// A service that keeps files.
    Storage,
    /// What an application is written with, or runs in.
    Framework,
}

impl Kind {
    /// The word for it, `load-balancer`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cdn => "cdn",
            Self::Platform => "platform",
            Self::LoadBalancer => "load-balancer",
            Self::Gateway => "gateway",
            Self::Proxy => "proxy",
            Self::Cache => "cache",
            Self::Server => "server",
            Self::Storage => "storage",
            Self::Framework => "framework",
        }
    }
}

/// Something by which a sender is recognized.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// What it says.
    pub says: Says,
    /// Why that is believed: a clause, without a capital and a full stop.
    pub why: String,
    /// When it is there.
    pub when: Condition,
}

/// What a sign says of a sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Says {
    /// It wrote this response.
    Certain,
    /// It is likely to have written this response.
    Likely,
    /// It may have written this response.
    Possible,
    /// It wrote this response, if nobody else is on the way: a field that proxies pass on.
    Server,
    /// The response came through it.
    Passed,
}

/// How sure it is who wrote a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Nothing else writes this.
    Certain,
    /// Hardly anything else writes this.
    Likely,
    /// Others may have written this.
    Possible,
}

impl Confidence {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Likely => "likely",
            Self::Possible => "possible",
        }
    }
}

/// What a response has to be like. All that is given has to hold; patterns stand for a whole value, without regard to
/// case, and `*` in them for anything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// One of these is its status: `502`, `5xx`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub status: Vec<String>,
    /// It has each of these fields, with a line whose value is like this.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
    /// It has none of these fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<String>,
    /// Its fields begin with these, in this order and, where it is known, in these letters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub first: Vec<String>,
    /// It has no other fields than those in `first`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub only: bool,
    /// It has a field in exactly these letters, which HTTP/2 does not keep.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub written: Vec<String>,
    /// It sets a cookie with each of these names, with regard to case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cookies: Vec<String>,
    /// Its reason phrase is this, with regard to case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The beginning of its content has each of these, with regard to case; of errors alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub body: Vec<String>,
    /// Its content is this and nothing else; the blanks around it do not matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole_body: Option<String>,
    /// The request has each of these fields, with a line whose value is like this.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub request: BTreeMap<String, String>,
    /// The request has one of these methods.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<String>,
}

impl Condition {
    /// Whether it looks at fields, which intermediaries pass on, and not at content alone.
    pub fn is_of_fields(&self) -> bool {
        !self.fields.is_empty() || !self.cookies.is_empty()
    }
}

/// Where something stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The section or page.
    pub title: String,
    /// Its address.
    pub url: String,
}
