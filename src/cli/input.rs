//! Reading a file that a command was given: `-` is standard input, and no file is read beyond its bound.

use super::Failure;
use crate::intake;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// The text of a file: UTF-8 text, docx or Akoma Ntoso, told apart by their content.
///
/// # Errors
/// One line that names the file, the reason and the remedy.
pub fn text(file: &Path) -> Result<String, Failure> {
    let bytes = bytes(file)?;
    intake::text_of(&bytes).map_err(|unreadable| Failure::unable(format!("{}{unreadable}", name(file))))
}

/// The bytes of a file, at most [`intake::MAX_FILE_BYTES`].
///
/// # Errors
/// One line that names the file, the reason and the remedy.
pub fn bytes(file: &Path) -> Result<Vec<u8>, Failure> {
    let unreadable = |error: std::io::Error| Failure::unable(format!("{}{}", name(file), reason(&error)));
    let limit = intake::MAX_FILE_BYTES as u64;
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        std::io::stdin().lock().take(limit + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    } else {
        let opened = File::open(file).map_err(unreadable)?;
        if opened.metadata().map_err(unreadable)?.is_dir() {
            return Err(Failure::unable(format!("{}是目录，不是文件；请写明其中的一个文件", name(file))));
        }
        opened.take(limit + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    }
    if bytes.len() as u64 > limit {
        return Err(Failure::unable(format!("{}{}", name(file), intake::too_large())));
    }
    Ok(bytes)
}

/// The file as messages name it.
#[must_use]
pub fn name(file: &Path) -> String {
    if file == Path::new("-") { "标准输入的内容".to_owned() } else { format!("文件“{}”", file.display()) }
}

/// Why a file could not be read or written, and what to do.
#[must_use]
pub fn reason(error: &std::io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::NotFound => "不存在；请检查路径和文件名",
        ErrorKind::PermissionDenied => "没有访问权限；请检查文件和所在目录的权限",
        ErrorKind::IsADirectory => "是目录，不是文件；请写明其中的一个文件",
        ErrorKind::StorageFull => "所在的磁盘已满；请清理出空间后再试",
        ErrorKind::ReadOnlyFilesystem => "所在的文件系统只能读取；请换一个目录",
        ErrorKind::NotADirectory => "的路径不对，其中有一段不是目录；请检查路径",
        _ => "读写失败；请检查文件所在的磁盘和权限后再试",
    }
}
