//! `kaimen amend`, through the real program: what contracts.md ("Amendment decisions") promises.
