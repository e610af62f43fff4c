//! Which snippets there are, as they are offered now.

use std::path::{Path, PathBuf};

use httpdex::catalog::Catalog;
use httpdex::snippet::{Language, Response, Snippets, response};
use sha2::{Digest, Sha256};

/// A snippet that is offered.
pub struct Pair {
    /// The id of the code.
    pub id: String,
    /// How the code is sent.
    pub response: Response,
    /// The program.
    pub text: String,
}

impl Pair {
    /// The first 16 hexadecimal digits of the SHA-256 of the program.
    pub fn hash(&self) -> String {
        digest(self.text.as_bytes())[..16].to_owned()
    }
}

/// SHA-256 in hexadecimal digits.
pub fn digest(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes).iter().fold(String::new(), |mut out, byte| {
        write!(out, "{byte:02x}").expect("writing to a String does not fail");
        out
    })
}

/// The repository's top.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Where everything is put that proving needs: `PROOF`, or `target/proof`.
pub fn folder() -> PathBuf {
    std::env::var_os("PROOF").map_or_else(|| root().join("target/proof"), PathBuf::from)
}

/// Where the snippets of a language are written: a folder for each id.
pub fn programs(language: &Language) -> PathBuf {
    folder().join("snippets").join(&language.id)
}

/// Every snippet of a language that is offered, in the order of the catalogue; or what is wrong with the template.
pub fn pairs(snippets: &Snippets, catalog: &Catalog, language: &Language) -> Result<Vec<Pair>, String> {
    let mut pairs = Vec::new();
    for index in catalog.filter(|_| true) {
        let page = catalog.page(index).map_err(|error| error.to_string())?;
        if language.refusal(&page).is_some() {
            continue;
        }
        let text = snippets.render(catalog, index, language).map_err(|error| error.to_string())?;
        let response = response(&page).ok_or_else(|| format!("data/snippets/responses.json has no {}", page.id))?;
        pairs.push(Pair { id: page.id, response, text });
    }
    Ok(pairs)
}

/// A digest over all that a whole run depends on.
pub fn state() -> Result<String, String> {
    let mut files = Vec::new();
    for folder in ["data/codes", "data/snippets", "tests/proof"] {
        walk(&root().join(folder), &mut files)?;
    }
    files.sort();
    let mut text = String::new();
    for path in files {
        let name = path.strip_prefix(root()).unwrap_or(&path).to_string_lossy().into_owned();
        // The records are what a run leaves behind.
        if name.ends_with("proof.json") || name.ends_with("proof-digest") {
            continue;
        }
        let bytes = std::fs::read(&path).map_err(|error| format!("{name}: {error}"))?;
        text += &format!("{} {name}\n", digest(&bytes));
    }
    Ok(digest(text.as_bytes()))
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
