//! A small folder of a bill that stories can spoil.

use std::path::{Path, PathBuf};

const BILL: &str = r#"slug = "elderly-care"
title = "××市养老服务条例"
kind = "enact"
example = true
jurisdiction = "××市"
enactor = "××市人民代表大会常务委员会"
sponsor = "××市人民政府"
drafting_unit = "××市民政局"
summary = "老人有所养。"
questions = ["问题一？"]
readings_required = 2

[[events]]
state = "planned"
on = 2026-01-20
by = "主任会议"

[[events]]
state = "reading"
reading = 1
on = 2026-04-28
by = "常委会会议"
version = "v1"

[[versions]]
id = "v1"
file = "v1.md"
stage = "draft"
label = "草案"
reading = 1
dated = 2026-04-28
sealed = true

[versions.consultation]
title = "公告"
opens = 2026-05-06
closes = 2026-06-10
address = "人民路"
email = "fagongwei@example.invalid"

[[versions]]
id = "v2"
file = "v2.md"
stage = "revised_draft"
label = "草案修改稿"
reading = 2
dated = 2026-08-27

[[documents]]
file = "explanation.md"
kind = "explanation"
version = "v1"
title = "关于《××市养老服务条例（草案）》的说明"
author = "××市民政局"
dated = 2026-04-28
"#;
const FIRST: &str = "# ××市养老服务条例\n\n（草案）\n\n第一条　为了老有所养，制定本条例。\n";
const SECOND: &str = "# ××市养老服务条例\n\n（草案修改稿）\n\n第一条　为了老有所养、老有所乐，制定本条例。\n";
const EXPLANATION: &str = "# 关于《××市养老服务条例（草案）》的说明\n\n主任、各位委员：\n\n现作说明。\n";

/// A bill with a sealed v1, an open v2 and one paper, in a temporary folder.
pub struct BillDir {
    folder: tempfile::TempDir,
}

impl BillDir {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let it = Self { folder };
        for (file, words) in [("bill.toml", BILL), ("v1.md", FIRST), ("v2.md", SECOND), ("explanation.md", EXPLANATION)]
        {
            it.write(file, words);
        }
        it
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("elderly-care")
    }

    /// The folder that holds the folder of the bill.
    pub fn parent(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(&self, file: &str, words: impl AsRef<[u8]>) {
        std::fs::create_dir_all(self.path()).expect("the folder is made");
        std::fs::write(self.path().join(file), words).expect("the file is written");
    }

    /// Replaces words that must be there.
    pub fn edit(&self, file: &str, from: &str, to: &str) {
        let words = std::fs::read_to_string(self.path().join(file)).expect("the file is there");
        assert!(words.contains(from), "{file} has no {from}");
        self.write(file, words.replace(from, to));
    }
}
