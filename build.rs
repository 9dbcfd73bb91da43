//! Stops with one clear line where the style sheets and scripts have not been built, because the program embeds them.

fn main() {
    println!("cargo::rerun-if-changed=assets/dist/manifest.json");
    if !std::path::Path::new("assets/dist/manifest.json").exists() {
        println!("cargo::error=assets/dist is missing: run `make assets` first");
    }
}
