//! The pictures in `screenshots/` are drawn from real frames. This test fails when one is stale; it draws them anew
//! with `HTTPDEX_DRAW=1 cargo test --test screenshots`.

mod support;

use std::path::Path;
use std::{env, fs};

use httpdex::store::Background;
use support::svg::svg;
use support::{Session, start};

/// A picture: its name, the size of the terminal, its background, and the keys pressed before.
type Scene = (&'static str, (u16, u16), Background, &'static str);

const SCENES: &[Scene] = &[
    ("browse-wide-dark", (120, 40), Background::Dark, "4 2 9 Enter"),
    ("browse-wide-light", (120, 40), Background::Light, "4 2 9 Enter"),
    ("search-wide-dark", (120, 40), Background::Dark, "/ type:sending_requests_too_fast"),
    ("search-wide-light", (120, 40), Background::Light, "/ type:upstream_took_too_long"),
    ("causes-wide-dark", (120, 40), Background::Dark, "5 0 4 Enter ] ] ] ]"),
    ("palette-wide-dark", (120, 40), Background::Dark, ": type:page"),
    ("related-wide-dark", (120, 40), Background::Dark, "4 0 1 Enter r Down"),
    ("help-wide-dark", (120, 40), Background::Dark, "?"),
    ("browse-medium-dark", (80, 24), Background::Dark, "4 0 4"),
    ("browse-medium-light", (80, 24), Background::Light, "3 0 8 Enter ] ]"),
    ("search-medium-dark", (80, 24), Background::Dark, "/ type:gatway_timout"),
    ("categories-medium-dark", (80, 24), Background::Dark, "h j j j j"),
    ("list-narrow-dark", (50, 20), Background::Dark, "j j j"),
    ("page-narrow-dark", (50, 20), Background::Dark, "5 0 3 Enter"),
    ("search-narrow-light", (50, 20), Background::Light, "/ type:jwt_expired"),
];

#[test]
fn pictures_show_what_the_program_draws() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("screenshots");
    let redraw = env::var_os("HTTPDEX_DRAW").is_some();
    let mut stale = Vec::new();
    for &(name, (width, height), background, keys) in SCENES {
        let mut start = start(width, height);
        start.look.background = background;
        start.memory.bookmarks = ["404", "429", "503"].map(str::to_owned).to_vec();
        let mut session = Session::with(start);
        let picture = svg(&session.press(keys).frame(), background);
        let path = folder.join(name).with_extension("svg");
        if fs::read_to_string(&path).ok().as_deref() == Some(&picture) {
            continue;
        }
        if redraw {
            fs::create_dir_all(&folder).expect("a writable folder");
            fs::write(&path, picture).expect("a writable file");
        } else {
            stale.push(name);
        }
    }
    assert!(
        stale.is_empty(),
        "stale pictures: {}; draw them anew with `HTTPDEX_DRAW=1 cargo test --test screenshots` and look at them",
        stale.join(", ")
    );
}
