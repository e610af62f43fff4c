//! Words that say where something happened, and little of what: the tool that was run, its command, the product.

use super::codes::PRODUCTS;

/// Programs that make requests for whoever runs them. Any of them may be told any status.
const TOOLS: &[&str] = &[
    "ansible",
    "apt",
    "aws",
    "awscli",
    "az",
    "boto3",
    "brew",
    "buildx",
    "bundler",
    "cargo",
    "composer",
    "containerd",
    "crane",
    "curl",
    "docker",
    "gcloud",
    "gh",
    "git",
    "gradle",
    "gsutil",
    "helm",
    "httpie",
    "insomnia",
    "k8s",
    "k9s",
    "kubectl",
    "kubernetes",
    "lftp",
    "maven",
    "mvn",
    "npm",
    "nuget",
    "oc",
    "pip",
    "pipenv",
    "pnpm",
    "podman",
    "poetry",
    "postman",
    "pulumi",
    "rclone",
    "skopeo",
    "terraform",
    "tofu",
    "twine",
    "uv",
    "wget",
    "yarn",
];

/// Commands of these, where they stand behind one.
const COMMANDS: &[&str] = &[
    "add", "apply", "build", "ci", "clone", "cp", "create", "delete", "deploy", "describe", "download", "exec",
    "fetch", "get", "init", "install", "list", "login", "logs", "ls", "plan", "publish", "pull", "push", "rollout",
    "run", "scale", "sync", "update", "upgrade", "upload", "watch",
];

/// What is left of the weight of a tool's name, and of its command.
const TOOL: f32 = 0.4;

/// What is left of the weight of another product's name: a framework may well answer with a code of its own.
const PRODUCT: f32 = 0.7;

/// How much of its weight a word keeps behind another: `docker pull` says little of `authentication required`.
pub(super) fn share(word: &str, before: Option<&str>) -> f32 {
    let is_tool = |word: &str| TOOLS.contains(&word);
    if is_tool(word) || before.is_some_and(is_tool) && COMMANDS.contains(&word) {
        TOOL
    } else if PRODUCTS.contains(&word) {
        PRODUCT
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::{PRODUCT, TOOL, share};

    #[test]
    fn what_was_run_says_little() {
        for (word, before, expected) in [
            ("docker", None, TOOL),
            ("pull", Some("docker"), TOOL),
            ("pull", Some("who"), 1.0),
            ("django", None, PRODUCT),
            ("authentication", Some("pull"), 1.0),
        ] {
            assert!((share(word, before) - expected).abs() < f32::EPSILON, "{word}");
        }
    }
}
