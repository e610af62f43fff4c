//! What own entries hold is text in every format that is printed.

mod support;

use std::process::{Command, Stdio};

use support::home::Home;

const ENTRY: &str = r#"{"id": "evil-798", "code": "798", "name": "<b>x</b> | [y](javascript:a)", "vendor": "A|B",
    "summary": "zyzzyva <script>alert(1)</script>", "definition": "- no list, ``` no fence\u009b\u202e",
    "causes": [{"cause": "1. [a](b) <i>", "check": "`curl | sh`"}],
    "example": {"request": "", "response": "HTTP/1.1 798 x\n\n```\n<script>alert(2)</script>"},
    "docs": [{"title": "a]b", "url": "javascript:alert(3)"}, {"title": "c", "url": "https://x.example/(d)"}]}"#;

fn printed(arguments: &[&str]) -> String {
    let home = Home::new();
    home.write("config/httpdex/codes/evil.json", ENTRY);
    let mut command = Command::new(env!("CARGO_BIN_EXE_httpdex"));
    command.args(arguments).env_clear().envs(home.environment()).current_dir(home.path());
    let output = command.stdin(Stdio::null()).output().expect("a program that starts");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

const NAME: &str = "\\<b\\>x\\</b\\> \\| \\[y\\](javascript:a) (A\\|B)";

#[test]
fn a_page_as_markdown_is_text() {
    let page = printed(&["show", "evil-798", "--format", "markdown"]);
    assert!(page.starts_with(&format!("# 798 {NAME}\n")), "{page}");
    for part in [
        "\n**zyzzyva \\<script\\>alert(1)\\</script\\>**\n",
        "\n\\- no list, \\`\\`\\` no fence",
        "\n1. 1\\. \\[a\\](b) \\<i\\>\n   - check: `curl | sh`\n",
        "\n````http\nHTTP/1.1 798 x\n\n```\n<script>alert(2)</script>\n````\n",
        "\n- a\\]b (`javascript:alert(3)`)\n- [c](https://x.example/%28d%29)\n",
    ] {
        assert!(page.contains(part), "{part}\nis not in\n{page}");
    }
}

#[test]
fn a_table_of_codes_as_markdown_keeps_its_columns() {
    let table = printed(&["list", "--format", "markdown", "--class", "798"]);
    assert_eq!(
        table.lines().nth(2),
        Some(&*format!("| 798 | {NAME} | Other vendors | unofficial, your own entry |")),
        "{table}"
    );
}

#[test]
fn hits_as_markdown_are_text() {
    let hits = printed(&["search", "zyzzyva", "--format", "markdown"]);
    let hit = format!("- **798 {NAME}** (your own entry): meaning: zyzzyva \\<script\\>alert(1)\\</script\\>\n");
    assert!(hits.starts_with(&hit), "{hits}");
}

#[test]
fn no_format_holds_what_a_terminal_obeys() {
    for format in ["text", "json", "markdown"] {
        let page = printed(&["show", "evil-798", "--format", format]);
        assert!(!page.contains(|c: char| c.is_control() && c != '\n') && !page.contains('\u{202e}'), "{page:?}");
    }
}
