//! Style sheet, script and icon: built by `make assets`, embedded in the program, kept by browsers for ever because
//! their names change with their content.

use crate::view::Assets;
use axum::body::Bytes;
use std::collections::HashMap;
use std::sync::Arc;

#[derive(rust_embed::RustEmbed)]
#[folder = "assets/dist"]
struct Embedded;

/// The program was built without `assets/dist`, or with only a part of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("程序不完整：缺少界面文件 {0}，请先运行 make assets 再编译")]
pub struct MissingAssets(String);

/// The files, by the name in their address.
#[derive(Debug)]
pub struct Bundle {
    files: HashMap<String, File>,
    assets: Arc<Assets>,
    icon: Bytes,
}

/// One file.
#[derive(Debug, Clone)]
pub struct File {
    /// The bytes.
    pub content: Bytes,
    /// The media type.
    pub media_type: &'static str,
}

impl Bundle {
    /// Reads what was embedded.
    pub fn load() -> Result<Self, MissingAssets> {
        let missing = |name: &str| MissingAssets(name.to_owned());
        let read =
            |name: &str| Embedded::get(name).map(|it| Bytes::from(it.data.into_owned())).ok_or_else(|| missing(name));
        let manifest: HashMap<String, String> =
            serde_json::from_slice(&read("manifest.json")?).map_err(|_| missing("manifest.json"))?;
        let mut files = HashMap::new();
        for name in manifest.values() {
            files.insert(name.clone(), File { content: read(name)?, media_type: media_type(name) });
        }
        let named = |name: &str| manifest.get(name).ok_or_else(|| missing(name));
        let address = |name: &str| named(name).map(|it| format!("/assets/{it}"));
        let assets = Assets {
            style: address("main.css")?,
            script: address("main.js")?,
            editor: address("editor.js")?,
            icon: address("favicon.svg")?,
        };
        Ok(Self { icon: read(named("favicon.svg")?)?, assets: Arc::new(assets), files })
    }

    /// The addresses that pages name.
    pub fn assets(&self) -> &Arc<Assets> {
        &self.assets
    }

    /// The icon, for browsers that ask for it unbidden.
    pub fn icon(&self) -> Bytes {
        self.icon.clone()
    }

    /// The file with this name.
    pub fn get(&self, name: &str) -> Option<&File> {
        self.files.get(name)
    }
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}
