//! The program `zenobia`.

fn main() {}
