//! Which snippets there are, as they are offered now.

use std::path::{Path, PathBuf};

use httpdex::catalog::Catalog;
use httpdex::snippet::{Language, Response, Snippets};
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

/// Where the snippets of a language are written: a folder for each id. A sample has a place of its own, so that what
/// is built of the others stays.
pub fn programs(language: &Language, sample: bool) -> PathBuf {
    folder().join(if sample { "sample" } else { "snippets" }).join(&language.id)
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
        let response =
            snippets.response(&page).ok_or_else(|| format!("data/snippets/responses.json has no {}", page.id))?;
        pairs.push(Pair { id: page.id, response, text });
    }
    Ok(pairs)
}

/// A digest over all that a whole run depends on: each program with what is expected of it, and what runs it. The
/// pages themselves are not in it, so that a word may change there.
pub fn state() -> Result<String, String> {
    let (catalog, snippets) = (Catalog::embedded(), Snippets::embedded());
    let mut lines = Vec::new();
    for language in snippets.languages() {
        let Language { id, role, file, lacks, .. } = language;
        lines.push(format!("{id} {role:?} {file} {}", lacks.join(",")));
        for mut pair in pairs(&snippets, &catalog, language)? {
            // What of it a program shows is in the program.
            pair.response.why.clear();
            let expected = serde_json::to_string(&pair.response).map_err(|error| error.to_string())?;
            lines.push(format!("{id} {} {} {}", pair.id, digest(pair.text.as_bytes()), digest(expected.as_bytes())));
        }
    }
    let mut files = Vec::new();
    walk(&root().join("tests/proof"), &mut files)?;
    for path in files {
        let name = path.strip_prefix(root()).unwrap_or(&path).to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).map_err(|error| format!("{name}: {error}"))?;
        lines.push(format!("{name} {}", digest(&bytes)));
    }
    lines.sort();
    Ok(digest(lines.join("\n").as_bytes()))
}

/// The sources in a folder and those below; what an editor leaves there is none.
fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "sh") {
            files.push(path);
        }
    }
    Ok(())
}
