//! The fonts of PDFs, read from the files that are configured or found.

use super::Failure;
use super::input::{name, reason};
use crate::config::{self, FontFile};
use crate::export::pdf;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// The largest font file that is read; the collections of Noto have up to 30 MB.
const MAX_FONT_BYTES: u64 = 128 * 1024 * 1024;
/// How a file of several fonts begins.
const COLLECTION: &[u8] = b"ttcf";

/// The two typefaces. Reading them takes a tenth of a second and their size in memory: keep what this gives.
///
/// # Errors
/// One line: which font is missing or of no use, and what to install or to configure.
pub fn load(fonts: &config::Fonts) -> Result<pdf::Fonts, Failure> {
    let (serif, serif_index) = read(fonts.serif_file(), "宋体", "serif")?;
    let (sans, sans_index) = read(fonts.sans_file(), "黑体", "sans")?;
    pdf::Fonts::new(serif, serif_index, sans, sans_index)
        .map_err(|error| Failure::unable(format!("不能生成 PDF：{error}；请核对配置中的 [fonts]")))
}

fn read(file: Option<FontFile>, face: &str, key: &str) -> Result<(Vec<u8>, u32), Failure> {
    let FontFile { path, index } = file.ok_or_else(|| {
        Failure::unable(format!(
            "不能生成 PDF：没有找到{face}字体文件；请安装 fonts-noto-cjk，或者在配置中写明 fonts.{key}"
        ))
    })?;
    let bytes = bytes(&path).map_err(|error| {
        let why =
            if error.kind() == io::ErrorKind::FileTooLarge { "太大，不像是字体文件" } else { reason(&error) };
        Failure::unable(format!("不能生成 PDF：{face}字体{}{why}（fonts.{key}）", name(&path)))
    })?;
    let index = if bytes.starts_with(COLLECTION) { index } else { 0 };
    Ok((bytes, index))
}

fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    if length > MAX_FONT_BYTES {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0) + 1);
    file.take(MAX_FONT_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}
