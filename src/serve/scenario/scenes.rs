//! A scenario as it goes on: which answer comes next.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::file::{RuleText, Scenario, SceneAnswer, SceneRoute};
use crate::serve::answer::fits;
use crate::serve::faults::Rule;

/// The scenario that is played, if any.
#[derive(Debug, Default)]
pub struct Scenes(Mutex<Option<Running>>);

#[derive(Debug)]
struct Running {
    scenario: Arc<Scenario>,
    /// How many requests each route has had.
    counts: Vec<u64>,
}

/// What a scenario wants for a request.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scene {
    /// What goes wrong.
    pub rules: Vec<Rule>,
    /// The answer; `None` where the server's own route answers.
    pub answer: Option<SceneAnswer>,
}

impl Scenes {
    fn lock(&self) -> MutexGuard<'_, Option<Running>> {
        // A panic elsewhere leaves numbers whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Plays a scenario from its beginning.
    pub fn play(&self, scenario: Scenario) {
        let counts = vec![0; scenario.routes.len()];
        *self.lock() = Some(Running { scenario: Arc::new(scenario), counts });
    }

    /// What comes for a request, which counts as one.
    pub fn next(&self, method: &str, segments: &[String]) -> Scene {
        let Some(running) = &mut *self.lock() else { return Scene::default() };
        let mut scene = Scene::default();
        let mut add = |rules: &[RuleText]| scene.rules.extend(rules.iter().map(|RuleText(rule)| rule.clone()));
        add(&running.scenario.fault);
        let found = running.scenario.routes.iter().position(|route| is_for(route, method, segments));
        if let Some(at) = found {
            let route = &running.scenario.routes[at];
            add(&route.fault);
            let answer = answer(route, running.counts[at]);
            running.counts[at] += 1;
            if let Some(answer) = answer {
                add(&answer.fault);
                scene.answer = answer.status.is_some().then(|| answer.clone());
            }
        }
        scene
    }
}

fn is_for(route: &SceneRoute, method: &str, segments: &[String]) -> bool {
    let is_method =
        route.method.as_ref().is_none_or(|known| known.0 == method || (known.0 == "GET" && method == "HEAD"));
    is_method && fits(&route.path.0, segments).is_some()
}

/// The answer to the request with this number, from 0.
fn answer(route: &SceneRoute, nth: u64) -> Option<&SceneAnswer> {
    let total: u64 = route.answers.iter().map(|answer| u64::from(answer.times.0)).sum();
    let mut left = if route.repeat { nth % total.max(1) } else { nth };
    for answer in &route.answers {
        match left.checked_sub(answer.times.0.into()) {
            Some(rest) => left = rest,
            None => return Some(answer),
        }
    }
    route.answers.last()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::read;
    use super::*;

    fn statuses(text: &str, path: &str, count: usize) -> Vec<Option<u16>> {
        let scenes = Scenes::default();
        scenes.play(read(Path::new("a.toml"), text).unwrap());
        let segments: Vec<String> = path.split('/').skip(1).map(str::to_owned).collect();
        let next = |_| scenes.next("GET", &segments).answer.and_then(|answer| answer.status).map(|status| status.0);
        (0..count).map(next).collect()
    }

    const TEXT: &str = "about = \"x\"\nfault = [\"delay=1s\"]\n[[routes]]\npath = \"/a/{id}\"\nmethod = \"GET\"\n\
        answers = [{ status = 503, times = 2 }, { status = 200 }, { fault = [\"reset\"] }]\n";

    #[test]
    fn answers_come_one_after_the_other() {
        assert_eq!(statuses(TEXT, "/a/1", 5), [Some(503), Some(503), Some(200), None, None]);
        assert_eq!(statuses(&format!("{TEXT}repeat = true\n"), "/a/1", 5)[4], Some(503));
        assert_eq!(statuses(TEXT, "/b", 1), [None]);
        assert_eq!(Scenes::default().next("GET", &[]), Scene::default());
    }

    #[test]
    fn faults_of_all_levels_add_up() {
        let scenes = Scenes::default();
        scenes.play(read(Path::new("a.toml"), TEXT).unwrap());
        let segments = ["a".to_owned(), "1".to_owned()];
        let counts: Vec<usize> = (0..4).map(|_| scenes.next("GET", &segments).rules.len()).collect();
        assert_eq!(counts, [1, 1, 1, 2]);
        assert_eq!(scenes.next("POST", &segments).rules.len(), 1, "another method");
    }
}
