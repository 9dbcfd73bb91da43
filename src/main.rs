//! Arguments → configuration → cli; nothing else.

fn main() -> std::process::ExitCode {
    kaimen::cli::main()
}
