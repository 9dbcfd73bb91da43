//! Reading the files of a bill folder: nothing outside the folder, nothing too large, nothing but UTF-8 text.

use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

/// Largest file that is read, in bytes. The Civil Code has 0.4 MB.
pub(super) const MAX_FILE_BYTES: u64 = 10 * 1024 * 1024;

/// The words of a file that was named in `folder`; else what is wrong with it, without its name.
pub(super) fn text_in(folder: &Path, name: &str) -> Result<String, String> {
    let relative = Path::new(name);
    let plain = !name.is_empty() && relative.components().all(|it| matches!(it, Component::Normal(_)));
    if !plain {
        return Err("文件名应为本文件夹内的相对路径，不能含有“..”或以“/”开头".to_owned());
    }
    let path = folder.join(relative);
    let real = path.canonicalize().map_err(|error| cannot_read(&error))?;
    let inside = folder.canonicalize().is_ok_and(|it| real.starts_with(it));
    if !inside {
        return Err("文件是指向文件夹之外的链接，请放入文件本身".to_owned());
    }
    text(&real)
}

/// The words of a file; else what is wrong with it, without its name.
pub(super) fn text(path: &Path) -> Result<String, String> {
    let kind = std::fs::metadata(path).map_err(|error| cannot_read(&error))?;
    if !kind.is_file() {
        return Err("不是文件".to_owned());
    }
    if kind.len() > MAX_FILE_BYTES {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let opened = std::fs::File::open(path).and_then(|it| it.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes));
    opened.map_err(|error| cannot_read(&error))?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(too_large());
    }
    decode(bytes)
}

fn decode(bytes: Vec<u8>) -> Result<String, String> {
    if bytes.is_empty() {
        return Err("文件是空的".to_owned());
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..good].iter().filter(|byte| **byte == b'\n').count() + 1;
        format!("不是 UTF-8 编码（第{line}行起无法识别），请另存为 UTF-8 编码的纯文本")
    })?;
    let control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if let Some(at) = text.find(control) {
        let line = text[..at].matches('\n').count() + 1;
        return Err(format!("第{line}行含有控制字符，看来不是纯文本文件"));
    }
    if text.trim().is_empty() {
        return Err("文件中没有文字".to_owned());
    }
    Ok(text)
}

fn too_large() -> String {
    format!("超过{} MB，请核对是否放错了文件", MAX_FILE_BYTES / 1024 / 1024)
}

fn cannot_read(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "没有找到这个文件".to_owned(),
        std::io::ErrorKind::PermissionDenied => "没有读取权限".to_owned(),
        _ => "无法读取，请检查文件是不是完好、是不是循环的链接".to_owned(),
    }
}

/// What is directly in a folder, in the order of the names, without hidden ones.
pub(super) fn children(folder: &Path, most: usize) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| cannot_read(&error))?;
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| cannot_read(&error))?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        found.push(entry.path());
        if found.len() > most {
            return Err(format!("含有{most}个以上的文件，不像是法规文件夹"));
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_the_folder_are_read() {
        let outside = tempfile::tempdir().unwrap();
        let folder = outside.path().join("bill");
        std::fs::create_dir_all(folder.join("papers")).unwrap();
        std::fs::write(outside.path().join("secret.md"), "x").unwrap();
        std::fs::write(folder.join("v1.md"), "第一条　x。").unwrap();
        std::fs::write(folder.join("papers/a.md"), "y").unwrap();
        assert_eq!(text_in(&folder, "v1.md").as_deref(), Ok("第一条　x。"));
        assert_eq!(text_in(&folder, "papers/a.md").as_deref(), Ok("y"));
        for bad in ["", ".", "..", "../secret.md", "/etc/hostname", "papers/../../secret.md", "papers", "none.md"] {
            assert!(text_in(&folder, bad).is_err(), "{bad}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("../secret.md", folder.join("link.md")).unwrap();
            assert!(text_in(&folder, "link.md").unwrap_err().contains("链接"));
        }
    }

    #[test]
    fn what_is_no_text_is_told_apart() {
        let wrong = |bytes: &[u8]| decode(bytes.to_vec()).unwrap_err();
        assert!(wrong(b"").contains("空"));
        assert!(wrong(b" \r\n\t\n").contains("没有文字"));
        assert!(wrong(b"a\n\xd6\xd0").contains("第2行"));
        assert!(wrong(b"a\nb\0c").contains("第2行"));
        assert_eq!(decode("\u{feff}条\r\n".as_bytes().to_vec()).as_deref(), Ok("\u{feff}条\r\n"));
    }
}
