//! Which methods of copying there are, told from the environment.

/// A method of copying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyMethod {
    /// The clipboard of the desktop: X11's, which Wayland desktops have too, or that of macOS.
    Desktop,
    /// That of Wayland, by the program `wl-copy`, which holds the text on when this one has ended.
    Wayland,
    /// The buffer of tmux, by its own command.
    Tmux,
    /// The terminal, by OSC 52.
    Terminal(Wrapping),
}

/// What stands between the program and the terminal, and needs the sequence to be wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrapping {
    /// Nothing.
    None,
    /// tmux.
    Tmux,
    /// GNU screen.
    Screen,
}

/// The methods of copying. They are gone one after another until one confirms that the text is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    methods: Vec<CopyMethod>,
}

impl Plan {
    /// The methods that there are where these variables are set.
    pub fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        Self::with(variable, cfg!(target_os = "macos"))
    }

    /// `built_in`: whether the desktop is there without any variable that tells of it.
    fn with(variable: impl Fn(&str) -> Option<String>, built_in: bool) -> Self {
        let value = |name| variable(name).filter(|value| !value.is_empty());
        let set = |name| value(name).is_some();
        let remote = ["SSH_TTY", "SSH_CONNECTION"].into_iter().any(set);
        let desktop: &[CopyMethod] = match (set("WAYLAND_DISPLAY"), set("DISPLAY") || built_in) {
            _ if remote => {
                if forwarded(value) {
                    &[CopyMethod::Desktop]
                } else {
                    &[]
                }
            }
            (true, true) => &[CopyMethod::Wayland, CopyMethod::Desktop],
            (true, false) => &[CopyMethod::Wayland],
            (false, true) => &[CopyMethod::Desktop],
            (false, false) => &[],
        };
        let wrapping = match () {
            () if set("TMUX") => Wrapping::Tmux,
            () if set("STY") => Wrapping::Screen,
            () => Wrapping::None,
        };
        // The console of Linux, and what is hardly a terminal, know no OSC 52.
        let takes_osc_52 = value("TERM").is_some_and(|term| !matches!(&*term, "linux" | "dumb"));

        let mut methods = Vec::new();
        if wrapping == Wrapping::Tmux {
            methods.push(CopyMethod::Tmux);
        }
        if takes_osc_52 {
            methods.push(CopyMethod::Terminal(wrapping));
        }
        // From afar, and in what can be left and taken up again elsewhere, the terminal is surely the one that is looked
        // at, and the desktop only may be: there the terminal is told in any case.
        let near = !remote && wrapping == Wrapping::None;
        let methods = if near { [desktop, &methods].concat() } else { [&methods, desktop].concat() };
        Self { methods }
    }

    /// The methods, in their order.
    pub fn methods(&self) -> &[CopyMethod] {
        &self.methods
    }
}

/// Whether the display is that of the other end: `localhost:10.0`, and not the remote machine's own `:0`.
fn forwarded(value: impl Fn(&'static str) -> Option<String>) -> bool {
    value("WAYLAND_DISPLAY").is_none() && value("DISPLAY").is_some_and(|display| !display.starts_with([':', '/']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn methods_where(built_in: bool, environment: &[(&str, &str)]) -> Vec<CopyMethod> {
        let with_term = [("TERM", "xterm-256color")];
        let all: Vec<&(&str, &str)> = environment.iter().chain(&with_term).collect();
        let variable = |name: &str| all.iter().find(|(set, _)| *set == name).map(|(_, value)| (*value).to_owned());
        Plan::with(variable, built_in).methods
    }

    fn methods(environment: &[(&str, &str)]) -> Vec<CopyMethod> {
        methods_where(false, environment)
    }

    const PLAIN: CopyMethod = CopyMethod::Terminal(Wrapping::None);

    #[test]
    fn at_a_desktop_its_clipboard_goes_first_and_the_terminal_is_the_fallback() {
        assert_eq!(methods(&[("DISPLAY", ":0")]), [CopyMethod::Desktop, PLAIN]);
        let wayland = ("WAYLAND_DISPLAY", "wayland-0");
        assert_eq!(methods(&[wayland]), [CopyMethod::Wayland, PLAIN]);
        assert_eq!(methods(&[wayland, ("DISPLAY", ":0")]), [CopyMethod::Wayland, CopyMethod::Desktop, PLAIN]);
        assert_eq!(methods_where(true, &[]), [CopyMethod::Desktop, PLAIN]);
    }

    #[test]
    fn without_a_display_there_is_the_terminal() {
        assert_eq!(methods(&[]), [PLAIN]);
        assert_eq!(methods(&[("DISPLAY", ""), ("TMUX", ""), ("SSH_TTY", "")]), [PLAIN]);
    }

    #[test]
    fn from_afar_the_terminal_goes_first_and_only_a_forwarded_display_counts() {
        for remote in [("SSH_TTY", "/dev/pts/1"), ("SSH_CONNECTION", "10.0.0.1 50000 10.0.0.2 22")] {
            assert_eq!(methods(&[remote]), [PLAIN]);
            assert_eq!(methods(&[remote, ("DISPLAY", "localhost:10.0")]), [PLAIN, CopyMethod::Desktop]);
            for own in [("DISPLAY", ":0"), ("WAYLAND_DISPLAY", "wayland-0")] {
                assert_eq!(methods(&[remote, own]), [PLAIN], "{own:?}");
            }
            assert_eq!(methods_where(true, &[remote]), [PLAIN]);
        }
    }

    #[test]
    fn in_tmux_its_own_command_goes_first() {
        let tmux = ("TMUX", "/tmp/tmux-1000/default,4000,0");
        let wrapped = CopyMethod::Terminal(Wrapping::Tmux);
        assert_eq!(methods(&[tmux]), [CopyMethod::Tmux, wrapped]);
        assert_eq!(methods(&[tmux, ("DISPLAY", ":0")]), [CopyMethod::Tmux, wrapped, CopyMethod::Desktop]);
        assert_eq!(methods(&[tmux, ("SSH_TTY", "/dev/pts/1")]), [CopyMethod::Tmux, wrapped]);
    }

    #[test]
    fn in_screen_the_sequence_is_wrapped_for_it() {
        let screen = ("STY", "4000.pts-0.host");
        assert_eq!(methods(&[screen]), [CopyMethod::Terminal(Wrapping::Screen)]);
        assert_eq!(
            methods(&[screen, ("DISPLAY", ":0")]),
            [CopyMethod::Terminal(Wrapping::Screen), CopyMethod::Desktop]
        );
    }

    #[test]
    fn a_terminal_that_cannot_take_it_is_not_asked() {
        for term in ["linux", "dumb", ""] {
            assert_eq!(methods(&[("TERM", term)]), []);
            assert_eq!(methods(&[("TERM", term), ("DISPLAY", ":0")]), [CopyMethod::Desktop]);
        }
    }
}
