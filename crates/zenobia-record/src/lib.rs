//! The stored record of zenobia and its exchange formats.
