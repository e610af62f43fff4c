//! Challenges and credentials, one scheme each (RFC 9110 §11).

use super::split::{Param, members, param};

/// A scheme and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge<'t> {
    /// The scheme, in its case.
    pub scheme: &'t str,
    /// What stands behind it, where it is no parameter.
    pub token: Option<&'t str>,
    /// The parameters.
    pub params: Vec<Param<'t>>,
}

impl Challenge<'_> {
    /// Whether it is of this scheme.
    pub fn is(&self, scheme: &str) -> bool {
        self.scheme.eq_ignore_ascii_case(scheme)
    }

    /// Whether it has this parameter.
    pub fn has(&self, name: &str) -> bool {
        self.params.iter().any(|param| param.is(name))
    }
}

/// The challenges of a value: a member with a blank in front of its equals sign, or none, begins one.
pub fn challenges(value: &str) -> Vec<Challenge<'_>> {
    let mut found: Vec<Challenge<'_>> = Vec::new();
    for member in members(value) {
        let end = member.find([' ', '\t', '=']).unwrap_or(member.len());
        let rest = member[end..].trim_start_matches([' ', '\t']);
        if rest.starts_with('=')
            && let Some(last) = found.last_mut()
        {
            last.params.push(param(member));
            continue;
        }
        let mut one = Challenge { scheme: &member[..end], token: None, params: Vec::new() };
        let is_param = rest.trim_end_matches('=').contains('=');
        match rest {
            "" => {}
            rest if is_param => one.params.push(param(rest)),
            rest => one.token = Some(rest),
        }
        found.push(one);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_and_their_parameters() {
        let found = challenges(r#"Negotiate, Basic realm="a, b", charset="UTF-8", Bearer abc=="#);
        let schemes: Vec<&str> = found.iter().map(|one| one.scheme).collect();
        assert_eq!(schemes, ["Negotiate", "Basic", "Bearer"]);
        assert!(found[1].has("Realm") && found[1].has("charset") && found[1].is("BASIC"));
        assert_eq!(found[2].token, Some("abc=="));
    }
}
