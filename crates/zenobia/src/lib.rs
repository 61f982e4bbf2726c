//! Reads news pages and writes down who did what to whom, where, when, how many, and according to whom.
//!
//! Each folder is a stage: plain functions whose parameters are what the stage needs and whose
//! return value is what it gives. A stage uses only stages declared above it here;
//! `cargo xtask layers` checks that.

pub mod span;
pub mod lexicon;
pub mod weights;

pub mod page;
pub mod article;

pub mod tokens;
pub mod encoder;
pub mod syntax;
pub mod numerals;

pub mod entities;
pub mod times;
pub mod quantities;
pub mod places;
pub mod attributions;
pub mod events;

pub mod document;
pub mod coder;
