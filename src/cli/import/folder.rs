//! Paths → a [`Package`] whose every part is good, or all that is wrong with it.

use super::bill_toml::{BillToml, ConsultationToml, DocumentToml, EventToml, VersionToml};
use super::{files, points_toml, toml_words};
use crate::cli::Failure;
use crate::law::parse::parse;
use crate::procedure::{
    Bill, BillKind, BillState, Channel, ConsultationId, ConsultationNotice, ContactPoint, Digest, Document, Event,
    MAX_QUESTIONS, Reading, VersionFacts, VersionId,
};
use jiff::civil::Date;
use std::collections::HashMap;
use std::fmt::Display;
use std::path::{Path, PathBuf};

/// The facts of a bill.
pub(super) const BILL_FILE: &str = "bill.toml";
/// The list of contact points.
pub(super) const POINTS_FILE: &str = "contact-points.toml";
/// Files and folders that are looked at in one folder.
const MAX_CHILDREN: usize = 1_000;
/// Versions, papers and events of one bill, each.
const MAX_PARTS: usize = 100;
/// Characters of one line of `bill.toml`.
const MAX_LINE_CHARS: usize = 500;
/// Bytes of all texts and papers of one import.
const MAX_TOTAL_BYTES: usize = 512 * 1024 * 1024;
/// Problems that are told at once.
const MAX_TOLD: usize = 20;

/// What is to be imported.
#[derive(Debug, Default)]
pub struct Package {
    /// Bills, in the order in which they were named.
    pub bills: Vec<BillFolder>,
    /// Contact points; `None` if there was no list.
    pub points: Option<Vec<ContactPoint>>,
}

/// A bill with all that belongs to it.
#[derive(Debug)]
pub struct BillFolder {
    /// Where it was read.
    pub folder: PathBuf,
    /// The bill.
    pub bill: Bill,
    /// What has happened.
    pub events: Vec<Event>,
    /// Its texts, from v1 on without a gap, sealed ones before open ones.
    pub versions: Vec<VersionFile>,
    /// The notices of its consultations.
    pub consultations: Vec<ConsultationNotice>,
    /// Its papers with their Markdown.
    pub documents: Vec<(Document, String)>,
}

impl BillFolder {
    fn size_bytes(&self) -> usize {
        let texts = self.versions.iter().map(|it| it.text.len());
        texts.chain(self.documents.iter().map(|it| it.1.len())).sum()
    }
}

/// A version as its folder has it.
#[derive(Debug)]
pub struct VersionFile {
    /// The file.
    pub file: PathBuf,
    /// What is recorded about it.
    pub facts: VersionFacts,
    /// Whether it is to be immutable.
    pub sealed: bool,
    /// Its text, byte for byte.
    pub text: String,
}

/// What is wrong, one line each, with the file at its beginning.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Problems(Vec<String>);

impl Problems {
    fn add(&mut self, file: &Path, what: impl Display) {
        self.0.push(format!("{}：{what}", file.display()));
    }

    /// The lines.
    #[must_use]
    pub fn lines(&self) -> &[String] {
        &self.0
    }
}

impl From<Problems> for Failure {
    fn from(problems: Problems) -> Self {
        let all = problems.0.len();
        let mut lines = problems.0;
        lines.truncate(MAX_TOLD);
        if all > MAX_TOLD {
            lines.push(format!("另有{}处问题没有列出", all - MAX_TOLD));
        }
        Self::unable(super::with_end(lines, "没有导入任何内容，请改正后再次导入"))
    }
}

/// Reads and checks everything that the paths name.
///
/// # Errors
/// Everything that is wrong; then nothing is to be imported.
pub fn read(paths: &[PathBuf]) -> Result<Package, Problems> {
    let mut problems = Problems::default();
    let mut package = Package::default();
    for path in paths {
        read_path(path, &mut package, &mut problems);
    }
    let mut seen: HashMap<&str, &Path> = HashMap::new();
    for it in &package.bills {
        if let Some(first) = seen.insert(it.bill.slug.as_str(), &it.folder) {
            problems.add(&it.folder, format_args!("代号 {} 与 {} 重复", it.bill.slug, first.display()));
        }
    }
    if problems.0.is_empty() { Ok(package) } else { Err(problems) }
}

fn read_path(path: &Path, package: &mut Package, problems: &mut Problems) {
    let name = path.file_name().unwrap_or_default();
    if name == POINTS_FILE && path.is_file() {
        read_points(path, package, problems);
    } else if name == BILL_FILE && path.is_file() {
        let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
        package.bills.extend(read_bill(folder, problems));
    } else if path.join(BILL_FILE).is_file() {
        package.bills.extend(read_bill(path, problems));
    } else if path.is_dir() {
        read_folder_of_folders(path, package, problems);
    } else if path.exists() {
        problems.add(path, format_args!("请给出含有 {BILL_FILE} 的法规文件夹，或者 {POINTS_FILE}"));
    } else {
        problems.add(path, "没有找到这个文件夹");
    }
}

fn read_folder_of_folders(path: &Path, package: &mut Package, problems: &mut Problems) {
    let children = match files::children(path, MAX_CHILDREN) {
        Ok(children) => children,
        Err(what) => return problems.add(path, what),
    };
    let mut found = false;
    for child in children {
        if child.file_name().is_some_and(|it| it == POINTS_FILE) {
            found = true;
            read_points(&child, package, problems);
        } else if child.join(BILL_FILE).is_file() {
            found = true;
            package.bills.extend(read_bill(&child, problems));
            if package.bills.iter().map(BillFolder::size_bytes).sum::<usize>() > MAX_TOTAL_BYTES {
                return problems.add(path, "文本总量超过512 MB，请分批导入");
            }
        } else if holds_texts(&child) {
            found = true;
            problems.add(&child, format_args!("文件夹中有文本，却没有 {BILL_FILE}"));
        }
    }
    if !found {
        problems.add(path, format_args!("文件夹中没有法规（{BILL_FILE}），也没有 {POINTS_FILE}"));
    }
}

/// Whether this looks like a bill's folder whose [`BILL_FILE`] was forgotten. Other folders are none of our business.
fn holds_texts(folder: &Path) -> bool {
    let found = if folder.is_dir() { files::children(folder, MAX_CHILDREN).unwrap_or_default() } else { Vec::new() };
    found.iter().any(|it| it.extension().is_some_and(|it| it == "md"))
}

fn read_points(file: &Path, package: &mut Package, problems: &mut Problems) {
    match files::text(file).map_err(|it| vec![it]).and_then(|source| points_toml::read(&source)) {
        Ok(points) if package.points.is_none() => package.points = Some(points),
        Ok(_) => problems.add(file, "联系点名单给出了两份"),
        Err(all) => all.iter().for_each(|what| problems.add(file, what)),
    }
}

/// The bill of a folder, or `None` and at least one more problem.
fn read_bill(folder: &Path, problems: &mut Problems) -> Option<BillFolder> {
    let before = problems.0.len();
    let file = folder.join(BILL_FILE);
    let source = files::text(&file).and_then(|it| toml_words::parse::<BillToml>(&it));
    let facts = source.map_err(|what| problems.add(&file, what)).ok()?;
    let reader = Reader { folder, file: &file };
    let found = reader.bill(facts, problems);
    found.filter(|_| problems.0.len() == before)
}

/// A version that `bill.toml` names, whether or not its text is good, and its reading.
type Declared = (VersionId, Option<u8>);

struct Reader<'a> {
    folder: &'a Path,
    file: &'a Path,
}

impl Reader<'_> {
    /// A file for messages: always below the folder, whatever its name says.
    fn named(&self, name: &str) -> PathBuf {
        self.folder.join(name.trim_start_matches('/'))
    }

    fn bill(&self, facts: BillToml, problems: &mut Problems) -> Option<BillFolder> {
        let mut wrong = |what: String| problems.add(self.file, what);
        for (key, count) in
            [("events", facts.events.len()), ("versions", facts.versions.len()), ("documents", facts.documents.len())]
        {
            if count > MAX_PARTS {
                wrong(format!("{key} 超过{MAX_PARTS}个"));
                return None;
            }
        }
        for (key, value) in [
            ("title", &facts.title),
            ("jurisdiction", &facts.jurisdiction),
            ("enactor", &facts.enactor),
            ("sponsor", &facts.sponsor),
            ("drafting_unit", &facts.drafting_unit),
            ("summary", &facts.summary),
        ] {
            line(key, value).unwrap_or_else(&mut wrong);
        }
        facts.questions.iter().for_each(|it| line("questions", it).unwrap_or_else(&mut wrong));
        if facts.questions.len() > MAX_QUESTIONS {
            wrong(format!("questions 最多{MAX_QUESTIONS}个"));
        }
        let readings_required = Reading::new(facts.readings_required).map_err(|it| wrong(it.to_string())).ok()?;
        let bill = Bill {
            slug: facts.slug,
            title: facts.title,
            kind: facts.kind,
            example: facts.example,
            jurisdiction: facts.jurisdiction,
            enactor: facts.enactor,
            sponsor: facts.sponsor,
            drafting_unit: facts.drafting_unit,
            committee: facts.committee,
            summary: facts.summary,
            questions: facts.questions,
            readings_required,
        };
        let declared: Vec<Declared> = facts.versions.iter().map(|it| (it.id, it.reading)).collect();
        let (versions, consultations) = self.versions(&bill, facts.versions, problems);
        let documents = self.documents(facts.documents, &declared, problems);
        let events = self.events(facts.events, &declared, problems);
        Some(BillFolder { folder: self.folder.to_owned(), bill, events, versions, consultations, documents })
    }

    fn versions(
        &self,
        bill: &Bill,
        facts: Vec<VersionToml>,
        problems: &mut Problems,
    ) -> (Vec<VersionFile>, Vec<ConsultationNotice>) {
        let mut versions: Vec<VersionFile> = Vec::new();
        let mut notices = Vec::new();
        if facts.is_empty() {
            problems.add(self.file, "至少应有一个文本（versions）");
        }
        for (expected, mut it) in (1_u16..).zip(facts) {
            let id = it.id;
            if id.number() != expected {
                problems.add(self.file, format_args!("文本应从 v1 起依次编号，这里应为 v{expected}，写的是 {id}"));
            }
            if let Some(notice) = it.consultation.take() {
                match consultation(ConsultationId { bill: bill.slug.clone(), version: id }, notice) {
                    Ok(notice) => notices.push(notice),
                    Err(what) => problems.add(self.file, format_args!("{id} 的征求意见：{what}")),
                }
            }
            match self.version(bill, it) {
                Ok(version) => versions.push(version),
                Err((file, what)) => problems.add(&file, what),
            }
        }
        for pair in versions.windows(2) {
            let (before, after) = (&pair[0], &pair[1]);
            if after.sealed && !before.sealed {
                let (before, after) = (before.facts.id, after.facts.id);
                problems.add(self.file, format_args!("{after} 已封存，它之前的 {before} 也应封存"));
            }
            if after.facts.dated < before.facts.dated {
                let (before, after) = (before.facts.id, after.facts.id);
                problems.add(self.file, format_args!("{after} 的日期早于 {before}"));
            }
        }
        (versions, notices)
    }

    fn version(&self, bill: &Bill, it: VersionToml) -> Result<VersionFile, (PathBuf, String)> {
        let id = it.id;
        let here = |what: String| (self.file.to_owned(), format!("{id}：{what}"));
        let facts = VersionFacts {
            id,
            stage: it.stage,
            label: it.label.unwrap_or_else(|| it.stage.label().to_owned()),
            reading: it.reading.map(Reading::new).transpose().map_err(|error| here(error.to_string()))?,
            dated: toml_words::date(it.dated).map_err(here)?,
            session: it.session,
        };
        line("label", &facts.label).map_err(here)?;
        let file = self.named(&it.file);
        let text = files::text_in(self.folder, &it.file).map_err(|what| (file.clone(), what))?;
        check_text(bill, &facts, &text).map_err(|what| (file.clone(), what))?;
        Ok(VersionFile { file, facts, sealed: it.sealed, text })
    }

    fn documents(
        &self,
        facts: Vec<DocumentToml>,
        versions: &[Declared],
        problems: &mut Problems,
    ) -> Vec<(Document, String)> {
        let mut found: Vec<(Document, String)> = Vec::new();
        for it in facts {
            let file = self.named(&it.file);
            match self.document(it, versions) {
                Ok((document, _)) if found.iter().any(|other| other.0.name == document.name) => {
                    problems.add(&file, "这份文件在 documents 中出现了两次");
                }
                Ok(document) => found.push(document),
                Err(what) => problems.add(&file, what),
            }
        }
        found
    }

    fn document(&self, it: DocumentToml, versions: &[Declared]) -> Result<(Document, String), String> {
        let stem = it.file.strip_suffix(".md").ok_or("文件名应以 .md 结尾")?;
        let name = stem.parse().map_err(|error: crate::procedure::Invalid| error.to_string())?;
        if let Some(missing) = it.version.filter(|it| !versions.iter().any(|other| other.0 == *it)) {
            return Err(format!("所附的文本 {missing} 不存在"));
        }
        line("title", &it.title)?;
        line("author", &it.author)?;
        let dated = toml_words::date(it.dated)?;
        let text = files::text_in(self.folder, &it.file)?;
        let heading = text.lines().find_map(|it| it.trim_start_matches('\u{feff}').strip_prefix("# "));
        if let Some(heading) = heading.filter(|found| squeezed(found) != squeezed(&it.title)) {
            return Err(format!("标题“{}”与 {BILL_FILE} 中的“{}”不一致", heading.trim(), it.title));
        }
        let text_sha256 = Digest::of(text.as_bytes());
        let document = Document {
            name,
            kind: it.kind,
            version: it.version,
            title: it.title,
            author: it.author,
            dated,
            text_sha256,
        };
        Ok((document, text))
    }

    fn events(&self, facts: Vec<EventToml>, versions: &[Declared], problems: &mut Problems) -> Vec<Event> {
        let mut events: Vec<Event> = Vec::new();
        for (number, it) in (1..).zip(facts) {
            match event(it, versions) {
                Ok(event) => {
                    if events.last().is_some_and(|before| event.on < before.on) {
                        problems.add(self.file, format_args!("第{number}个事项的日期早于前一事项"));
                    }
                    events.push(event);
                }
                Err(what) => problems.add(self.file, format_args!("第{number}个事项：{what}")),
            }
        }
        events
    }
}

fn event(it: EventToml, versions: &[Declared]) -> Result<Event, String> {
    let reading = it.reading.map(Reading::new).transpose().map_err(|error| error.to_string())?;
    let state = BillState::from_code(&it.state, reading).map_err(|error| error.to_string())?;
    line("by", &it.by)?;
    if let Some(id) = it.version {
        let (_, there) = versions.iter().find(|other| other.0 == id).ok_or(format!("文本 {id} 不存在"))?;
        if let (Some(here), Some(there)) = (reading, there.and_then(|it| Reading::new(it).ok()))
            && here != there
        {
            return Err(format!("{}所附的 {id} 写明的是{}", here.long_label(), there.long_label()));
        }
    }
    Ok(Event { state, on: toml_words::date(it.on)?, by: it.by, version: it.version, note: it.note })
}

fn consultation(id: ConsultationId, it: ConsultationToml) -> Result<ConsultationNotice, String> {
    line("title", &it.title)?;
    let (opens, closes): (Date, Date) = (toml_words::date(it.opens)?, toml_words::date(it.closes)?);
    if closes < opens {
        return Err("截止日期早于开始日期".to_owned());
    }
    if it.address.is_none() && (it.postcode.is_some() || it.envelope.is_some()) {
        return Err("写明了邮政编码或者信封字样，却没有写明地址".to_owned());
    }
    let (postcode, envelope) = (it.postcode, it.envelope);
    let letter = it.address.map(|address| Channel::Letter { address, postcode, envelope });
    let others =
        [it.telephone.map(Channel::Telephone), it.fax.map(Channel::Fax), it.email.map(Channel::Email)].into_iter();
    let channels = letter.into_iter().chain(others.flatten()).collect();
    Ok(ConsultationNotice { id, title: it.title, opens, closes, channels })
}

/// The text must be what `bill.toml` says it is.
fn check_text(bill: &Bill, facts: &VersionFacts, text: &str) -> Result<(), String> {
    let statute = parse(text).statute;
    // A decision that amends or repeals is numbered 一、二、 and has no articles.
    let whole = matches!(bill.kind, BillKind::Enact | BillKind::Revise);
    if whole && statute.articles().next().is_none() {
        return Err("没有找到任何一条（第一条、第二条……），请核对是不是法规文本".to_owned());
    }
    let title = statute.title.as_str();
    if squeezed(title) != squeezed(&bill.title) {
        return Err(format!("标题“{title}”与 {BILL_FILE} 中的“{}”不一致", bill.title));
    }
    match &statute.status {
        Some(status) if *status != facts.label => {
            Err(format!("标题下写的是“{status}”，{BILL_FILE} 中 {} 写的是“{}”", facts.id, facts.label))
        }
        _ => Ok(()),
    }
}

/// One line with words in it.
fn line(key: &str, value: &str) -> Result<(), String> {
    if value.trim().is_empty() {
        Err(format!("{key} 不能为空"))
    } else if value.chars().any(char::is_control) {
        Err(format!("{key} 中不能换行，也不能有控制字符"))
    } else if value.chars().count() > MAX_LINE_CHARS {
        Err(format!("{key} 超过{MAX_LINE_CHARS}字"))
    } else {
        Ok(())
    }
}

/// Without white space, so that a title broken into two lines is the same title.
fn squeezed(words: &str) -> String {
    words.chars().filter(|it| !it.is_whitespace()).collect()
}
