//! What a scenario says, as its file has it.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::serve::faults::Rule;
use crate::serve::wire::is_token;

/// A server in some condition.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// What it is about, in one sentence.
    pub about: String,
    /// What to watch for in a client.
    #[serde(default)]
    pub watch: Vec<String>,
    /// What goes wrong with every response.
    #[serde(default)]
    pub fault: Vec<RuleText>,
    /// Routes that answer before those of the server.
    #[serde(default)]
    pub routes: Vec<SceneRoute>,
}

/// A route of a scenario.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SceneRoute {
    /// The path; `{name}` stands for one part, `{name*}` for the rest.
    pub path: Pattern,
    /// The method; any where none is named.
    #[serde(default)]
    pub method: Option<Method>,
    /// What goes wrong with every response of it.
    #[serde(default)]
    pub fault: Vec<RuleText>,
    /// The answers, one after the other; where there are none, the server's own route answers.
    #[serde(default)]
    pub answers: Vec<SceneAnswer>,
    /// Whether the answers begin anew after the last, which stays otherwise.
    #[serde(default)]
    pub repeat: bool,
}

/// An answer of a route.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SceneAnswer {
    /// The status; where there is none, the server's own route answers.
    #[serde(default)]
    pub status: Option<Status>,
    /// The interim responses before it.
    #[serde(default)]
    pub interim: Vec<InterimStatus>,
    /// For how many requests it is the answer.
    #[serde(default)]
    pub times: Times,
    /// Fields, in place of those of the same name.
    #[serde(default)]
    pub fields: BTreeMap<FieldName, FieldValue>,
    /// The content, in place of the usual one.
    #[serde(default)]
    pub content: Option<String>,
    /// What goes wrong with it.
    #[serde(default)]
    pub fault: Vec<RuleText>,
}

/// A type that is read from another, with a sentence for what is not of it.
macro_rules! checked {
    ($about:literal, $name:ident($inner:ty), $given:literal $from:ty, $check:expr) => {
        #[doc = $about]
        #[derive(Debug, Clone, PartialEq, PartialOrd, Deserialize)]
        #[serde(try_from = $given)]
        pub struct $name(pub $inner);

        impl TryFrom<$from> for $name {
            type Error = String;

            fn try_from(given: $from) -> Result<Self, String> {
                let check: fn($from) -> Result<$inner, String> = $check;
                check(given).map(Self)
            }
        }
    };
}

checked!("A pattern of paths.", Pattern(String), "String" String, |text| {
    if text.starts_with('/') { Ok(text) } else { Err(format!("{text:?} is no path: a path begins with `/`")) }
});
checked!("A method.", Method(String), "String" String, |text| {
    let is_sound = !text.is_empty() && text.bytes().all(is_token);
    if is_sound { Ok(text) } else { Err(format!("{text:?} is no method, such as GET")) }
});
checked!("A final status code.", Status(u16), "u16" u16, |code| match code {
    200..=999 => Ok(code),
    _ => Err(format!("{code} is no final status code; it has three digits, from 200 on")),
});
checked!("An interim status code.", InterimStatus(u16), "u16" u16, |code| match code {
    100 | 102..=199 => Ok(code),
    _ => Err(format!("{code} is no interim status code, such as 103")),
});
checked!("A number of requests.", Times(u32), "u32" u32, |times| match times {
    0 => Err("an answer is given once at least, so `times` goes from 1 on".to_owned()),
    _ => Ok(times),
});
checked!("A value of a field.", FieldValue(String), "String" String, |text| {
    if text.contains(char::is_control) { Err(format!("{text:?} holds a control character")) } else { Ok(text) }
});

impl Default for Times {
    fn default() -> Self {
        Self(1)
    }
}

/// Something that goes wrong, as on the command line.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "String")]
pub struct RuleText(pub Rule);

impl TryFrom<String> for RuleText {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Rule::parse(&text).map(Self)
    }
}

/// The name of a field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct FieldName(pub String);

impl TryFrom<String> for FieldName {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let is_sound = !text.is_empty() && text.bytes().all(is_token);
        if is_sound { Ok(Self(text)) } else { Err(format!("{text:?} is no name of a field")) }
    }
}
