//! Which route a request belongs to.

/// Whose route it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// httpbin's: its answers carry what httpbin's carry.
    Httpbin,
    /// One that httpbin does not have.
    Own,
}

/// A route.
#[derive(Debug, Clone, Copy)]
pub struct Route {
    /// The methods in capitals, by blanks; `*` for all. GET brings HEAD along, and OPTIONS is there anyway.
    pub methods: &'static str,
    /// The path; `{name}` stands for one part, `{name*}` for the rest.
    pub pattern: &'static str,
    /// What it answers, in one line.
    pub about: &'static str,
    /// Whose it is.
    pub dialect: Dialect,
}

impl Route {
    /// What the pattern leaves open, if the path fits it.
    pub fn arguments(&self, segments: &[String]) -> Option<Vec<String>> {
        fits(self.pattern, segments)
    }

    /// Whether it takes a method.
    pub fn takes(&self, method: &str) -> bool {
        self.methods == "*"
            || self.methods.split(' ').any(|known| known == method || (known == "GET" && method == "HEAD"))
    }

    /// The value of `Allow` for routes of one path.
    pub fn allow(routes: &[&Self]) -> String {
        const ALL: &[&str] = &["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"];
        let is_allowed = |method: &&&str| **method == "OPTIONS" || routes.iter().any(|route| route.takes(method));
        let mut methods: Vec<&str> = ALL.iter().filter(is_allowed).copied().collect();
        let others = routes.iter().flat_map(|route| route.methods.split(' '));
        methods.extend(others.filter(|method| *method != "*" && !ALL.contains(method)));
        methods.join(", ")
    }
}

/// What a pattern leaves open, if a path fits it, which is given as the parts between its slashes.
pub fn fits(pattern: &str, segments: &[String]) -> Option<Vec<String>> {
    let mut arguments = Vec::new();
    let mut left = segments.iter();
    for part in pattern.trim_start_matches('/').split('/') {
        match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
            Some(name) if name.ends_with('*') => {
                arguments.push(left.by_ref().cloned().collect::<Vec<_>>().join("/"));
                return Some(arguments);
            }
            Some(_) => arguments.push(left.next().filter(|segment| !segment.is_empty())?.clone()),
            None => {
                left.next().filter(|segment| *segment == part)?;
            }
        }
    }
    left.next().is_none().then_some(arguments)
}
