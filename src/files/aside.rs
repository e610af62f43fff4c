//! Setting a damaged file aside.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::PathBuf;

use crate::problem::Problem;

/// Renames a damaged file, so that a new one can take its place and nothing of the old one is lost.
///
/// The problem that is returned says what the damage was and where the file is now.
///
/// # Errors
/// When the file cannot be renamed; it is as it was then.
pub fn set_aside(damage: &Problem) -> Result<Problem, Problem> {
    let path = &damage.file;
    let mut name = path.clone().into_os_string();
    name.push(".damaged");
    let free = (1_u32..).map(|nth| {
        let mut name = name.clone();
        if nth > 1 {
            name.push(format!("-{nth}"));
        }
        PathBuf::from(name)
    });
    // A link that leads nowhere takes its name too.
    let mut free = free.filter(|name| fs::symlink_metadata(name).is_err_and(|e| e.kind() == ErrorKind::NotFound));
    let moved = free.next().ok_or_else(|| io::Error::from(ErrorKind::AlreadyExists)).and_then(|name| {
        fs::rename(path, &name)?;
        Ok(name)
    });
    match moved {
        Ok(name) => {
            let advice = format!("it is kept as {} and a new one is begun", name.display());
            Ok(Problem::new(path, &damage.place, &damage.what, &advice))
        }
        Err(error) => {
            let what = format!("{}, and it cannot be renamed ({error})", damage.what);
            Err(Problem::new(path, &damage.place, &what, "repair or move it; until then nothing new is kept"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn setting_aside_loses_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("state.json");
        let damage = Problem::new(&file, "", "it is empty", "delete it");
        for (nth, name) in ["state.json.damaged", "state.json.damaged-2", "state.json.damaged-3"].iter().enumerate() {
            fs::write(&file, nth.to_string()).unwrap();
            assert!(set_aside(&damage).unwrap().advice.contains(&format!("{name} and a new one is begun")));
            assert_eq!(fs::read_to_string(folder.path().join(name)).unwrap(), nth.to_string());
        }
        assert!(set_aside(&damage).unwrap_err().what.starts_with("it is empty, and it cannot be renamed"));
    }
}
