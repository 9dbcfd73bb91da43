//! The machine as a whole: every row is reached, every guard refuses, no walk leaves it.

mod every_row;
mod sample;
mod time;
mod walks;
