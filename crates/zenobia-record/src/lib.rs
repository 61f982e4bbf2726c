//! The stored record of zenobia and its exchange formats.
//!
//! Inside the library positions are bytes; everything written here counts Unicode code points and
//! stands beside the words it points at.

pub mod rows;
