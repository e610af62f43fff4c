//! The rules, a file a subject, and one table of them all.

mod auth;
mod caching;
mod content;
mod cookies;
mod cors;
mod csp;
mod dates;
mod directives;
mod fields;
mod framing;
mod links;
mod media;
mod policies;
mod requests;
mod security;
mod status;
mod status_conflicts;
mod structured;
mod transfer;

pub use structured::PROXY_ERRORS;

use super::fields::fields as known;
use super::look::Look;
use super::report::Report;
use super::rule::Rule;

/// A subject: what looks for it, and the rules that it goes by.
type Subject = (fn(&Look<'_>, &mut Report), &'static [&'static Rule]);

const SUBJECTS: [Subject; 19] = [
    (framing::check, framing::RULES),
    (transfer::check, transfer::RULES),
    (requests::check, requests::RULES),
    (status::check, status::RULES),
    (status_conflicts::check, status_conflicts::RULES),
    (fields::check, fields::RULES),
    (dates::check, dates::RULES),
    (media::check, media::RULES),
    (content::check, content::RULES),
    (directives::check, directives::RULES),
    (caching::check, caching::RULES),
    (cookies::check, cookies::RULES),
    (cors::check, cors::RULES),
    (auth::check, auth::RULES),
    (security::check, security::RULES),
    (csp::check, csp::RULES),
    (policies::check, policies::RULES),
    (links::check, links::RULES),
    (structured::check, structured::RULES),
];

/// Looks for everything.
pub fn check(look: &Look<'_>, report: &mut Report) {
    for (check, _) in SUBJECTS {
        check(look, report);
    }
}

/// Every rule, those of the table of fields at the end.
pub fn rules() -> Vec<Rule> {
    let own = SUBJECTS.iter().flat_map(|(_, rules)| *rules).map(|rule| (*rule).clone());
    let of_fields = known().filter_map(fields::syntax_rule).chain(known().filter_map(fields::obsolete_rule));
    own.chain(of_fields).collect()
}
